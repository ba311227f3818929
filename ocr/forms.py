"""Reads filled-in forms: the label says what stands beside it, or below it, or in the boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ocr.addresses import POSTAL, is_street
from ocr.contacts import find_mail, find_pesel, find_phone
from ocr.layout import TextLine, rows
from ocr.proposal import Proposal, best, propose
from ocr.text_shape import tidy_case

HANDWRITTEN = 0.55  # what recognisers of print make of handwriting is seldom right


class Slot(StrEnum):
    """What a label asks for."""

    NOTHING_OF_OURS = "other"
    SURNAME_FIRST = "surname_first"
    NAME = "name"
    GIVEN = "given"
    SURNAME = "surname"
    PESEL = "pesel"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    STREET = "street"
    HOUSE = "house"
    CODE = "code"
    TOWN = "town"


_WHOSE = (
    r"(?: (?:wnioskodawcy|wnioskodawczyni|wnoszącego|strony|składającego|osoby|rodzica|producenta rolnego))*"
)
_NOT_OURS = (
    r"adres (?:do korespondencji|korespondencyjny|do doręczeń)|(?:imię|imiona) (?:ojca|matki|dziecka)|nazwisko rodowe|"
    r"(?:data|miejsce) urodzenia|dane (?:dziecka|pełnomocnika)"
)
_NAME_LABEL = (
    rf"imi(?:ę|e|ona)(?: \(imiona\))? i nazwisko{_WHOSE}|nazwa{_WHOSE}(?: (?:podmiotu|firmy|organizacji))?"
)
_ADDRESS_LABEL = (
    rf"adres(?: (?:stałego )?(?:zamieszkania|zameldowania|siedziby|pobytu)|{_WHOSE}\b)+"
    r"|miejsce zamieszkania|adres"
)
_LABELS: tuple[tuple[Slot, str], ...] = (
    (Slot.NOTHING_OF_OURS, _NOT_OURS),
    (Slot.SURNAME_FIRST, rf"nazwisko(?: rodowe)? i imi(?:ę|e|ona|ę \(imiona\)){_WHOSE}"),
    (Slot.NAME, _NAME_LABEL),
    (Slot.EMAIL, r"adres (?:poczty elektronicznej|e-?mail|mailowy)|e-?mail|poczta elektroniczna"),
    (Slot.PESEL, r"(?:numer |nr )?pesel"),
    (Slot.PHONE, r"(?:numer|nr)? ?(?:telefonu|tel\.?|telefon)(?: \w+)?"),
    (Slot.CODE, r"kod(?: pocztowy)?(?! i)"),
    (Slot.STREET, r"ulica(?: i nr(?: domu)?)?"),
    (Slot.HOUSE, r"(?:nr|numer) (?:domu|budynku)(?: ?/ ?(?:nr )?(?:lokalu|mieszkania))?"),
    (Slot.TOWN, r"miejscowość(?! i data)|miasto"),
    (Slot.ADDRESS, _ADDRESS_LABEL),
    (Slot.SURNAME, rf"nazwisko{_WHOSE}"),
    (Slot.GIVEN, rf"(?:pierwsze )?imi(?:ę|e|ona)(?: \(imiona\))?{_WHOSE}"),
)
_PATTERNS = [(slot, re.compile(rf"^(?:{label})(?=[\s:.,…_)]|$)", re.IGNORECASE)) for slot, label in _LABELS]
_NUMBER = re.compile(r"^\d{1,2}\s?[.):]\s*")
_FILLER = re.compile(r"[.…_·]{3,}")
_CODE = re.compile(r"(\d\s?\d)\s?[-–—]?\s?(\d\s?\d\s?\d)\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    slot: Slot
    value: str
    lines: tuple[TextLine, ...]  # those of the value
    is_apart: bool  # the label stands in a column or has a number, as on forms

    @property
    def rule(self) -> float:
        return HANDWRITTEN if any(line.is_handwritten for line in self.lines) else 0.98


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in; None for what was not, or is no form at all."""

    name: Proposal | None = None
    address: Proposal | None = None
    pesel: Proposal | None = None
    phone: Proposal | None = None
    email: Proposal | None = None
    size: int = 0  # labels found


def read_form(lines: Sequence[TextLine]) -> Form:
    """Return what the form on these lines says of the applicant; the first entry of a kind is his."""
    entries: dict[Slot, Entry] = {}
    labels = list(_entries(lines))
    for entry in labels:
        known = entries.get(entry.slot)
        if entry.value and (known is None or (entry.is_apart and not known.is_apart)):
            entries[entry.slot] = entry
    if sum(entry.is_apart for entry in labels) < 3:
        return Form()  # "adres: …", "nr PESEL …" below a name are no form
    return Form(
        name=_name(entries),
        address=_address(entries),
        pesel=_number(entries.get(Slot.PESEL)),
        phone=_phone(entries.get(Slot.PHONE)),
        email=_mail(entries.get(Slot.EMAIL)),
        size=len(labels),
    )


def _entries(lines: Sequence[TextLine]) -> Iterator[Entry]:
    listed = [list(row) for row in rows(lines)]
    for place, row in enumerate(listed):
        found = _slot(row[0].text)
        if found is None:
            continue
        slot, rest = found
        value = _value(" ".join([rest, *(line.text for line in row[1:])]))
        used = tuple(row[1:]) or (row[0],)
        below = listed[place + 1] if place + 1 < len(listed) else []
        if not value and _is_value_below(row[0], below):
            value, used = _value(" ".join(line.text for line in below)), tuple(below)
        yield Entry(slot, value, used, len(row) > 1 or not rest or bool(_NUMBER.match(row[0].text)))


def _slot(text: str) -> tuple[Slot, str] | None:
    """Return what the label asks for, and what follows it on its line."""
    bare = _NUMBER.sub("", text).strip()
    for slot, pattern in _PATTERNS:
        match = pattern.match(bare)
        if match:
            rest = re.sub(r"^\s*\([^)]*\)", "", bare[match.end() :]).lstrip(" :.,")
            # "Adres zamieszkania podany w …" is a sentence; a value begins with a capital or a figure.
            return (
                None
                if rest[:1].islower() and slot is not Slot.EMAIL and not is_street(rest)
                else (slot, rest)
            )
    return None


def _is_value_below(label: TextLine, below: Sequence[TextLine]) -> bool:
    return (
        len(below) == 1
        and _slot(below[0].text) is None
        and not re.match(r"^\d{1,2}[.)]\s", below[0].text)
        and abs(below[0].box.x - label.box.x) < 2 * label.box.height
        and below[0].box.y - label.box.bottom < 0.8 * label.box.height
    )


def _value(text: str) -> str:
    return _FILLER.sub(" ", text).strip(" :.,…_|")


def _name(entries: dict[Slot, Entry]) -> Proposal | None:
    whole, turned = entries.get(Slot.NAME), entries.get(Slot.SURNAME_FIRST)
    given, surname = entries.get(Slot.GIVEN), entries.get(Slot.SURNAME)
    if turned:
        return _proposed(turned, tidy_case(_given_name_first(turned.value)))
    if whole:
        return _proposed(whole, tidy_case(whole.value))
    if given and surname:
        joined = Entry(
            Slot.NAME, f"{given.value} {surname.value}", (*given.lines, *surname.lines), is_apart=True
        )
        return _proposed(joined, tidy_case(joined.value))
    return None


def _proposed(entry: Entry, value: str) -> Proposal | None:
    return propose(value, entry.lines, rule=entry.rule) if any(sign.isalpha() for sign in value) else None


def _given_name_first(value: str) -> str:
    surname, *given = value.split()
    return " ".join([*given, surname])


def _address(entries: dict[Slot, Entry]) -> Proposal | None:
    whole = entries.get(Slot.ADDRESS)
    if whole and POSTAL.search(whole.value):
        return _proposed(whole, whole.value)
    parts = [entries.get(slot) for slot in (Slot.STREET, Slot.HOUSE, Slot.CODE, Slot.TOWN)]
    street, house, code, town = parts
    if not (code and town and (street or house)):
        return _proposed(whole, whole.value) if whole and is_street(whole.value) else None
    digits = _CODE.search(code.value)
    number = f"{digits[1]}-{digits[2]}".replace(" ", "") if digits else code.value
    first = " ".join(entry.value for entry in (street or town, house) if entry)
    lines = tuple(line for entry in parts if entry for line in entry.lines)
    rule = min(entry.rule for entry in parts if entry)
    return propose(f"{first}, {number} {town.value}", lines, rule=rule if digits else rule * 0.8)


def _number(entry: Entry | None) -> Proposal | None:
    if entry is None:
        return None
    digits = re.sub(r"[^\w]", "", entry.value)
    line = replace(entry.lines[0], text=f"PESEL {digits}")
    found = best(find_pesel([line])) or _without_box_edges(entry)
    return found and (found if entry.rule > HANDWRITTEN else found.less_sure(HANDWRITTEN + 0.2))


def _without_box_edges(entry: Entry) -> Proposal | None:
    """The edge of a box may have been read as a sign: l, I or | beside the figures."""
    signs = re.sub(r"[\s.,_-]", "", entry.value)
    for place, sign in enumerate(signs):
        if not sign.isdigit():
            rest = signs[:place] + signs[place + 1 :]
            found = best(find_pesel([replace(entry.lines[0], text=f"PESEL {rest}")], rule=0.8))
            if found and found.value:
                return found
    return None


def _phone(entry: Entry | None) -> Proposal | None:
    if entry is None or not entry.is_apart:
        return None
    first = entry.lines[0]
    line = replace(first, text=f"tel. {_unboxed(entry.value)}")
    found = best(find_phone([line]))
    return found and (found if entry.rule > HANDWRITTEN else found.less_sure(HANDWRITTEN))


def _unboxed(value: str) -> str:
    return re.sub(r"(?<=\d) (?=\d(?: |$))", "", value) if re.search(r"\d \d \d \d", value) else value


def _mail(entry: Entry | None) -> Proposal | None:
    if entry is None or not entry.is_apart:
        return None
    first = entry.lines[0]
    line = replace(first, text=entry.value)
    found = best(find_mail([line]))
    return found and (found if entry.rule > HANDWRITTEN else found.less_sure(HANDWRITTEN))
