"""Fixes number, secret and time of a letter before the first try, so that every repetition is the same letter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.sealer.draft import Draft, DraftAccount, DraftField, DraftPage
from kiosk.session.values import FieldSource, FieldValue, LetterContent, LetterPage, Place, SubmissionId
from kiosk.shell.pages import PageStore
from ocr.page import PageReading
from sync.clock import ClockReading, ClockState, ClockWatch, RandomBytes
from sync.numbers import ReceiptNumber, StatusSecret, UsedNumbers, new_secret

_LISTS = {"attachments"}
_DOUBTFUL = "doubtful"  # read, but so badly that a new scan was asked for and not made


@dataclass(frozen=True)
class HandedLetter:
    """What the receipt, the screen and the summary of a demonstration say about a letter that was handed over."""

    submission_id: SubmissionId
    number: ReceiptNumber
    secret: StatusSecret = field(repr=False)
    qr: str = field(repr=False)
    at: datetime
    clock_state: ClockState
    package_sha256: str
    sheets_in: int
    pages_shown: int
    pages_blank: int
    pages_removed: int
    language: str
    is_signed: bool


@dataclass(frozen=True)
class _Fixed:
    number: ReceiptNumber
    secret: StatusSecret
    sealed: ClockReading


class DraftMaker:
    """Makes drafts; one letter gets one number however often it is tried."""

    def __init__(
        self,
        numbers: UsedNumbers,
        clock: ClockWatch,
        random: RandomBytes,
        *,
        qr_of: Callable[[str, str], str],
    ) -> None:
        """`qr_of` makes what the QR code says of number and secret."""
        self._numbers = numbers
        self._clock = clock
        self._random = random
        self._qr_of = qr_of
        self._lock = threading.Lock()
        self._fixed: dict[SubmissionId, _Fixed] = {}

    def draft(self, letter: LetterContent, readings: Sequence[PageReading], store: PageStore) -> Draft:
        """Put the draft together. Raises OSError when the used numbers can't be written."""
        fixed = self._fix(letter.submission_id)
        return Draft(
            submission_id=letter.submission_id,
            number=fixed.number,
            secret=fixed.secret,
            sealed_at=fixed.sealed.at,
            clock_state=fixed.sealed.state,
            clock_note=fixed.sealed.note,
            language=letter.language,
            account=DraftAccount(
                sheets_in=letter.account.sheets_in,
                sides_scanned=letter.account.sides_scanned,
                pages_shown=letter.account.shown,
                pages_blank=letter.account.blank,
                pages_removed=letter.account.removed,
            ),
            pages=(
                *(_page(page, store, number) for number, page in enumerate(letter.pages, start=1)),
                *(_page(page, store, None) for page in letter.aside),
            ),
            fields={value.name: _field(value) for value in letter.fields},
            texts=tuple(reading.text for reading in readings),
        )

    def handed(self, draft: Draft, package_sha256: str, *, is_signed: bool) -> HandedLetter:
        """Say what was handed over."""
        return HandedLetter(
            submission_id=SubmissionId(draft.submission_id),
            number=ReceiptNumber(draft.number),
            secret=StatusSecret(draft.secret),
            qr=self._qr_of(draft.number, draft.secret),
            at=draft.sealed_at,
            clock_state=draft.clock_state,
            package_sha256=package_sha256,
            sheets_in=draft.account.sheets_in,
            pages_shown=draft.account.pages_shown,
            pages_blank=draft.account.pages_blank,
            pages_removed=draft.account.pages_removed,
            language=draft.language,
            is_signed=is_signed,
        )

    def clear(self) -> None:
        """Forget the secrets of the visit that has ended."""
        with self._lock:
            self._fixed = {}

    def _fix(self, submission_id: SubmissionId) -> _Fixed:
        with self._lock:
            if submission_id not in self._fixed:
                number = self._numbers.take(self._random)
                self._fixed[submission_id] = _Fixed(number, new_secret(self._random), self._clock.read())
            return self._fixed[submission_id]


def _page(page: LetterPage, store: PageStore, number: int | None) -> DraftPage:
    kept = store.get(page.page_id)
    rotation = 0 if kept is None or kept.reading is None else kept.reading.rotation
    fate = {Place.SHOWN: "shown", Place.BLANK: "blank", Place.REMOVED: "removed"}[page.place]
    return DraftPage.model_validate(
        {
            "sheet": page.sheet,
            "side": page.side.value,
            "fate": fate,
            "number": number,
            "rotation": (rotation - page.turn) % 360,
            "reading": _DOUBTFUL if page.is_doubtful else page.status.value,
            "confidence": page.confidence,
            "digest_sha256": "" if kept is None else kept.digest_sha256,
        }
    )


def _field(value: FieldValue) -> DraftField:
    source = {FieldSource.READ: "read", FieldSource.RESIDENT: "resident"}.get(value.source, "none")
    shown: str | tuple[str, ...] | None = value.value or None
    if value.name in _LISTS:
        shown = tuple(line for line in value.value.splitlines() if line.strip())
    return DraftField.model_validate({"value": shown, "source": source, "confidence": value.confidence})
