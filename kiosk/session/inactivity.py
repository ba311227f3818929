"""Nobody finds another's letter on the screen: a visit left alone warns, counts down, ends and wipes itself."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending
from kiosk.session.effects import Effect, Say, Sound, StartTimer, StopTimer, Wipe
from kiosk.session.events import CardInserted, CardRemoved, Event, ScannerSeen, TimerFired
from kiosk.session.intents import Intent
from kiosk.session.state import Comfort, Dialog, Phase, Printing, Session, Step, blank_session
from kiosk.session.values import SoundName, Spoken, Timer

_RESTING = (Phase.ATTRACT, Phase.OUT_OF_SERVICE)


def take(session: Session, event: Event) -> Step | None:
    """Warn when nobody is there, and end when nobody answers."""
    match event:
        case TimerFired(Timer.IDLE) if idle_s(session) is not None:
            return _warn(session)
        case TimerFired(Timer.SECOND) if session.dialog is Dialog.INACTIVITY:
            return _tick(session)
        case _:
            return None


def idle_s(session: Session) -> float | None:
    """How long nobody may touch the screen here; None where the machine itself is at work, or nothing is open."""
    if session.dialog is Dialog.INACTIVITY or session.phase is Phase.FINISHED:
        return None
    if session.phase in _RESTING:
        is_untouched = session.comfort == Comfort() and session.dialog is Dialog.NONE
        return None if is_untouched else session.config.idle_s
    if session.phase in (Phase.SCANNING, Phase.SEALING) or session.signing.is_signing:
        return None
    if session.receipt is not None:
        is_printing = session.receipt.printing is Printing.PRINTING
        return None if is_printing else session.config.receipt_idle_s
    return session.config.idle_s


def timers(before: Session, event: Event, after: Session) -> tuple[Effect, ...]:
    """Return what the timers have to do after a step."""
    return (*_idle(before, event, after), *_countdown(before, after), *_thanks(before, after))


def _warn(session: Session) -> Step:
    if session.phase in _RESTING:
        # Only somebody's language or text size is left here; there is nothing to ask about.
        return blank_session(session), (Wipe(),)
    seconds = session.config.countdown_s
    warned = replace(session, dialog=Dialog.INACTIVITY, seconds_left=seconds)
    return warned, (Sound(SoundName.WARNING), Say(Spoken.TIME_IS_SHORT, seconds))


def _tick(session: Session) -> Step:
    left = session.seconds_left - 1
    if left <= 0:
        return ending.end_visit(session)
    said = (Say(Spoken.TIME_IS_SHORT, left),) if left in (10, 5) else ()
    return replace(session, seconds_left=left), (*said, StartTimer(Timer.SECOND, 1))


def _idle(before: Session, event: Event, after: Session) -> tuple[Effect, ...]:
    seconds = idle_s(after)
    if seconds is None:
        return (StopTimer(Timer.IDLE),) if idle_s(before) is not None else ()
    is_sign_of_life = isinstance(event, Intent | CardInserted | CardRemoved) or (
        isinstance(event, ScannerSeen) and before.devices.paper is not after.devices.paper
    )
    if is_sign_of_life or idle_s(before) != seconds or before.phase is not after.phase:
        return (StartTimer(Timer.IDLE, seconds),)
    return ()


def _countdown(before: Session, after: Session) -> tuple[Effect, ...]:
    was, is_on = before.dialog is Dialog.INACTIVITY, after.dialog is Dialog.INACTIVITY
    if is_on and not was:
        return (StartTimer(Timer.SECOND, 1),)
    return (StopTimer(Timer.SECOND),) if was and not is_on else ()


def _thanks(before: Session, after: Session) -> tuple[Effect, ...]:
    if after.phase is before.phase:
        return ()
    if after.phase is Phase.FINISHED:
        return (StartTimer(Timer.FINISHED, after.config.finished_s),)
    return (StopTimer(Timer.FINISHED),) if before.phase is Phase.FINISHED else ()
