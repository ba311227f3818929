"""What the reading tests share: small pages with known text, and a stand-in for the reading process."""

import io
import sys
import threading
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr.page import Box, Line, PageReading, PageStatus, Word
from ocr.pool import PoolConfig

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
SLIP_LINES = ("Potwierdzam odbiór mapy zasadniczej.", "Bydgoszcz, dnia 14 marca 2026 r.", "Łucja Żółkiewska")
PATIENCE_S = 120.0
STANDIN = Path(__file__).with_name("standin_worker.py")


def slip(lines: tuple[str, ...] = SLIP_LINES, *, size: tuple[int, int] = (1748, 1240)) -> Image.Image:
    """Return an A5 sheet lying across, at 300 dpi, with a few lines of print."""
    image = Image.new("L", size, 250)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 46)
    for number, line in enumerate(lines):
        draw.text((150, 180 + number * 90), line, fill=20, font=font)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def written(lines: list[tuple[str, int, int]], *, confidence: float = 0.97) -> PageReading:
    """Return a reading with these lines at these places (text, x, y), 60 px high as at 300 dpi."""
    made = []
    for text, x, y in lines:
        words, left = [], x
        for part in text.split():
            width = 24 * len(part)
            words.append(Word(part, Box(left, y, width, 60), confidence))
            left += width + 20
        made.append(Line(tuple(words), Box(x, y, left - 20 - x, 60)))
    return PageReading(
        status=PageStatus.READ, confidence=confidence, width_px=2480, height_px=3508, lines=tuple(made)
    )


class Readings:
    """Collects what a pool gives back, and waits for it."""

    def __init__(self) -> None:
        self._readings: dict[str, PageReading] = {}
        self._changed = threading.Condition()

    def take(self, page_id: str, reading: PageReading) -> None:
        with self._changed:
            assert page_id not in self._readings, "a page came back twice"
            self._readings[page_id] = reading
            self._changed.notify_all()

    def wait_for(self, count: int) -> dict[str, PageReading]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._readings) >= count, PATIENCE_S), "pages missing"
            return dict(self._readings)


def standin(
    *behaviour: str, workers: int = 1, page_limit_s: float = 10.0, patience: float = 3.0
) -> PoolConfig:
    """Return the settings of a pool whose processes behave as told instead of reading; see `standin_worker.py`."""
    return PoolConfig(
        workers=workers,
        page_limit_s=page_limit_s,
        patience=patience,
        command=(sys.executable, str(STANDIN), *behaviour),
    )
