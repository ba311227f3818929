"""What a sheet-fed scanner with a contact image sensor (CIS) makes of a sheet: crooked, striped, fringed, noisy.

A CIS lights each row with red, green and blue one after the other while the paper moves, so that colours don't quite
meet; every column has a sensor of its own, so that dust and uneven sensors draw lines along the feeding direction.
"""

from __future__ import annotations

import cv2
import numpy as np

from tests.letters.layers import Layer, displaced, wavy

MODULES = 5  # sensor chips side by side


def feed(page: Layer, wobble: float, noise: np.random.Generator) -> Layer:
    """Let worn rollers pull: the sheet wanders sideways, turns a little and is pulled unevenly. 1 is a bad machine."""
    height, width = page.shape[:2]
    sideways = 5 * wobble * wavy(height, 3, noise)
    pulled = 5 * wobble * wavy(height, 6, noise)
    turning = 0.006 * wobble * wavy(height, 1.5, noise)
    lever = np.arange(width, dtype=np.float32) - width / 2
    return displaced(page, sideways[:, None], pulled[:, None] + turning[:, None] * lever[None, :])


def turn(page: Layer, degrees: float, backing: float) -> Layer:
    """Feed the sheet crooked, clockwise positive."""
    height, width = page.shape[:2]
    # OpenCV counts angles anticlockwise.
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned = cv2.warpAffine(
        page,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(backing,) * 3,
    )
    return np.asarray(turned, dtype=np.float32)


def shade_edges(page: Layer, backing: float, noise: np.random.Generator) -> Layer:
    """Show the feeder beside the sheet: a strip of its backing at one or two sides, with the sheet's shadow."""
    height, width = page.shape[:2]
    for side in noise.permutation(4)[: int(noise.integers(1, 3))]:
        length = width if side < 2 else height
        reach = noise.uniform(8, 70) + noise.uniform(-14, 14) * np.linspace(-1, 1, length)
        reach = np.maximum(3, reach + wavy(length, 5, noise)).astype(np.float32)
        depth = np.arange(120, dtype=np.float32)[:, None] - reach[None, :]
        light = np.where(depth < 0, backing, np.clip(0.72 + depth / 60, 0, 1)).astype(np.float32)
        strip = page[:120] if side == 0 else page[-120:][::-1] if side == 1 else None
        if strip is None:
            columns = page[:, :120] if side == 2 else page[:, -120:][:, ::-1]
            strip = columns.transpose(1, 0, 2)
        strip *= light[..., None]
    return page


def misregister(page: Layer, pixels: float) -> Layer:
    """Move red up and blue down by that much: the paper goes on between two flashes."""
    if not pixels:
        return page
    height, width = page.shape[:2]
    moved = page.copy()
    for channel, down in ((0, -pixels), (2, pixels)):
        matrix = np.array([[1, 0, 0], [0, 1, down]], np.float32)
        plane = np.ascontiguousarray(page[..., channel])
        moved[..., channel] = cv2.warpAffine(plane, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return moved


def stripe(page: Layer, amount: float, noise: np.random.Generator) -> Layer:
    """Give every column its own gain, every chip its own black and white, and bands where the motor stutters."""
    height, width = page.shape[:2]
    gain = 1 + amount * 0.012 * noise.standard_normal((1, width, 3))
    chips = np.repeat(noise.normal(1, 0.012 * amount, (1, MODULES, 3)), width // MODULES + 1, axis=1)
    period = noise.uniform(24, 90)
    rows = np.arange(height)
    bands = 1 + 0.012 * amount * np.sin(rows / period * 2 * np.pi + noise.uniform(0, 6))
    bands += 0.01 * amount * noise.standard_normal(height)
    page *= (gain * chips[:, :width]).astype(np.float32)
    page *= bands.astype(np.float32)[:, None, None]
    return page


def dirty_glass(page: Layer, lines: int, noise: np.random.Generator) -> Layer:
    """Put dust on the glass: it stays under the sheet and draws dark lines from end to end."""
    for _ in range(lines):
        at, width = int(noise.integers(20, page.shape[1] - 20)), int(noise.integers(1, 5))
        light = 1 - noise.uniform(0.12, 0.5) * noise.uniform(0.75, 1, 3)
        start = int(noise.integers(0, page.shape[0] // 2)) if noise.random() < 0.4 else 0
        page[start:, at : at + width] *= light.astype(np.float32)
    return page


def hot_columns(page: Layer, count: int, noise: np.random.Generator) -> Layer:
    """Let single sensors fail: a column of one channel that is always bright or always dim."""
    for _ in range(count):
        at, channel = int(noise.integers(page.shape[1])), int(noise.integers(3))
        page[:, at, channel] = np.clip(page[:, at, channel] * 0.35 + noise.choice((0.1, 0.6)), 0, 1)
    return page


def dust(page: Layer, specks: int, noise: np.random.Generator) -> Layer:
    """Lay specks and short hairs on the sheet."""
    height, width = page.shape[:2]
    for _ in range(specks):
        x, y = int(noise.integers(width)), int(noise.integers(height))
        shade = float(noise.uniform(0.15, 0.75))
        if noise.random() < 0.2:
            reach, turned = noise.uniform(15, 60), noise.uniform(0, 360)
            axes = (round(reach), round(reach * noise.uniform(0.2, 0.9)))
            cv2.ellipse(page, (x, y), axes, turned, 0, 110, (shade,) * 3, 1, cv2.LINE_AA)
        else:
            cv2.circle(page, (x, y), int(noise.integers(1, 4)), (shade,) * 3, -1, cv2.LINE_AA)
    return page


def expose(page: Layer, haze: float) -> Layer:
    """Lift black by stray light: a cheap sensor's black is grey."""
    page *= 1 - haze
    page += haze
    return page


def add_grain(page: Layer, strength: float, noise: np.random.Generator) -> Layer:
    """Add noise, of its own in each channel and stronger in the light; `strength` in steps of 255 on white paper."""
    sigma = strength / 255 * (0.35 + 0.65 * np.sqrt(np.clip(page, 0, 1)))
    page += sigma * noise.standard_normal(page.shape, dtype=np.float32)
    return page


def scaled(page: Layer, factor: float) -> Layer:
    """Return the page as a scan of another resolution; 0.5 halves it."""
    size = (round(page.shape[1] * factor), round(page.shape[0] * factor))
    kind = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(page, size, interpolation=kind), dtype=np.float32)


def threshold(page: Layer, level: float) -> Layer:
    """Make it black and white like a fax; `level` is where black ends."""
    grey = page @ np.array([0.30, 0.59, 0.11], np.float32)
    return np.repeat((grey > level).astype(np.float32)[..., None], 3, axis=2)
