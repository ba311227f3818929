"""Undoes how a heading or a form was set: spaced letters, capitals throughout."""

from __future__ import annotations

import re

_SPACED = re.compile(r"^(?:\w ){3,}\w$")
_KEPT = re.compile(r"^(?:[IVXLC]+|[A-Z]{1,4}\d*|S\.A\.|SP\.)$")


def unspaced(text: str) -> str:
    """Return "WNIOSEK" for "W N I O S E K"."""
    return text.replace(" ", "") if _SPACED.match(text.strip(" .:")) else text


def tidy_case(name: str) -> str:
    """Return a person's name that was written in capitals as it is written otherwise."""
    words = name.split()
    if not 2 <= len(words) <= 4 or not all(
        word.isupper() and word.replace("-", "").isalpha() for word in words
    ):
        return name
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in words)


def sentence_case(heading: str) -> str:
    """Return a heading in capitals as a sentence; short capital words may be abbreviations and are lost."""
    letters = [sign for sign in heading if sign.isalpha()]
    if not letters or sum(sign.isupper() for sign in letters) < 0.9 * len(letters):
        return heading
    words = heading.split()
    if len(words) < 2:
        return heading.capitalize()
    return " ".join(
        [
            words[0].capitalize(),
            *(word if _KEPT.match(word) and len(word) > 3 else word.lower() for word in words[1:]),
        ]
    )
