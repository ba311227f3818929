"""Finds what looks like a line of print where the line finder found none: print too small, or too blurred, for it."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.page import Box

SMALL = 2
INK_BELOW = 225  # what a blur leaves of letters is pale
PALEST = 190  # of a row's darkest parts; what shows through from the other side is paler
DARKEST_PERCENT = 3
MIN_LETTER, MAX_LETTER = 3, 44  # px at the small size: .5 to 7 mm on A4 at 300 dpi
WIDEST_WORD = 4  # times the highest letter: in a blur, the letters of a word run together
REACH = 13  # letters of a line are no further apart
LINE_WIDTHS = 3  # a line is at least as many times as wide as high
MIN_LETTERS = 4
BORDER_SHARE = 0.015  # the scanner's own dark edges


def missed_lines(page: Pixels, known: Iterable[Box]) -> list[Box]:
    """Return the places with a row of letter-sized ink outside the known boxes. `page` is evened and straight."""
    height, width = page.shape
    small = cv2.resize(page, (max(1, width // SMALL), max(1, height // SMALL)), interpolation=cv2.INTER_AREA)
    ink = (small < INK_BELOW).astype(np.uint8)
    for box in known:
        ink[box.y // SMALL : box.bottom // SMALL + 1, box.x // SMALL : box.right // SMALL + 1] = 0
    border = max(1, round(BORDER_SHARE * max(ink.shape)))
    ink[:border] = ink[-border:] = 0
    ink[:, :border] = ink[:, -border:] = 0
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = (heights >= MIN_LETTER) & (heights <= MAX_LETTER) & (widths <= WIDEST_WORD * MAX_LETTER)
    letters[0] = False
    if not letters.any():
        return []
    joined = cv2.dilate(letters[labels].astype(np.uint8), np.ones((1, REACH), np.uint8))
    _, rows, row_stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    across, down = centres[letters].astype(np.intp).T
    counts = np.bincount(rows[down, across], minlength=len(row_stats))
    places = [
        Box(int(left) * SMALL, int(top) * SMALL, int(wide) * SMALL, int(high) * SMALL)
        for (left, top, wide, high, _), count in zip(row_stats[1:], counts[1:], strict=True)
        if wide >= LINE_WIDTHS * high and count >= MIN_LETTERS
    ]
    return [place for place in places if _is_dark(page, place)]


def _is_dark(page: Pixels, place: Box) -> bool:
    part = page[place.y : place.bottom, place.x : place.right]
    return float(np.percentile(part, DARKEST_PERCENT)) < PALEST
