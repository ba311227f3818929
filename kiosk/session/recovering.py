"""After trouble there is always a way: the one button does the right thing, and back loses nothing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending, feeding, handing_in
from kiosk.session.effects import Effect
from kiosk.session.events import Event, InternalErrorMet
from kiosk.session.intents import Intent, Wish
from kiosk.session.letter import ready_to_append
from kiosk.session.raising import raise_trouble
from kiosk.session.state import Phase, Remedy, Session, Step, Trouble, show

_UNDISTURBED = (Phase.ATTRACT, Phase.RECEIPT, Phase.FINISHED, Phase.OUT_OF_SERVICE)


def take(session: Session, event: Event) -> Step | None:
    """Leave the trouble screen, or reach it through a bug."""
    match event:
        case InternalErrorMet(code) if session.phase not in _UNDISTURBED:
            return _bug_met(session, code)
        case Intent(wish) if session.phase is Phase.TROUBLE and session.trouble:
            return _wish(session, session.trouble, wish)
        case _:
            return None


def is_action_ready(session: Session, trouble: Trouble) -> bool:
    """Whether the button would do something now: the scanner's button wakes when the scanner is sound again."""
    return trouble.remedy is not Remedy.SCAN or feeding.can_start(session)


def can_go_back(trouble: Trouble) -> bool:
    """After a bug nothing of the visit is trusted any more, and the only way is out."""
    return trouble.remedy is not Remedy.END


def _bug_met(session: Session, code: str) -> Step:
    """Wipe what a bug may have spoilt. What is being sealed is left to its end: it may already be handed over."""
    effects: tuple[Effect, ...] = ()
    if session.phase is not Phase.SEALING:
        session, effects = ending.end_letter(session, Phase.TROUBLE)
    session, raised = raise_trouble(session, code, Remedy.END, Phase.HOME)
    return session, effects + raised


def _wish(session: Session, trouble: Trouble, wish: Wish) -> Step | None:
    match wish:
        case Wish.TROUBLE_ACTION:
            return _act(session, trouble.remedy)
        case Wish.BACK if can_go_back(trouble):
            session = replace(session, trouble=None, letter=ready_to_append(session.letter))
            return show(session, trouble.back), ()
        case Wish.USE_GLASS if trouble.remedy is Remedy.SCAN and not session.letter.uses_glass:
            glass = replace(session, trouble=None, letter=replace(session.letter, uses_glass=True))
            return show(glass, Phase.FEEDER), ()
        case _:
            return None


def _act(session: Session, remedy: Remedy) -> Step | None:
    clear = replace(session, trouble=None)
    match remedy:
        case Remedy.SCAN:
            return feeding.start(clear)
        case Remedy.FEEDER:
            return show(clear, Phase.FEEDER), ()
        case Remedy.REVIEW:
            return show(clear, Phase.REVIEW), ()
        case Remedy.HAND_IN:
            return handing_in.hand_in(clear)
        case Remedy.END:
            return ending.end_visit(clear)
