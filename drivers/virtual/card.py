"""A signature card that software can insert and pull out: real APDUs, a PIN that locks, a hand that slips.

The card is libcacard's, in a process of its own (`drivers.virtual.cacard`), put into pcscd's virtual reader;
OpenSC sees a CAC card. The object here is the hand that holds it.
"""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from drivers.virtual.cacard import Insertion
from drivers.virtual.card_database import CardDatabase

_ANSWER_S: Final = 20.0


class CardProcessError(Exception):
    """The card's process has ended or doesn't obey: a broken stand-in, not a misfortune of the product."""


@dataclass(frozen=True)
class CardState:
    """What is true of the card now."""

    number: int = 0  # the last command that it had obeyed by then
    inserted: bool = False
    tries_left: int = 3
    verifications: int = 0  # PINs that reached the card, right or wrong
    signatures: int = 0
    is_signing: bool = False  # a signature is being held back


def _arguments(database: CardDatabase, control: socket.socket) -> tuple[Path, Path, int]:
    return database.nss, database.pin_file, control.fileno()


class VirtualCard:
    """One emulated card; commands return when the card has obeyed."""

    def __init__(self, database: CardDatabase) -> None:
        self.database = database
        self._state = CardState()
        self._changed = threading.Condition()
        self._number = 0
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "drivers.virtual.cacard", *map(str, _arguments(database, theirs))],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._reader = threading.Thread(target=self._follow, name="virtual-card", daemon=True)
        self._reader.start()

    @property
    def state(self) -> CardState:
        """What is true of the card, as it last told."""
        with self._changed:
            return self._state

    @property
    def tries(self) -> int:
        """PIN tries left on the card."""
        return self.state.tries_left

    def insert(self, insertion: Insertion = Insertion.PROPER) -> None:
        """Put the card into the reader.

        It goes in once it has been out for a moment; while pcscd is away, as soon as that comes back.
        """
        self._command("insert", insertion)

    def pull(self) -> None:
        """Take the card out."""
        self._command("pull", True)

    def pull_during_signature(self) -> None:
        """Take the card out in the middle of the next signature."""
        self._command("pull_during_signature", True)

    def set_tries(self, tries: int) -> None:
        """Set the tries left, as earlier mistakes or a PUK would."""
        self._command("tries", tries)

    def renew(self) -> None:
        """Make it a fresh card: all tries, nothing counted, nothing prepared."""
        self._command("renew", True)

    def set_signature_delay(self, delay_s: float) -> None:
        """Make the card slow at signing."""
        self._command("delay", delay_s)

    def hold_signatures(self, *, hold: bool) -> None:
        """Let the card fall silent when it should sign; letting go makes it answer."""
        self._command("hold", hold)

    def wait_until(self, condition: Callable[[CardState], bool], deadline_s: float = _ANSWER_S) -> CardState:
        """Wait until the card's state is as wanted; raise CardProcessError when it never is."""
        with self._changed:
            if not self._changed.wait_for(lambda: condition(self._state), deadline_s):
                raise CardProcessError(f"card stayed at {self._state}")
            return self._state

    def close(self) -> None:
        """Take the card out and end its process."""
        self._control.shutdown(socket.SHUT_RDWR)
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._control.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _command(self, command: str, value: float | str) -> None:
        with self._changed:
            self._number += 1
            number = self._number
        try:
            self._control.send(json.dumps({"number": number, "command": command, "value": value}).encode())
        except OSError as error:
            raise CardProcessError(f"card is gone ({command})") from error
        self.wait_until(lambda state: state.number >= number)

    def _follow(self) -> None:
        while packet := self._control.recv(4096):
            with self._changed:
                self._state = CardState(**json.loads(packet))
                self._changed.notify_all()
