"""Fusing two texts, doubting one, putting words right."""

import numpy as np
import pytest

from ocr.doubt import doubtful_part, is_doubtful, is_noise
from ocr.fuse import fuse
from ocr.letter_case import settle_case
from ocr.page import Box, Line, Word
from ocr.stamps import is_receipt_stamp
from ocr.text import Sign, Signs, text_of
from ocr.tidy import tidy
from ocr.words import WordList, hash_word

KNOWN = ("wniosek", "o", "wydanie", "decyzji", "środowiska", "odwołanie", "dnia")


@pytest.fixture
def words() -> WordList:
    return WordList(np.sort(np.array([hash_word(word.encode()) for word in KNOWN], dtype=np.uint64)))


def signs(text: str, confidence: float = 0.95) -> Signs:
    return tuple(Sign(sign, 10.0 * place, 10.0 * place + 8, confidence) for place, sign in enumerate(text))


@pytest.mark.parametrize(
    ("tesseract", "paddle", "expected"),
    [
        (
            "odwołanie od decyzji",
            "odwolanieod decyzji",
            "odwołanie od decyzji",
        ),  # marks and spaces from either
        ("nr 7l5/2026", "nr 715/2026", "nr 715/2026"),  # digits from the one that reads them better
        ("wmosek o wydanie", "wniosek o wydanie", "wniosek o wydanie"),  # the known word
        ("", "wniosek", "wniosek"),
        ("wniosek", "", "wniosek"),
    ],
)
def test_the_better_reading_of_each_piece_wins(
    words: WordList, tesseract: str, paddle: str, expected: str
) -> None:
    assert text_of(fuse(signs(tesseract), signs(paddle), words)) == expected


def test_agreement_makes_a_word_surer(words: WordList) -> None:
    fused = fuse(signs("dnia", 0.8), signs("dnia", 0.8), words)

    assert min(sign.confidence for sign in fused) > 0.9


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("wniosek o wydanie decyzji", 0.98, False),
        ("wniosek o wydanie decyzji", 0.85, True),
        ("wniosek o wydcnie decyzji", 0.98, True),
        ("wniosek | o wydanie", 0.98, True),
        ("", 0.0, True),
    ],
)
def test_only_doubtful_lines_get_a_second_reader(
    words: WordList, text: str, confidence: float, expected: bool
) -> None:
    assert is_doubtful(signs(text, confidence), words) is expected


def test_what_both_read_differently_and_no_list_knows_is_noise(words: WordList) -> None:
    ghost, other = signs("nma18T teisbb"), signs("auw lsx0q")

    assert is_noise(ghost, other, fuse(ghost, other, words), words)
    name = signs("Brzęczyszczykiewicz")
    assert not is_noise(name, signs("Brzeczyszczykiewicz"), name, words)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("rata Il", "rata II"),
        ("budynku 0 wysokości", "budynku o wysokości"),
        ("-1-", "– 1 –"),
        ("1N.945.227.2025.WS", "IN.945.227.2025.WS"),
        ("Oś.4818.193.2026.GG", "OŚ.4818.193.2026.GG"),
        ("anna.lis©poczta.example", "anna.lis@poczta.example"),
        ("anna.lis@©poczta.example", "anna.lis@poczta.example"),
        ("anna.lis Q poczta.example", "anna.lis@poczta.example"),
        ("ust. 1o pkt 2", "ust. 10 pkt 2"),
        ("pole l, rząd 0", "pole l, rząd 0"),
        ("Zofia i Adam", "Zofia i Adam"),
    ],
)
def test_words_whose_look_decides_are_put_right(read: str, expected: str) -> None:
    box = Box(0, 0, 10, 10)

    assert tidy(Line(tuple(Word(word, box, 0.9) for word in read.split()), box)).text == expected


@pytest.mark.parametrize(
    "text", ["WPŁYNĘŁO", "WPLYNELO", "dnia 27.02.2026", "L.dz. 9605 zał. 2", "BIURO PODAWCZE"]
)
def test_receipt_stamps_are_known_by_their_words(text: str) -> None:
    assert is_receipt_stamp(text)


@pytest.mark.parametrize("text", ["Toruń, dnia 27.02.2026", "Biuro Rady", "Wpływ hałasu na zwierzęta"])
def test_print_is_not_taken_for_a_stamp(text: str) -> None:
    assert not is_receipt_stamp(text)


@pytest.mark.parametrize(
    ("tesseract", "paddle", "expected"),
    [
        ("kwota 31, 96 zł", "kwota 31,96 zł", "kwota 31,96 zł"),  # no space inside an amount
        ("anna.lis@poczta.example", "anna.lis@ poczta.example", "anna.lis@poczta.example"),
        ("tynk m? 842,50", "tynk m² 842,50", "tynk m² 842,50"),  # a sign that only one of them knows
        (
            "PESEL; 54051401359'",
            "PESEL:44051401359",
            "PESEL: 44051401359",
        ),  # the one whose check digit is right
        ("*wniosek o wydanie", "wniosek o wydanie", "wniosek o wydanie"),  # a speck that one of them saw
        ("decy zji o", "decyzji o", "decyzji o"),  # a space invented inside a known word
    ],
)
def test_numbers_spaces_and_rare_signs_are_weighed_piece_by_piece(
    words: WordList, tesseract: str, paddle: str, expected: str
) -> None:
    assert tidy(_line(text_of(fuse(signs(tesseract), signs(paddle), words)))).text == expected


def _line(text: str) -> Line:
    box = Box(0, 0, 10, 10)
    return Line(tuple(Word(word, box, 0.9) for word in text.split()), box)


def test_only_the_words_in_doubt_are_shown_to_the_second_reader(words: WordList) -> None:
    line = signs("wniosek o wydcnie decyzji", 0.98)

    assert doubtful_part(line, words) == slice(10, 17)
    assert doubtful_part(signs("wniosek o wydanie", 0.98), words) is None


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("4, dowód opłaty", "4. dowód opłaty"),
        ("r Nie wnoszę", "r. Nie wnoszę"),
        ("września 2026 r", "września 2026 r."),
        ("PESEL; 44051401359", "PESEL: 44051401359"),
        ("Oświadczenie © zrzeczeniu", "Oświadczenie o zrzeczeniu"),
        ("cena 4, dostawa", "cena 4, dostawa"),
    ],
)
def test_signs_of_enumerations_years_and_labels_are_put_right(read: str, expected: str) -> None:
    assert tidy(_line(read)).text == expected


def _measured(text: str, tops: str) -> Signs:
    """Return signs as high as `tops` says: l for a small letter's height, t for a tall one's."""
    heights = {"l": 20.0, "t": 10.0, "T": 2.0}
    return tuple(
        Sign(sign, 20.0 * place, 20.0 * place + 15, 0.99, heights[top], 40.0)
        for place, (sign, top) in enumerate(zip(text, tops, strict=True))
    )


@pytest.mark.parametrize(
    ("read", "tops", "expected"),
    [
        ("załączniki", "tltllllttt", "Załączniki"),  # a tall z begins it
        ("udział Ścieków", "ltltltltltlllt", "udział ścieków"),  # no higher than a d
        ("ul. źródlana", "ltllTlttllll", "ul. Źródlana"),
        ("do rzeki sanu", "tlllllttlTlll", "do rzeki sanu"),  # no sentence begins here: a speck above it
    ],
)
def test_case_goes_by_height(read: str, tops: str, expected: str) -> None:
    assert text_of(settle_case(_measured(read, tops))) == expected
