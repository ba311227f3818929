"""What the screens show follows from the session alone: this is the one place that turns it into words and pictures."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date, tzinfo
from urllib.parse import quote

from kiosk.dates import human_date, human_moment
from kiosk.failures import Catalogue
from kiosk.session import recovering
from kiosk.session.codes import PIN_WRONG
from kiosk.session.events import StatusStep
from kiosk.session.fields import Field, Kind
from kiosk.session.letter import Letter, Page
from kiosk.session.state import Choice, Phase, Remedy, Session
from kiosk.session.values import FieldSource, Place, ReadStatus
from kiosk.view import words
from kiosk.view.busy import busy_with
from kiosk.view.state import (
    FeederPaper,
    FieldKind,
    FieldRow,
    Overlay,
    PageRow,
    PageState,
    PrintState,
    Screen,
    StatusRow,
    TroubleWords,
    ViewState,
)

THUMBNAIL_PX = 320

_STEPS = {
    Phase.PRIVACY: 1,
    Phase.FEEDER: 1,
    Phase.SCANNING: 1,
    Phase.REVIEW: 2,
    Phase.DETAILS: 3,
    Phase.SIGN_CHOICE: 4,
    Phase.CARD: 4,
    Phase.PIN: 4,
    Phase.SUMMARY: 5,
    Phase.SEALING: 5,
    Phase.RECEIPT: 6,
    Phase.FINISHED: 6,
}
"""Kartki, Strony, Dane, Podpis, Złożenie, Gotowe."""

_ONE_WAY = (
    Phase.ATTRACT,
    Phase.HOME,
    Phase.SCANNING,
    Phase.SEALING,
    Phase.RECEIPT,
    Phase.FINISHED,
    Phase.OUT_OF_SERVICE,
)
_NO_LEAVING = (
    Phase.ATTRACT,
    Phase.SCANNING,
    Phase.SEALING,
    Phase.RECEIPT,
    Phase.FINISHED,
    Phase.OUT_OF_SERVICE,
)


def project(session: Session, catalogue: Catalogue, zone: tzinfo) -> ViewState:
    """Return the screen. `zone`: the office's, in which people read the time."""
    view = _scanning(_base(session), session, catalogue)
    view = _signing(_details(view, session), session, catalogue)
    view = _status(_receipt(view, session, zone), session, catalogue, zone)
    return replace(view, trouble=_trouble(session, catalogue))


def _base(session: Session) -> ViewState:
    comfort = session.comfort
    return ViewState(
        screen=Screen(session.phase.value),
        overlay=Overlay(session.dialog.value),
        step=_step(session),
        can_go_back=_can_go_back(session),
        can_leave=session.phase not in _NO_LEAVING,
        language=comfort.language,
        text_step=comfort.text_step,
        high_contrast=comfort.high_contrast,
        low_reach=comfort.low_reach,
        speech=comfort.speech,
        seconds_left=session.seconds_left,
        scanner_ready=session.devices.is_scanner_ready,
        offline=not session.devices.is_office_reachable,
        interrupted_notice=bool(session.interrupted),
        interrupted_handed_in=bool(session.handed_in),
        max_sheets=session.config.max_sides // 2,
        busy=words.busy_words(busy_with(session), comfort.language),
    )


def _step(session: Session) -> int:
    trouble = session.trouble
    if session.phase is not Phase.TROUBLE or trouble is None:
        return _STEPS.get(session.phase, 0)
    return _STEPS[Phase.SCANNING] if trouble.remedy is Remedy.SCAN else _STEPS.get(trouble.back, 0)


def _can_go_back(session: Session) -> bool:
    if session.phase is Phase.TROUBLE:
        return session.trouble is not None and recovering.can_go_back(session.trouble)
    return session.phase not in _ONE_WAY and not session.signing.is_signing


def _scanning(view: ViewState, session: Session, catalogue: Catalogue) -> ViewState:
    letter, language = session.letter, session.comfort.language
    account = letter.account if session.receipt is None else session.receipt.account
    undoable = letter.history[-1].change if letter.history else None
    asked = letter.page(letter.asked)
    return replace(
        view,
        feeder_paper=FeederPaper(session.devices.paper.value),
        uses_glass=letter.uses_glass,
        sheets_in=account.sheets_in,
        sides_scanned=account.sides_scanned,
        pages_reading=letter.reading,
        pages=_rows(letter, Place.SHOWN, catalogue, language),
        blanks=_rows(letter, Place.BLANK, catalogue, language),
        removed=_rows(letter, Place.REMOVED, catalogue, language),
        selected_page=letter.selected_page,
        can_undo=undoable is not None,
        undo_what=words.undo_words(undoable, language) if undoable else "",
        rescan_title=_rescan(asked, catalogue, language)[0],
        rescan_lead=_rescan(asked, catalogue, language)[1],
    )


def _rows(letter: Letter, place: Place, catalogue: Catalogue, language: str) -> tuple[PageRow, ...]:
    sheets = letter.sheet_numbers()
    return tuple(
        PageRow(
            page_id=page.page_id,
            number=number,
            sheet=sheets[page.sheet_key],
            picture=_picture(page),
            thumbnail=f"{_picture(page)}&w={THUMBNAIL_PX}",
            state=_page_state(page),
            flag=catalogue.words(page.reason, language).title if page.reason else "",
            removed=place is Place.REMOVED,
            rescan=". ".join(filter(None, _rescan(page, catalogue, language))),
        )
        for number, page in enumerate(letter.placed(place), 1)
    )


def _rescan(page: Page | None, catalogue: Catalogue, language: str) -> tuple[str, str]:
    """Return what is wrong with the page, and what to do with it; nothing when nothing is asked."""
    if page is None or not page.asks_for_rescan:
        return "", ""
    told = catalogue.words(page.rescan, language)
    return told.title, f"{told.now[0]}."


def _picture(page: Page) -> str:
    # The picture is straightened by what reading found, so it is a new one once the page is read.
    version = 0 if page.status is ReadStatus.READING else 1
    return f"image://pages/{quote(page.page_id)}?turn={page.turn}&v={version}"


def _page_state(page: Page) -> PageState:
    if page.status is ReadStatus.UNREADABLE:
        return PageState.IMAGE_ONLY
    return PageState(page.status.value)


def _details(view: ViewState, session: Session) -> ViewState:
    details = session.details
    return replace(
        view,
        fields=tuple(_field(field, session) for field in details.fields),
        # What is still being searched for is not doubted yet.
        doubts_left=0 if details.request else len(details.open),
        current_field=details.current,
    )


def _field(field: Field, session: Session) -> FieldRow:
    language = session.comfort.language
    is_typing = field.source is FieldSource.RESIDENT and not field.is_settled
    value = field.value if is_typing else _shown(field, field.value, language)
    others = (_shown(field, other, language) for other in field.alternatives)
    is_department = field.spec.kind is Kind.DEPARTMENT
    return FieldRow(
        name=field.spec.name,
        kind=FieldKind(field.spec.kind.value),
        value=value,
        confidence=field.confidence,
        doubtful=field.needs_asking,
        settled=field.is_settled,
        suggestion=next((other for other in others if other and other != value), ""),
        strip=_strip(field, session.letter),
        error=words.mistake_words(field.mistake, language) if field.mistake else "",
        choices=(session.config.office_name, *session.config.departments) if is_department else (),
    )


def _shown(field: Field, value: str, language: str) -> str:
    """Write a date in words and a list on one line; both are read back the same way."""
    if field.spec.kind is Kind.LIST:
        return "; ".join(value.splitlines())
    if field.spec.kind is Kind.DATE:
        try:
            return human_date(date.fromisoformat(value), language)
        except ValueError:
            return value
    return value


def _strip(field: Field, letter: Letter) -> str:
    if field.box is None or letter.page(field.page_id) is None:
        return ""
    box = ",".join(str(side) for side in field.box)
    return f"image://strips/{quote(field.page_id)}?box={box}"


def _signing(view: ViewState, session: Session, catalogue: Catalogue) -> ViewState:
    signing, card = session.signing, session.signing.card
    view = replace(
        view,
        signs_with_card=signing.choice is Choice.CARD or session.phase in (Phase.CARD, Phase.PIN),
        reader_ready=session.devices.has_reader,
        card_present=session.devices.has_card,
        pin_length=signing.pin_length,
        pin_note=_pin_note(session, catalogue),
        signed=session.receipt.is_signed if session.receipt else signing.signed_in is not None,
    )
    if card is None:
        return view
    return replace(
        view,
        card_holder=card.holder,
        card_issuer=card.issuer,
        tries_left=card.tries_left,
        tries_total=card.tries_total,
        pin_min=card.digits_min,
        pin_max=card.digits_max,
        pin_ready=signing.pin_length >= card.digits_min and not signing.is_signing,
    )


def _pin_note(session: Session, catalogue: Catalogue) -> str:
    note, card = session.signing.note, session.signing.card
    if not note:
        return ""
    language = session.comfort.language
    if note == PIN_WRONG and card is not None:
        return words.wrong_pin(card.tries_left, language)
    return f"{catalogue.words(note, language).title}."


def _receipt(view: ViewState, session: Session, zone: tzinfo) -> ViewState:
    receipt, language = session.receipt, session.comfort.language
    if receipt is None:
        return view
    return replace(
        view,
        number=receipt.number,
        handed_in_at=human_moment(receipt.at.astimezone(zone), language),
        clock_note=words.clock_note(receipt.clock, language),
        qr="image://qr/" + quote(base64.b64encode(receipt.qr.encode()).decode(), safe=""),
        secret=receipt.secret,
        print_state=PrintState(receipt.printing.value),
        print_progress=receipt.progress,
        pages_sent=receipt.account.shown,
        sides_aside=receipt.account.blank + receipt.account.removed,
    )


def _status(view: ViewState, session: Session, catalogue: Catalogue, zone: tzinfo) -> ViewState:
    lookup, language = session.lookup, session.comfort.language
    view = replace(
        view,
        status_number=lookup.number,
        status_secret=lookup.secret,
        status_error=_sentences(lookup.error, catalogue, language) if lookup.error else "",
    )
    if session.phase is not Phase.STATUS_SHOWN:
        return view
    now = next((step.state for step in reversed(lookup.steps) if step.is_now), "")
    rows = [
        StatusRow(
            what=words.case_words(step.state, language),
            when=_when(step, language, zone),
            is_now=step.is_now,
        )
        for step in lookup.steps
    ]
    if now not in ("decision_waiting", "closed"):
        rows.append(StatusRow(words.answer_ahead(language), "", is_now=False))
    title = lookup.title or words.case_title(now, language)
    return replace(view, status_title=title, status_rows=tuple(rows))


def _sentences(code: str, catalogue: Catalogue, language: str) -> str:
    told = catalogue.words(code, language)
    return f"{told.title}. {told.safe}".strip()


def _when(step: StatusStep, language: str, zone: tzinfo) -> str:
    day = human_date(step.at.astimezone(zone).date(), language) if step.at else ""
    return ", ".join(filter(None, (step.detail, day)))


def _trouble(session: Session, catalogue: Catalogue) -> TroubleWords:
    language, trouble = session.comfort.language, session.trouble
    if session.phase is Phase.OUT_OF_SERVICE and session.service_code:
        told = catalogue.words(session.service_code, language)
        return TroubleWords(session.service_code, told.title, told.safe, told.now)
    if session.phase is not Phase.TROUBLE or trouble is None:
        return TroubleWords()
    told = catalogue.words(trouble.code, language)
    sheets = session.letter.account.sheets_in
    is_mid_letter = trouble.remedy is Remedy.SCAN and sheets > 0
    return TroubleWords(
        code=trouble.code,
        title=told.title,
        safe=words.sheets_are_safe(sheets, language) if is_mid_letter else told.safe,
        now=told.now,
        steps_done=min(trouble.steps_done, len(told.now)),
        action=told.action,
        action_ready=recovering.is_action_ready(session, trouble),
    )
