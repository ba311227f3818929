"""Proposes what the resident would otherwise have to type: who writes to whom, about what, when.

Every value comes with a confidence and the place it was read from; what is not there is None, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ocr.attachments import find_attachments
from ocr.case_numbers import find_case_number
from ocr.contacts import find_mail, find_pesel, find_pesel_in_text, find_phone, find_phone_in_text
from ocr.date_line import find_date_and_place
from ocr.forms import read_form
from ocr.layout import Block, Layout, TextLine, after_closing, blocks_of, lay_out, text_lines
from ocr.page import Box, PageReading
from ocr.parties import Parties, find_parties, recipient_name, sender_address, sender_name
from ocr.proposal import Proposal, best, propose
from ocr.subjects import find_subject


class FieldName(StrEnum):
    SENDER_NAME = "sender_name"
    SENDER_ADDRESS = "sender_address"
    RECIPIENT = "recipient"
    SUBJECT = "subject"
    CASE_NUMBER = "case_number"  # znak sprawy
    DATE = "date"  # ISO
    PLACE = "place"
    PESEL = "pesel"
    EMAIL = "email"
    PHONE = "phone"
    ATTACHMENTS = "attachments"  # a list


FieldValue = str | list[str] | None


@dataclass(frozen=True, slots=True)
class FieldReading:
    value: FieldValue
    confidence: float = 0.0
    page_index: int | None = None
    box: Box | None = None
    alternatives: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "confidence": round(self.confidence, 4),
            "page_index": self.page_index,
            "box": None if self.box is None else self.box.to_list(),
            "alternatives": list(self.alternatives),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> FieldReading:
        return cls(
            value=data["value"],
            confidence=float(data["confidence"]),
            page_index=data["page_index"],
            box=None if data["box"] is None else Box.from_list(data["box"]),
            alternatives=tuple(data["alternatives"]),
        )


def fields_to_json(fields: Mapping[FieldName, FieldReading]) -> dict[str, Any]:
    return {name.value: reading.to_json() for name, reading in fields.items()}


def fields_from_json(data: Mapping[str, Any]) -> dict[FieldName, FieldReading]:
    return {FieldName(name): FieldReading.from_json(reading) for name, reading in data.items()}


def read_fields(pages: Sequence[PageReading]) -> dict[FieldName, FieldReading]:
    """Return a reading for every field, in the order of `FieldName`."""
    first = _first_page(pages)
    lines = [text_lines(page, index) for index, page in enumerate(pages)]
    found: dict[FieldName, Proposal | None] = {}
    if first is not None:
        found = _from_letter(pages, first, lines)
    readings = {name: _reading(found.get(name)) for name in FieldName}
    readings[FieldName.ATTACHMENTS] = _attachments(lines)
    return readings


def _first_page(pages: Sequence[PageReading]) -> int | None:
    """Return the side the letter begins on: an annex or a continuation may have been fed first."""
    written = [index for index, page in enumerate(pages) if page.lines and not page.blank]
    opening = [index for index in written if not _is_annex(pages[index])]
    return next((index for index in opening if not _is_continuation(pages[index])), next(iter(opening), None))


def _is_annex(page: PageReading) -> bool:
    opening = " ".join(line.text for line in page.lines[:2]).lower()
    return opening.startswith(("załącznik nr", "zalącznik nr", "kopia dokumentu"))


def _is_continuation(page: PageReading) -> bool:
    """A second page says so at its foot or at its head."""
    edge = " ".join(line.text for line in (*page.lines[:1], *page.lines[-1:]))
    return bool(
        re.search(r"\b(?:strona|str\.|page|seite) [2-9]\b|^[-–—] ?[2-9] ?[-–—]$", edge, re.IGNORECASE)
    )


def _from_letter(
    pages: Sequence[PageReading], first: int, lines: Sequence[Sequence[TextLine]]
) -> dict[FieldName, Proposal | None]:
    layout = lay_out(pages[first], first)
    later = _later_feet(pages, first, is_signed=bool(layout.foot))
    layout = replace(
        layout,
        lines=(*layout.lines, *(line for block in later for line in block)),
        foot=(*layout.foot, *later),
    )
    form = read_form(text_lines(pages[first], first, with_handwriting=True))
    parties = find_parties(layout, is_form=form.name is not None)
    address = form.address or sender_address(parties)
    dated = sorted(
        find_date_and_place(layout, address.value if address else None), key=lambda pair: -pair[0].confidence
    )
    return {
        FieldName.SENDER_NAME: form.name or sender_name(parties),
        FieldName.SENDER_ADDRESS: address,
        FieldName.RECIPIENT: recipient_name(parties),
        FieldName.SUBJECT: best(find_subject(layout)),
        FieldName.CASE_NUMBER: best(find_case_number(layout)),
        FieldName.DATE: best(date for date, _ in dated),
        FieldName.PLACE: dated[0][1] if dated else None,
        FieldName.PESEL: form.pesel or _pesel(layout, parties, lines),
        FieldName.EMAIL: form.email or _mail(layout, parties),
        FieldName.PHONE: form.phone or _phone(layout, parties),
    }


def _later_feet(pages: Sequence[PageReading], first: int, *, is_signed: bool) -> list[Block]:
    """Return what follows the signature on later sides; `is_signed`: the first side has the closing words."""
    later = [
        text_lines(page, index)
        for index, page in enumerate(pages)
        if index > first and not page.blank and not _is_annex(page)
    ]
    if is_signed and later:
        return blocks_of(later[0])
    return [block for lines in later for block in after_closing(lines)]


def _own_lines(layout: Layout, parties: Parties) -> list[TextLine]:
    """Return the lines in which the sender speaks of himself: above the body and at the letter's foot."""
    others = set(map(id, parties.recipient))
    return [line for line in (*layout.head_lines, *layout.foot_lines) if id(line) not in others]


def _pesel(layout: Layout, parties: Parties, pages: Sequence[Sequence[TextLine]]) -> Proposal | None:
    elsewhere = [line for page in pages for line in page if line not in layout.lines]
    return (
        best(find_pesel(parties.sender))
        or best(find_pesel(_own_lines(layout, parties), rule=0.96))
        or best(find_pesel_in_text(layout.body))
        or best(find_pesel(elsewhere, rule=0.8))
    )


def _mail(layout: Layout, parties: Parties) -> Proposal | None:
    return best(find_mail(parties.sender)) or best(find_mail(_own_lines(layout, parties), rule=0.94))


def _phone(layout: Layout, parties: Parties) -> Proposal | None:
    return (
        best(find_phone(parties.sender))
        or best(find_phone(_own_lines(layout, parties), rule=0.94))
        or best(find_phone_in_text(layout.body))
    )


def _reading(proposal: Proposal | None) -> FieldReading:
    if proposal is None:
        return FieldReading(None)
    if not proposal.value:
        return FieldReading(None, 0.0, proposal.page_index, proposal.box, proposal.alternatives)
    return FieldReading(
        proposal.value, proposal.confidence, proposal.page_index, proposal.box, proposal.alternatives
    )


def _attachments(pages: Sequence[Sequence[TextLine]]) -> FieldReading:
    items, used, rule = find_attachments(pages)
    if not items:
        return FieldReading([])
    place = propose(" ".join(items), used, rule=rule)
    return FieldReading(items, place.confidence, place.page_index, place.box)
