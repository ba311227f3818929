"""Says of every word how probably it is right, from what both readers and the word list make of it."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.calibration import Scale
from ocr.fuse import oddity
from ocr.sheet import Piece, Sheet
from ocr.text import Sign, Signs, text_of, words_of
from ocr.words import WordList

Doubts = Mapping[str, float]

FURTHEST = 5.0  # log odds beyond which a reader's own confidence says nothing more
LONG_WORD = 3  # letters; shorter ones are in the list or not by chance


def weigh(sheet: Sheet, words: WordList, scale: Scale) -> Sheet:
    """Give the signs of every word the word's probability of being right, in place of the readers' own figures."""
    doubts = doubts_of(sheet.pieces, words)
    return sheet.with_pieces(
        tuple(_weighed(piece, own, scale) for piece, own in zip(sheet.pieces, doubts, strict=True))
    )


def _weighed(piece: Piece, doubts: Sequence[Doubts], scale: Scale) -> Piece:
    chances = iter([1 - scale.chance_of_mistake(own) for own in doubts])
    signs: list[Sign] = []
    chance, is_inside = 0.0, False
    for sign in piece.signs:
        if not sign.is_space and not is_inside:
            chance = next(chances)
        is_inside = not sign.is_space
        signs.append(replace(sign, confidence=chance) if is_inside else sign)
    return replace(piece, signs=tuple(signs))


def doubts_of(pieces: Sequence[Piece], words: WordList) -> list[list[Doubts]]:
    """Return what speaks against each word of each piece of a page; 0 is nothing.

    A name that is in no list is hardly ever wrong on a good page, and often on a bad one: so the page counts too.
    """
    lines = [_Line.of(piece) for piece in pieces]
    asked = [line.is_disputed(word) for line in lines for word in line.words if line.asked_both(word)]
    page = _Page(
        disputed=sum(asked) / max(1, len(asked)),
        doubt=_log_odds_of_mistake(_mean([sign for piece in pieces for sign in piece.signs])),
    )
    return [[_of_word(word, line, page, words) for word in line.words] for line in lines]


@dataclass(frozen=True, slots=True)
class _Page:
    disputed: float  # share of the words shown to both readers on which they don't agree
    doubt: float


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[Signs, ...]
    doubt: float
    seen: tuple[frozenset[str], ...]  # each reader's words
    shown_once: frozenset[Sign]  # signs that the second reader was not asked about

    @classmethod
    def of(cls, piece: Piece) -> _Line:
        seen = tuple(frozenset(text_of(word) for word in words_of(signs)) for signs in piece.witnesses)
        shown_once = frozenset[Sign]().union(*piece.witnesses[:1]).intersection(*piece.witnesses[1:])
        return cls(tuple(words_of(piece.signs)), _log_odds_of_mistake(_mean(piece.signs)), seen, shown_once)

    def asked_both(self, word: Signs) -> bool:
        return len(self.seen) > 1 and not self.shown_once.issuperset(word)

    def is_disputed(self, word: Signs) -> bool:
        return self.asked_both(word) and not all(text_of(word) in texts for texts in self.seen)


def _of_word(word: Signs, line: _Line, page: _Page, words: WordList) -> Doubts:
    text, confidences = text_of(word), [sign.confidence for sign in word]
    asked_both, disputed = line.asked_both(word), line.is_disputed(word)
    unknown = _is_unknown(text, words)
    digits = any(sign.isdigit() for sign in text)
    return {
        "lowest": _log_odds_of_mistake(min(confidences)),
        "mean": _log_odds_of_mistake(statistics.fmean(confidences)),
        "line": line.doubt,
        "page": page.doubt,
        "page_disputed": page.disputed,
        "unknown": float(unknown),
        "unknown_on_page": unknown * page.disputed,
        "unknown_disputed": float(unknown and disputed),
        "disputed": float(disputed),
        "disputed_on_page": disputed * page.disputed,
        "nobody": float(asked_both and not any(text in texts for texts in line.seen)),
        "not_second": float(asked_both and text not in line.seen[-1]),
        "asked_both": float(asked_both),
        "odd": float(min(2, oddity(text))),
        "short": 1 / len(text),
        "digits": float(digits),
        "digits_agreed": float(digits and asked_both and not disputed),
    }


def _is_unknown(text: str, words: WordList) -> bool:
    return sum(sign.isalpha() for sign in text) >= LONG_WORD and not words.knows(text)


def _mean(signs: Sequence[Sign]) -> float:
    return statistics.fmean([sign.confidence for sign in signs if not sign.is_space] or [1.0])


def _log_odds_of_mistake(confidence: float) -> float:
    """Return how much the confidence leaves open: 0 for none, 10 for all."""
    return FURTHEST + max(-FURTHEST, min(FURTHEST, math.log((1.005 - confidence) / (confidence + 0.005))))
