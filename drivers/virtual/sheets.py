"""A virtual scanner must scan what any folder holds: turns files into sides, as its lamp would see them."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pypdfium2
from PIL import ExifTags, Image, ImageOps

IMAGE_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
SUFFIXES: Final = IMAGE_SUFFIXES | {".pdf"}
DPI_ASSUMED: Final = 300
_WIDTH_MAX_IN: Final = 8.6  # what goes through the feeder
_HEIGHT_MAX_IN: Final = 14.2
_A4_IN: Final = (8.27, 11.69)
_DPI_MIN: Final = 50
_JPEG_QUALITY: Final = 95


class UnreadableSideError(Exception):
    """The file is no image: the scanner has fed something that it can't make sense of."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet: a page of a file; no path means blank paper."""

    path: Path | None
    page: int = 0


@dataclass(frozen=True)
class Look:
    """How the scanner is asked to look at a side. The area is in pixels at the resolution."""

    dpi: int = DPI_ASSUMED
    is_grey: bool = False
    width_px: int = 2550
    height_px: int = 4200


def sides_in(source: Path | Iterable[Path]) -> list[Side]:
    """List the sides in a folder (by name), a file, or files; each page of a PDF or TIFF is a side."""
    paths = _scannable(source) if isinstance(source, Path) else source
    return [side for path in paths for side in _sides_of(path)]


def _scannable(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.iterdir() if path.suffix.lower() in SUFFIXES)


def _sides_of(path: Path) -> list[Side]:
    """A file that can't be read is still a sheet of paper: it is found out when it is fed."""
    try:
        if path.suffix.lower() == ".pdf":
            with pypdfium2.PdfDocument(path) as document:
                count = len(document)
        else:
            with Image.open(path) as image:
                count = getattr(image, "n_frames", 1)
    except (OSError, pypdfium2.PdfiumError):
        count = 1
    return [Side(path, page) for page in range(count)]


@dataclass(frozen=True)
class Picture:
    """What the scanner made of a side."""

    jpeg: bytes
    width_px: int
    height_px: int


def scan_side(side: Side, look: Look) -> Picture:
    """Return the side as a scanner would send it; raise UnreadableSideError."""
    try:
        if side.path is None:
            return blank_side(look, round(_A4_IN[0] * look.dpi), round(_A4_IN[1] * look.dpi))
        if side.path.suffix.lower() == ".pdf":
            return _picture(_as_laid_in(_pdf_page(side.path, side.page, look.dpi), look.dpi), look)
        return _image_file(side.path, side.page, look)
    except (OSError, SyntaxError, ValueError, pypdfium2.PdfiumError, Image.DecompressionBombError) as error:
        raise UnreadableSideError(str(side.page)) from error


def blank_side(look: Look, width_px: int, height_px: int) -> Picture:
    """Return white paper of a size."""
    return _picture(Image.new("L", (width_px, height_px), "white"), look)


def _pdf_page(path: Path, number: int, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        page = document[number]
        try:
            image: Image.Image = page.render(scale=dpi / 72).to_pil()
            return image
        finally:
            page.close()


def _image_file(path: Path, number: int, look: Look) -> Picture:
    data = path.read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        dpi = _true_dpi(image)
        if _is_as_asked(image, dpi, look):
            # Exactly the bytes of the file: a test can compare, and a damaged file stays damaged.
            return Picture(data, image.width, image.height)
        image.seek(number)
        laid = _as_laid_in(ImageOps.exif_transpose(image), dpi)
        if dpi == look.dpi:
            return _picture(laid, look)
        scale = look.dpi / dpi
        size = (max(1, round(laid.width * scale)), max(1, round(laid.height * scale)))
        return _picture(_on_white(laid).resize(size), look)


def _as_laid_in(image: Image.Image, dpi: float) -> Image.Image:
    """A sheet in landscape goes through the feeder on its side, or not at all."""
    if image.width > max(image.height, _WIDTH_MAX_IN * dpi):
        return image.transpose(Image.Transpose.ROTATE_90)
    return image


def _true_dpi(image: Image.Image) -> float:
    """Return the resolution at which the image is a sheet that fits: photographs lie about theirs."""
    stated = float(image.info.get("dpi", (0, 0))[0])
    short, long = sorted(image.size)
    for dpi in (stated, float(DPI_ASSUMED)):
        if dpi >= _DPI_MIN and short <= _WIDTH_MAX_IN * dpi and long <= _HEIGHT_MAX_IN * dpi:
            return dpi
    return max(short / _A4_IN[0], long / _A4_IN[1])


def _is_as_asked(image: Image.Image, dpi: float, look: Look) -> bool:
    return (
        image.format == "JPEG"
        and image.mode == ("L" if look.is_grey else "RGB")
        and round(dpi) == look.dpi
        and image.width <= look.width_px
        and image.height <= look.height_px
        and image.getexif().get(ExifTags.Base.Orientation, 1) == 1
    )


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode in ("L", "RGB"):
        return image
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("L" if image.mode == "1" else "RGB")


def _picture(image: Image.Image, look: Look) -> Picture:
    seen = _on_white(image).convert("L" if look.is_grey else "RGB")
    seen = seen.crop((0, 0, min(seen.width, look.width_px), min(seen.height, look.height_px)))
    out = io.BytesIO()
    seen.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0, dpi=(look.dpi, look.dpi))
    return Picture(out.getvalue(), seen.width, seen.height)
