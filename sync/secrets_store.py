"""Secrets never stand in a settings file, only where systemd's credentials or a closed file hold them."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_CREDENTIAL, _FILE = "credential:", "file:"
_FOLDER = "CREDENTIALS_DIRECTORY"


class SecretRefused(ValueError):  # noqa: N818  a refusal, told to the technician in words
    """A secret is written down where it must not be, or can't be read; the text names it and never holds it."""


@dataclass(frozen=True)
class SecretStore:
    """Reads `credential:NAME` (systemd's LoadCredential=) and `file:PATH`."""

    base: Path
    """Folder of the settings file; relative paths start there."""
    environment: Mapping[str, str]

    def read(self, reference: str) -> bytes:
        """Answer the secret's bytes; raises SecretRefused."""
        path = self._path(reference)
        try:
            mode = path.stat().st_mode
            content = path.read_bytes()
        except OSError as failed:
            raise SecretRefused(f"{reference}: {os.strerror(failed.errno or 0)}") from None
        if reference.startswith(_FILE) and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SecretRefused(f"{reference}: others may read it; chmod 600")
        return content

    def text(self, reference: str) -> str:
        """Answer the secret as text, without the line break that editors leave; raises SecretRefused."""
        try:
            return self.read(reference).decode().rstrip("\r\n")
        except UnicodeDecodeError:
            raise SecretRefused(f"{reference}: not text") from None

    def _path(self, reference: str) -> Path:
        if reference.startswith(_FILE):
            return self.base / reference.removeprefix(_FILE)
        name = reference.removeprefix(_CREDENTIAL)
        folder = self.environment.get(_FOLDER)
        if not reference.startswith(_CREDENTIAL) or not name or "/" in name or name.startswith("."):
            # What was written may be the secret itself: it is not repeated.
            raise SecretRefused("a secret must be given as credential:NAME or file:PATH")
        if not folder:
            raise SecretRefused(f"{reference}: systemd gave no credentials")
        return Path(folder) / name
