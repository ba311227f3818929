"""Says what a page turned out to be once its lines are read: text, an empty back, or a picture without letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.blank import has_text, is_marked
from ocr.image import Picture
from ocr.page import Box, Line, OcrFault, PageReading, PageStatus, Word
from ocr.sheet import Sheet

PALE_STAMP = 205  # a coffee ring is paler
HALF_PAGE = 0.5
MAX_LINE_PX = 700  # 6 cm at 300 dpi


def judge(sheet: Sheet) -> PageReading:
    """Return the finished sheet as a reading, with boxes in pixels of the file."""
    lines = [line for line in sheet.lines if not _is_paper(line, sheet)]
    if not has_text(lines) and not _is_marked(sheet):
        return replace(_reading(sheet), blank=True, confidence=1.0, lines=(), skew_degrees=0.0)
    if not any(line.words for line in sheet.lines):
        return unread(sheet.picture, OcrFault.NO_TEXT)
    return _reading(sheet)


def _is_paper(line: Line, sheet: Sheet) -> bool:
    """Say whether the line finder took an empty sheet for one line; letters this large would be marks."""
    height, width = sheet.ink.evened.shape
    is_most = line.box.height > HALF_PAGE * height and line.box.width > HALF_PAGE * width
    return is_most and line.box.height > MAX_LINE_PX


def _is_marked(sheet: Sheet) -> bool:
    return any(ring.level < PALE_STAMP for ring in sheet.rings) or is_marked(sheet.ink.evened)


def unread(picture: Picture, reason: OcrFault) -> PageReading:
    return PageReading(
        status=PageStatus.IMAGE_ONLY,
        reason=reason.value,
        width_px=picture.width_px,
        height_px=picture.height_px,
    )


def _reading(sheet: Sheet) -> PageReading:
    width, height = sheet.picture.width_px, sheet.picture.height_px
    if sheet.rotation in (90, 270):
        width, height = height, width
    return PageReading(
        status=PageStatus.READ,
        rotation=sheet.rotation,
        skew_degrees=sheet.skew_degrees,
        confidence=_confidence(sheet.lines),
        width_px=width,
        height_px=height,
        lines=tuple(_scaled(line, sheet.picture.scale) for line in sheet.lines),
    )


def _confidence(lines: Sequence[Line]) -> float:
    letters = sum(len(word.text) for line in lines for word in line.words)
    weight = sum(len(word.text) * word.confidence for line in lines for word in line.words)
    return weight / letters if letters else 0.0


def _scaled(line: Line, scale: float) -> Line:
    if scale == 1.0:
        return line
    words = tuple(Word(word.text, _scaled_box(word.box, scale), word.confidence) for word in line.words)
    return Line(words, _scaled_box(line.box, scale), line.kind)


def _scaled_box(box: Box, scale: float) -> Box:
    return Box(*(round(value * scale) for value in box.to_list()))
