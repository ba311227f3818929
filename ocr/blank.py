"""Tells an empty back from a page that has little on it.

What shows through from the front, and stains, are pale and soft, though they can yield a few letters. A pen, a stamp, a
printer and even a pencil leave sharp edges, though a lone signature yields no letters. So both are asked: what was read
for sure, and whether anything was put on this side.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.page import Line

MIN_LETTERS = 8  # fewer were never more than bleed-through on the sample backs
SURE_LINE = 0.85  # a short line read this surely is text: a page number, a note
LIKELY_LINE = 0.5
DARK_BELOW = 60

INK_BELOW = 205
MIN_EDGE = 32  # grey levels within three pixels; soft stains and bleed-through have less
MIN_LONGER_PX, MIN_SHORTER_PX, MIN_AREA_PX = 18, 12, 60  # of a mark at 300 dpi: no dust, no piece of a fold
MAX_ASPECT = 12  # longer and thinner is a fold or a streak of the scanner's glass
BORDER_SHARE = 0.025  # what reaches in from here is the edge of the sheet
MIN_MARKED_PX = 120  # about a lone digit


def has_text(lines: Sequence[Line]) -> bool:
    """Say whether something was read that the front doesn't explain by showing through."""
    likely = [line for line in lines if line.confidence >= LIKELY_LINE]
    letters = sum(sign.isalnum() for line in likely for sign in line.text)
    return letters >= MIN_LETTERS or any(
        line.confidence >= SURE_LINE and len(line.text) >= 2 for line in lines
    )


def is_marked(evened: Pixels) -> bool:
    """Say whether something was drawn, pressed or printed on this side."""
    return marks(evened) >= MIN_MARKED_PX


def marks(evened: Pixels) -> int:
    """Return how many pixels are edges of something drawn, pressed or printed on this side."""
    edges = cv2.morphologyEx(evened, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    drawn = ((evened < INK_BELOW) & (edges > MIN_EDGE)).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), connectivity=8
    )
    return sum(int(stat[cv2.CC_STAT_AREA]) for stat in stats[1:] if _is_mark(stat, evened.shape))


def _is_mark(stat: np.ndarray, shape: tuple[int, ...]) -> bool:
    left, top, width, height, area = (int(value) for value in stat)
    border = BORDER_SHARE * max(shape)
    if left < border or top < border or left + width > shape[1] - border or top + height > shape[0] - border:
        return False
    longer, shorter = max(width, height), min(width, height)
    is_large = longer >= MIN_LONGER_PX and shorter >= MIN_SHORTER_PX and area >= MIN_AREA_PX
    return is_large and longer <= MAX_ASPECT * shorter


def is_dark(grey: Pixels) -> bool:
    """Say whether the scan is black all over: a lid left open, or a sheet of black paper."""
    return float(np.percentile(grey[::8, ::8], 95)) < DARK_BELOW
