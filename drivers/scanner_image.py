"""A page must be whole before anybody sees it: finds cut-off pages, trims padding, and encodes what is good.

SANE hands over raw pixels. Its airscan back end fills what it didn't get: with pure white where the sheet is smaller
than the area asked for, and with flat grey (128) where a JPEG ended too early. Neither is reported as an error.
"""

import io
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image

_JPEG_QUALITY: Final = 92
_PADDING: Final = 255
_UNDECODED: Final = 128  # a JPEG block of which no coefficient arrived
_CORNER_ROWS: Final = 2  # the last row of blocks may be cut by the page's end to this or little more
_CORNER_COLUMNS: Final = 32
_EDGE_MM: Final = 2.0  # so deep, an edge of paper shows the paper's tone
_EDGE_SHARE: Final = 0.5
_SHEET_MIN_MM: Final = 40.0
_MM_PER_INCH: Final = 25.4

_Pixels = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Page:
    """A whole page, encoded."""

    jpeg: bytes
    width_px: int
    height_px: int


def encode_page(image: Image.Image, *, dpi: int, lines_promised: int) -> Page | None:
    """Trim and encode a page; None when a part of it is missing."""
    if 0 <= lines_promised != image.height:
        return None
    pixels = np.asarray(image)
    extent = _extent(pixels)
    if _is_cut_off(pixels[: extent[0], : extent[1]]):
        return None
    width, height = _trimmed_size(pixels, extent, dpi)
    whole = image if (width, height) == image.size else image.crop((0, 0, width, height))
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0, dpi=(dpi, dpi))
    return Page(out.getvalue(), width, height)


def _extent(pixels: npt.NDArray[np.uint8]) -> tuple[int, int]:
    """Return how many rows and columns there are up to the last that isn't pure white."""
    flat = pixels.reshape(pixels.shape[0], -1)
    rows = flat.shape[0]
    while rows and (flat[rows - 1] == _PADDING).all():
        rows -= 1
    if not rows:
        return 0, 0
    samples = pixels.shape[2] if pixels.ndim == 3 else 1
    columns = np.flatnonzero(flat[:rows].min(axis=0) != _PADDING)
    return rows, int(columns[-1]) // samples + 1


def _is_cut_off(pixels: npt.NDArray[np.uint8]) -> bool:
    corner = pixels[-_CORNER_ROWS:, -_CORNER_COLUMNS:]
    return corner.size > 0 and bool((corner == _UNDECODED).all())


def _trimmed_size(pixels: npt.NDArray[np.uint8], extent: tuple[int, int], dpi: int) -> tuple[int, int]:
    """Return width and height without the padding, where the edge of the paper can be told from its margin.

    Paper is never pure white in a scan, so along its edge most pixels differ from the padding. Below the last
    line of text on a page that is pure white itself they don't: such a page is left as it is.
    """
    height, width = pixels.shape[:2]
    rows, columns = extent
    depth = max(1, round(_EDGE_MM / _MM_PER_INCH * dpi))
    smallest = round(_SHEET_MIN_MM / _MM_PER_INCH * dpi)
    if smallest <= rows < height and _is_paper(pixels[max(0, rows - depth) : rows, :columns]):
        height = rows
    if smallest <= columns < width and _is_paper(pixels[:rows, max(0, columns - depth) : columns]):
        width = columns
    return width, height


def _is_paper(strip: npt.NDArray[np.uint8]) -> bool:
    toned = strip != _PADDING
    if toned.ndim == 3:
        toned = toned.any(axis=2)
    return float(toned.mean()) > _EDGE_SHARE
