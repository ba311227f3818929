"""A portrait panel must fit a desk's screen, with the drawer beside it: where the two windows go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt

_TITLE_BAR_PX = 40
_GAP_PX = 12
_DRAWER_WIDTH_PX = 1240
_DRAWER_HEIGHT_PX = 1000
_DRAWER_NARROWEST_PX = 620


@dataclass(frozen=True)
class Places:
    """The insides of the two windows, in the screen's own coordinates."""

    kiosk: QRect
    drawer: QRect


def places_on(desk: QRect, panel: QSize) -> Places:
    """Place the panel as large as fits, at the left, and the drawer beside it, or over it on a narrow screen."""
    top = desk.top() + _TITLE_BAR_PX
    height = desk.height() - _TITLE_BAR_PX - _GAP_PX
    scene = panel.scaled(QSize(desk.width() - 2 * _GAP_PX, height), Qt.AspectRatioMode.KeepAspectRatio)
    scene = scene.boundedTo(panel)
    kiosk = QRect(desk.left() + _GAP_PX, top, scene.width(), scene.height())
    room = desk.right() - kiosk.right() - 2 * _GAP_PX
    width = min(max(room, _DRAWER_NARROWEST_PX), _DRAWER_WIDTH_PX, desk.width())
    left = min(kiosk.right() + _GAP_PX, desk.right() + 1 - width)
    return Places(kiosk, QRect(left, top, width, min(height, _DRAWER_HEIGHT_PX)))
