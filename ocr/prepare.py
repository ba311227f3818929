"""Evens the paper out, so that shadows, stains and yellowed sheets don't reach the recognisers."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.page import Rotation

WHITE = 255
RULE_BELOW = 190
LEVEL_RULE_PX = 75  # at half the size: 13 mm at 300 dpi, more than any dash of a letter
UPRIGHT_RULE_PX = 50  # higher than any letter, lower than a table's row
_QUARTER_TURNS = {
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}


def even_out(grey: Pixels) -> Pixels:
    """Divide the page by its background, found at a quarter of the size: .04 s for the largest gain there is."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 31)
    background = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, background, scale=WHITE), dtype=np.uint8)


def turn_upright(pixels: Pixels, rotation: Rotation) -> Pixels:
    """Undo a clockwise rotation of the content."""
    if rotation == 0:
        return pixels
    return np.asarray(cv2.rotate(pixels, _QUARTER_TURNS[rotation]), dtype=np.uint8)


def straighten(pixels: Pixels, skew_degrees: float) -> Pixels:
    """Turn the page back by its skew (clockwise positive) about its centre; the size stays."""
    if abs(skew_degrees) < 0.05:
        return pixels
    height, width = pixels.shape[:2]
    # OpenCV counts angles anticlockwise, so a positive angle undoes a clockwise tilt.
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew_degrees, 1.0)
    white = (WHITE,) * (pixels.shape[2] if pixels.ndim == 3 else 1)
    turned = cv2.warpAffine(
        pixels,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=white,
    )
    return np.asarray(turned, dtype=np.uint8)


def erase_rules(evened: Pixels) -> Pixels:
    """Return the page without ruled lines, upright and level: beside a table's border a 5 is read as "[5"."""
    height, width = evened.shape
    # Half the size is enough for lines this long and costs a quarter; the erosion keeps the thinnest of them.
    ink = (cv2.erode(evened, np.ones((2, 2), np.uint8))[::2, ::2] < RULE_BELOW).astype(np.uint8)
    across = _long_and_thin(ink, LEVEL_RULE_PX)
    down = _long_and_thin(np.ascontiguousarray(ink.T), UPRIGHT_RULE_PX).T
    letters = cv2.subtract(ink, cv2.bitwise_or(across, down))
    # Where a letter's stroke goes on across the rule, the stroke stays.
    level = cv2.subtract(across, cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((9, 1), np.uint8)))
    upright = cv2.subtract(down, cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8)))
    rules = cv2.bitwise_or(level, upright)
    if not rules.any():
        return evened
    rules = cv2.resize(rules, (width, height), interpolation=cv2.INTER_NEAREST)
    erased: Pixels = np.where(rules > 0, np.uint8(WHITE), evened)
    return erased


def _long_and_thin(ink: Pixels, length: int) -> Pixels:
    """Return the level runs of at least that length; a photograph or a black border is too thick for a rule."""
    # Thickened first, so that a rule that is a little crooked still has one run.
    runs = cv2.morphologyEx(
        cv2.dilate(ink, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, np.ones((1, length), np.uint8)
    )
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((9, 1), np.uint8))
    return np.asarray(cv2.subtract(runs, thick), dtype=np.uint8)


def drop_colour(rgb: Pixels) -> Pixels:
    """Return the page in grey with coloured ink bleached out: what is left is black print.

    Coloured ink has one bright channel and black ink has none, so the brightest channel plus the spread between the
    channels lifts stamps and signatures to white and leaves print where it was, also where the two overlap.
    """
    brightest, spread = _brightest_and_spread(rgb)
    # Saturating arithmetic: what would rise above white is white.
    lift = cv2.subtract(spread, np.full_like(spread, 24))
    return np.asarray(cv2.add(brightest, cv2.add(lift, lift)), dtype=np.uint8)


def coloured_ink(rgb: Pixels) -> Pixels:
    """Return a mask (0 or 255) of clearly coloured, not nearly white pixels."""
    brightest, spread = _brightest_and_spread(rgb)
    darkest = cv2.subtract(brightest, spread)
    return np.asarray(((spread > 40) & (darkest < 190)).astype(np.uint8) * WHITE, dtype=np.uint8)


def _brightest_and_spread(rgb: Pixels) -> tuple[Pixels, Pixels]:
    """Return the brightest channel of each pixel and its distance to the darkest; OpenCV is ten times as fast."""
    red, green, blue = cv2.split(rgb)
    brightest = cv2.max(cv2.max(red, green), blue)
    darkest = cv2.min(cv2.min(red, green), blue)
    return np.asarray(brightest, dtype=np.uint8), np.asarray(cv2.subtract(brightest, darkest), dtype=np.uint8)
