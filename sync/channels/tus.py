"""A lobby's network breaks off in mid-letter: uploads go on where they stopped, by tus 1.0.0
(tus.io/protocols).
"""

import base64
import hashlib
from collections.abc import Mapping
from http import HTTPStatus

import httpx

from sync.channels.channel import Deferred
from sync.channels.wire import Wire, reason_of
from sync.faults import Refused, SyncFault

VERSION = "1.0.0"
CHUNK_BYTES = 4 * 1024 * 1024
CHECKSUM_MISMATCH = 460
"""The status that the checksum extension gives to a chunk that arrived damaged."""

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_TRIES_A_CHUNK = 3
_OURS = {fault.value for fault in SyncFault}


class UploadGone:
    """The server no longer knows this upload: it expired, was finished and cleared, or never existed."""


class TusClient:
    """Uploads bytes to a tus server, in chunks that the server checks one by one."""

    def __init__(
        self, wire: Wire, path: str, *, chunk_bytes: int = CHUNK_BYTES, checksum: bool = True
    ) -> None:
        self._wire = wire
        self._path = path
        self._chunk_bytes = chunk_bytes
        self._checksum = checksum

    def create(self, size: int, metadata: Mapping[str, str]) -> str | Refused[SyncFault] | Deferred:
        """Announce an upload and answer its address; nothing is sent yet."""
        headers = {"Tus-Resumable": VERSION, "Upload-Length": str(size)}
        if metadata:  # the protocol forbids the header without a pair in it
            headers["Upload-Metadata"] = _metadata(metadata)
        answer = self._wire.ask("POST", self._wire.at(self._path), headers)
        if isinstance(answer, Deferred):
            return answer
        location = answer.headers.get("Location")
        if not answer.is_success or not location:
            return _refused(answer)
        return str(self._wire.follow(location))

    def offset(self, url: str) -> int | UploadGone | Refused[SyncFault] | Deferred:
        """Ask how much the server has."""
        answer = self._wire.ask("HEAD", self._wire.follow(url), {"Tus-Resumable": VERSION})
        if isinstance(answer, Deferred):
            return answer
        if answer.status_code in _GONE:
            return UploadGone()
        return _offset(answer)

    def send(self, url: str, data: bytes) -> UploadGone | Refused[SyncFault] | Deferred | None:
        """Send what the server does not have yet; None when it has everything."""
        offset = self.offset(url)
        damaged = 0
        while isinstance(offset, int) and offset < len(data):
            chunk = data[offset : offset + self._chunk_bytes]
            answer = self._wire.ask("PATCH", self._wire.follow(url), self._headers(offset, chunk), chunk)
            if isinstance(answer, Deferred):
                return answer
            if answer.status_code == CHECKSUM_MISMATCH:
                damaged += 1
                if damaged == _TRIES_A_CHUNK:
                    return Deferred(SyncFault.NETWORK_GONE, "chunks arrive damaged")
            elif answer.status_code in _GONE:
                return UploadGone()
            elif answer.status_code == HTTPStatus.CONFLICT:
                return Deferred(SyncFault.OFFICE_BUSY, "another try is still writing there")
            else:
                damaged, offset = 0, _offset(answer)
        if isinstance(offset, int):
            return (
                None
                if offset == len(data)
                else Refused(SyncFault.REQUEST_REFUSED, "more there than was sent")
            )
        return offset

    def give_up(self, url: str) -> None:
        """Tell the server that it may forget an upload; whether it hears that does not matter."""
        self._wire.ask("DELETE", self._wire.follow(url), {"Tus-Resumable": VERSION})

    def _headers(self, offset: int, chunk: bytes) -> dict[str, str]:
        headers = {
            "Tus-Resumable": VERSION,
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        if self._checksum:
            headers["Upload-Checksum"] = f"sha256 {base64.b64encode(hashlib.sha256(chunk).digest()).decode()}"
        return headers


def _offset(answer: httpx.Response) -> int | Refused[SyncFault]:
    text = answer.headers.get("Upload-Offset", "")
    return int(text) if answer.is_success and text.isdigit() else _refused(answer)


def _refused(answer: httpx.Response) -> Refused[SyncFault]:
    return Refused(
        refusal_code(reason_of(answer)[0]), f"{answer.status_code} {' '.join(reason_of(answer))}".strip()
    )


def refusal_code(reason: str) -> SyncFault:
    """Answer our word for the server's reason; a reason that is new to this version stays in the detail."""
    word = f"sync.{reason}"
    return SyncFault(word) if word in _OURS else SyncFault.REQUEST_REFUSED


def _metadata(metadata: Mapping[str, str]) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in metadata.items())
