"""The owner of a receipt asks what became of the letter; number and secret together open it."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.effects import LookUpStatus
from kiosk.session.events import Event, StatusFound, StatusNotFound
from kiosk.session.intents import Intent, Wish
from kiosk.session.state import Lookup, Phase, Session, Step, request, show

_LONGEST = 60


def take(session: Session, event: Event) -> Step | None:
    """Type, look up, show."""
    lookup = session.lookup
    match event:
        case StatusFound(request_id, steps, title) if request_id == lookup.request:
            found = replace(lookup, request=None, steps=steps, title=title, error="")
            return show(replace(session, lookup=found), Phase.STATUS_SHOWN), ()
        case StatusNotFound(request_id, code) if request_id == lookup.request:
            return replace(session, lookup=replace(lookup, request=None, error=code)), ()
        case Intent(wish) if session.phase is Phase.STATUS and lookup.request is None:
            return _wish(session, wish, event.value[:_LONGEST])
        case Intent(Wish.BACK) if session.phase in (Phase.STATUS, Phase.STATUS_SHOWN):
            is_shown = session.phase is Phase.STATUS_SHOWN
            return show(replace(session, lookup=Lookup()), Phase.STATUS if is_shown else Phase.HOME), ()
        case _:
            return None


def _wish(session: Session, wish: Wish, value: str) -> Step | None:
    lookup = session.lookup
    match wish:
        case Wish.STATUS_TYPE_NUMBER:
            return replace(session, lookup=replace(lookup, number=value, error="")), ()
        case Wish.STATUS_TYPE_SECRET:
            return replace(session, lookup=replace(lookup, secret=value, error="")), ()
        case Wish.STATUS_LOOK_UP if lookup.number.strip() and lookup.secret.strip():
            session, request_id = request(session)
            asked = replace(lookup, request=request_id, error="")
            return replace(session, lookup=asked), (LookUpStatus(request_id, lookup.number, lookup.secret),)
        case Wish.BACK:
            return show(replace(session, lookup=Lookup()), Phase.HOME), ()
        case _:
            return None
