"""The letter as a value: every side the feeder gave is in it once, shown, blank or removed, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kiosk.session.values import (
    NO_PAGE,
    NO_SUBMISSION,
    JobId,
    LetterPage,
    PageId,
    Place,
    ReadStatus,
    RequestId,
    SheetAccount,
    Side,
    Source,
    SubmissionId,
)

SheetKey = tuple[JobId, int]


@dataclass(frozen=True)
class Page:
    """One scanned side."""

    page_id: PageId
    job_id: JobId
    job_sheet: int
    side: Side
    place: Place = Place.SHOWN
    turn: int = 0
    status: ReadStatus = ReadStatus.READING
    confidence: float = 0.0
    reason: str = ""
    rescan: str = ""
    """Why the sheet should be scanned again, or empty."""
    is_kept: bool = False
    """The resident wants to send it as it is all the same."""
    is_placed_by_resident: bool = False
    """A side that was brought back or set aside by hand stays there, whatever reading says."""

    @property
    def asks_for_rescan(self) -> bool:
        return bool(self.rescan) and not self.is_kept and self.place is Place.SHOWN

    @property
    def sheet_key(self) -> SheetKey:
        return self.job_id, self.job_sheet


class Purpose(StrEnum):
    """What the next scan is for."""

    APPEND = "append"
    REPLACE_ALL = "replace_all"
    REPLACE_SHEET = "replace_sheet"


class JobState(StrEnum):
    RECORDING = "recording"  # the intent is on its way to the disk; nothing moves yet
    RUNNING = "running"
    STOPPING = "stopping"  # the resident said stop


@dataclass(frozen=True)
class Job:
    """The scan under way. `room`: how many sides it may bring; `staged`: those of a sheet that is scanned again,
    until they take the old one's place.
    """

    job_id: JobId
    source: Source
    state: JobState = JobState.RECORDING
    is_recorded: bool = False
    room: int = 0
    staged: tuple[Page, ...] = ()


class Change(StrEnum):
    """What *undo* takes back."""

    TURN = "turn"
    REMOVE = "remove"
    RESTORE = "restore"


@dataclass(frozen=True)
class Before:
    """One page as it was before a change."""

    change: Change
    page: Page


@dataclass(frozen=True)
class Letter:
    """Everything about the paper. The order of `pages` is the order of scanning, and that of sending."""

    submission_id: SubmissionId = NO_SUBMISSION
    today: date | None = None
    is_recorded: bool = False
    """The journal knows of this letter."""
    is_closed: bool = False
    """The journal knows how it ended."""
    pages: tuple[Page, ...] = ()
    jobs: tuple[JobId, ...] = ()
    opening: RequestId | None = None
    job: Job | None = None
    purpose: Purpose = Purpose.APPEND
    replaces: SheetKey | None = None
    uses_glass: bool = False
    selected: PageId = NO_PAGE
    asked: PageId = NO_PAGE
    """The page of the open question whether to remove it."""
    history: tuple[Before, ...] = ()
    is_awaiting_reading: bool = False
    """The resident wants to go on as soon as every page is read."""

    @property
    def account(self) -> SheetAccount:
        """Count what came in and where it is."""
        return SheetAccount(
            sheets_in=len(self.sheet_numbers()),
            sides_scanned=len(self.pages),
            shown=len(self.placed(Place.SHOWN)),
            blank=len(self.placed(Place.BLANK)),
            removed=len(self.placed(Place.REMOVED)),
        )

    @property
    def reading(self) -> int:
        """How many sides are still being read."""
        return sum(page.status is ReadStatus.READING for page in self.pages)

    @property
    def selected_page(self) -> PageId:
        """The page shown large: the chosen one, else the first."""
        if self.page(self.selected) is not None:
            return self.selected
        shown = self.placed(Place.SHOWN)
        return shown[0].page_id if shown else NO_PAGE

    def placed(self, place: Place) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.place is place)

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.page_id == page_id), None)

    def sheet_numbers(self) -> dict[SheetKey, int]:
        """Number the sheets of the letter from 1, in the order in which they came."""
        keys = dict.fromkeys(page.sheet_key for page in self.pages)
        return {key: number for number, key in enumerate(keys, 1)}

    def content(self, *places: Place) -> tuple[LetterPage, ...]:
        """Return the sides in these places as they leave the screen."""
        numbers = self.sheet_numbers()
        return tuple(
            LetterPage(
                page_id=page.page_id,
                sheet=numbers[page.sheet_key],
                side=page.side,
                place=page.place,
                turn=page.turn,
                status=page.status,
                confidence=page.confidence,
                reason=page.reason,
                is_doubtful=bool(page.rescan),
            )
            for page in self.pages
            if page.place in places
        )

    def fingerprint(self) -> tuple[tuple[PageId, int], ...]:
        """Return what a signature covers: which sides, in which order, turned how."""
        return tuple((page.page_id, page.turn) for page in self.placed(Place.SHOWN))


def with_page(letter: Letter, page: Page) -> Letter:
    """Put this page in the place of the one with its id."""
    return replace(letter, pages=_put(letter.pages, page))


def read(page: Page, status: ReadStatus, *, is_blank: bool) -> Page:
    """Return the page as reading left it; a blank side steps aside unless the resident has placed it."""
    steps_aside = is_blank and page.place is Place.SHOWN and not page.is_placed_by_resident
    return replace(page, status=status, place=Place.BLANK if steps_aside else page.place)


def change(letter: Letter, page_id: str, what: Change) -> Letter | None:
    """Turn, remove or bring back a page so that it can be undone; None when that makes no sense."""
    page = letter.page(page_id)
    if page is None or not _MAKES_SENSE[what](page):
        return None
    changed = with_page(letter, _CHANGED[what](page))
    return replace(changed, history=(*letter.history, Before(what, page)), is_awaiting_reading=False)


def undo(letter: Letter) -> Letter | None:
    """Take the last change back; what reading has found out meanwhile stays."""
    if not letter.history:
        return None
    before = letter.history[-1].page
    shorter = replace(letter, history=letter.history[:-1], is_awaiting_reading=False)
    now = letter.page(before.page_id)
    if now is None:
        return shorter
    restored = replace(
        now, place=before.place, turn=before.turn, is_placed_by_resident=before.is_placed_by_resident
    )
    return with_page(shorter, restored)


def without_pages(letter: Letter, gone: tuple[PageId, ...]) -> Letter:
    """Take sides out of the letter altogether: they will be scanned again."""
    return replace(
        letter,
        pages=tuple(page for page in letter.pages if page.page_id not in gone),
        history=tuple(before for before in letter.history if before.page.page_id not in gone),
    )


def swap_sheet(letter: Letter, old: SheetKey, new: tuple[Page, ...]) -> Letter:
    """Put the sides of a sheet scanned again where the old sheet's stood."""
    position = next(index for index, page in enumerate(letter.pages) if page.sheet_key == old)
    before = letter.pages[:position]
    after = tuple(page for page in letter.pages[position:] if page.sheet_key != old)
    gone = tuple(page.page_id for page in letter.pages if page.sheet_key == old)
    pruned = without_pages(letter, gone)
    return replace(pruned, pages=(*before, *new, *after), selected=new[0].page_id)


def ready_to_append(letter: Letter) -> Letter:
    """The next scan adds to the letter, as long as nothing else is asked for."""
    return replace(letter, purpose=Purpose.APPEND, replaces=None)


def sides_of(letter: Letter, job: Job) -> int:
    """How many sides this job has brought."""
    return len(job.staged) + sum(page.job_id == job.job_id for page in letter.pages)


def halved_sheet(pages: tuple[Page, ...], job_id: JobId) -> tuple[PageId, ...]:
    """Return the sides of the job's last sheet when its back never came: that sheet is to be fed again."""
    mine = [page for page in pages if page.job_id == job_id]
    last = [page for page in mine if page.job_sheet == max(other.job_sheet for other in mine)]
    has_back = any(page.side is Side.BACK for page in last)
    return () if has_back else tuple(page.page_id for page in last)


def _put(pages: tuple[Page, ...], page: Page) -> tuple[Page, ...]:
    return tuple(page if other.page_id == page.page_id else other for other in pages)


_MAKES_SENSE: dict[Change, Callable[[Page], bool]] = {
    Change.TURN: lambda page: page.place is Place.SHOWN,
    Change.REMOVE: lambda page: page.place is Place.SHOWN,
    Change.RESTORE: lambda page: page.place is not Place.SHOWN,
}
_CHANGED: dict[Change, Callable[[Page], Page]] = {
    Change.TURN: lambda page: replace(page, turn=(page.turn + 90) % 360),
    Change.REMOVE: lambda page: replace(page, place=Place.REMOVED, is_placed_by_resident=True),
    Change.RESTORE: lambda page: replace(page, place=Place.SHOWN, is_placed_by_resident=True),
}
