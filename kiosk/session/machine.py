"""The whole visit is this one function: what is, and what happens, give what is next and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.session import (
    arrival,
    comfort,
    describing,
    devices,
    dialogs,
    ending,
    feeding,
    following,
    handing_in,
    inactivity,
    reading,
    receipts,
    recovering,
    review,
    scanning,
    signing,
)
from kiosk.session.effects import Effect, Sound, StopTimer, WatchFeeder
from kiosk.session.events import Event, Shut
from kiosk.session.state import Phase, Session, SessionConfig, Step
from kiosk.session.values import Timer

Part = Callable[[Session, Event], Step | None]

_PARTS: tuple[Part, ...] = (
    devices.take,
    inactivity.take,
    comfort.take,
    dialogs.take,
    arrival.take,
    feeding.take,
    scanning.take,
    reading.take,
    review.take,
    describing.take,
    signing.take,
    handing_in.take,
    receipts.take,
    recovering.take,
    following.take,
)
"""The first part that knows what to do with an event does it; the comfort bar and dialogs come before screens."""

_WATCHED = (Phase.HOME, Phase.PRIVACY, Phase.FEEDER, Phase.TROUBLE)


def new_session(config: SessionConfig) -> Session:
    """Return the kiosk as it wakes: no device has answered yet, nobody is there."""
    return Session(config=config)


def step(session: Session, event: Event) -> Step:
    """Return the session after the event, and the effects to run, in order."""
    if isinstance(event, Shut):
        return ending.shut(session)
    noted = devices.note(session, event)
    after, effects = _first_answer(noted, event)
    for settle in _SETTLING:
        after, more = settle(after)
        effects = (*effects, *more)
    timers = (*_waits(session, after), *inactivity.timers(session, event, after))
    return after, (*_audible(session, effects), *_watch(session, after), *timers)


def _first_answer(session: Session, event: Event) -> Step:
    for part in _PARTS:
        answer = part(session, event)
        if answer is not None:
            return answer
    return session, ()


_SETTLING: tuple[Callable[[Session], Step], ...] = (
    signing.drop_stale_signature,
    reading.ask_for_fields,
    describing.open_details,
)
"""What follows from the state alone, whichever event led to it."""


def _audible(session: Session, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    if session.config.has_sound:
        return effects
    return tuple(effect for effect in effects if not isinstance(effect, Sound))


def _watch(before: Session, after: Session) -> tuple[Effect, ...]:
    was, is_on = before.phase in _WATCHED, after.phase in _WATCHED
    return (WatchFeeder(is_on),) if was != is_on else ()


def _waits(before: Session, after: Session) -> tuple[Effect, ...]:
    was, is_on = before.letter.is_awaiting_reading, after.letter.is_awaiting_reading
    return (StopTimer(Timer.READING),) if was and not is_on else ()
