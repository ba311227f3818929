"""Makes the picture of one page for the document: upright, straight, without the feeder's dark edge, and small.

Whichever is smallest while nothing is lost: the layers, one picture, or the scan as it came, laid straight by the
page's matrix.
"""

from __future__ import annotations

import statistics

import cv2
import numpy as np
from PIL import Image

from ocr.image import Pixels, flatten, open_image
from ocr.page import Box, LineKind, PageReading
from ocr.paper_edges import paper_box
from ocr.pdf_layers import picture_piece, separate
from ocr.pdf_pieces import Codec, Picture, Piece, fax_piece
from ocr.prepare import turn_upright

MOST_PIXELS = (
    20_000_000  # above A3 at 300 dpi the scan goes in as it came: splitting it takes too much memory
)
MIN_WORD_HEIGHT_PX = 24  # lower print loses its shape at one bit a pixel
UNSURE_BELOW = 0.75  # a word of less confidence is shown with the scan's own pixels
MOST_UNSURE_SHARE = 0.03  # of the letters; a page that is harder to read keeps all its shades
MOST_ERRORS_SHARE = 0.03  # the same, by what the reading as a whole expects
HARD_PRINT_QUALITY = 60  # grey print at 300 dpi reads at this as it does in the scan
_COLOUR_STEP = 8  # colour is looked for at an eighth of the size: a scanner's colour noise is gone there
_COLOURED_SPREAD, _COLOURED_CELLS = 30, 12
_TINT_SPREAD = 12  # paper of this tint is coloured paper


def picture_of(data: bytes | memoryview, reading: PageReading) -> Picture:
    """Return the page's picture; ImageRefusedError when the bytes are no image, or larger than any sheet."""
    data = bytes(data)
    with open_image(data) as image:
        width, height = image.size
        is_sideways = reading.rotation in (90, 270)
        page = Box(0, 0, *((height, width) if is_sideways else (width, height)))
        if image.mode == "1":
            fax = fax_piece(image, page, rotation=reading.rotation, skew_degrees=reading.skew_degrees)
            return Picture((fax,), page.width, page.height, page)
        as_scanned = _as_scanned(data, image, page, reading)
        if as_scanned is not None and width * height > MOST_PIXELS:
            return Picture((as_scanned,), page.width, page.height, page)
    pixels = _straightened(_unpacked(data), reading)
    grey = pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    shown = paper_box(grey, [line.box for line in reading.lines])
    pixels = np.ascontiguousarray(pixels[shown.y : shown.bottom, shown.x : shown.right])
    made = Picture(_pieces(pixels, shown, reading), page.width, page.height, shown)
    if as_scanned is not None and len(data) <= made.size_bytes:
        return Picture((as_scanned,), page.width, page.height, shown)
    return made


def _pieces(pixels: Pixels, shown: Box, reading: PageReading) -> tuple[Piece, ...]:
    if not _is_print(reading):
        return (picture_piece(pixels, shown),)
    if _is_hard(reading):
        return (picture_piece(pixels, shown, quality=HARD_PRINT_QUALITY),)
    return separate(pixels, shown, _to_keep(reading))


def _as_scanned(data: bytes, image: Image.Image, page: Box, reading: PageReading) -> Piece | None:
    if image.format != "JPEG" or image.mode not in ("L", "RGB"):
        return None
    return Piece(
        data,
        Codec.JPEG,
        image.width,
        image.height,
        page,
        image.mode == "L",
        rotation=reading.rotation,
        skew_degrees=reading.skew_degrees,
    )


def _unpacked(data: bytes) -> Pixels:
    """Return the scan as RGB, or as grey when there is no colour in it."""
    with open_image(data) as image:
        is_jpeg = image.format == "JPEG"
        if is_jpeg and image.mode == "RGB":
            # A JPEG unpacks at an eighth of its size for next to nothing, and its brightness alone for half the cost.
            image.draft("RGB", (image.width // _COLOUR_STEP, image.height // _COLOUR_STEP))
            if _has_colour(np.asarray(image.convert("RGB"))):
                with open_image(data) as whole:
                    return np.asarray(flatten(whole))
            with open_image(data) as whole:
                whole.draft("L", whole.size)
                return np.asarray(whole.convert("L"))
        pixels = np.asarray(flatten(image))
    if pixels.ndim == 2 or _has_colour(_shrunk(pixels)):
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def _shrunk(pixels: Pixels) -> Pixels:
    size = (max(1, pixels.shape[1] // _COLOUR_STEP), max(1, pixels.shape[0] // _COLOUR_STEP))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _has_colour(small: Pixels) -> bool:
    channels = small.astype(np.int16)
    spread = channels.max(axis=2) - channels.min(axis=2)
    return (
        int(np.count_nonzero(spread > _COLOURED_SPREAD)) >= _COLOURED_CELLS
        or float(np.median(spread)) >= _TINT_SPREAD
    )


def _straightened(pixels: Pixels, reading: PageReading) -> Pixels:
    """Turn by quarters, then back by the skew about the centre, as the reading's boxes are counted."""
    upright = turn_upright(pixels, reading.rotation)
    if abs(reading.skew_degrees) < 0.05:
        return upright
    height, width = upright.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), reading.skew_degrees, 1.0)
    # What is turned in from outside continues the edge, so that a dark one is found as one.
    turned = cv2.warpAffine(
        upright, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(turned, np.uint8)


def _is_print(reading: PageReading) -> bool:
    heights = [word.box.height for line in reading.lines for word in line.words]
    return bool(heights) and statistics.median(heights) >= MIN_WORD_HEIGHT_PX


def _is_hard(reading: PageReading) -> bool:
    words = [word for line in reading.lines if line.kind is LineKind.PRINT for word in line.words]
    unsure = sum(len(word.text) for word in words if word.confidence < UNSURE_BELOW)
    letters = sum(len(word.text) for word in words)
    return reading.error_rate > MOST_ERRORS_SHARE or unsure > MOST_UNSURE_SHARE * letters


def _to_keep(reading: PageReading) -> list[Box]:
    """Return where stamps and handwriting are, and words that a person may have to look at closely."""
    marks = [line.box for line in reading.lines if line.kind is not LineKind.PRINT]
    unsure = [
        word.box
        for line in reading.lines
        if line.kind is LineKind.PRINT
        for word in line.words
        if word.confidence < UNSURE_BELOW
    ]
    return marks + unsure
