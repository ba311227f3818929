"""Where lines are, which way a page lies, and what is on it at all."""

import numpy as np
import pytest
from PIL import Image

from ocr.blank import is_dark
from ocr.engine import Engine
from ocr.image import load_picture
from ocr.ink import Ink
from ocr.lines import in_rows
from ocr.orientation import find_axis
from ocr.page import Box, PageStatus
from ocr.pipeline import read_page
from ocr.prepare import drop_colour, erase_rules, even_out, straighten, turn_upright
from tests.ocr.kit import SLIP_LINES, encoded, slip

pytest_plugins = ("tests.ocr.engine_fixtures",)

MANY = tuple(f"{number}. wniosek o wydanie decyzji środowiskowej dla drogi" for number in range(1, 13))


def test_boxes_come_in_rows_from_left_to_right() -> None:
    boxes = [Box(600, 105, 200, 60), Box(100, 100, 400, 60), Box(100, 190, 300, 60), Box(620, 180, 90, 60)]

    assert in_rows(boxes) == [[1, 0], [2, 3]]


@pytest.mark.parametrize("skew", [-4.0, -1.3, 0.0, 0.6, 3.2])
@pytest.mark.parametrize("sideways", [False, True])
def test_the_axis_and_the_skew_of_a_page_are_found(skew: float, sideways: bool) -> None:
    page = slip(MANY, size=(2000, 1400)).rotate(-skew, fillcolor=250, resample=Image.Resampling.BICUBIC)
    if sideways:
        page = page.transpose(Image.Transpose.ROTATE_270)  # content turned clockwise by 90

    axis = find_axis(even_out(np.asarray(page)))

    assert axis.sideways is sideways
    assert axis.skew_degrees == pytest.approx(skew, abs=0.2)


def test_turning_and_straightening_undo_the_feeder() -> None:
    page = np.zeros((40, 60), np.uint8)
    page[0, 0] = 255

    assert turn_upright(np.rot90(page, -1).copy(), 90)[0, 0] == 255
    assert turn_upright(np.rot90(page, 1).copy(), 270)[0, 0] == 255
    assert straighten(page, 0.01) is page


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_short_page_is_read_whichever_way_it_was_fed(engine: Engine, rotation: int) -> None:
    fed = slip().rotate(-rotation, expand=True)

    reading = read_page(engine, encoded(fed))

    assert reading.rotation == rotation
    assert reading.text.splitlines() == list(SLIP_LINES)
    assert (reading.width_px, reading.height_px) == (1748, 1240)


def test_words_lie_where_they_are_printed(engine: Engine) -> None:
    word = read_page(engine, encoded(slip())).lines[0].words[0]

    assert word.text == "Potwierdzam"
    assert abs(word.box.x - 150) < 24  # two millimetres
    assert abs(word.box.y + word.box.height / 2 - 208) < 24


def test_shadows_are_evened_out() -> None:
    page = np.linspace(90, 250, 800, dtype=np.uint8)[None, :].repeat(600, axis=0)

    assert even_out(page)[40:-40, 40:-40].min() > 235


def test_table_rules_are_erased_and_letters_kept() -> None:
    page = np.full((1200, 900), 255, np.uint8)
    page[100:1100, 300:304] = 0  # a rule
    page[200:240, 500:506] = 0  # the stem of a letter

    erased = erase_rules(page)

    assert erased[600, 302] == 255
    assert erased[220, 502] == 0


def test_coloured_ink_is_bleached_and_black_print_under_it_stays() -> None:
    page = np.full((10, 40, 3), 250, np.uint8)
    page[:, 10:20] = (150, 40, 60)  # a stamp
    page[:, 20:30] = (28, 10, 14)  # print under the stamp
    page[:, 30:] = (38, 58, 150)  # blue ink

    print_only = drop_colour(page)

    assert print_only[0, 12] > 230
    assert print_only[0, 22] < 60
    assert print_only[0, 32] > 230


def test_a_line_in_coloured_ink_is_known_by_its_colour() -> None:
    sheet = Image.new("RGB", (1900, 1400), (248, 247, 242))
    for x in range(100, 300, 12):
        sheet.paste((38, 58, 150), (x, 100, x + 5, 140))
        sheet.paste((20, 20, 24), (x, 200, x + 5, 240))
    picture = load_picture(encoded(sheet, "PNG"))
    assert not isinstance(picture, str)

    ink = Ink.of(picture, even_out(picture.grey))

    assert ink.is_coloured(Box(90, 90, 220, 60))
    assert not ink.is_coloured(Box(90, 190, 220, 60))


def test_an_empty_back_is_blank_and_a_lone_page_number_is_not(engine: Engine) -> None:
    blank = read_page(engine, encoded(slip(())))
    numbered = read_page(engine, encoded(slip(("Strona 2 z 2",))))

    assert blank.blank
    assert blank.status is PageStatus.READ
    assert not numbered.blank


def test_a_white_page_is_not_dark() -> None:
    assert is_dark(np.full((400, 300), 20, np.uint8))
    assert not is_dark(np.full((400, 300), 120, np.uint8))
