"""What stands on the receipt, before any printer is involved."""

from dataclasses import replace

import pytest

from drivers.receipt_layout import Align, CutLine, QrLine, ReceiptLine, ReceiptSlip, TextLine, lay_out
from drivers.receipt_words import WORDS, ClockWords, Language
from tests.drivers.printer_kit import SLIP


def texts(lines: tuple[ReceiptLine, ...]) -> list[str]:
    """Return the text of all lines."""
    return [line.text for line in lines if isinstance(line, TextLine)]


@pytest.mark.parametrize("columns", [42, 48])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("clock", ClockWords)
def test_no_line_is_wider_than_the_paper(columns: int, language: Language, clock: ClockWords) -> None:
    lines = lay_out(replace(SLIP, language=language, clock=clock), columns)

    too_wide = [
        line for line in lines if isinstance(line, TextLine) and len(line.text) * line.width > columns
    ]

    assert too_wide == []
    assert lines[-1] == CutLine()
    assert [line for line in lines if isinstance(line, QrLine)] == [QrLine(SLIP.qr)]


def test_number_is_the_largest_thing_on_the_paper() -> None:
    lines = lay_out(SLIP, 48)

    largest = max((line for line in lines if isinstance(line, TextLine)), key=lambda line: line.height)

    assert largest == TextLine("TOR1-7F3K-92QM-4", Align.CENTRE, width=3, height=3, is_bold=True)


def test_polish_receipt_says_when_what_and_what_next() -> None:
    shown = "\n".join(texts(lay_out(SLIP, 48)))

    for words in (
        "Potwierdzenie",
        "9 kwietnia 2026, godz. 10:24",
        "Kartki      3",
        "Strony      4",
        "Podpis      kartą",
        "Skrót       3f2a 91bc 07de 44a1",
        "1. Wrzuć kartki pisma do skrzynki.",
        "K3TM 9WQ2 B7XD 5RNA",
        "urzedomat.kujawsko-pomorskie.pl/status",
        "dowód odbioru (UPO)",
    ):
        assert words in shown


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (ClockWords.SYNCHRONISED, "Zegar szedł dokładnie."),
        (ClockWords.DRIFTED, "Zegar mógł się trochę spóźniać"),
        (ClockWords.UNKNOWN, "Datę ustali urząd."),
    ],
)
def test_what_is_known_of_the_clock_is_told(clock: ClockWords, words: str) -> None:
    shown = " ".join(" ".join(texts(lay_out(replace(SLIP, clock=clock), 48))).split())

    assert words in shown


@pytest.mark.parametrize("language", Language)
def test_any_clerk_can_tell_what_the_slip_is(language: Language) -> None:
    shown = texts(lay_out(replace(SLIP, language=language), 48))

    assert shown[3:5] == ["Potwierdzenie", "złożenia pisma"]
    assert (WORDS[language].heading in shown) == (language is not Language.PL)


def test_address_of_the_status_page_is_never_broken() -> None:
    slip = replace(SLIP, status_page="urzedomat.marszalek.kujawsko-pomorskie.pl/status")

    assert slip.status_page in texts(lay_out(slip, 42))


def test_slip_crosses_the_process_wall_unchanged() -> None:
    assert ReceiptSlip.from_json(SLIP.to_json()) == SLIP


def test_secret_is_in_no_log() -> None:
    assert SLIP.secret not in repr(SLIP)
    assert SLIP.secret not in f"{SLIP}"


def test_all_languages_have_every_month() -> None:
    assert {language: len(words.months) for language, words in WORDS.items()} == dict.fromkeys(Language, 12)
