"""What may happen to a visit: the resident's wishes, the devices' reports, the clock's ticks.

Every event is a value; times and ids come inside it. An event that answers an older question, or that makes
no sense at this point of the visit, changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.session.intents import Intent
from kiosk.session.values import (
    ClockTrust,
    Device,
    IntentKind,
    JobId,
    PageId,
    Paper,
    Proposal,
    ReadStatus,
    RequestId,
    SealingStage,
    Side,
    SubmissionId,
    Timer,
)

# -- the kiosk


@dataclass(frozen=True)
class KioskStarted:
    """The first event. `interrupted`: letters that a crash cut short, from the journal.

    `handed_in`: those of them that were, or may have been, handed over already.
    """

    interrupted: tuple[SubmissionId, ...] = ()
    handed_in: tuple[SubmissionId, ...] = ()


@dataclass(frozen=True)
class ServiceStopped:
    """The kiosk must not take letters: settings wrong, disk full, switched off by a technician."""

    code: str


@dataclass(frozen=True)
class ServiceResumed:
    """What stopped the service is mended."""


@dataclass(frozen=True)
class InternalErrorMet:
    """A bug stopped something of this visit; the shell has logged it."""

    code: str = "kiosk.internal_error"


@dataclass(frozen=True)
class Shut:
    """The kiosk is being switched off: wipe at once."""


@dataclass(frozen=True)
class OfficeSeen:
    """Whether the sync daemon reaches the office; letters are taken either way."""

    reachable: bool


@dataclass(frozen=True)
class TimerFired:
    name: Timer


# -- the journal


@dataclass(frozen=True)
class IntentRecorded:
    """The intent is on disk: now it may be acted upon."""

    kind: IntentKind
    key: str


@dataclass(frozen=True)
class IntentNotRecorded:
    """The intent could not be written: nothing may move."""

    kind: IntentKind
    key: str
    code: str


# -- devices


@dataclass(frozen=True)
class DeviceGone:
    """The device, or its host, does not answer."""

    device: Device


@dataclass(frozen=True)
class DeviceBack:
    """It answers again, or for the first time: until then a device counts as gone."""

    device: Device


@dataclass(frozen=True)
class ScannerSeen:
    """What the scanner says of itself while nothing moves. `code`: its present fault, or empty."""

    paper: Paper
    code: str = ""


# -- the letter


@dataclass(frozen=True)
class SubmissionBegun:
    """The letter has its id for life. `today`: the local date, against which dates in the letter are held."""

    request_id: RequestId
    submission_id: SubmissionId
    today: date


@dataclass(frozen=True)
class SideScanned:
    """A whole side lies in memory under `page_id`. `sheet` counts from 1 within the job."""

    job_id: JobId
    page_id: PageId
    sheet: int
    side: Side
    width_px: int = 0
    height_px: int = 0


@dataclass(frozen=True)
class ScanEnded:
    """The motor stands. `code`: empty when the feeder ran empty after at least one side, else the fault."""

    job_id: JobId
    code: str
    sides: int
    sheets: int


@dataclass(frozen=True)
class PageRead:
    """A side was read. `rotation`: degrees clockwise by which its content is turned in the picture."""

    page_id: PageId
    status: ReadStatus
    rotation: int = 0
    skew_degrees: float = 0.0
    is_blank: bool = False
    confidence: float = 0.0
    reason: str = ""
    """Why there is no text: a code of the reader's, or empty."""
    rescan: str = ""
    """Why the sheet should be scanned again: a code of the reader's, or empty."""


@dataclass(frozen=True)
class FieldsRead:
    """The details proposed; an absent name was not found. Empty when reading is out of order."""

    request_id: RequestId
    proposals: tuple[Proposal, ...] = field(default=(), repr=False)


# -- the card


@dataclass(frozen=True)
class CardInserted:
    """A card lies in the reader."""


@dataclass(frozen=True)
class CardRemoved:
    """The reader is empty."""


@dataclass(frozen=True)
class CertificateFound:
    """The card can sign. `tries_left` is -1 when the card does not tell."""

    request_id: RequestId
    certificate_id: str
    holder: str = field(repr=False)
    issuer: str = ""
    tries_left: int = -1
    tries_total: int = 3
    needs_consent: bool = False
    """The next try may be the card's last."""
    digits_min: int = 4
    digits_max: int = 8


@dataclass(frozen=True)
class CardFailed:
    """The card can't sign: none inside, no certificate, unreadable, blocked."""

    request_id: RequestId
    code: str


@dataclass(frozen=True)
class Signed:
    """The PDF is signed; the shell keeps it under the request's id."""

    request_id: RequestId


@dataclass(frozen=True)
class SigningFailed:
    """No signature was made. `tries_left` is -1 when not known, 0 when the PIN is blocked."""

    request_id: RequestId
    code: str
    tries_left: int = -1
    needs_consent: bool = False


# -- the end of the letter


@dataclass(frozen=True)
class SealingProgressed:
    """The letter has come so far."""

    submission_id: SubmissionId
    stage: SealingStage


@dataclass(frozen=True)
class HandedOver:
    """The sealed letter is durably in the outbox. `at` is aware; the secret opens the case status."""

    submission_id: SubmissionId
    number: str
    secret: str = field(repr=False)
    qr: str = field(repr=False)
    """What the QR code says."""
    at: datetime
    clock: ClockTrust
    digest_prefix: str


@dataclass(frozen=True)
class HandOverFailed:
    """Nothing was handed over, and nothing of it is left behind. May be tried again."""

    submission_id: SubmissionId
    code: str


@dataclass(frozen=True)
class PrintProgressed:
    """This much of the receipt is on paper: 0 to 1."""

    request_id: RequestId
    fraction: float


@dataclass(frozen=True)
class PrintEnded:
    """Printing is over: `code` is empty when the printer says that the whole receipt came out."""

    request_id: RequestId
    code: str


# -- the status of a case


@dataclass(frozen=True)
class StatusStep:
    """One thing that happened to a letter, or lies ahead. `state` is the office's word for it."""

    state: str
    at: datetime | None = None
    is_now: bool = False
    detail: str = field(default="", repr=False)


@dataclass(frozen=True)
class StatusFound:
    request_id: RequestId
    steps: tuple[StatusStep, ...] = ()
    title: str = field(default="", repr=False)


@dataclass(frozen=True)
class StatusNotFound:
    """`code`: the number or secret does not fit, nothing is known yet, or nobody can say."""

    request_id: RequestId
    code: str


Event = (
    Intent
    | KioskStarted
    | ServiceStopped
    | ServiceResumed
    | InternalErrorMet
    | Shut
    | OfficeSeen
    | TimerFired
    | IntentRecorded
    | IntentNotRecorded
    | DeviceGone
    | DeviceBack
    | ScannerSeen
    | SubmissionBegun
    | SideScanned
    | ScanEnded
    | PageRead
    | FieldsRead
    | CardInserted
    | CardRemoved
    | CertificateFound
    | CardFailed
    | Signed
    | SigningFailed
    | SealingProgressed
    | HandedOver
    | HandOverFailed
    | PrintProgressed
    | PrintEnded
    | StatusFound
    | StatusNotFound
)
