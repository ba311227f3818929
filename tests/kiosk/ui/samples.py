"""Sample states of every screen and dialog, so that each can be drawn and measured without a visit."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

from kiosk.failures import load_catalogue
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

LANGUAGES = ("pl", "en", "uk", "de")
LETTER = "p09"
"""The sample letter in the design pictures; its second side is blank and its third lies on its side."""

_SCANS = {"f1": ("page-01.jpg", 0, 0.22), "f2": ("page-03.jpg", 270, -0.23), "b1": ("page-02.jpg", 0, 0.73)}
_TEXT = (
    "Grudzieniec, 8 kwietnia 2026 r.",
    "",
    "Stanisława Błaszczyk",
    "ul. Źródlana 120/2",
    "86-300 Grudzieniec",
    "",
    "dot. pisma znak OR.3166.48.2026.MW",
    "",
    "Petycja w sprawie budowy chodnika i oświetlenia",
    *("Wnioskowana inwestycja była już zapowiadana, lecz odłożono ją na później." for _ in range(14)),
)


class SamplePages:
    """A page store with the sample letter's scans, or with drawn pages where those are not at hand."""

    def __init__(self, letter: Path | None = None) -> None:
        self._letter = letter if letter is not None and letter.is_dir() else None

    def image(self, page_id: str) -> memoryview | None:
        scan = self._scan(page_id)
        if self._letter is not None:
            return memoryview((self._letter / scan[0]).read_bytes())
        return memoryview(drawn_page(blank=page_id.startswith("b")))

    def upright(self, page_id: str) -> tuple[int, float]:
        if self._letter is None:
            return (0, 0.0)
        return self._scan(page_id)[1:]

    @staticmethod
    def _scan(page_id: str) -> tuple[str, int, float]:
        if page_id.startswith("b"):
            return _SCANS["b1"]
        return _SCANS["f1" if page_id.endswith("1") else "f2"]


@cache
def drawn_page(*, blank: bool) -> bytes:
    """A page of letter-like text (or none) as a JPEG of 150 dpi."""
    page = QImage(1240, 1754, QImage.Format.Format_RGB888)
    page.fill(QColor(226, 226, 224))
    if not blank:
        painter = QPainter(page)
        font = QFont("Noto Sans")
        font.setPixelSize(30)
        painter.setFont(font)
        painter.setPen(QColor(40, 40, 40))
        for position, text in enumerate(_TEXT):
            painter.drawText(QRectF(126, 160 + 60 * position, 1000, 60), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpeg")).write(page)
    return bytes(buffer.data().data())


def page(
    number: int,
    *,
    blank: bool = False,
    state: PageState = PageState.READ,
    removed: bool = False,
    rescan: str = "",
) -> PageRow:
    page_id = f"{'b' if blank else 'f'}{number}"
    return PageRow(
        page_id=page_id,
        number=number,
        sheet=number,
        picture=f"image://pages/{page_id}?turn=0&v=1&w=900",
        thumbnail=f"image://pages/{page_id}?turn=0&v=1&w=240",
        state=state,
        flag="image_only" if state is PageState.IMAGE_ONLY else "",
        removed=removed,
        rescan=rescan,
    )


DEPARTMENTS = (
    "Departament Środowiska",
    "Departament Rolnictwa",
    "Departament Geodezji i Kartografii",
    "Biuro Obsługi Klienta",
)


def _strip(box: str, word: str) -> str:
    return f"image://strips/f1?box={box}&word={word}"


FIELDS = (
    FieldRow(
        name="sender_name",
        kind=FieldKind.NAME,
        value="Stanisława Błaszezyk",
        confidence=0.61,
        doubtful=True,
        settled=False,
        suggestion="Stanisława Błaszczyk",
        strip=_strip("251,318,392,48", "455,318,190,48"),
    ),
    FieldRow(
        name="sender_address",
        kind=FieldKind.ADDRESS,
        value="ul. Źródlana 120/2, 86-300 Grudzieniec",
        confidence=0.95,
        doubtful=False,
        settled=True,
    ),
    FieldRow(
        name="recipient",
        kind=FieldKind.DEPARTMENT,
        value="Departament Środowiska",
        confidence=0.97,
        doubtful=False,
        settled=True,
        choices=DEPARTMENTS,
    ),
    FieldRow(
        name="subject",
        kind=FieldKind.TEXT,
        value="Petycja w sprawie budowy chodnika i oświetlenia przy drodze gminnej",
        confidence=0.93,
        doubtful=False,
        settled=True,
    ),
    FieldRow(
        name="case_number",
        kind=FieldKind.CASE_MARK,
        value="OR.3166.48.2026.MW",
        confidence=0.71,
        doubtful=True,
        settled=False,
        strip=_strip("549,888,420,48", "549,888,420,48"),
    ),
    FieldRow(
        name="date",
        kind=FieldKind.DATE,
        value="8 kwietnia 2026",
        confidence=0.98,
        doubtful=False,
        settled=True,
    ),
    FieldRow(name="email", kind=FieldKind.EMAIL, value="", confidence=1.0, doubtful=False, settled=True),
    FieldRow(
        name="phone", kind=FieldKind.PHONE, value="888 059 008", confidence=0.99, doubtful=False, settled=True
    ),
    FieldRow(
        name="attachments",
        kind=FieldKind.LIST,
        value="lista osób popierających petycję – 3 karty; szkic sytuacyjny odcinka drogi",
        confidence=0.9,
        doubtful=False,
        settled=True,
    ),
)

SETTLED = tuple(
    replace(row, doubtful=False, settled=True, value=row.suggestion or row.value, suggestion="")
    for row in FIELDS
)

LETTER_STATE = ViewState(
    can_go_back=True,
    can_leave=True,
    feeder_paper=FeederPaper.LOADED,
    sheets_in=3,
    sides_scanned=6,
    pages=(page(1), page(2), page(3)),
    blanks=(page(1, blank=True), page(2, blank=True), page(3, blank=True)),
    selected_page="f1",
    fields=SETTLED,
)

CATALOGUE = load_catalogue()


def trouble(
    code: str, language: str = "pl", *, steps_done: int = 0, action_ready: bool = True
) -> TroubleWords:
    """The words that a resident reads about this failure."""
    told = CATALOGUE.words(code, language)
    return TroubleWords(code, told.title, told.safe, told.now, steps_done, told.action, action_ready)


JAM = trouble("scanner.jam", steps_done=1, action_ready=False)

_CODE = b"https://urzedomat.example/status?n=TOR1-7F3K-92QM-4#7Q2MX9KFH3VDPA5WTN8R"
_RECEIPT = replace(
    LETTER_STATE,
    screen=Screen.RECEIPT,
    step=6,
    can_go_back=False,
    can_leave=False,
    pages_sent=3,
    sides_aside=3,
    number="TOR1-7F3K-92QM-4",
    handed_in_at="9 kwietnia 2026, godzina 10:24",
    qr="image://qr/" + quote(b64encode(_CODE).decode(), safe=""),
    secret="7Q2M-X9KF-H3VD-PA5W-TN8R",
    signed=True,
)
_PIN = replace(
    LETTER_STATE,
    screen=Screen.PIN,
    step=4,
    signs_with_card=True,
    reader_ready=True,
    card_present=True,
    card_holder="Stanisława Błaszczyk",
    card_issuer="e-dowód, podpis osobisty",
    tries_left=3,
    pin_min=6,
    pin_max=6,
)
_DETAILS = replace(
    LETTER_STATE, screen=Screen.DETAILS, step=3, fields=FIELDS, doubts_left=2, current_field="sender_name"
)
_REVIEW = replace(LETTER_STATE, screen=Screen.REVIEW, step=2)
_FOLDED = CATALOGUE.words("ocr.scan_folded", "pl")
_DOUBTFUL = replace(
    _REVIEW,
    pages=(page(1, rescan=f"{_FOLDED.title}. {_FOLDED.now[0]}."), page(2)),
    rescan_title=_FOLDED.title,
    rescan_lead=f"{_FOLDED.now[0]}.",
)
_SUMMARY = replace(
    LETTER_STATE, screen=Screen.SUMMARY, step=5, signs_with_card=True, card_holder="Stanisława Błaszczyk"
)
_STATUS = ViewState(screen=Screen.STATUS, can_go_back=True, can_leave=True)
_TROUBLE = replace(LETTER_STATE, screen=Screen.TROUBLE, step=1, can_go_back=False, trouble=JAM)
_HOME = ViewState(screen=Screen.HOME, can_leave=True)


def _many(count: int) -> tuple[PageRow, ...]:
    return tuple(page(number) for number in range(1, count + 1))


SAMPLES: Mapping[str, ViewState] = {
    "attract": ViewState(),
    "attract-offline": ViewState(offline=True, interrupted_notice=True),
    "home": _HOME,
    "home-no-scanner": replace(_HOME, scanner_ready=False, offline=True, interrupted_notice=True),
    "privacy": ViewState(screen=Screen.PRIVACY, step=1, can_go_back=True, can_leave=True),
    "feeder": ViewState(
        screen=Screen.FEEDER, step=1, can_go_back=True, can_leave=True, feeder_paper=FeederPaper.LOADED
    ),
    "feeder-empty": ViewState(
        screen=Screen.FEEDER, step=1, can_go_back=True, can_leave=True, feeder_paper=FeederPaper.EMPTY
    ),
    "scanning": replace(
        LETTER_STATE,
        screen=Screen.SCANNING,
        step=1,
        can_go_back=False,
        can_leave=False,
        sheets_in=2,
        sides_scanned=4,
        pages=(page(1), page(2, state=PageState.READING)),
        blanks=(page(1, blank=True), page(2, blank=True)),
        pages_reading=1,
    ),
    "scanning-started": ViewState(screen=Screen.SCANNING, step=1),
    "review": _REVIEW,
    "review-one": replace(_REVIEW, sheets_in=1, sides_scanned=1, pages=(page(1),), blanks=()),
    "review-undo": replace(
        _REVIEW,
        pages=(page(1), page(3, state=PageState.IMAGE_ONLY)),
        removed=(page(2, removed=True),),
        selected_page="f3",
        can_undo=True,
        undo_what="delete",
    ),
    "review-doubtful": _DOUBTFUL,
    "review-reading": replace(
        _REVIEW, pages=(page(1), page(2), page(3, state=PageState.READING)), pages_reading=1
    ),
    "review-many": replace(
        _REVIEW,
        sheets_in=40,
        sides_scanned=80,
        pages=_many(57),
        blanks=tuple(page(number, blank=True) for number in range(1, 24)),
        selected_page="f14",
    ),
    "details": _DETAILS,
    "details-typed-only": replace(_DETAILS, current_field="case_number", doubts_left=1),
    "details-all": replace(_DETAILS, fields=SETTLED, doubts_left=0, current_field=""),
    "details-edit": replace(_DETAILS, fields=SETTLED, doubts_left=0, current_field="sender_address"),
    "details-department": replace(_DETAILS, fields=SETTLED, doubts_left=0, current_field="recipient"),
    "details-date": replace(_DETAILS, fields=SETTLED, doubts_left=0, current_field="date"),
    "details-attachments": replace(_DETAILS, fields=SETTLED, doubts_left=0, current_field="attachments"),
    "details-error": replace(
        _DETAILS,
        fields=tuple(
            replace(row, value="888 059", error="Brakuje 3 cyfr. Przykład: 600 100 200")
            if row.name == "phone"
            else row
            for row in SETTLED
        ),
        doubts_left=0,
        current_field="phone",
    ),
    "sign-choice": replace(LETTER_STATE, screen=Screen.SIGN_CHOICE, step=4, reader_ready=True),
    "sign-choice-no-reader": replace(LETTER_STATE, screen=Screen.SIGN_CHOICE, step=4, reader_ready=False),
    "card": replace(LETTER_STATE, screen=Screen.CARD, step=4, signs_with_card=True, reader_ready=True),
    "card-in": replace(
        LETTER_STATE, screen=Screen.CARD, step=4, signs_with_card=True, reader_ready=True, card_present=True
    ),
    "card-no-reader": replace(LETTER_STATE, screen=Screen.CARD, step=4, signs_with_card=True),
    "pin": replace(_PIN, pin_length=3),
    "pin-wrong": replace(_PIN, tries_left=2, pin_note="Ten PIN nie pasuje."),
    "pin-last": replace(_PIN, tries_left=1, pin_length=6, pin_ready=True),
    "pin-long": replace(_PIN, pin_min=4, pin_max=12, pin_length=5, pin_ready=True),
    "pin-busy": replace(_PIN, pin_length=6, busy="Podpisuję…"),
    "summary": _SUMMARY,
    "summary-no-card": replace(_SUMMARY, signs_with_card=False, card_holder=""),
    "summary-busy": replace(_SUMMARY, busy="Składam pismo…"),
    "sealing": replace(
        LETTER_STATE, screen=Screen.SEALING, step=5, can_go_back=False, can_leave=False, busy="Pakuję pismo…"
    ),
    "receipt": replace(_RECEIPT, print_state=PrintState.PRINTING, print_progress=0.66),
    "receipt-waiting": replace(_RECEIPT, print_state=PrintState.WAITING),
    "receipt-printed": replace(_RECEIPT, print_state=PrintState.PRINTED, print_progress=1.0),
    "receipt-clock-unknown": replace(
        _RECEIPT,
        print_state=PrintState.PRINTED,
        print_progress=1.0,
        clock_note="Zegar urządzenia nie jest sprawdzony. Godzina może się nie zgadzać.",
    ),
    "receipt-paper-out": replace(_RECEIPT, print_state=PrintState.PAPER_OUT, print_progress=0.4),
    "receipt-cover-open": replace(_RECEIPT, print_state=PrintState.COVER_OPEN, print_progress=0.4),
    "receipt-failed": replace(
        _RECEIPT, print_state=PrintState.FAILED, clock_note="Zegar urzędomatu nie był sprawdzony."
    ),
    "finished": ViewState(screen=Screen.FINISHED, number="TOR1-7F3K-92QM-4"),
    "trouble": _TROUBLE,
    "trouble-ready": replace(_TROUBLE, trouble=replace(JAM, steps_done=3, action_ready=True)),
    "trouble-cover": replace(_TROUBLE, trouble=trouble("scanner.cover_open")),
    "trouble-scanner": replace(_TROUBLE, trouble=trouble("scanner.unplugged")),
    "trouble-kiosk": replace(_TROUBLE, step=5, trouble=trouble("kiosk.disk_full")),
    "trouble-visit": replace(_TROUBLE, step=2, can_go_back=True, trouble=trouble("visit.too_many_pages")),
    "status": _STATUS,
    "status-typing": replace(_STATUS, status_number="TOR1-7F3K-92QM-4", status_secret="7Q2M-X9"),
    "status-error": replace(
        _STATUS,
        status_number="TOR1-7F3K-92QM-5",
        status_secret="7Q2M-X9KF-H3VD-PA5W-TN8R",
        status_error="Nie ma pisma z takim numerem i kodem.",
    ),
    "status-busy": replace(
        _STATUS, status_number="TOR1-7F3K-92QM-4", status_secret="7Q2M-X9KF-H3VD-PA5W-TN8R", busy="Szukam…"
    ),
    "status-shown": ViewState(
        screen=Screen.STATUS_SHOWN,
        can_go_back=True,
        can_leave=True,
        status_number="TOR1-7F3K-92QM-4",
        status_title="Sprawa jest w toku",
        status_rows=(
            StatusRow("Pismo złożone w urzędomacie", "9 kwietnia 2026, 10:24", is_now=False),
            StatusRow("Urząd odebrał pismo", "9 kwietnia 2026, 10:26", is_now=False),
            StatusRow("Pismo ma numer urzędu", "RPW/10321/2026, 10 kwietnia 2026", is_now=False),
            StatusRow(
                "Sprawę prowadzi departament", "Infrastruktura drogowa, tel. 56 555 01 20", is_now=True
            ),
            StatusRow("Odpowiedź", "", is_now=False),
        ),
    ),
    "out-of-service": ViewState(screen=Screen.OUT_OF_SERVICE, trouble=trouble("kiosk.out_of_service")),
    "overlay-inactivity": replace(_REVIEW, overlay=Overlay.INACTIVITY, seconds_left=30),
    "overlay-leave": replace(_REVIEW, overlay=Overlay.LEAVE),
    "overlay-rescan-page": replace(_DOUBTFUL, overlay=Overlay.RESCAN_PAGE),
    "overlay-delete-page": replace(_REVIEW, overlay=Overlay.DELETE_PAGE),
    "overlay-last-try": replace(_PIN, tries_left=1, overlay=Overlay.LAST_TRY),
    "overlay-help": replace(_REVIEW, overlay=Overlay.HELP),
    "overlay-language": replace(_HOME, overlay=Overlay.LANGUAGE),
    "overlay-text-size": replace(_HOME, overlay=Overlay.TEXT_SIZE),
    "overlay-privacy-text": ViewState(
        screen=Screen.PRIVACY, step=1, can_go_back=True, can_leave=True, overlay=Overlay.PRIVACY_TEXT
    ),
}


class Comfort(TypedDict, total=False):
    """The settings of `comfort`."""

    language: str
    step: int
    contrast: bool
    low: bool


def comfort(
    state: ViewState, *, language: str = "pl", step: int = 0, contrast: bool = False, low: bool = False
) -> ViewState:
    """The same state as a resident with these settings sees it."""
    told = state.trouble
    if told.code:
        told = trouble(told.code, language, steps_done=told.steps_done, action_ready=told.action_ready)
    return replace(
        state, language=language, text_step=step, high_contrast=contrast, low_reach=low, trouble=told
    )


def every_screen() -> Iterator[tuple[str, ViewState]]:
    """One sample per screen and dialog, each by the name of its first sample."""
    seen: set[tuple[Screen, Overlay]] = set()
    for name, state in SAMPLES.items():
        key = (state.screen if not state.overlay else Screen.HOME, state.overlay)
        if key not in seen:
            seen.add(key)
            yield name, state
