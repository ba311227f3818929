"""Dialogs lie above a screen, one at a time; while one is open, only it is listened to."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, receipts, review, signing
from kiosk.session.codes import VisitFault
from kiosk.session.effects import CallStaff, Say
from kiosk.session.events import Event
from kiosk.session.intents import Intent, Wish
from kiosk.session.state import Dialog, Phase, Session, Step
from kiosk.session.values import NO_PAGE, Spoken

_OPENED_BY_HAND = {
    dialog.value: dialog for dialog in (Dialog.HELP, Dialog.LANGUAGE, Dialog.TEXT_SIZE, Dialog.PRIVACY_TEXT)
}
_RESTING = (Phase.ATTRACT, Phase.OUT_OF_SERVICE)


def take(session: Session, event: Event) -> Step | None:
    """Open, answer and close dialogs; swallow what is meant for the screen beneath."""
    if not isinstance(event, Intent):
        return None
    if event.wish is Wish.CALL_STAFF:
        return session, (CallStaff(_why(session)), Say(Spoken.STAFF_CALLED))
    if session.dialog is Dialog.NONE:
        return _open(session, event)
    return _answer(session, event) or (session, ())


def _why(session: Session) -> str:
    """What a member of staff should know before they come."""
    if session.trouble:
        return session.trouble.code
    if session.receipt and session.receipt.printing in receipts.FAILED:
        return VisitFault.RECEIPT_NOT_PRINTED
    if session.interrupted:
        return VisitFault.INTERRUPTED_LETTER
    return session.service_code


def _open(session: Session, intent: Intent) -> Step | None:
    match intent.wish:
        case Wish.OPEN_OVERLAY if intent.about in _OPENED_BY_HAND:
            return replace(session, dialog=_OPENED_BY_HAND[intent.about]), ()
        case Wish.LEAVE:
            return leave(session)
        case _:
            return None


def leave(session: Session) -> Step:
    """End the visit, or ask first when something would be lost. What is being sealed can't be called back."""
    if session.phase is Phase.SEALING or session.phase in _RESTING:
        return session, ()
    if ending.would_lose_something(session):
        return replace(session, dialog=Dialog.LEAVE), ()
    return ending.end_visit(session)


def _answer(session: Session, intent: Intent) -> Step | None:
    match session.dialog, intent.wish:
        case (Dialog.LEAVE | Dialog.INACTIVITY, Wish.CONFIRM_LEAVE):
            return ending.end_visit(session)
        case (Dialog.INACTIVITY, Wish.STAY | Wish.CLOSE_OVERLAY):
            return _closed(session), ()
        case (Dialog.INACTIVITY, Wish.TOUCHED):
            # Only the countdown starts afresh: the dialog must not vanish under a finger that is on its way to
            # one of its buttons.
            return replace(session, seconds_left=session.config.countdown_s), ()
        case (Dialog.INACTIVITY, _):
            return None
        case (Dialog.DELETE_PAGE, Wish.DELETE_PAGE):
            return review.remove_asked(_closed(session), session.letter.asked)
        case (Dialog.RESCAN_PAGE, Wish.KEEP_PAGE):
            return review.keep_asked(_closed(session), session.letter.asked)
        case (Dialog.RESCAN_PAGE, Wish.SCAN_PAGE_AGAIN):
            return review.scan_asked_again(_closed(session), session.letter.asked)
        case (Dialog.LAST_TRY, Wish.CONSENT_LAST_TRY):
            return signing.sign(_closed(session), consent_last_try=True)
        case (_, Wish.CLOSE_OVERLAY | Wish.BACK | Wish.STAY):
            return _closed(session), ()
        case _:
            return None


def _closed(session: Session) -> Session:
    letter = replace(session.letter, asked=NO_PAGE)
    return replace(session, dialog=Dialog.NONE, seconds_left=0, letter=letter)
