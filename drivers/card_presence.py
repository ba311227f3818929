"""The screen must see a card come and go at any time, also after the PC/SC daemon has died and come back.

pyscard's own CardMonitor dies with the daemon for good, so this is a loop of our own over
SCardGetStatusChange.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from smartcard import scard

log = logging.getLogger(__name__)

# A reader that was plugged in between two calls is missed by the notification, and found at the next round.
_ROUND_MS: Final = 1000
_RETRY_S: Final = 0.5
_NEW_READER: Final = "\\\\?PnP?\\Notification"


class PresenceEvent(StrEnum):
    """What happened at a reader."""

    CARD_INSERTED = "card_inserted"
    CARD_UNREADABLE = "card_unreadable"  # in, but it doesn't answer: upside down, or no chip
    CARD_REMOVED = "card_removed"
    READER_FOUND = "reader_found"
    READER_GONE = "reader_gone"


@dataclass(frozen=True)
class PresenceState:
    """What is at the readers now."""

    readers: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    """Readers with a card that answers."""
    unreadable: tuple[str, ...] = ()
    is_service_up: bool = False
    removals: int = 0
    """Counts removals of cards, lost readers included: once it has grown, an earlier card may be gone."""
    services_lost: int = 0
    """Counts the deaths of the daemon."""


@dataclass(frozen=True)
class _Seat:
    """What the daemon last said about one reader: its state bits, with its own count of events above them."""

    raw: int = scard.SCARD_STATE_UNAWARE

    @property
    def is_mute(self) -> bool:
        return bool(self.raw & scard.SCARD_STATE_MUTE)

    @property
    def is_card_in(self) -> bool:
        return bool(self.raw & scard.SCARD_STATE_PRESENT)

    @property
    def events(self) -> int:
        return self.raw >> 16


class PresenceWatch:
    """Follows the readers in a thread of its own; events come on that thread, state may be asked from any."""

    def __init__(self, on_event: Callable[[PresenceEvent, str], None], *, reader: str = "") -> None:
        self._on_event = on_event
        self._wanted = reader
        self._seats: dict[str, _Seat] = {}
        self._state = PresenceState()
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._context: int | None = None
        self._thread = threading.Thread(target=self._run, name="card-presence", daemon=True)

    def start(self) -> None:
        """Begin to follow the readers."""
        self._thread.start()

    def close(self) -> None:
        """Stop following."""
        self._stopping.set()
        with self._changed:
            if self._context is not None:
                scard.SCardCancel(self._context)
        # The call that SCardCancel missed by a hair ends with its round.
        self._thread.join(2 * _ROUND_MS / 1000)

    def state(self) -> PresenceState:
        """Return what is at the readers now."""
        with self._changed:
            return self._state

    def wait_until(self, condition: Callable[[PresenceState], bool], timeout_s: float) -> bool:
        """Wait until the state is as wanted; tell whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self._state), timeout_s)

    def _run(self) -> None:
        while not self._stopping.is_set():
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if result == scard.SCARD_S_SUCCESS:
                self._follow(context)
            self._publish(is_service_up=False)
            self._lose_readers(list(self._seats))
            self._publish(is_service_up=False)
            self._stopping.wait(_RETRY_S)

    def _follow(self, context: int) -> None:
        with self._changed:
            self._context = context
        self._publish(is_service_up=True)
        log.info("pcsc service reached")
        while not self._stopping.is_set() and self._round(context):
            pass
        with self._changed:
            self._context = None
        scard.SCardReleaseContext(context)
        log.info("pcsc service left")

    def _round(self, context: int) -> bool:
        """Wait for one change; tell whether the daemon is still there."""
        result, readers = scard.SCardListReaders(context, [])
        if result == scard.SCARD_E_NO_READERS_AVAILABLE:
            readers = []
        elif result != scard.SCARD_S_SUCCESS:
            return False
        self._take_readers([name for name in readers if self._wanted in name])
        asked = [(name, seat.raw) for name, seat in self._seats.items()]
        result, answers = scard.SCardGetStatusChange(
            context, _ROUND_MS, [*asked, (_NEW_READER, scard.SCARD_STATE_UNAWARE)]
        )
        if result in (scard.SCARD_E_TIMEOUT, scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_CANCELLED):
            return (
                True  # nothing new, or a reader went in this very moment: the next round sees that it is gone
            )
        if result != scard.SCARD_S_SUCCESS:
            return False
        for name, raw, _ in answers:
            if name in self._seats:
                self._take_seat(name, _Seat(raw & ~scard.SCARD_STATE_CHANGED))
        return True

    def _take_readers(self, names: list[str]) -> None:
        self._lose_readers([name for name in self._seats if name not in names])
        for name in names:
            if name not in self._seats:
                self._seats[name] = _Seat()
                self._publish()
                self._tell(PresenceEvent.READER_FOUND, name)

    def _lose_readers(self, names: list[str]) -> None:
        for name in names:
            self._take_seat(name, _Seat())
            del self._seats[name]
            self._publish()
            self._tell(PresenceEvent.READER_GONE, name)

    def _take_seat(self, name: str, now: _Seat) -> None:
        before = self._seats[name]
        self._seats[name] = now
        # The daemon counts comings and goings: two more, and a card was swapped between two looks.
        swapped = before.is_card_in and now.is_card_in and now.events >= before.events + 2
        left = before.is_card_in and (swapped or not now.is_card_in)
        came = now.is_card_in and (swapped or not before.is_card_in)
        self._publish(removals=int(left))
        if left:
            self._tell(PresenceEvent.CARD_REMOVED, name)
        if came or now.is_mute > before.is_mute:
            self._tell(PresenceEvent.CARD_UNREADABLE if now.is_mute else PresenceEvent.CARD_INSERTED, name)

    def _publish(self, *, is_service_up: bool | None = None, removals: int = 0) -> None:
        with self._changed:
            before = self._state
            is_up = before.is_service_up if is_service_up is None else is_service_up
            self._state = PresenceState(
                tuple(self._seats),
                tuple(name for name, seat in self._seats.items() if seat.is_card_in and not seat.is_mute),
                tuple(name for name, seat in self._seats.items() if seat.is_card_in and seat.is_mute),
                is_up,
                before.removals + removals,
                before.services_lost + int(before.is_service_up and not is_up),
            )
            self._changed.notify_all()

    def _tell(self, event: PresenceEvent, reader: str) -> None:
        log.info(event.value.replace("_", " "), extra={"reader": reader})
        self._on_event(event, reader)
