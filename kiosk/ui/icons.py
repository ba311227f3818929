"""Own line icons, coloured by the theme: QML asks for `image://icon/<name>?color=…&size=…&stroke=…`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent / "icons"


@cache
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> frozenset[str]:
    """Every icon that QML may name."""
    return frozenset(path.stem for path in ICONS.glob("*.svg"))


def draw_icon(name: str, *, color: str, size_px: int, stroke: float) -> QImage:
    """One icon as a picture of `size_px` square; `stroke` in units of the 48 grid."""
    svg = (
        _source(name).replace("currentColor", color).replace('stroke-width="3"', f'stroke-width="{stroke:g}"')
    )
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return image


class IconProvider(QQuickImageProvider):
    """Draws the icon that the URL names."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803, ARG002
        parts = urlsplit(id)
        wish = parse_qs(parts.query)
        return draw_icon(
            parts.path,
            color=wish.get("color", ["#000000"])[0],
            size_px=max(1, round(float(wish.get("size", ["48"])[0]))),
            stroke=float(wish.get("stroke", ["3"])[0]),
        )
