"""Splits a straightened page into layers, so that a letter takes a tenth of its scan and still shows every mark.

Print goes into a mask of one bit a pixel at the scan's full resolution, with its colour at a twelfth; what is left of
the page, at half the resolution, lies below. Every place where these two would lose something is covered with the
scan's own pixels: coloured ink, stamps and signatures, words that the reader was unsure of, and fine detail that the
lower layer blurs. Nothing is matched against anything else: a pixel of print stands where it was scanned.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray
from PIL import Image

from ocr.image import Pixels
from ocr.page import Box
from ocr.pdf_pieces import Piece, area_share, jpeg_piece, mask_piece
from ocr.prepare import WHITE, coloured_ink, drop_colour, even_out

PAPER_QUALITY, INK_QUALITY, DETAIL_QUALITY, PICTURE_QUALITY = 80, 60, 88, 75
MOST_DETAIL_SHARE = 0.4  # of the page; beyond it one picture is smaller and better than layers
TILE_PX = 64  # a patch is made of whole tiles
_PAPER_STEP, _INK_STEP = 2, 12
_REACH_PX = 15  # the darkest pixel within this reach says how dark the ink of a stroke is
_FAINTEST_INK = 195  # of 255 on evened paper: fainter marks stay in the lower layer, or are covered
_CUT = 0.62  # of the way from ink to paper; at a half, thin print loses the tails of its commas
_SOLID_CELLS = 7  # at a quarter of the size: thicker than the boldest print of a letter, at 300 dpi 2.4 mm
_DETAIL_BELOW = 14  # grey steps that the lower layer may be off
_DETAIL_NOISE = 5  # times the scan's own noise
_DETAIL_SHARE, _COLOUR_SHARE = 0.02, 0.004  # of a tile
_KNOWN = 64  # of 255: a cell of which less is paper takes its neighbours' colour

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Ink:
    """`mask`: print that is sharp enough for one bit a pixel. `coloured`: what must stay as it is."""

    evened: Pixels
    mask: Pixels
    coloured: Pixels | None


def separate(pixels: Pixels, at: Box, kept: Sequence[Box] = ()) -> tuple[Piece, ...]:
    """Return the pieces of a page whose pixels fill the box `at`; `kept` is shown with the scan's own pixels."""
    grey = pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    ink = _find_ink(pixels, grey)
    halo = np.asarray(cv2.dilate(ink.mask, np.ones((5, 5), np.uint8)), np.uint8)
    bare = np.invert(halo)
    paper_only = np.asarray(cv2.bitwise_and(pixels, pixels, mask=bare), np.uint8)
    paper = jpeg_piece(_layer(paper_only, bare, _PAPER_STEP), at, quality=PAPER_QUALITY)
    patches = _patches(_lost_tiles(grey, paper, halo, ink.coloured), grey, at, kept)
    if area_share(patches, at.width, at.height) > MOST_DETAIL_SHARE:
        return (picture_piece(pixels, at),)
    # The darker a pixel, the more it says about the ink: edges are half paper.
    darkness = cv2.bitwise_and(np.invert(ink.evened), ink.mask)
    # Every second pixel is enough to tell a colour.
    shades = _weighted(np.ascontiguousarray(pixels[::2, ::2]), np.ascontiguousarray(darkness[::2, ::2]))
    colour = jpeg_piece(_layer(*shades, _INK_STEP // 2), at, quality=INK_QUALITY)
    print_ = Piece(
        colour.data,
        colour.codec,
        colour.width_px,
        colour.height_px,
        at,
        colour.is_grey,
        mask=mask_piece(ink.mask, at),
    )
    details = [
        jpeg_piece(_cut(pixels, box), _moved(box, at), quality=DETAIL_QUALITY, keeps_colour_sharp=True)
        for box in patches
    ]
    return (paper, print_, *details)


def picture_piece(pixels: Pixels, at: Box, *, quality: int = PICTURE_QUALITY) -> Piece:
    """Return the whole page as one picture."""
    return jpeg_piece(pixels, at, quality=quality, keeps_colour_sharp=True)


def _find_ink(pixels: Pixels, grey: Pixels) -> _Ink:
    """Cut each stroke at a share of its own contrast, so that faint print is as thick as it was."""
    coloured = coloured_ink(pixels) if pixels.ndim == 3 else None
    evened = even_out(grey if coloured is None else drop_colour(pixels))
    height, width = evened.shape
    darkest = cv2.erode(evened, np.ones((_REACH_PX, _REACH_PX), np.uint8))[::4, ::4]
    limit = cv2.addWeighted(darkest, 1 - _CUT, np.full_like(darkest, WHITE), _CUT, 0)
    limit[darkest > _FAINTEST_INK] = 0
    mask = cv2.compare(evened, cv2.resize(limit, (width, height), interpolation=cv2.INTER_LINEAR), cv2.CMP_LT)
    if coloured is not None:
        mask[cv2.dilate(coloured, np.ones((3, 3), np.uint8)) > 0] = 0
    return _Ink(evened, _without_solids(np.asarray(mask, np.uint8)), coloured)


def _without_solids(mask: Pixels) -> Pixels:
    """Leave photographs, seals and bars out of the mask: they have shades."""
    height, width = mask.shape
    cells = cv2.resize(mask, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    solid = cv2.morphologyEx(
        _above(cells, 200), cv2.MORPH_OPEN, np.ones((_SOLID_CELLS, _SOLID_CELLS), np.uint8)
    )
    if not solid.any():
        return mask
    touched = _above(cells, 0)
    for _step in range(4):  # to the edges of what is solid
        solid = cv2.bitwise_and(cv2.dilate(solid, np.ones((5, 5), np.uint8)), touched)
    solid = cv2.resize(solid, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.bitwise_and(mask, cv2.bitwise_not(solid)), np.uint8)


def _weighted(pixels: Pixels, weight: Pixels) -> tuple[Pixels, Pixels]:
    weights = weight if pixels.ndim == 2 else cv2.merge([weight] * 3)
    return np.asarray(cv2.multiply(pixels, weights, scale=1 / WHITE), np.uint8), weight


def _layer(weighted_pixels: Pixels, weight: Pixels, step: int) -> Pixels:
    """Return the page shrunk by `step`, counting pixels by their weight; cells without any take their neighbours'."""
    height, width = weight.shape
    size = ((width + step - 1) // step, (height + step - 1) // step)
    weighted = cv2.resize(weighted_pixels, size, interpolation=cv2.INTER_AREA)
    small = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    known = _above(small, _KNOWN - 1)
    layer = cv2.divide(weighted, small if weighted.ndim == 2 else cv2.merge([small] * 3), scale=WHITE)
    if not known.all():
        # A quarter of the cells is enough for what is hidden under print.
        half = ((size[0] + 1) // 2, (size[1] + 1) // 2)
        filled = _filled(
            np.asarray(cv2.resize(weighted, half, interpolation=cv2.INTER_AREA), np.float32),
            np.asarray(cv2.resize(small, half, interpolation=cv2.INTER_AREA), np.float32),
        )
        shades = cv2.convertScaleAbs(filled, alpha=WHITE)
        cv2.copyTo(cv2.resize(shades, size, interpolation=cv2.INTER_LINEAR), cv2.bitwise_not(known), layer)
    return np.asarray(layer, np.uint8)


def _filled(weighted: Floats, weight: Floats) -> Floats:
    """Divide by the weight; where there is next to none, take what the same place has at half the size."""
    height, width = weight.shape
    broad = weight if weighted.ndim == 2 else cv2.merge([weight] * 3)
    own = weighted / np.maximum(broad, 1e-3)
    if min(height, width) <= 2 or bool((weight >= _KNOWN).all()):
        return np.asarray(own, np.float32)
    size = ((width + 1) // 2, (height + 1) // 2)
    below = _filled(
        np.asarray(cv2.resize(weighted, size, interpolation=cv2.INTER_AREA), np.float32),
        np.asarray(cv2.resize(weight, size, interpolation=cv2.INTER_AREA), np.float32),
    )
    spread = cv2.resize(below, (width, height), interpolation=cv2.INTER_LINEAR)
    # What little is known counts for that much, so that no seam shows.
    share = np.minimum(broad / _KNOWN, 1)
    return np.asarray(own * share + spread * (1 - share), np.float32)


def _lost_tiles(grey: Pixels, paper: Piece, halo: Pixels, coloured: Pixels | None) -> NDArray[np.bool_]:
    """Say in which tiles the lower layer, as it will be unpacked, differs from the scan, or ink is coloured."""
    height, width = grey.shape
    with Image.open(io.BytesIO(paper.data)) as packed:
        unpacked = np.asarray(packed.convert("L"))
    shown = cv2.resize(unpacked, (width, height), interpolation=cv2.INTER_LINEAR)
    off = cv2.bitwise_and(cv2.absdiff(grey, shown), cv2.bitwise_not(halo))
    noise = float(np.median(off[::4, ::4]))
    limit = max(_DETAIL_BELOW, _DETAIL_NOISE * noise)
    tiles = ((width + TILE_PX - 1) // TILE_PX, (height + TILE_PX - 1) // TILE_PX)
    lost = cv2.resize(_above(off, limit), tiles, interpolation=cv2.INTER_AREA)
    found: NDArray[np.bool_] = lost > _DETAIL_SHARE * WHITE
    if coloured is not None:
        found |= cv2.resize(coloured, tiles, interpolation=cv2.INTER_AREA) > _COLOUR_SHARE * WHITE
    return found


def _patches(lost: NDArray[np.bool_], grey: Pixels, at: Box, kept: Sequence[Box]) -> list[Box]:
    """Return boxes, in these pixels, that cover all lost tiles with their neighbours and everything in `kept`."""
    height, width = grey.shape
    tiles = lost.astype(np.uint8)
    if tiles.any():
        tiles = np.asarray(cv2.dilate(tiles, np.ones((3, 3), np.uint8)), np.uint8)
    for box in kept:
        left, top = max(0, box.x - at.x) // TILE_PX, max(0, box.y - at.y) // TILE_PX
        tiles[top : (box.bottom - at.y) // TILE_PX + 1, left : (box.right - at.x) // TILE_PX + 1] = 1
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(tiles, connectivity=8)
    found = [Box(*(int(value) * TILE_PX for value in row[:4])) for row in stats[1:]]
    return [
        Box(box.x, box.y, min(box.right, width) - box.x, min(box.bottom, height) - box.y)
        for box in _apart(found)
    ]


def _apart(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes that overlap: a ring has a smaller one inside."""
    apart: list[Box] = []
    for box in boxes:
        joined = box
        while meets := [other for other in apart if _overlap(joined, other)]:
            for other in meets:
                apart.remove(other)
                joined = joined.union(other)
        apart.append(joined)
    return apart


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _above(values: MatLike, limit: float) -> Pixels:
    return np.asarray(cv2.threshold(values, limit, WHITE, cv2.THRESH_BINARY)[1], np.uint8)


def _cut(pixels: Pixels, box: Box) -> Pixels:
    return np.ascontiguousarray(pixels[box.y : box.bottom, box.x : box.right])


def _moved(box: Box, at: Box) -> Box:
    return Box(box.x + at.x, box.y + at.y, box.width, box.height)
