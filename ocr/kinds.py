"""Tells print from stamps and from what was written by hand."""

from __future__ import annotations

from dataclasses import replace

from ocr.page import LineKind
from ocr.sheet import Piece, Sheet
from ocr.text import Signs, confidence_of

LETTERHEAD_SHARE = 0.12  # coloured print in this part of the page is a letterhead, not a stamp
LEGIBLE_STAMP = 0.85  # coloured ink read more surely than this was pressed, not written


def tell_kinds(sheet: Sheet) -> Sheet:
    """Give every piece its kind."""
    coloured = [sheet.ink.is_coloured(piece.box) for piece in sheet.pieces]
    # Somebody who prints everything in blue has not stamped it.
    stands_out = sum(coloured) * 2 < len(coloured)
    letterhead = LETTERHEAD_SHARE * sheet.ink.evened.shape[0]
    return sheet.with_pieces(
        tuple(
            _told(piece, in_colour=in_colour and stands_out and piece.box.y > letterhead)
            for piece, in_colour in zip(sheet.pieces, coloured, strict=True)
        )
    )


def _told(piece: Piece, *, in_colour: bool) -> Piece:
    if in_colour:
        return replace(piece, kind=_coloured_kind(piece.signs))
    return piece


def _coloured_kind(signs: Signs) -> LineKind:
    """Coloured ink is a stamp or a hand; which of the two, its legibility tells."""
    return LineKind.STAMP if confidence_of(signs) > LEGIBLE_STAMP else LineKind.HANDWRITING
