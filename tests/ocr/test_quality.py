"""What is measured of a scan tells of the whole page, also of what was not found on it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.image import Picture, Pixels
from ocr.ink import Ink
from ocr.lines import Found
from ocr.missed import missed_lines
from ocr.page import Box, LineKind
from ocr.prepare import even_out
from ocr.quality import Quality, measure
from ocr.sheet import Piece, Sheet
from ocr.text import Sign
from tests.ocr.strange_pages import DEJAVU, photograph

SIZE = (1240, 1754)
SIGNATURE = Box(700, 1300, 400, 120)


def printed(letters_px: int, lines: int = 12) -> Pixels:
    page = Image.new("L", SIZE, 240)
    face = ImageFont.truetype(DEJAVU, letters_px)
    for number in range(lines):
        text = f"{number} proszę o wydanie kopii protokołu z narady"
        ImageDraw.Draw(page).text((150, 150 + 3 * letters_px * number), text, fill=20, font=face)
    return np.asarray(page)


def boxes_of(letters_px: int, lines: int = 12) -> list[Box]:
    face = ImageFont.truetype(DEJAVU, letters_px)
    width = round(face.getlength("12 proszę o wydanie kopii protokołu z narady")) + 20
    return [Box(140, 145 + 3 * letters_px * n, width, round(1.5 * letters_px)) for n in range(lines)]


def measured(grey: Pixels, found: list[Box], pieces: list[Piece]) -> Quality:
    evened = even_out(grey)
    sheet = Sheet(
        Picture(grey, None, SIZE[0], SIZE[1], 1.0),
        Ink(evened, evened, None),
        found=tuple(Found(box, 0.9) for box in found),
        pieces=tuple(pieces),
    )
    quality = measure(sheet)
    assert quality is not None
    return quality


def read(box: Box) -> Piece:
    return Piece(box, (Sign("a", 0, 20, 0.9),))


def test_small_print_beside_the_only_box_is_missed_and_measured() -> None:
    grey = printed(11)

    quality = measured(grey, [SIGNATURE], [Piece(SIGNATURE, (), LineKind.HANDWRITING)])

    assert quality.missed_share > 0.3
    assert quality.letter_px < 12


def test_lines_that_were_found_are_not_missed() -> None:
    found = boxes_of(30)

    assert missed_lines(even_out(printed(30)), found) == []
    assert len(missed_lines(even_out(printed(30)), found[:-2])) == 2


def test_specks_and_dark_edges_are_no_missed_lines() -> None:
    page = np.full((SIZE[1], SIZE[0]), 240, np.uint8)
    page[:, :12] = 10
    spots = np.random.default_rng(3).integers(60, 1100, (80, 2))
    for x, y in spots.tolist():
        page[y : y + 7, x : x + 7] = 60

    assert missed_lines(page, []) == []


def test_what_shows_through_from_the_other_side_is_no_missed_line() -> None:
    pale = 255 - (255 - even_out(printed(30)[:, ::-1].copy()).astype(np.uint16)) // 5

    assert missed_lines(pale.astype(np.uint8), []) == []
    assert len(missed_lines(even_out(printed(30)[:, ::-1].copy()), [])) == 12


def test_page_of_which_nothing_was_found_is_measured_when_print_was_missed() -> None:
    assert measured(printed(11), [], []).missed_share == pytest.approx(1.0)


def test_half_of_a_sheet_in_shadow_is_told() -> None:
    grey = printed(30)
    shaded = grey.copy()
    shaded[SIZE[1] // 2 :] //= 2
    found = boxes_of(30)
    pieces = [read(box) for box in found]

    assert measured(grey, found, pieces).shade < 0.1
    assert measured(shaded, found, pieces).shade == pytest.approx(0.5, abs=0.05)
    assert measured(grey // 2, found, pieces).shade < 0.1


def test_line_that_nobody_read_counts_though_its_neighbours_box_reaches_into_it() -> None:
    found = [Box(140, 145 + 60 * number, 900, 90) for number in range(6)]

    quality = measured(printed(20, 6), found, [read(box) for box in found if box != found[2]])

    assert quality.unread_share == pytest.approx(1 / 6)


def test_photograph_beside_the_print_is_no_crease() -> None:
    grey = printed(30, 6).copy()
    photo = np.asarray(photograph((900, 800)).convert("L"))
    grey[850:1650, 150:1050] = photo
    found = boxes_of(30, 6)
    crumpled = grey.copy()
    for left in range(0, SIZE[0], 200):
        crumpled[:, left : left + 60] //= 2

    assert measured(grey, found, [read(box) for box in found]).unevenness < 0.03
    assert measured(crumpled, found, [read(box) for box in found]).unevenness > 0.08
