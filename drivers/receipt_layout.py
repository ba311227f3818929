"""What stands where on the receipt: a pure function from what is true to lines, whatever prints them.

The slip carries nothing personal but the number, and the secret that opens the status of the case.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final, Self, TypeAlias

from drivers.receipt_words import HEADING, WORDS, ClockWords, Language, ReceiptWords
from drivers.wire import JsonValue

_LABEL_COLUMNS: Final = 12
_SECRET_GROUP: Final = 4


@dataclass(frozen=True)
class ReceiptSlip:
    """What the resident takes home."""

    office_name: str
    office_address: str
    """Address; a line break begins a new line."""
    number: str
    """With its check character, as in TOR1-7F3K-92QM-4."""
    handed_in_at: datetime
    """In local time."""
    clock: ClockWords
    sheets: int
    pages: int
    """Sides that are sent."""
    set_aside: int
    """Blank and removed sides: scanned and not sent."""
    digest_prefix: str
    """The first hex digits of the package's SHA-256."""
    secret: str
    qr: str
    """What the QR code says."""
    status_page: str = ""
    """Address of the status page, without the secret; empty = there is none yet."""
    is_signed: bool = False
    language: Language = Language.PL

    def __repr__(self) -> str:
        return f"ReceiptSlip({self.number})"  # the secret opens the case's status: it belongs in no log

    def to_json(self) -> dict[str, JsonValue]:
        """Return what goes through the process wall."""
        body: dict[str, JsonValue] = {item.name: getattr(self, item.name) for item in fields(self)}
        body["handed_in_at"] = self.handed_in_at.isoformat()
        return body

    @classmethod
    def from_json(cls, body: Mapping[str, JsonValue]) -> Self:
        """Read what came through the process wall."""
        sheets, pages, set_aside = body["sheets"], body["pages"], body["set_aside"]
        assert isinstance(sheets, int)  # noqa: S101 - our own client's words
        assert isinstance(pages, int)  # noqa: S101
        assert isinstance(set_aside, int)  # noqa: S101
        return cls(
            office_name=str(body["office_name"]),
            office_address=str(body["office_address"]),
            number=str(body["number"]),
            handed_in_at=datetime.fromisoformat(str(body["handed_in_at"])),
            clock=ClockWords(str(body["clock"])),
            sheets=sheets,
            pages=pages,
            set_aside=set_aside,
            digest_prefix=str(body["digest_prefix"]),
            secret=str(body["secret"]),
            qr=str(body["qr"]),
            status_page=str(body["status_page"]),
            is_signed=body["is_signed"] is True,
            language=Language(str(body["language"])),
        )


class Align(StrEnum):
    """Where a line stands."""

    LEFT = "left"
    CENTRE = "center"  # the printer library's spelling


@dataclass(frozen=True)
class TextLine:
    """One line of text; `width` and `height` are times the normal letter."""

    text: str
    align: Align = Align.LEFT
    width: int = 1
    height: int = 1
    is_bold: bool = False


@dataclass(frozen=True)
class QrLine:
    """A QR code, in the middle."""

    content: str


@dataclass(frozen=True)
class RuleLine:
    """A line across the paper."""


@dataclass(frozen=True)
class GapLine:
    """White paper, about half a line high."""


@dataclass(frozen=True)
class CutLine:
    """Feed past the knife and cut."""


ReceiptLine: TypeAlias = TextLine | QrLine | RuleLine | GapLine | CutLine


def lay_out(slip: ReceiptSlip, columns: int) -> tuple[ReceiptLine, ...]:
    """Lay the receipt out for paper of so many normal letters a line."""
    return tuple(_Layout(slip, columns).lines())


class _Layout:
    def __init__(self, slip: ReceiptSlip, columns: int) -> None:
        self._slip = slip
        self._columns = columns
        self._words: ReceiptWords = WORDS[slip.language]

    def lines(self) -> Iterator[ReceiptLine]:
        yield from self._head()
        yield RuleLine()
        yield from self._facts()
        yield RuleLine()
        yield from self._next_steps()
        yield RuleLine()
        yield from self._status()
        yield RuleLine()
        yield from self._paragraph(self._words.not_official)
        yield CutLine()

    def _head(self) -> Iterator[ReceiptLine]:
        slip, words = self._slip, self._words
        for text in self._balanced(slip.office_name, self._columns):
            yield TextLine(text, Align.CENTRE, is_bold=True)
        for part in slip.office_address.splitlines():
            yield from self._paragraph(part, Align.CENTRE)
        yield RuleLine()
        yield from self._title(HEADING, Align.CENTRE)
        if words.heading != HEADING:
            yield from self._paragraph(words.heading, Align.CENTRE)
        yield GapLine()
        yield TextLine(words.number, Align.CENTRE)
        size = max(1, min(3, self._columns // len(slip.number)))
        yield TextLine(slip.number, Align.CENTRE, width=size, height=size, is_bold=True)

    def _facts(self) -> Iterator[ReceiptLine]:
        slip, words = self._slip, self._words
        yield from self._fact(words.handed_in, words.moment(slip.handed_in_at))
        yield from self._fact("", words.clock[slip.clock])
        yield from self._fact(words.sheets, str(slip.sheets))
        yield from self._fact(words.pages, str(slip.pages))
        yield from self._fact(words.set_aside, str(slip.set_aside))
        yield from self._fact(words.signature, words.signed if slip.is_signed else words.not_signed)
        yield from self._fact(words.digest, _grouped(slip.digest_prefix))

    def _fact(self, label: str, value: str) -> Iterator[ReceiptLine]:
        for text in textwrap.wrap(value, self._columns - _LABEL_COLUMNS):
            yield TextLine(label.ljust(_LABEL_COLUMNS) + text)
            label = ""

    def _next_steps(self) -> Iterator[ReceiptLine]:
        yield from self._title(self._words.next_title)
        for number, step in enumerate(self._words.next_steps, 1):
            hanging = {"initial_indent": f"{number}. ", "subsequent_indent": "   "}
            for text in textwrap.wrap(step, self._columns, **hanging):  # type: ignore[arg-type]  # both are text
                yield TextLine(text)

    def _status(self) -> Iterator[ReceiptLine]:
        slip, words = self._slip, self._words
        yield from self._title(words.status_title)
        yield from self._paragraph(words.status_scan)
        yield GapLine()
        yield QrLine(slip.qr)
        yield GapLine()
        if slip.status_page:
            yield from self._paragraph(words.status_page)
            # Never broken: a printer wraps by itself, and nobody has to guess where a hyphen came from.
            yield TextLine(slip.status_page, is_bold=True)
        yield GapLine()
        yield TextLine(words.secret, Align.CENTRE)
        secret = _grouped(slip.secret)
        size = max(1, min(2, self._columns // len(secret)))
        yield TextLine(secret, Align.CENTRE, width=size, height=size, is_bold=True)
        yield from self._paragraph(words.secret_warning)

    def _title(self, text: str, align: Align = Align.LEFT) -> Iterator[ReceiptLine]:
        for line in self._balanced(text, self._columns // 2):
            yield TextLine(line, align, width=2, height=2, is_bold=True)

    def _paragraph(self, text: str, align: Align = Align.LEFT) -> Iterator[ReceiptLine]:
        return (TextLine(line, align) for line in self._wrap(text))

    def _wrap(self, text: str) -> list[str]:
        return textwrap.wrap(text, self._columns, break_on_hyphens=False)

    def _balanced(self, text: str, columns: int) -> list[str]:
        """Wrap into lines of about the same length, which centred lines need to look well."""
        lines = textwrap.wrap(text, columns, break_on_hyphens=False)
        for width in range(len(text) // max(len(lines), 1), columns):
            narrower = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
            if len(narrower) == len(lines):
                return narrower
        return lines


def _grouped(text: str) -> str:
    plain = text.replace("-", "").replace(" ", "")
    return " ".join(plain[start : start + _SECRET_GROUP] for start in range(0, len(plain), _SECRET_GROUP))
