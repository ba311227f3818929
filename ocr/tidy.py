"""Puts right what no recogniser can know: a lone 0 between words is an o, and an address has its @.

Only rules that the look of a word alone decides; anything that needs to know what a letter says is for `ocr.fields`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ocr.page import Line, Word

_LOOKALIKE_DIGITS = str.maketrans("oOlI|", "00111")
_LOOKALIKE_LETTERS = str.maketrans("0158", "OISB")

_PAGE_NUMBER = re.compile(r"^[-–—]\s?(\d{1,3})\s?[-–—]$")
_ROMAN = re.compile(r"^[Il|1]{0,3}[Il|][Il|1]{0,2}([,.;:)]?)$")
_DIGITS_WITH_LOOKALIKE = re.compile(r"^\d+[oOl]\d*[.,;:)]?$|^[oOlI]\d+(?:[.,]\d+)*[.,;:)]?$")
_CASE_MARK = re.compile(
    r"^([A-ZĄĆĘŁŃÓŚŹŻa-ząćęłńóśźż0158]{2,4})((?:[.-]\d+){2,}[.-]\d{4}(?:[.-][A-ZŁŚŻ]{1,4})?[.,;]?)$"
)
_ENUMERATION = re.compile(r"^(\d{1,2})[,:;]$")  # "2, an annex" as the beginning of a line
_YEAR = re.compile(r"^(?:\d{1,2}\.\d{1,2}\.)?(?:19|20)\d{2}$")
_LABEL = re.compile(r"^(?:PESEL|NIP|REGON|KRS|tel|telefon|faks|e-mail);$", re.IGNORECASE)
_GLUED_YEAR = re.compile(r"^((?:\d{1,2}\.\d{1,2}\.)?(?:19|20)\d{2})r\.$")
_DOUBLE_MAIL_SIGN = re.compile(r"(?<=\w)(?:@[©®]|[©®]@)(?=\w)")  # each reader's own @
_MAIL_SIGN = re.compile(r"(?<=[\w.])\s?[©®Q€]\s?(?=[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b)")


def tidy(line: Line) -> Line:
    """Return the line with its words put right; the words' places don't change."""
    words = _mail(_page_number(list(line.words)))
    texts = [word.text for word in words]
    return replace(
        line, words=tuple(replace(word, text=_word(texts, place)) for place, word in enumerate(words))
    )


def is_page_number(text: str) -> bool:
    """Say whether this is a number between dashes."""
    return bool(_PAGE_NUMBER.match(text))


def _word(texts: Sequence[str], place: int) -> str:
    text = texts[place]
    for rule in _RULES:
        text = rule(text)
    if place == 0 and len(texts) > 1 and (match := _ENUMERATION.match(text)):
        return f"{match[1]}."
    if text == "r" and _stands_for_year(texts, place):
        return "r."
    if place + 1 < len(texts) and _LABEL.match(text) and texts[place + 1][:1].isdigit():
        return f"{text[:-1]}:"
    if (
        text in ("0", "©", "O")
        and 0 < place < len(texts) - 1
        and _is_word(texts[place - 1])
        and _is_word(texts[place + 1])
    ):
        return "o"
    return text


def _stands_for_year(texts: Sequence[str], place: int) -> bool:
    """Say whether a lone r comes after a year, or begins a line whose year ended the one before."""
    if place:
        return bool(_YEAR.match(texts[place - 1]))
    return len(texts) > 1 and texts[1][:1].isupper()


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.isalpha() and text[1:].islower()


def _roman(text: str) -> str:
    match = _ROMAN.match(text)
    if match is None or len(text) - len(match[1]) < 2:
        return text  # one sign alone: an I, an l or a 1, who knows
    return "I" * (len(text) - len(match[1])) + match[1]


def _digits(text: str) -> str:
    return text.translate(_LOOKALIKE_DIGITS) if _DIGITS_WITH_LOOKALIKE.match(text) else text


def _case_mark(text: str) -> str:
    match = _CASE_MARK.match(text)
    if match is None or match[1].isdigit():
        return text
    return match[1].translate(_LOOKALIKE_LETTERS).upper() + match[2]


def _year(text: str) -> str:
    return _GLUED_YEAR.sub(r"\1 r.", text)


_RULES: tuple[Callable[[str], str], ...] = (_roman, _digits, _case_mark, _year)


def _page_number(words: list[Word]) -> list[Word]:
    """Part "-1-", alone on its line, into the three signs that were printed."""
    if len(words) != 1 or (match := _PAGE_NUMBER.match(words[0].text)) is None:
        return words
    return [replace(words[0], text=f"– {match[1]} –")]


def _mail(words: list[Word]) -> list[Word]:
    """Give addresses their @ back, also when it was read as a word of its own."""
    for place, word in enumerate(words):
        if _DOUBLE_MAIL_SIGN.search(word.text):
            words[place] = replace(word, text=_DOUBLE_MAIL_SIGN.sub("@", word.text))
        elif (
            "." in word.text
            and (fixed := _MAIL_SIGN.sub("@", word.text)) != word.text
            and "@" not in word.text
        ):
            words[place] = replace(word, text=fixed)
    for place in range(len(words) - 2):
        left, sign, right = words[place : place + 3]
        joined = f"{left.text}@{right.text}"
        if sign.text in ("@", "©", "®", "Q", "€") and re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", joined):
            confidence = min(left.confidence, right.confidence)
            whole = Word(joined, left.box.union(right.box), confidence)
            return _mail([*words[:place], whole, *words[place + 3 :]])
    return words
