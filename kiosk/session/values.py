"""The words that events, effects and the session share, so that none of them has to know another's shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

SubmissionId = NewType("SubmissionId", str)
JobId = NewType("JobId", str)
"""One run of the scanner. A side that carries another job's id is not of this letter."""
PageId = NewType("PageId", str)
"""One scanned side; chosen by whoever receives the side, never used twice."""
NO_SUBMISSION = SubmissionId("")
NO_PAGE = PageId("")
RequestId = NewType("RequestId", str)
"""Names a question of the session's, so that an answer to an older question is known and dropped."""


class IntentKind(StrEnum):
    """What the journal of intents knows about."""

    LETTER = "letter"  # paper is in our care: from before the first sheet until the visit's orderly end
    SCAN = "scan"  # the motor is going to move
    HAND_IN = "hand_in"  # the letter is going to be sealed and handed over


class Source(StrEnum):
    FEEDER = "feeder"
    GLASS = "glass"


class Side(StrEnum):
    FRONT = "front"
    BACK = "back"


class Place(StrEnum):
    """Where a scanned side stands in the letter's account."""

    SHOWN = "shown"
    BLANK = "blank"
    REMOVED = "removed"


class Paper(StrEnum):
    """What the feeder's sensor says."""

    LOADED = "loaded"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class ReadStatus(StrEnum):
    """What reading made of a side; the first three are `ocr.page.PageStatus`."""

    READ = "read"
    IMAGE_ONLY = "image_only"
    UNREADABLE = "unreadable"
    READING = "reading"


class FieldSource(StrEnum):
    """Who says so: goes into the package beside the value."""

    NONE = "none"
    READ = "read"  # proposed from the text and not changed
    RESIDENT = "resident"  # typed or chosen on the screen
    OFFICE = "office"  # the office's own default
    WITHHELD = "withheld"  # the resident does not give it


class Device(StrEnum):
    SCANNER = "scanner"
    PRINTER = "printer"
    CARDS = "cards"
    OCR = "ocr"
    SEALER = "sealer"


class ClockTrust(StrEnum):
    """What the kiosk knew about its clock; the values are `sync.clock.ClockState`'s."""

    SYNCHRONISED = "synchronised"
    DRIFTED = "drifted"
    UNKNOWN = "unknown"


class Timer(StrEnum):
    IDLE = "idle"  # nobody has touched the screen
    SECOND = "second"  # one tick of the countdown in the inactivity warning
    FINISHED = "finished"  # the thank-you screen has been read
    STOPPING = "stopping"  # the scanner was told to stop and should have said so by now
    READING = "reading"  # the resident waits for pages that should have been read by now


class SoundName(StrEnum):
    WARNING = "warning"  # the visit is about to end
    TROUBLE = "trouble"
    DONE = "done"  # the letter is handed in


class Spoken(StrEnum):
    """Changes of state that no screen's title announces."""

    SHEET_SCANNED = "sheet_scanned"  # value: how many sheets
    SCAN_ENDED = "scan_ended"  # value: how many sheets
    DIGIT = "digit"  # never which one
    TIME_IS_SHORT = "time_is_short"  # value: seconds left
    SIGNATURE_DROPPED = "signature_dropped"
    PAGE_REMOVED = "page_removed"
    PAGE_RESTORED = "page_restored"
    PAGE_TURNED = "page_turned"
    PAGE_KEPT = "page_kept"
    UNDONE = "undone"
    RECEIPT_PRINTED = "receipt_printed"
    RECEIPT_FAILED = "receipt_failed"
    STAFF_CALLED = "staff_called"


class SealingStage(StrEnum):
    """How far the letter has come on its way out."""

    PDF = "pdf"
    SEAL = "seal"
    HAND_OVER = "hand_over"


@dataclass(frozen=True)
class SheetAccount:
    """Nothing the feeder took may go missing: `sides_scanned` is always `shown + blank + removed`."""

    sheets_in: int = 0
    sides_scanned: int = 0
    shown: int = 0
    blank: int = 0
    removed: int = 0

    @property
    def is_balanced(self) -> bool:
        return self.sides_scanned == self.shown + self.blank + self.removed


@dataclass(frozen=True)
class LetterPage:
    """A side as it leaves the screen. `turn`: degrees clockwise by which the resident turned it."""

    page_id: PageId
    sheet: int
    side: Side
    place: Place
    turn: int
    status: ReadStatus
    confidence: float
    reason: str = ""
    is_doubtful: bool = False
    """So much of it is hard to read that a new scan was asked for."""


@dataclass(frozen=True)
class FieldValue:
    """A detail as the resident left it. Dates are ISO; a list has one item a line."""

    name: str
    value: str = field(repr=False)
    confidence: float
    source: FieldSource


@dataclass(frozen=True)
class LetterContent:
    """Everything that signing and sealing need to know; the shell adds the pictures and the text."""

    submission_id: SubmissionId
    pages: tuple[LetterPage, ...]
    """The sides that are sent, in reading order."""
    aside: tuple[LetterPage, ...]
    """Blank and removed sides: counted, not sent."""
    account: SheetAccount
    fields: tuple[FieldValue, ...]
    language: str


@dataclass(frozen=True)
class Proposal:
    """A detail read from the text. A list has one item a line; an absent value is empty."""

    name: str
    value: str = field(repr=False)
    confidence: float
    alternatives: tuple[str, ...] = field(default=(), repr=False)
    page_id: PageId = NO_PAGE
    """The side that it was read from; empty when it was not read from one place."""
    box: tuple[int, int, int, int] | None = None
    """Where it stands there: x, y, width, height in pixels of the straightened page."""
