"""Every part of a visit may run into trouble, so raising it depends on none of them."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.effects import Sound
from kiosk.session.state import Phase, Remedy, Session, Step, Trouble, show
from kiosk.session.values import SoundName


def raise_trouble(session: Session, code: str, remedy: Remedy, back: Phase) -> Step:
    """Show the words of this code. `back` is the screen to return to without doing anything."""
    trouble = Trouble(code=code, remedy=remedy, back=back)
    return replace(show(session, Phase.TROUBLE), trouble=trouble), (Sound(SoundName.TROUBLE),)
