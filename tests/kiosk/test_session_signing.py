"""A card is optional, its last try is never spent without consent, and the PIN never enters the session."""

from __future__ import annotations

import pytest

from kiosk.session.codes import CARD_GONE, CARD_REMOVED, PIN_BLOCKED, PIN_WRONG
from kiosk.session.effects import (
    FindCertificates,
    HandIn,
    PinClear,
    PinDigit,
    PinErase,
    SignLetter,
)
from kiosk.session.events import (
    CardFailed,
    CardInserted,
    CardRemoved,
    DeviceGone,
    Signed,
    SigningFailed,
)
from kiosk.session.intents import Wish
from kiosk.session.state import Choice, Dialog, Phase
from kiosk.session.values import Device, RequestId
from tests.kiosk.visit_kit import Visitor, certificate


def confirmed(visitor: Visitor) -> SignLetter:
    visitor.type_pin()
    visitor.wish(Wish.PIN_CONFIRM)
    return visitor.last(SignLetter)


def test_letter_is_signed_with_a_card() -> None:
    visitor = Visitor().to_pin()

    asked = confirmed(visitor)
    assert asked.certificate_id == "certificate-1"
    assert asked.consent_last_try is False
    assert [page.page_id for page in asked.letter.pages] == visitor.ids()
    visitor.tell(Signed(asked.request_id))

    assert visitor.phase is Phase.SUMMARY
    visitor.hand_in()
    assert visitor.last(HandIn).signed_in == asked.request_id


def test_letter_is_handed_in_without_a_card() -> None:
    visitor = Visitor().to_summary()

    assert visitor.hand_in().signed_in is None


def test_card_that_already_lies_there_is_looked_at_at_once() -> None:
    visitor = Visitor()
    visitor.tell(CardInserted())
    visitor.to_sign_choice()

    visitor.wish(Wish.SIGN_WITH_CARD)

    assert len(visitor.asked(FindCertificates)) == 1


def test_without_a_reader_the_card_is_not_offered_and_the_other_way_stays() -> None:
    visitor = Visitor().to_sign_choice()
    visitor.tell(DeviceGone(Device.CARDS))

    visitor.wish(Wish.SIGN_WITH_CARD)
    assert visitor.phase is Phase.SIGN_CHOICE
    assert visitor.session.signing.note == CARD_GONE
    visitor.wish(Wish.SIGN_WITHOUT_CARD)

    assert visitor.phase is Phase.SUMMARY


@pytest.mark.parametrize("code", ["card.no_certificate", "card.unreadable", "card.certificate_expired"])
def test_card_that_can_not_sign_is_told_and_another_may_be_tried(code: str) -> None:
    visitor = Visitor().to_sign_choice()
    visitor.wish(Wish.SIGN_WITH_CARD)
    visitor.tell(CardInserted())
    visitor.tell(CardFailed(visitor.last(FindCertificates).request_id, code))
    assert visitor.session.signing.note == code
    visitor.wish(Wish.CARD_READY)
    assert visitor.phase is Phase.CARD

    visitor.tell(CardRemoved(), CardInserted())
    visitor.tell(certificate(visitor.last(FindCertificates)))
    visitor.wish(Wish.CARD_READY)

    assert visitor.phase is Phase.PIN


def test_blocked_card_never_reaches_the_pin() -> None:
    visitor = Visitor().to_sign_choice()
    visitor.wish(Wish.SIGN_WITH_CARD)
    visitor.tell(CardInserted())

    visitor.tell(certificate(visitor.last(FindCertificates), tries_left=0))
    visitor.wish(Wish.CARD_READY)

    assert visitor.phase is Phase.CARD
    assert visitor.session.signing.note == PIN_BLOCKED


def test_session_counts_digits_and_never_holds_them() -> None:
    visitor = Visitor().to_pin()
    visitor.type_pin("0927")

    assert visitor.session.signing.pin_length == 4
    assert [effect.digit for effect in visitor.asked(PinDigit)] == ["0", "9", "2", "7"]
    assert "digit=" not in repr(visitor.effects)
    assert "0927" not in repr(visitor.session)

    visitor.wish(Wish.PIN_ERASE)
    assert visitor.session.signing.pin_length == 3
    visitor.wish(Wish.PIN_CLEAR)
    assert visitor.session.signing.pin_length == 0
    assert visitor.asked(PinErase)
    assert visitor.asked(PinClear)


@pytest.mark.parametrize("digit", ["a", "", "12", "٣", "-"])
def test_only_digits_are_typed(digit: str) -> None:
    visitor = Visitor().to_pin()

    visitor.wish(Wish.PIN_DIGIT, value=digit)

    assert visitor.session.signing.pin_length == 0


def test_pin_has_a_shortest_and_a_longest_form() -> None:
    visitor = Visitor().to_pin()

    visitor.type_pin("123")
    visitor.wish(Wish.PIN_CONFIRM)
    assert not visitor.asked(SignLetter)
    visitor.type_pin("456789")

    assert visitor.session.signing.pin_length == 8


def test_second_tap_on_sign_asks_the_card_once() -> None:
    visitor = Visitor().to_pin()
    confirmed(visitor)

    visitor.wish(Wish.PIN_CONFIRM, Wish.PIN_CONFIRM)

    assert len(visitor.asked(SignLetter)) == 1


def test_wrong_pin_leaves_two_tries_and_an_empty_field() -> None:
    visitor = Visitor().to_pin()
    asked = confirmed(visitor)

    visitor.tell(SigningFailed(asked.request_id, PIN_WRONG, tries_left=2))

    assert visitor.phase is Phase.PIN
    assert visitor.session.signing.pin_length == 0
    assert visitor.session.signing.card is not None
    assert visitor.session.signing.card.tries_left == 2
    assert visitor.session.signing.note == PIN_WRONG


def test_last_try_asks_first_and_only_a_yes_spends_it() -> None:
    visitor = Visitor().to_pin(tries_left=1)
    visitor.type_pin()

    visitor.wish(Wish.PIN_CONFIRM)
    assert visitor.session.dialog is Dialog.LAST_TRY
    assert not visitor.asked(SignLetter)
    visitor.wish(Wish.CLOSE_OVERLAY)
    assert not visitor.asked(SignLetter)
    visitor.wish(Wish.PIN_CONFIRM, Wish.CONSENT_LAST_TRY)

    assert visitor.last(SignLetter).consent_last_try is True


def test_consent_is_asked_again_for_every_try() -> None:
    visitor = Visitor().to_pin(tries_left=2)
    visitor.tell(SigningFailed(confirmed(visitor).request_id, PIN_WRONG, tries_left=1, needs_consent=True))

    visitor.type_pin()
    visitor.wish(Wish.PIN_CONFIRM)

    assert visitor.session.dialog is Dialog.LAST_TRY
    assert len(visitor.asked(SignLetter)) == 1


def test_card_that_does_not_tell_its_tries_asks_for_consent_when_its_driver_says_so() -> None:
    visitor = Visitor().to_pin(tries_left=-1, needs_consent=True)
    visitor.type_pin()

    visitor.wish(Wish.PIN_CONFIRM)

    assert visitor.session.dialog is Dialog.LAST_TRY


def test_consent_without_a_question_signs_nothing() -> None:
    visitor = Visitor().to_pin(tries_left=1)
    visitor.type_pin()

    visitor.wish(Wish.CONSENT_LAST_TRY)

    assert not visitor.asked(SignLetter)


def test_driver_that_wants_consent_after_all_gets_the_question_asked() -> None:
    visitor = Visitor().to_pin()
    asked = confirmed(visitor)

    visitor.tell(SigningFailed(asked.request_id, "card.last_try_needs_consent"))
    visitor.type_pin()
    visitor.wish(Wish.PIN_CONFIRM)

    assert visitor.session.dialog is Dialog.LAST_TRY


def test_pin_that_becomes_blocked_leads_to_the_way_without_a_card() -> None:
    visitor = Visitor().to_pin(tries_left=1)
    visitor.type_pin()
    visitor.wish(Wish.PIN_CONFIRM, Wish.CONSENT_LAST_TRY)

    visitor.tell(SigningFailed(visitor.last(SignLetter).request_id, PIN_BLOCKED, tries_left=0))
    assert visitor.phase is Phase.CARD
    assert visitor.session.signing.note == PIN_BLOCKED
    visitor.wish(Wish.CARD_READY)
    assert visitor.phase is Phase.CARD
    visitor.wish(Wish.SIGN_WITHOUT_CARD)

    assert visitor.phase is Phase.SUMMARY
    assert visitor.session.signing.choice is Choice.WITHOUT


def test_card_pulled_while_typing_clears_the_pin() -> None:
    visitor = Visitor().to_pin()
    visitor.type_pin("12")

    effects = visitor.tell(CardRemoved())

    assert PinClear() in effects
    assert visitor.phase is Phase.CARD
    assert visitor.session.signing.pin_length == 0
    assert visitor.session.signing.note == CARD_REMOVED


def test_card_pulled_while_signing_is_an_ordinary_outcome() -> None:
    visitor = Visitor().to_pin()
    asked = confirmed(visitor)
    visitor.tell(CardRemoved())
    assert visitor.phase is Phase.PIN

    visitor.tell(SigningFailed(asked.request_id, CARD_REMOVED))
    assert visitor.phase is Phase.CARD
    visitor.tell(CardInserted())
    visitor.tell(certificate(visitor.last(FindCertificates)))
    visitor.wish(Wish.CARD_READY)

    assert visitor.phase is Phase.PIN


def test_card_back_before_the_failure_is_told_is_looked_at_again() -> None:
    visitor = Visitor().to_pin()
    asked = confirmed(visitor)

    visitor.tell(CardRemoved(), CardInserted())
    visitor.tell(SigningFailed(asked.request_id, CARD_REMOVED))

    assert len(visitor.asked(FindCertificates)) == 2


@pytest.mark.parametrize("code", ["card.middleware_gone", "card.timeout", "card.refused", "ocr.pdf_not_made"])
def test_other_failures_lead_back_to_the_choice(code: str) -> None:
    visitor = Visitor().to_pin()

    visitor.tell(SigningFailed(confirmed(visitor).request_id, code))

    assert visitor.phase is Phase.SIGN_CHOICE
    assert visitor.session.signing.note == code


def test_reader_that_dies_while_signing_leads_back_and_a_late_signature_is_not_used() -> None:
    visitor = Visitor().to_pin()
    asked = confirmed(visitor)

    visitor.tell(DeviceGone(Device.CARDS))
    assert visitor.phase is Phase.SIGN_CHOICE
    visitor.tell(Signed(asked.request_id))

    assert visitor.phase is Phase.SIGN_CHOICE
    assert visitor.session.signing.signed_in is None


def test_answer_to_an_older_question_changes_nothing() -> None:
    visitor = Visitor().to_pin()
    before = visitor.session

    old = RequestId("r0")
    visitor.tell(Signed(old), SigningFailed(old, PIN_WRONG, 2), CardFailed(old, "card.refused"))

    assert visitor.session == before


def test_signed_letter_is_not_signed_twice_when_the_resident_looks_back() -> None:
    visitor = Visitor().to_signed_summary()

    visitor.wish(Wish.BACK, Wish.SIGN_WITH_CARD)

    assert visitor.phase is Phase.SUMMARY
    assert len(visitor.asked(SignLetter)) == 1


def test_resident_may_still_choose_to_send_without_the_signature() -> None:
    visitor = Visitor().to_signed_summary()

    visitor.wish(Wish.BACK, Wish.SIGN_WITHOUT_CARD)

    assert visitor.hand_in().signed_in is None
