"""Measures how well a page was scanned, where its print is: cheap enough for every page.

All figures are of the file as it came: pixels are the file's, tones its own. They say what is wrong with a picture that
can't be read; that it can't be read, only reading tells.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.image import Pixels
from ocr.missed import missed_lines
from ocr.page import Box
from ocr.prepare import straighten, turn_upright
from ocr.sheet import Sheet

SAMPLED_LINES = 16
STRIP_HEIGHTS = 12
INK_BELOW = 200
TONE_STEP = 8  # paper's tone changes slowly: one pixel in 64 tells
CELL_PX = 32  # in which the paper's tone is compared to its surroundings'
BAND = 6  # parts of a line whose heights are compared to see it bend
LETTERS_WIDTH_PX = 500  # of a line: enough letters to tell their height
MIN_LETTER_PX = 8  # pixels of ink; less is dust
MERGED_HEIGHTS = (
    4.5  # a line's box is about twice as high as its small letters; more holds two lines or a scrawl
)
LINES_FOR_HEIGHT = 4
TALL = 1.9  # times as high as the lines that were read: a signature or a stamp, no line that was missed
HELD_SHARE = 0.6
EDGE_SHARE = 0.004  # of the page's width: print this near the picture's edge runs on outside
BAND_SHARE = 0.03  # of the page: how high a band is whose tone is compared to the others'
OUTER_SHARE = 0.05  # of the page: dark edges of the scan, no shadow


@dataclass(frozen=True, slots=True)
class Quality:
    """`edge_px`: how wide the rise from paper to ink is. `bend`: how far lines stray from straight, in heights."""

    paper_tone: float  # 0..255, where the darkest part of the print stands
    contrast: float  # 0..1, ink against the paper around it
    edge_px: float
    letter_px: float  # how high the letters are, most of which are small ones
    bend: float
    tilt_degrees: float  # how much the lines' slopes differ from each other
    unevenness: float  # 0..1: folds and creases in the paper's tone, where lines are
    cut_share: float  # 0..1, of the lines that run over the picture's side
    shade: float  # 0..1, how much darker the paper is in its darkest band than in its lightest
    missed_share: float  # 0..1, of what looks like lines: where no line was found, so that nobody read it
    unread_share: float  # 0..1, of the found lines' area in which nothing was read; a signature doesn't count
    merged_share: float  # 0..1, of the found area in boxes too high for one line of these letters
    paper_share: float  # 0..1, of the page that is neither ink nor halftone


def measure(sheet: Sheet) -> Quality | None:
    """Return the figures; None for a page on which nothing like a line was found."""
    boxes = [found.box for found in sheet.found]
    missed = missed_lines(sheet.ink.print_only, [*boxes, *(piece.box for piece in sheet.pieces)])
    if not boxes and not missed:
        return None
    scale = sheet.picture.scale
    paper = _paper(sheet)
    # What was missed counts: the signature alone, found under print too small to be found, says nothing of the print.
    sample = _spread([box for box in (*boxes, *missed) if box.width > 2 * box.height] or boxes)
    strips = [_strip(sheet.ink.evened, box) for box in sample]
    edges = [_edge_width(strip) for strip in strips]
    letter = _letter_height(strips)
    bends = [_bend(strip) for strip in strips]
    straying = [bend for bend, _ in bends]
    slopes = [slope for _, slope in bends]
    return Quality(
        paper_tone=_paper_tone(paper, sample),
        contrast=_middle([_contrast(strip) for strip in strips]),
        edge_px=_middle(edges) * scale,
        letter_px=letter * scale,
        bend=_middle(straying),
        tilt_degrees=float(np.percentile(slopes, 90) - np.percentile(slopes, 10)),
        unevenness=_unevenness(paper, boxes),
        cut_share=_cut_share(boxes, sheet.ink.evened.shape[1]),
        shade=_shade(paper),
        missed_share=_area(missed) / max(1, _area(boxes) + _area(missed)),
        unread_share=_unread_share(sheet),
        paper_share=float((sheet.ink.evened[::TONE_STEP, ::TONE_STEP] > INK_BELOW).mean()),
        merged_share=_share([box for box in boxes if box.height > MERGED_HEIGHTS * letter], boxes),
    )


def _spread(boxes: Sequence[Box]) -> list[Box]:
    """Return a sample from top to bottom."""
    ordered = sorted(boxes, key=lambda box: box.y)
    step = max(1.0, len(ordered) / SAMPLED_LINES)
    return [ordered[int(index * step)] for index in range(min(len(ordered), SAMPLED_LINES))]


def _strip(pixels: Pixels, box: Box) -> Pixels:
    """Return the middle of a line: enough letters to measure, and no more."""
    width = min(box.width, STRIP_HEIGHTS * box.height)
    left = box.x + (box.width - width) // 2
    return pixels[box.y : box.bottom, left : left + width]


def _tones(strip: Pixels) -> tuple[float, float]:
    dark, light = _percentiles(strip, 3, 80)
    return dark, light


def _percentiles(tones: Pixels, *percents: float) -> list[float]:
    """Return percentiles of 8-bit tones: counting them is ten times as fast as sorting."""
    counts = np.cumsum(np.bincount(tones.ravel(), minlength=256))
    return [float(np.searchsorted(counts, counts[-1] * percent / 100)) for percent in percents]


def _contrast(strip: Pixels) -> float:
    dark, light = _tones(strip)
    return max(0.0, light - dark) / 255


def _edge_width(strip: Pixels) -> float:
    """Return over how many pixels tone rises from ink to paper, in the direction in which it is slower."""
    dark, light = _tones(strip)
    if light - dark < 8 or min(strip.shape) < 4:
        return float(min(strip.shape))
    steepest = [
        _percentiles(np.asarray(cv2.absdiff(later, earlier), dtype=np.uint8), 98)[0]
        for later, earlier in ((strip[:, 2:], strip[:, :-2]), (strip[2:, :], strip[:-2, :]))
    ]
    return 2 * (light - dark) / max(1.0, min(steepest))


def _bend(strip: Pixels) -> tuple[float, float]:
    """Return how far the line strays from straight, in its heights, and its slope in degrees."""
    height, width = strip.shape
    ink = np.asarray(cv2.subtract(np.full_like(strip, INK_BELOW), strip), dtype=np.float32)
    rows = np.arange(height, dtype=np.float32)
    edges = np.linspace(0, width, BAND + 1).astype(int)
    centres = []
    for left, right in itertools.pairwise(edges.tolist()):
        part = ink[:, left:right]
        by_row = part.sum(axis=1)
        weight = float(by_row.sum())
        if weight > 0:
            centres.append(((left + right) / 2, float(by_row @ rows) / weight))
    if len(centres) < 4:
        return 0.0, 0.0
    across, down = np.array(centres).T
    slope, level = np.polyfit(across, down, 1)
    strays = np.abs(down - (slope * across + level))
    return float(strays.max()) / height, float(np.degrees(np.arctan(slope)))


def _paper(sheet: Sheet) -> Pixels:
    """Return the picture at an eighth of its size, where the boxes are."""
    small = np.ascontiguousarray(sheet.picture.grey[::TONE_STEP, ::TONE_STEP])
    return straighten(turn_upright(small, sheet.rotation), sheet.skew_degrees)


def _paper_tone(paper: Pixels, boxes: Sequence[Box]) -> float:
    """Return the paper's tone where it is darkest among the lines: half a page in shadow is enough."""
    tones = []
    for box in boxes:
        top, left = box.y // TONE_STEP, box.x // TONE_STEP
        part = paper[max(0, top - 1) : box.bottom // TONE_STEP + 2, left : box.right // TONE_STEP + 2]
        if part.size:
            tones.append(_percentiles(part, 75)[0])
    return float(np.percentile(tones, 15)) if tones else 255.0


def _shade(paper: Pixels) -> float:
    """Return how much darker the darkest band across or along the sheet is than its usual tone."""
    height, width = paper.shape
    inner = paper[
        round(OUTER_SHARE * height) : height - round(OUTER_SHARE * height),
        round(OUTER_SHARE * width) : width - round(OUTER_SHARE * width),
    ]
    shades = [_band_shade(inner), _band_shade(np.ascontiguousarray(inner.T))]
    return max(shades)


def _band_shade(inner: Pixels) -> float:
    step = max(1, round(BAND_SHARE * inner.shape[0]))
    tones = [
        _percentiles(inner[top : top + step], 75)[0] for top in range(0, inner.shape[0] - step + 1, step)
    ]
    if not tones:
        return 0.0
    light = float(np.percentile(tones, 90))
    return max(0.0, 1 - float(np.percentile(tones, 10)) / max(1.0, light))


def _unevenness(paper: Pixels, boxes: Sequence[Box]) -> float:
    """Return how much the paper's tone jumps over a few millimetres, in shares of its tone.

    Only around lines: a photograph beside them is as uneven as a crumpled sheet.
    """
    height, width = paper.shape
    across, down = max(8, width * TONE_STEP // CELL_PX), max(8, height * TONE_STEP // CELL_PX)
    tones = cv2.resize(
        cv2.dilate(paper, np.ones((5, 5), np.uint8)), (across, down), interpolation=cv2.INTER_AREA
    ).astype(np.float32)
    strays = np.abs(tones - cv2.GaussianBlur(tones, (0, 0), 3))
    near = np.zeros((down, across), dtype=bool)
    for box in boxes:
        left, right = box.x // CELL_PX, box.right // CELL_PX
        near[max(0, box.y // CELL_PX - 1) : box.bottom // CELL_PX + 2, max(0, left - 1) : right + 2] = True
    near[:2] = near[-2:] = False
    near[:, :2] = near[:, -2:] = False
    if not near.any():
        return 0.0
    return float(np.percentile(strays[near], 95)) / max(16.0, float(np.percentile(tones[near], 90)))


def _cut_share(boxes: Sequence[Box], width: int) -> float:
    near = max(2, round(width * EDGE_SHARE))
    lines = [box for box in boxes if box.width > 2 * box.height]
    cut = sum(box.x <= near or box.right >= width - near for box in lines)
    return cut / len(lines) if lines else 0.0


def _unread_share(sheet: Sheet) -> float:
    """Return how much of what looked like print gave no text. Coloured or tall boxes are stamps and signatures."""
    pieces = [piece.box for piece in sheet.pieces if piece.signs]
    read = [box.height for box in pieces]
    tall = TALL * _middle(read) if len(read) >= LINES_FOR_HEIGHT else float("inf")
    boxes = [found.box for found in sheet.found]
    print_ = [box for box in boxes if box.height <= tall and not sheet.ink.is_coloured(box)]
    unread = [box for box in print_ if not any(_holds(piece, box) for piece in pieces)]
    return _share(unread, print_)


def _holds(box: Box, other: Box) -> bool:
    """Say whether most of the other box lies in the first: lines set close share a third of their boxes."""
    across = min(box.right, other.right) - max(box.x, other.x)
    down = min(box.bottom, other.bottom) - max(box.y, other.y)
    return across > 0 and down > 0 and across * down > HELD_SHARE * other.width * other.height


def _share(some: Sequence[Box], all_: Sequence[Box]) -> float:
    whole = _area(all_)
    return _area(some) / whole if whole else 0.0


def _area(boxes: Sequence[Box]) -> int:
    return sum(box.width * box.height for box in boxes)


def _letter_height(strips: Sequence[Pixels]) -> float:
    """Return the middle height of the separate pieces of ink: most letters of a text have no tails."""
    heights: list[int] = []
    for strip in strips:
        part = strip[:, :LETTERS_WIDTH_PX]
        dark, light = _tones(part)
        ink = (part < (dark + light) / 2).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        letters = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= MIN_LETTER_PX]
        heights.extend(letters[:, cv2.CC_STAT_HEIGHT].tolist())
    return _middle([float(height) for height in heights])


def _middle(values: Sequence[float]) -> float:
    return float(np.median(values)) if values else 0.0
