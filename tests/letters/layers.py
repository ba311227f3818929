"""Soft random shapes of which paper, stains and light are made. A layer holds a number per pixel, mostly 0 to 1."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Layer = NDArray[np.float32]
Shape = tuple[int, int]


def clouds(shape: Shape, cells: int, noise: np.random.Generator) -> Layer:
    """Return soft blotches between 0 and 1, about `cells` of them along each side."""
    return enlarged(noise.random((cells, cells)).astype(np.float32), shape)


def enlarged(small: Layer, shape: Shape) -> Layer:
    large = cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(large, 0, 1), dtype=np.float32)


def wavy(length: int, waves: float, noise: np.random.Generator) -> Layer:
    """Return a smooth random curve between -1 and 1 with about `waves` ups and downs along its length."""
    count = max(2, round(2 * waves))
    at = np.linspace(0, count - 1, length)
    curve = np.interp(at, np.arange(count), noise.uniform(-1, 1, count))
    width = max(3, length // count) | 1
    return cv2.GaussianBlur(curve.astype(np.float32)[None, :], (width, 1), 0)[0]


def displaced(page: Layer, across: Layer | float, down: Layer | float, backing: float = 1.0) -> Layer:
    """Return the page with every pixel fetched from that many pixels further right and further down."""
    height, width = page.shape[:2]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(
        page,
        np.asarray(columns + across, dtype=np.float32),
        np.asarray(rows + down, dtype=np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(backing,) * 3,
    )
    return np.asarray(moved, dtype=np.float32)


def dyed(page: Layer, where: Layer, light: tuple[float, float, float]) -> Layer:
    """Return the page with a transparent dye on it: `light` is what full strength lets through of red, green, blue."""
    for channel in range(3):
        page[..., channel] *= 1 - where * (1 - light[channel])
    return page
