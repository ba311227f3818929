"""People write and read dates in words, so months and hours are spelled here for every language of the screen."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "en": "January February March April May June July August September October November December",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
MONTHS = {language: tuple(names.split()) for language, names in _MONTHS.items()}
_NUMBER_OF = {name.casefold(): number for names in MONTHS.values() for number, name in enumerate(names, 1)}

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})\Z")
_NUMBERS = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})\Z")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})\Z")
_TAIL = re.compile(r"\s*(?:r|roku|p|року|Uhr)?\.?\s*\Z", re.IGNORECASE)


def human_date(day: date, language: str) -> str:
    """Return "9 kwietnia 2026", with the month in words so that no order of numbers has to be known."""
    month = MONTHS[language][day.month - 1]
    return f"{day.day}. {month} {day.year}" if language == "de" else f"{day.day} {month} {day.year}"


def human_moment(at: datetime, language: str) -> str:
    """Return "9 kwietnia 2026, godzina 10:24"; `at` is already in the office's time zone."""
    day, clock = human_date(at.date(), language), f"{at.hour}:{at.minute:02}"
    return {
        "pl": f"{day}, godzina {clock}",
        "en": f"{day}, {clock}",
        "uk": f"{day}, {clock}",
        "de": f"{day}, {clock} Uhr",
    }[language]


def parse_date(text: str) -> date | None:
    """Read a date as people write it, in numbers or words of any of the four languages; None if it is none."""
    bare = _TAIL.sub("", text.strip(), count=1)
    if found := _ISO.match(bare):
        return _date(found[1], int(found[2]), found[3])
    if found := _NUMBERS.match(bare):
        return _date(found[3], int(found[2]), found[1])
    if (found := _WORDS.match(bare)) and (month := _NUMBER_OF.get(found[2].casefold())):
        return _date(found[3], month, found[1])
    return None


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
