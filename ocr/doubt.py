"""Decides which lines are worth a second, slower reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ocr.fuse import agreement, known_share, oddity
from ocr.text import Signs, confidence_of, text_of
from ocr.words import WordList

FEW_SIGNS = 3


@dataclass(frozen=True, slots=True)
class Doubts:
    """Measured: these gates send a quarter of the line width on, for .0100 instead of .017 CER."""

    word_confidence: float = 0.90
    line_confidence: float = 0.93
    unknown_letters: int = 3
    digits: int = 4  # no list knows numbers, and a wrong one is worth more than a wrong word


def doubtful_part(signs: Signs, words: WordList, doubts: Doubts | None = None) -> slice | None:
    """Return the signs from the first to the last word that may hold a mistake; None when no word may.

    A line that is doubtful as a whole, or so short that nothing in it supports the rest, comes back whole.
    """
    doubts = doubts or Doubts()
    if len(signs) <= FEW_SIGNS or confidence_of(signs) < doubts.line_confidence or oddity(text_of(signs)):
        return slice(0, len(signs))
    doubtful = [part for part in _word_parts(signs) if _is_doubtful_word(signs[part], words, doubts)]
    return slice(doubtful[0].start, doubtful[-1].stop) if doubtful else None


def _word_parts(signs: Signs) -> list[slice]:
    spaces = [-1, *(place for place, sign in enumerate(signs) if sign.is_space), len(signs)]
    return [slice(left + 1, right) for left, right in pairwise(spaces) if right > left + 1]


def _is_doubtful_word(word: Signs, words: WordList, doubts: Doubts) -> bool:
    if min(sign.confidence for sign in word) < doubts.word_confidence:
        return True
    text = text_of(word)
    if sum(sign.isdigit() for sign in text) >= doubts.digits or "@" in text:
        return True
    letters = sum(sign.isalpha() for sign in text)
    return letters >= doubts.unknown_letters and not words.knows(text)


def is_doubtful(signs: Signs, words: WordList, doubts: Doubts | None = None) -> bool:
    """Say whether the line may hold a mistake."""
    return doubtful_part(signs, words, doubts) is not None


def is_noise(first: Signs, second: Signs, fused: Signs, words: WordList) -> bool:
    """Say whether the line is no print at all: a signature, a stamp's rim, the other side showing through.

    Two readers agree on print even when no word is in the list; on anything else each sees its own ghosts.
    """
    if not first:
        return confidence_of(second) < 0.8
    if len(second) <= FEW_SIGNS and confidence_of(second) >= 0.85 and agreement(first, second) >= 0.5:
        return False  # of so few signs one misread is half
    return agreement(first, second) < 0.55 and known_share(fused, words) < 0.5
