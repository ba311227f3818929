"""Finds the lines of a straight page and puts them into reading order.

The detector's network marks where text runs; on a straightened page connected regions of its map are enough, no
polygons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image import Pixels
from ocr.models import Session, Tensor
from ocr.page import Box
from ocr.tiles import joined, tiles_of

LONGER_SIDE_PX = (
    960  # measured: 640 .027, 800 .021, 960 .017, 1280 .022 CER; larger also picks up more stamps
)
THRESHOLD = 0.3
MIN_SCORE = 0.5
GROWTH = 1.6  # the network marks a shrunken core of each line; this brings it back to the letters' height
MIN_SIDE_PX = 3
STEP_PX = 32  # the network halves its input five times


@dataclass(frozen=True, slots=True)
class Found:
    box: Box
    score: float


class LineFinder:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, evened: Pixels) -> list[Found]:
        """Return the boxes of lines or parts of lines, in no particular order."""
        tiles = tiles_of(evened.shape[1], evened.shape[0])
        found = [self._find_in(evened, tile) for tile in tiles]
        return found[0] if len(tiles) == 1 else _without_doubles([f for part in found for f in part])

    def _find_in(self, evened: Pixels, tile: Box) -> list[Found]:
        part = self._find(np.ascontiguousarray(evened[tile.y : tile.bottom, tile.x : tile.right]))
        return [replace(f, box=replace(f.box, x=f.box.x + tile.x, y=f.box.y + tile.y)) for f in part]

    def _find(self, evened: Pixels) -> list[Found]:
        height, width = evened.shape
        tensor = _to_tensor(evened)
        marks = self._session.run(tensor)[0, 0]
        return _regions(marks, width / marks.shape[1], height / marks.shape[0], Box(0, 0, width, height))


def _without_doubles(found: Sequence[Found]) -> list[Found]:
    """Make one box of those that neighbouring tiles have for the same line."""
    groups = joined([f.box for f in found])
    return [
        Found(reduce(Box.union, (found[i].box for i in group)), max(found[i].score for i in group))
        for group in groups
    ]


def _to_tensor(grey: Pixels) -> Tensor:
    height, width = grey.shape
    scale = min(1.0, LONGER_SIDE_PX / max(height, width))
    size = tuple(max(STEP_PX, round(side * scale / STEP_PX) * STEP_PX) for side in (width, height))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    plane = small / 127.5 - 1.0
    return np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)), dtype=np.float32)


def _regions(marks: NDArray[np.float32], across: float, down: float, page: Box) -> list[Found]:
    core = (marks > THRESHOLD).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=8)
    sums = np.bincount(labels.ravel(), weights=marks.ravel(), minlength=count)
    found = []
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        score = float(sums[number] / area)
        if score < MIN_SCORE or min(width, height) < MIN_SIDE_PX:
            continue
        grown = width * height * GROWTH / (2 * (width + height))
        box = _clipped(
            (left - grown) * across,
            (top - grown) * down,
            (left + width + grown) * across,
            (top + height + grown) * down,
            page,
        )
        found.append(Found(box, score))
    return found


def _clipped(left: float, top: float, right: float, bottom: float, page: Box) -> Box:
    x, y = max(0, round(left)), max(0, round(top))
    return Box(x, y, max(1, min(page.width, round(right)) - x), max(1, min(page.height, round(bottom)) - y))


def turned_over(found: Sequence[Found], width: int, height: int) -> list[Found]:
    """Return the boxes where they are after the page has been turned by 180 degrees."""
    return [
        Found(Box(width - f.box.right, height - f.box.bottom, f.box.width, f.box.height), f.score)
        for f in found
    ]


def covers(box: Box, other: Box) -> bool:
    """Say whether a third of the other box lies in the first."""
    across = _overlap(box.x, box.right, other.x, other.right)
    down = _overlap(box.y, box.bottom, other.y, other.bottom)
    return across > 0 and down > 0 and across * down > other.width * other.height / 3


def in_rows(boxes: Sequence[Box]) -> list[list[int]]:
    """Group boxes into rows from top to bottom, each from left to right; return their indices.

    Two boxes share a row when they overlap by half the lower one's height and don't lie above each other.
    """
    rows: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: boxes[i].y + boxes[i].height / 2):
        row = next((row for row in reversed(rows) if _fits(boxes[index], [boxes[i] for i in row])), None)
        if row is None:
            rows.append([index])
        else:
            row.append(index)
    rows.sort(key=lambda row: sum(boxes[i].y + boxes[i].height / 2 for i in row) / len(row))
    return [sorted(row, key=lambda i: boxes[i].x) for row in rows]


def _fits(box: Box, row: Sequence[Box]) -> bool:
    return all(
        _overlap(box.y, box.bottom, other.y, other.bottom) >= 0.5 * min(box.height, other.height)
        and _overlap(box.x, box.right, other.x, other.right) <= 0.3 * min(box.width, other.width)
        for other in row
    )


def _overlap(start: int, end: int, other_start: int, other_end: int) -> int:
    return min(end, other_end) - max(start, other_start)
