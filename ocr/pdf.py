"""Makes the document that the office keeps: a PDF/A-2b that shows the scan and carries its text.

The scan is embedded as the scanner compressed it. Turning and straightening are a matrix on the page, so nothing is
encoded twice, and the picture that was scanned can be taken out again bit by bit (`pdfimages -j`).
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any, Self

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ocr.page import Box, PageReading, Word
from ocr.pdf_font import GlyphlessFont
from ocr.pdf_image import PageImage, embed_image
from ocr.pdf_metadata import Metadata, pdf_date, xmp_packet

POINTS_PER_INCH = 72
PRODUCER = "Urzędomat"
_INVISIBLE = 3
# Boxes reach a little above and below the letters; these bring the invisible text down to their size.
_SIZE_OF_BOX = 0.72
_BASELINE_OF_BOX = 0.28


@dataclass(frozen=True, slots=True)
class PdfPage:
    image: bytes  # as it was scanned: JPEG, PNG, or whatever else the pipeline reads
    reading: PageReading
    turn: int = 0  # clockwise, in degrees: quarter turns that the resident added to the upright page
    dpi: int = 300


@dataclass(frozen=True, slots=True)
class PdfMeta:
    """What the document says of itself. Nothing here may be personal: metadata are read by indexers."""

    title: str
    created: datetime  # aware
    language: str = "pl-PL"

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "created": self.created.isoformat(), "language": self.language}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(str(data["title"]), datetime.fromisoformat(data["created"]), str(data["language"]))


def make_pdf(pages: Sequence[PdfPage], meta: PdfMeta) -> bytes:
    """Return a PDF/A-2b with one page per side and the text lying invisibly on the words.

    ValueError when a page's image can't be read at all: such a side is no part of a document.
    """
    pdf = Pdf.new()
    font = GlyphlessFont(_texts(pages))
    font_object = font.embed(pdf)
    for page in pages:
        _add_page(pdf, page, font, font_object)
    _describe(pdf, meta)
    output = io.BytesIO()
    # No object streams: the signature is added by increments, and old viewers at the office read a plain table.
    pdf.save(
        output,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        linearize=False,
    )
    return output.getvalue()


def _texts(pages: Sequence[PdfPage]) -> Iterator[str]:
    for page in pages:
        for line in page.reading.lines:
            for word in line.words:
                yield word.text


def _add_page(pdf: Pdf, page: PdfPage, font: GlyphlessFont, font_object: pikepdf.Object) -> None:
    image = embed_image(pdf, page.image)
    scale = POINTS_PER_INCH / page.dpi
    sideways = page.reading.rotation in (90, 270)
    width_px, height_px = (image.height_px, image.width_px) if sideways else (image.width_px, image.height_px)
    content = "\n".join(
        [
            _image_operators(image, page.reading, width_px, height_px, scale),
            *_text_operators(page, font, height_px, scale),
        ]
    )
    pdf.add_blank_page(page_size=(width_px * scale, height_px * scale))
    added = pdf.pages[-1].obj
    added.Resources = Dictionary(XObject=Dictionary(Scan=image.stream), Font=Dictionary(Text=font_object))
    added.Contents = Stream(pdf, content.encode("ascii"))
    if page.turn % 360:
        added.Rotate = page.turn % 360


def _image_operators(
    image: PageImage, reading: PageReading, width_px: int, height_px: int, scale: float
) -> str:
    """Place the raster: scaled about its centre, turned back by rotation and skew, moved to the page's centre."""
    cosine, sine = _turn_back(reading.rotation, reading.skew_degrees)
    width, height = image.width_px * scale, image.height_px * scale
    left = width_px * scale / 2 - (width * cosine - height * sine) / 2
    bottom = height_px * scale / 2 - (width * sine + height * cosine) / 2
    numbers = (width * cosine, width * sine, -height * sine, height * cosine, left, bottom)
    return f"q {_numbers(numbers)} cm /Scan Do Q"


def _turn_back(rotation: int, skew_degrees: float) -> tuple[float, float]:
    if skew_degrees == 0:
        return {0: (1.0, 0.0), 90: (0.0, 1.0), 180: (-1.0, 0.0), 270: (0.0, -1.0)}[rotation]
    radians = math.radians(rotation + skew_degrees)
    return math.cos(radians), math.sin(radians)


def _text_operators(page: PdfPage, font: GlyphlessFont, height_px: int, scale: float) -> Iterator[str]:
    if not page.reading.lines:
        return
    yield f"BT {_INVISIBLE} Tr"
    for line in page.reading.lines:
        for word in line.words:
            yield _word_operators(word, font, height_px, scale)
    yield "ET"


def _word_operators(word: Word, font: GlyphlessFont, height_px: int, scale: float) -> str:
    """Stretch the word to its box; the space after it keeps words apart when the text is copied."""
    box = _points(word.box, height_px, scale)
    size = box.height * _SIZE_OF_BOX
    natural = font.width(word.text) * size
    stretch = 100 * box.width / natural if natural else 100
    baseline = box.bottom + box.height * _BASELINE_OF_BOX
    return (
        f"/Text {_numbers((size,))} Tf {_numbers((stretch,))} Tz "
        f"1 0 0 1 {_numbers((box.left, baseline))} Tm <{font.encode(word.text + ' ')}> Tj"
    )


@dataclass(frozen=True, slots=True)
class _Points:
    left: float
    bottom: float
    width: float
    height: float


def _points(box: Box, height_px: int, scale: float) -> _Points:
    return _Points(
        box.x * scale, (height_px - box.bottom) * scale, box.width * scale, max(1, box.height) * scale
    )


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _describe(pdf: Pdf, meta: PdfMeta) -> None:
    """Add what PDF/A asks for (ISO 19005-2, 6.2.3, 6.6 and 6.7) and the language."""
    profile = Stream(pdf, resources.files("ocr").joinpath("srgb.icc").read_bytes())
    profile.N = 3
    pdf.Root.OutputIntents = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    Info=String("sRGB IEC61966-2.1"),
                    DestOutputProfile=profile,
                )
            )
        ]
    )
    metadata = Stream(pdf, xmp_packet(Metadata(meta.title, meta.created, meta.language, PRODUCER)))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    pdf.Root.Lang = String(meta.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = String(pdf_date(meta.created))
    pdf.docinfo = pdf.make_indirect(
        Dictionary(Title=String(meta.title), Producer=String(PRODUCER), CreationDate=stamp, ModDate=stamp)
    )
