"""Reads one page with the models loaded: from a picture to an upright page with lines of words.

Order matters for the cost: the axis first, since only a level page has lines to find; the lines next, since blank
pages end there; one quick recogniser on every line, and the slow one only where the quick one is in doubt.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.blank import ink_share, is_blank, is_dark
from ocr.direction import DirectionFinder
from ocr.doubt import is_doubtful, is_noise
from ocr.fuse import fuse
from ocr.image import Picture, Pixels
from ocr.ink import Ink
from ocr.lines import Found, LineFinder, covers, in_rows, turned_over
from ocr.models import ModelPaths, load_session
from ocr.orientation import find_axis
from ocr.page import Box, Line, LineKind, OcrFault, PageReading, PageStatus, Rotation, Word, quarter_turn
from ocr.prepare import erase_rules, even_out, straighten, turn_upright
from ocr.recognise_paddle import PaddleRecogniser
from ocr.recognise_tesseract import TesseractRecogniser
from ocr.stamps import is_receipt_stamp
from ocr.text import Recogniser, Sign, Signs, confidence_of, text_of, words_of
from ocr.tidy import tidy
from ocr.words import WordList

MIN_SECOND_CONFIDENCE = 0.5  # a doubtful line of which the second reader sees no more than this is no text
ROW_GAP_HEIGHTS = 1.5
LETTERHEAD_SHARE = 0.12  # coloured print in this part of the page is a letterhead, not a stamp

Watch = Callable[[], bool]  # True while there is time left


class OutOfTimeError(Exception):
    """The page used up its time between two lines."""


@dataclass(frozen=True, slots=True)
class _Upright:
    """The page as it should be read, and what was done to get there."""

    ink: Ink
    rotation: Rotation
    skew_degrees: float
    found: list[Found]


@dataclass(frozen=True, slots=True)
class _ReadLine:
    box: Box
    signs: Signs
    kind: LineKind


class Engine:
    """The models of one process. Not safe to share between threads."""

    def __init__(
        self,
        *,
        finder: LineFinder,
        direction: DirectionFinder,
        first: Recogniser,
        second: Recogniser,
        words: WordList,
    ) -> None:
        self._finder = finder
        self._direction = direction
        self._first = first
        self._second = second
        self._words = words

    @classmethod
    def load(cls, paths: ModelPaths | None = None, words: WordList | None = None) -> Engine:
        """Load every model; a second or two."""
        paths = paths or ModelPaths.find()
        return cls(
            finder=LineFinder(load_session(paths.detector)),
            direction=DirectionFinder(load_session(paths.direction)),
            first=TesseractRecogniser(paths.tessdata),
            second=PaddleRecogniser(load_session(paths.recogniser)),
            words=WordList.load() if words is None else words,
        )

    def warm_up(self) -> None:
        """Run every model once: the first run plans its memory and is slower than all others."""
        sheet = np.full((960, 704), 255, np.uint8)
        sheet[100:110, 50:600:9] = 0
        self._finder.find(sheet)
        strip = np.ascontiguousarray(sheet[90:120, :400])
        self._first.read(strip)
        self._second.read(strip)
        self._direction.upside_down_votes(sheet, [Box(50, 90, 500, 30)])

    def read(self, picture: Picture, has_time: Watch = lambda: True) -> PageReading:
        """Read the page. OutOfTimeError when `has_time` says so before the last line."""
        evened = even_out(picture.grey)
        if is_dark(picture.grey):
            return _unread(picture, OcrFault.BLACK_PAGE)
        upright = self._upright(picture, evened)
        lines = [line for line in self._lines(upright, has_time) if line.signs]
        reading = _reading(picture, upright, [tidy(line) for line in _in_order(lines)])
        if is_blank(reading.lines, ink_share(upright.ink.evened)):
            return _blank(reading)
        if not reading.lines:
            return _unread(picture, OcrFault.NO_TEXT)
        return reading

    def _upright(self, picture: Picture, evened: Pixels) -> _Upright:
        axis = find_axis(evened)
        rotation = quarter_turn(90 if axis.sideways else 0)
        ink = Ink.of(picture, evened).transformed(
            lambda pixels: straighten(turn_upright(pixels, rotation), axis.skew_degrees)
        )
        ink = ink.without(erase_rules)
        found = self._find(ink)
        if self._is_upside_down(ink.evened, [f.box for f in found]):
            height, width = ink.evened.shape
            found = turned_over(found, width, height)
            ink = ink.transformed(lambda pixels: turn_upright(pixels, 180))
            rotation = quarter_turn(rotation + 180)
        return _Upright(ink, rotation, axis.skew_degrees, found)

    def _find(self, ink: Ink) -> list[Found]:
        """Find print where no coloured ink joins or hides it, then the coloured lines beside it."""
        found = self._finder.find(ink.print_only)
        if ink.colour_mask is None:
            return found
        coloured = [other for other in self._finder.find(ink.evened) if ink.is_coloured(other.box)]
        return found + [other for other in coloured if not any(covers(line.box, other.box) for line in found)]

    def _is_upside_down(self, evened: Pixels, boxes: Sequence[Box]) -> bool:
        votes = self._direction.upside_down_votes(evened, boxes)
        asked = min(len(boxes), 12)
        if abs(votes) >= 0.3 * asked:
            return votes > 0
        return self._reads_better_upside_down(evened, boxes)

    def _reads_better_upside_down(self, evened: Pixels, boxes: Sequence[Box]) -> bool:
        """Read a few lines both ways: the second opinion for short pages."""
        upright = reversed_ = 0.0
        for box in sorted(boxes, key=lambda box: -box.width)[:4]:
            crop = _crop(evened, box)
            upright += confidence_of(self._second.read(crop))
            reversed_ += confidence_of(self._second.read(np.ascontiguousarray(crop[::-1, ::-1])))
        return reversed_ > upright

    def _lines(self, page: _Upright, has_time: Watch) -> list[_ReadLine]:
        coloured = [page.ink.is_coloured(found.box) for found in page.found]
        # Somebody who prints everything in blue has not stamped it.
        stands_out = sum(coloured) * 2 < len(coloured)
        lines = []
        for found, in_colour in zip(page.found, coloured, strict=True):
            if not has_time():
                raise OutOfTimeError
            signs = self._read_line(_crop(page.ink.evened if in_colour else page.ink.print_only, found.box))
            below_letterhead = found.box.y > LETTERHEAD_SHARE * page.ink.evened.shape[0]
            kind = _coloured_kind(signs) if in_colour and stands_out and below_letterhead else LineKind.PRINT
            lines.append(_ReadLine(found.box, signs, kind))
        return lines

    def _read_line(self, crop: Pixels) -> Signs:
        first = self._first.read(crop)
        if not is_doubtful(first, self._words):
            return first
        second = self._second.read(crop)
        if confidence_of(second) < MIN_SECOND_CONFIDENCE:
            return ()
        fused = fuse(first, second, self._words)
        return () if is_noise(first, second, fused, self._words) else fused


def _crop(pixels: Pixels, box: Box) -> Pixels:
    return np.ascontiguousarray(pixels[box.y : box.bottom, box.x : box.right])


def _coloured_kind(signs: Signs) -> LineKind:
    """Coloured ink is a stamp or a hand; which of the two, its legibility tells."""
    return LineKind.STAMP if confidence_of(signs) > 0.85 else LineKind.HANDWRITING


def _in_order(lines: Sequence[_ReadLine]) -> list[Line]:
    """Join the pieces of a row into lines; a wide gap ends one, so that a stamp beside print stays apart."""
    ordered: list[Line] = []
    for row in in_rows([line.box for line in lines]):
        group: list[_ReadLine] = []
        for index in row:
            if group and not _belongs(group[-1], lines[index]):
                ordered.append(_joined(group))
                group = []
            group.append(lines[index])
        ordered.append(_joined(group))
    return ordered


def _belongs(left: _ReadLine, right: _ReadLine) -> bool:
    gap = right.box.x - left.box.right
    return left.kind is right.kind and gap <= ROW_GAP_HEIGHTS * min(left.box.height, right.box.height)


def _joined(group: Sequence[_ReadLine]) -> Line:
    words = tuple(_word(word, line.box) for line in group for word in words_of(line.signs))
    kind = group[0].kind
    if kind is LineKind.PRINT and is_receipt_stamp(" ".join(word.text for word in words)):
        kind = LineKind.STAMP  # a grey scan doesn't show it by its colour
    box = group[0].box
    for line in group[1:]:
        box = box.union(line.box)
    return Line(words=words, box=box, kind=kind)


def _word(signs: Sequence[Sign], line: Box) -> Word:
    left = line.x + round(min(sign.left for sign in signs))
    right = line.x + round(max(sign.right for sign in signs))
    # The weakest sign spoils the word; the mean alone would hide it.
    confidences = [sign.confidence for sign in signs]
    confidence = 0.5 * min(confidences) + 0.5 * statistics.fmean(confidences)
    return Word(text_of(signs), Box(left, line.y, max(1, right - left), line.height), confidence)


def _reading(picture: Picture, page: _Upright, lines: Sequence[Line]) -> PageReading:
    width, height = picture.width_px, picture.height_px
    if page.rotation in (90, 270):
        width, height = height, width
    letters = sum(len(word.text) for line in lines for word in line.words)
    weight = sum(len(word.text) * word.confidence for line in lines for word in line.words)
    return PageReading(
        status=PageStatus.READ,
        rotation=page.rotation,
        skew_degrees=page.skew_degrees,
        confidence=weight / letters if letters else 0.0,
        width_px=width,
        height_px=height,
        lines=tuple(_scaled(line, picture.scale) for line in lines),
    )


def _scaled(line: Line, scale: float) -> Line:
    if scale == 1.0:
        return line
    words = tuple(Word(word.text, _scaled_box(word.box, scale), word.confidence) for word in line.words)
    return Line(words, _scaled_box(line.box, scale), line.kind)


def _scaled_box(box: Box, scale: float) -> Box:
    return Box(*(round(value * scale) for value in box.to_list()))


def _blank(reading: PageReading) -> PageReading:
    return PageReading(
        status=PageStatus.READ,
        blank=True,
        confidence=1.0,
        width_px=reading.width_px,
        height_px=reading.height_px,
        rotation=reading.rotation,
    )


def _unread(picture: Picture, reason: OcrFault) -> PageReading:
    return PageReading(
        status=PageStatus.IMAGE_ONLY,
        reason=reason.value,
        width_px=picture.width_px,
        height_px=picture.height_px,
    )
