"""Reads a line with the PP-OCR recogniser: slower, good at digits and dirty paper, loses spaces and Polish marks.

Its alphabet is nearly all Chinese; only the Latin and Polish signs are ever looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image import Pixels
from ocr.models import Session
from ocr.text import Sign, Signs

HEIGHT_PX = 48
MIN_WIDTH_PX = 48
MAX_WIDTH_PX = 3200
BLANK = 0  # class of "no new sign" in the network's output
LATIN = frozenset(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzĄĆĘŁŃÓŚŹŻąćęłńóśźż"
    "ÄÖÜäöüßÀÁÂÇÈÉÊÍÎÔÚàáâçèéêíîôúČŘŠŽčřšž"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~§°²³±×·–—…“”‘’«»€£•"
)


class PaddleRecogniser:
    def __init__(self, session: Session) -> None:
        self._session = session
        alphabet = ["", *session.metadata("character").split("\n"), " "]
        kept = [
            number for number, sign in enumerate(alphabet) if number == BLANK or sign == " " or sign in LATIN
        ]
        self._columns: NDArray[np.intp] = np.array(kept, dtype=np.intp)
        self._signs = [alphabet[number] for number in kept]

    def read(self, line: Pixels) -> Signs:
        height, width = line.shape
        scaled = min(MAX_WIDTH_PX, max(MIN_WIDTH_PX, round(width * HEIGHT_PX / height)))
        small = cv2.resize(line, (scaled, HEIGHT_PX), interpolation=cv2.INTER_LINEAR).astype(np.float32)
        plane = small / 127.5 - 1.0
        tensor = np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)), dtype=np.float32)
        steps = self._session.run(tensor)[0][:, self._columns]
        return _tidy(list(self._decode(steps, width / len(steps))))

    def _decode(self, steps: NDArray[np.float32], step_px: float) -> Iterator[Sign]:
        best = steps.argmax(axis=1)
        chances = steps[np.arange(len(best)), best]
        previous = BLANK
        for position, number in enumerate(best):
            if number not in (BLANK, previous):
                text, left = self._signs[number], position * step_px
                yield Sign(text, left, left + step_px, float(chances[position]))
            previous = int(number)


def _tidy(signs: list[Sign]) -> Signs:
    """Drop spaces at the ends and doubled ones."""
    tidy: list[Sign] = []
    for sign in signs:
        if not sign.is_space or (tidy and not tidy[-1].is_space):
            tidy.append(sign)
    while tidy and tidy[-1].is_space:
        tidy.pop()
    return tuple(tidy)
