"""Reading runs behind the scanning: blank backs step aside by themselves, and nobody waits for ever for a page."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import describing
from kiosk.session.codes import VisitFault
from kiosk.session.effects import ReadFields, StartTimer
from kiosk.session.events import Event, PageRead, TimerFired
from kiosk.session.letter import Letter, Page, Purpose, read, with_page
from kiosk.session.raising import raise_trouble
from kiosk.session.state import Dialog, Phase, Remedy, Session, Step, request, show
from kiosk.session.values import Place, ReadStatus, Timer


def take(session: Session, event: Event) -> Step | None:
    """Note what reading found out."""
    match event:
        case PageRead():
            return _read(session, event)
        case TimerFired(Timer.READING) if session.letter.is_awaiting_reading:
            return go_on(replace(session, letter=_given_up(session.letter)))
        case _:
            return None


def go_on(session: Session) -> Step:
    """Leave the review for the details, as soon as every page is read and good enough to send."""
    letter = session.letter
    shown = letter.placed(Place.SHOWN)
    if letter.reading:
        waiting = replace(letter, is_awaiting_reading=True)
        return replace(session, letter=waiting), (StartTimer(Timer.READING, session.config.reading_s),)
    session = replace(session, letter=replace(letter, is_awaiting_reading=False))
    if not shown:
        return raise_trouble(session, VisitFault.NO_PAGES, Remedy.REVIEW, Phase.REVIEW)
    broken = next((page for page in shown if page.status is ReadStatus.UNREADABLE), None)
    if broken is not None:
        again = replace(session.letter, purpose=Purpose.REPLACE_SHEET, replaces=broken.sheet_key)
        session = replace(session, letter=replace(again, selected=broken.page_id))
        return raise_trouble(session, VisitFault.UNREADABLE_PAGE, Remedy.FEEDER, Phase.REVIEW)
    doubtful = next((page for page in shown if page.asks_for_rescan), None)
    if doubtful is not None:
        return _ask_for_rescan(session, doubtful)
    if tuple(page.page_id for page in shown) == session.details.asked_for:
        session = describing.at_first_doubt(session)
    return show(session, Phase.DETAILS), ()


def keep_page(session: Session, page_id: str) -> Session:
    """Note that the resident wants to send the page as it is."""
    page = session.letter.page(page_id)
    if page is None:
        return session
    return replace(session, letter=with_page(session.letter, replace(page, is_kept=True)))


def _ask_for_rescan(session: Session, page: Page) -> Step:
    """Show the page and ask about it, once; under another question it has to wait for the next try to go on."""
    letter = replace(session.letter, selected=page.page_id)
    if session.dialog is not Dialog.NONE:
        return replace(session, letter=letter), ()
    return replace(session, letter=replace(letter, asked=page.page_id), dialog=Dialog.RESCAN_PAGE), ()


def look_for_blank_letter(session: Session) -> Step:
    """A letter whose every side is blank was fed face up, or is no letter."""
    letter = session.letter
    is_blank = bool(letter.pages) and all(page.place is Place.BLANK for page in letter.pages)
    if session.phase is not Phase.REVIEW or letter.reading or not is_blank:
        return session, ()
    session = replace(session, letter=replace(letter, purpose=Purpose.REPLACE_ALL))
    return raise_trouble(session, VisitFault.EMPTY_LETTER, Remedy.FEEDER, Phase.REVIEW)


def ask_for_fields(session: Session) -> Step:
    """Ask once for every set of pages, as soon as all of them are read."""
    letter, details = session.letter, session.details
    shown = tuple(page.page_id for page in letter.placed(Place.SHOWN))
    if session.phase not in (Phase.REVIEW, Phase.DETAILS) or letter.reading or shown == details.asked_for:
        return session, ()
    if not shown:
        return session, ()
    session, request_id = request(session)
    details = replace(details, request=request_id, asked_for=shown)
    return replace(session, details=details), (ReadFields(request_id, shown),)


def _read(session: Session, event: PageRead) -> Step | None:
    letter = session.letter
    page = letter.page(event.page_id)
    if page is None:
        return _read_staged(session, event)
    # After the review nothing moves by itself any more: a reading that comes so late only adds its text.
    may_move = page.status is ReadStatus.READING and session.phase in _BEFORE_DETAILS
    letter = with_page(letter, _filled(page, event, may_move=may_move))
    session = replace(session, letter=letter)
    if letter.is_awaiting_reading and not letter.reading:
        return go_on(session)
    return look_for_blank_letter(session)


def _read_staged(session: Session, event: PageRead) -> Step | None:
    job = session.letter.job
    if job is None or all(page.page_id != event.page_id for page in job.staged):
        return None
    staged = tuple(
        _filled(page, event, may_move=True) if page.page_id == event.page_id else page for page in job.staged
    )
    return replace(session, letter=replace(session.letter, job=replace(job, staged=staged))), ()


def _filled(page: Page, event: PageRead, *, may_move: bool) -> Page:
    filled = replace(page, confidence=event.confidence, reason=event.reason, rescan=event.rescan)
    return read(filled, event.status, is_blank=event.is_blank and may_move)


def _given_up(letter: Letter) -> Letter:
    pages = tuple(
        replace(page, status=ReadStatus.IMAGE_ONLY) if page.status is ReadStatus.READING else page
        for page in letter.pages
    )
    return replace(letter, pages=pages)


_BEFORE_DETAILS = (Phase.SCANNING, Phase.REVIEW, Phase.FEEDER, Phase.TROUBLE)
