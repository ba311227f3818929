"""The far side of the process wall: serves one device, so that its C library can hang or crash alone."""

import contextlib
import logging
import queue
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from drivers.wire import (
    Buffer,
    Connection,
    DeviceFault,
    JsonValue,
    Kind,
    Message,
    MessageTooLargeError,
    WireError,
)

log = logging.getLogger(__name__)

Emit: TypeAlias = Callable[[str, Mapping[str, JsonValue], Sequence[Buffer]], None]
"""Tell the client what happened: name, body, buffers. The buffers are handed over and closed once sent."""

_WORKER_GRACE_S: Final = 1.0


@dataclass(frozen=True)
class Answer:
    """What a method returns. Its buffers are handed over and closed once sent."""

    outcome: str = "ok"
    body: Mapping[str, JsonValue] = field(default_factory=dict)
    buffers: Sequence[Buffer] = ()


Method: TypeAlias = Callable[[Mapping[str, JsonValue], Sequence[Buffer]], Answer]
"""Serves one call. The buffers that came with the call are closed when it returns."""


class Service(Protocol):
    """One device, or one thing like a device, served by a host.

    An optional attribute `workers: int` (1 without it) is the number of ordinary calls served at once.
    """

    name: str
    urgent: frozenset[str]
    """Methods served at once even while another runs, such as `cancel`; they have a thread of their own."""

    def start(self, emit: Emit) -> None:
        """Get ready; called once, before the first call is served."""

    def methods(self) -> Mapping[str, Method]:
        """Return what can be called, by name."""

    def close(self) -> None:
        """Let the device go."""


def serve(service: Service, connection: socket.socket) -> None:
    """Serve calls until the peer closes; ordinary ones in order, urgent ones beside them."""
    wire = Connection(connection)
    emitter = _Emitter(wire)
    try:
        service.start(emitter)
        methods = service.methods()
        ordinary = _Lane(f"{service.name}-call", getattr(service, "workers", 1), methods, wire)
        urgent = _Lane(f"{service.name}-urgent", 1, methods, wire)
        emitter.greet(service.name)
        _dispatch(wire, service.urgent, ordinary, urgent)
        # A worker stuck in C code must not keep the host from ending: the process takes it along.
        deadline = time.monotonic() + _WORKER_GRACE_S
        for lane in (urgent, ordinary):
            lane.end(deadline)
        service.close()
    finally:
        wire.close()


class _Lane:
    """Calls waiting in order for one or more worker threads."""

    def __init__(self, name: str, workers: int, methods: Mapping[str, Method], wire: Connection) -> None:
        self._calls: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._methods, self._wire = methods, wire
        self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def put(self, call: Message) -> None:
        self._calls.put(call)

    def end(self, deadline: float) -> None:
        """Drop what nobody waits for any more and let the workers go."""
        with contextlib.suppress(queue.Empty):
            while call := self._calls.get_nowait():
                call.close()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0))

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            answer = _answer(call, self._methods)
            call.close()
            reply = Message(Kind.REPLY, answer.outcome, call.number, answer.body, tuple(answer.buffers))
            try:
                _post(self._wire, reply)
            except MessageTooLargeError:
                log.exception("answer too large", extra={"method": call.name})
                _post(
                    self._wire,
                    Message(Kind.REPLY, DeviceFault.FAILED, call.number, {"error": "MessageTooLargeError"}),
                )


def _dispatch(wire: Connection, urgent_names: frozenset[str], ordinary: _Lane, urgent: _Lane) -> None:
    while True:
        try:
            message = wire.receive()
        except WireError as error:
            log.error("call garbled", extra={"reason": str(error)})
            return
        if message is None:
            return
        if message.kind is not Kind.CALL:
            message.close()
            log.error("call garbled", extra={"reason": f"unexpected {message.kind}"})
            return
        (urgent if message.name in urgent_names else ordinary).put(message)


def _answer(call: Message, methods: Mapping[str, Method]) -> Answer:
    method = methods.get(call.name)
    if method is None:
        return Answer(DeviceFault.UNKNOWN_METHOD)
    try:
        return method(call.body, call.buffers)
    except Exception as error:  # noqa: BLE001 - a bug in one call must not take the device from the next visit
        # The text of a foreign exception may hold personal data: only its kind and place are told.
        log.error(
            "call failed", extra={"method": call.name, "error": type(error).__name__, "place": _place(error)}
        )
        return Answer(DeviceFault.FAILED, {"error": type(error).__name__})


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"


class _Emitter:
    """Tells the client what happened; what happens before the host has greeted is told right after."""

    def __init__(self, wire: Connection) -> None:
        self._wire = wire
        self._lock = threading.Lock()
        self._early: list[Message] | None = []

    def __call__(self, name: str, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> None:
        """Tell one event."""
        event = Message(Kind.EVENT, name, 0, body, tuple(buffers))
        with self._lock:
            if self._early is not None:
                self._early.append(event)  # the client takes an event before the greeting for a broken host
                return
        _post(self._wire, event)

    def greet(self, name: str) -> None:
        """Say that the host serves."""
        with self._lock:
            _post(self._wire, Message(Kind.HELLO, name))
            early, self._early = self._early or [], None
            for event in early:
                _post(self._wire, event)


def _post(wire: Connection, message: Message) -> None:
    """Send and give the buffers back; a client that has gone is noticed by the dispatcher, not here."""
    try:
        wire.send(message)
    except OSError:
        log.info("client gone", extra={"unsent": message.name})
    finally:
        message.close()
