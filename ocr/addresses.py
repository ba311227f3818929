"""Recognises a Polish postal address by its two lines: street and number, postal code and town."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.layout import TextLine

POSTAL = re.compile(r"(?<!\d)(\d{2})\s?[-–—]\s?(\d{3})\s+([A-ZĄĆĘŁŃÓŚŹŻ][^\d,;]*[^\d,;.\s])")
_STREET_WORD = re.compile(
    r"^(?:ul|al|pl|os|skr|rynek|plac|aleja|aleje|osiedle|ulica|bulwar|rondo)\b\.?", re.IGNORECASE
)
_HOUSE = re.compile(r"\b\d{1,4}[A-Za-z]?(?:\s?/\s?\d{1,4}[A-Za-z]?)?(?:\s?m\.?\s?\d{1,4})?$")
_LABEL = re.compile(r"^(?:zam\.|adres|zamieszkał\w*)[:\s]+", re.IGNORECASE)
_STREET_NAME = re.compile(r"^((?:ul|al|pl|os)\. )(\w)")
_CITY_TAIL = re.compile(r"\s+(?:tel|telefon|e-?mail|pesel|nip)\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    value: str
    first: int  # index of its first and last line in the block
    last: int


def find_address(block: Sequence[TextLine]) -> Address | None:
    """Return the first address of a block."""
    for place, line in enumerate(block):
        match = POSTAL.search(line.text)
        if match is None:
            continue
        town = _CITY_TAIL.sub("", match[3]).strip()
        postal = f"{match[1]}-{match[2]} {town}"
        before = _without_label(line.text[: match.start()])
        if before:
            return Address(f"{before}, {postal}", place, place)
        if place and is_street(block[place - 1].text):
            return Address(f"{_without_label(block[place - 1].text)}, {postal}", place - 1, place)
        return Address(postal, place, place)
    return None


def is_street(text: str) -> bool:
    bare = _without_label(text)
    if _STREET_WORD.match(bare):
        return True
    # A village has no streets: "Wólka 12". "Przedszkole nr 5" is no address.
    return bool(_HOUSE.search(bare) and bare[:1].isupper() and len(bare.split()) <= 4 and " nr " not in bare)


def _without_label(text: str) -> str:
    bare = _LABEL.sub("", text.strip(" ,;")).strip(" ,;")
    # Street names begin with a capital, whatever size the letter seemed to have.
    return _STREET_NAME.sub(lambda match: match[1] + match[2].upper(), bare)
