"""Acts as a resident who can't see the source: finds what to press in the accessibility tree, and touches the glass.

What has no role or no name there can't be found, so every visit of a visitor is a test of accessibility too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

_BUTTONS = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ListItem,
    QAccessible.Role.Link,
    QAccessible.Role.MenuItem,
}
_TEXTS = {QAccessible.Role.Heading, QAccessible.Role.StaticText}


class LostError(AssertionError):
    """The visitor does not find what the visit needs; the text says what is on the screen instead."""


@dataclass(frozen=True)
class Seen:
    """One item of the accessibility tree, on the glass."""

    name: str
    role: QAccessible.Role
    area: QRect
    is_enabled: bool


class Visitor:
    """Touches one window. Times are real: it waits for what it wants to see, and not longer than a deadline."""

    def __init__(
        self, window: QQuickWindow, *, pause_s: float = 0.0, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`pause_s`: how long to linger before each touch, so that a person can follow."""
        QAccessible.setActive(True)
        self._window = window
        self._finger = QTest.createTouchDevice()
        self._pause_s = pause_s
        self._monotonic = monotonic
        self.touches: list[str] = []

    def sees(self) -> list[Seen]:
        """Return everything on the glass now, in the order in which a screen reader meets it."""
        return list(self._visible())

    def heading(self) -> str:
        """Return the title of the screen or of the dialog above it."""
        headings = [item.name for item in self._visible() if item.role == QAccessible.Role.Heading]
        return headings[-1] if headings else ""

    def texts(self) -> list[str]:
        """Return what can be read on the glass."""
        return [item.name for item in self._visible() if item.role in _TEXTS]

    def find(self, *names: str) -> Seen | None:
        """Return the first enabled thing to press whose name is, or begins with, one of these."""
        pressable = [item for item in self._visible() if item.role in _BUTTONS and item.is_enabled]
        for name in names:
            for item in pressable:
                if item.name == name:
                    return item
        for name in names:
            for item in pressable:
                if item.name.startswith(name):
                    return item
        return None

    def touch(self, *names: str, within_s: float = 20.0) -> str:
        """Wait until one of these can be pressed, press it, and return its name."""
        seen: list[Seen | None] = [None]

        def is_at_rest() -> bool:
            """It is there, and where it was a moment ago: nobody aims at what still moves."""
            before, seen[0] = seen[0], self.find(*names)
            return seen[0] is not None and seen[0] == before

        wanted = f"something to press named {' or '.join(names)}"
        self.wait(is_at_rest, wanted, within_s=within_s)
        if self._pause_s:
            self.linger(self._pause_s)
            self.wait(is_at_rest, wanted, within_s=within_s)
        target = seen[0]
        assert target is not None  # noqa: S101  it was waited for
        self.touch_at(target.area.center())
        self.touches.append(target.name)
        return target.name

    def touch_at(self, where: QPoint) -> None:
        """Press and lift a finger at this point of the screen."""
        point = self._window.mapFromGlobal(where)
        QTest.touchEvent(self._window, self._finger).press(0, point, self._window).commit()
        QTest.touchEvent(self._window, self._finger).release(0, point, self._window).commit()
        QGuiApplication.processEvents()

    def type(self, text: str) -> None:
        """Type on the screen's own keyboard, key by key."""
        for letter in text:
            self.touch({" ": "spacja"}.get(letter, letter))

    def wait(self, is_so: Callable[[], bool], what: str, *, within_s: float = 20.0) -> None:
        """Let the kiosk work until it is so; raise LostError when that takes too long."""
        deadline = self._monotonic() + within_s
        while not is_so():
            if self._monotonic() > deadline:
                raise LostError(f"waited {within_s} s for {what}; on the screen: {self._description()}")
            QTest.qWait(15)

    def linger(self, seconds: float) -> None:
        """Let the kiosk work for so long."""
        deadline = self._monotonic() + seconds
        while self._monotonic() < deadline:
            QTest.qWait(15)

    def is_drawn(self) -> bool:
        """Tell whether every picture on the glass has arrived; they are made beside the screen's own thread."""
        waiting = [self._window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                # Its status is an enum that can't be read from here; what is still on its way has not come whole.
                if (
                    item.inherits("QQuickImage")
                    and item.property("source").toString()
                    and item.property("progress") < 1
                ):
                    return False
                waiting.extend(item.childItems())
        return True

    def picture(self, path: Path) -> None:
        """Save what the glass shows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._window.grabWindow().save(str(path)):
            raise OSError(f"can't save {path.name}")

    def _visible(self) -> Iterator[Seen]:
        root = QAccessible.queryAccessibleInterface(self._window)
        glass = QRect(self._window.mapToGlobal(QPoint(0, 0)), self._window.size())
        yield from _walk(root, glass)

    def _description(self) -> str:
        """Name the screen by its heading and buttons; nothing that a resident typed."""
        buttons = [item.name for item in self._visible() if item.role in _BUTTONS]
        return f"{self.heading()!r} with {buttons[:20]}"


def _walk(item: QAccessibleInterface, glass: QRect) -> Iterator[Seen]:
    state = item.state()
    if state.invisible:
        return
    area = item.rect()
    name = item.text(QAccessible.Text.Name)
    if name and not area.isEmpty() and glass.contains(area.center()):
        yield Seen(name, item.role(), area, not state.disabled)
    for position in range(item.childCount()):
        yield from _walk(item.child(position), glass)
