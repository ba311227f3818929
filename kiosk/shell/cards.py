"""Watches the card reader and looks at what a card can sign with."""

from __future__ import annotations

from collections.abc import Callable

from drivers.card_presence import PresenceEvent
from drivers.cards import CardEvent, CardsClient
from kiosk.session.effects import FindCertificates
from kiosk.session.events import (
    CardFailed,
    CardInserted,
    CardRemoved,
    CertificateFound,
    DeviceBack,
    DeviceGone,
    Event,
)
from kiosk.session.values import Device
from kiosk.shell.lanes import Lanes

_TRIES_TOTAL = 3


class Cards:
    """Serves FindCertificates and reports cards coming and going."""

    def __init__(self, client: CardsClient, *, lanes: Lanes, post: Callable[[Event], None]) -> None:
        self._client = client
        self._lanes = lanes
        self._post = post

    def heard(self, event: CardEvent) -> None:
        """Take in what happened at the reader; called on the device's thread."""
        if event.event is PresenceEvent.CARD_INSERTED:
            self._post(CardInserted())
        elif event.event is PresenceEvent.CARD_REMOVED:
            self._post(CardRemoved())
        elif event.event is PresenceEvent.READER_GONE:
            self._post(DeviceGone(Device.CARDS))
        elif event.event is PresenceEvent.READER_FOUND:
            self._post(DeviceBack(Device.CARDS))
        elif event.event is PresenceEvent.CARD_UNREADABLE:
            self._post(CardInserted())  # looking at it says what is wrong with it

    def find(self, effect: FindCertificates) -> None:
        """Look at the card."""
        self._lanes.run("cards", lambda: self._find(effect))

    def _find(self, effect: FindCertificates) -> None:
        listed = self._client.certificates()
        if listed.fault is not None:
            self._post(CardFailed(effect.request_id, listed.fault.value))
            return
        chosen = listed.certificates[0]
        pin = self._client.pin_state(chosen.certificate_id)
        if pin.fault is not None or pin.state is None:
            self._post(
                CardFailed(effect.request_id, "card.unreadable" if pin.fault is None else pin.fault.value)
            )
            return
        tries_left = -1 if pin.state.tries_left is None else pin.state.tries_left
        self._post(
            CertificateFound(
                request_id=effect.request_id,
                certificate_id=chosen.certificate_id,
                holder=chosen.holder_name,
                issuer=chosen.issuer_name,
                tries_left=tries_left,
                tries_total=_TRIES_TOTAL,
                needs_consent=pin.state.needs_consent,
                digits_min=pin.state.digits_min,
                digits_max=pin.state.digits_max,
            )
        )
