"""Cuts a letter into what a person sees: blocks above the first sentence, the body, and what follows the signature."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.dates import find_dates
from ocr.page import Box, LineKind, PageReading, Word
from ocr.stamps import is_receipt_stamp

BLOCK_GAP_HEIGHTS = (
    0.62  # boxes of neighbouring lines nearly touch; an empty line between them is more than this
)
BODY_WIDTH = 0.56  # of the page
_GREETING = re.compile(
    r"^(?:szanown[iy]\w* (?:państwo|panie|pani)\b.{0,40}[,!]|dzień dobry|dear (?:sir|madam|mr|ms)|"
    r"sehr geehrte)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:na podstawie|zwracam|zwracamy|wnoszę|wnosimy|proszę|prosimy|w związku|uprzejmie|działając|składam|"
    r"niniejszym|w nawiązaniu|w odpowiedzi|ja,? niżej|my,? niżej|zgłaszam|informuj|i am writing|"
    r"hiermit|with reference)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:z (?:poważaniem|wyrazami|uszanowaniem)|łączę wyrazy|łączymy wyrazy|z góry dziękuj|"
    r"yours (?:faithfully|sincerely)|mit freundlichen|\(?czytelny podpis|\(?podpis)",
    re.IGNORECASE,
)
_SUBJECT_LABEL = re.compile(r"^\W?(?:dotyczy|dot|temat|w sprawie|sprawa|re|betreff)\b\s*[:.]", re.IGNORECASE)
# Copies to others and notices about personal data come last, and are not of the writer's making.
_NOT_THE_WRITER = re.compile(
    r"^(?:do wiadomości|otrzymuj|administratorem|klauzula|informacja o przetwarzaniu|zgodnie z art\. 13|rodo\b)",
    re.IGNORECASE,
)
_NO_PROSE = re.compile(
    r"\b(?:NIP|REGON|KRS|PESEL|tel|fax|e-?mail)\b|@|\b\d{2}-\d{3}\b|"
    r"^(?:dotyczy|dot|temat|sprawa|w sprawie|re|betreff|przedmiot)\b\s*[:.]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    box: Box
    page_index: int
    words: tuple[Word, ...]
    is_handwritten: bool = False

    @property
    def confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)


Block = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One page from top to bottom: `header` in blocks, the `body`'s lines, and the blocks of the `foot`."""

    lines: tuple[TextLine, ...]
    header: tuple[Block, ...]
    body: tuple[TextLine, ...]
    foot: tuple[Block, ...]
    width_px: int
    line_gap_px: float = 0.0  # between the lines of a paragraph: more in letters set with wide spacing

    @property
    def head_lines(self) -> list[TextLine]:
        """Lines above the body, in reading order."""
        inside = {id(line) for block in self.header for line in block}
        return [line for line in self.lines if id(line) in inside]

    @property
    def foot_lines(self) -> list[TextLine]:
        inside = {id(line) for block in self.foot for line in block}
        return [line for line in self.lines if id(line) in inside]


def text_lines(reading: PageReading, page_index: int, *, with_handwriting: bool = False) -> list[TextLine]:
    """Return the printed lines in reading order. Stamps are no source of values; handwriting only fills in forms."""
    kinds = (LineKind.PRINT, LineKind.HANDWRITING) if with_handwriting else (LineKind.PRINT,)
    return [
        TextLine(line.text, line.box, page_index, line.words, line.kind is LineKind.HANDWRITING)
        for line in reading.lines
        if line.kind in kinds and line.words and not is_receipt_stamp(line.text)
    ]


def lay_out(reading: PageReading, page_index: int) -> Layout:
    lines = text_lines(reading, page_index)
    start = _body_start(lines, reading.width_px)
    end = _body_end(lines, start)
    top = lines[start].box.y if start < len(lines) else reading.height_px + 1
    above = [line for line in lines[:start] if line.box.y < top]
    gap = _paragraph_gap(lines, reading.width_px)
    ended = next(
        (place for place in range(end, len(lines)) if _NOT_THE_WRITER.match(lines[place].text)), None
    )
    return Layout(
        lines=tuple(lines),
        header=tuple(blocks_of(above, gap)),
        body=tuple(line for line in lines[:end] if line not in above),
        foot=tuple(blocks_of(lines[end:ended], gap)),
        width_px=reading.width_px,
        line_gap_px=gap,
    )


def rows(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield lines that stand beside each other, as in a form: the label, then what was filled in."""
    row: list[TextLine] = []
    for line in sorted(lines, key=lambda item: item.box.y + item.box.height / 2):
        if row and not _on_the_height_of(row[0].box, line.box):
            yield sorted(row, key=lambda item: item.box.x)
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda item: item.box.x)


def after_closing(lines: Sequence[TextLine]) -> list[Block]:
    """Return what follows the closing words of a side, and the two lines above them; nothing on a side without."""
    place = next((place for place, line in enumerate(lines) if CLOSING.match(line.text)), None)
    return [] if place is None else blocks_of(lines[max(0, place - 2) :])


def is_centred(line: TextLine, width_px: int) -> bool:
    return abs((line.box.x + line.box.right) / 2 - width_px / 2) < 0.06 * width_px


def _body_start(lines: Sequence[TextLine], width_px: int) -> int:
    """Return the place of the first line that belongs to sentences; after all lines when there are none."""
    gap = _paragraph_gap(lines, width_px)
    is_subject = False
    for place, line in enumerate(lines):
        is_subject = bool(_SUBJECT_LABEL.match(line.text)) or (
            is_subject and line.box.y - lines[place - 1].box.bottom < gap + 0.4 * line.box.height
        )
        if is_subject:
            continue
        if _GREETING.match(line.text) and place > 1:
            return place
        if _OPENING.match(line.text) and line.box.width > 0.4 * width_px:
            return place
        if _is_prose(line, width_px) and _goes_on(line, lines[place + 1 :], width_px, gap):
            return place
        if CLOSING.match(line.text) and place > 4:
            return place
    return len(lines)


def _is_prose(line: TextLine, width_px: int) -> bool:
    text = line.text.lstrip("'`´\".,-| ")
    words = text.split()
    return (
        line.box.width > BODY_WIDTH * width_px
        and len(words) >= 5
        and not _NO_PROSE.search(text)
        and not _is_mostly_date(text)
        and sum(word[:1].islower() for word in words) * 2 >= len(words)
    )


def _is_mostly_date(text: str) -> bool:
    found = find_dates(text)
    return bool(found) and len(text) - (found[0].end - found[0].start) < 40


def _goes_on(line: TextLine, below: Sequence[TextLine], width_px: int, line_gap_px: float) -> bool:
    """A paragraph keeps its left edge; the lines of a title keep their middle."""
    follower = next((other for other in below if other.box.y > line.box.y + line.box.height // 2), None)
    if follower is None or follower.box.y - line.box.bottom > line_gap_px + 0.4 * line.box.height:
        return line.text.endswith((".", "!", ":"))
    if (
        _OPENING.match(follower.text)
        and is_centred(line, width_px)
        and line.box.x > follower.box.x + line.box.height
    ):
        return False  # the heading right above the first sentence
    # A paragraph comes back to the margin with its second line; a heading of two lines doesn't.
    margin = min((other.box.x for other in below if other.box.width > 0.5 * width_px), default=line.box.x)
    return -1.0 < (line.box.x - follower.box.x) / line.box.height < 4.0 and (
        follower.box.x < margin + 1.5 * line.box.height
    )


def _paragraph_gap(lines: Sequence[TextLine], width_px: int) -> float:
    """Return the space between wide lines that follow each other; 0 when there are too few to tell."""
    gaps = sorted(
        max(0, below.box.y - above.box.bottom)
        for above, below in itertools.pairwise(lines)
        if above.box.width > 0.5 * width_px and below.box.y > above.box.y + above.box.height // 2
    )
    return gaps[(len(gaps) - 1) // 4] if len(gaps) > 2 else 0.0


def _body_end(lines: Sequence[TextLine], start: int) -> int:
    ends = [place for place in range(start, len(lines)) if CLOSING.match(lines[place].text)]
    return ends[0] if ends else len(lines)


def _on_the_height_of(left: Box, right: Box) -> bool:
    overlap = min(left.bottom, right.bottom) - max(left.y, right.y)
    return overlap > 0.5 * min(left.height, right.height)


def blocks_of(lines: Sequence[TextLine], line_gap_px: float = 0.0) -> list[Block]:
    """Join lines that stand close below each other on the same edge or middle.

    `line_gap_px` is the space that the letter's paragraphs have between lines.
    """
    blocks: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda item: item.box.y):
        home = next(
            (block for block in reversed(blocks) if _continues(block[-1].box, line.box, line_gap_px)), None
        )
        if home is None:
            blocks.append([line])
        else:
            home.append(line)
    return [tuple(block) for block in blocks]


def _continues(above: Box, below: Box, line_gap_px: float) -> bool:
    height = min(above.height, below.height)
    gap = below.y - above.bottom
    if gap > max(BLOCK_GAP_HEIGHTS * height, line_gap_px + 0.35 * height) or below.y < above.y + 0.4 * height:
        return False
    overlap = min(above.right, below.right) - max(above.x, below.x)
    aligned = abs(above.x - below.x) < 1.5 * height
    centred = abs((above.x + above.right) - (below.x + below.right)) < 3 * height
    return overlap > 0 and (aligned or centred or overlap > 0.5 * min(above.width, below.width))
