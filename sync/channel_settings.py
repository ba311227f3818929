"""channels.toml: the ways to offices, and which letters go over which; the same file for a kiosk and an office.

    [[routes]]
    departments = ["Departament Środowiska"]
    channels = ["ezd-rp", "office"]

    [ezd-rp]
    api_url = "https://…"

Each channel has a table with its name. Its keys are those of the channel's own configuration (`RpConfig` and so on) and
of its connection below. A key that nobody knows is an error.
"""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from sync.channels.edoreczenia import EDoreczeniaConfig
from sync.channels.epuap.config import EpuapConfig
from sync.channels.ezd.puw import PuwConfig
from sync.channels.ezd.rp import RpConfig
from sync.routing import Route, Routing

OFFICE = "office"
"""The office's own back end, set up in the kiosk's settings; the one channel where no file says otherwise."""

Secret = Annotated[str, StringConstraints(min_length=1)]
"""A reference to a secret: `credential:NAME` or `file:PATH`."""


class ChannelsRefused(ValueError):  # noqa: N818  a refusal, told to the technician in words
    """channels.toml can't be used; the text says which key and why, one a line."""


class Connection(BaseModel):
    """What every channel's table may say about its connection."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    ca_file: Path | None = None
    """PEM file of the authorities that are trusted; without it the system's."""


class PuwConnection(Connection):
    """EZD PUW knows a login, or an application's token."""

    login: str = ""
    """The account's name; with `password`."""
    password: Secret | None = None
    """The account's password."""
    application_token: Secret | None = None
    """Instead of an account: the token of the application."""
    token_hours: Literal[12, 24] = 12
    """How this installation counts the hours in authToken."""


class RpConnection(Connection):
    """EZD RP's key for the Integrator API."""

    web_host: str
    """Host name of the organisation's EZD RP; it makes the client's id."""
    organisation_id: str
    """`pid`."""
    key_id: str
    """`aki`."""
    post_id: str
    """`SID`: the post that is acted for."""
    api_key: Secret
    """The key itself."""


class EpuapConnection(Connection):
    """Keys and trust of the office's account on ePUAP, and where the channel keeps what it is given."""

    system_key: Secret
    """RSA key of the system that is registered with ePUAP."""
    system_certificate: Path
    """PEM file of its certificate."""
    seal_key: Secret
    """Key of the office's seal, which signs the letters."""
    seal_certificate: Path
    """PEM file of the seal's certificate, and of those above it."""
    reply_certificates: Path
    """PEM file: whose signatures on ePUAP's answers count."""
    receipt_certificates: Path
    """PEM file: whose signatures on receipts count."""
    folder: Path
    """Where receipts are kept; on an encrypted volume."""
    recipients: Annotated[tuple[str, ...], Field(min_length=2)]
    """age recipients that can read what is kept about people: this machine's and the office's recovery key."""


class EDoreczeniaConnection(Connection):
    """The key of the system that is registered with the operator."""

    key: Secret
    """RSA key that signs the requests for tokens."""
    evidence_certificate_file: Path | None = None
    """PEM file: who signs evidence; without it the connection to the operator vouches for it."""


class FolderConnection(BaseModel):
    """The watched folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: Path
    """Where the archive packages are put."""


ConfigT = TypeVar("ConfigT")
ConnectionT = TypeVar("ConnectionT", bound=BaseModel)


@dataclass(frozen=True)
class Section(Generic[ConfigT, ConnectionT]):
    """One channel's table, taken apart."""

    config: ConfigT
    connection: ConnectionT


@dataclass(frozen=True)
class ChannelSettings:
    """The whole file; a channel without a table is not set up."""

    routing: Routing = dataclasses.field(default_factory=Routing)
    puw: Section[PuwConfig, PuwConnection] | None = None
    rp: Section[RpConfig, RpConnection] | None = None
    epuap: Section[EpuapConfig, EpuapConnection] | None = None
    edoreczenia: Section[EDoreczeniaConfig, EDoreczeniaConnection] | None = None
    folder: FolderConnection | None = None
    base: Path = Path()
    """The file's folder."""


class _RouteTable(BaseModel):
    model_config = ConfigDict(extra="forbid")

    channels: Annotated[tuple[str, ...], Field(min_length=1)]
    departments: tuple[str, ...] = ()


def load_channels(path: Path) -> ChannelSettings:
    """Read channels.toml; raises ChannelsRefused."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failed:
        raise ChannelsRefused(f"{path}: can't be read: {failed}") from None
    try:
        settings = _read(raw, path.resolve().parent)
    except ValidationError as broken:
        raise ChannelsRefused(
            "\n".join(_line(path, item["loc"], item["msg"]) for item in broken.errors())
        ) from None
    except ValueError as broken:
        raise ChannelsRefused(f"{path}: {broken}") from None
    unknown = settings.routing.named() - set(raw) - {OFFICE}
    if unknown:
        raise ChannelsRefused(f"{path}: routes: no table for {', '.join(sorted(unknown))}")
    return settings


def _read(raw: dict[str, Any], base: Path) -> ChannelSettings:
    known = {"routes", "ezd-puw", "ezd-rp", "epuap", "edoreczenia", "folder"}
    stray = sorted(set(raw) - known)
    if stray:
        raise ValueError(f"unknown key: {', '.join(stray)}")
    return ChannelSettings(
        routing=_routing(raw.get("routes")),
        puw=_section(raw, "ezd-puw", PuwConfig, PuwConnection),
        rp=_section(raw, "ezd-rp", RpConfig, RpConnection),
        epuap=_section(raw, "epuap", EpuapConfig, EpuapConnection),
        edoreczenia=_section(raw, "edoreczenia", EDoreczeniaConfig, EDoreczeniaConnection),
        folder=FolderConnection.model_validate(raw["folder"]) if "folder" in raw else None,
        base=base,
    )


def _routing(raw: Any) -> Routing:
    if raw is None:
        return Routing()
    tables = TypeAdapter(list[_RouteTable]).validate_python(raw)
    return Routing(tuple(Route(table.channels, frozenset(table.departments)) for table in tables))


def _section(
    raw: Mapping[str, Any], name: str, config: type[ConfigT], connection: type[ConnectionT]
) -> Section[ConfigT, ConnectionT] | None:
    table = raw.get(name)
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ValueError(f"{name}: must be a table")
    for key, value in table.items():
        if key.endswith("_url") and value and not str(value).startswith("https://"):
            raise ValueError(f"{name}.{key}: must begin with https://")
    # Bytes are no setting: a file is named for them among the keys of the connection.
    fields = {item.name for item in dataclasses.fields(config)} - {"evidence_certificates"}  # type: ignore[arg-type]  # each is a dataclass
    mine = {key: value for key, value in table.items() if key in fields}
    others = {key: value for key, value in table.items() if key not in fields}
    return Section(TypeAdapter(config).validate_python(mine), connection.model_validate(others))


def _line(path: Path, where: tuple[int | str, ...], message: str) -> str:
    plain = "unknown key" if message == "Extra inputs are not permitted" else message
    return f"{path}: {'.'.join(str(step) for step in where)}: {plain}"
