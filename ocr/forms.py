"""Reads filled-in forms: the label says what the value beside it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr.layout import TextLine, rows
from ocr.proposal import Proposal, propose

_LABELS: dict[str, re.Pattern[str]] = {
    "surname_first": re.compile(r"nazwisko i imi[ęe](?: wnioskodawcy| wnoszącego| strony)?", re.IGNORECASE),
    "sender_name": re.compile(
        r"imi[ęe] i nazwisko(?: wnioskodawcy| wnoszącego)?|nazwa (?:wnioskodawcy|podmiotu|firmy)",
        re.IGNORECASE,
    ),
    "sender_address": re.compile(
        r"adres(?: zamieszkania| do korespondencji| siedziby| wnioskodawcy)+|miejsce zamieszkania",
        re.IGNORECASE,
    ),
}
_NUMBER = re.compile(r"^\d{1,2}[.)]\s*")


def find_form_values(lines: Sequence[TextLine]) -> Iterator[tuple[str, Proposal]]:
    """Yield `sender_name` and `sender_address` from rows that begin with a known label."""
    for row in rows(lines):
        text = _NUMBER.sub("", " ".join(line.text for line in row))
        for name, label in _LABELS.items():
            match = label.match(text)
            value = text[match.end() :].strip(" :.,…_") if match else ""
            if not value or not any(sign.isalpha() for sign in value):
                continue
            if name == "surname_first":
                yield "sender_name", propose(_given_name_first(value), row, rule=0.95)
            else:
                yield name, propose(value, row, rule=0.95)


def _given_name_first(value: str) -> str:
    surname, *given = value.split()
    return " ".join([*given, surname])
