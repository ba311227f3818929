"""Looks a second time, and closer, where ink is left that no line covers: small print and page numbers.

The line finder sees the whole page at a quarter of its size, where a caption under a signature or a lone page number
is easily missed. Only the few places with letter-sized ink outside every line are looked at again at half size, and
what is found there has to be read alike by both readers: most of it is no text.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from ocr.finding import find_in, with_margin
from ocr.image import Pixels
from ocr.lines import LineFinder, covers
from ocr.page import Box, LineKind
from ocr.reading import LineReader, crop
from ocr.sheet import HasTime, OutOfTimeError, Piece, Sheet

SMALL = 4
INK_BELOW = 228
MIN_LETTER, MAX_LETTER = 3, 22  # px at the small size: 1 to 7 mm on A4 at 300 dpi
REACH = 9  # letters of a line are no further apart
MAX_PLACES = 10
BORDER_SHARE = 0.015  # the scanner's own dark edges
CLOSER = 0.5  # of the page's size
MAX_HEIGHT_SHARE = 0.6  # of handwriting, for a caption within its box


def look_closer(sheet: Sheet, finder: LineFinder, reader: LineReader, has_time: HasTime) -> Sheet:
    """Add the lines that were missed. OutOfTimeError when `has_time` says so before the last one."""
    added: list[Piece] = []
    hands = [piece.box for piece in sheet.pieces if piece.kind is LineKind.HANDWRITING]
    for place, is_hand in [(box, True) for box in hands] + [(box, False) for box in _left_over(sheet)]:
        part = with_margin(place, sheet.ink.print_only)
        for box in (found.box for found in find_in(sheet.ink.print_only, part, finder, CLOSER)):
            if not has_time():
                raise OutOfTimeError
            if is_hand and box.height > MAX_HEIGHT_SHARE * place.height:
                continue
            taken = [*(p.box for p in sheet.pieces if p.box != place), *(p.box for p in added)]
            if any(covers(other, box) or covers(box, other) for other in taken):
                continue
            signs, *witnesses = reader.read_warily(crop(sheet.ink.print_only, box))
            if signs:
                added.append(Piece(box, signs, witnesses=tuple(witnesses)))
    return replace(sheet, pieces=(*sheet.pieces, *added)) if added else sheet


def _left_over(sheet: Sheet) -> list[Box]:
    """Return the places with letter-sized ink outside every box, those with most ink first."""
    page = sheet.ink.print_only
    height, width = page.shape
    small = cv2.resize(page, (width // SMALL, height // SMALL), interpolation=cv2.INTER_AREA)
    ink = (small < INK_BELOW).astype(np.uint8)
    for box in (found.box for found in sheet.found):
        ink[box.y // SMALL : box.bottom // SMALL + 1, box.x // SMALL : box.right // SMALL + 1] = 0
    border = round(BORDER_SHARE * max(ink.shape))
    ink[:border] = ink[-border:] = 0
    ink[:, :border] = ink[:, -border:] = 0
    lines = cv2.dilate(_letters(ink), np.ones((1, REACH), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    places = [
        (int(area), Box(*(int(value) * SMALL for value in (left, top, across, down))))
        for left, top, across, down, area in stats[1:]
        if down <= 1.5 * MAX_LETTER and across >= down
    ]
    return [box for _, box in sorted(places, key=lambda place: -place[0])[:MAX_PLACES]]


def _letters(ink: Pixels) -> Pixels:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    letters = (heights >= MIN_LETTER) & (heights <= MAX_LETTER) & (widths <= 4 * MAX_LETTER)
    letters[0] = False
    return np.asarray(letters[labels], dtype=np.uint8)
