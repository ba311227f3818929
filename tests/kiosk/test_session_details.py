"""The resident is asked only about doubts, may correct everything, and is told what is wrong with an example."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.dates import MONTHS, human_date, human_moment, parse_date
from kiosk.session.effects import HandIn, ReadFields
from kiosk.session.events import FieldsRead
from kiosk.session.fields import Kind, Rule, checked
from kiosk.session.intents import Wish
from kiosk.session.state import Phase
from kiosk.session.values import FieldSource, PageId, Proposal, RequestId, Side
from tests.kiosk.visit_kit import NOON, SURE, TODAY, Visitor

DOUBTFUL = (
    Proposal(
        "sender_name", "Stanisława Błaszezyk", 0.6, ("Stanisława Błaszczyk",), PageId("p"), (1, 2, 3, 4)
    ),
    *SURE[1:4],
    Proposal("case_number", "OR.3166.48.2026.MW", 0.7),
)


def doubts(visitor: Visitor) -> list[str]:
    return [field.spec.name for field in visitor.session.details.open]


def test_sure_letter_asks_nothing() -> None:
    visitor = Visitor().to_details()

    assert doubts(visitor) == []
    visitor.wish(Wish.DETAILS_DONE)
    assert visitor.phase is Phase.SIGN_CHOICE


def test_only_doubtful_words_are_asked_one_after_the_other() -> None:
    visitor = Visitor()
    visitor.proposals = DOUBTFUL
    visitor.to_details()
    assert doubts(visitor) == ["sender_name", "case_number"]
    assert visitor.session.details.current == "sender_name"

    visitor.wish(Wish.SETTLE_FIELD, about="sender_name", value="Stanisława Błaszczyk")
    assert visitor.session.details.current == "case_number"
    visitor.wish(Wish.SETTLE_FIELD, about="case_number", value="OR.3166.48.2026.MW")

    assert doubts(visitor) == []
    assert visitor.session.details.current == ""
    assert visitor.field("sender_name").source is FieldSource.RESIDENT
    assert visitor.field("case_number").source is FieldSource.READ


def test_nothing_is_missing_while_the_text_is_being_searched() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.PAGES_DONE)
    assert visitor.phase is Phase.DETAILS

    visitor.wish(Wish.DETAILS_DONE)
    assert visitor.session.details.current == ""

    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, SURE))
    assert visitor.session.details.current == ""
    visitor.wish(Wish.DETAILS_DONE)
    assert visitor.phase is Phase.SIGN_CHOICE


def test_no_doubt_is_shown_before_the_text_was_searched() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    pages = visitor.feed((1, Side.FRONT))
    visitor.wish(Wish.PAGES_DONE)
    assert visitor.phase is Phase.REVIEW

    visitor.read(pages)
    assert visitor.phase is Phase.DETAILS
    assert visitor.session.details.current == ""

    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, SURE))
    assert visitor.session.details.current == ""


def test_what_was_asked_for_as_missing_is_no_longer_asked_once_it_is_read() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.PAGES_DONE)
    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, ()))
    visitor.wish(Wish.DETAILS_DONE)
    assert visitor.session.details.current == "sender_name"
    visitor.wish(Wish.BACK)

    visitor.wish(Wish.ADD_PAGES)
    visitor.scan(1)
    visitor.wish(Wish.PAGES_DONE)
    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, SURE))

    assert visitor.session.details.current == ""


def test_open_doubts_hold_up_but_never_block() -> None:
    visitor = Visitor()
    visitor.proposals = DOUBTFUL
    visitor.to_details()

    visitor.wish(Wish.DETAILS_DONE)
    assert visitor.phase is Phase.DETAILS
    while visitor.phase is Phase.DETAILS:
        current = visitor.session.details.current
        if current:
            visitor.wish(Wish.SETTLE_FIELD, about=current, value=visitor.field(current).value)
        visitor.wish(Wish.DETAILS_DONE)

    assert visitor.phase is Phase.SIGN_CHOICE


def test_missing_sender_is_asked_for_and_may_be_withheld() -> None:
    visitor = Visitor()
    visitor.proposals = SURE[3:]
    visitor.to_details()
    assert doubts(visitor) == ["sender_name", "sender_address"]

    visitor.wish(Wish.DETAILS_DONE)
    mistake = visitor.field("sender_name").mistake
    assert mistake is not None
    assert mistake.rule is Rule.REQUIRED
    visitor.wish(Wish.SETTLE_FIELD, about="sender_name", value="")
    visitor.wish(Wish.SETTLE_FIELD, about="sender_address", value="  ")
    visitor.wish(Wish.DETAILS_DONE)

    assert visitor.phase is Phase.SIGN_CHOICE
    assert visitor.field("sender_name").source is FieldSource.WITHHELD


def test_letter_without_addressee_is_for_this_office() -> None:
    visitor = Visitor()
    visitor.proposals = ()
    visitor.to_details()

    recipient = visitor.field("recipient")

    assert recipient.value == "Urząd Marszałkowski"
    assert recipient.source is FieldSource.OFFICE


def test_reading_that_comes_late_fills_only_what_nobody_has_touched() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.PAGES_DONE)
    visitor.wish(Wish.EDIT_FIELD, about="subject", value="Skarga")

    visitor.tell(FieldsRead(visitor.last(ReadFields).request_id, SURE))

    assert visitor.field("subject").value == "Skarga"
    assert visitor.field("sender_name").value == "Stanisława Błaszczyk"
    assert visitor.field("recipient").value == "Departament Środowiska"


def test_reading_of_another_letter_fills_nothing() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.PAGES_DONE)

    visitor.tell(FieldsRead(RequestId("r-old"), SURE))

    assert visitor.field("sender_name").value == ""


def test_dead_reader_leaves_everything_to_be_typed() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.PAGES_DONE)
    assert visitor.session.details.request is not None

    for name, value in (
        ("sender_name", "Jan Kos"),
        ("sender_address", "Długa 1, 87-100 Toruń"),
        ("subject", "Skarga"),
    ):
        visitor.wish(Wish.SETTLE_FIELD, about=name, value=value)
    visitor.wish(Wish.DETAILS_DONE)

    assert visitor.phase is Phase.SIGN_CHOICE


def test_fields_are_asked_for_once_and_again_when_the_pages_change() -> None:
    visitor = Visitor().to_details()
    assert len(visitor.asked(ReadFields)) == 1

    visitor.wish(Wish.BACK)
    visitor.wish(Wish.ASK_DELETE_PAGE, about=visitor.ids()[1])
    visitor.wish(Wish.DELETE_PAGE)

    assert len(visitor.asked(ReadFields)) == 2
    assert visitor.last(ReadFields).page_ids == tuple(visitor.ids())


def test_nothing_is_held_against_a_word_while_it_is_typed() -> None:
    visitor = Visitor().to_details()

    visitor.wish(Wish.EDIT_FIELD, about="email", value="anna@")
    assert visitor.field("email").mistake is None
    visitor.wish(Wish.DETAILS_DONE)

    assert visitor.phase is Phase.DETAILS
    assert visitor.session.details.current == "email"
    mistake = visitor.field("email").mistake
    assert mistake is not None
    assert mistake.rule is Rule.EMAIL_DOMAIN


def test_date_ahead_is_refused_and_a_past_one_is_kept_as_iso() -> None:
    visitor = Visitor().to_details()

    visitor.wish(Wish.SETTLE_FIELD, about="date", value="10 kwietnia 2026")
    mistake = visitor.field("date").mistake
    assert mistake is not None
    assert mistake.rule is Rule.DATE_AHEAD
    visitor.wish(Wish.SETTLE_FIELD, about="date", value="8.04.2026 r.")

    assert visitor.field("date").value == "2026-04-08"
    assert visitor.field("date").is_settled


def test_correcting_a_line_of_the_summary_leads_back_to_it() -> None:
    visitor = Visitor().to_summary()

    visitor.wish(Wish.OPEN_FIELD, about="subject")
    assert visitor.phase is Phase.DETAILS
    assert visitor.session.details.current == "subject"
    visitor.wish(Wish.SETTLE_FIELD, about="subject", value="Wniosek")
    visitor.wish(Wish.DETAILS_DONE)

    assert visitor.phase is Phase.SUMMARY
    visitor.hand_in()
    fields = {field.name: field.value for field in visitor.last(HandIn).letter.fields}
    assert fields["subject"] == "Wniosek"


def test_unknown_fields_are_ignored() -> None:
    visitor = Visitor().to_details()
    before = visitor.session

    for wish in (Wish.EDIT_FIELD, Wish.SETTLE_FIELD, Wish.OPEN_FIELD):
        visitor.wish(wish, about="pesel", value="44051401359")

    assert visitor.session == before


@pytest.mark.parametrize(
    ("kind", "value", "tidy"),
    [
        (Kind.NAME, "  Anna   Nowak ", "Anna Nowak"),
        (Kind.ADDRESS, "ul. Długa 12-14\n87-100  Toruń", "ul. Długa 12-14, 87-100 Toruń"),
        (Kind.ADDRESS, "Hauptstraße 5, 10115 Berlin", "Hauptstraße 5, 10115 Berlin"),
        (Kind.EMAIL, "anna@ przyklad.pl", "anna@przyklad.pl"),
        (Kind.PHONE, "tel. 600 123 456", "tel. 600 123 456"),
        (Kind.PHONE, "+48 600-123-456", "+48 600-123-456"),
        (Kind.PHONE, "+380 44 123 4567", "+380 44 123 4567"),
        (Kind.CASE_MARK, "OR.3166.48.2026.MW", "OR.3166.48.2026.MW"),
        (Kind.CASE_MARK, "ŚG-I-1/2026", "ŚG-I-1/2026"),
        (Kind.DATE, "8 kwietnia 2026 roku", "2026-04-08"),
        (Kind.LIST, "mapa;  zdjęcia\n\n umowa", "mapa\nzdjęcia\numowa"),
        (Kind.TEXT, "W sprawie\nchodnika", "W sprawie chodnika"),
        (Kind.EMAIL, "   ", ""),
    ],
)
def test_good_values_are_tidied(kind: Kind, value: str, tidy: str) -> None:
    assert checked(kind, value, TODAY) == (tidy, None)


@pytest.mark.parametrize(
    ("kind", "value", "rule", "count"),
    [
        (Kind.NAME, "A", Rule.NAME_SHORT, 0),
        (Kind.NAME, "12 34", Rule.NAME_SHORT, 0),
        (Kind.ADDRESS, "ul. Długa 1, 87-10 Toruń", Rule.POSTAL_CODE_SHORT, 1),
        (Kind.ADDRESS, "87-1000 Toruń", Rule.POSTAL_CODE_LONG, 0),
        (Kind.EMAIL, "anna.przyklad.pl", Rule.EMAIL_AT, 0),
        (Kind.EMAIL, "a@b@c.pl", Rule.EMAIL_AT, 0),
        (Kind.EMAIL, "anna@przyklad", Rule.EMAIL_DOMAIN, 0),
        (Kind.PHONE, "600 123 45", Rule.PHONE_SHORT, 1),
        (Kind.PHONE, "600 123 4567", Rule.PHONE_LONG, 0),
        (Kind.PHONE, "sześćset", Rule.PHONE_LETTERS, 0),
        (Kind.PHONE, "+48 600 123", Rule.PHONE_SHORT, 3),
        (Kind.DATE, "31 lutego 2026", Rule.DATE_UNREADABLE, 0),
        (Kind.DATE, "wczoraj", Rule.DATE_UNREADABLE, 0),
        (Kind.DATE, "10.04.2026", Rule.DATE_AHEAD, 0),
        (Kind.CASE_MARK, "brak", Rule.CASE_MARK_FORM, 0),
        (Kind.CASE_MARK, "OR#1", Rule.CASE_MARK_FORM, 0),
    ],
)
def test_bad_values_are_named(kind: Kind, value: str, rule: Rule, count: int) -> None:
    _, mistake = checked(kind, value, TODAY)

    assert mistake is not None
    assert (mistake.rule, mistake.count) == (rule, count)


@pytest.mark.parametrize("language", ["pl", "en", "uk", "de"])
def test_every_date_that_is_shown_can_be_typed(language: str) -> None:
    for month in range(1, 13):
        day = date(2026, month, 9)
        assert parse_date(human_date(day, language)) == day
    assert len(MONTHS[language]) == 12


def test_moments_are_written_in_words() -> None:
    assert human_moment(NOON, "pl") == "9 kwietnia 2026, godzina 8:24"
    assert human_date(NOON.date(), "de") == "9. April 2026"
    assert parse_date("2026-04-09") == parse_date("9/4/2026") == parse_date("09-04-2026") == NOON.date()
    assert parse_date("9.13.2026") is None
