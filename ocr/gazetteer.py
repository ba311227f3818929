"""Knows Polish given names, surnames and which towns a postal code serves.

The lists, where they come from and their licences: `ocr/data/README.md`. A word that is listed is a good sign; one that
is not says little, for names and villages are many.
"""

from __future__ import annotations

import lzma
import re
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Hamming

# Endings that make a word a surname; -a for women.
_SURNAME_ENDING = re.compile(
    r"(?:sk[ia]|ck[ia]|dzk[ia]|scy|ccy|dzcy|sk[ia]ch|wicz|czyk|czak|szczak|iak|niak|arz|czuk|szyn|enko|owa|yło|iec)$"
)
# Signs that recognisers take for each other: marks lost, and look-alikes.
_FOLDED = str.maketrans("ąćęłńóśźżŁŚŻŹĆÓIl1|0", "acelnoszzLSZZCOiiiio")


def is_given_name(word: str) -> bool:
    return _bare(word) in _words("given_names.txt.xz")


def is_surname(word: str) -> bool:
    """Listed, or of an ending that only surnames have; of a double name, its first part counts."""
    bare = _bare(word).split("-")[0]
    return bare in _words("surnames.txt.xz") or bool(_SURNAME_ENDING.search(bare))


def towns_of(postal_code: str) -> tuple[str, ...]:
    """Return the towns and villages that a code like 87-100 serves; empty for a code that isn't listed."""
    return _towns().get(postal_code, ())


def is_town(name: str) -> bool:
    return name.casefold() in _all_towns()


def likeliest_town(postal_code: str, read: str) -> str | None:
    """Return the listed town that differs by lost marks, look-alikes or a single wrong sign; None when none does.

    Towns that nobody listed are many, so "Żninek" must not become "Żnin".
    """
    towns = towns_of(postal_code)
    if read.casefold() in (town.casefold() for town in towns):
        return read  # the list writes "Nakło Nad Notecią"
    folded = read.translate(_FOLDED).casefold()
    near = [
        town
        for town in towns
        if len(town) == len(read)
        and Hamming.distance(town.translate(_FOLDED).casefold(), folded) <= (len(read) > 5)
    ]
    return near[0] if len(near) == 1 else None


def _bare(word: str) -> str:
    return word.strip(' .,;:()"„”').casefold()


def _lines(name: str) -> list[str]:
    data = lzma.decompress((files("ocr") / "data" / name).read_bytes())
    return data.decode("utf-8").splitlines()


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_lines(name))


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    pairs = (line.split(" ", 1) for line in _lines("postal_codes.txt.xz"))
    return {code: tuple(towns.split("|")) for code, towns in pairs}


@cache
def _all_towns() -> frozenset[str]:
    return frozenset(town.casefold() for towns in _towns().values() for town in towns)
