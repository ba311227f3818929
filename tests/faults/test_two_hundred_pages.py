"""A stack of two hundred sides: each comes back once, in one document."""

import io
from datetime import UTC, datetime

import pikepdf

from ocr.page import PageStatus
from ocr.pdf import PdfMeta, PdfPage, make_pdf
from ocr.pool import Pool
from tests.ocr.kit import Readings, encoded, slip, standin, written

SIDES = 200


def test_every_side_comes_back_once() -> None:
    readings = Readings()
    with Pool(standin("answer", workers=2)) as pool:
        for number in range(SIDES):
            pool.submit(f"side {number}", b"image", 300, readings.take)
        back = readings.wait_for(SIDES)

    assert len(back) == SIDES
    assert {reading.status for reading in back.values()} == {PageStatus.READ}


def test_they_fit_into_one_document() -> None:
    image = encoded(slip(size=(620, 877)))
    pages = [PdfPage(image, written([(f"Strona {number}", 200, 200)])) for number in range(SIDES)]

    document = make_pdf(pages, PdfMeta("Pismo", datetime(2026, 11, 23, tzinfo=UTC)))

    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert len(pdf.pages) == SIDES
