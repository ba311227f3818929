"""Receipts on this machine's disk, each under the names by which it can be asked for.

A receipt comes once, in the reply to the call that sent the letter; it is on the disk before anything else is done
with that reply. It names offices and identifiers, no people.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sync.channels.epuap.extra import Extra
from sync.files import sync_folder, write_durably


@dataclass(frozen=True)
class Receipts:
    """A folder of receipts."""

    folder: Path

    def keep(
        self, data: bytes, *, document_id: str, ours: Extra | None = None, digests: tuple[str, ...] = ()
    ) -> None:
        """Write a receipt under every name it can be told by; the same again does no harm."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        names = [_named("id", document_id), *(_named("sha256", digest) for digest in digests)]
        if ours is not None:
            names.append(_named("with", f"{ours.submission_id} {ours.document_sha256}"))
        first, *others = (self.folder / name for name in names)
        write_durably(first, data)
        for other in others:
            other.unlink(missing_ok=True)
            other.hardlink_to(first)
        sync_folder(self.folder)

    def of_document(self, document_id: str) -> bytes | None:
        """Find the receipt for a document by the identifier that ePUAP gave it."""
        return self._find(_named("id", document_id))

    def of_submission(self, ours: Extra) -> bytes | None:
        """Find the receipt that came along with our own data, or that covers the very bytes that were sent."""
        together = _named("with", f"{ours.submission_id} {ours.document_sha256}")
        return self._find(together) or self._find(_named("sha256", ours.document_sha256))

    def _find(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None


def _named(kind: str, identifier: str) -> str:
    """Make a file name of an identifier that others chose."""
    return f"{kind}-{hashlib.sha256(identifier.encode()).hexdigest()}.xml"
