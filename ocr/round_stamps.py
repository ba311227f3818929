"""Takes round stamps out of the way of the print under them, also on a grey scan where no colour tells them apart.

The two rings of an official stamp are the easiest circles of a letter to be sure of: ink all the way round. With the
circle known, its ring is erased, and where the stamp is clearly paler than the print all of it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.image import Pixels
from ocr.page import Box

SMALL_SIDE_PX = 877  # circles are looked for at about this size: A4 at 75 dpi
INK_BELOW = 225
MIN_RADIUS_SHARE, MAX_RADIUS_SHARE = 0.025, 0.085  # of the page's longer side: 7 to 25 mm on A4
MIN_SUPPORT = 0.85  # share of the circle that must be inked
MIN_CONTRAST = 45  # grey levels between a stamp and the print through it that can be told apart
LETTER_BELOW_RING = 15
ANGLES = 240

Angles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle of ink; pixels. `level` is its grey."""

    x: float
    y: float
    radius: float
    level: int

    @property
    def box(self) -> Box:
        left, top, side = round(self.x - self.radius), round(self.y - self.radius), round(2 * self.radius)
        return Box(max(0, left), max(0, top), side, side)

    def turned_over(self, width: int, height: int) -> Ring:
        return replace(self, x=width - self.x, y=height - self.y)

    def holds(self, box: Box) -> bool:
        """Say whether the middle of the box lies inside."""
        across, down = box.x + box.width / 2 - self.x, box.y + box.height / 2 - self.y
        return across * across + down * down < self.radius * self.radius


def find_rings(evened: Pixels) -> list[Ring]:
    """Return the outer rings of round stamps."""
    longer = max(evened.shape)
    small = max(1, round(longer / SMALL_SIDE_PX))
    shapes = _large_shapes(evened, small, round(longer * MIN_RADIUS_SHARE * 2 / small))
    if shapes is None:
        return []
    circles = cv2.HoughCircles(
        shapes,
        cv2.HOUGH_GRADIENT,
        dp=2,
        minDist=longer * MIN_RADIUS_SHARE / small,
        param1=120,
        param2=45,
        minRadius=round(longer * MIN_RADIUS_SHARE / small),
        maxRadius=round(longer * MAX_RADIUS_SHARE / small),
    )
    if circles is None:
        return []
    places = (tuple(float(value) * small for value in circle[:3]) for circle in circles[0][:8])
    rings = (_refined(evened, x, y, radius) for x, y, radius in places if _may_be_ring(evened, x, y, radius))
    return _apart([ring for ring in rings if ring is not None])


def without_rings(evened: Pixels, rings: Sequence[Ring]) -> Pixels:
    """Return the page with the rings erased, and all of a stamp that is paler than the print it lies on."""
    if not rings:
        return evened
    cleaned = evened.copy()
    for ring in rings:
        _erase(cleaned, ring)
    return cleaned


def _large_shapes(evened: Pixels, fraction: int, side: int) -> Pixels | None:
    """Return a small picture of what is as large as a stamp, without the letters; None when nothing is."""
    height, width = evened.shape
    if min(height, width) < max(fraction, 0.7 * side * fraction):  # narrower than any stamp
        return None
    small = cv2.resize(evened, (width // fraction, height // fraction), interpolation=cv2.INTER_AREA)
    ink = (small < INK_BELOW).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sides = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    areas = stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    # A ring leaves most of its box white; a photograph or a stain doesn't.
    large = (sides >= 0.7 * side) & (stats[:, cv2.CC_STAT_AREA] < 0.4 * areas)
    large[0] = False
    if not large.any():
        return None
    return np.asarray(np.where(large[labels], small, 255), dtype=np.uint8)


def _may_be_ring(evened: Pixels, x: float, y: float, radius: float) -> bool:
    """Say whether nearly every direction has ink near the circle, whose place is only roughly known."""
    darkest = np.min([_samples(evened, x, y, radius + more) for more in range(-9, 10, 3)], axis=0)
    return float((darkest < INK_BELOW).mean()) >= MIN_SUPPORT


def _refined(evened: Pixels, x: float, y: float, radius: float) -> Ring | None:
    """Move the circle to where it has most ink under it; None when that isn't ink all the way round."""
    for reach, step in ((6, 3), (2, 1)):
        places = (
            (x + across, y + down, radius + more)
            for across in range(-reach, reach + 1, step)
            for down in range(-reach, reach + 1, step)
            for more in range(-reach, reach + 1, step)
        )
        x, y, radius = max(places, key=lambda place: _darkness(evened, *place))
    samples = _samples(evened, x, y, radius)
    if float((samples < INK_BELOW).mean()) < MIN_SUPPORT:
        return None
    return _outermost(evened, Ring(x, y, radius, int(np.median(samples))))


def _outermost(evened: Pixels, ring: Ring) -> Ring:
    """Return the largest ring about the same middle: the search may have met an inner one first."""
    largest = min(3 * ring.radius, 1.15 * MAX_RADIUS_SHARE * max(evened.shape))
    for radius in np.arange(largest, ring.radius + 3, -1.0):
        samples = _samples(evened, ring.x, ring.y, float(radius))
        if float((samples < INK_BELOW).mean()) >= MIN_SUPPORT:
            return Ring(ring.x, ring.y, float(radius) - 2, int(np.median(samples)))
    return ring


def _darkness(evened: Pixels, x: float, y: float, radius: float) -> float:
    return -float(_samples(evened, x, y, radius).mean())


def _samples(evened: Pixels, x: float, y: float, radius: float) -> Pixels:
    angles: Angles = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    across = np.clip(np.rint(x + radius * np.cos(angles)).astype(int), 0, evened.shape[1] - 1)
    down = np.clip(np.rint(y + radius * np.sin(angles)).astype(int), 0, evened.shape[0] - 1)
    return np.asarray(evened[down, across], dtype=np.uint8)


def _apart(rings: Sequence[Ring]) -> list[Ring]:
    """Return the outermost of rings that share a middle."""
    kept: list[Ring] = []
    for ring in sorted(rings, key=lambda ring: -ring.radius):
        if not any(np.hypot(ring.x - other.x, ring.y - other.y) < other.radius / 2 for other in kept):
            kept.append(ring)
    return kept


def _erase(page: Pixels, ring: Ring) -> None:
    margin = 12
    left, top = max(0, round(ring.x - ring.radius) - margin), max(0, round(ring.y - ring.radius) - margin)
    region = page[top : round(ring.y + ring.radius) + margin, left : round(ring.x + ring.radius) + margin]
    down, across = np.ogrid[: region.shape[0], : region.shape[1]]
    distance = np.hypot(across + left - ring.x, down + top - ring.y)
    ink = region[(region < INK_BELOW) & (distance < ring.radius)]
    print_level = float(np.percentile(ink, 10)) if ink.size else 0.0
    if ring.level - print_level > MIN_CONTRAST:
        paler = (distance < ring.radius + margin) & (region > (ring.level + print_level) / 2)
        region[paler] = 255
        return
    for radius in (ring.radius, *_inner_radii(page, ring)):
        on_ring = np.abs(distance - radius) <= _half_width(page, ring, radius)
        # Where a letter lies on the ring, the two together are darker than either.
        region[on_ring & (region > ring.level - LETTER_BELOW_RING)] = 255


def _inner_radii(page: Pixels, ring: Ring) -> Iterator[float]:
    """Yield the radii of the rings within."""
    previous = 0.0
    for radius in np.arange(0.4 * ring.radius, 0.93 * ring.radius, 1.0):
        inked = float((_samples(page, ring.x, ring.y, float(radius)) < INK_BELOW).mean())
        if inked >= MIN_SUPPORT and radius - previous > 12:
            previous = float(radius)
            yield previous + 2


def _half_width(page: Pixels, ring: Ring, radius: float) -> float:
    width = 1
    while width < 9 and any(
        float((_samples(page, ring.x, ring.y, radius + side * width) < INK_BELOW).mean()) > 0.8
        for side in (-1, 1)
    ):
        width += 1
    return width + 1.0
