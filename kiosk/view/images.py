"""Pictures that QML asks for by URL: pages, strips cut from them, the QR code; nothing outlives a visit.

    image://pages/<page_id>?turn=90&v=3&w=620      turn: degrees clockwise, by the resident; v: any version
    image://strips/<page_id>?box=x,y,w,h&word=x,y,w,h&w=690&h=104
    image://qr/<base64 of the text>?w=290

Boxes are pixels of the straightened page; `word` is optional. An item's `sourceSize` goes before `w` and `h`.
Pages are decoded on Qt's image thread, never on the one that draws. Use them with `cache: false`, so that Qt
keeps no copy of its own.
"""

from __future__ import annotations

import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Protocol
from urllib.parse import parse_qs, unquote

import numpy as np
import segno
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlEngine, QQmlImageProviderBase
from PySide6.QtQuick import QQuickImageProvider

from kiosk.view.paper import Quad, Upright, page_picture, strip_picture

_CACHE_BYTES = 96 * 1024 * 1024
_WIDEST_PX = 4000

Query = dict[str, str]


class PageStore(Protocol):
    """Where the open visit keeps its scans, in RAM."""

    def image(self, page_id: str) -> memoryview | None:
        """The scan as a JPEG, or None when there is no such page (any more)."""

    def upright(self, page_id: str) -> tuple[int, float]:
        """How far the content is turned clockwise in the scan, and its tilt after that turn."""


class _Shelf:
    """Finished pictures, the least used dropped first; what was begun before `clear` is not kept after it."""

    def __init__(self, limit_bytes: int) -> None:
        self._lock = Lock()
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._limit_bytes = limit_bytes
        self._age = 0

    def fetch(self, key: str, make: Callable[[], QImage]) -> QImage:
        with self._lock:
            age = self._age
            if key in self._pictures:
                self._pictures.move_to_end(key)
                return self._pictures[key]
        picture = make()
        with self._lock:
            if age != self._age:
                return QImage()
            if not picture.isNull():
                self._pictures[key] = picture
                while sum(kept.sizeInBytes() for kept in self._pictures.values()) > self._limit_bytes:
                    self._pictures.popitem(last=False)
        return picture

    def clear(self) -> None:
        with self._lock:
            self._age += 1
            self._pictures.clear()

    def __len__(self) -> int:
        with self._lock:
            return len(self._pictures)


class VisitImages:
    """The three picture sources of one engine; `clear` forgets every picture."""

    def __init__(self, pages: PageStore) -> None:
        self._shelf = _Shelf(_CACHE_BYTES)
        self._pages = pages

    def install(self, engine: QQmlEngine) -> None:
        """Make the pictures known to the engine, which owns the providers from then on."""
        engine.addImageProvider("pages", _Provider(self._page))
        engine.addImageProvider("strips", _Provider(self._strip))
        engine.addImageProvider("qr", _Provider(self._qr))

    def clear(self) -> None:
        """Forget every picture, also those being made; call it when a visit ends."""
        self._shelf.clear()

    def __len__(self) -> int:
        """How many pictures are kept."""
        return len(self._shelf)

    def _page(self, name: str, query: Query, wanted: QSize) -> QImage:
        width_px = _extent(wanted.width(), query, "w", 620)
        turn = _number(query, "turn", 0)

        def make() -> QImage:
            jpeg = self._scan(name)
            if not jpeg:
                return QImage()
            picture = page_picture(jpeg, self._upright(name), turn=turn, width_px=width_px)
            return QImage() if picture is None else _qimage(picture)

        return self._shelf.fetch(f"page {name} {turn} {query.get('v', '')} {width_px}", make)

    def _strip(self, name: str, query: Query, wanted: QSize) -> QImage:
        size = (_extent(wanted.width(), query, "w", 690), _extent(wanted.height(), query, "h", 104))
        box, word = _quad(query.get("box", "")), _quad(query.get("word", ""))

        def make() -> QImage:
            jpeg = self._scan(name)
            if not jpeg or box is None:
                return QImage()
            picture = strip_picture(jpeg, self._upright(name), box=box, word=word, size=size)
            return QImage() if picture is None else _qimage(picture)

        return self._shelf.fetch(f"strip {name} {box} {word} {size}", make)

    def _qr(self, name: str, query: Query, wanted: QSize) -> QImage:
        width_px = _extent(wanted.width(), query, "w", 290)
        return self._shelf.fetch(f"qr {name} {width_px}", lambda: _qr_picture(name, width_px))

    def _scan(self, name: str) -> bytes:
        view = self._pages.image(name)
        return b"" if view is None else bytes(view)

    def _upright(self, name: str) -> Upright:
        rotation, skew_degrees = self._pages.upright(name)
        return Upright(rotation, skew_degrees)


class _Provider(QQuickImageProvider):
    def __init__(self, draw: Callable[[str, Query, QSize], QImage]) -> None:
        super().__init__(
            QQmlImageProviderBase.ImageType.Image, QQmlImageProviderBase.Flag.ForceAsynchronousImageLoading
        )
        self._draw = draw

    def requestImage(self, name: str, size: QSize, requested: QSize) -> QImage:  # noqa: N802  (Qt's name)
        path, _, query = name.partition("?")
        options = {key: values[-1] for key, values in parse_qs(query).items()}
        picture = self._draw(unquote(path), options, requested)
        size.setWidth(picture.width())
        size.setHeight(picture.height())
        return picture


def _qimage(pixels: NDArray[np.uint8]) -> QImage:
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels)
    # copy() gives the picture memory of its own: the array is gone when this returns
    return QImage(data.data, width, height, width * 3, QImage.Format.Format_BGR888).copy()


def _qr_picture(name: str, width_px: int) -> QImage:
    """Whole pixels for each module, the standard's quiet zone around them, never blurred by scaling."""
    try:
        text = base64.b64decode(name, validate=True).decode()
        code = segno.make_qr(text, error="m") if text else None
    except (binascii.Error, UnicodeDecodeError, segno.DataOverflowError):
        return QImage()
    if code is None:
        return QImage()
    modules = np.where(np.array(list(code.matrix_iter(border=4)), dtype=bool), 0, 255).astype(np.uint8)
    scale = max(1, width_px // modules.shape[0])
    grey = np.kron(modules, np.ones((scale, scale), dtype=np.uint8))
    return _qimage(np.repeat(grey[:, :, None], 3, axis=2))


def _extent(wanted_px: int, query: Query, name: str, default: int) -> int:
    """A side of the picture: what the item asks for, else what the URL says."""
    return max(1, min(_WIDEST_PX, wanted_px if wanted_px > 0 else _number(query, name, default)))


def _number(query: Query, name: str, default: int) -> int:
    text = query.get(name, "")
    return int(text) if text.isdecimal() else default


def _quad(text: str) -> Quad | None:
    parts = text.split(",")
    if len(parts) != 4 or not all(part.isdecimal() for part in parts):
        return None
    x, y, width, height = (int(part) for part in parts)
    return (x, y, width, height) if width > 0 and height > 0 else None
