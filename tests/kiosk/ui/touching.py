"""A finger: presses where a person would, through Qt's touch events."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from tests.kiosk.ui.gallery import Stage


@cache
def finger() -> QPointingDevice:
    return QTest.createTouchDevice()


def tap(stage: Stage, name: str) -> None:
    """Press and release in the middle of the shown item of this name."""
    tap_at(stage, stage.centre(stage.find(name)).toPoint())


def tap_at(stage: Stage, place: QPoint) -> None:
    slide(stage, place, place)


def slide(stage: Stage, start: QPoint, end: QPoint) -> None:
    """Press at one place and release at another."""
    QTest.touchEvent(stage.window, finger()).press(0, start, stage.window).commit()
    if end != start:
        QTest.touchEvent(stage.window, finger()).move(0, end, stage.window).commit()
    QTest.touchEvent(stage.window, finger()).release(0, end, stage.window).commit()
    stage.settle(pictures=False)


def asked(stage: Stage) -> list[tuple[str, dict[str, object]]]:
    """What was asked of the session since the last call; that someone is there goes without saying."""
    sent = [(name, arguments) for name, arguments in stage.sent if name != "touched"]
    stage.sent.clear()
    return sent
