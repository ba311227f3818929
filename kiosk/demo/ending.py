"""Ctrl+C, SIGTERM and a closed terminal end a running world in order, whenever they come."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ending:
    """Tells whether somebody asked for the end; a context manager, on the main thread."""

    def __init__(self) -> None:
        self.is_asked = False
        self._interrupts = False
        self._before: list[object] = []

    def __enter__(self) -> Self:
        self._before = [signal.signal(number, self._hear) for number in _SIGNALS]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in zip(_SIGNALS, self._before, strict=True):
            signal.signal(number, handler if callable(handler) else signal.SIG_DFL)

    def ask(self) -> None:
        """Ask for the end, as a signal does."""
        self.is_asked = True

    @contextmanager
    def interrupting(self) -> Iterator[None]:
        """Let a signal end what is done inside at once, by KeyboardInterrupt: for work without an event loop."""
        if self.is_asked:
            raise KeyboardInterrupt
        self._interrupts = True
        try:
            yield
        finally:
            self._interrupts = False

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_asked = True
        if self._interrupts:
            self._interrupts = False  # a second one must not cut the tidying short
            raise KeyboardInterrupt
