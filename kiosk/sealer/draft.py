"""What the screen tells the sealer about a letter: one value that crosses the wall in sealed memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sync.clock import ClockReading, ClockState
from sync.numbers import ReceiptNumber, StatusSecret
from sync.status import derive_keys
from sync.submission import (
    LETTER,
    Document,
    DocumentRole,
    FieldRecord,
    FieldSource,
    KioskRecord,
    PageFate,
    PageRecord,
    Party,
    PartyKind,
    SheetAccount,
    Submission,
    SubmissionId,
    scan_name,
)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DraftPage(_Value):
    """One scanned side; `number` is its place in the letter, None for a side that is not sent."""

    sheet: int
    side: Literal["front", "back"]
    fate: Literal["shown", "blank", "removed"]
    number: int | None
    rotation: int
    reading: str
    confidence: float
    digest_sha256: str


class DraftField(_Value):
    """A detail as the resident confirmed it."""

    value: str | tuple[str, ...] | None
    source: Literal["read", "resident", "none"]
    confidence: float


class DraftAccount(_Value):
    """Where every sheet went."""

    sheets_in: int
    sides_scanned: int
    pages_shown: int
    pages_blank: int
    pages_removed: int


class Draft(_Value):
    """A letter ready to be sealed. Number, secret and time are fixed here: a repetition is the same letter."""

    submission_id: str
    number: str
    secret: str
    sealed_at: datetime
    clock_state: ClockState
    clock_note: str
    language: str
    account: DraftAccount
    pages: tuple[DraftPage, ...]
    fields: dict[str, DraftField]
    texts: tuple[str, ...]


def submission_of(
    draft: Draft, pdf: bytes, kiosk: KioskRecord, office_name: str, scans: Sequence[bytes] = ()
) -> Submission:
    """Put the submission together; it goes to the office unless the resident named a part of it.

    `scans`: the letter's pages as the scanner gave them, in their order, when the office wants them.
    """
    texts = [
        Document(f"text/{number:03d}.txt", "text/plain; charset=utf-8", DocumentRole.TEXT, text.encode())
        for number, text in enumerate(draft.texts, start=1)
    ]
    return Submission(
        submission_id=SubmissionId(draft.submission_id),
        number=ReceiptNumber(draft.number),
        kiosk=kiosk,
        sealed=ClockReading(draft.sealed_at, draft.clock_state, draft.clock_note),
        account=SheetAccount(**draft.account.model_dump()),
        sender=_sender(draft),
        recipient=Party(name=_text(draft, "recipient") or office_name, kind=PartyKind.INSTITUTION),
        subject=_text(draft, "subject"),
        documents=(Document(LETTER, "application/pdf", DocumentRole.LETTER, pdf), *texts, *_scans(scans)),
        status=derive_keys(StatusSecret(draft.secret)).access(),
        case_number=_text(draft, "case_number"),
        letter_date=_date(_text(draft, "date")),
        language=draft.language,
        fields={
            name: FieldRecord(field.value, FieldSource(field.source), field.confidence)
            for name, field in draft.fields.items()
        },
        pages=tuple(_page(page) for page in draft.pages),
    )


def _scans(images: Sequence[bytes]) -> list[Document]:
    return [
        Document(scan_name(number), "image/jpeg", DocumentRole.SCAN, image)
        for number, image in enumerate(images, start=1)
    ]


def _page(page: DraftPage) -> PageRecord:
    return PageRecord(
        sheet=page.sheet,
        side=page.side,
        fate=PageFate(page.fate),
        number=page.number,
        rotation=page.rotation,
        reading=page.reading,
        confidence=page.confidence,
        digest_sha256=page.digest_sha256,
    )


def _sender(draft: Draft) -> Party:
    return Party(
        name=_text(draft, "sender_name"),
        address=_text(draft, "sender_address"),
        email=_text(draft, "email"),
        phone=_text(draft, "phone"),
        pesel=_text(draft, "pesel"),
    )


def _text(draft: Draft, name: str) -> str:
    field = draft.fields.get(name)
    if field is None or field.value is None:
        return ""
    return field.value if isinstance(field.value, str) else ", ".join(field.value)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
