"""The inside of the virtual printer: a memory, sensors, and a mechanism that prints while they allow it."""

import contextlib
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from drivers.virtual.paper import (
    LINE_DOTS,
    ConfirmationAsked,
    CutOff,
    Interpreter,
    PaperError,
    PaperItem,
    PrintedImage,
    PrintedLine,
    PrintedQr,
)

_STATUS: Final = b"\x10\x04"
_CLEAR: Final = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_CLEARED: Final = b"\x37\x25\x00"
_QR_LINES: Final = 10

Speak = Callable[[bytes], None]


class PaperSensor(StrEnum):
    """What the paper sensors see."""

    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"


class PrintMechanism:
    """Prints what it is given, command by command; hands may interfere at any time, from any thread."""

    def __init__(self, *, width_dots: int, line_time_s: float) -> None:
        self.width_dots: Final = width_dots
        self.changed: Final = threading.Condition()
        self._line_time_s = line_time_s
        self._is_closed = False
        self.renew()
        self._thread = threading.Thread(target=self._run, name="print-mechanism", daemon=True)
        self._thread.start()

    def renew(self) -> None:
        """Be as fresh from the factory, with paper."""
        with self.changed:
            self._memory = b""
            self._is_incomplete = False
            self._interpreter = Interpreter()
            self._speak: Speak = _say_nothing
            self._paper = PaperSensor.OK
            self._is_cover_open = False
            self._is_online = True
            self._is_stalled = False
            self._mishap: tuple[int, Callable[[], None]] | None = None
            self._slips: list[list[PaperItem]] = [[]]
            self._error: PaperError | None = None
            self.changed.notify_all()

    # What hands can do.

    def set_paper(self, paper: PaperSensor) -> None:
        """Put paper in, or take it out."""
        with self.changed:
            self._paper, self._mishap = paper, None
            self.changed.notify_all()

    def set_cover(self, *, is_open: bool) -> None:
        """Open or close the cover."""
        with self.changed:
            self._is_cover_open, self._mishap = is_open, None
            self.changed.notify_all()

    def set_online(self, *, is_online: bool) -> None:
        """Press its on-line button."""
        with self.changed:
            self._is_online = is_online
            self.changed.notify_all()

    def stall(self, *, is_stalled: bool) -> None:
        """Make it take bytes and say nothing, or wake it up."""
        with self.changed:
            self._is_stalled = is_stalled
            self.changed.notify_all()

    def wait_until_awake(self) -> None:
        """Wait while it is stalled."""
        with self.changed:
            self.changed.wait_for(lambda: not self._is_stalled or self._is_closed)

    def interfere_after(self, lines: int, mishap: Callable[[], None]) -> None:
        """Let something happen after so many more lines."""
        with self.changed:
            self._mishap = (lines, mishap)

    def power_off(self) -> None:
        """Forget what isn't printed yet, as without power."""
        with self.changed:
            self._memory = b""
            self._interpreter = Interpreter()
            self._speak = _say_nothing

    def close(self) -> None:
        """Stop for good."""
        with self.changed:
            self._is_closed = True
            self.changed.notify_all()
        self._thread.join()

    @property
    def paper(self) -> PaperSensor:
        """What the paper sensors see now."""
        with self.changed:
            return self._paper

    @property
    def is_cover_open(self) -> bool:
        """Tell whether the cover is open."""
        with self.changed:
            return self._is_cover_open

    # What the wire brings.

    def put(self, data: bytes, speak: Speak) -> None:
        """Remember bytes to be printed; answers to them go to whoever sent them."""
        with self.changed:
            self._memory += data
            self._is_incomplete = False
            self._speak = speak
            self.changed.notify_all()

    def real_time(self, data: bytes) -> tuple[int, bytes]:
        """Obey a real-time command at the front of the data: how long it is (0 = it is none), and the answer."""
        with self.changed:
            if data.startswith(_STATUS) and len(data) > len(_STATUS):
                return len(_STATUS) + 1, bytes([self._status(data[len(_STATUS)])])
            if data.startswith(_CLEAR):
                self._memory = b""
                self._interpreter.discard_line()
                return len(_CLEAR), _CLEARED
        return 0, b""

    @property
    def slips(self) -> list[list[PaperItem]]:
        """What is on paper, slip by slip, without blank ones; raise PaperError if it was told nonsense."""
        with self.changed:
            if self._error is not None:
                raise self._error
            return [list(slip) for slip in self._slips if any(map(_line_count, slip))]

    def _status(self, what: int) -> int:
        is_out = self._paper is PaperSensor.OUT
        match what:
            case 1:
                return 0x12 | (0 if self._can_print() else 0x08)
            case 2:
                return 0x12 | (0x04 if self._is_cover_open else 0) | (0x20 if is_out else 0)
            case 4:
                is_near = self._paper is not PaperSensor.OK
                return 0x12 | (0x0C if is_near else 0) | (0x60 if is_out else 0)
            case _:
                return 0x12

    def _can_print(self) -> bool:
        return self._is_online and not self._is_cover_open and self._paper is not PaperSensor.OUT

    def _has_work(self) -> bool:
        is_idle = not self._memory or self._is_incomplete or self._is_stalled
        return self._can_print() and self._error is None and not is_idle

    def _run(self) -> None:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self._is_closed or self._has_work())
                if self._is_closed:
                    return
                item = self._step()
                if item is not None:
                    self._put_on_paper(item)
                    pause_s = self._line_time_s * _line_count(item)
                    if pause_s:
                        self.changed.wait_for(lambda: self._is_closed, pause_s)

    def _step(self) -> PaperItem | None:
        """Interpret until something comes onto the paper, or until the memory ends."""
        try:
            while self._memory:
                used, item = self._interpreter.step(self._memory)
                self._memory = self._memory[used:]
                if item is not None:
                    return item
                if used == 0:
                    self._is_incomplete = True
                    return None
        except PaperError as error:
            self._fail(error)
        return None

    def _fail(self, error: PaperError) -> None:
        self._error = error
        self.changed.notify_all()

    def _put_on_paper(self, item: PaperItem) -> None:
        if isinstance(item, ConfirmationAsked):
            with contextlib.suppress(OSError):
                self._speak(b"\x00")
            return
        if _width_dots(item) > self.width_dots:
            # A real printer would break the line wherever it happens to end.
            self._fail(PaperError(f"wider than the paper: {_width_dots(item)} dots"))
            return
        self._slips[-1].append(item)
        if isinstance(item, CutOff):
            self._slips.append([])
        if self._mishap is not None:
            lines, mishap = self._mishap
            left = lines - _line_count(item)
            self._mishap = (left, mishap) if left > 0 else None
            if left <= 0:
                mishap()
        self.changed.notify_all()


def _width_dots(item: PaperItem) -> int:
    match item:
        case PrintedLine():
            return item.width_dots
        case PrintedImage():
            return item.width_dots
        case _:
            return 0


def _say_nothing(answer: bytes) -> None:
    del answer


def _line_count(item: PaperItem) -> int:
    match item:
        case PrintedLine() as line:
            return 1 if line.runs else 0
        case PrintedImage() as image:
            return max(image.height_dots // LINE_DOTS, 1)
        case PrintedQr():
            return _QR_LINES
        case _:
            return 0
