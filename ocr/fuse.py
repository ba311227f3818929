"""Makes one text out of what two recognisers read, since their mistakes differ.

The texts are aligned and cut at the spaces both agree on. Where a piece differs, the better of three wins: the one
text, the other, or a vote sign by sign. Letters that only differ in their mark (ą and a) take the mark: marks get
lost, never invented.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ocr.text import Sign, Signs, confidence_of, text_of, words_of
from ocr.words import WordList

Pair = tuple[Sign | None, Sign | None]

ODD_SIGNS = frozenset("|~^{}\\<>=¬¢¥¦¨`€£•_*#$%&")
_ODD_PATTERN = re.compile(
    r"[a-ząćęłńóśźż][A-ZĄĆĘŁŃÓŚŹŻ]|[^\W\d_]\d[^\W\d_]|[.,:;]{2,}(?<!\.\.\.)|(.)\1\1(?<!\.\.\.)"
)
_PAIRED_MARKS = str.maketrans("łŁ", "lL")


@dataclass(frozen=True, slots=True)
class Weights:
    known: float = 0.35  # share of letters in known words
    odd: float = 0.15  # per odd pattern
    digits: float = 0.12  # pieces with digits lean to the second recogniser, which reads them better


def fuse(first: Signs, second: Signs, words: WordList, weights: Weights | None = None) -> Signs:
    """Return the fused line. `first` is the one good at Polish marks, `second` the one good at digits."""
    if not first or not second:
        return first or second
    fused: list[Sign] = []
    for piece in _pieces(_aligned(first, second)):
        if fused:
            fused.append(piece[0][0] or piece[0][1])  # type: ignore[arg-type] # a piece after a cut starts with its space
            piece = piece[1:]
        fused.extend(_best(piece, words, weights or Weights()))
    return _tidy(fused)


def _aligned(first: Signs, second: Signs) -> list[Pair]:
    pairs: list[Pair] = []
    for op in Levenshtein.opcodes([_base(s.text) for s in first], [_base(s.text) for s in second]):
        left, right = first[op.src_start : op.src_end], second[op.dest_start : op.dest_end]
        if op.tag in ("equal", "replace"):
            pairs.extend(zip(left, right, strict=True))
        else:
            pairs.extend((sign, None) for sign in left)
            pairs.extend((None, sign) for sign in right)
    return pairs


def _pieces(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Cut before each space that both texts have; every piece but the first starts with it."""
    piece: list[Pair] = []
    for pair in pairs:
        if pair[0] and pair[1] and pair[0].is_space and pair[1].is_space:
            yield piece
            piece = []
        piece.append(pair)
    yield piece


def _best(piece: Sequence[Pair], words: WordList, weights: Weights) -> Signs:
    first = tuple(left for left, _ in piece if left)
    second = tuple(right for _, right in piece if right)
    if text_of(first) == text_of(second):
        # Two readers who agree are surer than either.
        return tuple(_surer(left, right) for left, right in piece if left and right)
    voted = tuple(sign for pair in piece if (sign := _vote(pair)))
    candidates = (voted, first, second)
    return max(candidates, key=lambda signs: _worth(signs, signs is second, words, weights))


def _surer(left: Sign, right: Sign) -> Sign:
    return replace(left, confidence=1 - (1 - left.confidence) * (1 - right.confidence))


def _vote(pair: Pair) -> Sign | None:
    left, right = pair
    only = right if left is None else left if right is None else None
    if only is not None:
        return only if only.is_space or only.confidence > 0.6 else None
    if left is None or right is None:
        return None
    if left.text == right.text:
        return _surer(left, right)
    if _base(left.text) == _base(right.text):
        return left if left.text != _base(left.text) else right
    return max(left, right, key=lambda sign: sign.confidence)


def _worth(signs: Signs, is_second: bool, words: WordList, weights: Weights) -> float:
    if not signs:
        return 0.0
    text = text_of(signs)
    worth = confidence_of(signs) + weights.known * known_share(signs, words) - weights.odd * oddity(text)
    if is_second and any(sign.text.isdigit() for sign in signs):
        worth += weights.digits
    return worth


def agreement(first: Signs, second: Signs) -> float:
    """Return how alike the two texts are, marks, case and spaces apart: 0 to 1."""
    left, right = (
        [_base(sign.text).lower() for sign in signs if not sign.is_space] for signs in (first, second)
    )
    return float(Levenshtein.normalized_similarity(left, right))


def known_share(signs: Sequence[Sign], words: WordList) -> float:
    """Return the share of letters that stand in known words; 1 when there are no letters."""
    letters = known = 0
    for word in words_of(signs):
        count = sum(sign.text.isalpha() for sign in word)
        letters += count
        known += count if count and words.knows(text_of(word)) else 0
    return known / letters if letters else 1.0


def oddity(text: str) -> int:
    """Count what printed Polish hardly ever has: odd signs, capitals inside words, stuttered punctuation."""
    return sum(sign in ODD_SIGNS for sign in text) + len(_ODD_PATTERN.findall(text))


def _base(sign: str) -> str:
    """Return the letter without its mark."""
    return unicodedata.normalize("NFD", sign)[0].translate(_PAIRED_MARKS)


def _tidy(signs: Sequence[Sign]) -> Signs:
    tidy: list[Sign] = []
    for sign in signs:
        if not sign.is_space or (tidy and not tidy[-1].is_space):
            tidy.append(sign)
    while tidy and tidy[-1].is_space:
        tidy.pop()
    return tuple(tidy)
