"""Finds every box that may hold a line, black print first."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.ink import Ink
from ocr.lines import LONGER_SIDE_PX, Found, LineFinder, covers
from ocr.page import Box
from ocr.sheet import Sheet

MARGIN_PX = 40
SMALL = 4


def find_lines(sheet: Sheet, finder: LineFinder) -> Sheet:
    """Find print where no coloured ink joins or hides it, then the coloured lines beside it."""
    found = finder.find(sheet.ink.print_only)
    return replace(sheet, found=(*found, *_coloured_beside(found, sheet, finder)))


def find_in(page: Pixels, place: Box, finder: LineFinder, scale: float) -> list[Found]:
    """Find the lines of one part of the page, looking at it at `scale` of its size."""
    part = page[place.y : place.bottom, place.x : place.right]
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return [
        replace(
            found,
            box=Box(
                place.x + round(found.box.x / scale),
                place.y + round(found.box.y / scale),
                round(found.box.width / scale),
                round(found.box.height / scale),
            ),
        )
        for found in finder.find(np.asarray(small, dtype=np.uint8))
    ]


def with_margin(box: Box, page: Pixels) -> Box:
    """Return the box with a little of what is around it, as far as the page goes."""
    height, width = page.shape
    left, top = max(0, box.x - MARGIN_PX), max(0, box.y - MARGIN_PX)
    right, bottom = min(width, box.right + MARGIN_PX), min(height, box.bottom + MARGIN_PX)
    return Box(left, top, right - left, bottom - top)


def _coloured_beside(found: list[Found], sheet: Sheet, finder: LineFinder) -> list[Found]:
    place = _coloured_part(sheet.ink)
    if place is None:
        return []
    page = sheet.ink.evened
    scale = min(1.0, LONGER_SIDE_PX / max(page.shape))
    others = find_in(page, with_margin(place, page), finder, scale)
    coloured = [other for other in others if sheet.ink.is_coloured(other.box)]
    return [other for other in coloured if not any(covers(line.box, other.box) for line in found)]


def _coloured_part(ink: Ink) -> Box | None:
    """Return the part of the page that has coloured ink, which is rarely all of it; specks don't count."""
    if ink.colour_mask is None:
        return None
    small = cv2.resize(ink.colour_mask, None, fx=1 / SMALL, fy=1 / SMALL, interpolation=cv2.INTER_AREA)
    inked = cv2.morphologyEx((small > 0).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    if not inked.any():
        return None
    left, top, width, height = (int(value) * SMALL for value in cv2.boundingRect(inked))
    return Box(left, top, width, height)
