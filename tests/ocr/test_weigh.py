"""A word is the surer, the more speaks for it."""

import numpy as np
import pytest

from ocr.calibration import Calibration, Scale, calibration
from ocr.image import Picture
from ocr.ink import Ink
from ocr.page import Box
from ocr.sheet import Piece, Sheet
from ocr.text import Sign, Signs, words_of
from ocr.weigh import weigh
from ocr.words import WordList, hash_word

PAPER = np.full((40, 400), 255, np.uint8)
WORDS = WordList(np.sort(np.array([hash_word(word.encode()) for word in ("pismo", "urzędu")], np.uint64)))


def signs(text: str, confidence: float = 0.97) -> Signs:
    return tuple(Sign(sign, 10.0 * place, 10.0 * place + 9, confidence) for place, sign in enumerate(text))


def chances(made: Signs, *witnesses: Signs, scale: Scale | None = None) -> list[float]:
    """Return the chance of each word to be right."""
    piece = Piece(Box(0, 0, 400, 40), made, witnesses=witnesses or (made,))
    sheet = Sheet(Picture(PAPER, None, 400, 40, 1.0), Ink(PAPER, PAPER, None), pieces=(piece,))
    weighed = weigh(sheet, WORDS, scale or calibration().words).pieces[0].signs
    return [word[0].confidence for word in words_of(weighed)]


def test_every_sign_of_a_word_carries_the_chance_of_the_word() -> None:
    made = signs("pismo do urzędu")
    piece = Piece(Box(0, 0, 400, 40), made, witnesses=(made,))
    sheet = Sheet(Picture(PAPER, None, 400, 40, 1.0), Ink(PAPER, PAPER, None), pieces=(piece,))

    weighed = weigh(sheet, WORDS, calibration().words).pieces[0].signs

    assert [sign.text for sign in weighed] == [sign.text for sign in made]
    assert all(len({sign.confidence for sign in word}) == 1 for word in words_of(weighed))


def test_known_word_read_surely_is_nearly_certain() -> None:
    assert chances(signs("pismo", 0.99))[0] > 0.97


def test_less_sure_reading_is_less_probably_right() -> None:
    given = [chances(signs("pismo", confidence))[0] for confidence in (0.99, 0.9, 0.7, 0.4)]

    assert given == sorted(given, reverse=True)
    assert given[0] - given[-1] > 0.05


def test_word_on_which_both_readers_agree_is_surer_than_a_disputed_one() -> None:
    made = signs("pismo")

    assert chances(made, made, made)[0] > chances(made, made, signs("pisrno"))[0] + 0.1


def test_word_in_no_list_is_less_sure() -> None:
    known, unknown = signs("pismo"), signs("pisrno")

    assert chances(known, known, known)[0] > chances(unknown, unknown, unknown)[0]


def test_more_doubt_never_makes_a_mistake_less_probable() -> None:
    fitted = calibration()
    facts = {"asked_both", "short", "digits", "digits_agreed"}

    for scale in (fitted.words, fitted.pages):
        assert all(weight >= 0 for name, weight in scale.weights.items() if name not in facts)


def test_scale_stays_within_its_bounds_whatever_is_doubted() -> None:
    scale = Scale(0.0, {"lowest": 1e9, "mean": -1e9})

    assert scale.chance_of_mistake({"lowest": 1.0}) == pytest.approx(1.0)
    assert scale.chance_of_mistake({"mean": 1.0}) == pytest.approx(0.0, abs=1e-12)
    assert scale.chance_of_mistake({"unheard_of": 5.0}) == pytest.approx(0.5)


def test_numbers_come_from_their_file() -> None:
    data = {
        "words": {"bias": -1, "weights": {"odd": 2}},
        "pages": {"bias": -3, "weights": {}},
        "rescan_above": 0.02,
    }

    assert Calibration.from_json(data) == Calibration(Scale(-1.0, {"odd": 2}), Scale(-3.0, {}), 0.02)
