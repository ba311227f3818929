"""The tus 1.0.0 resumable upload protocol: core, creation, checksum, termination and expiration.

Only the wire is here; what an upload is, and when it is durable, is in `uploads`.
"""

import base64
import binascii
import re
from datetime import datetime
from email.utils import format_datetime
from functools import partial

from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sync.faults import Refused
from sync.manifest import CONTAINER_TYPE
from sync.numbers import parse_number
from sync.office.answers import ask, refuse
from sync.office.context import Office
from sync.office.faults import OfficeFault, Refusal
from sync.office.kiosks import Kiosk
from sync.office.receiver import CHECKSUMS, Checksum, Receiver
from sync.office.uploads import Upload, UploadOrder, UploadState
from sync.submission import parse_submission_id

VERSION = "1.0.0"
EXTENSIONS = "creation,checksum,termination,expiration"
OFFSET_TYPE = "application/offset+octet-stream"

_SHA256 = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"[0-9]{1,15}")


class TusEndpoint:
    """Answers every request under /api/v1/uploads."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def __call__(self, request: Request) -> Response:
        """Dispatch by method, with the version header that every answer must carry."""
        response = await self._answer(request)
        response.headers["Tus-Resumable"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    async def _answer(self, request: Request) -> Response:
        method = request.headers.get("X-HTTP-Method-Override", request.method).upper()
        if method == "OPTIONS":
            return self._capabilities()
        if request.headers.get("Tus-Resumable") != VERSION:
            response = refuse(Refusal(OfficeFault.TUS_VERSION, 412, f"this server speaks tus {VERSION}"))
            response.headers["Tus-Version"] = VERSION
            return response
        kiosk = await ask(self._office.doorkeeper.admit, request.headers.get("Authorization"), self._now())
        if isinstance(kiosk, Refusal):
            return refuse(kiosk)
        return await self._admitted(request, kiosk, method)

    async def _admitted(self, request: Request, kiosk: Kiosk, method: str) -> Response:
        upload_id = request.path_params.get("upload_id")
        if upload_id is None:
            return await self._create(request, kiosk) if method == "POST" else _not_allowed("POST, OPTIONS")
        find = partial(self._office.uploads.find, now=self._now())
        upload = await ask(find, upload_id, kiosk.id)
        if isinstance(upload, Refusal):
            return refuse(upload)
        if method == "HEAD":
            return _head(upload)
        if method == "PATCH":
            return await self._append(request, upload)
        if method == "DELETE":
            refusal = await ask(self._office.uploads.terminate, upload)
            return Response(status_code=204) if refusal is None else refuse(refusal)
        return _not_allowed("HEAD, PATCH, DELETE, OPTIONS")

    def _capabilities(self) -> Response:
        return Response(
            status_code=204,
            headers={
                "Tus-Version": VERSION,
                "Tus-Extension": EXTENSIONS,
                "Tus-Max-Size": str(self._office.settings.limits.max_upload_bytes),
                "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
            },
        )

    async def _create(self, request: Request, kiosk: Kiosk) -> Response:
        order = _order(request, self._office.settings.limits.max_upload_bytes)
        if isinstance(order, Refusal):
            return refuse(order)
        create = partial(self._office.uploads.create, now=self._now())
        upload = await ask(create, kiosk.id, order)
        if isinstance(upload, Refusal):
            return refuse(upload)
        # Relative to the host: right behind any proxy that keeps the path of the public address.
        headers = _progress(upload) | {
            "Location": f"{self._office.settings.public_path}/api/v1/uploads/{upload.id}"
        }
        return Response(status_code=201, headers=headers)

    async def _append(self, request: Request, upload: Upload) -> Response:
        wish = _append_wish(request, upload)
        if isinstance(wish, Refusal):
            return refuse(wish, headers=_progress(upload))
        receiver = Receiver(self._office, upload, wish)
        try:
            async for data in request.stream():
                await to_thread.run_sync(receiver.feed, data)
                if receiver.refusal is not None:
                    break
        except ClientDisconnect:
            # What did arrive is worth keeping: the kiosk's line is slow and it will come back for the rest.
            await to_thread.run_sync(receiver.keep)
            return Response(status_code=400)
        finally:
            outcome = await to_thread.run_sync(receiver.finish)
        if isinstance(outcome, Refusal):
            return refuse(outcome)
        if outcome.state is UploadState.COMPLETE:
            self._office.intake.wake(outcome.id)
        return Response(status_code=204, headers=_progress(outcome))

    def _now(self) -> datetime:
        return self._office.world.clock()


def _head(upload: Upload) -> Response:
    headers = _progress(upload) | {
        "Upload-Length": str(upload.length),
        "Upload-Metadata": _metadata_of(upload),
    }
    return Response(status_code=200, headers=headers)


def _progress(upload: Upload) -> dict[str, str]:
    headers = {"Upload-Offset": str(upload.received)}
    if upload.state is UploadState.OPEN:
        headers["Upload-Expires"] = format_datetime(upload.expires_at, usegmt=True)
    return headers


def _not_allowed(methods: str) -> Response:
    return Response(status_code=405, headers={"Allow": methods})


def _order(request: Request, max_bytes: int) -> UploadOrder | Refusal:
    length = request.headers.get("Upload-Length", "")
    if not _DIGITS.fullmatch(length) or int(length) == 0:
        return _bad("Upload-Length must be a positive number; a deferred length is not offered")
    if int(length) > max_bytes:
        return Refusal(OfficeFault.TOO_LARGE, 413, f"a package may have {max_bytes} bytes")
    metadata = _read_metadata(request.headers.get("Upload-Metadata", ""))
    if metadata is None:
        return _bad("Upload-Metadata can't be read")
    submission_id = parse_submission_id(metadata.get("submission_id", ""))
    number = parse_number(metadata.get("number", ""))
    sha256 = metadata.get("sha256", "")
    if submission_id is None or not _SHA256.fullmatch(sha256):
        return _bad("Upload-Metadata needs submission_id (UUIDv7) and sha256 (hex)")
    if isinstance(number, Refused) or number != metadata["number"]:
        return _bad("Upload-Metadata needs number, as printed on the receipt")
    if metadata.get("filetype", CONTAINER_TYPE) != CONTAINER_TYPE:
        return Refusal(OfficeFault.WRONG_TYPE, 415, f"only {CONTAINER_TYPE} is taken")
    return UploadOrder(submission_id, number, sha256, int(length))


def _append_wish(request: Request, upload: Upload) -> Checksum | Refusal | None:
    """Everything that can be refused before the body is read."""
    if request.headers.get("Content-Type") != OFFSET_TYPE:
        return Refusal(OfficeFault.WRONG_TYPE, 415, f"the body must be {OFFSET_TYPE}")
    offset = request.headers.get("Upload-Offset", "")
    if not _DIGITS.fullmatch(offset):
        return _bad("Upload-Offset is needed")
    if int(offset) != upload.received:
        return Refusal(OfficeFault.OFFSET_MISMATCH, 409, f"{upload.received} bytes are here")
    body = request.headers.get("Content-Length", "0")
    if not _DIGITS.fullmatch(body) or int(body) > upload.remaining:
        return Refusal(OfficeFault.TOO_LARGE, 413, "more bytes than were announced")
    return Checksum.parse(request.headers.get("Upload-Checksum"))


def _read_metadata(header: str) -> dict[str, str] | None:
    values = {}
    for pair in filter(None, (item.strip() for item in header.split(","))):
        key, _, encoded = pair.partition(" ")
        try:
            value = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        if not key or key in values:
            return None
        values[key] = value
    return values


def _metadata_of(upload: Upload) -> str:
    values = {"submission_id": upload.submission_id, "sha256": upload.sha256, "number": upload.number}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def _bad(detail: str) -> Refusal:
    return Refusal(OfficeFault.BAD_REQUEST, 400, detail)
