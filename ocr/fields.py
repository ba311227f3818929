"""Proposes what the resident would otherwise have to type: who writes to whom, about what, when.

Every value comes with a confidence and the place it was read from; what is not there is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ocr.page import Box, PageReading


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
    del pages
    return {name: FieldReading([] if name is FieldName.ATTACHMENTS else None) for name in FieldName}
