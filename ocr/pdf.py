"""Makes the document that the office keeps: a PDF/A-2b that shows the scan and carries its text.

The page is shown as it was scanned, turned upright, straightened, and without the feeder's dark edge
(`ocr.pdf_picture`). The digest of the scan itself is recorded beside the document, not in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any, Self

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from ocr.page import Box, PageReading, Word
from ocr.pdf_font import GlyphlessFont
from ocr.pdf_image import draw_picture, numbers
from ocr.pdf_metadata import Metadata, pdf_date, writable, xmp_packet
from ocr.pdf_picture import picture_of
from ocr.pdf_pieces import Picture

POINTS_PER_INCH = 72
PRODUCER = "Urzędomat"
_INVISIBLE = 3
# Boxes reach a little above and below the letters; these bring the invisible text down to their size.
_SIZE_OF_BOX = 0.72
_BASELINE_OF_BOX = 0.28


@dataclass(frozen=True, slots=True)
class PdfPage:
    image: bytes | memoryview  # as it was scanned: JPEG, PNG, or whatever else the pipeline reads
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


def make_pdf(pages: Sequence[PdfPage], meta: PdfMeta, *, threads: int = 2) -> bytes:
    """Return a PDF/A-2b with one page per side and the text lying invisibly on the words.

    ValueError when a page's image can't be read at all: such a side is no part of a document. Only `threads` scans
    are unpacked at a time, whatever the number of pages.
    """
    pdf = Pdf.new()
    font = GlyphlessFont(_texts(pages))
    font_object = font.embed(pdf)
    for page, picture in zip(pages, _pictures(pages, threads), strict=True):
        _add_page(pdf, page, picture, font, font_object)
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


def _pictures(pages: Sequence[PdfPage], threads: int) -> Iterator[Picture]:
    pool = ThreadPoolExecutor(threads, thread_name_prefix="pdf-page")
    try:
        yield from pool.map(lambda page: picture_of(page.image, page.reading), pages)
    finally:
        pool.shutdown(cancel_futures=True)


def _texts(pages: Sequence[PdfPage]) -> Iterator[str]:
    for page in pages:
        for line in page.reading.lines:
            for word in line.words:
                yield word.text


def _add_page(
    pdf: Pdf, page: PdfPage, picture: Picture, font: GlyphlessFont, font_object: pikepdf.Object
) -> None:
    scale = POINTS_PER_INCH / page.dpi
    drawn = draw_picture(pdf, picture, scale)
    text = "\n".join(_text_operators(page.reading, font, picture.shown, scale))
    pdf.add_blank_page(page_size=(picture.shown.width * scale, picture.shown.height * scale))
    added = pdf.pages[-1].obj
    images = Dictionary({f"/{name}": image for name, image in drawn.images.items()})
    added.Resources = Dictionary(XObject=images, Font=Dictionary(Text=font_object))
    added.Contents = Stream(pdf, f"{drawn.operators}\n{text}".encode("ascii"))
    if page.turn % 360:
        added.Rotate = page.turn % 360


def _text_operators(reading: PageReading, font: GlyphlessFont, shown: Box, scale: float) -> Iterator[str]:
    if not reading.lines:
        return
    yield f"BT {_INVISIBLE} Tr"
    for line in reading.lines:
        for word in line.words:
            yield _word_operators(word, font, shown, scale)
    yield "ET"


def _word_operators(word: Word, font: GlyphlessFont, shown: Box, scale: float) -> str:
    """Stretch the word to its box; the space after it keeps words apart when the text is copied."""
    box = _points(word.box, shown, scale)
    size = box.height * _SIZE_OF_BOX
    natural = font.width(word.text) * size
    stretch = 100 * box.width / natural if natural else 100
    baseline = box.bottom + box.height * _BASELINE_OF_BOX
    return (
        f"/Text {numbers((size,))} Tf {numbers((stretch,))} Tz "
        f"1 0 0 1 {numbers((box.left, baseline))} Tm <{font.encode(word.text + ' ')}> Tj"
    )


@dataclass(frozen=True, slots=True)
class _Points:
    left: float
    bottom: float
    width: float
    height: float


def _points(box: Box, shown: Box, scale: float) -> _Points:
    return _Points(
        (box.x - shown.x) * scale,
        (shown.bottom - box.bottom) * scale,
        box.width * scale,
        max(1, box.height) * scale,
    )


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
        Dictionary(
            Title=String(writable(meta.title)), Producer=String(PRODUCER), CreationDate=stamp, ModDate=stamp
        )
    )
