"""A gate on letters of many kinds, as a recogniser without a fault would read them."""

from dataclasses import replace

import pytest

from ocr.fields import read_fields
from ocr.page import Box, Line, LineKind, Word
from tests.letters.score_fields import Score, perfect_cases, report, score


@pytest.fixture(scope="module")
def result() -> Score:
    return score(perfect_cases(7000, 24))


def test_nearly_all_fields_of_varied_letters_are_right(result: Score) -> None:
    assert result.f1 >= 0.97, report(result, with_errors=True)


def test_what_is_called_sure_is_right(result: Score) -> None:
    assert result.sure_and_right() >= 0.98, report(result, with_errors=True)


@pytest.mark.parametrize("kind", [LineKind.HANDWRITING, LineKind.STAMP])
def test_stamps_and_handwriting_are_no_values(kind: LineKind) -> None:
    case = next(iter(perfect_cases(7000, 1)))
    texts = (
        "Jan Nieznany",
        "ul. Obca 1, 00-511 Warszawa",
        "tel. 600 700 800",
        "Warszawa, dnia 1 maja 1999 r.",
    )
    pressed = [_line(text, Box(300, 60 * row, 900, 50), kind) for row, text in enumerate(texts)]
    stamped = replace(case.pages[0], lines=(*pressed, *case.pages[0].lines))

    values = {name: reading.value for name, reading in read_fields([stamped, *case.pages[1:]]).items()}

    assert values == {name: reading.value for name, reading in read_fields(case.pages).items()}


def _line(text: str, box: Box, kind: LineKind) -> Line:
    return Line((Word(text, box, 0.99),), box, kind)
