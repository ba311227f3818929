"""Puts a page that stands on its head on its feet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocr.direction import LINES_ASKED, DirectionFinder
from ocr.image import Pixels
from ocr.lines import turned_over
from ocr.page import Box, quarter_turn
from ocr.prepare import turn_upright
from ocr.reading import crop
from ocr.sheet import Sheet
from ocr.text import Recogniser, confidence_of

SURE_VOTES = 0.3  # share of the asked lines that must outvote the others
LINES_READ = 4


def turn_over(sheet: Sheet, direction: DirectionFinder, reader: Recogniser) -> Sheet:
    """Turn the page by half a turn when its lines say so; on short pages a reader gives a second opinion."""
    if not _is_upside_down(sheet, direction, reader):
        return sheet
    height, width = sheet.ink.evened.shape
    return replace(
        sheet,
        ink=sheet.ink.transformed(lambda pixels: turn_upright(pixels, 180)),
        rotation=quarter_turn(sheet.rotation + 180),
        rings=tuple(ring.turned_over(width, height) for ring in sheet.rings),
        found=tuple(turned_over(sheet.found, width, height)),
    )


def _is_upside_down(sheet: Sheet, direction: DirectionFinder, reader: Recogniser) -> bool:
    boxes = [found.box for found in sheet.found]
    votes = direction.upside_down_votes(sheet.ink.evened, boxes)
    if abs(votes) >= SURE_VOTES * min(len(boxes), LINES_ASKED):
        return votes > 0
    return _reads_better_upside_down(sheet.ink.evened, boxes, reader)


def _reads_better_upside_down(evened: Pixels, boxes: Sequence[Box], reader: Recogniser) -> bool:
    upright = reversed_ = 0.0
    for box in sorted(boxes, key=lambda box: -box.width)[:LINES_READ]:
        line = crop(evened, box)
        upright += confidence_of(reader.read(line))
        reversed_ += confidence_of(reader.read(np.ascontiguousarray(line[::-1, ::-1])))
    return reversed_ > upright
