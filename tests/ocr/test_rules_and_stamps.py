"""What is taken off a page before it is read: ruled lines and round stamps, but no letter."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.image import Pixels
from ocr.prepare import erase_rules
from ocr.round_stamps import Ring, find_rings, without_rings
from tests.ocr.kit import FONT

PAPER = 250


def _page(draw_on: object = None) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (1240, 1754), PAPER)
    return image, ImageDraw.Draw(image)


def _write(draw: ImageDraw.ImageDraw, text: str, x: int, y: int, ink: int = 20) -> None:
    draw.text((x, y), text, fill=ink, font=ImageFont.truetype(FONT, 40))


def _ink(pixels: Pixels, below: int = 120) -> int:
    return int((pixels < below).sum())


def test_a_table_loses_its_lines_and_keeps_its_letters() -> None:
    image, draw = _page()
    _write(draw, "żółty 842,50", 240, 320)
    letters = _ink(np.asarray(image))
    draw.rectangle((200, 290, 900, 410), outline=30, width=3)
    draw.line((560, 290, 560, 410), fill=30, width=3)

    erased = erase_rules(np.asarray(image))

    assert _ink(erased) == pytest.approx(letters, rel=0.03)


def test_letters_that_hang_below_a_rule_keep_their_tails() -> None:
    image, draw = _page()
    _write(draw, "gęsty jęczmień", 240, 320)
    letters = _ink(np.asarray(image))
    draw.line((200, 361, 700, 361), fill=30, width=3)

    erased = erase_rules(np.asarray(image))

    assert _ink(erased) == pytest.approx(letters, rel=0.05)


def test_a_strip_narrower_than_any_stamp_has_none() -> None:
    assert find_rings(np.full((16, 32_000), 255, np.uint8)) == []
    assert find_rings(np.zeros((32_000, 1), np.uint8)) == []


def test_a_photograph_is_not_taken_for_a_rule() -> None:
    image, draw = _page()
    draw.rectangle((200, 300, 700, 800), fill=60)

    assert _ink(erase_rules(np.asarray(image))) == _ink(np.asarray(image))


def _stamped(level: int) -> Pixels:
    image, draw = _page()
    draw.ellipse((440, 600, 640, 800), outline=level, width=5)
    draw.ellipse((480, 640, 600, 760), outline=level, width=3)
    _write(draw, "Z poważaniem", 400, 690)
    return np.asarray(image)


def test_a_round_stamp_is_found_where_it_is() -> None:
    (ring,) = find_rings(_stamped(130))

    assert (ring.x, ring.y, ring.radius) == pytest.approx((540, 700, 98), abs=4)


@pytest.mark.parametrize("level", [40, 130])
def test_the_print_under_a_round_stamp_stays_and_its_rings_go(level: int) -> None:
    page = _stamped(level)
    plain, draw = _page()
    _write(draw, "Z poważaniem", 400, 690)

    cleaned = without_rings(page, find_rings(page))

    assert _ink(cleaned, 180) == pytest.approx(_ink(np.asarray(plain), 180), rel=0.2)
    assert _ink(page, 180) > 1.3 * _ink(cleaned, 180)


def test_a_page_of_print_has_no_round_stamp() -> None:
    image, draw = _page()
    for row in range(20):
        _write(draw, "OOO Co OOO osiem 8 obok 000 ooo OCO", 100, 100 + 60 * row)

    assert find_rings(np.asarray(image)) == []


def test_a_ring_turns_over_with_its_page() -> None:
    assert Ring(100, 200, 50, 130).turned_over(1000, 2000) == Ring(900, 1800, 50, 130)
