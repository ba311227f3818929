"""Puts the pieces of a page's picture into a PDF and writes the operators that draw them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Pdf, Stream

from ocr.page import Rotation
from ocr.pdf_pieces import Codec, Picture, Piece


@dataclass(frozen=True, slots=True)
class Drawn:
    """The images of a page by their resource names, and the operators that draw them."""

    images: dict[str, Object]
    operators: str


def draw_picture(pdf: Pdf, picture: Picture, scale: float) -> Drawn:
    """Embed the pieces; `scale` is points per pixel, and the origin is the lower left corner of what is shown."""
    images = {f"Scan{number}": _image(pdf, piece) for number, piece in enumerate(picture.pieces)}
    placed = [
        f"q {numbers(_matrix(piece, picture, scale))} cm /{name} Do Q"
        for name, piece in zip(images, picture.pieces, strict=True)
    ]
    return Drawn(dict(images), "\n".join(placed))


def numbers(values: Sequence[float]) -> str:
    """Write operands as PDF wants them."""
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _matrix(piece: Piece, picture: Picture, scale: float) -> tuple[float, ...]:
    """Scale the raster about its centre, turn it back by rotation and skew, and move it to its box's centre."""
    cosine, sine = _turn_back(piece.rotation, piece.skew_degrees)
    is_sideways = piece.rotation in (90, 270)
    width, height = piece.box.width * scale, piece.box.height * scale
    if is_sideways:
        width, height = height, width
    centre_x = (piece.box.x + piece.box.width / 2 - picture.shown.x) * scale
    centre_y = (picture.shown.bottom - piece.box.y - piece.box.height / 2) * scale
    left = centre_x - (width * cosine - height * sine) / 2
    bottom = centre_y - (width * sine + height * cosine) / 2
    return (width * cosine, width * sine, -height * sine, height * cosine, left, bottom)


def _turn_back(rotation: Rotation, skew_degrees: float) -> tuple[float, float]:
    if skew_degrees == 0:
        return {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}[rotation]
    radians = math.radians(rotation + skew_degrees)
    return math.cos(radians), math.sin(radians)


def _image(pdf: Pdf, piece: Piece) -> Object:
    stream = Stream(pdf, piece.data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = piece.width_px, piece.height_px
    if piece.codec is Codec.JPEG:
        stream.ColorSpace = Name.DeviceGray if piece.is_grey else Name.DeviceRGB
        stream.BitsPerComponent = 8
        stream.Filter = Name.DCTDecode
    else:
        stream.ColorSpace, stream.BitsPerComponent = Name.DeviceGray, 1
        stream.Filter = Name.CCITTFaxDecode
        stream.DecodeParms = Dictionary(
            K=-1, Columns=piece.width_px, Rows=piece.height_px, BlackIs1=piece.black_is_1
        )
    if piece.mask is not None:
        stream.Mask = _stencil(pdf, piece.mask)
    return pdf.make_indirect(stream)


def _stencil(pdf: Pdf, mask: Piece) -> Object:
    """A mask lets through where its sample is 0, which is how fax paints ink (ISO 32000-1, 8.9.6.3)."""
    stream = _image(pdf, mask)
    del stream.ColorSpace
    stream.ImageMask = True
    return stream
