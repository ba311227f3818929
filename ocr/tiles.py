"""Cuts a page that is much longer than wide into tiles, so that shrinking it for the line finder loses no print.

A till receipt of a metre shrunk as a whole would have letters two pixels high.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ocr.page import Box

MAX_ASPECT = 2.5  # a sheet of paper has 1.4; two of them in one picture still have less
MAX_TILES = 24  # two metres of till roll; what is longer still gets longer tiles, not more of them
OVERLAP = 0.16  # of a tile's length: higher than any line, so that each is whole in one of the tiles


def tiles_of(width: int, height: int, aspect: float = MAX_ASPECT) -> list[Box]:
    """Return overlapping tiles along the longer side; the whole page as the only one when it is not that long.

    `aspect` is that of the tiles, as long as there are no more than MAX_TILES.
    """
    longer, shorter = max(width, height), min(width, height)
    length = round(max(shorter * aspect, longer / MAX_TILES / (1 - OVERLAP)))
    if longer <= length:
        return [Box(0, 0, width, height)]
    count = min(MAX_TILES, math.ceil(longer / (length * (1 - OVERLAP))))
    step = (longer - length) / max(1, count - 1)
    starts = [round(number * step) for number in range(count)]
    if height > width:
        return [Box(0, start, width, length) for start in starts]
    return [Box(start, 0, length, height) for start in starts]


def densest(tiles: Sequence[Box], ink: Sequence[float]) -> Box:
    """Return the tile with the most ink: the one that says most about the whole."""
    return max(zip(tiles, ink, strict=True), key=lambda pair: pair[1])[0]


def joined(boxes: Sequence[Box]) -> list[list[int]]:
    """Group the boxes that neighbouring tiles saw of the same line; return their indices."""
    groups: list[tuple[Box, list[int]]] = []
    for index in sorted(range(len(boxes)), key=lambda i: (boxes[i].y, boxes[i].x)):
        box, members = boxes[index], [index]
        while (other := next((g for g in groups if _same_line(g[0], box)), None)) is not None:
            groups.remove(other)
            box, members = box.union(other[0]), [*other[1], *members]
        groups.append((box, members))
    return [members for _, members in groups]


def _same_line(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across > 0 and 2 * down >= min(one.height, other.height)
