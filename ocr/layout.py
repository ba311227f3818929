"""Cuts a letter into the blocks that a person sees: sender on the left, recipient on the right, the body below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.page import Box, Line, LineKind, PageReading
from ocr.stamps import is_receipt_stamp

BLOCK_GAP_HEIGHTS = (
    0.62  # boxes of neighbouring lines nearly touch; an empty line between them is more than this
)
BODY_WIDTH = 0.6  # of the page


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    box: Box
    page_index: int
    confidence: float


Block = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One page: `header` is what stands above the first paragraph, cut into blocks from top to bottom."""

    lines: tuple[TextLine, ...]
    header: tuple[Block, ...]
    width_px: int


def text_lines(reading: PageReading, page_index: int) -> list[TextLine]:
    """Return the printed lines in reading order."""
    return [
        TextLine(line.text, line.box, page_index, _confidence(line))
        for line in reading.lines
        if line.kind is LineKind.PRINT and line.words and not is_receipt_stamp(line.text)
    ]


def lay_out(reading: PageReading, page_index: int) -> Layout:
    lines = text_lines(reading, page_index)
    blocks = _blocks(lines)
    return Layout(tuple(lines), tuple(_above_body(blocks, reading.width_px)), reading.width_px)


def rows(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield lines that stand beside each other, as in a form: the label, then what was filled in."""
    row: list[TextLine] = []
    for line in lines:
        if row and not _beside(row[-1].box, line.box):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _beside(left: Box, right: Box) -> bool:
    overlap = min(left.bottom, right.bottom) - max(left.y, right.y)
    return overlap > 0.5 * min(left.height, right.height) and right.x >= left.right - left.height


def _blocks(lines: Sequence[TextLine]) -> list[Block]:
    blocks: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda item: item.box.y):
        home = next((block for block in reversed(blocks) if _continues(block[-1].box, line.box)), None)
        if home is None:
            blocks.append([line])
        else:
            home.append(line)
    return [tuple(block) for block in blocks]


def _continues(above: Box, below: Box) -> bool:
    height = min(above.height, below.height)
    gap = below.y - above.bottom
    if gap > BLOCK_GAP_HEIGHTS * height or below.y < above.y + 0.4 * height:
        return False
    overlap = min(above.right, below.right) - max(above.x, below.x)
    aligned = abs(above.x - below.x) < 1.5 * height
    centred = abs((above.x + above.right) - (below.x + below.right)) < 3 * height
    return overlap > 0 and (aligned or centred or overlap > 0.5 * min(above.width, below.width))


def _above_body(blocks: Sequence[Block], width_px: int) -> Iterator[Block]:
    for block in blocks:
        wide = [line for line in block if line.box.width > BODY_WIDTH * width_px]
        if len(wide) >= 2:
            return
        yield block


def _confidence(line: Line) -> float:
    return min(word.confidence for word in line.words)
