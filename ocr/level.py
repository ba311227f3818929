"""Brings the lines of print to run from left to right and level; whether the page stands on its head comes later."""

from __future__ import annotations

from dataclasses import replace

from ocr.orientation import find_axis
from ocr.page import quarter_turn
from ocr.prepare import erase_rules, straighten, turn_upright
from ocr.sheet import Sheet


def level(sheet: Sheet) -> Sheet:
    """Turn a sideways page by a quarter and take its skew back."""
    axis = find_axis(sheet.ink.evened)
    rotation = quarter_turn(90 if axis.sideways else 0)
    ink = sheet.ink.transformed(lambda pixels: straighten(turn_upright(pixels, rotation), axis.skew_degrees))
    return replace(sheet, ink=ink, rotation=rotation, skew_degrees=axis.skew_degrees)


def without_rules(sheet: Sheet) -> Sheet:
    """Erase the upright rules of tables."""
    return replace(sheet, ink=sheet.ink.without(erase_rules))
