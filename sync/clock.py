"""Deadlines in law hang on the date of receipt, so a time is recorded with what is known about the clock."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

Clock = Callable[[], datetime]
"""Answers the present moment as an aware datetime in UTC."""

RandomBytes = Callable[[int], bytes]
"""Answers that many unpredictable bytes (`secrets.token_bytes` outside tests)."""


class ClockState(StrEnum):
    """What the kiosk knew about its clock when it wrote down a time."""

    SYNCHRONISED = "synchronised"
    DRIFTED = "drifted"  # it was synchronised once, and has been on its own since
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ClockReading:
    """A moment, with how far it can be trusted."""

    at: datetime
    state: ClockState
    note: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a clock reading needs a time zone")


@dataclass(frozen=True)
class KernelClock:
    """What the kernel's time discipline says about itself."""

    is_synchronised: bool
    largest_error_s: float


class ClockWatch:
    """Reads the clock and remembers, across restarts, when it was last known to be right."""

    def __init__(self, clock: Clock, kernel: Callable[[], KernelClock | None], memory: Path) -> None:
        self._clock = clock
        self._kernel = kernel
        self._memory = memory

    def read(self) -> ClockReading:
        """Answer the time now, and remember it if the clock is synchronised."""
        now, kernel = self._clock(), self._kernel()
        if kernel is not None and kernel.is_synchronised:
            self._remember(now)
            return ClockReading(now, ClockState.SYNCHRONISED, f"within {kernel.largest_error_s:.3f} s")
        since = self._remembered()
        # A memory from the future means that the clock was set back: then nothing is known.
        if since is None or since > now:
            return ClockReading(now, ClockState.UNKNOWN, "never synchronised since it was last set")
        return ClockReading(
            now, ClockState.DRIFTED, f"on its own since {since.isoformat(timespec='seconds')}"
        )

    def _remember(self, now: datetime) -> None:
        fresh = self._memory.with_name(self._memory.name + ".new")
        fresh.write_text(now.isoformat(), encoding="ascii")
        fresh.replace(self._memory)

    def _remembered(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self._memory.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None


def system_clock() -> datetime:
    """Answer the machine's time; the only place in this package that asks for it."""
    return datetime.now(UTC)


class _Timex(ctypes.Structure):
    """`struct timex` of adjtimex(2); the first fields are read, the rest is room for the kernel to write."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 208),
    )


_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised to a reliable server


def kernel_clock() -> KernelClock | None:
    """Ask the kernel whether its clock is being disciplined; None where it can't be asked."""
    timex = _Timex()
    answer = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(timex))
    if answer < 0:
        return None
    return KernelClock(is_synchronised=answer != _TIME_ERROR, largest_error_s=timex.maxerror / 1e6)
