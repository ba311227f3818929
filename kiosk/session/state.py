"""The visit as one immutable value: what the screen shows and what may happen next follow from it alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from kiosk.session.effects import Effect
from kiosk.session.events import StatusStep
from kiosk.session.fields import Field, empty_fields
from kiosk.session.letter import Letter
from kiosk.session.values import (
    ClockTrust,
    LetterContent,
    PageId,
    Paper,
    Place,
    RequestId,
    SealingStage,
    SheetAccount,
    SubmissionId,
)


class Phase(StrEnum):
    """Where the visit stands; the values are `kiosk.view.state.Screen`'s."""

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


class Dialog(StrEnum):
    """What lies above the screen; the values are `kiosk.view.state.Overlay`'s."""

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


@dataclass(frozen=True)
class SessionConfig:
    """What the settings say about visits. `max_sides`: how much one letter may hold."""

    office_name: str = ""
    departments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("pl", "en", "uk", "de")
    idle_s: float = 90
    receipt_idle_s: float = 120
    countdown_s: int = 20
    finished_s: float = 20
    stopping_s: float = 20
    reading_s: float = 20
    max_sides: int = 200
    is_duplex: bool = True
    has_sound: bool = True


@dataclass(frozen=True)
class Devices:
    """What the kiosk's devices last said of themselves; outlives a visit."""

    has_scanner: bool = False
    scanner_code: str = ""
    paper: Paper = Paper.UNKNOWN
    has_reader: bool = False
    has_card: bool = False
    is_office_reachable: bool = True

    @property
    def is_scanner_ready(self) -> bool:
        return self.has_scanner and not self.scanner_code


@dataclass(frozen=True)
class Comfort:
    language: str = "pl"
    text_step: int = 0
    high_contrast: bool = False
    low_reach: bool = False
    speech: bool = False


@dataclass(frozen=True)
class Details:
    """`asked_for`: the pages whose fields were asked for last."""

    fields: tuple[Field, ...] = field(default_factory=empty_fields)
    current: str = ""
    request: RequestId | None = None
    asked_for: tuple[PageId, ...] = ()

    @property
    def open(self) -> tuple[Field, ...]:
        return tuple(item for item in self.fields if item.needs_asking)


class Choice(StrEnum):
    NONE = "none"
    CARD = "card"
    WITHOUT = "without"


@dataclass(frozen=True)
class Card:
    certificate_id: str
    holder: str = field(repr=False)
    issuer: str
    tries_left: int
    tries_total: int
    needs_consent: bool
    digits_min: int
    digits_max: int

    @property
    def is_usable(self) -> bool:
        return self.tries_left != 0

    @property
    def is_on_last_try(self) -> bool:
        return self.needs_consent or self.tries_left == 1


@dataclass(frozen=True)
class Signing:
    """`request`: the question to the card that is out; `note`: the code of what to tell about signing."""

    choice: Choice = Choice.NONE
    card: Card | None = None
    request: RequestId | None = None
    is_signing: bool = False
    pin_length: int = 0
    note: str = ""
    signed_in: RequestId | None = None
    fingerprint: tuple[tuple[PageId, int], ...] = ()


class Printing(StrEnum):
    """The values are `kiosk.view.state.PrintState`'s."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    FAILED = "failed"


@dataclass(frozen=True)
class Receipt:
    number: str
    secret: str = field(repr=False)
    qr: str = field(repr=False)
    at: datetime
    clock: ClockTrust
    digest_prefix: str
    account: SheetAccount
    is_signed: bool
    printing: Printing = Printing.WAITING
    progress: float = 0.0
    request: RequestId | None = None


class Remedy(StrEnum):
    """What the one button of a trouble does."""

    SCAN = "scan"  # start the scanner again; sides that came already stay
    FEEDER = "feeder"  # to the feeder screen
    REVIEW = "review"
    HAND_IN = "hand_in"  # seal and hand over again
    END = "end"


@dataclass(frozen=True)
class Trouble:
    """`back`: the screen that *back* leads to; `steps_done`: what the device's sensors have seen done."""

    code: str
    remedy: Remedy
    back: Phase
    steps_done: int = 0


@dataclass(frozen=True)
class Lookup:
    """The status of a case."""

    number: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    error: str = ""
    request: RequestId | None = None
    title: str = field(default="", repr=False)
    steps: tuple[StatusStep, ...] = ()


@dataclass(frozen=True)
class Session:
    """The visit, and the little that outlives it: settings, devices, interrupted letters, the serial number."""

    config: SessionConfig = SessionConfig()
    phase: Phase = Phase.ATTRACT
    dialog: Dialog = Dialog.NONE
    comfort: Comfort = Comfort()
    devices: Devices = Devices()
    letter: Letter = field(default_factory=Letter)
    details: Details = Details()
    signing: Signing = Signing()
    sealing: SealingStage | None = None
    receipt: Receipt | None = None
    trouble: Trouble | None = None
    lookup: Lookup = Lookup()
    seconds_left: int = 0
    interrupted: tuple[SubmissionId, ...] = ()
    handed_in: tuple[SubmissionId, ...] = ()
    """Those of them that nobody may be told to hand in again."""
    service_code: str = ""
    serial: int = 0
    """Grows with every question and scan, also across visits, so that no id is ever used twice."""

    def content(self) -> LetterContent:
        """Return the letter as signing and sealing need it."""
        return LetterContent(
            submission_id=self.letter.submission_id,
            pages=self.letter.content(Place.SHOWN),
            aside=self.letter.content(Place.BLANK, Place.REMOVED),
            account=self.letter.account,
            fields=tuple(item.final() for item in self.details.fields),
            language=self.comfort.language,
        )


Step = tuple[Session, tuple[Effect, ...]]
"""What an event led to: the new session and the effects to run, in order."""


def request(session: Session) -> tuple[Session, RequestId]:
    """Draw a name for the next question."""
    serial = session.serial + 1
    return replace(session, serial=serial), RequestId(f"r{serial}")


def show(session: Session, phase: Phase) -> Session:
    """Go to another screen. A dialog about the old one closes; one that a finger may be on its way to stays."""
    is_about_screen = session.dialog in (Dialog.DELETE_PAGE, Dialog.RESCAN_PAGE, Dialog.LAST_TRY)
    return replace(session, phase=phase, dialog=Dialog.NONE if is_about_screen else session.dialog)


def blank_session(session: Session) -> Session:
    """Return what outlives a visit, and nothing else."""
    return Session(
        config=session.config,
        devices=session.devices,
        interrupted=session.interrupted,
        handed_in=session.handed_in,
        service_code=session.service_code,
        serial=session.serial,
        phase=Phase.OUT_OF_SERVICE if session.service_code else Phase.ATTRACT,
    )
