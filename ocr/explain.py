"""Watches a page being read and keeps what each step made of it, for somebody who asks why a page was read so.

It costs nothing unless it is asked for: `Engine.read(…, seen=Recorder(picture))`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ocr.doubt import Doubts
from ocr.fuse import oddity
from ocr.image import Picture, Pixels
from ocr.lines import covers
from ocr.page import Box, Line
from ocr.prepare import even_out
from ocr.quality import Quality, measure
from ocr.sheet import Piece, Sheet
from ocr.text import Signs, confidence_of, text_of, words_of
from ocr.words import WordList

SHOWN_WIDTH_PX = 760
JPEG_QUALITY = 62
REMOVED_BY = 60  # this much lighter than before: the step has taken something away
RED_RGB = (200, 30, 30)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a step made of the page: a JPEG, the page's size in its own pixels, and the boxes to draw over it."""

    step: str
    jpeg: bytes
    width: int
    height: int
    said: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """One box that was read: what came of it, what each reader saw in it, and why a second one was asked."""

    box: Box
    kind: str
    text: str
    confidence: float
    witnesses: tuple[str, ...]
    why: str


class Recorder:
    """Give it to the engine as `seen`, then look at what it kept."""

    def __init__(self, picture: Picture, words: WordList) -> None:
        self._words = words
        self._before: Sheet | None = None
        self._grey = picture.grey
        colour = picture.colour if picture.colour is not None else picture.grey
        self.shown: list[Shown] = [_shown("as scanned", colour)]
        self.heard: list[Heard] = []
        self.unread: list[Box] = []
        self.lines: tuple[Line, ...] = ()
        self.quality: Quality | None = None

    def __call__(self, step: str, sheet: Sheet) -> None:
        """Take down what the step changed."""
        before = self._before
        if before is None:
            self.shown.append(_shown("even out", _unturned(sheet), said="the paper's tone divided away"))
        self._see_ink(step, before, sheet)
        if sheet.found and (before is None or before.found != sheet.found):
            boxes = tuple(found.box for found in sheet.found)
            self.shown.append(_shown(step, sheet.ink.evened, said=f"{len(boxes)} boxes", boxes=boxes))
        if sheet.pieces:
            self.heard = [_heard(piece, self._words) for piece in sheet.pieces]
            self.unread = [f.box for f in sheet.found if not any(covers(p.box, f.box) for p in sheet.pieces)]
        self.lines = sheet.lines
        self._before = sheet

    def finish(self) -> None:
        """Measure the page as it stood at the end."""
        if self._before is not None:
            self.quality = measure(self._before)
            self.shown.append(_shown("read", self._before.ink.evened, said=f"{len(self.lines)} lines"))

    def _see_ink(self, step: str, before: Sheet | None, sheet: Sheet) -> None:
        if before is None:
            if sheet.rotation or sheet.skew_degrees:
                self.shown.append(_shown(step, sheet.ink.evened, said=_turned(0, sheet)))
            return
        if before.ink is sheet.ink:
            return
        if (before.rotation, before.skew_degrees) != (sheet.rotation, sheet.skew_degrees):
            self.shown.append(_shown(step, sheet.ink.evened, said=_turned(before.rotation, sheet)))
            return
        marked, share = _with_removed(before.ink.evened, sheet.ink.evened)
        self.shown.append(_shown(step, marked, said=f"red: taken away, {share:.2%} of the page"))


def _unturned(sheet: Sheet) -> Pixels:
    return even_out(sheet.picture.grey)


def _turned(before: int, sheet: Sheet) -> str:
    turn = (sheet.rotation - before) % 360
    parts = [f"turned back by {turn}°"] if turn else []
    return ", ".join([*parts, f"straightened by {sheet.skew_degrees:.2f}°"])


def _with_removed(before: Pixels, after: Pixels) -> tuple[Pixels, float]:
    """Return the page after a step with what the step has taken away in red, and how much that is."""
    rgb = cv2.cvtColor(after, cv2.COLOR_GRAY2RGB)
    if before.shape != after.shape:
        return np.asarray(rgb, dtype=np.uint8), 0.0
    removed = cv2.subtract(after, before) > REMOVED_BY
    rgb[removed] = RED_RGB
    return np.asarray(rgb, dtype=np.uint8), float(np.mean(removed))


def _shown(step: str, pixels: Pixels, *, said: str = "", boxes: Sequence[Box] = ()) -> Shown:
    height, width = pixels.shape[:2]
    scale = min(1.0, SHOWN_WIDTH_PX / width)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if small.ndim == 3:
        small = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
    _, jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return Shown(step, jpeg.tobytes(), width, height, said, tuple(boxes))


def _heard(piece: Piece, words: WordList) -> Heard:
    witnesses = tuple(text_of(signs) for signs in piece.witnesses)
    why = why_asked(piece.witnesses[0], words) if len(witnesses) > 1 else ""
    return Heard(
        piece.box, piece.kind.value, text_of(piece.signs), confidence_of(piece.signs), witnesses, why
    )


def why_asked(first: Signs, words: WordList) -> str:
    """Say what in the first reader's text made a second one worth its time."""
    doubts = Doubts()
    if not first:
        return "the first reader saw nothing"
    reasons = []
    if confidence_of(first) < doubts.line_confidence:
        reasons.append(f"the line's confidence is {confidence_of(first):.2f}")
    if oddity(text_of(first)):
        reasons.append("it holds signs that print hardly has")
    for word in words_of(first):
        lowest = min(sign.confidence for sign in word)
        letters = sum(sign.text.isalpha() for sign in word)
        if lowest < doubts.word_confidence:
            reasons.append(f"“{text_of(word)}” is read with {lowest:.2f}")
        elif letters >= doubts.unknown_letters and not words.knows(text_of(word)):
            reasons.append(f"“{text_of(word)}” is in no word list")
    return "; ".join(reasons[:4]) or "another rule of doubt"
