"""What tests with cards say and wait for."""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from smartcard import scard

from drivers.cards import (
    CardEvent,
    CardsClient,
    CardsConfig,
    PresenceEvent,
    SigningCertificate,
)
from drivers.device import ChildLauncher, DeviceState, HostHandle

ROOT = Path(__file__).resolve().parents[2]
OPENSC = Path("/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so")
READER = "Virtual PCD 00 00"
PIN = "73910264"  # long enough that it can't turn up anywhere by chance
WRONG_PIN = "11112222"
VERIFY_WITHOUT_DATA = bytes.fromhex("00200000")
PATIENCE_S = 30.0


class EventLog:
    """What the card host told, to be waited for."""

    def __init__(self) -> None:
        self._told: list[CardEvent] = []
        self._states: list[DeviceState] = []
        self._changed = threading.Condition()

    def note(self, event: CardEvent) -> None:
        with self._changed:
            self._told.append(event)
            self._changed.notify_all()

    def note_state(self, state: DeviceState) -> None:
        with self._changed:
            self._states.append(state)
            self._changed.notify_all()

    def forget(self) -> None:
        """Forget what was told so far."""
        with self._changed:
            self._told.clear()
            self._states.clear()

    def wait_for(self, event: PresenceEvent) -> CardEvent:
        """Wait until the event has been told (since the last forget())."""
        with self._changed:
            told = self._changed.wait_for(
                lambda: next((entry for entry in self._told if entry.event is event), None), PATIENCE_S
            )
        assert told, f"{event} never came"
        return told

    def wait_for_state(self, state: DeviceState) -> None:
        """Wait until the host's state has been told (since the last forget())."""
        with self._changed:
            assert self._changed.wait_for(lambda: state in self._states, PATIENCE_S), f"{state} never came"


@dataclass(frozen=True)
class CardKiosk:
    """A kiosk's view of the card host."""

    client: CardsClient
    events: EventLog
    host_pids: list[int]
    """Every host that was started, the present one last."""

    def wait_for_card(self) -> SigningCertificate:
        """Wait until the inserted card is seen, and return its certificate for signatures."""
        if not self.client.is_card_in():
            self.events.wait_for(PresenceEvent.CARD_INSERTED)
        return self.certificate()

    def certificate(self) -> SigningCertificate:
        """Return the certificate for signatures."""
        listed = self.client.certificates()
        assert listed.fault is None
        return listed.certificates[0]


def pin(digits: str = PIN) -> bytearray:
    """Return digits as they come from the PIN pad."""
    return bytearray(digits, "ascii")


@contextlib.contextmanager
def card_host(config: CardsConfig) -> Iterator[CardKiosk]:
    """Run a card host."""
    events = EventLog()
    pids: list[int] = []
    start = ChildLauncher(_host_command(config), {**os.environ, "PYTHONPATH": str(ROOT)})

    def launch() -> HostHandle:
        handle = start()
        pids.append(handle.pid)
        return handle

    client = CardsClient(launch, config, on_event=events.note, on_state=events.note_state)
    try:
        assert client.wait_ready(PATIENCE_S)
        yield CardKiosk(client, events, pids)
    finally:
        client.close()


def is_in_memory(pid: int, needle: bytes) -> bool:
    """Search all readable memory of a process."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            span, access, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if "r" not in access or "[v" in line:
                continue  # the kernel's own pages can't be read
            memory.seek(start)
            with contextlib.suppress(OSError):
                if needle in memory.read(end - start):
                    return True
    return False


def wait_until_reader_is_empty() -> None:
    """Wait until pcscd knows: it takes a card that comes within its poll of 0.4 s for the one that has left."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    assert result == scard.SCARD_S_SUCCESS
    state = scard.SCARD_STATE_UNAWARE
    while not state & scard.SCARD_STATE_EMPTY:
        result, answers = scard.SCardGetStatusChange(context, int(PATIENCE_S * 1000), [(READER, state)])
        assert result == scard.SCARD_S_SUCCESS
        state = answers[0][1]
    scard.SCardReleaseContext(context)


def _host_command(config: CardsConfig) -> list[str]:
    told = {
        "module": str(config.module),
        "token_label": config.token_label,
        "presence": config.presence,
        "environment": config.environment,
        "pin_query": config.pin_query.hex(),
    }
    return [sys.executable, str(Path(__file__).with_name("card_host.py")), json.dumps(told)]


def check_signature(certificate: SigningCertificate, signature: bytes | None, data: bytes) -> None:
    """Raise InvalidSignature unless the certificate's key signed the data."""
    assert signature is not None
    key = x509.load_der_x509_certificate(certificate.der).public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    else:
        assert isinstance(key, ec.EllipticCurvePublicKey)
        key.verify(signature, data, ec.ECDSA(hashes.SHA256()))


StartKiosk = Callable[[CardsConfig], CardKiosk]
