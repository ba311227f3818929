"""Reads the dates that people and offices write in letters: in figures, with the month's name, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

MONTHS = (
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
)
_FOREIGN_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
    *("januar", "februar", "märz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
_NOMINATIVE = (
    *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
    *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
)
_ALL_MONTHS = (*MONTHS, *_FOREIGN_MONTHS, *_NOMINATIVE)
ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
EARLIEST, LATEST = 1900, 2100
# Genitive of the ordinals, as in "dwunastego marca dwa tysiące dwudziestego szóstego roku".
_ORDINALS = {
    **{
        word: number
        for number, word in enumerate(
            (
                *("pierwszego", "drugiego", "trzeciego", "czwartego", "piątego", "szóstego", "siódmego"),
                *("ósmego", "dziewiątego", "dziesiątego", "jedenastego", "dwunastego", "trzynastego"),
                *("czternastego", "piętnastego", "szesnastego", "siedemnastego", "osiemnastego"),
                *("dziewiętnastego", "dwudziestego"),
            ),
            1,
        )
    },
    "trzydziestego": 30,
    "czterdziestego": 40,
    "pięćdziesiątego": 50,
    "sześćdziesiątego": 60,
    "siedemdziesiątego": 70,
    "osiemdziesiątego": 80,
    "dziewięćdziesiątego": 90,
}

_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})\s?[.,/-]\s?(\d{1,2})\s?[.,/-]\s?(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_IN_WORDS = re.compile(r"(?<![\w])(\d{1,2}|[Il|])\s?\.?\s*([^\W\d_]{3,12})\.?,?\s+(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"(?<![\w])([A-Z][a-z]{2,8})\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_ONE = re.compile(r"^[Il|]$")  # old-style figures: a 1 that looks like a capital I
_WITH_ROMAN = re.compile(r"(?<!\d)(\d{1,2})[\s./]+([IVXl1|]{1,4})[\s./]+(\d{4})(?!\d)")
_SPELT = re.compile(
    r"\b(\w+ego)(?:\s+(\w+ego))?\s+(\w+)\s+(tysiąc dziewięćset|dwa tysiące|dwutysięcznego)"
    r"(?:\s+(\w+ego))?(?:\s+(\w+ego))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    value: date
    start: int  # where in the text it begins and ends
    end: int
    certainty: float  # below 1 when the month's name had to be guessed


def find_dates(text: str) -> list[FoundDate]:
    """Return the dates of a line, from left to right."""
    found = sorted(_all(text), key=lambda item: (item.start, -item.end))
    kept: list[FoundDate] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _all(text: str) -> Iterator[FoundDate]:
    for match in _ISO.finditer(text):
        yield from _made(match, (match[1], match[2], match[3]), 1.0)
    for match in _NUMERIC.finditer(text):
        yield from _made(match, (match[3], match[2], match[1]), 1.0 if "," not in match[0] else 0.85)
    for match in _WITH_ROMAN.finditer(text):
        numeral = re.sub(r"[l1|]", "I", match[2])
        if numeral in ROMAN and re.search(r"[IVX]", match[2]):
            certainty = 1.0 if numeral == match[2] else 0.8
            yield from _made(match, (match[3], str(ROMAN[numeral]), match[1]), certainty)
    for match in _IN_WORDS.finditer(text):
        month, certainty = _month(match[2])
        if month:
            yield from _made(match, (match[3], str(month), _ONE.sub("1", match[1])), certainty)
    for match in _MONTH_FIRST.finditer(text):
        month, certainty = _month(match[1])
        if month:
            yield from _made(match, (match[3], str(month), match[2]), certainty)
    yield from _spelt(text)


def _spelt(text: str) -> Iterator[FoundDate]:
    for match in _SPELT.finditer(text):
        month, certainty = _month(match[3])
        day = _number(match[1]) + _number(match[2])
        if not month or not day:
            continue
        century = 1900 if match[4].lower().startswith("tysiąc") else 2000
        year = century + _number(match[5]) + _number(match[6])
        yield from _made(match, (str(year), str(month), str(day)), certainty)


def _number(word: str | None) -> int:
    if word is None:
        return 0
    found = process.extractOne(word.lower(), list(_ORDINALS), scorer=fuzz.ratio, score_cutoff=88)
    return 0 if found is None else _ORDINALS[found[0]]


def _made(match: re.Match[str], parts: tuple[str, str, str], certainty: float) -> Iterator[FoundDate]:
    year, month, day = (int(part) for part in parts)
    if not EARLIEST <= year <= LATEST:
        return
    try:
        yield FoundDate(date(year, month, day), match.start(), match.end(), certainty)
    except ValueError:
        return  # the 31st of February: some other number with dots


def _month(name: str) -> tuple[int, float]:
    """Return the month and how well its name fits; 0 when it is none."""
    best = process.extractOne(name.lower(), _ALL_MONTHS, scorer=fuzz.ratio, score_cutoff=75)
    return (0, 0.0) if best is None else (best[2] % 12 + 1, best[1] / 100)
