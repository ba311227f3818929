"""The PC/SC daemon dies, and comes back or doesn't."""

import threading

import pytest

from drivers.cards import CardFault, PresenceEvent, SignEnd
from drivers.virtual.card import VirtualCard
from drivers.virtual.pcscd import Pcscd
from tests.drivers.card_kit import PATIENCE_S, CardKiosk, check_signature, pin

pytest_plugins = ("tests.drivers.card_fixtures",)


@pytest.fixture
def own_pcscd(pcscd: Pcscd) -> Pcscd:
    """Take a daemon that may be killed."""
    if not pcscd.is_ours:
        pytest.skip("the PC/SC daemon is the system's own and not ours to kill")
    return pcscd


def test_card_is_seen_again_and_signs_after_the_daemon_was_killed(
    own_pcscd: Pcscd, card_kiosk: CardKiosk
) -> None:
    certificate = card_kiosk.wait_for_card()

    own_pcscd.kill()
    card_kiosk.events.wait_for(PresenceEvent.CARD_REMOVED)
    card_kiosk.events.wait_for(PresenceEvent.READER_GONE)
    meanwhile = card_kiosk.client.certificates()
    card_kiosk.events.forget()
    own_pcscd.start()
    again = card_kiosk.wait_for_card()
    end = card_kiosk.client.sign(b"pismo", pin(), again.certificate_id)

    assert meanwhile.fault is CardFault.MIDDLEWARE_GONE
    assert again == certificate
    check_signature(again, end.signature, b"pismo")


def test_daemon_killed_in_the_middle_of_a_signature(
    own_pcscd: Pcscd, card_kiosk: CardKiosk, card: VirtualCard
) -> None:
    certificate = card_kiosk.wait_for_card()
    card.hold_signatures(hold=True)
    ends: list[SignEnd] = []
    signing = threading.Thread(
        target=lambda: ends.append(card_kiosk.client.sign(b"pismo", pin(), certificate.certificate_id))
    )

    signing.start()
    card.wait_until(lambda state: state.is_signing)
    own_pcscd.kill()
    signing.join(PATIENCE_S)
    card.hold_signatures(hold=False)
    card_kiosk.events.forget()
    own_pcscd.start()
    again = card_kiosk.wait_for_card()
    end = card_kiosk.client.sign(b"pismo", pin(), again.certificate_id)

    assert [first.fault for first in ends] == [CardFault.MIDDLEWARE_GONE]
    check_signature(again, end.signature, b"pismo")
