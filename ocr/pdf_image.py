"""Puts a scan into a PDF without touching its pixels where that is possible: a JPEG goes in as it is."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from ocr.image import flatten, open_image

REENCODED_QUALITY = 92


@dataclass(frozen=True, slots=True)
class PageImage:
    stream: pikepdf.Object
    width_px: int
    height_px: int


def embed_image(pdf: Pdf, data: bytes) -> PageImage:
    """Add the image; ImageRefusedError when it is none, or larger than any sheet."""
    with open_image(data) as image:
        if image.format == "JPEG" and image.mode in ("L", "RGB"):
            return _jpeg(pdf, data, image)
        if image.mode == "1":
            return _bitonal(pdf, image)
        flat = flatten(image)
        output = io.BytesIO()
        flat.save(output, "JPEG", quality=REENCODED_QUALITY, subsampling=0)
        return _jpeg(pdf, output.getvalue(), flat)


def _jpeg(pdf: Pdf, data: bytes, image: Image.Image) -> PageImage:
    colours = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    stream = _image_stream(pdf, data, image, colours, 8)
    stream.Filter = Name.DCTDecode
    return PageImage(stream, image.width, image.height)


def _bitonal(pdf: Pdf, image: Image.Image) -> PageImage:
    """Black and white pages are smallest as fax group 4, and nothing is lost."""
    output = io.BytesIO()
    image.save(output, "TIFF", compression="group4", strip_size=2**31 - 1)
    with Image.open(io.BytesIO(output.getvalue())) as packed:
        offset, length = packed.tag_v2[273][0], packed.tag_v2[279][0]  # type: ignore[attr-defined] # a TIFF image has tags
        photometric = packed.tag_v2[262]  # type: ignore[attr-defined] # same
    stream = _image_stream(pdf, output.getvalue()[offset : offset + length], image, Name.DeviceGray, 1)
    stream.Filter = Name.CCITTFaxDecode
    stream.DecodeParms = Dictionary(K=-1, Columns=image.width, Rows=image.height, BlackIs1=photometric == 1)
    return PageImage(stream, image.width, image.height)


def _image_stream(pdf: Pdf, data: bytes, image: Image.Image, colours: Name, bits: int) -> Stream:
    stream = Stream(pdf, data)
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = image.width, image.height
    stream.ColorSpace, stream.BitsPerComponent = colours, bits
    return stream
