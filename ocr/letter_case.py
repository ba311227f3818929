"""Tells ś from Ś: signs that are alike in both cases are told apart by how high they stand in their line.

A text model guesses the case of c, o, s, u, v, w, x and z, with their marks, from the words around them, and is often
wrong at full confidence. The line itself shows it.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace

from ocr.text import Sign, Signs

_PLAIN = frozenset("cosuvwxz")
_MARKED = frozenset("ćóśźż")
_LOW = frozenset("aemnrąęgpqy")  # their tops are the small letters' height
_TALL = frozenset("bdhklłABDEFGHIJKLŁMNPQRTY")
_NEAR = 8  # signs on either side that are compared with; a crumpled line isn't level from end to end
_MIN_RISE_PX = 4.0
_MAX_OVERLAP_PX = 2.0
_DEAD_BAND = 0.15  # of the difference between small and tall: too near to call


def settle_case(signs: Signs) -> Signs:
    """Return the signs with the case that their heights show; those without heights stay as they are."""
    return tuple(_settled(signs, place) for place in range(len(signs)))


def _settled(signs: Signs, place: int) -> Sign:
    sign = signs[place]
    small = sign.text.lower()
    if small not in _PLAIN | _MARKED or not _stands_apart(signs, place):
        return sign
    nearby = range(max(0, place - _NEAR), min(len(signs), place + _NEAR + 1))
    near = [signs[other] for other in nearby if _stands_apart(signs, other)]
    low = [other.top for other in near if other.text in _LOW]
    tall = [other.top for other in near if other.text in _TALL]
    if not low or not tall:
        return sign
    low_top, tall_top = statistics.median(low), statistics.median(tall)
    rise = low_top - tall_top
    if rise < _MIN_RISE_PX:
        return sign
    # A small letter's mark reaches about as high as a capital, a capital's well above.
    limit = tall_top - 0.6 * rise if small in _MARKED else tall_top + 0.5 * rise
    text = sign.text.upper() if sign.top < limit - _DEAD_BAND * rise else sign.text
    text = small if sign.top > limit + _DEAD_BAND * rise else text
    return replace(sign, text=text) if _fits_in(text, signs, place) else sign


def _stands_apart(signs: Sequence[Sign], place: int) -> bool:
    """Say whether the sign was measured by itself; where two touch, each has the height of both."""
    sign = signs[place]
    if sign.height <= 0:
        return False
    before = signs[place - 1].right if place else sign.left
    after = signs[place + 1].left if place + 1 < len(signs) else sign.right
    return before <= sign.left + _MAX_OVERLAP_PX and after >= sign.right - _MAX_OVERLAP_PX


def _fits_in(text: str, signs: Sequence[Sign], place: int) -> bool:
    """Refuse a capital where no sentence or name begins and a small letter inside capitals: dirt must have misled."""
    before = signs[place - 1].text if place else ""
    after = signs[place + 1].text if place + 1 < len(signs) else ""
    if text == signs[place].text:
        return True
    if text.isupper():
        return not before or (before == " " and signs[place - 2].text in ".!?:")
    return not (before.isupper() or after.isupper())
