"""Reads a line with Tesseract: fast, good at Polish letters, weak on dirty paper and digits.

Everything that is known about the library's quirks is kept here. OMP_THREAD_LIMIT=1 must be set before this module's
class is made (`ocr.worker.limit_threads`), or four times the CPU time is spent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
from PIL import Image

from ocr.image import Pixels
from ocr.text import Sign, Signs

SCALE = 0.7  # as good as full size at 300 dpi and 15 % cheaper
SCALED_FROM_PX = 34  # lower lines are left as they are: their letters have no pixels to spare


class TesseractRecogniser:
    def __init__(self, tessdata: Path, language: str = "pol") -> None:
        import tesserocr

        self._level_word = tesserocr.RIL.WORD
        self._level_sign = tesserocr.RIL.SYMBOL
        # Mode 7 (one line) on a cropped picture: a rectangle on the whole page came back empty or wrong.
        self._api: Any = tesserocr.PyTessBaseAPI(
            path=str(tessdata), lang=language, psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY
        )

    def read(self, line: Pixels) -> Signs:
        scale = SCALE if line.shape[0] >= SCALED_FROM_PX else 1.0
        if scale != 1.0:
            line = cv2.resize(line, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment] # cv2 types its results by dtype
        self._api.SetImage(Image.fromarray(line))
        # An iterator over an empty recognition has crashed the interpreter: ask for the text first.
        if not self._api.GetUTF8Text().strip():
            return ()
        return tuple(self._signs(scale))

    def _signs(self, scale: float) -> Iterator[Sign]:
        iterator = self._api.GetIterator()
        if iterator is None:
            return
        is_first = True
        while True:
            if not iterator.Empty(self._level_sign):
                sign = self._sign(iterator, scale)
                if sign is not None:
                    if iterator.IsAtBeginningOf(self._level_word) and not is_first:
                        yield Sign(" ", sign.left, sign.left, sign.confidence)
                    yield sign
                    is_first = False
            if not iterator.Next(self._level_sign):
                return

    def _sign(self, iterator: Any, scale: float) -> Sign | None:
        text, box = iterator.GetUTF8Text(self._level_sign), iterator.BoundingBox(self._level_sign)
        if not text or not text.strip() or box is None:
            return None
        confidence = max(0.0, min(1.0, iterator.Confidence(self._level_sign) / 100))
        left, top, right, bottom = (edge / scale for edge in box)
        if top <= 0:
            top = bottom = 0.0  # it wasn't found in the picture, and got the whole line's height
        return Sign(text, left, right, confidence, top, bottom)
