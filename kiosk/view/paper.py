"""Makes a scan pleasant to look at beside white cards: upright, no dark edge, white paper.

For the eye only: what is stored, read and sent is the scan as it came. Everything is done at the size that is
shown, so that a page takes a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader

Pixels = NDArray[np.uint8]
Quad = tuple[int, int, int, int]

_BORDER_SHARE = 0.09  # a dark edge wider than this is content, not the scanner's bed
_DARK = 0.36  # darker than this share of the paper's tone is the bed; a shadow on paper is lighter
_TONE_FLOOR = 0.4  # a photograph is left dark instead of being taken for dim paper
_PAPER = 252.0  # where the paper's tone ends up
_FRAME_BGR = (0x00, 0x45, 0x6B)  # the theme's doubtEdge, on paper in every contrast
_REDUCED = {2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4, 8: cv2.IMREAD_REDUCED_COLOR_8}


@dataclass(frozen=True, slots=True)
class Upright:
    """How the content lies in the scan: quarter turns clockwise, then a tilt, clockwise positive."""

    rotation: int = 0
    skew_degrees: float = 0.0


def page_picture(jpeg: bytes, upright: Upright, *, turn: int, width_px: int) -> Pixels | None:
    """The page as it is shown, `width_px` wide, turned `turn` degrees clockwise by the resident.

    None when the bytes are no image.
    """
    pixels = _straightened(jpeg, upright, turn, width_px)
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    clean = _on_white_paper(pixels)
    wanted = (width_px, max(1, round(width_px * height / width)))
    return np.asarray(cv2.resize(clean, wanted, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def strip_picture(
    jpeg: bytes, upright: Upright, *, box: Quad, word: Quad | None, size: tuple[int, int]
) -> Pixels | None:
    """The line around `box`, pixels of the straightened scan, fitted into `size`; the word is framed."""
    pixels = _straightened(jpeg, upright, 0, 0)
    if pixels is None:
        return None
    left, top, right, bottom = _surroundings(box, size, pixels.shape)
    if right - left < 2 or bottom - top < 2:
        return None
    # the tone is taken from a wider piece, for a line alone may be more ink than paper
    margin = 4 * (bottom - top)
    outer_top, outer_bottom = max(0, top - margin), min(pixels.shape[0], bottom + margin)
    clean = _divided_by_tone(pixels[outer_top:outer_bottom, left:right])[top - outer_top : bottom - outer_top]
    scale = min(size[0] / (right - left), size[1] / (bottom - top))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    shown = cv2.resize(clean, None, fx=scale, fy=scale, interpolation=how)[: size[1], : size[0]]
    canvas = np.full((size[1], size[0], 3), 255, dtype=np.uint8)
    x0, y0 = (size[0] - shown.shape[1]) // 2, (size[1] - shown.shape[0]) // 2
    canvas[y0 : y0 + shown.shape[0], x0 : x0 + shown.shape[1]] = shown
    x, y, w, h = word or box
    pad = 7
    corner = (round((x - left) * scale) + x0 - pad, round((y - top) * scale) + y0 - pad)
    other = (round((x + w - left) * scale) + x0 + pad, round((y + h - top) * scale) + y0 + pad)
    corner = (max(3, corner[0]), max(3, corner[1]))
    other = (min(size[0] - 4, other[0]), min(size[1] - 4, other[1]))
    cv2.rectangle(canvas, corner, other, _FRAME_BGR, 5, cv2.LINE_AA)
    return canvas


def _surroundings(box: Quad, size: tuple[int, int], shape: Sequence[int]) -> Quad:
    """The part of the page to cut out: the box with air around it, in the shape of the picture."""
    x, y, w, h = box
    half_high = h / 2 + max(12.0, min(0.45 * h, 30.0))
    half_wide = w / 2 + max(24.0, 0.5 * h)
    ratio = size[0] / size[1]
    half_high, half_wide = max(half_high, half_wide / ratio), max(half_wide, half_high * ratio)
    middle_x, middle_y = x + w / 2, y + h / 2
    if 2 * half_wide >= shape[1]:
        middle_x, half_wide = shape[1] / 2, shape[1] / 2
    else:
        middle_x = min(max(middle_x, half_wide), shape[1] - half_wide)
    return (
        max(0, int(middle_x - half_wide)),
        max(0, int(middle_y - half_high)),
        min(shape[1], int(middle_x + half_wide)),
        min(shape[0], int(middle_y + half_high)),
    )


def _straightened(jpeg: bytes, upright: Upright, turn: int, width_px: int) -> Pixels | None:
    """Decode no larger than needed (`width_px` 0: in full), turn upright, take the tilt out."""
    flag = int(cv2.IMREAD_COLOR)
    if width_px:
        short_side = min(_size(jpeg)) or width_px
        flag = next((_REDUCED[step] for step in (8, 4, 2) if short_side // step >= width_px), flag)
    # the scan's own orientation counts; a tag that a scanner writes does not
    data = np.frombuffer(jpeg, dtype=np.uint8)
    if data.size == 0:
        return None
    decoded = cv2.imdecode(data, flag | cv2.IMREAD_IGNORE_ORIENTATION)
    if decoded is None:
        return None
    pixels = np.ascontiguousarray(np.rot90(decoded, (upright.rotation // 90) % 4), dtype=np.uint8)
    if abs(upright.skew_degrees) >= 0.05:
        height, width = pixels.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), upright.skew_degrees, 1.0)
        pixels = np.asarray(
            cv2.warpAffine(
                pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            ),
            dtype=np.uint8,
        )
    return np.ascontiguousarray(np.rot90(pixels, -(turn // 90) % 4))


def _size(jpeg: bytes) -> tuple[int, int]:
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    size = QImageReader(buffer).size()
    return max(0, size.width()), max(0, size.height())


def _on_white_paper(pixels: Pixels) -> Pixels:
    """Whiten the paper, and with it the dark bed at the edges; cut off what is bed alone."""
    height, width = pixels.shape[:2]
    bed = _bed(pixels)
    if bed is None:
        return _divided_by_tone(pixels)
    filled = pixels.copy()
    filled[bed > 0] = _paper_tone(pixels)
    clean = _divided_by_tone(filled)
    clean[bed > 0] = round(_PAPER)
    rows, columns = bed.mean(axis=1), bed.mean(axis=0)
    top, bottom = _first_clear(rows), height - _first_clear(rows[::-1])
    left, right = _first_clear(columns), width - _first_clear(columns[::-1])
    return np.asarray(cv2.resize(clean[top:bottom, left:right], (width, height)), dtype=np.uint8)


def _first_clear(share: NDArray[np.float64]) -> int:
    """How many rows (or columns) from this edge are mostly bed; `share` is 0..255."""
    limit = int(len(share) * _BORDER_SHARE)
    dark = np.flatnonzero(share[:limit] > 100)
    return int(dark[-1]) + 1 if dark.size else 0


def _bed(pixels: Pixels) -> Pixels | None:
    """A mask of dark areas that begin at an edge and stay near it; None when there is none."""
    height, width = pixels.shape[:2]
    small = cv2.resize(
        cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY),
        (300, max(24, round(300 * height / width))),
        interpolation=cv2.INTER_AREA,
    )
    dark = (small < _DARK * float(np.percentile(small, 90))).astype(np.uint8)
    count, labels = cv2.connectedComponents(dark)
    at_edge = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))) - {0}
    if count < 2 or not at_edge:
        return None
    mask = np.isin(labels, list(at_edge)).astype(np.uint8) * 255
    inner_y, inner_x = int(mask.shape[0] * _BORDER_SHARE), int(mask.shape[1] * _BORDER_SHARE)
    mask[inner_y:-inner_y, inner_x:-inner_x] = 0
    # the bed's soft rim goes with it
    grown = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _paper_tone(pixels: Pixels) -> NDArray[np.uint8]:
    sample = pixels[:: max(1, pixels.shape[0] // 200), :: max(1, pixels.shape[1] // 200)]
    return np.asarray(np.percentile(sample, 80, axis=(0, 1)), dtype=np.uint8)


def _divided_by_tone(pixels: Pixels) -> Pixels:
    """Divide by the blurred tone of the paper, so that shadows, folds and a grey ground go white."""
    height, width = pixels.shape[:2]
    small_width = min(width, 220)
    small = cv2.resize(
        pixels, (small_width, max(4, round(height * small_width / width))), interpolation=cv2.INTER_AREA
    )
    tone = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 9)
    tone = cv2.GaussianBlur(tone, (0, 0), 4).astype(np.float32)
    tone = np.maximum(tone, _TONE_FLOOR * np.percentile(tone, 95))
    tone = np.maximum(tone, 24.0)
    full = cv2.resize(tone, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(pixels, full, scale=_PAPER, dtype=cv2.CV_8U), dtype=np.uint8)
