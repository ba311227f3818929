"""The client's side of the process wall: a dead or late device is an ordinary answer, and comes back."""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from drivers.launch import ChildLauncher, HostHandle, Launcher, SocketLauncher
from drivers.wire import Buffer, Connection, DeviceFault, JsonValue, Kind, Message, WireError

__all__ = [
    "ChildLauncher",
    "DeviceClient",
    "DeviceFault",
    "DeviceState",
    "Event",
    "HostHandle",
    "Launcher",
    "Reply",
    "SocketLauncher",
]

log = logging.getLogger(__name__)

_START_TIMEOUT_S: Final = 30.0
_BACKOFF_S: Final = (
    0.0,
    0.2,
    0.5,
    1.0,
    2.0,
    5.0,
)  # before the n-th restart in a row; the last for all later ones
_HEALTHY_S: Final = 10.0  # a host that served this long starts the row anew
_CLOSE_GRACE_S: Final = 2.0


class DeviceState(StrEnum):
    """What can be expected of a device's host."""

    STARTING = "starting"  # calls wait for it
    READY = "ready"
    GONE = "gone"  # calls are answered `device.gone` at once; it is tried again by itself


@dataclass(frozen=True)
class Event:
    """Something the device told of its own accord. The buffers are the receiver's to close."""

    name: str
    body: Mapping[str, JsonValue]
    buffers: tuple[Buffer, ...]

    def close(self) -> None:
        """Give all buffers back."""
        for buffer in self.buffers:
            buffer.close()


@dataclass(frozen=True)
class Reply:
    """The answer to a call. The buffers are the receiver's to close."""

    outcome: str
    body: Mapping[str, JsonValue] = field(default_factory=dict)
    buffers: tuple[Buffer, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the device did what it was asked."""
        return self.outcome == "ok"

    def close(self) -> None:
        """Give all buffers back."""
        for buffer in self.buffers:
            buffer.close()


class _Host:
    """One life of a host: its connection and the calls that wait for it."""

    def __init__(self, handle: HostHandle) -> None:
        self.handle = handle
        self.wire = Connection(handle.connection)
        self.waiting: dict[int, _Call] = {}
        self.is_abandoned = False


class _Call:
    """A call under way; whoever takes it out of `waiting` answers it."""

    def __init__(self) -> None:
        self.answered = threading.Event()
        self.reply = Reply(DeviceFault.GONE)

    def answer(self, reply: Reply) -> None:
        self.reply = reply
        self.answered.set()


class DeviceClient:
    """Keeps one host alive and speaks to it.

    Callbacks come on a thread of its own, one at a time; they must be quick and must not call the device.
    """

    def __init__(
        self, launch: Launcher, *, on_event: Callable[[Event], None], on_state: Callable[[DeviceState], None]
    ) -> None:
        self._launch = launch
        self._on_event, self._on_state = on_event, on_state
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._state = DeviceState.STARTING
        self._host: _Host | None = None  # the one that calls go to
        self._living: _Host | None = None  # that one, or one that is starting or ending
        self._closed = False
        # The same thread starts every host and lives as long as the client: PR_SET_PDEATHSIG is bound to it.
        self._keeper = threading.Thread(target=self._keep, name="device", daemon=True)
        self._keeper.start()

    @property
    def state(self) -> DeviceState:
        """Return what can be expected of the host right now."""
        with self._changed:
            return self._state

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the host serves; tell whether it does."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._state is DeviceState.READY, timeout_s)
            return self._state is DeviceState.READY

    def call(
        self,
        method: str,
        body: Mapping[str, JsonValue] | None = None,
        *,
        buffers: Sequence[Buffer] = (),
        deadline_s: float,
    ) -> Reply:
        """Call the device and wait; a dead or late host is an outcome, never an exception.

        The buffers that are sent stay the caller's. The deadline includes waiting behind earlier calls.
        """
        if threading.current_thread() is self._keeper:
            raise RuntimeError("a callback must not call the device it comes from")
        deadline = time.monotonic() + deadline_s
        with self._changed:
            if not self._changed.wait_for(self._is_decided, deadline_s):
                return Reply(DeviceFault.TIMEOUT)  # still starting: that has a deadline of its own
            host = self._host
            if host is None:
                return Reply(DeviceFault.GONE)
            number, call = next(self._numbers), _Call()
            host.waiting[number] = call
        message = Message(Kind.CALL, method, number, body or {}, tuple(buffers))
        try:
            host.wire.send(message, timeout_s=deadline - time.monotonic())
        except TimeoutError:
            log.warning("device doesn't read", extra={"method": method})
        except OSError:
            deadline += _CLOSE_GRACE_S  # the host is dead: the keeper is about to say so
        except ValueError:
            with self._changed:
                host.waiting.pop(number, None)
            raise
        if call.answered.wait(max(deadline - time.monotonic(), 0)):
            return call.reply
        return self._give_up(host, number, call, method)

    def _is_decided(self) -> bool:
        return self._closed or self._state is not DeviceState.STARTING

    def _give_up(self, host: _Host, number: int, call: _Call, method: str) -> Reply:
        with self._changed:
            if host.waiting.pop(number, None) is None:
                return call.reply  # answered at the last moment
            log.error("device timed out", extra={"method": method})
            self._abandon(host)
        return Reply(DeviceFault.TIMEOUT)

    def _abandon(self, host: _Host) -> None:
        """Kill a host; nothing it still says is heard, and calls made from now on wait for the next one."""
        host.is_abandoned = True
        if self._host is host and not self._closed:
            self._host, self._state = None, DeviceState.STARTING
        host.handle.kill()
        host.wire.shut_down()  # in case a stray process still holds the other end

    def replace(self) -> None:
        """End the host and start a fresh one; calls under way are answered `device.gone`, later ones wait."""
        with self._changed:
            if self._host is not None:
                log.info("host replaced")
                self._abandon(self._host)

    def close(self) -> None:
        """End the host for good; nothing is left behind. Calls under way are answered `device.gone`."""
        with self._changed:
            self._closed = True
            self._state = DeviceState.GONE
            self._changed.notify_all()
            if self._living is not None:
                self._living.wire.shut_down()
        if threading.current_thread() is not self._keeper:
            self._keeper.join()

    # The keeper's thread from here on.

    def _keep(self) -> None:
        failures = 0
        while not self._closed:
            self._announce(DeviceState.STARTING)
            started = time.monotonic()
            wanted = self._live()
            if not wanted:
                self._announce(DeviceState.GONE)
            failures = 0 if wanted or time.monotonic() - started > _HEALTHY_S else failures + 1
            with self._changed:
                self._changed.wait_for(lambda: self._closed, _BACKOFF_S[min(failures, len(_BACKOFF_S) - 1)])
        self._tell_state(DeviceState.GONE)

    def _live(self) -> bool:
        """Run one host from its start to its end; tell whether the end was wanted."""
        try:
            host = _Host(self._launch())
        except OSError as error:
            log.error("host not started", extra={"reason": error.strerror})
            return False
        with self._changed:
            self._living = host
            if self._closed:
                host.wire.shut_down()
        fault = DeviceFault.GONE
        try:
            if self._greet(host):
                self._listen(host)
        except WireError as error:
            log.error("host garbled", extra={"reason": str(error)})
            fault = DeviceFault.GARBLED
        except OSError as error:
            log.error("host unreadable", extra={"reason": error.strerror})
        return self._bury(host, fault)

    def _greet(self, host: _Host) -> bool:
        """Wait until the host serves."""
        if not host.wire.wait_readable(_START_TIMEOUT_S):
            log.error("host start timed out")
            return False
        hello = host.wire.receive()
        if hello is None:
            return False
        hello.close()
        if hello.kind is not Kind.HELLO:
            raise WireError(f"{hello.kind} before hello")
        host.handle.identify(host.wire.peer_pid)
        self._announce(DeviceState.READY, host)
        return True

    def _listen(self, host: _Host) -> None:
        while (message := host.wire.receive()) is not None:
            if message.kind is Kind.REPLY:
                self._settle(host, message)
            elif message.kind is Kind.EVENT:
                self._tell_event(host, message)
            else:
                message.close()
                raise WireError(f"unexpected {message.kind}")

    def _settle(self, host: _Host, message: Message) -> None:
        with self._changed:
            call = None if host.is_abandoned else host.waiting.pop(message.number, None)
        if call is None:
            message.close()  # too late: the caller is told otherwise
        else:
            call.answer(Reply(message.name, message.body, message.buffers))

    def _tell_event(self, host: _Host, message: Message) -> None:
        with self._changed:
            if self._host is not host:
                message.close()  # the last words of a host that was given up
                return
        try:
            self._on_event(Event(message.name, message.body, message.buffers))
        except Exception as bug:  # noqa: BLE001  the reason stands below
            # A listener's bug must not take the device away from everybody else. Its text may hold personal data.
            log.error("listener failed: %s on %s", type(bug).__name__, message.name)

    def _bury(self, host: _Host, fault: DeviceFault) -> bool:
        """Answer whoever still waits, leave nothing of the host behind; tell whether its end was wanted."""
        with self._changed:
            self._living = None
            if self._host is host:
                self._host = None
                self._state = DeviceState.GONE
            wanted = host.is_abandoned or self._closed
            left, host.waiting = list(host.waiting.values()), {}
        for call in left:
            call.answer(Reply(fault))
        host.handle.release(_CLOSE_GRACE_S if self._closed else 0)
        host.wire.close()
        return wanted

    def _announce(self, state: DeviceState, host: _Host | None = None) -> None:
        with self._changed:
            if self._closed:
                return
            self._state, self._host = state, host
            self._changed.notify_all()
        self._tell_state(state)

    def _tell_state(self, state: DeviceState) -> None:
        log.info("device state changed", extra={"state": state})
        try:
            self._on_state(state)
        except Exception as bug:  # noqa: BLE001  the reason stands below
            # A listener's bug must not take the device away from everybody else. Its text may hold personal data.
            log.error("listener failed: %s on %s", type(bug).__name__, state)
