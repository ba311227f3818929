"""Tells what was written by hand from dirt, when neither of the readers could read it."""

from __future__ import annotations

from ocr.image import Pixels

INK_BELOW = 205
MIN_INK_SHARE = 0.02
MIN_HEIGHT = 0.6  # of the page's usual line


def is_written(line: Pixels, usual_height: float) -> bool:
    """Say whether a box that has no legible text is a signature or a note rather than a stain or a ghost.

    Somebody presses a pen: the strokes are dark. What shows through from the other side, and stains, are pale.
    """
    height, width = line.shape
    if height < MIN_HEIGHT * usual_height or width < height:
        return False
    return float((line < INK_BELOW).mean()) >= MIN_INK_SHARE
