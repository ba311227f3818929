"""Language, text size, contrast, reach and speech: on every screen, also above a dialog, and never a decision."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.events import Event
from kiosk.session.intents import Intent, Wish
from kiosk.session.state import Comfort, Session, Step

_STEPS = {"0": 0, "1": 1, "2": 2, "3": 3}


def take(session: Session, event: Event) -> Step | None:
    """Change a comfort setting."""
    if not isinstance(event, Intent):
        return None
    changed = _changed(session, session.comfort, event)
    return None if changed is None else (replace(session, comfort=changed), ())


def _changed(session: Session, comfort: Comfort, intent: Intent) -> Comfort | None:
    match intent.wish:
        case Wish.SET_LANGUAGE if intent.about in session.config.languages:
            return replace(comfort, language=intent.about)
        case Wish.SET_TEXT_STEP if intent.about in _STEPS:
            return replace(comfort, text_step=_STEPS[intent.about])
        case Wish.TOGGLE_CONTRAST:
            return replace(comfort, high_contrast=not comfort.high_contrast)
        case Wish.TOGGLE_LOW_REACH:
            return replace(comfort, low_reach=not comfort.low_reach)
        case Wish.TOGGLE_SPEECH:
            return replace(comfort, speech=not comfort.speech)
        case _:
            return None
