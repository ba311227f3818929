"""Takes the paper's own colour away, so that what is still coloured is ink: yellow sheets and coffee are no stamps."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image import Pixels

SHRINK = 4
STROKE_PX = 24  # ink's strokes are narrower, the rim of a coffee stain is wider


def on_white(rgb: Pixels) -> Pixels:
    """Return the page with each channel divided by the paper's, found where no stroke is."""
    height, width = rgb.shape[:2]
    size = (max(1, width // SHRINK), max(1, height // SHRINK))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    side = STROKE_PX // SHRINK + 1
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.resize(cv2.blur(paper, (3, 3)), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(rgb, np.maximum(paper, 1).astype(np.uint8), scale=255), dtype=np.uint8)
