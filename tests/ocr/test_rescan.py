"""A page that can't be read well says what is wrong with its scan; one that is no print is told apart."""

import random
from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr.calibration import Calibration, Scale
from ocr.engine import Engine
from ocr.page import Box, Line, LineKind, PageContent, PageReading, ScanFault, Word
from ocr.pipeline import read_page
from ocr.quality import Quality
from ocr.rescan import judge_print, told_apart
from ocr.sheet import Piece
from ocr.words import WordList, hash_word
from tests.letters.harsh import Harm, set_sheet, treat
from tests.ocr import strange_pages
from tests.ocr.kit import encoded

pytest_plugins = ("tests.ocr.engine_fixtures",)

FINE = Quality(
    paper_tone=235,
    contrast=0.8,
    edge_px=3.2,
    letter_px=24,
    bend=0.02,
    tilt_degrees=0.3,
    unevenness=0.01,
    cut_share=0,
    shade=0.02,
    missed_share=0,
    unread_share=0,
    merged_share=0,
    paper_share=0.9,
)
WORDS = WordList(
    np.sort(np.array([hash_word(word.encode()) for word in ("pismo", "do", "urzędu")], np.uint64))
)
STRICT = Calibration(Scale(-6.0, {}), Scale(-6.0, {"mistakes": 1.0, "unread": 5.0}), 0.03)


def lines(*texts: str, confidence: float = 0.98, kind: LineKind = LineKind.PRINT) -> list[Line]:
    made = []
    for number, text in enumerate(texts):
        box = Box(0, 60 * number, 400, 50)
        made.append(Line(tuple(Word(word, box, confidence) for word in text.split()), box, kind))
    return made


def spoilt(harm: Harm, strength: float, seed: int = 5) -> bytes:
    rng = random.Random(seed)
    sheet = set_sheet(harm, strength, rng)
    picture = treat(np.asarray(sheet.image), harm, strength, rng).picture
    done, data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    assert done
    return bytes(data)


def test_page_read_surely_asks_for_nothing() -> None:
    verdict = judge_print(lines("pismo do urzędu"), FINE, WORDS, STRICT)

    assert verdict.rescan is None
    assert verdict.error_rate < 0.03


@pytest.mark.parametrize(
    ("measured", "fault"),
    [
        ({"paper_tone": 40.0}, ScanFault.TOO_DARK),
        ({"contrast": 0.08}, ScanFault.TOO_FAINT),
        ({"edge_px": 12.0}, ScanFault.MOVED),
        ({"letter_px": 6.0}, ScanFault.TOO_SMALL),
        ({"cut_share": 0.5}, ScanFault.FOLDED),
        ({"unevenness": 0.17}, ScanFault.FOLDED),
        ({}, ScanFault.HARD_TO_READ),
    ],
)
def test_doubtful_page_names_the_fault_that_stands_out(measured: dict[str, float], fault: ScanFault) -> None:
    quality = replace(FINE, **measured)

    assert judge_print(lines("pismo do urzędu", confidence=0.3), quality, WORDS, STRICT).rescan is fault


def test_fault_that_costs_no_text_is_not_held_against_the_page() -> None:
    assert judge_print(lines("pismo do urzędu"), replace(FINE, paper_tone=40), WORDS, STRICT).rescan is None


def test_stamps_and_handwriting_are_not_counted_as_misread_print() -> None:
    scrawl = lines("xq jw", confidence=0.1, kind=LineKind.HANDWRITING)

    assert judge_print([*lines("pismo do urzędu"), *scrawl], FINE, WORDS, STRICT).rescan is None


def test_page_of_which_only_the_signature_was_found_is_no_handwriting() -> None:
    tiny = replace(FINE, letter_px=7.0, missed_share=0.5)
    verdict = judge_print([], tiny, WORDS, STRICT)
    signature = Piece(Box(300, 2500, 700, 190), (), LineKind.HANDWRITING)

    told = told_apart(verdict, tiny, [signature], found=1)

    assert told.rescan is ScanFault.TOO_SMALL
    assert told.content is PageContent.PRINT


def test_print_that_has_nearly_vanished_is_no_picture() -> None:
    vanished = replace(FINE, contrast=0.04)

    told = told_apart(judge_print([], vanished, WORDS, STRICT), vanished, [], found=1)

    assert told.rescan is ScanFault.TOO_FAINT


def test_few_boxes_without_text_are_a_picture() -> None:
    told = told_apart(judge_print([], FINE, WORDS, STRICT), FINE, [], found=1)

    assert told.rescan is None
    assert told.content is PageContent.PICTURE


@pytest.mark.parametrize(
    ("harm", "strength", "faults"),
    [
        (Harm.MOVED, 0.7, {ScanFault.MOVED}),
        (Harm.CUT_OFF, 0.8, {ScanFault.FOLDED}),
        (Harm.NONE, 0.5, {None}),
    ],
)
def test_spoilt_sheet_is_flagged_with_its_reason(
    engine: Engine, harm: Harm, strength: float, faults: set[ScanFault | None]
) -> None:
    assert read_page(engine, spoilt(harm, strength)).rescan in faults


def read_strange(engine: Engine, name: str) -> PageReading:
    pictures = {
        "photograph": lambda: strange_pages.photograph((1240, 1754)),
        "handwriting": strange_pages.handwriting,
        **strange_pages.OTHERS,
    }
    return read_page(engine, encoded(pictures[name]()))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photograph", PageContent.PICTURE),
        ("handwriting", PageContent.HANDWRITING),
        ("Ukrainian", PageContent.OTHER_SCRIPT),
        ("English", PageContent.PRINT),
        ("German", PageContent.PRINT),
    ],
)
def test_page_that_is_no_polish_print_is_no_bad_scan(engine: Engine, name: str, content: PageContent) -> None:
    reading = read_strange(engine, name)

    assert reading.rescan is None
    assert reading.content is content
