"""Anything longer than a blink says what it is: which work the resident is waiting for."""

from __future__ import annotations

from enum import StrEnum

from kiosk.session.letter import JobState
from kiosk.session.state import Phase, Printing, Session
from kiosk.session.values import SealingStage


class Busy(StrEnum):
    NONE = "none"
    STARTING = "starting"
    STOPPING = "stopping"
    READING = "reading"
    SEARCHING = "searching"
    CARD = "card"
    SIGNING = "signing"
    PREPARING = "preparing"
    SEALING = "sealing"
    HANDING_OVER = "handing_over"
    PRINTING = "printing"
    LOOKING_UP = "looking_up"


_STAGES = {
    None: Busy.PREPARING,
    SealingStage.PDF: Busy.PREPARING,
    SealingStage.SEAL: Busy.SEALING,
    SealingStage.HAND_OVER: Busy.HANDING_OVER,
}


def busy_with(session: Session) -> Busy:
    """Return what the kiosk is doing that this screen waits for."""
    if session.phase is Phase.SEALING:
        return _STAGES[session.sealing]
    waits = {
        Phase.SCANNING: _scanning(session),
        Phase.REVIEW: Busy.READING if session.letter.is_awaiting_reading else Busy.NONE,
        Phase.DETAILS: Busy.SEARCHING if session.details.request else Busy.NONE,
        Phase.CARD: Busy.CARD if session.signing.request else Busy.NONE,
        Phase.PIN: Busy.SIGNING if session.signing.is_signing else Busy.NONE,
        Phase.RECEIPT: Busy.PRINTING if _is_printing(session) else Busy.NONE,
        Phase.STATUS: Busy.LOOKING_UP if session.lookup.request else Busy.NONE,
    }
    return waits.get(session.phase, Busy.NONE)


def _scanning(session: Session) -> Busy:
    job = session.letter.job
    if job is None or job.state is JobState.RECORDING:
        return Busy.STARTING
    return Busy.STOPPING if job.state is JobState.STOPPING else Busy.NONE


def _is_printing(session: Session) -> bool:
    return session.receipt is not None and session.receipt.printing is Printing.PRINTING
