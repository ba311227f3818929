"""Finds the sheet on a scan whose edges show the feeder's dark backing, so that the document shows paper only.

Cautious: what is cut off is dark or blank. A sheet with anything written in the strip beside the dark edge keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image import Pixels
from ocr.page import Box

_STEP_PX = 8  # a border is looked for at an eighth of the size
_DARK_SHARE = 0.45  # of the paper's brightness; a shadow is lighter
_BLANK_SHARE = 0.75  # lighter than this is paper, also where the edge's shadow falls on it
_MOSTLY = 0.3  # of an edge is dark, or it is no border but something that reaches the edge
_WHOLLY = 0.97
_SLANT_SHARE = 0.05  # how deep a border may reach in beyond the part that is dark all along
_DEEP_SHARE = 0.12  # of an edge may lie in other edges' borders
_MOST_SHARE = 0.4  # of the scan, from one side: a small sheet on a dark backing
_BLUR_CELLS = 2  # between dark and light
_DARKEST_PAPER = 90


def paper_box(grey: Pixels, kept: Iterable[Box] = ()) -> Box:
    """Return the part of a straightened page that shows the sheet. Nothing of `kept` is ever left out."""
    height, width = grey.shape
    cells = (max(1, width // _STEP_PX), max(1, height // _STEP_PX))
    small = np.asarray(cv2.resize(grey, cells, interpolation=cv2.INTER_AREA), np.uint8)
    paper = float(np.percentile(small, 80))
    if paper < _DARKEST_PAPER:
        return Box(0, 0, width, height)
    top, left = _depth(small, paper), _depth(small.T, paper)
    bottom, right = _depth(small[::-1], paper), _depth(small.T[::-1], paper)
    box = Box(
        left * _STEP_PX,
        top * _STEP_PX,
        width - (left + right) * _STEP_PX,
        height - (top + bottom) * _STEP_PX,
    )
    for other in kept:
        box = box.union(other)
    return _within(box, width, height)


def _depth(small: Pixels, paper: float) -> int:
    """Return how many rows of cells the border at the upper edge is deep; 0 is none."""
    rows = small.shape[0]
    dark = small < _DARK_SHARE * paper
    whole = _run(dark.mean(axis=1) >= _WHOLLY)
    if whole > _MOST_SHARE * rows:
        return 0
    runs = np.argmin(np.vstack([dark[whole:], np.zeros((1, dark.shape[1]), bool)]), axis=0)
    is_deep = runs > _SLANT_SHARE * rows  # where another edge's border comes in from the side
    touched = runs > 0
    if whole == 0 and (touched & ~is_deep).mean() < _MOSTLY:
        return 0
    if is_deep.mean() > _DEEP_SHARE:
        return whole
    slant = int(np.percentile(runs[~is_deep], 98))
    depth = whole + slant + _BLUR_CELLS
    within = small[depth : depth + 2 * _BLUR_CELLS].max(axis=0, initial=0)
    return depth if _is_blank_beside(small[whole:depth], runs, np.minimum(within, paper)) else whole


def _run(flags: NDArray[np.bool_]) -> int:
    return int(np.argmin(np.append(flags, False)))


def _is_blank_beside(strip: Pixels, runs: NDArray[np.intp], paper: NDArray[np.floating[Any]]) -> bool:
    """Say whether nothing but paper, as bright as farther in, lies between the dark edge and the cut."""
    depth = np.arange(strip.shape[0])[:, None]
    beside = (depth >= runs[None, :] + _BLUR_CELLS) & (runs[None, :] < depth.size)
    return int(np.count_nonzero(beside & (strip < _BLANK_SHARE * paper[None, :]))) <= 0.002 * strip.size


def _within(box: Box, width: int, height: int) -> Box:
    x, y = max(0, box.x), max(0, box.y)
    return Box(x, y, min(width, box.right) - x, min(height, box.bottom) - y)
