"""Lets the session ask for time without having a clock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.session.effects import StartTimer, StopTimer
from kiosk.session.events import TimerFired
from kiosk.session.values import Timer


class Timers:
    """Single-shot timers by name, on the screen's thread."""

    def __init__(self, post: Callable[[TimerFired], None], parent: QObject, *, speed: float = 1.0) -> None:
        """`speed` 2.0 makes every wait half as long; for demonstrations and tests."""
        self._post = post
        self._parent = parent
        self._speed = speed
        self._timers: dict[Timer, QTimer] = {}

    def start(self, effect: StartTimer) -> None:
        """(Re)start."""
        timer = self._timers.get(effect.name)
        if timer is None:
            timer = QTimer(self._parent)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._post(TimerFired(effect.name)))
            self._timers[effect.name] = timer
        timer.start(max(1, int(effect.seconds * 1000 / self._speed)))

    def stop(self, effect: StopTimer) -> None:
        """Let it not fire."""
        timer = self._timers.get(effect.name)
        if timer is not None:
            timer.stop()

    def fire(self, name: Timer) -> None:
        """Let a running timer fire now, whatever time is left: tests drive the clock with this."""
        timer = self._timers.get(name)
        if timer is not None and timer.isActive():
            timer.stop()
            self._post(TimerFired(name))

    def stop_all(self) -> None:
        """Let none fire any more."""
        for timer in self._timers.values():
            timer.stop()
