"""A signature card through the whole stack: libcacard, pcscd, OpenSC, the card host."""

from cryptography import x509

from drivers.cards import CardsConfig, PinLevel, PresenceEvent
from drivers.device import DeviceState
from drivers.virtual.card import VirtualCard
from tests.drivers.card_kit import (
    PIN,
    CardKiosk,
    StartKiosk,
    check_signature,
    is_in_memory,
    pin,
)

pytest_plugins = ("tests.drivers.card_fixtures",)


def test_card_is_seen_coming_and_going(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_outside: VirtualCard
) -> None:
    kiosk = start_card_kiosk(card_config)
    kiosk.events.wait_for(PresenceEvent.READER_FOUND)

    card_outside.insert()
    came = kiosk.events.wait_for(PresenceEvent.CARD_INSERTED)
    is_in = kiosk.client.is_card_in()
    card_outside.pull()
    went = kiosk.events.wait_for(PresenceEvent.CARD_REMOVED)

    assert is_in
    assert came.reader == went.reader == "Virtual PCD 00 00"
    assert not kiosk.client.is_card_in()


def test_card_that_was_in_before_the_host_started_is_told(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_kiosk: CardKiosk
) -> None:
    card_kiosk.wait_for_card()

    another = start_card_kiosk(card_config)

    another.events.wait_for(PresenceEvent.CARD_INSERTED)


def test_only_the_certificate_for_signatures_is_offered(card_kiosk: CardKiosk) -> None:
    card_kiosk.wait_for_card()

    listed = card_kiosk.client.certificates()

    assert listed.fault is None
    assert [entry.holder_name for entry in listed.certificates] == ["Stanisława Błaszczyk"]
    assert listed.certificates[0].is_for_signatures
    assert not listed.certificates[0].is_expired
    assert listed.certificates[0].issuer_name == "Demonstracyjne centrum certyfikacji"


def test_card_signs_and_its_authority_vouches_for_it(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()

    end = card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)

    assert end.fault is None
    check_signature(certificate, end.signature, b"pismo")
    authority = x509.load_pem_x509_certificate(card.database.ca_pem)
    x509.load_der_x509_certificate(certificate.der).verify_directly_issued_by(authority)
    assert card.state.signatures == 1


def test_card_signs_again_and_again(card_kiosk: CardKiosk) -> None:
    # pcscd looks after the card every 0.4 s, which must not disturb a signature.
    certificate = card_kiosk.wait_for_card()

    faults = [card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id).fault for _ in range(12)]

    assert faults == [None] * 12


def test_tries_are_known_before_the_first_digit(card_kiosk: CardKiosk, card: VirtualCard) -> None:
    certificate = card_kiosk.wait_for_card()
    card.set_tries(2)

    reading = card_kiosk.client.pin_state(certificate.certificate_id)

    assert reading.fault is None
    assert reading.state is not None
    assert (reading.state.tries_left, reading.state.needs_consent) == (2, False)
    assert reading.state.level is PinLevel.NOT_LOW
    assert card.state.verifications == 0


def test_pin_is_wiped_on_the_kiosks_side(card_kiosk: CardKiosk) -> None:
    certificate = card_kiosk.wait_for_card()
    digits = pin()

    card_kiosk.client.sign(b"pismo", digits, certificate.certificate_id)

    assert digits == bytes(len(digits))


def test_pin_is_left_nowhere_in_the_hosts_memory(
    start_card_kiosk: StartKiosk, card_config: CardsConfig, card_kiosk: CardKiosk
) -> None:
    certificate = card_kiosk.wait_for_card()
    kiosk = start_card_kiosk(card_config)

    end = kiosk.client.sign(b"pismo", pin(), certificate.certificate_id)
    pid = kiosk.host_pids[-1]

    assert end.fault is None
    assert is_in_memory(pid, certificate.holder_name.encode())  # the search does find what is there
    assert not is_in_memory(pid, PIN.encode())


def test_card_is_told_anew_by_a_host_that_was_replaced(card_kiosk: CardKiosk) -> None:
    card_kiosk.wait_for_card()
    card_kiosk.events.forget()

    card_kiosk.client.replace_host()

    card_kiosk.events.wait_for_state(DeviceState.READY)
    card_kiosk.events.wait_for(PresenceEvent.CARD_INSERTED)
