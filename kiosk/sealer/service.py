"""The sealer's own side of the process wall: PAdES with a key that sits in the card host, seal, hand-over."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from drivers.host import Answer, Emit, Method
from drivers.wire import Buffer, JsonValue
from kiosk.sealer.draft import Draft, submission_of
from sync.container import SealingRefused
from sync.faults import Refused
from sync.numbers import ReceiptNumber
from sync.outbox import PackageName, hand_over
from sync.seal import NotSigned, Sealer, SignedPdf, sign_pdf
from sync.sealing import seal
from sync.submission import KioskRecord, SubmissionId

SIGN_LETTER = "sign_letter"
SIGNATURE = "signature"
SEAL = "seal"
HAND_OVER = "hand_over"
TO_BE_SIGNED = "to_be_signed"
_SIGNATURE_DEADLINE_S = 60.0


class SealerFault(StrEnum):
    """Why the letter was not signed; the card's own codes come through as they are."""

    CARD = "card.refused"


@dataclass(frozen=True)
class SealerConfig:
    """What the sealer needs to know of this kiosk."""

    kiosk: KioskRecord
    office_name: str
    spool: Path
    recipients: tuple[str, ...]


class SealerService:
    """Serves `sign_letter`, `signature` (urgent: the card's answer to `to_be_signed`), `seal` and `hand_over`.

    Sealing and hand-over are two calls, so that a hand-over whose outcome is uncertain is repeated with the very
    same bytes: then the daemon knows it for the same package.
    """

    name = "sealer"
    urgent = frozenset({SIGNATURE})

    def __init__(self, config: SealerConfig, load_sealer: Callable[[], Sealer]) -> None:
        self._config = config
        self._load_sealer = load_sealer
        self._emit: Emit | None = None
        self._signatures: queue.Queue[bytes | str] = queue.Queue()

    def start(self, emit: Emit) -> None:
        """Load the seal; a kiosk whose key is missing must not come up."""
        self._emit = emit
        self._sealer = self._load_sealer()

    def methods(self) -> Mapping[str, Method]:
        """Return what can be called."""
        return {
            SIGN_LETTER: self._sign_letter,
            SIGNATURE: self._take_signature,
            SEAL: self._seal,
            HAND_OVER: self._hand_over,
        }

    def close(self) -> None:
        """Nothing is held."""

    def _sign_letter(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        pdf, certificate, *chain = (buffer.bytes() for buffer in buffers)
        while not self._signatures.empty():
            self._signatures.get_nowait()  # the late answer to an older letter
        outcome: list[str] = []
        when = datetime.fromisoformat(str(body["when"]))
        signed = sign_pdf(pdf, certificate, chain, lambda data: self._ask_card(data, outcome), when)
        if isinstance(signed, SignedPdf):
            return Answer(buffers=[Buffer.of(signed.pdf, "signed-pdf")])
        return Answer(outcome[0] if outcome else signed.code.value)

    def _ask_card(self, data: bytes, outcome: list[str]) -> bytes | NotSigned:
        """Have the card host sign, by way of the screen; its own code is kept in `outcome`."""
        if self._emit is None:
            raise RuntimeError("the service was not started")
        self._emit(TO_BE_SIGNED, {}, [Buffer.of(data, "to-be-signed")])
        try:
            answer = self._signatures.get(timeout=_SIGNATURE_DEADLINE_S)
        except queue.Empty:
            answer = SealerFault.CARD.value
        if isinstance(answer, bytes):
            return answer
        outcome.append(answer)
        return NotSigned(SealerFault.CARD)

    def _take_signature(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        self._signatures.put(buffers[0].bytes() if buffers else str(body["code"]))
        return Answer()

    def _seal(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body
        draft = Draft.model_validate_json(buffers[0].bytes())
        scans = [buffer.bytes() for buffer in buffers[2:]]
        submission = submission_of(
            draft, buffers[1].bytes(), self._config.kiosk, self._config.office_name, scans
        )
        try:
            sealed = seal(submission, self._sealer, self._config.recipients)
        except SealingRefused as refused:
            return Answer(refused.refusal.code.value)
        return Answer(body={"package_sha256": sealed.sha256}, buffers=[Buffer.of(sealed.encrypted, "sealed")])

    def _hand_over(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        name = PackageName(
            SubmissionId(str(body["submission_id"])),
            ReceiptNumber(str(body["number"])),
            str(body["package_sha256"]),
        )
        end = hand_over(self._config.spool, name, buffers[0].bytes())
        return Answer(end.code.value) if isinstance(end, Refused) else Answer()
