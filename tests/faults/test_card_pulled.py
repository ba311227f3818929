"""The card is pulled out, or never was in, or doesn't answer."""

from dataclasses import replace

from drivers.cards import CardFault, CardsConfig, PresenceEvent
from drivers.device import DeviceState
from drivers.virtual.cacard import Insertion
from drivers.virtual.card import VirtualCard
from tests.drivers.card_kit import CardKiosk, StartKiosk, check_signature, pin

pytest_plugins = ("tests.drivers.card_fixtures",)


def test_card_pulled_in_the_middle_of_a_signature_and_put_back(
    card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    certificate = card_kiosk.wait_for_card()
    card_kiosk.events.forget()

    card.pull_during_signature()
    pulled = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)
    card_kiosk.events.wait_for(PresenceEvent.CARD_REMOVED)
    card.insert()
    card_kiosk.events.wait_for(PresenceEvent.CARD_INSERTED)
    again = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert pulled.fault is CardFault.REMOVED
    assert pulled.signature is None
    check_signature(certificate, again.signature, b"pismo")


def test_empty_reader(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()

    card.pull()
    card_kiosk.events.wait_for(PresenceEvent.CARD_REMOVED)

    assert card_kiosk.client.certificates().fault is CardFault.NO_CARD
    assert card_kiosk.client.pin_state(certificate.certificate_id).fault is CardFault.NO_CARD
    assert card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id).fault is CardFault.NO_CARD


def test_card_put_in_upside_down(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_outside: VirtualCard
) -> None:
    kiosk = start_card_kiosk(card_config)

    card_outside.insert(Insertion.UPSIDE_DOWN)
    kiosk.events.wait_for(PresenceEvent.CARD_UNREADABLE)
    kiosk.events.wait_for(PresenceEvent.CARD_REMOVED)
    card_outside.insert()

    kiosk.wait_for_card()


def test_card_of_another_kind(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_outside: VirtualCard
) -> None:
    card_outside.insert(Insertion.FOREIGN)
    kiosk = start_card_kiosk(card_config)
    kiosk.events.wait_for(PresenceEvent.CARD_INSERTED)

    assert kiosk.client.certificates().fault is CardFault.UNREADABLE


def test_another_card_than_the_one_that_was_shown_is_not_used(
    card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    card_kiosk.wait_for_card()

    end = card_kiosk.client.sign(b"pismo", pin(), "0" * 64)

    assert end.fault is CardFault.NO_CERTIFICATE
    assert card.state.verifications == 0


def test_card_that_falls_silent_is_a_timeout_and_the_host_comes_back(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_outside: VirtualCard
) -> None:
    card_outside.insert()
    kiosk = start_card_kiosk(replace(card_config, sign_deadline_s=2.0))
    certificate = kiosk.wait_for_card()
    kiosk.events.forget()

    card_outside.hold_signatures(hold=True)
    end = kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)
    kiosk.events.wait_for_state(DeviceState.READY)
    card_outside.hold_signatures(hold=False)
    kiosk.events.wait_for(PresenceEvent.CARD_INSERTED)
    again = kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert end.fault is CardFault.TIMEOUT
    check_signature(certificate, again.signature, b"pismo")
