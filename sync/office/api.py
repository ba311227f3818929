"""What a kiosk asks: is my letter there, where is the proof, how does the case stand."""

import re
from collections.abc import Callable
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sync.office.answers import refuse
from sync.office.context import Office
from sync.office.faults import OfficeFault, Refusal
from sync.office.history import refusal_of
from sync.office.kiosks import Kiosk
from sync.office.uploads import UploadState

_LOOKUP = re.compile(r"[0-9a-f]{32,64}")

_NOT_FOUND = Refusal(
    OfficeFault.UPLOAD_UNKNOWN, HTTPStatus.NOT_FOUND, "there is no such submission of this kiosk"
)


class KioskApi:
    """The questions, each answered only to a kiosk that has proved who it is."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def submission(self, request: Request) -> Response:
        """GET /api/v1/submissions/{id}."""
        return self._admitted(request, self._submission)

    def proof(self, request: Request) -> Response:
        """GET /api/v1/submissions/{id}/proof."""
        return self._admitted(request, self._proof)

    def status(self, request: Request) -> Response:
        """GET /api/v1/status/{lookup}: any kiosk may carry it, since only the receipt opens it."""
        return self._admitted(request, self._status)

    def _admitted(self, request: Request, answer: Callable[[Request, Kiosk], Response]) -> Response:
        kiosk = self._office.doorkeeper.admit(
            request.headers.get("Authorization"), self._office.world.clock()
        )
        response = refuse(kiosk) if isinstance(kiosk, Refusal) else answer(request, kiosk)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _submission(self, request: Request, kiosk: Kiosk) -> Response:
        submission_id = request.path_params["submission_id"]
        upload = self._office.uploads.of_submission(submission_id, kiosk.id)
        if upload is not None and upload.state is UploadState.RECEIVED:
            return JSONResponse(
                {"state": "received", "sha256": upload.sha256, "reason": None, "detail": None}
            )
        if upload is not None and upload.state is UploadState.COMPLETE:
            self._office.intake.wake(upload.id)  # the instance that began it may be gone
            return JSONResponse(
                {"state": "verifying", "sha256": upload.sha256, "reason": None, "detail": None}
            )
        if upload is not None and upload.state is UploadState.OPEN:
            return refuse(_NOT_FOUND)
        return self._refused(submission_id, kiosk)

    def _refused(self, submission_id: str, kiosk: Kiosk) -> Response:
        with self._office.database.read() as connection:
            event = refusal_of(connection, submission_id, kiosk.id)
        if event is None:
            return refuse(_NOT_FOUND)
        facts = event.facts
        return JSONResponse(
            {
                "state": "refused",
                "sha256": facts.get("sha256"),
                "reason": facts.get("code"),
                "detail": facts.get("detail"),
            }
        )

    def _proof(self, request: Request, kiosk: Kiosk) -> Response:
        submission_id = request.path_params["submission_id"]
        upload = self._office.uploads.of_submission(submission_id, kiosk.id)
        if upload is None or upload.state is not UploadState.RECEIVED:
            return refuse(_NOT_FOUND)
        proof = self._office.proofs.issue(submission_id)
        return Response(proof or b"", media_type="application/xml")

    def _status(self, request: Request, kiosk: Kiosk) -> Response:  # noqa: ARG002  any kiosk may ask
        lookup = request.path_params["lookup"]
        blob = self._office.resident.sealed(lookup) if _LOOKUP.fullmatch(lookup) else None
        return refuse(_NOT_FOUND) if blob is None else Response(blob, media_type="application/octet-stream")
