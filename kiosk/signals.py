"""Ends a Qt program in order when systemd or a person at the terminal asks for it."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QTimer

_LOOK_EVERY_MS = 200


@contextlib.contextmanager
def ended_by_signals(application: QCoreApplication) -> Iterator[None]:
    """Let SIGTERM and SIGINT quit the application's loop while the context is open."""
    before = {number: signal.signal(number, lambda *_: application.quit()) for number in _SIGNALS}
    # Python runs its signal handlers between two of its own instructions: the loop has to come by now and then.
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_LOOK_EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


_SIGNALS = (signal.SIGTERM, signal.SIGINT)
