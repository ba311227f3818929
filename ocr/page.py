"""What one scanned side turned out to be: the value that every other part of the kiosk passes around.

Boxes are pixels on the *straightened* page: the scan turned upright by quarter turns and then turned back
by its skew about its centre. Both steps keep the size, so `width_px` and `height_px` are the scan's own,
swapped for a sideways page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal, Self

Rotation = Literal[0, 90, 180, 270]


class PageStatus(StrEnum):
    READ = "read"
    IMAGE_ONLY = "image_only"  # the picture is good enough to send; no text goes with it
    UNREADABLE = "unreadable"  # there is no picture: the sheet has to be scanned again


class OcrFault(StrEnum):
    """Why a side has no text. An empty reason means that it was read, or is blank."""

    UNREADABLE_IMAGE = "ocr.unreadable_image"  # not an image, cut short, or of no size
    IMAGE_TOO_LARGE = "ocr.image_too_large"  # more pixels than any sheet has: refused before it is unpacked
    SEVERAL_PAGES = (
        "ocr.several_pages"  # a TIFF file of more than one page: taking the first would lose the others
    )
    TOO_SLOW = "ocr.too_slow"  # the limit per page ran out
    WORKER_LOST = "ocr.worker_lost"  # the reading process died twice on this page
    BLACK_PAGE = "ocr.black_page"  # nothing but darkness: the lid was open, or the sheet is black
    NO_TEXT = "ocr.no_text"  # a picture without letters, for instance a photograph
    FORGOTTEN = "ocr.forgotten"  # the page was removed before its turn came
    PDF_NOT_MADE = "ocr.pdf_not_made"  # no page's reason: the whole document could not be put together
    BAD_CALL = "ocr.bad_call"  # no page's reason: the host was asked for nonsense


class ScanFault(StrEnum):
    """Why a sheet should be scanned again: what the resident can do something about, and in the end the rest."""

    TOO_DARK = "ocr.scan_too_dark"
    TOO_FAINT = "ocr.scan_too_faint"
    MOVED = "ocr.scan_moved"  # blurred along the movement, or all over
    FOLDED = "ocr.scan_folded"  # folded, crumpled, or part of the sheet outside the picture
    TOO_SMALL = "ocr.scan_too_small"  # small print, or too few pixels for it
    HARD_TO_READ = "ocr.scan_hard_to_read"


class PageContent(StrEnum):
    """What is on a page. Only print can be so badly scanned that a new scan is asked for."""

    PRINT = "print"
    HANDWRITING = "handwriting"
    PICTURE = "picture"
    OTHER_SCRIPT = "other_script"  # print, but not in Latin letters


class LineKind(StrEnum):
    PRINT = "print"
    STAMP = "stamp"
    HANDWRITING = "handwriting"


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def union(self, other: Box) -> Box:
        left, top = min(self.x, other.x), min(self.y, other.y)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)

    def to_list(self) -> list[int]:
        return [self.x, self.y, self.width, self.height]

    @classmethod
    def from_list(cls, values: Sequence[int]) -> Self:
        x, y, width, height = (int(value) for value in values)
        return cls(x, y, width, height)


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class Line:
    words: tuple[Word, ...]
    box: Box
    kind: LineKind = LineKind.PRINT

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences, weighted by their length."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0


@dataclass(frozen=True, slots=True)
class PageReading:
    status: PageStatus
    reason: str = ""  # a member of OcrFault, or empty
    rotation: Rotation = 0  # how far the content is turned clockwise in the image handed in
    skew_degrees: float = 0.0  # tilt left after the quarter turn, clockwise positive
    blank: bool = False
    confidence: float = 0.0
    width_px: int = 0
    height_px: int = 0
    lines: tuple[Line, ...] = field(default=())
    seconds: float = 0.0
    error_rate: float = 0.0  # expected share of wrong letters, 0..1
    rescan: ScanFault | None = None  # set when so much of the print is probably wrong that a new scan pays
    content: PageContent = PageContent.PRINT

    @classmethod
    def without_text(cls, status: PageStatus, reason: OcrFault, *, seconds: float = 0.0) -> Self:
        return cls(status=status, reason=reason.value, seconds=seconds)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines if line.words)

    def timed(self, seconds: float) -> PageReading:
        return replace(self, seconds=seconds)

    def to_json(self) -> dict[str, Any]:
        """Return plain lists and dicts; a word is `[text, x, y, width, height, confidence]` to stay small."""
        return {
            "status": self.status.value,
            "reason": self.reason,
            "rotation": self.rotation,
            "skew_degrees": self.skew_degrees,
            "blank": self.blank,
            "confidence": round(self.confidence, 4),
            "width_px": self.width_px,
            "height_px": self.height_px,
            "seconds": round(self.seconds, 3),
            "error_rate": round(self.error_rate, 4),
            "rescan": None if self.rescan is None else self.rescan.value,
            "content": self.content.value,
            "lines": [_line_to_json(line) for line in self.lines],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            status=PageStatus(data["status"]),
            reason=str(data["reason"]),
            rotation=quarter_turn(int(data["rotation"])),
            skew_degrees=float(data["skew_degrees"]),
            blank=bool(data["blank"]),
            confidence=float(data["confidence"]),
            width_px=int(data["width_px"]),
            height_px=int(data["height_px"]),
            seconds=float(data["seconds"]),
            error_rate=float(data["error_rate"]),
            rescan=None if data["rescan"] is None else ScanFault(data["rescan"]),
            content=PageContent(data["content"]),
            lines=tuple(_line_from_json(line) for line in data["lines"]),
        )

    def to_bytes(self) -> bytes:
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes | memoryview) -> Self:
        return cls.from_json(json.loads(bytes(data)))


def quarter_turn(degrees: int) -> Rotation:
    """Return `degrees` as one of the four quarter turns; anything else is a ValueError."""
    match degrees % 360:
        case 0:
            return 0
        case 90:
            return 90
        case 180:
            return 180
        case 270:
            return 270
    raise ValueError(f"not a quarter turn: {degrees}")


def _line_to_json(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind.value,
        "box": line.box.to_list(),
        "words": [[word.text, *word.box.to_list(), round(word.confidence, 4)] for word in line.words],
    }


def _line_from_json(data: Mapping[str, Any]) -> Line:
    words = tuple(
        Word(text=str(row[0]), box=Box.from_list(row[1:5]), confidence=float(row[5])) for row in data["words"]
    )
    return Line(words=words, box=Box.from_list(data["box"]), kind=LineKind(data["kind"]))
