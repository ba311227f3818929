"""Brings the lines of print to run from left to right and level; whether the page stands on its head comes later."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ocr.image import Pixels
from ocr.orientation import find_axis
from ocr.page import quarter_turn
from ocr.prepare import erase_rules, straighten, turn_upright
from ocr.round_stamps import find_rings, without_rings
from ocr.sheet import Sheet
from ocr.tiles import densest, tiles_of


def level(sheet: Sheet) -> Sheet:
    """Turn a sideways page by a quarter and take its skew back."""
    axis = find_axis(_most_printed(sheet.ink.evened))
    rotation = quarter_turn(90 if axis.sideways else 0)
    ink = sheet.ink.transformed(lambda pixels: straighten(turn_upright(pixels, rotation), axis.skew_degrees))
    return replace(sheet, ink=ink, rotation=rotation, skew_degrees=axis.skew_degrees)


def _most_printed(evened: Pixels) -> Pixels:
    """Return the part of a very long page that says most about its lines; any other page whole."""
    height, width = evened.shape
    if len(tiles_of(width, height)) == 1:
        return evened
    # Square, for the longer side's profile is the steeper one, whatever is printed.
    tiles = tiles_of(width, height, aspect=1.0)
    tile = densest(tiles, [float((255 - evened[t.y : t.bottom : 4, t.x : t.right : 4]).sum()) for t in tiles])
    return np.ascontiguousarray(evened[tile.y : tile.bottom, tile.x : tile.right])


def without_rules(sheet: Sheet) -> Sheet:
    """Erase the rules of tables and underlines."""
    return replace(sheet, ink=sheet.ink.without(erase_rules))


def without_round_stamps(sheet: Sheet) -> Sheet:
    """Erase round stamps, remembering where they are."""
    rings = find_rings(sheet.ink.evened)
    ink = sheet.ink.without(lambda pixels: without_rings(pixels, rings))
    return replace(sheet, ink=ink, rings=tuple(rings))
