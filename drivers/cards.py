"""The resident's card behind the process wall: its coming and going, and signing with the key on it.

`CardsService` runs in the host process, `CardsClient` is what the kiosk holds. The PIN crosses the wall in a
sealed memfd, never in a message.
"""

import contextlib
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from drivers.card_presence import PresenceEvent, PresenceState, PresenceWatch
from drivers.card_tries import read_tries_left
from drivers.card_values import (
    CardFault,
    CardsConfig,
    CertificateList,
    PinLevel,
    PinReading,
    PinState,
    Presence,
    SignEnd,
    SigningCertificate,
)
from drivers.device import DeviceClient, DeviceState, Event, Launcher, Reply
from drivers.host import Answer, Emit, Method
from drivers.pin import ShortLivedPin
from drivers.tokens import SignOrder, Tokens
from drivers.wire import Buffer, DeviceFault, JsonValue

__all__ = [
    "CardEvent",
    "CardFault",
    "CardsClient",
    "CardsConfig",
    "CardsService",
    "CertificateList",
    "PinLevel",
    "PinReading",
    "PinState",
    "Presence",
    "PresenceEvent",
    "SignEnd",
    "SigningCertificate",
]

log = logging.getLogger(__name__)

# pcscd looks at the reader every 0.4 s, so the module knows of a pulled card before the daemon does.
_REMOVAL_SEEN_S: Final = 1.5
_OK: Final = "ok"
_AMBIGUOUS: Final = (CardFault.REMOVED, CardFault.REFUSED, CardFault.MIDDLEWARE_GONE, CardFault.NO_CARD)

Result = TypeVar("Result", CertificateList, PinReading, SignEnd)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class CardsService:
    """The host's side: one reader loop and one PKCS#11 module."""

    name = "cards"
    urgent = frozenset({"presence"})

    def __init__(self, config: CardsConfig, *, clock: Callable[[], datetime] = _utc_now) -> None:
        self._config = config
        self._tokens = Tokens(config, clock=clock, count_tries=self._count_tries)
        self._emit: Emit | None = None
        self._watch: PresenceWatch | None = None
        if config.presence is Presence.PCSC:
            self._watch = PresenceWatch(self._tell, reader=config.reader)

    def start(self, emit: Emit) -> None:
        """Begin to follow the readers."""
        self._emit = emit
        os.environ.update(self._config.environment)
        if self._watch is not None:
            self._watch.start()
        elif self._tokens.is_present():
            self._tell(PresenceEvent.CARD_INSERTED, "")

    def methods(self) -> Mapping[str, Method]:
        """Return what can be called."""
        return {
            "presence": self._presence,
            "certificates": self._certificates,
            "pin_state": self._read_pin_state,
            "sign": self._sign,
        }

    def close(self) -> None:
        """Let the readers go."""
        if self._watch is not None:
            self._watch.close()

    def _tell(self, event: PresenceEvent, reader: str) -> None:
        assert self._emit is not None  # noqa: S101 - the watch is started by start()
        self._emit(event, {"reader": reader}, ())

    def _count_tries(self, reader: str) -> int | None:
        if not self._config.pin_query:
            return None
        return read_tries_left(reader, self._config.pin_query)

    def _presence(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body, buffers
        if self._watch is None:
            return Answer(body={"card_in": True, "is_service_up": True})
        state = self._watch.state()
        return Answer(body={"card_in": bool(state.cards), "is_service_up": state.is_service_up})

    def _certificates(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body, buffers
        listed = self._witnessed(self._tokens.certificates)
        shown = [certificate.to_json() for certificate in listed.certificates]
        return Answer(listed.fault or _OK, {"certificates": shown}, listed.buffers())

    def _read_pin_state(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del buffers
        reading = self._witnessed(lambda: self._tokens.pin_state(str(body["certificate_id"])))
        return Answer(
            reading.fault or _OK, {"pin": None if reading.state is None else reading.state.to_json()}
        )

    def _sign(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        pin, data = buffers
        order = SignOrder(
            data.bytes(),
            str(body["certificate_id"]),
            ShortLivedPin(pin.view()),
            consent_last_try=body["consent_last_try"] is True,
        )
        end = self._witnessed(lambda: self._tokens.sign(order))
        signature = [] if end.signature is None else [Buffer.of(end.signature, "signature")]
        return Answer(end.fault or _OK, {"pin": None if end.pin is None else end.pin.to_json()}, signature)

    def _witnessed(self, act: Callable[[], Result]) -> Result:
        """Do it, and let the reader say what really happened when the module only says that it failed."""
        if self._watch is None:
            return act()
        before = self._watch.state()
        result = act()
        if result.fault not in _AMBIGUOUS:
            return result
        return replace(result, fault=_true_cause(self._watch, before, result.fault))


def _true_cause(watch: PresenceWatch, before: PresenceState, fault: CardFault) -> CardFault:
    def has_changed(now: PresenceState) -> bool:
        return now.removals != before.removals or not now.is_service_up

    # A lost card may show only at the reader's next poll. An empty reader has nothing left to lose.
    if before.cards and fault is not CardFault.NO_CARD:
        watch.wait_until(has_changed, _REMOVAL_SEEN_S)
    now = watch.state()
    if not now.is_service_up or now.services_lost != before.services_lost:
        return CardFault.MIDDLEWARE_GONE
    if fault is CardFault.NO_CARD:
        return CardFault.UNREADABLE if now.unreadable or now.cards else CardFault.NO_CARD
    return CardFault.REMOVED if now.removals != before.removals else fault


@dataclass(frozen=True)
class CardEvent:
    """What happened at a reader."""

    event: PresenceEvent
    reader: str


class CardsClient:
    """The kiosk's side of the card host; every call ends within its deadline with a typed outcome."""

    def __init__(
        self,
        launch: Launcher,
        config: CardsConfig,
        *,
        on_event: Callable[[CardEvent], None],
        on_state: Callable[[DeviceState], None],
    ) -> None:
        self._config = config
        self._listener = on_event
        self.device: Final = DeviceClient(launch, on_event=self._hear, on_state=on_state)

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the host serves; tell whether it does."""
        return self.device.wait_ready(timeout_s)

    def is_card_in(self) -> bool:
        """Tell whether a card that answers is in the reader; False also while nobody can tell."""
        reply = self.device.call("presence", deadline_s=self._config.query_deadline_s)
        return reply.ok and reply.body["card_in"] is True

    def certificates(self) -> CertificateList:
        """List what may sign on the card, the certificate to use first."""
        reply = self.device.call("certificates", deadline_s=self._config.query_deadline_s)
        with contextlib.closing(reply):
            shown = reply.body.get("certificates", ())
            assert isinstance(shown, Sequence)  # noqa: S101 - our own service's answer
            ders = [buffer.bytes() for buffer in reply.buffers]
            listed = [
                SigningCertificate.from_json(entry, der)
                for entry, der in zip(shown, ders, strict=False)
                if isinstance(entry, Mapping)
            ]
            return CertificateList(_fault(reply), tuple(listed), tuple(ders[len(listed) :]))

    def pin_state(self, certificate_id: str) -> PinReading:
        """Tell how many tries are left, before the first digit is typed."""
        reply = self.device.call(
            "pin_state", {"certificate_id": certificate_id}, deadline_s=self._config.query_deadline_s
        )
        with contextlib.closing(reply):
            return PinReading(_fault(reply), PinState.from_json(reply.body.get("pin")))

    def sign(
        self, data: bytes, pin: bytearray, certificate_id: str, *, consent_last_try: bool = False
    ) -> SignEnd:
        """Sign the data (SHA-256 with RSA or ECDSA) and overwrite the PIN's bytearray, whatever the outcome.

        Without `consent_last_try` the card is never given a PIN that could be its last.
        """
        try:
            with Buffer.of(memoryview(pin), "pin") as sealed_pin, Buffer.of(data, "data") as to_sign:
                reply = self.device.call(
                    "sign",
                    {"certificate_id": certificate_id, "consent_last_try": consent_last_try},
                    buffers=[sealed_pin, to_sign],
                    deadline_s=self._config.sign_deadline_s,
                )
        finally:
            pin[:] = bytes(len(pin))
        with contextlib.closing(reply):
            signature = reply.buffers[0].bytes() if reply.ok else None
            return SignEnd(_fault(reply), signature, PinState.from_json(reply.body.get("pin")))

    def replace_host(self) -> None:
        """Start the host afresh, as a technician may ask for."""
        self.device.replace()

    def close(self) -> None:
        """End the host."""
        self.device.close()

    def _hear(self, event: Event) -> None:
        self._listener(CardEvent(PresenceEvent(event.name), str(event.body["reader"])))


_OF_THE_WALL: Final[dict[str, CardFault]] = {
    DeviceFault.TIMEOUT: CardFault.TIMEOUT,
    DeviceFault.GONE: CardFault.MIDDLEWARE_GONE,
    DeviceFault.GARBLED: CardFault.MIDDLEWARE_GONE,
    DeviceFault.FAILED: CardFault.REFUSED,
    DeviceFault.UNKNOWN_METHOD: CardFault.REFUSED,
}


def _fault(reply: Reply) -> CardFault | None:
    if reply.ok:
        return None
    return _OF_THE_WALL.get(reply.outcome) or CardFault(reply.outcome)
