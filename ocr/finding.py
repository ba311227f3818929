"""Finds every box that may hold a line, black print first."""

from __future__ import annotations

from dataclasses import replace

from ocr.lines import Found, LineFinder, covers
from ocr.sheet import Sheet


def find_lines(sheet: Sheet, finder: LineFinder) -> Sheet:
    """Find print where no coloured ink joins or hides it, then the coloured lines beside it."""
    found = finder.find(sheet.ink.print_only)
    return replace(sheet, found=(*found, *_coloured_beside(found, sheet, finder)))


def _coloured_beside(found: list[Found], sheet: Sheet, finder: LineFinder) -> list[Found]:
    if sheet.ink.colour_mask is None:
        return []
    coloured = [other for other in finder.find(sheet.ink.evened) if sheet.ink.is_coloured(other.box)]
    return [other for other in coloured if not any(covers(line.box, other.box) for line in found)]
