"""Proposes what the resident would otherwise have to type: who writes to whom, about what, when.

Every value comes with a confidence and the place it was read from; what is not there is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ocr.contacts import find_mail, find_pesel, find_phone
from ocr.forms import find_form_values
from ocr.layout import Layout, TextLine, lay_out, text_lines
from ocr.page import Box, PageReading
from ocr.parties import find_parties, recipient_name, sender_address, sender_name
from ocr.proposal import Proposal, best, propose
from ocr.subjects import find_attachments, find_case_number, find_date_and_place, find_subject


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
        found = _from_letter(lay_out(pages[first], first), lines)
    readings = {name: _reading(found.get(name)) for name in FieldName}
    readings[FieldName.ATTACHMENTS] = _attachments(lines)
    return readings


def _first_page(pages: Sequence[PageReading]) -> int | None:
    """Return the side the letter begins on: an annex or a continuation may have been fed first."""
    written = [index for index, page in enumerate(pages) if page.lines and not page.blank]
    return next((index for index in written if not _is_annex(pages[index])), None)


def _is_annex(page: PageReading) -> bool:
    opening = " ".join(line.text for line in page.lines[:2]).lower()
    return opening.startswith(("załącznik nr", "kopia dokumentu"))


def _from_letter(layout: Layout, pages: Sequence[Sequence[TextLine]]) -> dict[FieldName, Proposal | None]:
    parties = find_parties(layout)
    forms = list(find_form_values(layout.lines))
    own = [line for line in layout.lines if line not in parties.recipient]
    everything = [line for page in pages for line in page]
    dated = sorted(find_date_and_place(layout), key=lambda pair: -pair[0].confidence)
    return {
        FieldName.SENDER_NAME: _form_or(forms, FieldName.SENDER_NAME, sender_name(parties.sender)),
        FieldName.SENDER_ADDRESS: _form_or(forms, FieldName.SENDER_ADDRESS, sender_address(parties.sender)),
        FieldName.RECIPIENT: recipient_name(parties.recipient),
        FieldName.SUBJECT: best(find_subject(layout)),
        FieldName.CASE_NUMBER: best(find_case_number(layout)),
        FieldName.DATE: best(date for date, _ in dated),
        FieldName.PLACE: dated[0][1] if dated else None,
        FieldName.PESEL: best(find_pesel(own)) or best(find_pesel(everything)),
        FieldName.EMAIL: best(find_mail(own)),
        FieldName.PHONE: best(find_phone(own)),
    }


def _form_or(
    forms: Sequence[tuple[str, Proposal]], name: FieldName, otherwise: Proposal | None
) -> Proposal | None:
    """What was filled in beside a label is surer than what stands at the top."""
    return best(proposal for label, proposal in forms if label == name.value) or otherwise


def _reading(proposal: Proposal | None) -> FieldReading:
    if proposal is None:
        return FieldReading(None)
    if not proposal.value:
        return FieldReading(None, 0.0, proposal.page_index, proposal.box, proposal.alternatives)
    return FieldReading(
        proposal.value, proposal.confidence, proposal.page_index, proposal.box, proposal.alternatives
    )


def _attachments(pages: Sequence[Sequence[TextLine]]) -> FieldReading:
    items, used = find_attachments(pages)
    if not items:
        return FieldReading([])
    place = propose("", used, rule=0.93)
    return FieldReading(items, place.confidence, place.page_index, place.box)
