"""The card is locked, or locks itself."""

from drivers.cards import CardFault, PinLevel
from drivers.virtual.card import VirtualCard
from tests.drivers.card_kit import WRONG_PIN, CardKiosk, pin

pytest_plugins = ("tests.drivers.card_fixtures",)


def test_locked_card_is_known_before_the_first_digit_and_not_asked_to_sign(
    card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(0)

    reading = card_kiosk.client.pin_state(certificate.certificate_id)
    end = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id, consent_last_try=True)

    assert reading.state is not None
    assert reading.state.level is PinLevel.BLOCKED
    assert reading.state.tries_left == 0
    assert end.fault is CardFault.PIN_BLOCKED
    assert card.state.verifications == 0


def test_last_try_spent_with_consent_and_a_wrong_pin_locks_the_card(
    card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(1)

    end = card_kiosk.client.sign(b"pismo", pin(WRONG_PIN), certificate.certificate_id, consent_last_try=True)

    assert end.fault is CardFault.PIN_BLOCKED
    assert end.pin is not None
    assert end.pin.tries_left == 0
    assert card.tries == 0


def test_card_with_its_tries_given_back_signs_again(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(0)
    blocked = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    card.set_tries(3)
    end = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert blocked.fault is CardFault.PIN_BLOCKED
    assert end.fault is None
