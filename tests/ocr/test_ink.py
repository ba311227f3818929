"""Telling coloured ink from black print, whatever the paper's own colour."""

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.image import Picture, load_picture
from ocr.ink import Ink
from ocr.page import Box
from ocr.prepare import even_out
from tests.letters.damage import Damage, Paper, scan
from tests.ocr.kit import FONT, encoded

PRINT, STAMP = Box(200, 200, 1000, 60), Box(200, 600, 1000, 60)


def _letter(print_tone: int = 25) -> Image.Image:
    """Return a sheet with a line of black print and, below it, one of a red stamp."""
    sheet = Image.new("RGB", (2000, 1400), "white")
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(FONT, 46)
    draw.text((PRINT.x, PRINT.y), "Potwierdzam odbiór mapy zasadniczej", fill=(print_tone,) * 3, font=font)
    draw.text((STAMP.x, STAMP.y), "WPŁYNĘŁO 14. 03. 2026", fill=(170, 30, 40), font=font)
    return sheet


def _ink(data: bytes) -> Ink:
    picture = load_picture(data)
    assert isinstance(picture, Picture)
    return Ink.of(picture, even_out(picture.grey))


@pytest.mark.parametrize("paper", list(Paper))
def test_print_is_black_and_a_stamp_is_coloured_on_any_paper(paper: Paper) -> None:
    data = scan(_letter(), None, Damage(paper=paper, fringe_px=0.6, noise=5), random.Random(3))

    ink = _ink(data)

    assert not ink.is_coloured(PRINT)
    assert ink.is_coloured(STAMP)


def test_faint_print_under_a_coffee_stain_stays_print() -> None:
    pixels = np.asarray(_letter(print_tone=165), np.float32)
    rows, columns = np.ogrid[:1400, :2000]
    away = np.abs(np.hypot(rows - 420, columns - 700) - 300)
    ring = 0.6 * np.exp(-((away / 14) ** 2))[..., None]
    stained = pixels * (1 - ring * (1 - np.array((0.72, 0.50, 0.26))))

    ink = _ink(encoded(Image.fromarray(stained.astype(np.uint8))))

    assert not ink.is_coloured(Box(PRINT.x + 250, PRINT.y, 600, PRINT.height))
    assert ink.is_coloured(STAMP)
