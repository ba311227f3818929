"""Makes the channels that channels.toml describes, for a kiosk's daemon and for an office alike."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from sync.channel_settings import (
    ChannelSettings,
    EDoreczeniaConnection,
    EpuapConnection,
    PuwConnection,
    RpConnection,
    Section,
)
from sync.channels.channel import Channel
from sync.channels.edoreczenia import EDoreczeniaChannel, EDoreczeniaConfig, connect, pem_signer
from sync.channels.epuap.channel import EpuapChannel, EpuapFolders, EpuapKeys
from sync.channels.epuap.config import EpuapConfig, EpuapTrust
from sync.channels.ezd.channel import EzdChannel
from sync.channels.ezd.farclock import FarClock
from sync.channels.ezd.line import Line
from sync.channels.ezd.puw import PuwConfig, PuwDialect
from sync.channels.ezd.puw_api import PuwApi
from sync.channels.ezd.puw_auth import BasicAuth, PuwAuth, TokenAuth
from sync.channels.ezd.rp import RpConfig, RpDialect
from sync.channels.ezd.rp_session import RpAccount, RpSession
from sync.channels.folder import FolderChannel
from sync.clock import Clock, RandomBytes
from sync.cms import Sealer, key_signer
from sync.seal import certificates_of
from sync.secrets_store import SecretRefused, SecretStore


def https_client(ca_file: Path | None) -> httpx.Client:
    """Make a client that trusts these authorities, or the system's; TLS 1.2 or newer, no redirects, no proxy.

    Idle connections are given up early: one that the far end is just closing would leave a call's outcome unknown.
    Raises OSError or ssl.SSLError when the file is none.
    """
    context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    limits = httpx.Limits(max_keepalive_connections=4, keepalive_expiry=2.0)
    return httpx.Client(verify=context, trust_env=False, follow_redirects=False, limits=limits)


@dataclass(frozen=True)
class ChannelWorld:
    """What channels take from outside."""

    clock: Clock
    random: RandomBytes
    environment: Mapping[str, str]
    make_client: Callable[[Path | None], httpx.Client] = https_client


def make_channels(settings: ChannelSettings, world: ChannelWorld) -> dict[str, Channel]:
    """Make every channel that has a table, by name; raises SecretRefused, OSError or ValueError."""
    return {channel.name: channel for channel in _channels(settings, world)}


def _channels(settings: ChannelSettings, world: ChannelWorld) -> Iterator[Channel]:
    secrets = SecretStore(settings.base, world.environment)
    if settings.puw is not None:
        yield _puw(settings.puw, secrets, world)
    if settings.rp is not None:
        yield _rp(settings.rp, secrets, world)
    if settings.epuap is not None:
        yield _epuap(settings.epuap, secrets, world)
    if settings.edoreczenia is not None:
        yield _edoreczenia(settings.edoreczenia, secrets, world)
    if settings.folder is not None:
        yield FolderChannel(settings.base / settings.folder.path, world.clock)


def _puw(section: Section[PuwConfig, PuwConnection], secrets: SecretStore, world: ChannelWorld) -> Channel:
    config = section.config
    line = Line(_client(section.connection.ca_file, secrets, world), config.base_url)
    api = PuwApi(
        line,
        _puw_auth(section.connection, secrets, world),
        FarClock(world.clock),
        owner=config.owner,
        is_active_directory=config.is_active_directory,
    )
    return EzdChannel(PuwDialect(config, api), world.clock, world.random)


def _puw_auth(given: PuwConnection, secrets: SecretStore, world: ChannelWorld) -> PuwAuth:
    if given.application_token is not None and given.password is None:
        return TokenAuth(secrets.text(given.application_token), world.random, given.token_hours)
    if given.login and given.password is not None and given.application_token is None:
        return BasicAuth(given.login, secrets.text(given.password))
    raise SecretRefused("ezd-puw: give login and password, or application_token, and not both")


def _rp(section: Section[RpConfig, RpConnection], secrets: SecretStore, world: ChannelWorld) -> Channel:
    config, given = section.config, section.connection
    account = RpAccount(
        given.web_host, given.organisation_id, given.key_id, given.post_id, secrets.text(given.api_key)
    )
    session = RpSession(
        account,
        Line(_client(given.ca_file, secrets, world), config.api_url),
        Line(_client(given.ca_file, secrets, world), config.sso_url),
        world.clock,
        FarClock(world.clock),
    )
    return EzdChannel(RpDialect(config, session), world.clock, world.random)


def _epuap(
    section: Section[EpuapConfig, EpuapConnection], secrets: SecretStore, world: ChannelWorld
) -> Channel:
    given, base = section.connection, secrets.base
    keys = EpuapKeys(
        system=Sealer.from_pem(
            secrets.read(given.system_key), (base / given.system_certificate).read_bytes()
        ),
        seal=_sealer(secrets.read(given.seal_key), (base / given.seal_certificate).read_bytes()),
    )
    trust = EpuapTrust(
        replies=certificates_of((base / given.reply_certificates).read_bytes()),
        receipts=certificates_of((base / given.receipt_certificates).read_bytes()),
    )
    folder = base / given.folder
    return EpuapChannel(
        section.config,
        keys,
        trust,
        EpuapFolders(folder / "receipts", folder / "letters", given.recipients),
        client=_client(given.ca_file, secrets, world),
        clock=world.clock,
        random=world.random,
    )


def _sealer(key_pem: bytes, certificates_pem: bytes) -> Sealer:
    """Take the first certificate as the seal's own, the others as those above it."""
    own, *above = certificates_of(certificates_pem)
    return Sealer(own, tuple(above), key_signer(key_pem))


def _edoreczenia(
    section: Section[EDoreczeniaConfig, EDoreczeniaConnection], secrets: SecretStore, world: ChannelWorld
) -> Channel:
    given, config = section.connection, section.config
    if given.evidence_certificate_file is not None:
        pem = (secrets.base / given.evidence_certificate_file).read_bytes()
        config = replace(config, evidence_certificates=tuple(certificates_of(pem)))
    connection = connect(
        _client(given.ca_file, secrets, world),
        config,
        pem_signer(secrets.read(given.key)),
        clock=world.clock,
        random=world.random,
    )
    return EDoreczeniaChannel(connection, config, clock=world.clock, random=world.random)


def _client(ca_file: Path | None, secrets: SecretStore, world: ChannelWorld) -> httpx.Client:
    return world.make_client(None if ca_file is None else secrets.base / ca_file)
