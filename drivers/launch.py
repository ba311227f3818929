"""A host is a child or sits behind a socket of systemd's; the client of a device must not care which."""

import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

log = logging.getLogger(__name__)

_CONNECT_TIMEOUT_S = 5.0
_REAP_TIMEOUT_S = 5.0


class HostHandle(Protocol):
    """A host that was started or reached, and the power to end it."""

    connection: socket.socket

    def identify(self, pid: int) -> None:
        """Take note of the process that really serves, as the kernel attested it."""

    def kill(self) -> None:
        """End the host at once, whatever it is doing; safe from any thread, more than once."""

    def release(self, grace_s: float) -> None:
        """Wait for the host to end by itself, then kill it, and leave nothing behind."""


Launcher: TypeAlias = Callable[[], HostHandle]
"""Start or reach a host; raise OSError when that is impossible at the moment."""


class ChildLauncher:
    """Start the host as a child with one end of a socket pair: `argv… --connection-fd N`.

    The host asks for death with its parent itself (see `drivers.process`), and a group of its own makes sure
    that its workers die with it.
    """

    def __init__(self, argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
        self._argv = [str(part) for part in argv]
        self._env = None if env is None else dict(env)

    def __call__(self) -> HostHandle:
        """Start one host."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                child = subprocess.Popen(
                    [*self._argv, "--connection-fd", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=2,  # C libraries chatter; the output of the kiosk's own commands stays clean
                    env=self._env,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
        except BaseException:
            ours.close()
            raise
        return ChildHandle(ours, child)


class ChildHandle:
    """A host that is our child."""

    def __init__(self, connection: socket.socket, child: subprocess.Popen[bytes]) -> None:
        self.connection = connection
        self.pid = child.pid
        self._child = child
        self._pidfd = os.pidfd_open(child.pid)
        self._reaping = threading.Lock()

    def identify(self, pid: int) -> None:
        """Do nothing: the process is known since it was started (behind a wrapper it has another number)."""

    def kill(self) -> None:
        """Kill the host and its workers, unless it was reaped: then its number may be somebody else's."""
        with self._reaping:
            if self._child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.pid, signal.SIGKILL)

    def release(self, grace_s: float) -> None:
        """Wait for the host to end by itself, kill what is left of its group, and reap it."""
        if grace_s > 0:
            _wait_ended(self._pidfd, grace_s)
        self.kill()
        if _wait_ended(self._pidfd, _REAP_TIMEOUT_S):
            with self._reaping:
                self._child.wait()
        else:
            log.error("host survived kill", extra={"pid": self.pid})
        os.close(self._pidfd)


class SocketLauncher:
    """Reach the host through a listening socket, behind which systemd starts one host for each connection."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> HostHandle:
        """Connect to the host."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            connection.settimeout(_CONNECT_TIMEOUT_S)
            connection.connect(str(self._path))
            connection.settimeout(None)
        except BaseException:
            connection.close()
            raise
        return SocketHandle(connection)


class SocketHandle:
    """A host that somebody else started; it ends with the connection, or is killed where that is allowed."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._pidfd = -1
        self._holding = threading.Lock()

    def identify(self, pid: int) -> None:
        """Hold on to the process, so that a number used anew is never killed in its place."""
        with self._holding:
            if pid > 1 and self._pidfd < 0:
                with contextlib.suppress(OSError):
                    self._pidfd = os.pidfd_open(pid)

    def kill(self) -> None:
        """Kill the host if it may be killed, and end the conversation in any case."""
        with self._holding:
            if self._pidfd >= 0:
                # A host of another user can't be killed: it ends itself when the connection ends.
                with contextlib.suppress(OSError):
                    signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def release(self, grace_s: float) -> None:
        """Wait for the host to end by itself, then kill it, and let go of it."""
        if self._pidfd < 0:
            return
        if grace_s <= 0 or not _wait_ended(self._pidfd, grace_s):
            self.kill()
            _wait_ended(self._pidfd, _REAP_TIMEOUT_S)
        with self._holding:
            os.close(self._pidfd)
            self._pidfd = -1


def _wait_ended(pidfd: int, timeout_s: float) -> bool:
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(timeout_s * 1000))
