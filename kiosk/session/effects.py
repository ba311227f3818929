"""What a visit asks of the world: the shell runs these, in order, and answers with events.

Effects of one step are run in the order in which they are given. An effect whose docstring names an answer
gets it as an event that carries the same id, always and once, also when the device has died meanwhile. Fields
hidden from `repr` are personal or secret and never belong in a log.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.session.values import (
    IntentKind,
    JobId,
    LetterContent,
    PageId,
    RequestId,
    SoundName,
    Source,
    Spoken,
    SubmissionId,
    Timer,
)

# -- the journal


@dataclass(frozen=True)
class RecordIntent:
    """Write durably that this is going to happen. Answer: `IntentRecorded` or `IntentNotRecorded`."""

    kind: IntentKind
    key: str
    """The submission's id for a letter and for its hand-over, the job's id for a scan."""
    submission_id: SubmissionId


@dataclass(frozen=True)
class RecordResult:
    """Write how it ended: "done", "abandoned", "discarded", "told", or a failure code. No answer."""

    kind: IntentKind
    key: str
    submission_id: SubmissionId
    outcome: str


# -- the letter


@dataclass(frozen=True)
class NewSubmission:
    """Make a submission id. Answer: `SubmissionBegun`."""

    request_id: RequestId


@dataclass(frozen=True)
class StartScan:
    """Move the motor. Answers: `SideScanned` for every side, then one `ScanEnded`."""

    job_id: JobId
    submission_id: SubmissionId
    source: Source
    max_sides: int
    """No more than this may still come into the letter."""


@dataclass(frozen=True)
class CancelScan:
    """Stop the motor. The job still ends with `ScanEnded`."""

    job_id: JobId


@dataclass(frozen=True)
class ReadPage:
    """Read the side's text. Answer: `PageRead`, also when it can't be read."""

    page_id: PageId


@dataclass(frozen=True)
class ForgetPages:
    """Drop pictures and readings of these sides from memory; a `PageRead` that comes later is ignored."""

    page_ids: tuple[PageId, ...]


@dataclass(frozen=True)
class ReadFields:
    """Propose the details from these sides, in this order. Answer: `FieldsRead`, empty if none is known."""

    request_id: RequestId
    page_ids: tuple[PageId, ...]


# -- the card


@dataclass(frozen=True)
class FindCertificates:
    """Look what the card in the reader can sign with. Answer: `CertificateFound` or `CardFailed`."""

    request_id: RequestId


@dataclass(frozen=True)
class PinDigit:
    """Append this digit to the PIN, which the shell alone holds."""

    digit: str = field(repr=False)


@dataclass(frozen=True)
class PinErase:
    """Take the PIN's last digit back."""


@dataclass(frozen=True)
class PinClear:
    """Overwrite the PIN."""


@dataclass(frozen=True)
class SignLetter:
    """Make the PDF and sign it with the PIN, which the shell clears afterwards whatever happens.

    The card may only be asked for its last try when `consent_last_try`. Answer: `Signed` or `SigningFailed`.
    """

    request_id: RequestId
    letter: LetterContent = field(repr=False)
    certificate_id: str
    consent_last_try: bool


# -- the end of the letter


@dataclass(frozen=True)
class HandIn:
    """Seal the letter and hand it over durably. Answer: `HandedOver` or `HandOverFailed`.

    `signed_in` is the request of the `SignLetter` whose PDF is sent; None for a letter without a card. It may
    come again for the same submission after `HandOverFailed`, never after `HandedOver`.
    """

    letter: LetterContent = field(repr=False)
    signed_in: RequestId | None


@dataclass(frozen=True)
class PrintReceipt:
    """Print the whole receipt from its top. Answer: `PrintProgressed`…, then `PrintEnded`."""

    request_id: RequestId
    submission_id: SubmissionId


@dataclass(frozen=True)
class Wipe:
    """Forget all of the visit: pages, readings, PDF, PIN, receipt, strips, keyboard, focus, running scans.

    `whole_visit` False keeps the comfort settings: the same person hands in another letter.
    """

    whole_visit: bool = True


# -- the room


@dataclass(frozen=True)
class LookUpStatus:
    """Ask for the case. Answer: `StatusFound` or `StatusNotFound`."""

    request_id: RequestId
    number: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class StartTimer:
    """(Re)start this timer: `TimerFired(name)` comes once after so many seconds."""

    name: Timer
    seconds: float


@dataclass(frozen=True)
class StopTimer:
    """Let this timer not fire. One that fires just before it is stopped does no harm."""

    name: Timer


@dataclass(frozen=True)
class Say:
    """Announce a change of state to speech and assistive technology, in the visit's language."""

    what: Spoken
    value: int = 0


@dataclass(frozen=True)
class Sound:
    """Play a sound."""

    name: SoundName


@dataclass(frozen=True)
class WatchFeeder:
    """Report the scanner's state (`ScannerSeen`) at once and at every change, or stop doing so."""

    on: bool


@dataclass(frozen=True)
class CallStaff:
    """Tell the staff that somebody waits at the kiosk; `code` is the trouble on the screen, if any."""

    code: str = ""


Effect = (
    RecordIntent
    | RecordResult
    | NewSubmission
    | StartScan
    | CancelScan
    | ReadPage
    | ForgetPages
    | ReadFields
    | FindCertificates
    | PinDigit
    | PinErase
    | PinClear
    | SignLetter
    | HandIn
    | PrintReceipt
    | Wipe
    | LookUpStatus
    | StartTimer
    | StopTimer
    | Say
    | Sound
    | WatchFeeder
    | CallStaff
)
