"""The emulated signature card is a program of its own: libcacard is C with global state, to be killed alone.

`python -m drivers.virtual.cacard DATABASE PIN_FILE CONTROL_FD` joins libcacard's CAC card, whose keys are in
an NSS database, to pcscd's virtual reader (vpcd). `drivers.virtual.card.VirtualCard` starts and commands it.
"""

import ctypes
import json
import os
import select
import socket
import struct
import sys
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from drivers.virtual.pcscd import VPCD_PORT

TRIES_MAX: Final = 3
CERTIFICATES: Final = ("id-cert", "sign-cert", "enc-cert")
_VERIFY: Final = 0x20
_SIGN: Final = 0x42  # CAC "private sign/decrypt"; a 2048-bit block comes in two chained commands
_MORE_FOLLOWS: Final = 0x80
_POWER_OFF, _POWER_ON, _RESET, _ASK_ATR = b"\x00", b"\x01", b"\x02", b"\x04"
_RETRY_S: Final = 0.2
# pcscd looks every 0.4 s, and takes a card that was out for less for the same one, still switched on.
_OUT_AT_LEAST_S: Final = 0.6
_FOREIGN_ATR: Final = bytes.fromhex("3b951381018073ff01000b")
_UNKNOWN_INSTRUCTION: Final = bytes.fromhex("6d00")


class Insertion(StrEnum):
    """What is put into the reader, and how."""

    PROPER = "proper"
    UPSIDE_DOWN = "upside_down"  # without contact: it can't be switched on
    FOREIGN = "foreign"  # a card of another kind, such as one for a library or a bank


class LibCacard:
    """The one reader of libcacard with its card, reached through ctypes."""

    def __init__(self, database: Path) -> None:
        library = ctypes.CDLL("libcacard.so.0")
        pointer, text, count = ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)
        for name, result, arguments in (
            ("vcard_emul_options", pointer, [text]),
            ("vcard_emul_init", ctypes.c_int, [pointer]),
            ("vreader_get_reader_by_name", pointer, [text]),
            ("vreader_power_on", ctypes.c_int, [pointer, text, count]),
            ("vreader_power_off", ctypes.c_int, [pointer]),
            ("vreader_xfr_bytes", ctypes.c_int, [pointer, text, ctypes.c_int, text, count]),
        ):
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        names = ",".join(CERTIFICATES)
        options = f'db="sql:{database}" use_hw=no soft=(,Virtual Reader,CAC,,{names})'
        self._library = library
        library.vcard_emul_init(library.vcard_emul_options(options.encode()))
        self._reader = library.vreader_get_reader_by_name(b"Virtual Reader")
        if not self._reader:
            raise SystemExit("libcacard found no card in the database")

    def power_on(self) -> bytes:
        """Switch the card on and return its answer to reset."""
        buffer, size = ctypes.create_string_buffer(64), ctypes.c_int(64)
        self._library.vreader_power_on(self._reader, buffer, ctypes.byref(size))
        return buffer.raw[: size.value]

    def power_off(self) -> None:
        """Switch the card off; it forgets who is logged in."""
        self._library.vreader_power_off(self._reader)

    def transmit(self, command: bytes) -> bytes:
        """Return the card's answer to one APDU."""
        buffer, size = ctypes.create_string_buffer(4096), ctypes.c_int(4096)
        failed = self._library.vreader_xfr_bytes(
            self._reader, command, len(command), buffer, ctypes.byref(size)
        )
        return b"\x6f\x00" if failed else buffer.raw[: size.value]


class Card:
    """What libcacard lacks of a real card: a PIN counter that locks, slowness, and hands that pull it out."""

    def __init__(self, emulation: LibCacard, pin: bytes) -> None:
        self._emulation = emulation
        self._pin = pin
        self.renew()

    def renew(self) -> None:
        """Be as fresh from the issuer."""
        self.tries_left = TRIES_MAX
        self.verifications = 0
        self.signatures = 0
        self.signature_delay_s = 0.0
        self.holds_signature = False
        self.pull_during_signature = False

    def answer(self, command: bytes) -> bytes:
        """Return the answer to an APDU."""
        if len(command) > 1 and command[1] == _VERIFY:
            refusal = self._refuse_pin(command)
            if refusal is not None:
                return refusal
        answer = self._emulation.transmit(command)
        if is_signature(command) and not command[2] & _MORE_FOLLOWS:
            self.signatures += 1
        return answer

    def _refuse_pin(self, command: bytes) -> bytes | None:
        """Return the status words (ISO 7816-4) for a PIN that must not reach the emulation, or None."""
        given = command[5 : 5 + command[4]].rstrip(b"\xff") if len(command) > 5 else b""
        if self.tries_left == 0:
            return b"\x69\x83"
        if not given:
            return bytes((0x63, 0xC0 | self.tries_left))
        self.verifications += 1
        if given != self._pin:
            self.tries_left -= 1
            return bytes((0x63, 0xC0 | self.tries_left)) if self.tries_left else b"\x69\x83"
        self.tries_left = TRIES_MAX
        return None


def is_signature(command: bytes) -> bool:
    """Tell whether the APDU asks for a signature."""
    return len(command) > 2 and command[1] == _SIGN


class Bridge:
    """Carries APDUs between vpcd and the card, and obeys the control socket."""

    def __init__(self, emulation: LibCacard, card: Card, control: socket.socket) -> None:
        self._emulation = emulation
        self._card = card
        self._control = control
        self._reader: socket.socket | None = None
        self._held: bytes | None = None
        self._is_wanted_in = False
        self._insertion = Insertion.PROPER
        self._atr = emulation.power_on()
        self._next_try = 0.0
        self._asked = 0
        self._commands: dict[str, Callable[[Any], None]] = {
            "insert": self._insert,
            "pull": self._pull,
            "tries": lambda value: setattr(card, "tries_left", int(value)),
            "delay": lambda value: setattr(card, "signature_delay_s", float(value)),
            "hold": self._hold,
            "renew": lambda _: card.renew(),
            "pull_during_signature": lambda value: setattr(card, "pull_during_signature", bool(value)),
        }

    def run(self) -> None:
        """Serve until the controlling process has gone."""
        while True:
            self._insert_again()
            sockets = [self._control] if self._reader is None else [self._control, self._reader]
            waits = self._is_wanted_in and self._reader is None
            ready, _, _ = select.select(sockets, [], [], _RETRY_S if waits else None)
            if self._control in ready and not self._obey():
                return
            if self._reader is not None and self._reader in ready:
                self._serve_reader(self._reader)

    def _obey(self) -> bool:
        packet = self._control.recv(4096)
        if not packet:
            return False
        request = json.loads(packet)
        self._asked = request["number"]
        self._commands[request["command"]](request["value"])
        self._report()
        return True

    def _report(self) -> None:
        card = self._card
        state = {
            "number": self._asked,
            "inserted": self._reader is not None,
            "tries_left": card.tries_left,
            "verifications": card.verifications,
            "signatures": card.signatures,
            "is_signing": self._held is not None,
        }
        self._control.send(json.dumps(state).encode())

    def _insert(self, value: str) -> None:
        self._is_wanted_in, self._insertion = True, Insertion(value)
        self._insert_again()

    def _insert_again(self) -> None:
        """Connect to vpcd; a card that lies in the reader is there again when pcscd comes back."""
        if not self._is_wanted_in or self._reader is not None or time.monotonic() < self._next_try:
            return
        try:
            self._reader = socket.create_connection(("127.0.0.1", VPCD_PORT), timeout=5)
        except OSError:
            self._next_try = time.monotonic() + _RETRY_S
            return
        # Without NODELAY and QUICKACK each APDU takes 44 ms instead of 0.4 ms.
        self._reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader.settimeout(None)
        self._report()

    def _pull(self, _: object) -> None:
        self._is_wanted_in = False
        self._lose_reader()

    def _lose_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._next_try = time.monotonic() + _OUT_AT_LEAST_S
        self._reader, self._held = None, None
        self._emulation.power_off()
        self._report()

    def _hold(self, value: object) -> None:
        self._card.holds_signature = bool(value)
        if not value and self._held is not None:
            command, self._held = self._held, None
            self._send(self._card.answer(command))

    def _serve_reader(self, reader: socket.socket) -> None:
        try:
            message = _receive(reader)
        except OSError:
            message = b""
        if not message:
            self._lose_reader()
        elif message == _ASK_ATR:
            # pcscd asks every 0.4 s, to see whether a card is there: switching it on for that would reset it in the
            # middle of whatever it is doing.
            self._send(_FOREIGN_ATR if self._insertion is Insertion.FOREIGN else self._atr)
        elif message == _POWER_OFF:
            self._emulation.power_off()
        elif message in (_POWER_ON, _RESET):
            self._power_on()
        else:
            self._answer(message)

    def _power_on(self) -> None:
        if self._insertion is Insertion.UPSIDE_DOWN:
            # To vpcd a card that doesn't answer and one that has left are the same, but for the moment of its power-on.
            self._pull(None)
            return
        self._emulation.power_off()
        self._emulation.power_on()

    def _answer(self, command: bytes) -> None:
        if self._insertion is Insertion.FOREIGN:
            self._send(_UNKNOWN_INSTRUCTION)
            return
        if is_signature(command):
            if self._card.pull_during_signature:
                self._card.pull_during_signature = False
                self._pull(None)
                return
            if self._card.holds_signature:
                self._held = command
                self._report()
                return
            time.sleep(self._card.signature_delay_s)
        before = (self._card.tries_left, self._card.signatures)
        answer = self._card.answer(command)
        if before != (self._card.tries_left, self._card.signatures):
            self._report()  # before the answer: whoever has the answer sees the new count
        self._send(answer)

    def _send(self, message: bytes) -> None:
        if self._reader is None:
            return
        try:
            self._reader.sendall(struct.pack("!H", len(message)) + message)
        except OSError:
            self._lose_reader()


def _receive(reader: socket.socket) -> bytes:
    size = _receive_exactly(reader, 2)
    return _receive_exactly(reader, struct.unpack("!H", size)[0]) if size else b""


def _receive_exactly(reader: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = reader.recv(size - len(data))
        if not part:
            return b""
        reader.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        data += part
    return data


def main() -> None:
    """Run the card."""
    database, pin_file, descriptor = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    control = socket.socket(fileno=descriptor)
    os.set_inheritable(descriptor, False)
    emulation = LibCacard(database)
    bridge = Bridge(emulation, Card(emulation, pin_file.read_bytes()), control)
    bridge.run()


if __name__ == "__main__":
    main()
