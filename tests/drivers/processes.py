"""What is left of a test in the process table: children, threads, descriptors."""

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path


def wait_until(is_so: Callable[[], bool], *, within_s: float = 20.0) -> None:
    """Wait until something becomes true; fail when it doesn't."""
    deadline = time.monotonic() + within_s
    pause = threading.Event()
    while not is_so():
        assert time.monotonic() < deadline, "it never became true"
        pause.wait(0.005)


def children(program: str) -> list[int]:
    """List our child processes whose command line names a program."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # a thread that has just ended
            pids = map(int, (task / "children").read_text().split())
            found += [pid for pid in pids if program in command_line(pid)]
    return found


def command_line(pid: int) -> str:
    """Return the command line of a process; empty when it is gone or dead."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def is_alive(pid: int) -> bool:
    """Tell whether a process still runs (a dead one that nobody has reaped doesn't)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def resident_kib(pid: int) -> int:
    """Return how much memory a process holds, shared images not counted."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    raise AssertionError("no RssAnon")


class Leavings:
    """Compares what this process holds now with what it held when this object was made."""

    def __init__(self) -> None:
        self._descriptors = self._open_descriptors()
        self._threads = set(threading.enumerate())

    @staticmethod
    def _open_descriptors() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def assert_none(self) -> None:
        """Fail when a descriptor or a thread was left behind."""
        assert set(threading.enumerate()) - self._threads == set()
        assert self._open_descriptors() <= self._descriptors
