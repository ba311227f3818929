"""Turns whatever bytes the scanner or a folder gave into a picture to read, or into the reason why not.

Image files are hostile input: sizes are checked before anything is unpacked, and only a few formats are tried at all.
EXIF orientation is ignored on purpose: the rotation of a reading is that of the stored raster, as the PDF shows it.
"""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ocr.page import OcrFault
from ocr.tiles import MAX_ASPECT

Pixels = NDArray[np.uint8]

FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "PPM", "WEBP")
MAX_PIXELS = 80_000_000  # a little more than A3 at 600 dpi
MAX_SIDE_PX = 32_000  # OpenCV turns no more than 32,767; a till roll at 300 dpi may be 2.7 m long
MIN_SIDE_PX = 16
DEEP_MODES = ("I;16", "I;16B", "I;16L", "I", "F")
BAND_ROWS = 512
READ_PIXELS = 18_000_000  # A3 at 300 dpi: more than that adds time, not legibility
SMALL_SIDE_PX = 1800  # A4 at about 150 dpi; below it letters are enlarged for the recognisers
SMALL_ROLL_PX = 640  # the same for what is long and narrow: 80 mm at 200 dpi
COLOUR_SPREAD = 40  # difference between channels that makes a pixel coloured rather than grey


# Pillow's plugins raise all of these for files that are cut short or forged.
_BROKEN_FILE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it was scanned. `scale` is how many pixels of the file one pixel here stands for."""

    grey: Pixels
    colour: Pixels | None  # RGB; None when the page has no colour worth looking at
    width_px: int
    height_px: int
    scale: float


class ImageRefusedError(ValueError):
    """The bytes are no image that may be unpacked; `fault` says why."""

    def __init__(self, fault: OcrFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@contextmanager
def open_image(data: bytes) -> Iterator[Image.Image]:
    """Open an image file whose size has been checked; what goes wrong inside, too, is ImageRefusedError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)  # TIFF tags out of order, EXIF cut short: harmless
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(*image.size)
                yield image
    except ImageRefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise ImageRefusedError(OcrFault.IMAGE_TOO_LARGE) from None
    except _BROKEN_FILE:
        raise ImageRefusedError(OcrFault.UNREADABLE_IMAGE) from None


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:
        raise ImageRefusedError(OcrFault.IMAGE_TOO_LARGE)
    if min(width, height) < MIN_SIDE_PX:
        raise ImageRefusedError(OcrFault.UNREADABLE_IMAGE)


def load_picture(data: bytes) -> Picture | OcrFault:
    """Unpack an image file. Never raises for what the file contains."""
    try:
        with open_image(data) as image:
            if _has_more_pages(image):
                return OcrFault.SEVERAL_PAGES
            return _unpack(image)
    except ImageRefusedError as refusal:
        return refusal.fault


def _has_more_pages(image: Image.Image) -> bool:
    """Say whether a TIFF file holds a second page. What else has frames is animated or has a preview."""
    if image.format != "TIFF":
        return False
    try:
        image.seek(1)
        # TIFF 6.0, NewSubfileType: bit 0 marks a smaller copy of another image in the file.
        return not image.tag_v2.get(254, 0) & 1  # type: ignore[attr-defined] # a TIFF image has tags
    except _BROKEN_FILE:
        return False
    finally:
        image.seek(0)


def _unpack(image: Image.Image) -> Picture:
    width, height = image.size
    scale = _scale(width, height)
    flat = _flattened_in_bands(image, int(scale + 0.1)) if scale > 1.0 else flatten(image)
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    if scale < 1.0:
        flat = flat.resize(size, Image.Resampling.BICUBIC)
    elif flat.width > 1.05 * size[0]:
        flat = flat.resize(size, Image.Resampling.BOX)
    else:
        scale = width / flat.width  # near enough: shrinking by a whole factor was all that was needed
    colour = np.asarray(flat) if flat.mode == "RGB" else None
    if colour is not None and not _is_coloured(colour):
        colour = None
    return Picture(np.asarray(flat.convert("L")), colour, width, height, scale)


def _flattened_in_bands(image: Image.Image, factor: int) -> Image.Image:
    """Return a huge image flat and shrunk by a whole factor, never holding more than one copy of it at full size."""
    if image.format == "JPEG" and factor > 1:
        image.draft(None, (image.width // factor, image.height // factor))  # shrinks while it unpacks
        factor = 1
    image.load()
    white = _white(image)
    rows = BAND_ROWS * factor
    flat: Image.Image | None = None
    for top in range(0, image.height, rows):
        band = flatten(image.crop((0, top, image.width, min(image.height, top + rows))), white).reduce(factor)
        if flat is None:
            flat = Image.new(band.mode, (band.width, -(-image.height // factor)))
        flat.paste(band, (0, top // factor))
    assert flat is not None, "an image without rows was refused before"  # noqa: S101
    return flat


def _scale(width: int, height: int) -> float:
    """Return how far to shrink (above 1) or enlarge (below 1) for reading."""
    if width * height > READ_PIXELS:
        return math.sqrt(width * height / READ_PIXELS)
    longer, shorter = max(width, height), min(width, height)
    if longer < SMALL_SIDE_PX and shorter < SMALL_SIDE_PX * 0.72:
        return 0.5
    if longer > MAX_ASPECT * shorter and shorter < SMALL_ROLL_PX and longer < MAX_SIDE_PX / 2:
        return 0.5
    return 1.0


def flatten(image: Image.Image, white: float | None = None) -> Image.Image:
    """Return the image as 8-bit grey or RGB on white paper; `white` is the lightest sample of a deep one, if known."""
    if image.mode in DEEP_MODES:
        return _from_deep(image, _white(image) if white is None else white)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, rgba).convert("RGB")
    if image.mode in ("1", "L"):
        return image.convert("L")
    return image.convert("RGB")


def _white(image: Image.Image) -> float:
    """Return what white is in 16-bit and floating samples: files disagree, so that it is their own lightest."""
    if image.mode.startswith("I;16"):
        return 65535.0
    if image.mode not in DEEP_MODES:
        return 255.0
    lightest = np.asarray(image).max(initial=0.0, where=np.isfinite(np.asarray(image)))
    return max(float(lightest), 1.0)


def _from_deep(image: Image.Image, white: float) -> Image.Image:
    deep = np.clip(np.nan_to_num(np.asarray(image).astype(np.float32)), 0, white)
    return Image.fromarray(np.clip(deep * (255.0 / white), 0, 255).astype(np.uint8))


def _is_coloured(rgb: Pixels) -> bool:
    """Say whether at least one pixel in 2,000 is clearly coloured: a stamp or a signature."""
    sample = rgb[::3, ::3].astype(np.int16)
    spread = sample.max(axis=2) - sample.min(axis=2)
    return bool((spread > COLOUR_SPREAD).mean() > 0.0005)
