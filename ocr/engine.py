"""Reads one page with the models loaded: a row of named steps over one page value.

Order matters for the cost: the axis first, since only a level page has lines to find; the lines next, since blank
pages end there; reading last, the slow recogniser only where the quick one is in doubt.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ocr.blank import is_dark
from ocr.calibration import calibration
from ocr.closer_look import look_closer
from ocr.direction import DirectionFinder
from ocr.finding import find_lines
from ocr.image import Picture
from ocr.kinds import tell_kinds
from ocr.level import level, without_round_stamps, without_rules
from ocr.lines import LineFinder
from ocr.models import ModelPaths, load_session
from ocr.order import put_in_order
from ocr.page import Box, OcrFault, PageReading
from ocr.reading import LineReader
from ocr.recognise_paddle import PaddleRecogniser
from ocr.recognise_tesseract import TesseractRecogniser
from ocr.rescan import judge_scan
from ocr.sheet import HasTime, OutOfTimeError, Seen, Sheet, Step
from ocr.text import Recogniser
from ocr.tidy import tidy
from ocr.turning import turn_over
from ocr.verdict import judge, unread
from ocr.weigh import weigh
from ocr.words import WordList

__all__ = ["Engine", "OutOfTimeError"]


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
        self._reader = LineReader(first, second, words)
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
        paper = np.full((960, 704), 255, np.uint8)
        paper[100:110, 50:600:9] = 0
        self._finder.find(paper)
        strip = np.ascontiguousarray(paper[90:120, :400])
        self._first.read(strip)
        self._second.read(strip)
        self._direction.upside_down_votes(paper, [Box(50, 90, 500, 30)])

    def steps(self, has_time: HasTime = lambda: True) -> tuple[Step, ...]:
        """Return what is done to a page, in order."""
        return (
            Step("level", level),
            Step("erase_rules", without_rules),
            Step("erase_round_stamps", without_round_stamps),
            Step("find_lines", partial(find_lines, finder=self._finder)),
            Step("turn_over", partial(turn_over, direction=self._direction, reader=self._second)),
            Step("read_lines", partial(self._reader.read_lines, has_time=has_time)),
            Step(
                "look_closer",
                partial(look_closer, finder=self._finder, reader=self._reader, has_time=has_time),
            ),
            Step("tell_kinds", tell_kinds),
            Step("weigh", partial(weigh, words=self._words, scale=calibration().words)),
            Step("put_in_order", put_in_order),
            Step("tidy", _tidied),
        )

    def read(
        self, picture: Picture, has_time: HasTime = lambda: True, seen: Seen | None = None
    ) -> PageReading:
        """Read the page. OutOfTimeError when `has_time` says so before the last line; `seen` is told of each step."""
        if is_dark(picture.grey):
            return unread(picture, OcrFault.BLACK_PAGE)
        sheet = Sheet.of(picture)
        for step in self.steps(has_time):
            sheet = step.run(sheet)
            if seen is not None:
                seen(step.name, sheet)
        return judge_scan(judge(sheet), sheet, self._words, calibration())


def _tidied(sheet: Sheet) -> Sheet:
    return replace(sheet, lines=tuple(tidy(line) for line in sheet.lines))
