"""What can be measured on a drawn screen: its controls, its words, and what of them a person can see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtQuick import QQuickItem

from tests.kiosk.ui.gallery import Stage

PRESSED = "QQuickAbstractButton"
TYPED = "QQuickTextInput"
SEEN_PX = 1.0


@dataclass(frozen=True)
class Control:
    """Something to press or to type into, and how much of it can be seen."""

    item: QQuickItem
    whole: QRectF
    seen: QRectF

    @property
    def name(self) -> str:
        return self.item.objectName() or str(self.item.property("text") or "a control without a name")

    @property
    def is_cut(self) -> bool:
        return self.seen.width() < self.whole.width() - 1 or self.seen.height() < self.whole.height() - 1


def seen_part(stage: Stage, item: QQuickItem, whole: QRectF) -> QRectF:
    """What neither the window nor a clipping ancestor cuts off."""
    seen = whole.intersected(QRectF(0, 0, stage.window.width(), stage.window.height()))
    above = item.parentItem()
    while above is not None and not seen.isEmpty():
        if above.clip():
            seen = seen.intersected(stage.rect(above))
        above = above.parentItem()
    return seen


def top_layer(stage: Stage) -> QQuickItem:
    """The dialog when one is open, else the whole scene."""
    overlay = stage.find("overlay")
    opened = [child for child in overlay.childItems() if child.isVisible()]
    return opened[0] if opened and overlay.isEnabled() else stage.window.contentItem()


def within(stage: Stage, root: QQuickItem) -> list[QQuickItem]:
    """Every shown item below `root`."""
    waiting, found = [root], []
    while waiting:
        item = waiting.pop()
        if item.isVisible() and item.opacity() > 0:
            found.append(item)
            waiting.extend(item.childItems())
    # a wrapper of PySide's is void once its parent's wrapper is collected
    stage.kept.extend(found)
    return found


def controls(stage: Stage) -> list[Control]:
    """Everything on the top layer that reacts to a finger and can be seen at least in part."""
    found = []
    for item in within(stage, top_layer(stage)):
        if not (item.inherits(PRESSED) or item.inherits(TYPED)):
            continue
        # a field is pressed anywhere in its box, not on its letters alone
        drawn = item.parentItem() if item.inherits(TYPED) else item
        whole = stage.rect(drawn)
        seen = seen_part(stage, drawn, whole)
        if seen.width() > SEEN_PX and seen.height() > SEEN_PX:
            found.append(Control(item, whole, seen))
    return found


@dataclass(frozen=True)
class Words:
    """A piece of drawn text."""

    item: QQuickItem
    text: str
    drawn: QRectF
    seen: QRectF
    size_px: float

    @property
    def is_whole(self) -> bool:
        return self.seen.width() >= self.drawn.width() - 2 and self.seen.height() >= self.drawn.height() - 2


def words(stage: Stage) -> list[Words]:
    """Every text on the top layer of which something can be seen."""
    found = []
    for item in within(stage, top_layer(stage)):
        text = str(item.property("text") or "") if item.inherits("QQuickText") else ""
        if not text.strip():
            continue
        drawn = item.mapRectToScene(_painted(item))
        seen = seen_part(stage, item, drawn)
        if seen.width() > SEEN_PX and seen.height() > SEEN_PX:
            found.append(Words(item, text, drawn, seen, float(item.property("font").pixelSize())))
    return found


def _painted(item: QQuickItem) -> QRectF:
    """Where the letters are inside the item, by its alignment."""
    width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
    across = _aligned(
        item, "horizontalAlignment == Text.AlignHCenter", "horizontalAlignment == Text.AlignRight"
    )
    down = _aligned(item, "verticalAlignment == Text.AlignVCenter", "verticalAlignment == Text.AlignBottom")
    return QRectF((item.width() - width) * across, (item.height() - height) * down, width, height)


def _aligned(item: QQuickItem, middle: str, far: str) -> float:
    from PySide6.QtQml import QQmlExpression, qmlContext

    context = qmlContext(item)
    if context is None:
        return 0.0
    if QQmlExpression(context, item, middle).evaluate()[0]:
        return 0.5
    return 1.0 if QQmlExpression(context, item, far).evaluate()[0] else 0.0


def focus_order(stage: Stage) -> list[QQuickItem]:
    """The items that the Tab key visits, once round, in order."""
    first = stage.window.contentItem().nextItemInFocusChain(True)
    order: list[QQuickItem] = []
    item = first
    while item is not None and item not in order and len(order) < 500:
        order.append(item)
        item = item.nextItemInFocusChain(True)
    return order


@dataclass(frozen=True)
class Told:
    """What assistive technology is told about one object."""

    role: QAccessible.Role
    name: str
    is_focusable: bool
    is_disabled: bool
    is_invisible: bool
    actions: tuple[str, ...]
    item: object


def accessibility_tree(stage: Stage) -> list[Told]:
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(stage.window)
    assert root is not None
    return list(_walk(root))


def _walk(node: QAccessibleInterface) -> Iterator[Told]:
    state = node.state()
    actions = node.actionInterface()
    yield Told(
        node.role(),
        node.text(QAccessible.Text.Name),
        bool(state.focusable),
        bool(state.disabled),
        bool(state.invisible),
        tuple(actions.actionNames()) if actions else (),
        node.object(),
    )
    for position in range(node.childCount()):
        child = node.child(position)
        if child is not None:
            yield from _walk(child)


def pixels(image: QImage) -> NDArray[np.uint8]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    # a copy: the view would not keep the picture alive
    flat = np.frombuffer(rgb.constBits(), dtype=np.uint8).copy()
    return flat.reshape(rgb.height(), rgb.bytesPerLine())[:, : rgb.width() * 3].reshape(rgb.height(), -1, 3)


def luminance(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """WCAG's relative luminance of 0..255 colours."""
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: float, second: float) -> float:
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


def measured_contrast(picture: NDArray[np.uint8], place: QRectF, ink: QColor) -> float:
    """The ratio between the ground under a text and the pixels nearest to the ink that it should have."""
    left, top = max(0, int(place.left())), max(0, int(place.top()))
    piece = picture[top : int(np.ceil(place.bottom())), left : int(np.ceil(place.right()))].reshape(-1, 3)
    packed, counts = np.unique(
        piece.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32), return_counts=True
    )
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    wanted = np.array([ink.red(), ink.green(), ink.blue()], dtype=np.float64)
    nearest = colours[np.abs(colours.astype(np.float64) - wanted).sum(axis=1).argmin()].astype(np.float64)
    # the ground is the most frequent colour that is not the ink itself: under large letters the ink may be more
    apart = np.abs(colours.astype(np.float64) - nearest).sum(axis=1)
    grounds = apart > 0.6 * apart.max()
    if not grounds.any():
        return 1.0
    ground = colours[grounds][counts[grounds].argmax()].astype(np.float64)
    return contrast(float(luminance(nearest[None])[0]), float(luminance(ground[None])[0]))


def centre(place: QRectF) -> QPointF:
    return place.center()
