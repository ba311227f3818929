"""A blank side is one on which nothing was put, whatever shows through and whatever was spilt on it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ocr.blank import has_text, is_marked
from ocr.page import Box, Line, Word
from tests.ocr.kit import FONT

SHEET = (1240, 1754)


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", SHEET, 248)
    return image, ImageDraw.Draw(image)


def _line(text: str, confidence: float) -> Line:
    box = Box(100, 100, 200, 40)
    return Line((Word(text, box, confidence),), box)


@pytest.mark.parametrize("ink", [40, 150])
def test_a_signature_or_a_pencil_note_alone_marks_the_page(ink: int) -> None:
    image, draw = _sheet()
    points = [(400 + 8 * n, 900 + round(40 * np.sin(n / 2))) for n in range(40)]
    draw.line(points, fill=ink, width=4)

    assert is_marked(np.asarray(image.filter(ImageFilter.GaussianBlur(0.8))))


def test_a_lone_page_number_marks_the_page() -> None:
    image, draw = _sheet()
    draw.text((600, 1650), "2", fill=30, font=ImageFont.truetype(FONT, 42))

    assert is_marked(np.asarray(image))


def test_stains_and_what_shows_through_do_not() -> None:
    image, draw = _sheet()
    draw.ellipse((300, 300, 700, 700), outline=190, width=12)
    for row in range(20):
        draw.text((200, 800 + 40 * row), "ehcałop ęis eizdal", fill=205, font=ImageFont.truetype(FONT, 30))

    assert not is_marked(np.asarray(image.filter(ImageFilter.GaussianBlur(4))))


def test_dust_folds_and_dark_edges_do_not() -> None:
    image, draw = _sheet()
    for n in range(40):
        draw.ellipse((100 + 25 * n, 200 + 30 * n, 106 + 25 * n, 206 + 30 * n), fill=60)
    draw.line((0, 900, 1240, 906), fill=170, width=4)
    draw.rectangle((0, 0, 30, 1754), fill=40)

    assert not is_marked(np.asarray(image))


def test_ghostly_letters_are_no_text_and_a_short_sure_line_is() -> None:
    assert not has_text([_line("30SOWYmoc", 0.4), _line("715:", 0.1)])
    assert has_text([_line("Strona", 0.9)])
    assert has_text([_line("wniosek", 0.6), _line("odwołanie", 0.7)])
