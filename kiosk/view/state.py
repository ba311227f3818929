"""What the screens show, as one immutable value: a screen can be drawn and tested without a visit.

`kiosk.view.project` makes it from the session; `kiosk.view.visit.Visit` publishes it to QML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Screen(StrEnum):
    """One member for each QML file in `kiosk/ui/screens`."""

    ATTRACT = "attract"
    HOME = "home"
    PRIVACY = "privacy"
    FEEDER = "feeder"
    SCANNING = "scanning"
    REVIEW = "review"
    DETAILS = "details"
    SIGN_CHOICE = "sign_choice"
    CARD = "card"
    PIN = "pin"
    SUMMARY = "summary"
    SEALING = "sealing"
    RECEIPT = "receipt"
    FINISHED = "finished"
    TROUBLE = "trouble"
    STATUS = "status"
    STATUS_SHOWN = "status_shown"
    OUT_OF_SERVICE = "out_of_service"


class Overlay(StrEnum):
    """A dialog above the screen; never one above another."""

    NONE = ""
    INACTIVITY = "inactivity"
    LEAVE = "leave"
    DELETE_PAGE = "delete_page"
    RESCAN_PAGE = "rescan_page"
    LAST_TRY = "last_try"
    HELP = "help"
    LANGUAGE = "language"
    TEXT_SIZE = "text_size"
    PRIVACY_TEXT = "privacy_text"


class PageState(StrEnum):
    READING = "reading"
    READ = "read"
    IMAGE_ONLY = "image_only"


class PrintState(StrEnum):
    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAILED = "failed"


class FeederPaper(StrEnum):
    LOADED = "loaded"
    EMPTY = "empty"
    UNKNOWN = "unknown"


class FieldKind(StrEnum):
    """Chooses the keyboard and the rule that the value is held against."""

    TEXT = "text"
    NAME = "name"
    ADDRESS = "address"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    CASE_MARK = "case_mark"
    DEPARTMENT = "department"
    LIST = "list"


@dataclass(frozen=True)
class PageRow:
    """A side of a sheet on the review screen. `picture` is an image URL that carries turn and version."""

    page_id: str
    number: int
    sheet: int
    picture: str
    thumbnail: str
    state: PageState
    flag: str = ""
    removed: bool = False
    rescan: str = ""
    """Why and how to scan the sheet again, as long as that is asked."""


@dataclass(frozen=True)
class FieldRow:
    """One line of the details. `suggestion`: best other reading; `strip`: image URL cut from the scan."""

    name: str
    kind: FieldKind
    value: str
    confidence: float
    doubtful: bool
    settled: bool
    suggestion: str = ""
    strip: str = ""
    error: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TroubleWords:
    """One failure in the resident's language, from the catalogue."""

    code: str = ""
    title: str = ""
    safe: str = ""
    now: tuple[str, ...] = ()
    steps_done: int = 0
    action: str = ""
    action_ready: bool = True


@dataclass(frozen=True)
class StatusRow:
    """One node of the case's timeline: what, when (empty = ahead), whether it is the present one."""

    what: str
    when: str
    is_now: bool


@dataclass(frozen=True)
class ViewState:
    """Everything that QML may read. Defaults are the attract screen of a sound kiosk."""

    screen: Screen = Screen.ATTRACT
    overlay: Overlay = Overlay.NONE
    step: int = 0
    can_go_back: bool = False
    can_leave: bool = False
    # comfort
    language: str = "pl"
    text_step: int = 0
    high_contrast: bool = False
    low_reach: bool = False
    speech: bool = False
    seconds_left: int = 0
    # home, attract
    scanner_ready: bool = True
    offline: bool = False
    interrupted_notice: bool = False
    interrupted_handed_in: bool = False
    # feeder, scanning, review
    feeder_paper: FeederPaper = FeederPaper.UNKNOWN
    uses_glass: bool = False
    max_sheets: int = 50
    sheets_in: int = 0
    sides_scanned: int = 0
    pages_reading: int = 0
    pages: tuple[PageRow, ...] = ()
    blanks: tuple[PageRow, ...] = ()
    removed: tuple[PageRow, ...] = ()
    selected_page: str = ""
    can_undo: bool = False
    undo_what: str = ""
    rescan_title: str = ""
    rescan_lead: str = ""
    """What is wrong with the page that is asked about, and what to do with it."""
    # details
    fields: tuple[FieldRow, ...] = ()
    doubts_left: int = 0
    current_field: str = ""
    # signing
    signs_with_card: bool = False
    reader_ready: bool = False
    card_present: bool = False
    card_holder: str = ""
    card_issuer: str = ""
    tries_left: int = -1
    tries_total: int = 3
    pin_length: int = 0
    pin_min: int = 4
    pin_max: int = 8
    pin_ready: bool = False
    pin_note: str = ""
    busy: str = ""
    # receipt
    number: str = ""
    handed_in_at: str = ""
    clock_note: str = ""
    qr: str = ""
    secret: str = ""
    print_state: PrintState = PrintState.WAITING
    print_progress: float = 0.0
    signed: bool = False
    pages_sent: int = 0
    sides_aside: int = 0
    # trouble
    trouble: TroubleWords = field(default_factory=TroubleWords)
    # status of a case
    status_number: str = ""
    status_secret: str = ""
    status_error: str = ""
    status_title: str = ""
    status_rows: tuple[StatusRow, ...] = ()
