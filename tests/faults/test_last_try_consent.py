"""One try is left: no path may spend it unless the resident has said so."""

from dataclasses import replace

import pytest

from drivers.cards import CardFault, CardsConfig
from drivers.virtual.card import VirtualCard
from drivers.wire import Buffer, JsonValue
from tests.drivers.card_kit import WRONG_PIN, CardKiosk, StartKiosk, check_signature, pin

pytest_plugins = ("tests.drivers.card_fixtures",)


@pytest.mark.parametrize("digits", [WRONG_PIN, "73910264"])
def test_without_consent_no_pin_reaches_the_card(
    card_kiosk: CardKiosk, card: VirtualCard, digits: str
) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(1)

    end = card_kiosk.client.sign(b"pismo", pin(digits), certificate.certificate_id)

    assert end.fault is CardFault.LAST_TRY_NEEDS_CONSENT
    assert end.pin is not None
    assert end.pin.needs_consent
    assert card.state.verifications == 0
    assert card.tries == 1


def test_with_consent_the_card_signs(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(1)

    end = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id, consent_last_try=True)

    check_signature(certificate, end.signature, b"pismo")
    assert card.tries == 3


def test_tries_lost_after_they_were_shown_are_noticed(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()
    shown = card_kiosk.client.pin_state(certificate.certificate_id)

    card.set_tries(1)
    end = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert shown.state is not None
    assert shown.state.tries_left == 3
    assert end.fault is CardFault.LAST_TRY_NEEDS_CONSENT
    assert card.state.verifications == 0


@pytest.mark.parametrize("consent", ["yes", 1, None, [True]])
def test_only_a_plain_true_is_consent(card_kiosk: CardKiosk, card: VirtualCard, consent: JsonValue) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(1)
    body = {"certificate_id": certificate.certificate_id, "consent_last_try": consent}

    with Buffer.of(b"73910264", "pin") as digits, Buffer.of(b"pismo", "data") as data:
        reply = card_kiosk.client.device.call("sign", body, buffers=[digits, data], deadline_s=30)

    assert reply.outcome == CardFault.LAST_TRY_NEEDS_CONSENT
    assert card.state.verifications == 0


def test_card_that_is_never_asked_directly_is_protected_by_the_modules_flags(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_outside: VirtualCard
) -> None:
    card_outside.insert()
    kiosk = start_card_kiosk(replace(card_config, pin_query=b""))
    certificate = kiosk.wait_for_card()
    card_outside.set_tries(1)

    end = kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert end.fault is CardFault.LAST_TRY_NEEDS_CONSENT
    assert card_outside.state.verifications == 0


def test_card_that_does_not_tell_its_tries_needs_consent_after_the_first_mistake(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_outside: VirtualCard
) -> None:
    # OpenSC raises no flag after one mistake: nothing says whether one try is left or ten.
    card_outside.insert()
    kiosk = start_card_kiosk(replace(card_config, pin_query=b""))
    certificate = kiosk.wait_for_card()

    first = kiosk.client.sign(b"pismo", pin(WRONG_PIN), certificate.certificate_id)
    second = kiosk.client.sign(b"pismo", pin(WRONG_PIN), certificate.certificate_id)

    assert first.fault is CardFault.PIN_WRONG
    assert first.pin is not None
    assert first.pin.tries_left is None
    assert second.fault is CardFault.LAST_TRY_NEEDS_CONSENT
    assert card_outside.tries == 2
