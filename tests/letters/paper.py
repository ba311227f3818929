"""What becomes of a sheet before it meets the scanner: other paper, crumples, coffee, holes, a tired printer.

Pages are reflectances per channel (red, green, blue; 1 is white) at 300 dpi. Each function changes the page that it
gets, or returns another, and takes its chances from `noise` only.
"""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np

from tests.letters.layers import Layer, Shape, clouds, displaced, dyed, enlarged, wavy

PX_PER_MM = 300 / 25.4


class Paper(StrEnum):
    WHITE = "white"
    CREAM = "cream"
    YELLOW = "yellow"
    BLUE = "blue"
    RECYCLED = "recycled"
    SQUARED = "squared"
    RULED = "ruled"


_TINTS: dict[Paper, tuple[float, float, float]] = {
    Paper.WHITE: (1.0, 0.995, 0.985),
    Paper.CREAM: (0.98, 0.95, 0.87),
    Paper.YELLOW: (0.97, 0.93, 0.66),
    Paper.BLUE: (0.80, 0.89, 0.96),
    Paper.RECYCLED: (0.86, 0.85, 0.80),
    Paper.SQUARED: (0.98, 0.98, 0.96),
    Paper.RULED: (0.98, 0.98, 0.96),
}
_LINE_DYE = (0.66, 0.78, 0.93)
_MARGIN_DYE = (0.95, 0.60, 0.62)
_COFFEE = (0.72, 0.50, 0.26)


def lay_on(paper: Paper, page: Layer, noise: np.random.Generator) -> Layer:
    """Return the print on that paper."""
    shape = page.shape[:2]
    page *= np.asarray(_TINTS[paper], np.float32)
    match paper:
        case Paper.SQUARED:
            return _lines(_lines(page, 5.0, 0), 5.0, 1)
        case Paper.RULED:
            page = _lines(page, 8.0, 0)
            edge = np.zeros(shape, np.float32)
            edge[:, round(25 * PX_PER_MM) :][:, :3] = 1
            return dyed(page, edge, _MARGIN_DYE)
        case Paper.RECYCLED:
            return _with_fibres(page, noise)
    return page


def _lines(page: Layer, spacing_mm: float, axis: int) -> Layer:
    where = np.zeros(page.shape[:2], np.float32)
    for position in np.arange(9.0, 400.0, spacing_mm):
        at = round(float(position) * PX_PER_MM)
        where[(slice(at, at + 2),) if axis == 0 else (slice(None), slice(at, at + 2))] = 1
    return dyed(page, where, _LINE_DYE)


def _with_fibres(page: Layer, noise: np.random.Generator) -> Layer:
    """Recycled paper has a cloudy look-through and flecks of the print that it once bore."""
    shape = page.shape[:2]
    flecks = np.zeros(shape, np.uint8)
    for _ in range(900):
        x, y = int(noise.integers(shape[1])), int(noise.integers(shape[0]))
        angle, length = noise.uniform(0, np.pi), noise.uniform(3, 22)
        end = (x + round(length * np.cos(angle)), y + round(length * np.sin(angle)))
        cv2.line(flecks, (x, y), end, int(noise.integers(15, 90)), 1, cv2.LINE_AA)
    page *= (1 - 0.05 * clouds(shape, 180, noise) - flecks.astype(np.float32) / 255)[..., None]
    return page


def fade_print(page: Layer, amount: float, noise: np.random.Generator) -> Layer:
    """Take ink off the print, here more and there less."""
    return 1 - (1 - page) * (1 - amount * clouds(page.shape[:2], 9, noise))[..., None]


def streak_toner(page: Layer, streaks: int, noise: np.random.Generator) -> Layer:
    """Leave soft bands along the sheet where the cartridge was nearly empty; what is printed there stays legible."""
    columns = np.arange(page.shape[1], dtype=np.float32)
    missing = np.zeros_like(columns)
    for _ in range(streaks):
        centre, width = noise.uniform(200, page.shape[1] - 200), noise.uniform(14, 70)
        missing = np.maximum(
            missing, noise.uniform(0.35, 0.72) * np.exp(-(((columns - centre) / width) ** 2))
        )
    uneven = 0.7 + 0.3 * clouds(page.shape[:2], 30, noise)
    return 1 - (1 - page) * (1 - missing[None, :] * uneven)[..., None]


def show_through(page: Layer, back: Layer, amount: float) -> Layer:
    """Let the other side's print shine through the paper, mirrored and blurred."""
    ink = cv2.GaussianBlur(1 - np.ascontiguousarray(back[:, ::-1]), (0, 0), 4)
    return page * (1 - amount * ink)


def fold(page: Layer, level: float) -> Layer:
    """Fold the sheet once across: a dark crease and a slope in the light below it."""
    rows = np.arange(page.shape[0], dtype=np.float32)
    page *= (1 - 0.16 * np.exp(-(((rows - level) / 9) ** 2)))[:, None, None]
    page *= (1 - 0.05 * (rows > level) * np.exp(-(rows - level) / 260).clip(0, 1))[:, None, None]
    return page


def crumple(page: Layer, amount: float, noise: np.random.Generator) -> Layer:
    """Crumple the sheet and smooth it out again: facets that take the light differently, and move what is on them."""
    shape = page.shape[:2]
    small = (shape[0] // 8, shape[1] // 8)
    slopes = _facets(small, 70, noise)
    fine = _facets(small, 260, noise)
    slope = 0.65 * slopes + 0.35 * fine
    relief = slope[..., 0] * 0.8 + slope[..., 1] * 0.6
    shade = cv2.GaussianBlur(relief, (0, 0), 1.2) + 0.7 * (relief - cv2.GaussianBlur(relief, (0, 0), 5))
    page = page * (1 - amount * 0.13 * np.clip(0.55 + _signed(shade, shape), 0, 1.6))[..., None]
    move = cv2.GaussianBlur(slope, (0, 0), 9) * (amount * 9)
    across, down = _signed(move[..., 0], shape), _signed(move[..., 1], shape)
    return displaced(page, across, down)


def _facets(shape: Shape, count: int, noise: np.random.Generator) -> Layer:
    """Return a slope (right, down) for each pixel, the same all over each of the facets."""
    seeds = np.full(shape, 255, np.uint8)
    rows, columns = noise.integers(shape[0], size=count), noise.integers(shape[1], size=count)
    seeds[rows, columns] = 0
    _, labels = cv2.distanceTransformWithLabels(seeds, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    return noise.normal(0, 0.6, (labels.max() + 1, 2)).astype(np.float32)[labels]


def _signed(small: Layer, shape: Shape) -> Layer:
    large = cv2.resize(np.ascontiguousarray(small), (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, dtype=np.float32)


def stain(page: Layer, noise: np.random.Generator) -> Layer:
    """Put a wet cup down: a ring of coffee with a faint inside and a drop or two."""
    height, width = page.shape[:2]
    centre_x, centre_y = noise.uniform(0.1, 0.9) * width, noise.uniform(0.1, 0.9) * height
    rows, columns = np.ogrid[:height, :width]
    distance = np.hypot(columns - centre_x, rows - centre_y).astype(np.float32)
    turn = np.arctan2(rows - centre_y, columns - centre_x)
    bins = ((turn + np.pi) / (2 * np.pi) * 719).astype(np.int32)
    radius = noise.uniform(33, 42) * PX_PER_MM * (1 + 0.02 * wavy(720, 5, noise))[bins]
    thickness = noise.uniform(7, 16) * (1.4 + wavy(720, 9, noise))[bins]
    strength = np.clip(0.75 + 0.5 * wavy(720, 4, noise), 0, 1)[bins]
    ring = np.exp(-(((distance - radius) / thickness) ** 2)) * strength * 0.75
    inside = (distance < radius) * 0.12 * clouds((height, width), 20, noise)
    where = (ring + inside).astype(np.float32)
    for _ in range(int(noise.integers(0, 4))):
        drop = (centre_x + noise.normal(0, 700), centre_y + noise.normal(0, 700))
        size = noise.uniform(8, 34)
        away = np.hypot(columns - drop[0], rows - drop[1])
        where += 0.5 * np.exp(-((away / size) ** 6)).astype(np.float32)
    return dyed(page, np.clip(where, 0, 1), _COFFEE)


def punch(page: Layer, backing: float) -> Layer:
    """Punch two holes for a binder (ISO 838): 6 mm wide, 80 mm apart, 12 mm from the left edge."""
    middle = page.shape[0] / 2
    for offset in (-40, 40):
        at = (round(12 * PX_PER_MM), round(middle + offset * PX_PER_MM))
        cv2.circle(page, at, round(3.2 * PX_PER_MM), (0.6 * backing + 0.2,) * 3, -1, cv2.LINE_AA)
        cv2.circle(page, at, round(3 * PX_PER_MM), (backing,) * 3, -1, cv2.LINE_AA)
    return page


def staple(page: Layer, noise: np.random.Generator) -> Layer:
    """Leave a staple in the top left corner, with the shadow that it throws."""
    x, y, tilt = noise.uniform(60, 190), noise.uniform(60, 170), noise.uniform(-0.9, 0.2)
    reach = 12 * PX_PER_MM
    for lower, shade, thickness in ((5, 0.45, 9), (0, 0.78, 6), (-2, 0.93, 2)):
        start = (round(x), round(y + lower))
        end = (round(x + reach * np.cos(tilt)), round(y + lower - reach * np.sin(tilt)))
        cv2.line(page, start, end, (shade,) * 3, thickness, cv2.LINE_AA)
    return page


def tear_corner(page: Layer, backing: float, noise: np.random.Generator) -> Layer:
    """Tear a corner off: a ragged white edge of fibres, and the scanner's backing behind it."""
    across, down = noise.uniform(12, 24) * PX_PER_MM, noise.uniform(12, 28) * PX_PER_MM
    columns = np.arange(round(across) + 60, dtype=np.float32)
    ragged = 9 * wavy(len(columns), 14, noise) + 3 * wavy(len(columns), 60, noise)
    edge = down * (1 - columns / across) + ragged
    rows = np.arange(round(down) + 60, dtype=np.float32)[:, None]
    gone, fibres = rows < edge[None, :], rows < edge[None, :] + 11
    at_right, at_bottom = noise.random() < 0.5, noise.random() < 0.5
    corner = page[-len(rows) :, :] if at_bottom else page[: len(rows), :]
    corner = corner[:, -len(columns) :] if at_right else corner[:, : len(columns)]
    flip = np.s_[:: -1 if at_bottom else 1, :: -1 if at_right else 1]
    corner[fibres[flip]] = 0.97
    corner[gone[flip]] = backing
    return page


def shade(page: Layer, amount: float, noise: np.random.Generator) -> Layer:
    """Let the sheet lie unevenly under the lamp."""
    shape = page.shape[:2]
    slope = np.linspace(0.2, 1, shape[1], dtype=np.float32)
    page *= (1 - amount * clouds(shape, 3, noise) * slope)[..., None]
    return page


def texture(page: Layer, noise: np.random.Generator) -> Layer:
    """Give the paper its grain: light is scattered back a little unevenly."""
    grain = enlarged((0.5 + 0.25 * noise.standard_normal((877, 620))).astype(np.float32), page.shape[:2])
    page *= (0.985 + 0.02 * (grain - 0.5) - 0.012 * clouds(page.shape[:2], 40, noise))[..., None]
    return page
