"""The dark backing of a feeder is not part of the letter; whatever stands beside it is."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from ocr.page import Box
from ocr.paper_edges import paper_box

SIZE = (1240, 1754)


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", SIZE, 235)
    return image, ImageDraw.Draw(image)


def _box(image: Image.Image, kept: tuple[Box, ...] = ()) -> Box:
    return paper_box(np.asarray(image), kept)


def test_a_sheet_without_dark_edges_stays_whole() -> None:
    image, draw = _sheet()
    draw.text((200, 200), "Pismo", fill=0)

    assert _box(image) == Box(0, 0, *SIZE)


def test_dark_strips_are_cut_off_on_all_sides() -> None:
    image, draw = _sheet()
    draw.rectangle((0, 0, 1239, 30), fill=25)
    draw.rectangle((0, 0, 40, 1753), fill=25)
    draw.rectangle((1200, 0, 1239, 1753), fill=25)
    draw.rectangle((0, 1710, 1239, 1753), fill=25)

    box = _box(image)

    assert [box.x, box.y, box.right, box.bottom] == pytest.approx([57, 47, 1184, 1694], abs=16)


def test_a_slanting_edge_is_cut_off_to_its_deepest() -> None:
    image, draw = _sheet()
    draw.polygon([(0, 0), (0, 60), (1239, 4), (1239, 0)], fill=25)

    assert _box(image).y == pytest.approx(72, abs=16)


def test_a_small_sheet_on_a_dark_backing_is_cut_out() -> None:
    image = Image.new("L", SIZE, 20)
    ImageDraw.Draw(image).rectangle((0, 0, 1239, 1100), fill=235)

    assert _box(image).bottom == pytest.approx(1088, abs=24)


def test_what_is_written_beside_a_slanting_edge_is_kept() -> None:
    image, draw = _sheet()
    draw.polygon([(0, 0), (0, 70), (1239, 4), (1239, 0)], fill=25)
    draw.rectangle((900, 30, 1180, 56), fill=60)

    assert _box(image).y <= 8


def test_words_are_never_cut_off() -> None:
    image, draw = _sheet()
    draw.rectangle((0, 0, 40, 1753), fill=25)

    assert _box(image, (Box(20, 500, 300, 40),)).x == 20


def test_a_dark_page_is_no_border() -> None:
    assert _box(Image.new("L", SIZE, 30)) == Box(0, 0, *SIZE)


def test_a_dark_picture_at_the_edge_is_no_border() -> None:
    image, draw = _sheet()
    draw.rectangle((0, 300, 500, 700), fill=40)

    assert _box(image) == Box(0, 0, *SIZE)
