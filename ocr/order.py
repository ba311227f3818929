"""Puts the pieces into reading order and joins them into lines."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace

from ocr.lines import in_rows
from ocr.page import Box, Line, LineKind, Word
from ocr.sheet import Piece, Sheet
from ocr.stamps import is_receipt_stamp
from ocr.text import Sign, text_of, words_of

ROW_GAP_HEIGHTS = 1.5


def put_in_order(sheet: Sheet) -> Sheet:
    """Join the pieces of a row into lines; a wide gap ends one, so that a stamp beside print stays apart."""
    pieces = [piece for piece in sheet.pieces if piece.signs]
    ordered: list[Line] = []
    for row in in_rows([piece.box for piece in pieces]):
        group: list[Piece] = []
        for index in row:
            if group and not _belongs(group[-1], pieces[index]):
                ordered.append(_joined(group))
                group = []
            group.append(pieces[index])
        ordered.append(_joined(group))
    # What nobody can read is no part of the text, and stands in the order of nothing.
    ordered.extend(Line((), piece.box, piece.kind) for piece in sheet.pieces if not piece.signs)
    return replace(sheet, lines=tuple(ordered))


def _belongs(left: Piece, right: Piece) -> bool:
    gap = right.box.x - left.box.right
    return left.kind is right.kind and gap <= ROW_GAP_HEIGHTS * min(left.box.height, right.box.height)


def _joined(group: Sequence[Piece]) -> Line:
    words = tuple(_word(word, piece.box) for piece in group for word in words_of(piece.signs))
    kind = group[0].kind
    if kind is LineKind.PRINT and is_receipt_stamp(" ".join(word.text for word in words)):
        kind = LineKind.STAMP  # a grey scan doesn't show it by its colour
    box = group[0].box
    for piece in group[1:]:
        box = box.union(piece.box)
    return Line(words=words, box=box, kind=kind)


def _word(signs: Sequence[Sign], line: Box) -> Word:
    left = line.x + round(min(sign.left for sign in signs))
    right = line.x + round(max(sign.right for sign in signs))
    # The weakest sign spoils the word; the mean alone would hide it.
    confidences = [sign.confidence for sign in signs]
    confidence = 0.5 * min(confidences) + 0.5 * statistics.fmean(confidences)
    return Word(text_of(signs), Box(left, line.y, max(1, right - left), line.height), confidence)
