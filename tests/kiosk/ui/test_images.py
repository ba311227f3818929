"""The pictures on the screen: upright, clean, and gone when the visit is."""

from __future__ import annotations

from base64 import b64encode
from threading import Event, Thread

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider
from pytestqt.qtbot import QtBot

from kiosk.view.images import VisitImages
from kiosk.view.paper import Upright, page_picture, strip_picture

Pixels = NDArray[np.uint8]


def jpeg(pixels: Pixels) -> bytes:
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes())


def grey_page(*, paper: int = 200) -> Pixels:
    """Grey paper with text lines and a black mark in the upper left corner of the text."""
    page = np.full((1754, 1240, 3), paper, dtype=np.uint8)
    for y in range(300, 1500, 60):
        cv2.putText(page, "Wnioskowana inwestycja", (150, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (40, 40, 40), 3)
    page[120:220, 120:320] = 20
    return page


class Store:
    """Page images by id, which can be made to wait."""

    def __init__(self, images: dict[str, bytes], rotation: int = 0) -> None:
        self.images, self.rotation = images, rotation
        self.asked, self.go_on = Event(), Event()
        self.go_on.set()

    def image(self, page_id: str) -> memoryview | None:
        self.asked.set()
        assert self.go_on.wait(20)
        return memoryview(self.images[page_id]) if page_id in self.images else None

    def upright(self, page_id: str) -> tuple[int, float]:
        return (self.rotation if page_id in self.images else 0, 0.0)


def mark_at(picture: Pixels) -> tuple[float, float]:
    """Where the heaviest dark block lies, as shares of width and height."""
    dark = cv2.boxFilter(255 - cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), -1, (25, 25))
    y, x = np.unravel_index(int(dark.argmax()), dark.shape)
    return float(x) / dark.shape[1], float(y) / dark.shape[0]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_shown_upright_however_it_was_fed(rotation: int) -> None:
    fed = np.ascontiguousarray(np.rot90(grey_page(), -rotation // 90))  # content turned clockwise
    picture = page_picture(jpeg(fed), Upright(rotation), turn=0, width_px=620)
    assert picture is not None
    assert picture.shape[:2] == (877, 620)
    x, y = mark_at(picture)
    assert x < 0.3
    assert y < 0.2


def test_the_residents_turn_is_clockwise() -> None:
    picture = page_picture(jpeg(grey_page()), Upright(), turn=90, width_px=620)
    assert picture is not None
    assert picture.shape[:2] == (438, 620)
    x, y = mark_at(picture)
    assert x > 0.8
    assert y < 0.3


def test_grey_paper_goes_white_and_ink_stays_dark() -> None:
    shaded = (grey_page() * np.linspace(0.6, 1.0, 1240)[None, :, None]).astype(np.uint8)
    picture = page_picture(jpeg(shaded), Upright(), turn=0, width_px=620)
    assert picture is not None
    assert np.percentile(picture, 50) > 245
    assert picture.min() < 60


def test_the_scanners_dark_edge_is_cut_off_and_text_near_it_is_not() -> None:
    page = grey_page()
    page[:, :70] = 30
    page[:40] = 25
    cv2.putText(page, "Torun", (110, 900), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (40, 40, 40), 4)
    picture = page_picture(jpeg(page), Upright(), turn=0, width_px=620)
    assert picture is not None
    assert picture[:, :4].min() > 200
    assert picture[:4].min() > 200
    assert picture[380:470, 2:70].min() < 120


def test_a_dark_photograph_is_not_taken_for_dim_paper() -> None:
    page = grey_page(paper=235)
    page[700:1500, 200:1000] = 60
    picture = page_picture(jpeg(page), Upright(), turn=0, width_px=620)
    assert picture is not None
    assert picture[500:600, 250:350].mean() < 190


@pytest.mark.parametrize("data", [b"", b"no image at all", jpeg(grey_page())[:300]])
def test_what_is_no_image_is_no_picture(data: bytes) -> None:
    assert page_picture(data, Upright(), turn=0, width_px=620) is None
    assert strip_picture(data, Upright(), box=(0, 0, 9, 9), word=None, size=(690, 104)) is None


def test_a_black_page_is_still_a_picture() -> None:
    black = np.zeros((1754, 1240, 3), dtype=np.uint8)
    picture = page_picture(jpeg(black), Upright(), turn=0, width_px=620)
    assert picture is not None
    assert picture.shape[:2] == (877, 620)


def test_a_strip_shows_the_line_and_frames_the_word() -> None:
    picture = strip_picture(
        jpeg(grey_page()), Upright(), box=(150, 330, 600, 36), word=(420, 330, 200, 36), size=(690, 104)
    )
    assert picture is not None
    assert picture.shape == (104, 690, 3)
    frame = np.abs(picture.astype(int) - np.array([0x00, 0x45, 0x6B])).sum(axis=2) < 60
    columns = np.flatnonzero(frame.any(axis=0))
    assert columns.size
    assert 200 < columns[0] < columns[-1] < 690, "the frame is round the word, not round the line"
    assert picture[:, :150].min() < 120, "the words before it are in view"


@pytest.mark.parametrize(
    "box", [(0, 0, 30, 20), (1200, 1740, 40, 14), (0, 0, 1240, 1754), (5000, 9000, 10, 10)]
)
def test_a_box_at_or_beyond_the_edge_breaks_nothing(box: tuple[int, int, int, int]) -> None:
    picture = strip_picture(jpeg(grey_page()), Upright(), box=box, word=None, size=(690, 104))
    assert picture is None or picture.shape == (104, 690, 3)


@pytest.fixture
def engine(qtbot: QtBot) -> QQmlEngine:
    return QQmlEngine()


def ask(engine: QQmlEngine, source: str, name: str, wanted: QSize | None = None) -> QImage:
    provider = engine.imageProvider(source)
    assert isinstance(provider, QQuickImageProvider)
    return provider.requestImage(name, QSize(), wanted or QSize())


def test_the_code_can_be_read_by_a_camera(engine: QQmlEngine) -> None:
    text = "https://urzedomat.example/status?n=TOR1-7F3K-92QM-4#7Q2MX9KFH3VDPA5WTN8R"
    VisitImages(Store({})).install(engine)
    image = ask(engine, "qr", b64encode(text.encode()).decode(), QSize(290, 290))
    assert not image.isNull()
    assert image.width() <= 290
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), grey.bytesPerLine())
    assert set(np.unique(pixels[:, : grey.width()])) == {0, 255}, "modules are whole pixels, never blurred"
    large = cv2.resize(pixels[:, : grey.width()], None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    assert cv2.QRCodeDetector().detectAndDecode(large)[0] == text


@pytest.mark.parametrize("name", ["", "%%%", "not base64!", b64encode(b"A" * 9000).decode()])
def test_what_no_code_can_hold_is_no_picture(engine: QQmlEngine, name: str) -> None:
    VisitImages(Store({})).install(engine)
    assert ask(engine, "qr", name).isNull()


def test_the_item_size_goes_before_the_url(engine: QQmlEngine) -> None:
    VisitImages(Store({"a": jpeg(grey_page())})).install(engine)
    assert ask(engine, "pages", "a?w=300").width() == 300
    assert ask(engine, "pages", "a?w=300", QSize(158, 224)).width() == 158
    assert ask(engine, "pages", "gone?w=300").isNull()
    assert ask(engine, "strips", "a?box=1,2").isNull()


def test_nothing_remains_after_the_visit(engine: QQmlEngine) -> None:
    images = VisitImages(Store({"a": jpeg(grey_page())}))
    images.install(engine)
    ask(engine, "pages", "a?v=1")
    ask(engine, "strips", "a?box=150,330,600,36")
    ask(engine, "qr", "QUJD")
    assert len(images) == 3
    images.clear()
    assert len(images) == 0


def test_a_picture_begun_before_the_end_is_not_kept_after_it(engine: QQmlEngine) -> None:
    store = Store({"a": jpeg(grey_page())})
    images = VisitImages(store)
    images.install(engine)
    store.go_on.clear()
    made: list[QImage] = []
    late = Thread(target=lambda: made.append(ask(engine, "pages", "a?w=200")))
    late.start()
    assert store.asked.wait(20)
    images.clear()
    store.go_on.set()
    late.join(20)
    assert made[0].isNull(), "the page of a visit that is over is not shown"
    assert len(images) == 0


def test_the_cache_has_a_ceiling(engine: QQmlEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.view.images._CACHE_BYTES", 1_000_000)
    images = VisitImages(Store({"a": jpeg(grey_page())}))
    images.install(engine)
    for version in range(6):
        ask(engine, "pages", f"a?w=300&v={version}")
    assert 1 <= len(images) <= 3
