"""What the screens show follows from the session: words in the resident's language, pictures by address."""

from __future__ import annotations

import base64
from dataclasses import replace
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from kiosk.failures import load_catalogue
from kiosk.session.effects import LookUpStatus, ReadFields, SignLetter
from kiosk.session.events import (
    DeviceGone,
    FieldsRead,
    PageRead,
    ScannerSeen,
    ServiceStopped,
    SigningFailed,
    StatusFound,
    StatusStep,
)
from kiosk.session.fields import Kind, Mistake, Rule
from kiosk.session.intents import Wish
from kiosk.session.letter import Change
from kiosk.session.state import Dialog, Lookup, Phase, Printing
from kiosk.session.values import (
    ClockTrust,
    Device,
    FieldSource,
    PageId,
    Paper,
    Proposal,
    ReadStatus,
    Side,
)
from kiosk.view import words
from kiosk.view.busy import Busy
from kiosk.view.project import project
from kiosk.view.state import FieldKind, FieldRow, Overlay, PageState, PrintState, Screen, ViewState
from sync.office.states import LetterState
from tests.kiosk.visit_kit import NOON, SURE, Visitor

CATALOGUE = load_catalogue()
LANGUAGES = ("pl", "en", "uk", "de")


def view(visitor: Visitor) -> ViewState:
    return project(visitor.session, CATALOGUE, ZoneInfo("Europe/Warsaw"))


def row(visitor: Visitor, name: str) -> FieldRow:
    return next(field for field in view(visitor).fields if field.name == name)


def test_nothing_is_doubted_while_the_text_is_being_searched() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.PAGES_DONE)
    assert view(visitor).doubts_left == 0

    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, ()))
    assert view(visitor).doubts_left > 0


def test_screens_overlays_and_kinds_have_the_same_names_on_both_sides() -> None:
    assert [phase.value for phase in Phase] == [screen.value for screen in Screen]
    assert [dialog.value for dialog in Dialog] == [overlay.value for overlay in Overlay]
    assert {kind.value for kind in Kind} == {kind.value for kind in FieldKind}
    assert {state.value for state in Printing} == {state.value for state in PrintState}


def test_steps_go_from_one_to_six() -> None:
    steps = [view(Visitor()).step]
    visitor = Visitor().to_feeder()
    steps.append(view(visitor).step)
    steps += [view(Visitor().to_review()).step, view(Visitor().to_details()).step]
    steps += [view(Visitor().to_sign_choice()).step, view(Visitor().to_summary()).step]
    steps.append(view(Visitor().to_receipt()).step)

    assert steps == [0, 1, 2, 3, 4, 5, 6]


def test_pages_carry_turn_and_version_in_their_address() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    (one,) = visitor.feed((1, Side.FRONT))
    before = view(visitor).pages[0]
    visitor.tell(PageRead(one, ReadStatus.READ, rotation=180))
    visitor.wish(Wish.TURN_PAGE, about=one)

    after = view(visitor).pages[0]

    assert before.picture == f"image://pages/{one}?turn=0&v=0"
    assert before.state is PageState.READING
    assert after.picture == f"image://pages/{one}?turn=90&v=1"
    assert after.thumbnail == f"image://pages/{one}?turn=90&v=1&w=320"
    assert view(visitor).undo_what == "obrót strony"


def test_review_counts_sheets_pages_and_blank_backs() -> None:
    visitor = Visitor().to_review(3)
    visitor.wish(Wish.ASK_DELETE_PAGE, about=visitor.ids()[2])
    visitor.wish(Wish.DELETE_PAGE)

    now = view(visitor)

    assert (now.sheets_in, now.sides_scanned) == (3, 6)
    assert (len(now.pages), len(now.blanks), len(now.removed)) == (2, 3, 1)
    assert [page.number for page in now.pages] == [1, 2]
    assert now.removed[0].sheet == 3
    assert now.removed[0].removed


def test_page_without_text_says_why() -> None:
    visitor = Visitor().to_review(1)
    visitor.tell(PageRead(PageId(visitor.ids()[0]), ReadStatus.UNREADABLE, reason="ocr.unreadable_image"))

    page = view(visitor).pages[0]

    assert page.state is PageState.IMAGE_ONLY
    assert page.flag == CATALOGUE.words("ocr.unreadable_image", "pl").title


def test_doubtful_field_shows_its_strip_and_the_next_best_reading() -> None:
    visitor = Visitor().to_review()
    page_id = PageId(visitor.ids()[0])
    doubt = Proposal("sender_name", "Błaszezyk", 0.6, ("Błaszezyk", "Błaszczyk"), page_id, (10, 20, 300, 40))
    visitor.proposals = (doubt, *SURE[1:])
    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, visitor.proposals))
    visitor.wish(Wish.PAGES_DONE)

    field = row(visitor, "sender_name")

    assert field.doubtful
    assert field.suggestion == "Błaszczyk"
    assert field.strip == f"image://strips/{page_id}?box=10,20,300,40"
    assert view(visitor).doubts_left == 1
    assert view(visitor).current_field == "sender_name"


def test_date_is_shown_in_words_but_not_under_the_cursor() -> None:
    visitor = Visitor().to_details()
    assert row(visitor, "date").value == "8 kwietnia 2026"

    visitor.wish(Wish.EDIT_FIELD, about="date", value="2026-04-07")
    assert row(visitor, "date").value == "2026-04-07"
    visitor.wish(Wish.SETTLE_FIELD, about="date", value="2026-04-07")

    assert row(visitor, "date").value == "7 kwietnia 2026"


def test_list_goes_through_one_line_and_back() -> None:
    visitor = Visitor().to_details()
    visitor.wish(Wish.SETTLE_FIELD, about="attachments", value="mapa; zdjęcia")
    assert row(visitor, "attachments").value == "mapa; zdjęcia"
    assert visitor.field("attachments").value == "mapa\nzdjęcia"


def test_accepting_a_date_as_shown_keeps_it_as_read() -> None:
    visitor = Visitor().to_details()

    visitor.wish(Wish.SETTLE_FIELD, about="date", value=row(visitor, "date").value)

    assert visitor.field("date").source is FieldSource.READ


def test_departments_can_be_chosen() -> None:
    assert "Departament Rolnictwa" in row(Visitor().to_details(), "recipient").choices


def test_signer_and_tries_are_known_before_the_first_digit() -> None:
    now = view(Visitor().to_pin(tries_left=2))

    assert (now.card_holder, now.tries_left, now.tries_total) == ("Stanisława Błaszczyk", 2, 3)
    assert not now.pin_ready


def test_wrong_pin_tells_the_tries_that_are_left() -> None:
    visitor = Visitor().to_pin()
    visitor.type_pin()
    visitor.wish(Wish.PIN_CONFIRM)
    assert view(visitor).busy == "Podpisuję…"
    assert not view(visitor).can_go_back
    visitor.tell(SigningFailed(visitor.last(SignLetter).request_id, "card.pin_wrong", 2))

    assert view(visitor).pin_note == "PIN się nie zgadza. Zostały Ci 2 próby."


def test_receipt_shows_local_time_number_and_code() -> None:
    visitor = Visitor().to_receipt()

    now = view(visitor)

    assert now.handed_in_at == "9 kwietnia 2026, godzina 10:24"
    assert now.number == "TOR1-7F3K-92QM-4"
    assert now.clock_note == ""
    text = base64.b64decode(unquote(now.qr.removeprefix("image://qr/"))).decode()
    assert text.startswith("https://urzad.example/status?n=TOR1")
    assert (now.sheets_in, now.sides_scanned) == (2, 4)
    assert now.print_state is PrintState.PRINTING


def test_unchecked_clock_is_told_beside_the_time() -> None:
    visitor = Visitor().to_receipt()
    assert visitor.session.receipt is not None
    drifted = replace(visitor.session.receipt, clock=ClockTrust.DRIFTED)
    visitor.session = replace(visitor.session, receipt=drifted)

    assert view(visitor).clock_note != ""


def test_jam_says_which_sheets_are_safe_and_ticks_steps_off() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.feed(*((sheet, side) for sheet in (1, 2) for side in Side), code="scanner.jam")

    trouble = view(visitor).trouble
    assert trouble.title == CATALOGUE.words("scanner.jam", "pl").title
    assert trouble.safe == "Nic nie zginęło. Kartki 1–2 już mamy."
    assert (trouble.steps_done, trouble.action_ready) == (0, False)
    assert view(visitor).step == 1
    visitor.tell(ScannerSeen(Paper.LOADED))

    trouble = view(visitor).trouble
    assert (trouble.steps_done, trouble.action_ready) == (len(trouble.now), True)


def test_code_without_words_still_tells_something() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.feed(code="scanner.never_heard_of")

    assert view(visitor).trouble.title == CATALOGUE.words("kiosk.unknown", "pl").title


def test_stopped_service_says_where_to_go() -> None:
    visitor = Visitor()
    visitor.tell(ServiceStopped("kiosk.settings_wrong"))

    now = view(visitor)

    assert now.screen is Screen.OUT_OF_SERVICE
    assert now.trouble.title == CATALOGUE.words("kiosk.settings_wrong", "pl").title


def test_missing_scanner_is_shown_at_home() -> None:
    visitor = Visitor()
    visitor.tell(DeviceGone(Device.SCANNER))

    assert not view(visitor).scanner_ready


def test_case_is_told_as_a_timeline_that_ends_with_the_answer() -> None:
    visitor = Visitor()
    visitor.wish(Wish.START, Wish.CHECK_CASE)
    visitor.wish(Wish.STATUS_TYPE_NUMBER, value="TOR1")
    visitor.wish(Wish.STATUS_TYPE_SECRET, value="ABCD")
    visitor.wish(Wish.STATUS_LOOK_UP)
    steps = (StatusStep("received", NOON), StatusStep("registered", NOON, is_now=True, detail="RPW/1/2026"))
    visitor.tell(StatusFound(visitor.last(LookUpStatus).request_id, steps))

    now = view(visitor)

    assert now.status_title == "Sprawa jest w toku"
    assert [(item.what, item.when, item.is_now) for item in now.status_rows] == [
        ("Urząd odebrał pismo", "9 kwietnia 2026", False),
        ("Pismo ma numer urzędu", "RPW/1/2026, 9 kwietnia 2026", True),
        ("Odpowiedź", "", False),
    ]


def test_wrong_number_is_told_with_an_example() -> None:
    visitor = Visitor()
    visitor.wish(Wish.START, Wish.CHECK_CASE)
    visitor.session = replace(visitor.session, lookup=Lookup(error="status.not_a_number"))

    assert view(visitor).status_error == "Numer się nie zgadza. Przykład: TOR1-7F3K-92QM-4"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_exists_in_every_language(language: str) -> None:
    sentences = [
        *(words.mistake_words(Mistake(rule, 2 if "short" in rule else 0), language) for rule in Rule),
        *(words.undo_words(change, language) for change in Change),
        *(words.busy_words(busy, language) for busy in Busy if busy is not Busy.NONE),
        *(words.clock_note(clock, language) for clock in ClockTrust if clock is not ClockTrust.SYNCHRONISED),
        *(words.tries_words(left, language) for left in range(6)),
        *(words.sheets_are_safe(sheets, language) for sheets in (1, 2)),
        *(words.case_words(state, language) for state in ("received", "registered", "in_progress", "closed")),
    ]

    assert all(sentences)
    assert not [sentence for sentence in sentences if "{" in sentence or "|" in sentence]
    if language != "pl":
        assert words.busy_words(Busy.SIGNING, language) != words.busy_words(Busy.SIGNING, "pl")


@pytest.mark.parametrize(
    ("left", "sentence"),
    [(1, "Została Ci 1 próba."), (3, "Zostały Ci 3 próby."), (5, "Zostało Ci 5 prób."), (-1, "")],
)
def test_numbers_have_polish_forms(left: int, sentence: str) -> None:
    assert words.tries_words(left, "pl") == sentence


def test_every_state_of_a_letter_at_the_office_has_words() -> None:
    for state in LetterState:
        assert words.case_words(state.value, "pl") != state.value


def test_doubtful_page_says_what_is_wrong_and_what_to_do() -> None:
    visitor = Visitor().to_review(1)
    (one,) = visitor.ids()
    visitor.tell(PageRead(PageId(one), ReadStatus.READ, rescan="ocr.scan_folded"))
    assert view(visitor).pages[0].rescan == "Ta kartka jest zagięta. Rozprostuj ją i zeskanuj jeszcze raz."

    visitor.wish(Wish.PAGES_DONE)
    assert view(visitor).rescan_title == "Ta kartka jest zagięta"
    assert view(visitor).rescan_lead == "Rozprostuj ją i zeskanuj jeszcze raz."
    visitor.wish(Wish.KEEP_PAGE)

    assert (view(visitor).pages[0].rescan, view(visitor).rescan_title) == ("", "")
