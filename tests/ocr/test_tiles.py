"""Cutting very long pages into tiles: every line is whole in one of them, and comes out once."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import Box
from ocr.tiles import MAX_TILES, joined, tiles_of


@pytest.mark.parametrize("size", [(2480, 3508), (3508, 2480), (1748, 1240), (2480, 7016 - 900), (16, 16)])
def test_ordinary_sheets_stay_whole(size: tuple[int, int]) -> None:
    assert tiles_of(*size) == [Box(0, 0, *size)]


@given(st.integers(16, 3000), st.integers(16, 32_000), st.booleans())
def test_tiles_cover_the_page_and_overlap(shorter: int, longer: int, lies: bool) -> None:
    width, height = (longer, shorter) if lies else (shorter, longer)
    if shorter > longer:
        width, height = height, width

    tiles = tiles_of(width, height)

    assert len(tiles) <= MAX_TILES
    spans = sorted((t.x, t.right) if width > height else (t.y, t.bottom) for t in tiles)
    assert (spans[0][0], spans[-1][1]) == (0, max(width, height))
    line = 0.1 * (spans[0][1] - spans[0][0]) if len(spans) > 1 else 0
    assert all(one[1] - line >= other[0] for one, other in itertools.pairwise(spans))


def test_what_two_tiles_saw_of_a_line_is_one_line() -> None:
    whole, part, below = Box(70, 2000, 800, 50), Box(70, 2002, 640, 30), Box(70, 2074, 800, 50)

    assert sorted(map(sorted, joined([below, part, whole]))) == [[0], [1, 2]]
