"""The one way in: bytes of a page in, a reading out, whatever the bytes are and however long it takes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from ocr.engine import Engine, OutOfTimeError
from ocr.image import load_picture
from ocr.page import OcrFault, PageReading, PageStatus

log = logging.getLogger(__name__)

PAGE_LIMIT_S = 10.0


def read_page(
    engine: Engine,
    image: bytes,
    *,
    dpi: int = 300,
    limit_s: float = PAGE_LIMIT_S,
    monotonic: Callable[[], float] = time.monotonic,
    worked: Callable[[], float] = time.process_time,
) -> PageReading:
    """Read one side. What goes wrong is a status and a reason, never an exception.

    The limit counts processor time: a machine that is busy with something else delays a page, but doesn't cost its
    text. `ocr.pool` watches the clock on the wall. `dpi` is what the scanner says; it is not needed to read, for sizes
    are taken from the picture itself.
    """
    del dpi
    start, begun = monotonic(), worked()
    picture = load_picture(image)
    if isinstance(picture, OcrFault):
        return PageReading.without_text(PageStatus.UNREADABLE, picture, seconds=monotonic() - start)
    try:
        reading = engine.read(picture, has_time=lambda: worked() - begun < limit_s)
    except OutOfTimeError:
        log.warning("page_too_slow")
        reading = PageReading(
            status=PageStatus.IMAGE_ONLY,
            reason=OcrFault.TOO_SLOW.value,
            width_px=picture.width_px,
            height_px=picture.height_px,
        )
    return reading.timed(monotonic() - start)
