"""Finds how to reach the sender: PESEL, telephone, e-mail; tells them from other people's and from other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.checksums import is_account, is_nip, is_pesel, is_regon, pesel_birth_date, pesel_corrections
from ocr.field_confidence import DOUBT_IN_MARKS, DOUBT_WITH_CHECK_DIGIT
from ocr.layout import TextLine
from ocr.proposal import Proposal, propose

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_SPACED_MAIL = re.compile(r"[\w.+-]+(?: ?[._-] ?[\w+-]+)* ?[@©®] ?[\w-]+(?: ?\. ?[\w-]+)+", re.ASCII)
_MAIL_LABEL = re.compile(r"^.*?(?:e-?mail|poczt\w* elektroniczn\w*)\s*[:;.]?\s*", re.IGNORECASE)
# A word in small letters right before the address that is no label
_LOST_MARK = re.compile(r"(?:^|[\s:;,])(?!e?-?mail|adres|elektroniczn|poczt|kom|tel)([a-z][a-z0-9]{2,})\s*$")
_LOST_AT = re.compile(
    r"(?:e-?mail|poczt\w* elektroniczn\w*)\s*[:;.]?\s*([\w.+-]+)\s?[ (©®Q¢&]\s?((?:[\w-]+\.)+[a-z]{2,7})\b",
    re.ASCII | re.IGNORECASE,
)
_PESEL_LABEL = re.compile(r"pes[eo]l|\bpesei\b|pese1", re.IGNORECASE)
_ELEVEN = re.compile(r"(?<![\d.-])(\d(?:[ |_]{0,3}\d){10})(?![\d-])")
_PHONE_LABEL = re.compile(
    r"\b(?:tel|teł|te1|telefon\w*|kom|komórkow\w*|nr tel|phone|mobile)\b\.?", re.IGNORECASE
)
_NOT_A_PHONE = re.compile(
    r"\b(?:NIP|REGON|KRS|PESEL|konto|rachun\w*|nr decyzji|fax|faks|nr konta)\b", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?<![\d.])((?:\+?48[ -]?)?(?:\(?0?\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}|\d{3}[ -]?\d{3}[ -]?\d{3}))(?![\d.]*\d)"
)
# Two letters are a country; "example" is reserved for texts like the sample letters (RFC 2606).
_ENDINGS = frozenset(
    {"com", "org", "net", "edu", "gov", "info", "biz", "example", "email", "online", "shop", "pro", "name"}
)
_MOBILE = frozenset({"45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88"})
# Written without the leading 0; every area has two figures.
_AREAS = frozenset(
    str(area)
    for first, last in (
        *((12, 18), (22, 25), (29, 29), (32, 34), (41, 44), (46, 46), (48, 48), (52, 52), (54, 56), (58, 59)),
        *((61, 63), (65, 65), (67, 68), (71, 71), (74, 77), (81, 87), (89, 89), (91, 91), (94, 95)),
    )
    for area in range(first, last + 1)
)
_ABROAD = re.compile(r"(?<![\d+])((?:\+|00(?=[1-9]\d?[ -]))(?!48)\d{1,3}(?:[ /-]\(?\d{1,7}\)?){1,6})(?!\d)")
_LOOKALIKES = str.maketrans("oOQDlI|!SBZ", "00001111582")
_RELATION = re.compile(
    r"\b(?:córk|syn[aeu]?\b|dzieck|matk|ojc|żon|mąż|męż|małżon|brat|siostr|wnucz|pan[aeu]?\b|pani\b|uczeń|uczenn|świad)",
    re.IGNORECASE,
)
_OWN_WORDS = re.compile(
    r"\b(?:mój|moim|mojego|numerem|kontakt|niżej podpisan|ja\b|legitymuj|nasz)", re.IGNORECASE
)


def find_pesel(lines: Sequence[TextLine], *, rule: float = 0.99) -> Iterator[Proposal]:
    """Yield numbers with a right check digit; after the word PESEL also ones that a single slip would explain."""
    for line, text, labelled in _labelled(lines, _PESEL_LABEL):
        for match in _ELEVEN.finditer(_digits_mended(text) if labelled else text):
            number = re.sub(r"\D", "", match[1])
            if is_pesel(number):
                sure = rule if labelled else rule * 0.85
                yield propose(number, [line], rule=sure, doubt=DOUBT_WITH_CHECK_DIGIT)
            elif labelled:
                yield from _mended_pesel(number, line)


def _mended_pesel(number: str, line: TextLine) -> Iterator[Proposal]:
    corrections = [
        candidate for candidate in pesel_corrections(number) if str(pesel_birth_date(candidate)) > "1900"
    ]
    if len(corrections) == 1:
        yield propose(corrections[0], [line], rule=0.6)
    elif corrections:
        # Several slips would explain it: offered to choose from, not chosen.
        empty = propose("", [line], rule=0.0)
        yield replace(empty, alternatives=tuple(corrections))


def find_pesel_in_text(lines: Sequence[TextLine]) -> Iterator[Proposal]:
    """Yield the writer's own number from sentences; a daughter's or a witness's is none of his."""
    for place, line in enumerate(lines):
        around = " ".join(other.text for other in lines[max(0, place - 1) : place + 2])
        if _PESEL_LABEL.search(around) and not _RELATION.search(around):
            rule = 0.85 if _OWN_WORDS.search(around) else 0.6
            for match in _ELEVEN.finditer(line.text):
                number = re.sub(r"\D", "", match[1])
                if is_pesel(number):
                    yield propose(number, [line], rule=rule, doubt=DOUBT_WITH_CHECK_DIGIT)


def find_mail(lines: Sequence[TextLine], *, rule: float = 0.98) -> Iterator[Proposal]:
    for place, line in enumerate(lines):
        whole = list(_MAIL.finditer(line.text))
        yield from (_whole_mail(found, line, rule) for found in whole)
        if not whole and "@" not in line.text:
            yield from _mail_without_at(line, rule)
        if whole or not re.search(r"[@©®]", line.text):
            continue
        match = _SPACED_MAIL.search(_MAIL_LABEL.sub("", line.text))
        if match:
            address = re.sub(r"[©®]", "@", match[0]).replace(" ", "")
            yield propose(address, [line], rule=rule * 0.75, doubt=DOUBT_IN_MARKS)
        elif place + 1 < len(lines):
            yield from _cut_mail(line, lines[place + 1], rule)


def _whole_mail(match: re.Match[str], line: TextLine, rule: float) -> Proposal:
    """Return the address; with what stands before it when a mark between the two was lost, mostly a low stroke."""
    address = match[0].strip(".")
    before = _LOST_MARK.search(line.text[: match.start()])
    if before is None:
        return propose(address, [line], rule=rule * _mail_shape(address), doubt=DOUBT_IN_MARKS)
    mark = "" if address[0] in "._-" else "_"
    made = propose(f"{before[1]}{mark}{address}", [line], rule=rule * 0.7, doubt=DOUBT_IN_MARKS)
    return made.with_alternatives([f"{before[1]}.{address}", address])


def _mail_without_at(line: TextLine, rule: float) -> Iterator[Proposal]:
    """After the label, two parts with a gap between them: the sign was taken for a blank or another letter."""
    match = _LOST_AT.search(line.text)
    if match:
        yield propose(f"{match[1]}@{match[2]}", [line], rule=rule * 0.6, doubt=DOUBT_IN_MARKS)


def _mail_shape(address: str) -> float:
    """Doubt what mail addresses seldom have: two marks side by side, an ending that was perhaps cut."""
    end = address.rpartition(".")[2].lower()
    is_known = end in _ENDINGS or (len(end) == 2 and end.isalpha())
    return 0.8 if re.search(r"[._-]{2}|[._-]@|@[._-]|^[._-]", address) or not is_known else 1.0


def _cut_mail(line: TextLine, below: TextLine, rule: float) -> Iterator[Proposal]:
    """A narrow column may have cut the address at its end."""
    start = re.search(r"[\w.+-]+@[\w.-]*$", line.text, re.ASCII)
    rest = re.match(r"^[\w.-]+$", below.text, re.ASCII)
    if start and rest and _MAIL.fullmatch(start[0] + rest[0]):
        yield propose(start[0] + rest[0], [line, below], rule=rule * 0.85, doubt=DOUBT_IN_MARKS)


def find_phone(lines: Sequence[TextLine], *, rule: float = 0.98) -> Iterator[Proposal]:
    for line, text, labelled in _labelled(lines, _PHONE_LABEL):
        foreign = _ABROAD.search(text)
        if foreign and 8 <= sum(sign.isdigit() for sign in foreign[1]) <= 15:
            yield propose(foreign[1].strip(), [line], rule=rule * 0.97, doubt=DOUBT_IN_MARKS)
            continue
        cut = _NOT_A_PHONE.search(text)
        part = text[: cut.start()] if cut else text
        if _NOT_A_PHONE.search(line.text) and not labelled:
            continue
        mended = _digits_mended(part) if labelled else part
        for match in list(_PHONE.finditer(mended))[: 1 if labelled else None]:
            number = match[1].strip()
            if _is_other_number(re.sub(r"\D", "", number), labelled=labelled):
                continue
            if labelled or (len(mended) <= len(number) + 3 and re.search(r"[ -]", number)):
                sure = rule * (1.0 if labelled else 0.75) * (1.0 if _is_assigned(number) else 0.8)
                yield propose(number, [line], rule=sure, doubt=DOUBT_IN_MARKS)


def find_phone_in_text(lines: Sequence[TextLine]) -> Iterator[Proposal]:
    """Yield the writer's own number from sentences, when they speak of reaching him."""
    for place, line in enumerate(lines):
        around = " ".join(other.text for other in lines[max(0, place - 1) : place + 1])
        if _OWN_WORDS.search(around) and not _RELATION.search(around):
            yield from find_phone([line], rule=0.7)


def _is_assigned(number: str) -> bool:
    """Say whether such numbers exist: mobile ones in threes, others by area code (numbering plan of 30.10.2013)."""
    digits = re.sub(r"\D", "", number)
    national = digits[2:] if len(digits) == 11 and digits.startswith("48") else digits
    if national[:2] in _MOBILE:
        return True
    in_threes = re.search(r"\d{3}[ -]\d{3}[ -]\d{3}$", number)
    return national[:2] in _AREAS and not in_threes


def _is_other_number(digits: str, *, labelled: bool) -> bool:
    return not labelled and (is_regon(digits) or is_nip(digits) or is_account(digits))


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
