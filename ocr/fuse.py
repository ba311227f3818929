"""Makes one text out of what two recognisers read, since their mistakes differ.

The texts are aligned and cut at the spaces both agree on. Where a piece differs, the better of three wins: the one
text, the other, or a vote sign by sign. Letters that only differ in their mark (ą and a) take the mark: marks get
lost, never invented.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ocr.checksums import is_pesel
from ocr.text import Sign, Signs, confidence_of, text_of, words_of
from ocr.words import WordList

Pair = tuple[Sign | None, Sign | None]

MIN_GAP_SHARE = 0.6  # of the usual space between words
MIN_DIGIT_GAP_SHARE = 0.8  # beside a 1 there is much white
ODD_SIGNS = frozenset("|~^{}\\<>=¬¢¥¦¨`€£•_*#$%&")
DIRT = frozenset("|~^{}\\<>=¬¢¥¦¨`*•")  # seen by one reader only, this is a speck
SURE_WORD_LETTERS = 3
SHORT_WORDS = frozenset(
    {
        "a",
        "i",
        "o",
        "u",
        "w",
        "z",
        "bo",
        "by",
        "co",
        "do",
        "go",
        "ja",
        "ją",
        "je",
        "ku",
        "ma",
        "mi",
        "my",
        "na",
        "no",
    }
    | {"od", "po", "są", "ta", "te", "to", "tu", "ty", "we", "za", "ze", "że"}
)
RARE_SIGNS = frozenset("²³°§")  # the first reader takes them for "?", "*" or 8; the second knows them
_ODD_PATTERN = re.compile(
    r"(?<!\w)[ckdm]?m[?*](?!\w)|[a-ząćęłńóśźż][A-ZĄĆĘŁŃÓŚŹŻ]|[^\W\d_]\d[^\W\d_]|[.,:;]{2,}(?<!\.\.\.)|(.)\1\1(?<!\.\.\.)"
)
_GLUED_NUMBER = re.compile(r"\d+[,.] \d{2}")  # an amount, a date: "31, 96"
_CLOSING = ".,;:!?)"
_AROUND_NUMBERS = " .,;:'\"()"
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
    weights = weights or Weights()
    usual_gap = _usual_gap(first)
    fused: list[Sign] = []
    for space, piece in _pieces(_aligned(first, second)):
        if space is not None:
            fused.append(space.sign)
        fused.extend(_best_piece(piece, usual_gap, words, weights))
    return _tidy(fused)


def _best_piece(piece: Sequence[Pair], usual_gap: float, words: WordList, weights: Weights) -> Signs:
    """Return the best of a piece between two agreed spaces: as one, or cut at the spaces that one reader saw."""
    whole = _best(piece, words, weights)
    parts = list(_pieces(piece, only_agreed=False))
    if len(parts) == 1:
        return whole
    cut: list[Sign] = []
    for space, part in parts:
        word = _best(part, words, weights)
        if space is not None and word and _parts(cut, word, space, usual_gap, words):
            cut.append(space.sign)
        cut.extend(word)
    # Where both are as good, the spaces have been weighed in the cut one.
    return max((tuple(cut), whole), key=lambda signs: _worth(signs, False, words, weights))


@dataclass(frozen=True, slots=True)
class _Space:
    sign: Sign
    is_firsts: bool  # the first reader has it
    gap: float | None  # px between the first reader's signs on either side


def _parts(before: Sequence[Sign], after: Signs, space: _Space, usual_gap: float, words: WordList) -> bool:
    """Say whether a space that only one reader saw is one: recognisers lose spaces, and now and then invent one."""
    if not before:
        return False
    left, right = text_of(words_of(before)[-1] if words_of(before) else ()), text_of(words_of(after)[0])
    if _GLUED_NUMBER.fullmatch(f"{left} {right}") or "@" in (left[-1:], right[:1]):
        return False
    gap_share = space.gap / usual_gap if space.gap is not None and usual_gap > 0 else None
    if left[-1:].isdigit() and right[:1].isdigit():
        return gap_share is None or gap_share > MIN_DIGIT_GAP_SHARE
    are_known = words.knows(left) and words.knows(right)
    if words.knows(left + right):
        shorter = min(left, right, key=len).lower()
        is_word = len(shorter) >= SURE_WORD_LETTERS or shorter in SHORT_WORDS
        return are_known and is_word and (gap_share is None or gap_share > MIN_GAP_SHARE)
    return are_known or space.is_firsts or gap_share is None or gap_share > MIN_GAP_SHARE


def _usual_gap(first: Signs) -> float:
    """Return how wide the first reader's spaces usually are; 0 when it has none."""
    gaps = [first[n + 1].left - first[n - 1].right for n in range(1, len(first) - 1) if first[n].is_space]
    return statistics.median(gaps) if gaps else 0.0


def _aligned(first: Signs, second: Signs) -> list[Pair]:
    pairs: list[Pair] = []
    for op in Levenshtein.opcodes([_base(s.text) for s in first], [_base(s.text) for s in second]):
        left, right = first[op.src_start : op.src_end], second[op.dest_start : op.dest_end]
        if op.tag in ("equal", "replace"):
            for pair in zip(left, right, strict=True):
                pairs.extend(_without_mixed_space(*pair))
        else:
            pairs.extend((sign, None) for sign in left)
            pairs.extend((None, sign) for sign in right)
    return pairs


def _without_mixed_space(left: Sign, right: Sign) -> Sequence[Pair]:
    """Take a space apart from the sign it was aligned with; punctuation stays with the word before."""
    if left.is_space == right.is_space:
        return ((left, right),)
    if left.is_space and right.text in _CLOSING:
        return ((None, right), (left, None))
    return ((left, None), (None, right))


def _pieces(pairs: Sequence[Pair], *, only_agreed: bool = True) -> Iterator[tuple[_Space | None, list[Pair]]]:
    """Cut at the spaces that both texts have, or either; each piece comes with the space before it."""
    piece: list[Pair] = []
    space: _Space | None = None
    for place, (left, right) in enumerate(pairs):
        sign = left if left and left.is_space else right if right and right.is_space else None
        other = right if sign is left else left
        if sign is None or (only_agreed and other is None) or (other is not None and not other.is_space):
            piece.append((left, right))
            continue
        yield space, piece
        space, piece = _Space(sign, sign is left, _gap(pairs, place)), []
    yield space, piece


def _gap(pairs: Sequence[Pair], place: int) -> float | None:
    before = next((left for left, _ in reversed(pairs[:place]) if left and not left.is_space), None)
    after = next((left for left, _ in pairs[place + 1 :] if left and not left.is_space), None)
    if before is None or after is None or min(before.height, after.height) <= 0:
        return None  # nobody measured
    return after.left - before.right


def _best(piece: Sequence[Pair], words: WordList, weights: Weights) -> Signs:
    first = tuple(left for left, _ in piece if left)
    second = tuple(right for _, right in piece if right)
    if text_of(first) == text_of(second):
        # Two readers who agree are surer than either.
        return tuple(_surer(left, right) for left, right in piece if left and right)
    if text_of(first).lower() == text_of(second).lower():
        # The first reader's case has been measured.
        return tuple(_surer(left, right) for left, right in piece if left and right)
    if number := _checked_number(first, second):
        return number
    voted = tuple(sign for pair in piece if (sign := _vote(pair)))
    if any(right and right.text in RARE_SIGNS for _, right in piece):
        return voted
    candidates = (voted, first, second)
    return max(candidates, key=lambda signs: _worth(signs, signs is second, words, weights))


def _checked_number(first: Signs, second: Signs) -> Signs:
    """Return the reading whose digits are a number with a right check digit, when only one of them is."""
    valid = [signs for signs in (first, second) if is_pesel(text_of(signs).strip(_AROUND_NUMBERS))]
    return valid[0] if len(valid) == 1 else ()


def _surer(left: Sign, right: Sign) -> Sign:
    return replace(left, confidence=1 - (1 - left.confidence) * (1 - right.confidence))


def _vote(pair: Pair) -> Sign | None:
    left, right = pair
    only = right if left is None else left if right is None else None
    if only is not None:
        return only if only.is_space or (only.confidence > 0.6 and only.text not in DIRT) else None
    if left is None or right is None:
        return None
    if left.text == right.text:
        return _surer(left, right)
    if right.text in RARE_SIGNS:
        return right
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
