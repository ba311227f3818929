"""The resident mistypes the PIN."""

from drivers.cards import CardFault
from drivers.virtual.card import VirtualCard
from tests.drivers.card_kit import WRONG_PIN, CardKiosk, check_signature, pin

pytest_plugins = ("tests.drivers.card_fixtures",)


def test_tries_left_are_told_and_the_right_pin_gives_all_of_them_back(
    card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    certificate = card_kiosk.wait_for_card()

    wrong = card_kiosk.client.sign(b"pismo", pin(WRONG_PIN), certificate.certificate_id)
    right = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert wrong.fault is CardFault.PIN_WRONG
    assert wrong.signature is None
    assert wrong.pin is not None
    assert wrong.pin.tries_left == 2
    assert not wrong.pin.needs_consent
    check_signature(certificate, right.signature, b"pismo")
    assert card.tries == 3


def test_pin_of_an_impossible_length_costs_no_try(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()

    end = card_kiosk.client.sign(b"pismo", pin("12"), certificate.certificate_id)

    assert end.fault is CardFault.PIN_WRONG
    assert card.state.verifications == 0
    assert card.tries == 3


def test_after_two_mistakes_the_resident_is_asked_for_consent(
    card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    certificate = card_kiosk.wait_for_card()

    for _ in range(2):
        end = card_kiosk.client.sign(b"pismo", pin(WRONG_PIN), certificate.certificate_id)

    assert end.pin is not None
    assert (end.pin.tries_left, end.pin.needs_consent) == (1, True)
    assert card.tries == 1
