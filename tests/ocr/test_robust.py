"""Whatever is fed, an ordinary reading comes out: the text where there is some that can be read, else the reason."""

import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engine import Engine
from ocr.page import PageContent, PageStatus
from ocr.pipeline import read_page
from tests.ocr import strange_pages as strange
from tests.ocr.kit import encoded

pytest_plugins = ("tests.ocr.engine_fixtures",)


def _error_rate(read: str, truth: str) -> float:
    read, truth = " ".join(read.split()), " ".join(truth.split())
    return Levenshtein.distance(read, truth) / len(truth)


def test_an_a3_sheet_at_600_dpi_is_read_in_time(engine: Engine) -> None:
    reading = read_page(engine, encoded(strange.large_a3()))

    assert _error_rate(reading.text, strange.POLISH) < 0.02
    assert (reading.width_px, reading.height_px) == (7016, 9921)
    assert max(line.box.right for line in reading.lines) > 6000


def test_a_photo_at_75_dpi_is_read(engine: Engine) -> None:
    reading = read_page(engine, encoded(strange.photo_at_75_dpi()))

    assert _error_rate(reading.text, strange.POLISH) < 0.05


@pytest.mark.parametrize("turned", [0, 90, 180])
def test_a_receipt_of_a_metre_is_read_from_end_to_end(engine: Engine, turned: int) -> None:
    lines = [f"{number}. {strange.GOODS[number % 7]}   {13 * number},40 zł" for number in range(1, 13)]
    image = strange.receipt(lines, pitch_px=960).rotate(-turned, expand=True)

    reading = read_page(engine, encoded(image))

    assert reading.rotation == turned
    assert _error_rate(reading.text, "\n".join(lines)) < 0.04


def test_a_newspaper_is_read(engine: Engine) -> None:
    """A part of one: a whole one takes most of the time that a page has."""
    page = strange.newspaper()

    reading = read_page(engine, encoded(page.crop((0, 2600, page.width, 3200))))

    assert reading.status is PageStatus.READ
    words = reading.text.split()
    assert len(words) > 100
    assert sum(word in strange.POLISH.split() for word in words) / len(words) > 0.85


def test_a_passport_is_read_with_its_machine_readable_zone(engine: Engine) -> None:
    reading = read_page(engine, encoded(strange.passport()))

    assert {"WZOROWA", "ZOFIA MARIA"} <= set(reading.text.splitlines())
    assert "ZZ1234567" in reading.text.replace(" ", "")


@pytest.mark.parametrize("language", ["German", "English"])
def test_other_languages_in_latin_letters_are_read(engine: Engine, language: str) -> None:
    truth = {"German": strange.GERMAN, "English": strange.ENGLISH}[language]

    reading = read_page(engine, encoded(strange.OTHERS[language]()))

    assert _error_rate(reading.text, truth) < 0.02


@pytest.mark.parametrize("language", ["Ukrainian", "Greek"])
def test_another_script_is_told_as_such_and_not_read_as_noise(engine: Engine, language: str) -> None:
    reading = read_page(engine, encoded(strange.OTHERS[language]()))

    assert reading.content is PageContent.OTHER_SCRIPT
    assert not reading.blank
    assert sum(sign.isalpha() for sign in reading.text) <= 5


def test_a_page_of_handwriting_is_told_as_such(engine: Engine) -> None:
    reading = read_page(engine, encoded(strange.handwriting()))

    assert reading.content is PageContent.HANDWRITING
    assert not reading.blank
    assert sum(sign.isalpha() for sign in reading.text) <= 60
