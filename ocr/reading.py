"""Reads the found boxes: one quick recogniser on every line, and the slow one only where the quick one is in doubt."""

from __future__ import annotations

import numpy as np

from ocr.doubt import is_doubtful, is_noise
from ocr.fuse import fuse
from ocr.image import Pixels
from ocr.page import Box
from ocr.sheet import HasTime, OutOfTimeError, Piece, Sheet
from ocr.text import Recogniser, Signs, confidence_of
from ocr.words import WordList

MIN_SECOND_CONFIDENCE = 0.5  # a doubtful line of which the second reader sees no more than this is no text


class LineReader:
    """Two recognisers and the word list that decides between them."""

    def __init__(self, first: Recogniser, second: Recogniser, words: WordList) -> None:
        self._first = first
        self._second = second
        self._words = words

    def read_lines(self, sheet: Sheet, has_time: HasTime) -> Sheet:
        """Read every found box. OutOfTimeError when `has_time` says so before the last one."""
        pieces = []
        for found in sheet.found:
            if not has_time():
                raise OutOfTimeError
            layer = sheet.ink.evened if sheet.ink.is_coloured(found.box) else sheet.ink.print_only
            signs, *witnesses = self.read_line(crop(layer, found.box))
            if signs:
                pieces.append(Piece(found.box, signs, witnesses=tuple(witnesses)))
        return sheet.with_pieces(tuple(pieces))

    def read_line(self, line: Pixels) -> tuple[Signs, ...]:
        """Return the signs of one line, empty when there is no text in it, and then what each asked reader saw."""
        first = self._first.read(line)
        if not is_doubtful(first, self._words):
            return first, first
        second = self._second.read(line)
        if confidence_of(second) < MIN_SECOND_CONFIDENCE:
            return (), first, second
        fused = fuse(first, second, self._words)
        return () if is_noise(first, second, fused, self._words) else fused, first, second


def crop(pixels: Pixels, box: Box) -> Pixels:
    return np.ascontiguousarray(pixels[box.y : box.bottom, box.x : box.right])
