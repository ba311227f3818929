"""A virtual document feeder behaves like paper and rollers: what was fed is gone, what jams stays."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from drivers.virtual.sheets import Look, Picture, Side, blank_side, scan_side, sides_in


class AdfState(StrEnum):
    """The feeder's own words, as eSCL spells them."""

    LOADED = "ScannerAdfLoaded"
    EMPTY = "ScannerAdfEmpty"
    PROCESSING = "ScannerAdfProcessing"
    JAM = "ScannerAdfJam"
    MISPICK = "ScannerAdfMispick"
    MULTIPICK = "ScannerAdfMultipickDetected"
    DOOR_OPEN = "ScannerAdfDoorOpen"
    HATCH_OPEN = "ScannerAdfHatchOpen"
    COVER_OPEN = "ScannerAdfCoverOpen"


class Feed(StrEnum):
    """How an attempt to get the next side ended."""

    FED = "fed"
    EMPTY = "empty"
    STOPPED = "stopped"  # see the feeder's state
    ABANDONED = "abandoned"  # nobody wants the side any more


@dataclass
class _Trouble:
    """A misfortune that strikes when so many more sheets have been fed."""

    state: AdfState
    after_sheets: int


class Feeder:
    """Paper in a tray, rollers, and a lid. Safe from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._tray: deque[Side] = deque()
        self._in_path: deque[Side] = deque()  # sides of the sheet that is under the lamp
        self._last: Picture | None = None
        self._trouble: _Trouble | None = None
        self._fault: AdfState | None = None
        self._cover: AdfState | None = None
        self._free_sheets: int | None = None  # how many more sheets a hand lets pass; None for all
        self.seconds_per_sheet = 0.0
        self.sheets_fed = 0

    # What hands do.

    def load(self, source: Path | Iterable[Path]) -> int:
        """Put a folder, a file or files under what lies in the tray; return the number of sides."""
        sides = sides_in(source)
        with self._changed:
            self._tray.extend(sides)
            self._changed.notify_all()
        return len(sides)

    def take_out(self) -> int:
        """Empty the tray; return the number of sides that were left."""
        with self._changed:
            left = len(self._tray)
            self._tray.clear()
            self._changed.notify_all()
        return left

    def jam(self, *, after_sheets: int = 0) -> None:
        """Let a sheet get stuck, now or after some more have been fed."""
        self._plan(AdfState.JAM, after_sheets)

    def multipick(self, *, after_sheets: int = 0) -> None:
        """Let two sheets be drawn in at once."""
        self._plan(AdfState.MULTIPICK, after_sheets)

    def mispick(self, *, after_sheets: int = 0) -> None:
        """Let the roller slip on a sheet."""
        self._plan(AdfState.MISPICK, after_sheets)

    def hold(self, *, after_sheets: int = 0) -> None:
        """Keep a hand on the paper: let so many more sheets go, and no further until let_go()."""
        with self._changed:
            self._free_sheets = after_sheets

    def let_go(self) -> None:
        """Take the hand away."""
        with self._changed:
            self._free_sheets = None
            self._changed.notify_all()

    def clear(self) -> None:
        """Remove the trouble; the sheet that caused it goes back on top of the stack."""
        with self._changed:
            self._trouble = self._fault = None
            self._changed.notify_all()

    def open_cover(self, state: AdfState = AdfState.DOOR_OPEN) -> None:
        """Open the lid; the state is the word that the device has for it."""
        with self._changed:
            self._cover = state
            self._changed.notify_all()

    def close_cover(self) -> None:
        """Close the lid."""
        with self._changed:
            self._cover = None
            self._changed.notify_all()

    def _plan(self, state: AdfState, after_sheets: int) -> None:
        with self._changed:
            if after_sheets:
                self._trouble = _Trouble(state, after_sheets)
            else:
                self._fault = state
            self._changed.notify_all()

    # What the scanner sees and does.

    @property
    def sides_left(self) -> int:
        """Return how many sides lie in the tray."""
        with self._changed:
            return len(self._tray)

    @property
    def state(self) -> AdfState:
        """Return what the sensors say."""
        with self._changed:
            return self._fault or self._cover or (AdfState.LOADED if self._tray else AdfState.EMPTY)

    def wake(self) -> None:
        """Let a waiting feed look again whether it is still wanted."""
        with self._changed:
            self._changed.notify_all()

    def begin(self) -> None:
        """Forget a sheet whose back nobody fetched: it has left through the exit."""
        with self._changed:
            self._in_path.clear()

    def feed(
        self, look: Look, *, is_duplex: bool, is_wanted: Callable[[], bool]
    ) -> tuple[Feed, Picture | None]:
        """Move the paper and return the next side; raise UnreadableSideError for a file that is no image."""
        with self._changed:
            ended = self._move_paper(is_duplex=is_duplex, is_wanted=is_wanted)
            if ended is not Feed.FED:
                return ended, None
            side = self._in_path.popleft()
        if side.path is None and self._last is not None:
            return Feed.FED, blank_side(look, self._last.width_px, self._last.height_px)
        self._last = scan_side(side, look)
        return Feed.FED, self._last

    def _move_paper(self, *, is_duplex: bool, is_wanted: Callable[[], bool]) -> Feed:
        """Bring a side under the lamp: the back of the sheet that is there, or a new sheet."""
        is_next_sheet = not self._in_path
        if is_next_sheet:
            self._changed.wait_for(lambda: self._free_sheets != 0 or self._is_over(is_wanted))
            self._changed.wait_for(lambda: self._is_over(is_wanted), self.seconds_per_sheet)
        if self._is_stopped():
            return Feed.STOPPED
        if not is_wanted():
            return Feed.ABANDONED
        if is_next_sheet:
            if not self._tray:
                return Feed.EMPTY
            self._draw_sheet(is_duplex=is_duplex)
        return Feed.FED

    def _is_over(self, is_wanted: Callable[[], bool]) -> bool:
        return self._is_stopped() or not self._tray or not is_wanted()

    def _is_stopped(self) -> bool:
        if self._trouble is not None and self._trouble.after_sheets <= 0 and not self._in_path:
            self._fault, self._trouble = self._trouble.state, None
        return self._fault is not None or self._cover is not None

    def _draw_sheet(self, *, is_duplex: bool) -> None:
        self._in_path.append(self._tray.popleft())
        if is_duplex:
            self._in_path.append(self._tray.popleft() if self._tray else Side(None))
        self.sheets_fed += 1
        if self._free_sheets:
            self._free_sheets -= 1
        if self._trouble is not None:
            self._trouble.after_sheets -= 1
