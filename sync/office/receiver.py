"""Writes one PATCH's bytes down: in parts acknowledged as they become durable, or whole if it has a checksum."""

import base64
import binascii
import errno
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sync.office.blobs import StagedFile
from sync.office.context import Office
from sync.office.faults import OfficeFault, Refusal
from sync.office.uploads import Upload

if TYPE_CHECKING:
    from hashlib import _Hash

CHECKSUMS: "Mapping[str, Callable[[], _Hash]]" = {
    "sha256": hashlib.sha256,
    "sha1": partial(hashlib.sha1, usedforsecurity=False),
}
"""sha1 only because tus demands it: the package's own SHA-256 is what counts."""


@dataclass(frozen=True)
class Checksum:
    """What the client says its body hashes to."""

    algorithm: str
    digest: bytes

    @classmethod
    def parse(cls, header: str | None) -> "Checksum | Refusal | None":
        """Read Upload-Checksum; None when there is none."""
        if header is None:
            return None
        algorithm, _, encoded = header.partition(" ")
        if algorithm not in CHECKSUMS:
            offered = ", ".join(CHECKSUMS)
            return Refusal(OfficeFault.CHECKSUM_UNSUPPORTED, 400, f"checksums: {offered}")
        try:
            return cls(algorithm, base64.b64decode(encoded, validate=True))
        except binascii.Error:
            return Refusal(OfficeFault.BAD_REQUEST, 400, "Upload-Checksum can't be read")


class Receiver:
    """Takes the body of one request. Its `finish` must be called whatever happens."""

    def __init__(self, office: Office, upload: Upload, checksum: Checksum | None) -> None:
        self._office = office
        self._upload = upload
        self._checksum = checksum
        self._hash: _Hash | None = None if checksum is None else CHECKSUMS[checksum.algorithm]()
        self._start = upload.received
        self._staged: StagedFile | None = None
        self._is_finished = False
        self.refusal: Refusal | None = None

    def feed(self, data: bytes) -> None:
        """Take some bytes; a part that is full becomes durable now unless the checksum is still to be awaited."""
        if not data or self.refusal is not None:
            return
        try:
            self._feed(data)
        except OSError as broken:
            self._refuse_full_disk(broken)

    def keep(self) -> None:
        """Make durable what came before the line broke; without its end a checksum can't be checked."""
        if self._checksum is None and self.refusal is None:
            self._flush_or_refuse()
        self._discard()
        self._is_finished = True

    def finish(self) -> Upload | Refusal:
        """Answer the upload as it is now, or why this request failed."""
        if not self._is_finished:
            self._is_finished = True
            if self.refusal is None and not self._is_checksum_right():
                self.refusal = Refusal(OfficeFault.CHECKSUM_MISMATCH, 460, "the body is not what was sent")
            if self.refusal is None:
                self._flush_or_refuse()
            self._discard()
        if self.refusal is not None:
            return self.refusal
        current = self._office.uploads.get(self._upload.id)
        return current or Refusal(OfficeFault.UPLOAD_UNKNOWN, 404, "the upload is gone")

    def _feed(self, data: bytes) -> None:
        staged = self._staged = self._staged or self._office.staging.create()
        if self._start + staged.size + len(data) > self._upload.length:
            self.refusal = Refusal(OfficeFault.TOO_LARGE, 413, "more bytes than were announced")
            return
        staged.write(data)
        if self._hash is not None:
            self._hash.update(data)
        elif staged.size >= self._office.settings.limits.part_bytes:
            self._flush()

    def _is_checksum_right(self) -> bool:
        if self._checksum is None or self._hash is None:
            return True
        return hmac.compare_digest(self._hash.digest(), self._checksum.digest)

    def _flush_or_refuse(self) -> None:
        try:
            self._flush()
        except OSError as broken:
            self._refuse_full_disk(broken)

    def _flush(self) -> None:
        """Hand the part over: stored and fsynced first, then the offset moves in the database."""
        staged = self._staged
        if staged is None or staged.size == 0:
            return
        staged.settle()
        if not self._office.uploads.append(self._upload, self._start, staged, self._office.read_clock):
            self.refusal = Refusal(OfficeFault.OFFSET_MISMATCH, 409, "another request was writing here")
            return
        self._office.metrics.uploaded_bytes.inc(staged.size)
        self._start += staged.size
        self._discard()

    def _refuse_full_disk(self, broken: OSError) -> None:
        self._discard()
        if broken.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise broken
        self.refusal = Refusal(OfficeFault.STORAGE_FULL, 507, "no room left; what was acknowledged is safe")

    def _discard(self) -> None:
        if self._staged is not None:
            self._staged.discard()
            self._staged = None
