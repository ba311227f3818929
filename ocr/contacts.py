"""Finds how to reach the sender: PESEL, telephone, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.checksums import is_pesel, pesel_corrections
from ocr.layout import TextLine
from ocr.proposal import Proposal, propose

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_SPACED_MAIL = re.compile(r"[\w.+-]+(?: ?[._-] ?[\w+-]+)* ?@ ?[\w-]+(?: ?\. ?[\w-]+)+", re.ASCII)
_MAIL_LABEL = re.compile(r"^.*?(?:e-?mail|poczt\w* elektroniczn\w*)\s*[:;.]?\s*", re.IGNORECASE)
_PESEL_LABEL = re.compile(r"pesel", re.IGNORECASE)
_ELEVEN = re.compile(r"(?<!\d)(\d(?:[ ]?\d){10})(?!\d)")
_PHONE_LABEL = re.compile(r"\b(?:tel|telefon\w*|kom|komórkow\w*|nr tel|fax)\b\.?", re.IGNORECASE)
_NOT_A_PHONE = re.compile(r"\b(?:NIP|REGON|KRS|PESEL|konto|rachun\w*|nr decyzji)\b", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d.])((?:\+?48[ -]?)?(?:\(?\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}|\d{3}[ -]?\d{3}[ -]?\d{3}))(?![\d.]*\d)"
)
_LOOKALIKES = str.maketrans("oOQlI|SBZ", "000111582")


def find_pesel(lines: Sequence[TextLine]) -> Iterator[Proposal]:
    """Yield numbers with a right check digit; after the word PESEL also ones that a single slip would explain."""
    for line, text, labelled in _labelled(lines, _PESEL_LABEL):
        for match in _ELEVEN.finditer(_digits_mended(text) if labelled else text):
            number = match[1].replace(" ", "")
            if is_pesel(number):
                yield propose(number, [line], rule=0.99 if labelled else 0.8)
            elif labelled:
                yield from _mended_pesel(number, line)


def _mended_pesel(number: str, line: TextLine) -> Iterator[Proposal]:
    corrections = pesel_corrections(number)
    if len(corrections) == 1:
        yield propose(corrections[0], [line], rule=0.6)
    elif corrections:
        # Several slips would explain it: offered to choose from, not chosen.
        empty = propose("", [line], rule=0.0)
        yield replace(empty, alternatives=tuple(corrections))


def find_mail(lines: Sequence[TextLine]) -> Iterator[Proposal]:
    for line in lines:
        whole = _MAIL.findall(line.text)
        for address in whole:
            yield propose(address.strip("."), [line], rule=0.97)
        if not whole and "@" in line.text:
            match = _SPACED_MAIL.search(_MAIL_LABEL.sub("", line.text))
            if match:
                yield propose(match[0].replace(" ", ""), [line], rule=0.7)


def find_phone(lines: Sequence[TextLine]) -> Iterator[Proposal]:
    for line, text, labelled in _labelled(lines, _PHONE_LABEL):
        if _NOT_A_PHONE.search(text):
            continue
        mended = _digits_mended(text) if labelled else text
        for match in _PHONE.finditer(mended):
            number = match[1].strip()
            if labelled or (len(mended) <= len(number) + 3 and re.search(r"[ -]", number)):
                yield propose(number, [line], rule=0.97 if labelled else 0.7)


def _labelled(lines: Sequence[TextLine], label: re.Pattern[str]) -> Iterator[tuple[TextLine, str, bool]]:
    """Yield each line with what follows the label, also when the label stands on the line before or beside it."""
    previous_was_label = False
    for line in lines:
        match = label.search(line.text)
        text = line.text[match.end() :] if match else line.text
        yield line, text, bool(match) or previous_was_label
        previous_was_label = bool(match) and not any(sign.isdigit() for sign in text)


def _digits_mended(text: str) -> str:
    """Turn letters inside numbers into the digits they were; words stay as they are."""
    return " ".join(
        word.translate(_LOOKALIKES) if sum(sign.isdigit() for sign in word) * 2 > len(word) else word
        for word in text.split()
    )
