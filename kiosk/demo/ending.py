"""Ctrl+C, SIGTERM and a closed terminal end a running world in order, whenever they come."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ending:
    """Tells whether somebody asked for the end; a context manager, on the main thread."""

    def __init__(self) -> None:
        self.is_asked = False
        self._interrupts = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # such as under nohup
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)

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
