"""The figures on honesty are honest themselves, and the fit never rewards a doubt."""

import json

import numpy as np
import pytest

from ocr.calibration import Calibration, Scale
from ocr.page import Box
from ocr.sheet import Piece
from ocr.text import Sign, Signs
from ocr.words import WordList, hash_word
from tests.letters.calibrate import best_limit, fit_words, to_json
from tests.letters.evidence import PageEvidence
from tests.letters.reliability import Outcome, PageOutcome, calibration_error, diagram, flagging

WORDS = WordList(np.sort(np.array([hash_word(word.encode()) for word in ("pismo", "list")], np.uint64)))


def signs(text: str, confidence: float) -> Signs:
    return tuple(Sign(sign, place, place + 1.0, confidence) for place, sign in enumerate(text))


def page(number: int, read: str, truth: str, confidence: float) -> PageEvidence:
    made = signs(read, confidence)
    piece = Piece(Box(0, 0, 100, 20), made, witnesses=(made,))
    return PageEvidence(f"p{number}/1", "none", truth, (), (piece,), (), None)


def outcome(expected: float, actual: float, asked: str = "") -> PageOutcome:
    return PageOutcome("page", "none", expected, actual, asked)


def test_chances_that_come_true_have_no_error() -> None:
    given = [Outcome(0.75, 1.0)] * 3 + [Outcome(0.75, 0.0)]

    assert calibration_error(given) == pytest.approx(0.0)
    assert calibration_error([Outcome(0.95, 0.0)] * 4) == pytest.approx(0.95)


def test_diagram_has_a_row_for_every_band_that_was_given() -> None:
    rows = diagram("words", [Outcome(0.1, 0.0), Outcome(0.995, 1.0)]).splitlines()

    assert len(rows) == 3
    assert rows[-1].endswith("#" * 40)


def test_flagging_counts_bad_pages_and_false_alarms() -> None:
    told = flagging([outcome(0.2, 0.3, "folded"), outcome(0.1, 0.2), outcome(0.01, 0.0)])

    assert "flagged 1 (50.0%)" in told
    assert "flagged 0 (0.0%)" in told


def test_limit_parts_bad_pages_from_good_ones() -> None:
    limit = best_limit([outcome(0.2, 0.5), outcome(0.1, 0.06), outcome(0.02, 0.04), outcome(0.01, 0.0)])

    assert 0.02 < limit < 0.1


def test_word_cut_through_is_not_held_against_the_readers() -> None:
    whole = PageEvidence("p1/1", "none", "pismo", (), (), (), None)

    assert whole.is_whole
    assert not PageEvidence("p1/1", "cut_off 0.50", "pismo", (), (), (), None).is_whole


def test_line_like_a_stamp_costs_nothing() -> None:
    made = signs("wpłyneło", 0.9)
    piece = Piece(Box(0, 0, 100, 20), made, witnesses=(made,))
    stamped = PageEvidence("p1/1", "none", "pismo", ("WPŁYNĘŁO", "wpłynęło"), (piece,), (), None)

    assert stamped.right_words() == [[None]]


def test_fit_finds_that_unsure_words_are_wrong_more_often() -> None:
    pages = [page(number, "pismo", "pismo", 0.98) for number in range(40)]
    pages += [page(100 + number, "pismo" if number % 2 else "list", "pismo", 0.6) for number in range(40)]

    fitted = fit_words(pages, WORDS)

    assert fitted.weights["lowest"] >= 0
    assert (
        fitted.weights["lowest"] + fitted.weights["mean"] + fitted.weights["line"] + fitted.weights["page"]
        > 0
    )


def test_numbers_survive_their_file() -> None:
    fitted = Calibration(Scale(-1.5, {"odd": 0.25}), Scale(-2.0, {"cut": 3.0}), 0.05)

    assert Calibration.from_json(json.loads(to_json(fitted, 7))) == fitted
