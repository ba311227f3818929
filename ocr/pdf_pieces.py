"""The pictures that a PDF page is laid out of: values without a document, so that pages can be made side by side."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from PIL import Image

from ocr.image import Pixels
from ocr.page import Box, Rotation


class Codec(Enum):
    """How a piece is packed: both kinds are read by every viewer there is."""

    JPEG = "jpeg"
    FAX = "fax"  # group 4 (ITU-T T.6): one bit a pixel, every pixel as it was


@dataclass(frozen=True, slots=True)
class Piece:
    """One raster and where it lies on the straightened page, in that page's pixels.

    `rotation` and `skew_degrees` are those of the raster's content, to be undone when it is placed; then `box` is
    the box of the whole straightened page.
    """

    data: bytes
    codec: Codec
    width_px: int
    height_px: int
    box: Box
    is_grey: bool = True
    black_is_1: bool = False
    rotation: Rotation = 0
    skew_degrees: float = 0.0
    mask: Piece | None = None  # shows the piece only where this fax has ink


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's pieces, the lowest first. `shown` is the part of the straightened page that is shown."""

    pieces: tuple[Piece, ...]
    width_px: int
    height_px: int
    shown: Box

    @property
    def size_bytes(self) -> int:
        masks = [piece.mask for piece in self.pieces if piece.mask is not None]
        return sum(len(piece.data) for piece in [*self.pieces, *masks])


def jpeg_piece(pixels: Pixels, box: Box, *, quality: int, keeps_colour_sharp: bool = False) -> Piece:
    """Pack grey or RGB pixels as JPEG."""
    is_grey = pixels.ndim == 2
    output = io.BytesIO()
    colours = {} if is_grey else {"subsampling": "4:4:4" if keeps_colour_sharp else "4:2:0"}
    Image.fromarray(pixels).save(output, "JPEG", quality=quality, optimize=True, **colours)
    height, width = pixels.shape[:2]
    return Piece(output.getvalue(), Codec.JPEG, width, height, box, is_grey)


def mask_piece(mask: Pixels, box: Box) -> Piece:
    """Pack a mask (0 or 255, ink is 255) as fax group 4."""
    return fax_piece(Image.fromarray(np.invert(mask)).convert("1", dither=Image.Dither.NONE), box)


def fax_piece(image: Image.Image, box: Box, *, rotation: Rotation = 0, skew_degrees: float = 0.0) -> Piece:
    """Pack a black and white picture; nothing is lost."""
    output = io.BytesIO()
    image.save(output, "TIFF", compression="group4", strip_size=2**31 - 1)
    with Image.open(io.BytesIO(output.getvalue())) as packed:
        offset, length = packed.tag_v2[273][0], packed.tag_v2[279][0]  # type: ignore[attr-defined] # a TIFF image has tags
        photometric = packed.tag_v2[262]  # type: ignore[attr-defined] # same
    return Piece(
        output.getvalue()[offset : offset + length],
        Codec.FAX,
        image.width,
        image.height,
        box,
        black_is_1=photometric == 1,
        rotation=rotation,
        skew_degrees=skew_degrees,
    )


def area_share(boxes: Sequence[Box], width_px: int, height_px: int) -> float:
    """Return how much of the page boxes that don't overlap cover."""
    return sum(box.width * box.height for box in boxes) / (width_px * height_px)
