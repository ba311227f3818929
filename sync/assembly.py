"""Puts the daemon together from its settings: the one place in this package that knows all the parts."""

import os
import random
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from sync.channel_settings import OFFICE, ChannelSettings, load_channels
from sync.channel_setup import ChannelWorld, make_channels
from sync.channels.office import OfficeChannel
from sync.channels.tokens import TokenMaker
from sync.channels.tus import CHUNK_BYTES
from sync.channels.wire import Wire
from sync.clock import Clock, system_clock
from sync.courier import Courier
from sync.daemon import Daemon
from sync.outbox import STATUS, create_spool
from sync.package_store import PackageStore
from sync.patience import Patience
from sync.queue import Queue
from sync.seal import certificates_of, is_demo_certificate
from sync.vault import read_identities


class DemoKeyRefused(ValueError):  # noqa: N818  a refusal, told to the technician in words
    """A key that was made for a demonstration is configured on a kiosk that is not one."""


@dataclass(frozen=True)
class DaemonConfig:
    """Where the daemon finds its folders, its keys and its office."""

    kiosk_id: str
    spool: Path
    data_folder: Path
    identity_file: Path
    transport_key_file: Path
    office_certificates_file: Path
    office_url: str
    channels_file: Path | None = None
    """channels.toml; without it everything goes to the office."""
    status_folder: Path | None = None
    is_demo: bool = False
    chunk_bytes: int = CHUNK_BYTES
    patience: Patience = field(default_factory=Patience)


def open_store(config: DaemonConfig) -> tuple[PackageStore, Queue]:
    """Open what is needed to look and to export; neither keys nor a network."""
    store = PackageStore(config.data_folder)
    store.create()
    return store, Queue(config.data_folder / "queue.sqlite")


def build_daemon(
    config: DaemonConfig, *, clock: Clock = system_clock, client: httpx.Client | None = None
) -> Daemon:
    """Build the daemon; whoever calls it closes it.

    Raises OSError or ValueError for a file that is missing or can't be used.
    """
    settings = load_channels(config.channels_file) if config.channels_file else ChannelSettings()
    channels = make_channels(settings, ChannelWorld(clock, secrets.token_bytes, os.environ))
    if OFFICE in settings.routing.named():
        channels[OFFICE] = _office(config, clock, client or httpx.Client(trust_env=False))
    create_spool(config.spool)
    status_folder = config.status_folder or config.spool / STATUS
    status_folder.mkdir(parents=True, exist_ok=True)
    store, queue = open_store(config)
    return Daemon(
        spool=config.spool,
        status_folder=status_folder,
        store=store,
        queue=queue,
        courier=Courier(channels, settings.routing),
        identities=read_identities(config.identity_file.read_text(encoding="ascii")),
        clock=clock,
        chance=random.Random(secrets.randbits(64)),  # noqa: S311  spreads retries, keeps no secret
        patience=config.patience,
    )


def _office(config: DaemonConfig, clock: Clock, client: httpx.Client) -> OfficeChannel:
    certificates = certificates_of(config.office_certificates_file.read_bytes())
    if not config.is_demo and any(is_demo_certificate(der) for der in certificates):
        raise DemoKeyRefused("the office's certificate was made for a demonstration")
    tokens = TokenMaker(
        config.kiosk_id, config.transport_key_file.read_bytes(), clock=clock, random=secrets.token_bytes
    )
    return OfficeChannel(
        Wire(client, config.office_url, tokens), certificates, chunk_bytes=config.chunk_bytes
    )
