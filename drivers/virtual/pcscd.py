"""Machines without systemd run no PC/SC daemon: this starts one for a demo or a test.

The ports of the virtual readers (vpcd) are fixed and machine-wide, so whoever uses them holds a file lock.
"""

import contextlib
import errno
import fcntl
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

PROGRAM: Final = Path("/usr/sbin/pcscd")
COMMAND_SOCKET: Final = Path("/run/pcscd/pcscd.comm")
VPCD_PORT: Final = 35963
_LOCK: Final = Path("/run/lock/urzedomat-vpcd.lock")
_POLL_S: Final = 0.05


class PcscdUnavailableError(Exception):
    """No PC/SC daemon with virtual readers can be had on this machine."""


class Pcscd:
    """The PC/SC daemon: the system's own if one runs, otherwise a child that ends with this object."""

    def __init__(self, *, deadline_s: float = 20.0) -> None:
        self._deadline_s = deadline_s
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def is_ours(self) -> bool:
        """Tell whether the daemon is a child of this process, and so may be killed."""
        return self._child is not None

    def start(self) -> None:
        """Make sure that a daemon answers and virtual readers listen; raise PcscdUnavailableError."""
        if not _answers():
            self._spawn()
        self._wait(lambda: _answers() and _listens(VPCD_PORT), "no virtual reader listens")

    def kill(self) -> None:
        """Let the daemon die as it would in a crash; only one of ours."""
        if self._child is None:
            raise PcscdUnavailableError("the daemon belongs to the system")
        self._child.kill()
        self._child.wait()
        self._child = None

    def stop(self) -> None:
        """End the daemon if it is ours; the system's own is left alone."""
        if self._child is None:
            return
        self._child.terminate()
        try:
            self._child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            # pcscd joins its reader threads first, and a virtual card that has stalled holds one of them.
            self._child.kill()
            self._child.wait()
        self._child = None

    def _spawn(self) -> None:
        if not PROGRAM.exists():
            raise PcscdUnavailableError(f"{PROGRAM} is not installed")
        # A killed daemon leaves its socket behind, and everybody would take that for a daemon.
        with contextlib.suppress(OSError):
            COMMAND_SOCKET.unlink()
        command = [str(PROGRAM), "--foreground"]
        if (setpriv := shutil.which("setpriv")) is not None:
            # The daemon must not outlive a test run that was killed.
            command = [setpriv, "--pdeathsig", "TERM", *command]
        self._child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + self._deadline_s
        while not condition():
            if self._child is not None and self._child.poll() is not None:
                code, self._child = self._child.returncode, None
                raise PcscdUnavailableError(f"pcscd ended with status {code}")
            if time.monotonic() > deadline:
                self.stop()
                raise PcscdUnavailableError(otherwise)
            time.sleep(_POLL_S)


@contextlib.contextmanager
def virtual_readers_held(*, deadline_s: float = 240.0) -> Iterator[None]:
    """Wait for the machine's virtual readers and keep them: two users would pull each other's cards.

    Raise PcscdUnavailableError when somebody else keeps them beyond the deadline.
    """
    descriptor = os.open(_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        _lock(descriptor, time.monotonic() + deadline_s)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise PcscdUnavailableError(f"another program keeps the virtual readers ({_LOCK})") from None
            time.sleep(_POLL_S)
        else:
            return


def _answers() -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(COMMAND_SOCKET)) == 0


def _listens(port: int) -> bool:
    """Tell whether somebody listens, without connecting: a connection would be taken for a card."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - vpcd itself listens on every interface
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False
