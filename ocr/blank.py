"""Tells an empty back from a page that has little on it.

Bleed-through and stains can yield a few letters, and a lone signature yields none: so neither the text alone
nor the ink alone decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.page import Line

MIN_LETTERS = 8  # fewer were never more than bleed-through on the sample backs
SURE_LINE = 0.85  # a short line read this surely is text: a page number, a note
INKED_SHARE = 0.004  # strong ink on this much of the page is something: a signature, a drawing, a photograph
STRONG_INK_BELOW = 100
DARK_BELOW = 60


def is_blank(lines: Sequence[Line], ink: float) -> bool:
    letters = sum(sign.isalnum() for line in lines for sign in line.text)
    sure = any(line.confidence >= SURE_LINE and len(line.text) >= 2 for line in lines)
    return letters < MIN_LETTERS and not sure and ink < INKED_SHARE


def ink_share(evened: Pixels) -> float:
    """Return the share of strongly inked pixels away from the edges, where the scanner's borders lie."""
    height, width = evened.shape
    inner = evened[height // 12 : -(height // 12) or None, width // 12 : -(width // 12) or None]
    # Opening removes dust and the thin streaks that a dirty glass draws.
    ink = cv2.morphologyEx(
        (inner < STRONG_INK_BELOW).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)
    )
    return float(ink.mean()) if ink.size else 0.0


def is_dark(grey: Pixels) -> bool:
    """Say whether the scan is black all over: a lid left open, or a sheet of black paper."""
    return float(np.percentile(grey[::8, ::8], 95)) < DARK_BELOW
