"""From the empty lobby to the first decision: the attract screen, home and the notice on personal data."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending
from kiosk.session.effects import RecordResult
from kiosk.session.events import Event, KioskStarted, ServiceResumed, ServiceStopped
from kiosk.session.intents import Intent, Wish
from kiosk.session.state import Phase, Session, Step, show
from kiosk.session.values import IntentKind

_NOTHING_TO_LOSE = (Phase.ATTRACT, Phase.HOME, Phase.FINISHED, Phase.OUT_OF_SERVICE)


def take(session: Session, event: Event) -> Step | None:
    """Begin a visit, or say that the kiosk takes none."""
    match event:
        case KioskStarted(interrupted, handed_in):
            return replace(session, interrupted=interrupted, handed_in=handed_in), ()
        case ServiceStopped(code):
            stopped = replace(session, service_code=code)
            return ending.end_visit(stopped) if session.phase in _NOTHING_TO_LOSE else (stopped, ())
        case ServiceResumed():
            resumed = replace(session, service_code="")
            if session.phase is Phase.OUT_OF_SERVICE:
                return replace(resumed, phase=Phase.ATTRACT), ()
            return resumed, ()
        case Intent(Wish.DISMISS_INTERRUPTED) if session.phase in (Phase.ATTRACT, Phase.HOME):
            told = tuple(RecordResult(IntentKind.LETTER, key, key, "told") for key in session.interrupted)
            return replace(session, interrupted=(), handed_in=()), told
        case Intent(wish):
            return _wish(session, wish)
        case _:
            return None


def _wish(session: Session, wish: Wish) -> Step | None:
    match session.phase, wish:
        case (Phase.ATTRACT, Wish.START):
            return show(session, Phase.HOME), ()
        case (Phase.HOME, Wish.HAND_IN_LETTER) if session.devices.is_scanner_ready:
            return show(session, Phase.PRIVACY), ()
        case (Phase.HOME, Wish.CHECK_CASE):
            return show(session, Phase.STATUS), ()
        case (Phase.HOME, Wish.BACK):
            return ending.end_visit(session)
        case (Phase.PRIVACY, Wish.ACCEPT_NOTICE):
            return show(session, Phase.FEEDER), ()
        case (Phase.PRIVACY, Wish.BACK):
            return show(session, Phase.HOME), ()
        case _:
            return None
