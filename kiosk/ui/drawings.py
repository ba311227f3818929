"""Our drawings in the colours of the moment: QML asks for `image://drawing/<name>?palette=…&width=…&height=…`.

The SVG files name colours as `$line`, `$paper`, `$accent`, `$deep`, `$mid`, `$pale`, `$ok`, `$action`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QByteArray, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).parent / "drawings"
PALETTES = {
    "day": {
        "line": "#07324B",
        "paper": "#FFFFFF",
        "accent": "#0B4668",
        "deep": "#07324B",
        "mid": "#A9C4D5",
        "pale": "#D0E3EE",
        "ok": "#12533A",
        "action": "#0B4668",
    },
    "night": {
        "line": "#07324B",
        "paper": "#FFFFFF",
        "accent": "#0B4668",
        "deep": "#07324B",
        "mid": "#A9C4D5",
        "pale": "#D0E3EE",
        "ok": "#12533A",
        "action": "#FFFFFF",
    },
    "contrast": {
        "line": "#FFFFFF",
        "paper": "#000000",
        "accent": "#000000",
        "deep": "#000000",
        "mid": "#000000",
        "pale": "#000000",
        "ok": "#FFFFFF",
        "action": "#FFE500",
    },
}


@cache
def _source(name: str) -> Template:
    return Template((DRAWINGS / f"{name}.svg").read_text(encoding="utf-8"))


def draw(name: str, *, palette: str, width_px: int, height_px: int) -> QImage:
    """One drawing, whole and undistorted, as large as the given room lets it be."""
    svg = _source(name).substitute(PALETTES[palette])
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    size = (
        QSizeF(renderer.defaultSize())
        .scaled(width_px, height_px, Qt.AspectRatioMode.KeepAspectRatio)
        .toSize()
    )
    image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    return image


class DrawingProvider(QQuickImageProvider):
    """Draws what the URL names."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803, ARG002
        parts = urlsplit(id)
        wish = parse_qs(parts.query)
        return draw(
            parts.path,
            palette=wish.get("palette", ["day"])[0],
            width_px=int(wish.get("width", ["968"])[0]),
            height_px=int(wish.get("height", ["600"])[0]),
        )
