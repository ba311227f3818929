"""Finds out how the sheet lay in the feeder: on its side or not, and how crooked.

Lines of print make the row profile of an upright page rise and fall steeply. The angle and the axis with the sharpest
profile are the page's. Whether it stands on its head is for `ocr.direction` to say, which looks at letters.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image import Pixels

SMALL_SIDE_PX = 700  # about a fifth of A4 at 300 dpi: letters are still blobs apart, lines still lines
COARSE_STEP, COARSE_REACH = 0.5, 5.0
FINE_STEP, FINE_REACH = 0.1, 0.6
MIN_POINTS = 60

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Axis:
    """`sideways`: lines run up or down the image. `skew_degrees`: tilt once it lies level, clockwise positive."""

    sideways: bool
    skew_degrees: float


def find_axis(evened: Pixels) -> Axis:
    """Return the axis of an evened-out page; a page without ink counts as upright and straight."""
    across, down = _ink_points(evened)
    if len(across) < MIN_POINTS:
        return Axis(sideways=False, skew_degrees=0.0)
    coarse = np.arange(-COARSE_REACH, COARSE_REACH + COARSE_STEP / 2, COARSE_STEP)
    upright_angle, upright_contrast = _sharpest(across, down, coarse)
    # A sideways page brought level by a quarter turn anticlockwise has its points at (down, -across).
    sideways_angle, sideways_contrast = _sharpest(down, -across, coarse)
    sideways = sideways_contrast > upright_contrast
    angle = sideways_angle if sideways else upright_angle
    fine = np.arange(angle - FINE_REACH, angle + FINE_REACH + FINE_STEP / 2, FINE_STEP)
    points = (down, -across) if sideways else (across, down)
    best, _ = _sharpest(*points, fine)
    return Axis(sideways=sideways, skew_degrees=round(best, 2))


def _ink_points(evened: Pixels) -> tuple[Points, Points]:
    """Return the coordinates of what looks like letters; rules, borders, blobs and dust are left out."""
    height, width = evened.shape
    scale = SMALL_SIDE_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(evened, size, interpolation=cv2.INTER_AREA)
    ink = (small < 200).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    areas = stats[:, cv2.CC_STAT_AREA]
    longer, shorter = np.maximum(widths, heights), np.minimum(widths, heights)
    letters = (longer <= 60) & (shorter <= 16) & (areas >= 3) & (longer <= 12 * shorter)
    letters[0] = False
    down, across = np.nonzero(letters[labels])
    return across.astype(np.float32), down.astype(np.float32)


def _sharpest(across: Points, down: Points, angles: NDArray[np.floating]) -> tuple[float, float]:
    contrasts = [_contrast(across, down, float(angle)) for angle in angles]
    best = int(np.argmax(contrasts))
    return float(angles[best]), contrasts[best]


def _contrast(across: Points, down: Points, degrees: float) -> float:
    """Return how steeply the row profile rises and falls when the page is turned back by `degrees`."""
    radians = np.deg2rad(degrees)
    rows = down * np.cos(radians) - across * np.sin(radians)
    profile = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
    return float(np.square(np.diff(profile)).sum())
