"""One side on its way from picture to reading: each step takes this value and gives back a fuller one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from ocr.image import Picture
from ocr.ink import Ink
from ocr.lines import Found
from ocr.page import Box, Line, LineKind, Rotation
from ocr.prepare import even_out
from ocr.round_stamps import Ring
from ocr.text import Signs

HasTime = Callable[[], bool]  # True while there is time left for the page


class OutOfTimeError(Exception):
    """The page used up its time between two lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read in one box: a line, or the part of one between two wide gaps.

    A stamp or a hand that nobody can read has no signs.
    """

    box: Box
    signs: Signs
    kind: LineKind = LineKind.PRINT
    witnesses: tuple[Signs, ...] = ()  # what each reader that was asked saw, in the order of asking


@dataclass(frozen=True, slots=True)
class Sheet:
    """`ink` is upright and straight as soon as `rotation` and `skew_degrees` say so; boxes are pixels in it."""

    picture: Picture
    ink: Ink
    rotation: Rotation = 0
    skew_degrees: float = 0.0
    rings: tuple[Ring, ...] = ()  # round stamps, erased from `ink`
    found: tuple[Found, ...] = ()
    pieces: tuple[Piece, ...] = ()
    lines: tuple[Line, ...] = ()

    @classmethod
    def of(cls, picture: Picture) -> Sheet:
        return cls(picture, Ink.of(picture, even_out(picture.grey)))

    def with_pieces(self, pieces: tuple[Piece, ...]) -> Sheet:
        return replace(self, pieces=pieces)


class Step(NamedTuple):
    """A named stage of reading. The name is what is shown to somebody who asks what was done to a page."""

    name: str
    run: Callable[[Sheet], Sheet]


Seen = Callable[[str, Sheet], None]  # told each step's name and what it made of the page
