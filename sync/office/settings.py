"""One typed office.toml, so that a misspelt key stops the server instead of being ignored in silence."""

import tomllib
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

MIB = 1024 * 1024

Bytes = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=1)]


class Strict(BaseModel):
    """A section of the settings."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class LimitsSection(Strict):
    """What one package, one upload and one verification may cost."""

    max_upload_bytes: Annotated[int, Field(ge=1, le=2048 * MIB)] = 256 * MIB
    """The largest package that is taken."""
    max_uncompressed_bytes: Bytes = 384 * MIB
    """What all parts of a package may have together when unpacked."""
    max_entries: Count = 1000
    """How many parts a package may have."""
    part_bytes: Bytes = 8 * MIB
    """An upload without checksums is acknowledged in pieces of this size."""
    upload_lifetime_s: Annotated[int, Field(ge=60)] = 7 * 24 * 3600
    """An unfinished upload that nobody came back to is dropped after this."""
    verify_deadline_s: Annotated[float, Field(gt=0)] = 120.0
    """How long the verification of one package may take."""
    render_deadline_s: Annotated[float, Field(gt=0)] = 15.0
    """How long the drawing of one page may take."""
    worker_memory_bytes: Annotated[int, Field(ge=512 * MIB)] = 2048 * MIB
    """Address space of the process that verifies or draws."""
    worker_count: Count = 2
    """How many such processes may run at a time."""
    page_cache_bytes: Annotated[int, Field(ge=0)] = 64 * MIB
    """RAM for pictures of pages last looked at; they are never on a disk."""


class SessionSection(Strict):
    """How long a clerk stays logged in."""

    idle_s: Annotated[int, Field(ge=60)] = 30 * 60
    """Logged out after so long without a click."""
    lifetime_s: Annotated[int, Field(ge=60)] = 10 * 3600
    """Logged out after so long whatever happens."""


class LoginSection(Strict):
    """When guessing passwords is stopped."""

    failures_before_lock: Count = 5
    """An account is locked after so many wrong passwords in a row."""
    lock_s: Count = 15 * 60
    """How long it stays locked."""
    tries_per_address: Count = 30
    """How many tries one network address has within the window."""
    window_s: Count = 5 * 60
    """The window for the tries of an address."""


class StatusSection(Strict):
    """When guessing the secrets of receipts is stopped."""

    tries_per_address: Count = 20
    """How many tries one network address has within the window."""
    tries_per_number: Count = 10
    """How many tries one letter's number has within the window."""
    window_s: Count = 10 * 60
    """The window for both."""


class OfficeSettings(Strict):
    """Everything the office back end is told from outside."""

    database_url: str = "sqlite:///office.db"
    """SQLite file, or `postgresql+psycopg://…` for several instances."""
    blob_dir: Path = Path("blobs")
    """Where the packages lie; on an encrypted volume, since it holds letters."""
    public_base_url: str = "http://127.0.0.1:8480"
    """The address under which residents, clerks and kiosks reach the office."""
    office_name: str = "Urząd Marszałkowski Województwa Kujawsko-Pomorskiego w Toruniu"
    """The addressee in every proof of receipt."""
    office_seal_key_path: Path
    """PEM file of the private key that signs proofs of receipt."""
    office_seal_certificate_path: Path
    """PEM file of its certificate; the kiosks pin it."""
    signature_trust_paths: tuple[Path, ...] = ()
    """PEM files of the authorities whose cards residents sign with."""
    register_number_pattern: str = r"RPW/[0-9]{1,8}/20[0-9]{2}"
    """Regular expression of the numbers that the office's EZD gives."""
    register_number_example: str = "RPW/10321/2026"
    """Shown to a clerk whose number doesn't fit the pattern."""
    token_leeway_s: Annotated[int, Field(ge=0)] = 60
    """How far a kiosk's clock may be off before it is told to correct its tokens."""
    trusted_proxy_addresses: tuple[str, ...] = ()
    """Load balancers whose X-Forwarded-For is believed."""
    metrics_addresses: tuple[str, ...] = ("127.0.0.1", "::1")
    """Who may read /metrics."""
    tidy_interval_s: Annotated[float, Field(gt=0)] = 30.0
    """How often interrupted work is looked for and taken up."""
    channels_file: Path | None = None
    """channels.toml: the office's own systems to which letters are passed on; without it they stay here."""
    demo: bool = False
    """Accept keys that were made for a demonstration."""
    limits: LimitsSection = LimitsSection()
    session: SessionSection = SessionSection()
    login: LoginSection = LoginSection()
    status: StatusSection = StatusSection()

    @property
    def public_path(self) -> str:
        """The path in front of every page, when a proxy serves the office below one."""
        return urlsplit(self.public_base_url).path

    @field_validator("public_base_url")
    @classmethod
    def _without_trailing_slash(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return value.rstrip("/")


def load_settings(path: Path) -> OfficeSettings:
    """Read office.toml; relative paths in it are relative to the file."""
    settings = OfficeSettings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    base = path.resolve().parent
    return settings.model_copy(
        update={
            "blob_dir": base / settings.blob_dir,
            "channels_file": base / settings.channels_file if settings.channels_file else None,
            "office_seal_key_path": base / settings.office_seal_key_path,
            "office_seal_certificate_path": base / settings.office_seal_certificate_path,
            "signature_trust_paths": tuple(base / item for item in settings.signature_trust_paths),
            "database_url": _anchored(settings.database_url, base),
        }
    )


def _anchored(url: str, base: Path) -> str:
    prefix = "sqlite:///"
    if not url.startswith(prefix) or url.startswith(prefix + "/"):
        return url
    return f"{prefix}{base / url.removeprefix(prefix)}"
