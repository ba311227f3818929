"""Tells a page that stands on its head from one that doesn't, by looking at the beginnings of its widest lines."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.models import Session
from ocr.page import Box

WIDTH_PX, HEIGHT_PX = 192, 48  # what the classifier was trained on
LINES_ASKED = 12


class DirectionFinder:
    def __init__(self, session: Session) -> None:
        self._session = session

    def upside_down_votes(self, evened: Pixels, boxes: Sequence[Box]) -> float:
        """Return the sum of the lines' votes: positive for upside down, negative for upright, 0 without lines."""
        widest = sorted(boxes, key=lambda box: -box.width)[:LINES_ASKED]
        return sum(self._vote(evened, box) for box in widest)

    def _vote(self, evened: Pixels, box: Box) -> float:
        start = evened[box.y : box.bottom, box.x : box.x + min(box.width, 4 * box.height)]
        small = cv2.resize(start, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
        plane = small / 127.5 - 1.0
        tensor = np.ascontiguousarray(np.broadcast_to(plane, (1, 3, HEIGHT_PX, WIDTH_PX)), dtype=np.float32)
        upright, reversed_ = (float(value) for value in self._session.run(tensor)[0])
        return reversed_ - upright
