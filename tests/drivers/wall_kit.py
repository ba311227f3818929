"""Hosts to put behind the wall: honest ones, and ones that hang, die and talk nonsense."""

import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from drivers.device import ChildLauncher, DeviceClient, DeviceState, Event, Launcher
from drivers.host import Answer, Emit, Method, Service, serve
from drivers.wire import Buffer, JsonValue
from tests.drivers.scanner_kit import host_environment

ECHO_HOST = Path(__file__).with_name("echo_host.py")


def echo_launcher(*arguments: str) -> ChildLauncher:
    """Start the echo host as a child."""
    return ChildLauncher([sys.executable, ECHO_HOST, *arguments], env=host_environment())


class EchoService:
    """Gives back what it gets; and fails in every way that a C library can."""

    name = "echo"
    urgent = frozenset({"ping"})

    def __init__(self) -> None:
        self.is_closed = False
        self.calls: list[str] = []
        self.released = threading.Event()

    def start(self, emit: Emit) -> None:
        self._emit = emit

    def methods(self) -> Mapping[str, Method]:
        return {
            "echo": self._echo,
            "ping": lambda *_: Answer(body={"pid": os.getpid()}),
            "tell": self._tell,
            "wait": self._wait,
            "fail": self._fail,
            "boast": lambda *_: Answer(body={"text": "x" * 70_000}),
            "hang": lambda *_: self._hang(),
            "die": lambda *_: os._exit(3),
            "freeze": lambda *_: self._freeze(),
        }

    def close(self) -> None:
        self.is_closed = True

    def _echo(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        self.calls.append(str(body.get("name", "")))
        return Answer(body=body, buffers=[Buffer.of(buffer.view()) for buffer in buffers])

    def _tell(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        self._emit("told", body, [Buffer.of(buffer.view()) for buffer in buffers])
        return Answer()

    def _wait(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body, buffers
        return Answer("ok" if self.released.wait(30) else "late")

    def _fail(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del buffers
        raise LookupError(f"no such person: {body['person']}")

    def _hang(self) -> Answer:
        threading.Event().wait()
        return Answer()

    def _freeze(self) -> Answer:
        os.kill(os.getpid(), signal.SIGSTOP)
        return self._hang()  # the signal stops this thread a moment later


class ThreadLauncher:
    """Runs a host in a thread: quick, and close enough where no process has to die."""

    def __init__(self, run: Callable[[socket.socket], None]) -> None:
        self._run = run

    @classmethod
    def serving(cls, service: Service) -> "ThreadLauncher":
        return cls(lambda connection: serve(service, connection))

    def __call__(self) -> "ThreadHandle":
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        thread = threading.Thread(target=self._serve, args=(theirs,))
        thread.start()
        return ThreadHandle(ours, thread)

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            self._run(connection)


class ThreadHandle:
    """A host that is a thread."""

    def __init__(self, connection: socket.socket, thread: threading.Thread) -> None:
        self.connection = connection
        self._thread = thread

    def identify(self, pid: int) -> None:
        assert pid == os.getpid()

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def release(self, grace_s: float) -> None:
        del grace_s
        self.kill()
        self._thread.join(20)


class Device:
    """A client with everything it was told."""

    def __init__(self, launch: Launcher) -> None:
        self.states: list[DeviceState] = []
        self.events: list[Event] = []
        self.changed = threading.Condition()
        self.client = DeviceClient(launch, on_event=self._note_event, on_state=self._note_state)

    def _note_event(self, event: Event) -> None:
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def _note_state(self, state: DeviceState) -> None:
        with self.changed:
            self.states.append(state)
            self.changed.notify_all()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(is_so, 20)

    @property
    def pid(self) -> int:
        assert self.client.wait_ready(20)
        return int(str(self.client.call("ping", deadline_s=20).body["pid"]))
