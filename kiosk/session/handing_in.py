"""The letter is handed in once: sealed, durably handed over, and only then is there a number to show."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import receipts
from kiosk.session.effects import HandIn, RecordIntent, RecordResult
from kiosk.session.events import (
    Event,
    HandedOver,
    HandOverFailed,
    IntentNotRecorded,
    IntentRecorded,
    SealingProgressed,
)
from kiosk.session.intents import Intent, Wish
from kiosk.session.raising import raise_trouble
from kiosk.session.state import Choice, Phase, Remedy, Session, Step, show
from kiosk.session.values import IntentKind, SealingStage, SubmissionId


def take(session: Session, event: Event) -> Step | None:
    """Go from the summary to the receipt."""
    match event:
        case Intent(wish, about) if session.phase is Phase.SUMMARY:
            return _wish(session, wish, about)
        case IntentRecorded(IntentKind.HAND_IN, key) if _is_waiting(session, key) and session.sealing is None:
            sealing = replace(session, sealing=SealingStage.PDF)
            return sealing, (HandIn(session.content(), session.signing.signed_in),)
        case IntentNotRecorded(IntentKind.HAND_IN, key, code) if _is_waiting(session, key):
            return raise_trouble(session, code, Remedy.HAND_IN, Phase.SUMMARY)
        case SealingProgressed(submission_id, stage) if _is_sealing(session, submission_id):
            return replace(session, sealing=stage), ()
        case HandedOver(submission_id) if _is_sealing(session, submission_id):
            return receipts.handed_over(session, event)
        case HandOverFailed(submission_id, code) if _is_sealing(session, submission_id):
            session, raised = raise_trouble(
                replace(session, sealing=None), code, Remedy.HAND_IN, Phase.SUMMARY
            )
            return session, (RecordResult(IntentKind.HAND_IN, submission_id, submission_id, code), *raised)
        case _:
            return None


def hand_in(session: Session) -> Step:
    """Record the intent; sealing begins when it is on disk. A second tap finds the visit on another screen."""
    submission_id = session.letter.submission_id
    session = replace(show(session, Phase.SEALING), sealing=None, trouble=None)
    return session, (RecordIntent(IntentKind.HAND_IN, submission_id, submission_id),)


def _wish(session: Session, wish: Wish, about: str) -> Step | None:
    match wish:
        case Wish.HAND_IN if session.signing.choice is not Choice.NONE and session.letter.fingerprint():
            return hand_in(session)
        case Wish.BACK:
            return show(session, Phase.SIGN_CHOICE), ()
        case Wish.SELECT_PAGE if page := session.letter.page(about):
            selected = replace(session.letter, selected=page.page_id)
            return show(replace(session, letter=selected), Phase.REVIEW), ()
        case _:
            return None


def _is_waiting(session: Session, key: str) -> bool:
    return session.phase is Phase.SEALING and key == session.letter.submission_id


def _is_sealing(session: Session, submission_id: SubmissionId) -> bool:
    """A bug met meanwhile may have raised trouble; what was handed over is handed over all the same."""
    return session.sealing is not None and submission_id == session.letter.submission_id
