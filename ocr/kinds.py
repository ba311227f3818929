"""Tells print from stamps and from what was written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocr.lines import in_rows
from ocr.page import LineKind
from ocr.round_stamps import Ring
from ocr.sheet import Piece, Sheet
from ocr.text import Signs, confidence_of

LETTERHEAD_SHARE = 0.12  # coloured print in this part of the page is a letterhead, not a stamp
SCRAP_SHARE = 0.4  # of a round stamp's radius: a few letters of what runs along its ring
LEGIBLE_HAND = 0.75  # below it, what a hand wrote was guessed, and goes on as a picture only
LEGIBLE_STAMP = 0.85  # coloured ink read more surely than this was pressed, not written


def tell_kinds(sheet: Sheet) -> Sheet:
    """Give every piece its kind."""
    sheet = _with_round_stamps(sheet)
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


def _with_round_stamps(sheet: Sheet) -> Sheet:
    """Put one stamp in the place of the scraps of its ring that were found as lines."""
    scraps = {index for index, piece in enumerate(sheet.pieces) if _is_scrap(piece, sheet.rings)}
    for row in in_rows([piece.box for piece in sheet.pieces]):
        if any(index not in scraps for index in row):
            scraps.difference_update(row)  # a short word of a printed line across the stamp
    pieces = (piece for index, piece in enumerate(sheet.pieces) if index not in scraps)
    return sheet.with_pieces((*pieces, *(Piece(ring.box, (), LineKind.STAMP) for ring in sheet.rings)))


def _is_scrap(piece: Piece, rings: Sequence[Ring]) -> bool:
    size = max(piece.box.width, piece.box.height)
    return any(ring.holds(piece.box) and size < SCRAP_SHARE * ring.radius for ring in rings)


def _told(piece: Piece, *, in_colour: bool) -> Piece:
    if piece.kind is not LineKind.PRINT:
        return piece
    if in_colour:
        kind = _coloured_kind(piece.signs)
        if kind is LineKind.HANDWRITING and confidence_of(piece.signs) < LEGIBLE_HAND:
            return Piece(piece.box, (), kind)
        return replace(piece, kind=kind)
    return piece


def _coloured_kind(signs: Signs) -> LineKind:
    """Coloured ink is a stamp or a hand; which of the two, its legibility tells."""
    return LineKind.STAMP if confidence_of(signs) > LEGIBLE_STAMP else LineKind.HANDWRITING
