"""The resident looks at every page: turns, removes, brings back, scans again, and can take each of it back."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import reading
from kiosk.session.effects import Say
from kiosk.session.events import Event
from kiosk.session.intents import Intent, Wish
from kiosk.session.letter import Change, Letter, Purpose, change, ready_to_append, undo
from kiosk.session.state import Dialog, Phase, Session, Step, show
from kiosk.session.values import PageId, Place, Spoken


def take(session: Session, event: Event) -> Step | None:
    """Change the pages, or go on."""
    if not isinstance(event, Intent) or session.phase is not Phase.REVIEW:
        return None
    return _page_wish(session, event) or _letter_wish(session, event.wish)


def remove_asked(session: Session, page_id: PageId) -> Step | None:
    """Set the page aside after the resident said yes; the next one is selected."""
    removed = change(session.letter, page_id, Change.REMOVE)
    if removed is None:
        return None
    ids = [page.page_id for page in session.letter.placed(Place.SHOWN)]
    following = ids[ids.index(page_id) + 1 :] or ids[: ids.index(page_id)][-1:]
    selected = following[0] if following else page_id
    return replace(session, letter=replace(removed, selected=selected)), (Say(Spoken.PAGE_REMOVED),)


def keep_asked(session: Session, page_id: PageId) -> Step:
    """Keep the page that the question was about, and go on to what was wanted before it."""
    after, effects = reading.go_on(reading.keep_page(session, page_id))
    return after, (Say(Spoken.PAGE_KEPT), *effects)


def scan_asked_again(session: Session, page_id: PageId) -> Step | None:
    """Scan the sheet again that the question was about."""
    page = session.letter.page(page_id)
    if page is None:
        return None
    return _feed(session, replace(session.letter, purpose=Purpose.REPLACE_SHEET, replaces=page.sheet_key))


def _page_wish(session: Session, intent: Intent) -> Step | None:
    letter = session.letter
    page = letter.page(intent.about)
    if page is None:
        return None
    match intent.wish:
        case Wish.SELECT_PAGE:
            return replace(session, letter=replace(letter, selected=page.page_id)), ()
        case Wish.TURN_PAGE:
            return _changed(session, change(letter, page.page_id, Change.TURN), Spoken.PAGE_TURNED)
        case Wish.RESTORE_PAGE:
            restored = change(letter, page.page_id, Change.RESTORE)
            return _changed(
                session, restored and replace(restored, selected=page.page_id), Spoken.PAGE_RESTORED
            )
        case Wish.ASK_DELETE_PAGE if page.place is Place.SHOWN:
            asked = replace(letter, asked=page.page_id)
            return replace(session, letter=asked, dialog=Dialog.DELETE_PAGE), ()
        case Wish.KEEP_PAGE if page.asks_for_rescan:
            return reading.keep_page(session, page.page_id), (Say(Spoken.PAGE_KEPT),)
        case Wish.SCAN_PAGE_AGAIN:
            again = replace(letter, purpose=Purpose.REPLACE_SHEET, replaces=page.sheet_key)
            return _feed(session, again)
        case _:
            return None


def _letter_wish(session: Session, wish: Wish) -> Step | None:
    letter = session.letter
    match wish:
        case Wish.UNDO:
            return _changed(session, undo(letter), Spoken.UNDONE)
        case Wish.ADD_PAGES | Wish.BACK:
            return _feed(session, ready_to_append(letter))
        case Wish.SCAN_AGAIN:
            return _feed(session, replace(letter, purpose=Purpose.REPLACE_ALL, replaces=None))
        case Wish.PAGES_DONE:
            return reading.go_on(session)
        case _:
            return None


def _changed(session: Session, letter: Letter | None, said: Spoken) -> Step | None:
    return None if letter is None else (replace(session, letter=letter), (Say(said),))


def _feed(session: Session, letter: Letter) -> Step:
    return show(replace(session, letter=replace(letter, is_awaiting_reading=False)), Phase.FEEDER), ()
