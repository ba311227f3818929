"""The vocabulary of what leaves the kiosk: the same words on screen, in the package, in the queue, at the
office.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from sync.clock import Clock, ClockReading, ClockState, RandomBytes
from sync.numbers import ReceiptNumber, StatusSecret, new_number, new_secret, parse_number, parse_secret

__all__ = [
    "ClockReading",
    "ClockState",
    "Document",
    "DocumentRole",
    "FieldRecord",
    "FieldSource",
    "KioskRecord",
    "PageFate",
    "PageRecord",
    "Party",
    "PartyKind",
    "Receipt",
    "ReceiptNumber",
    "SheetAccount",
    "StatusAccess",
    "StatusSecret",
    "Submission",
    "SubmissionId",
    "new_number",
    "new_secret",
    "new_submission_id",
    "parse_number",
    "parse_secret",
    "parse_submission_id",
    "scan_name",
]

SubmissionId = NewType("SubmissionId", str)
"""A UUID version 7 in its usual spelling; made before the first page is scanned, and kept for life."""

LETTER = "document.pdf"
"""The name of the letter itself in every package."""


def scan_name(number: int) -> str:
    """Name the untouched image of a page of the letter, counted from 1."""
    return f"scans/{number:03d}.jpg"


def new_submission_id(clock: Clock, random: RandomBytes) -> SubmissionId:
    """Make a UUIDv7 (RFC 9562, 5.7) of the moment and 74 random bits."""
    milliseconds = int(clock().timestamp() * 1000) & (1 << 48) - 1
    drawn = int.from_bytes(random(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (drawn >> 62 & 0xFFF) << 64 | 0b10 << 62 | drawn & (1 << 62) - 1
    return SubmissionId(str(uuid.UUID(int=value)))


def parse_submission_id(text: str) -> SubmissionId | None:
    """Accept only the one canonical spelling, since the id also names files and rows."""
    try:
        parsed = uuid.UUID(text)
    except ValueError:
        return None
    is_canonical = str(parsed) == text and parsed.version == 7 and parsed.variant == uuid.RFC_4122
    return SubmissionId(text) if is_canonical else None


@dataclass(frozen=True)
class SheetAccount:
    """Where every side of every sheet went, as shown on the screen, in the package and on the receipt."""

    sheets_in: int
    sides_scanned: int
    pages_shown: int
    pages_blank: int  # set aside as blank backs
    pages_removed: int  # taken out by the resident

    def check(self) -> tuple[str, ...]:
        """Say what does not add up; nothing means that all sheets are accounted for."""
        kept_apart = self.pages_shown + self.pages_blank + self.pages_removed
        mismatches = [f"{name} is {value}" for name, value in vars(self).items() if value < 0]
        if self.sides_scanned != kept_apart:
            mismatches.append(f"{self.sides_scanned} sides scanned, {kept_apart} accounted for")
        if not self.sheets_in <= self.sides_scanned <= 2 * self.sheets_in:
            mismatches.append(f"{self.sheets_in} sheets can't have {self.sides_scanned} sides")
        return tuple(mismatches)


class PartyKind(StrEnum):
    """Metadane 1.7 keeps people and institutions apart."""

    PERSON = "person"
    INSTITUTION = "institution"


@dataclass(frozen=True)
class Party:
    """Who writes, or who is written to, as confirmed by the resident."""

    name: str
    kind: PartyKind = PartyKind.PERSON
    address: str = ""
    email: str = ""
    phone: str = ""
    pesel: str = ""


class DocumentRole(StrEnum):
    """What a document is in its package."""

    LETTER = "letter"
    TEXT = "text"  # recognised text of one page
    SCAN = "scan"  # the image of one page as the scanner gave it
    ATTACHMENT = "attachment"


@dataclass(frozen=True)
class Document:
    """One file of the package: `document.pdf`, `text/001.txt`…"""

    name: str
    media_type: str
    role: DocumentRole
    data: bytes = field(repr=False)


class FieldSource(StrEnum):
    """Who said what a field holds."""

    READ = "read"  # recognised on the page and left as it was
    RESIDENT = "resident"  # typed or corrected by the resident
    NONE = "none"


@dataclass(frozen=True)
class FieldRecord:
    """A field as the resident confirmed it, with how it came about."""

    value: str | tuple[str, ...] | None
    source: FieldSource
    confidence: float | None = None
    page: int | None = None


class PageFate(StrEnum):
    """What became of a scanned side."""

    SHOWN = "shown"
    BLANK = "blank"
    REMOVED = "removed"


@dataclass(frozen=True)
class PageRecord:
    """One scanned side: where it came from, what became of it, and how well it was read."""

    sheet: int
    side: str  # front or back
    fate: PageFate
    number: int | None = None  # its place in the document, from 1, if it is in it
    rotation: int = 0
    reading: str = ""  # read, doubtful, image_only or unreadable, as the recognition says
    confidence: float | None = None
    digest_sha256: str = ""  # of the image as it was scanned


@dataclass(frozen=True)
class KioskRecord:
    """The machine that sealed the package."""

    kiosk_id: str
    code: str
    software_version: str


@dataclass(frozen=True)
class StatusAccess:
    """How the office publishes the case status so that only the holder of the secret can read it."""

    lookup: str
    key: str = field(repr=False)  # base64url


@dataclass(frozen=True)
class Submission:
    """A letter as the resident confirmed it, ready to be sealed."""

    submission_id: SubmissionId
    number: ReceiptNumber
    kiosk: KioskRecord
    sealed: ClockReading
    account: SheetAccount
    sender: Party
    recipient: Party
    subject: str
    documents: tuple[Document, ...]
    status: StatusAccess
    case_number: str = ""
    letter_date: date | None = None
    language: str = "pl"
    fields: Mapping[str, FieldRecord] = field(default_factory=dict)
    pages: tuple[PageRecord, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What the resident takes home; it exists only after the hand-over is durable."""

    submission_id: SubmissionId
    number: ReceiptNumber
    secret: StatusSecret = field(repr=False)
    sealed: ClockReading
    account: SheetAccount
    package_sha256: str

    def link(self, office_base: str) -> str:
        """Answer the address in the QR; the secret stands behind `#`, so it never reaches a server's log."""
        return f"{office_base.rstrip('/')}/status?n={self.number}#{self.secret}"


def sha256_hex(data: bytes | memoryview) -> str:
    """Answer the digest by which a package is known everywhere."""
    return hashlib.sha256(data).hexdigest()
