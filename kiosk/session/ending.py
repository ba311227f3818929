"""A visit leaves nothing behind: whichever way it ends, it ends here."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.effects import CancelScan, Effect, RecordResult, Wipe
from kiosk.session.letter import JobState
from kiosk.session.state import Phase, Session, Step, blank_session
from kiosk.session.values import IntentKind


def end_visit(session: Session) -> Step:
    """Close the journal's entries, wipe everything, and stand ready for the next resident."""
    return blank_session(session), (*_closing(session), Wipe())


def end_letter(session: Session, phase: Phase) -> Step:
    """Do the same for the letter alone: the same resident goes on, with the comfort settings they chose."""
    after = replace(blank_session(session), comfort=session.comfort, phase=phase)
    return after, (*_closing(session), Wipe(whole_visit=False))


def shut(session: Session) -> Step:
    """Wipe without closing the journal: a letter cut short by switching off is an interrupted letter."""
    job = session.letter.job
    cancelled = (CancelScan(job.job_id),) if job and job.state is not JobState.RECORDING else ()
    return replace(blank_session(session), phase=Phase.OUT_OF_SERVICE), (*cancelled, Wipe())


def would_lose_something(session: Session) -> bool:
    """Whether ending now throws away the resident's work, or their only sight of the number."""
    if session.receipt is not None:
        return not session.letter.is_closed
    return bool(session.letter.pages or session.letter.job or session.letter.opening)


def _closing(session: Session) -> tuple[Effect, ...]:
    letter, effects = session.letter, list[Effect]()
    if letter.job is not None:
        if letter.job.state is not JobState.RECORDING:
            effects.append(CancelScan(letter.job.job_id))
        effects.append(RecordResult(IntentKind.SCAN, letter.job.job_id, letter.submission_id, "abandoned"))
    if letter.submission_id and not letter.is_closed:
        outcome = "done_without_receipt" if session.receipt is not None else "abandoned"
        effects.append(RecordResult(IntentKind.LETTER, letter.submission_id, letter.submission_id, outcome))
    return tuple(effects)
