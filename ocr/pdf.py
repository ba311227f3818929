"""Makes the document that the office keeps: a PDF/A-2b that shows the scan and carries its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ocr.page import PageReading


@dataclass(frozen=True, slots=True)
class PdfPage:
    image: bytes  # JPEG or PNG, as it was scanned
    reading: PageReading
    turn: int = 0  # clockwise quarter turns in degrees that the resident added to the upright page
    dpi: int = 300


@dataclass(frozen=True, slots=True)
class PdfMeta:
    title: str
    created: datetime  # aware
    language: str = "pl-PL"

    def to_json(self) -> dict[str, Any]:
        return {"title": self.title, "created": self.created.isoformat(), "language": self.language}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PdfMeta:
        return cls(str(data["title"]), datetime.fromisoformat(data["created"]), str(data["language"]))


def make_pdf(pages: Sequence[PdfPage], meta: PdfMeta) -> bytes:
    """Return a PDF/A-2b with one page per side and the text lying invisibly on the words."""
    raise NotImplementedError
