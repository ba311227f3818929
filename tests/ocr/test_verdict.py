"""An empty sheet that was taken for one line is blank; what is written on a sheet is kept."""

import numpy as np

from ocr.image import Picture
from ocr.ink import Ink
from ocr.page import Box, Line, Word
from ocr.sheet import Sheet
from ocr.verdict import judge

HEIGHT, WIDTH = 2480, 3508


def _judged_blank(box: Box, *, has_stroke: bool = False) -> bool:
    paper = np.full((HEIGHT, WIDTH), 250, np.uint8)
    if has_stroke:
        paper[900:1600, 1000:1200] = 30
    line = Line((Word("KIJE", box, 0.92),), box)
    return judge(
        Sheet(Picture(paper, None, WIDTH, HEIGHT, 1.0), Ink(paper, paper, None), lines=(line,))
    ).blank


def test_a_line_as_large_as_the_empty_sheet_is_the_sheet() -> None:
    assert _judged_blank(Box(0, 0, WIDTH, HEIGHT))


def test_a_line_of_usual_height_is_text() -> None:
    assert not _judged_blank(Box(200, 300, 3000, 80))


def test_letters_as_large_as_the_sheet_are_kept() -> None:
    assert not _judged_blank(Box(0, 0, WIDTH, HEIGHT), has_stroke=True)
