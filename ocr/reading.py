"""Reads the found boxes: one quick recogniser on every line, and the slow one only where the quick one is in doubt."""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np

from ocr.doubt import doubtful_part, is_noise
from ocr.fuse import agreement, fuse
from ocr.handwriting import is_written
from ocr.image import Pixels
from ocr.letter_case import settle_case
from ocr.page import Box, LineKind
from ocr.sheet import HasTime, OutOfTimeError, Piece, Sheet
from ocr.text import Recogniser, Signs, confidence_of, text_of
from ocr.tidy import is_page_number
from ocr.words import WordList

MIN_SECOND_CONFIDENCE = 0.5  # a doubtful line of which the second reader sees no more than this is no text
SMALL_HEIGHT = 0.55  # of the page's usual line: scraps of stamps, rarely print
WORTHWHILE_SHARE = 0.5  # of the line: above it, reading a part saves nothing
MIN_WARY_CONFIDENCE = 0.8
MIN_WARY_AGREEMENT = 0.8
MIN_WARY_SIGNS = 3  # both see an l in any scratch
SURE_NUMBER = 0.95
SURE_PAGE_NUMBER = 0.95  # so short that the first reader rarely reads it at all

Seen = tuple[Signs, ...]


class LineReader:
    """Two recognisers and the word list that decides between them."""

    def __init__(self, first: Recogniser, second: Recogniser, words: WordList) -> None:
        self._first = first
        self._second = second
        self._words = words

    def read_lines(self, sheet: Sheet, has_time: HasTime) -> Sheet:
        """Read every found box. OutOfTimeError when `has_time` says so before the last one."""
        usual = statistics.median(found.box.height for found in sheet.found) if sheet.found else 0
        pieces = []
        for found in sheet.found:
            if not has_time():
                raise OutOfTimeError
            line = crop(_layer(sheet, found.box), found.box)
            is_small = found.box.height < SMALL_HEIGHT * usual
            signs, *witnesses = self.read_warily(line) if is_small else self.read_line(line)
            if signs:
                pieces.append(Piece(found.box, signs, witnesses=tuple(witnesses)))
            elif is_written(line, usual):
                pieces.append(Piece(found.box, (), LineKind.HANDWRITING))
        return sheet.with_pieces(tuple(pieces))

    def read_line(self, line: Pixels) -> Seen:
        """Return the signs of one line, empty when there is no text in it, and then what each asked reader saw."""
        first = settle_case(self._first.read(line))
        part = doubtful_part(first, self._words)
        if part is None:
            return first, first
        edges = _edges(first, part, line.shape[1])
        if edges and edges[1] - edges[0] < WORTHWHILE_SHARE * line.shape[1]:
            return self._read_part(line, first, part, edges)
        return self._read_both(line, first)

    def _read_both(self, line: Pixels, first: Signs) -> Seen:
        second = self._second.read(line)
        if confidence_of(second) < MIN_SECOND_CONFIDENCE:
            return (), first, second
        if is_lone_number(second):
            return second, first, second
        fused = fuse(first, second, self._words)
        return () if is_noise(first, second, fused, self._words) else fused, first, second

    def _read_part(self, line: Pixels, first: Signs, part: slice, edges: tuple[int, int]) -> Seen:
        """Let the second reader see only the doubtful words: its cost goes with the width."""
        left, right = edges
        seen = self._second.read(np.ascontiguousarray(line[:, left:right]))
        if confidence_of(seen) < MIN_SECOND_CONFIDENCE:
            return self._read_both(line, first)
        moved = tuple(replace(sign, left=sign.left + left, right=sign.right + left) for sign in seen)
        before, after = first[: part.start], first[part.stop :]
        fused = fuse(first[part], moved, self._words)
        return (*before, *fused, *after), first, (*before, *moved, *after)

    def read_warily(self, line: Pixels) -> Seen:
        """Return, as `read_line`, the signs of what may well be no text: only when both readers see the same."""
        second = self._second.read(line)
        if is_page_number(text_of(second)):
            return second if confidence_of(second) >= SURE_PAGE_NUMBER else (), second
        if len(second) < MIN_WARY_SIGNS or confidence_of(second) < MIN_WARY_CONFIDENCE:
            return (), second
        first = settle_case(self._first.read(line))
        if agreement(first, second) < MIN_WARY_AGREEMENT:
            return (), first, second
        return fuse(first, second, self._words), first, second


def _edges(signs: Signs, part: slice, width: int) -> tuple[int, int] | None:
    """Return the middles of the spaces around the part; None when nobody measured where they are."""
    start, stop = part.start, part.stop
    around = [*signs[max(0, start - 2) : start + 1], *signs[stop - 1 : stop + 2]]
    if any(sign.height <= 0 for sign in around if not sign.is_space):
        return None
    left = 0.0 if start == 0 else (signs[start - 2].right + signs[start].left) / 2
    right = (signs[stop - 1].right + signs[stop + 1].left) / 2 if stop < len(signs) else width
    return (round(left), round(right)) if right > left else None


def is_lone_number(second: Signs) -> bool:
    """Say whether the second reader surely sees a number of a digit or two, as in a table's cells.

    The first reader makes words of them: it was never shown so little context.
    """
    text = text_of(second)
    return text.isdecimal() and len(text) <= 2 and confidence_of(second) >= SURE_NUMBER


def _layer(sheet: Sheet, box: Box) -> Pixels:
    return sheet.ink.evened if sheet.ink.is_coloured(box) else sheet.ink.print_only


def crop(pixels: Pixels, box: Box) -> Pixels:
    return np.ascontiguousarray(pixels[box.y : box.bottom, box.x : box.right])
