"""Reads the dates that people and offices write in Polish letters."""

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

_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_IN_WORDS = re.compile(r"(?<![\w])(\d{1,2}|[Il|])\s?\.?\s+([^\W\d_]{3,12})\.?\s+(\d{4})(?!\d)")
_ONE = re.compile(r"^[Il|]$")  # old-style figures: a 1 that looks like a capital I
_WITH_ROMAN = re.compile(r"(?<!\d)(\d{1,2})[\s.]+([IVX]{1,4})[\s.]+(\d{4})(?!\d)")


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
        yield from _made(match, (match[3], match[2], match[1]), 1.0)
    for match in _WITH_ROMAN.finditer(text):
        if match[2] in ROMAN:
            yield from _made(match, (match[3], str(ROMAN[match[2]]), match[1]), 1.0)
    for match in _IN_WORDS.finditer(text):
        month, certainty = _month(match[2])
        if month:
            yield from _made(match, (match[3], str(month), _ONE.sub("1", match[1])), certainty)


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
    best = process.extractOne(name.lower(), MONTHS, scorer=fuzz.ratio, score_cutoff=75)
    return (0, 0.0) if best is None else (best[2] + 1, best[1] / 100)
