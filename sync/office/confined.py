"""Bytes from outside are parsed in throw-away processes: a hostile PDF can cost one letter, never the server."""

import array
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sync.office.jobs import JobName, Options
from sync.office.metrics import Metrics
from sync.office.zygote import LENGTH

_PIPE_BYTES = 1024 * 1024
_LAUNCHES = 2


class Misfortune(StrEnum):
    """How a confined job can end without an answer."""

    DEADLINE = "deadline"
    DIED = "died"


@dataclass(frozen=True)
class Job:
    """What is to be done, and what it may cost."""

    name: JobName
    options: Options
    deadline_s: float
    memory_bytes: int

    def message(self) -> bytes:
        """As the zygote reads it."""
        order: Mapping[str, object] = {
            "job": self.name.value,
            "options": self.options,
            "deadline_s": self.deadline_s,
            "memory_bytes": self.memory_bytes,
        }
        return json.dumps(order).encode()


class Nursery:
    """Keeps one zygote, and starts another when it has died. Its answers are bytes, never a pickle."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None

    def run(self, job: Job, payload: bytes) -> bytes | Misfortune:
        """Do a job in a child of its own. Blocks until it has answered or its deadline has passed."""
        readable, writable = os.pipe()
        try:
            with _in_memory(payload) as input_fd:
                self._hand_over(job.message(), input_fd, writable)
            os.close(writable)
            writable = -1
            return _read_answer(readable, job.deadline_s)
        finally:
            os.close(readable)
            if writable != -1:
                os.close(writable)

    def start(self) -> None:
        """Begin with the slow imports now, so that the first letter need not wait for them."""
        with self._lock:
            self._connected()

    def close(self) -> None:
        """End the zygote; a child at work ends with its pipe."""
        with self._lock:
            self._drop()

    def _hand_over(self, message: bytes, input_fd: int, answer_fd: int) -> None:
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [input_fd, answer_fd]))]
        with self._lock:
            for launch in range(_LAUNCHES):
                try:
                    self._connected().sendmsg([message], rights)
                except OSError:
                    self._drop()
                    if launch == _LAUNCHES - 1:
                        raise
                else:
                    return

    def _connected(self) -> socket.socket:
        if self._connection is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            command = [sys.executable, "-m", "sync.office.zygote", str(theirs.fileno())]
            with theirs:
                self._process = subprocess.Popen(
                    command,
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            self._connection = ours
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class Workers:
    """Lets so many jobs run at a time, and counts those that ended badly."""

    def __init__(self, nursery: Nursery, *, count: int, memory_bytes: int, metrics: Metrics) -> None:
        self._nursery = nursery
        self._slots = threading.BoundedSemaphore(count)
        self._memory_bytes = memory_bytes
        self._metrics = metrics

    def run(
        self, name: JobName, options: Options, payload: bytes, *, deadline_s: float
    ) -> bytes | Misfortune:
        """Answer what the job answered. Blocks while all slots are taken."""
        with self._slots:
            answer = self._nursery.run(Job(name, options, deadline_s, self._memory_bytes), payload)
        if isinstance(answer, Misfortune):
            self._metrics.worker_misfortunes.labels(kind=answer.value).inc()
        return answer


@contextlib.contextmanager
def _in_memory(payload: bytes) -> Iterator[int]:
    """The input as a file that is on no disk."""
    handle = os.memfd_create("letter", os.MFD_CLOEXEC)
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(payload)
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
    finally:
        os.close(handle)


def _read_answer(readable: int, deadline_s: float) -> bytes | Misfortune:
    """Read until the child has closed the pipe; a length in front tells a whole answer from a torn one."""
    answer = bytearray()
    until = time.monotonic() + deadline_s
    poll = select.poll()
    poll.register(readable, select.POLLIN)
    while True:
        left_s = until - time.monotonic()
        if left_s <= 0 or not poll.poll(left_s * 1000):
            return Misfortune.DEADLINE
        piece = os.read(readable, _PIPE_BYTES)
        if not piece:
            break
        answer += piece
    head = answer[: LENGTH.size]
    if len(head) < LENGTH.size or LENGTH.unpack(head)[0] != len(answer) - LENGTH.size:
        return Misfortune.DIED
    return bytes(answer[LENGTH.size :])
