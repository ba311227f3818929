"""Compares what reading says about its own mistakes with the mistakes that it made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr.calibration import Calibration, Scale
from ocr.image import Picture
from ocr.ink import Ink
from ocr.order import put_in_order
from ocr.page import Line
from ocr.rescan import judge_print, told_apart
from ocr.sheet import Sheet
from ocr.text import confidence_of, words_of
from ocr.weigh import weigh
from ocr.words import WordList
from tests.letters.evidence import PageEvidence

BAD_PAGE = 0.05  # share of wrong letters above which a page should be scanned again
EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
_NOTHING = np.full((1, 1), 255, np.uint8)


@dataclass(frozen=True)
class Outcome:
    """What was expected, 0..1, and what came of it. `weight`: how many letters or things it stands for."""

    expected: float
    actual: float
    weight: float = 1.0


@dataclass(frozen=True)
class PageOutcome:
    """`expected` and `actual` are shares of wrong letters; `asked`: why a new scan is asked for, or empty."""

    name: str
    severity: str
    expected: float
    actual: float
    asked: str

    @property
    def is_bad(self) -> bool:
        return self.actual > BAD_PAGE


@dataclass(frozen=True)
class Outcomes:
    """Chances of words, lines and pages to be right, and the pages as a whole."""

    words: list[Outcome]
    lines: list[Outcome]
    texts: list[Outcome]
    pages: list[PageOutcome]


def weighed(page: PageEvidence, words: WordList, scale: Scale) -> Sheet:
    """Return the page with its words weighed and its lines put in order, as the engine would."""
    picture = Picture(_NOTHING, None, 1, 1, 1.0)
    sheet = Sheet(picture, Ink(_NOTHING, _NOTHING, None), pieces=page.pieces)
    return put_in_order(weigh(sheet, words, scale))


def outcomes(pages: Sequence[PageEvidence], words: WordList, calibration: Calibration) -> Outcomes:
    found = Outcomes([], [], [], [])
    for page in pages:
        sheet = weighed(page, words, calibration.words)
        if page.is_whole and (of_page := _add_lines(page, sheet, found)):
            found.texts.append(_mean(of_page))
        found.pages.append(_page(page, sheet.lines, words, calibration))
    return found


def _add_lines(page: PageEvidence, sheet: Sheet, found: Outcomes) -> list[Outcome]:
    of_page: list[Outcome] = []
    for piece, rights in zip(sheet.pieces, page.right_words(), strict=True):
        of_line = [
            Outcome(confidence_of(word), float(right), len(word))
            for word, right in zip(words_of(piece.signs), rights, strict=True)
            if right is not None
        ]
        found.words.extend(Outcome(word.expected, word.actual) for word in of_line)
        if of_line:
            found.lines.append(_mean(of_line))
        of_page.extend(of_line)
    return of_page


def _mean(parts: Sequence[Outcome]) -> Outcome:
    letters = sum(part.weight for part in parts)
    return Outcome(
        sum(part.expected * part.weight for part in parts) / letters,
        sum(part.actual * part.weight for part in parts) / letters,
    )


def _page(
    page: PageEvidence, lines: Sequence[Line], words: WordList, calibration: Calibration
) -> PageOutcome:
    if page.quality is None:
        return PageOutcome(page.name, page.severity, 1.0, page.error_rate, "no_text")
    verdict = judge_print(lines, page.quality, words, calibration)
    verdict = told_apart(verdict, page.quality, page.pieces, page.found)
    asked = "" if verdict.rescan is None else verdict.rescan.value.removeprefix("ocr.scan_")
    return PageOutcome(page.name, page.severity, verdict.error_rate, page.error_rate, asked)


def calibration_error(given: Sequence[Outcome]) -> float:
    """Return the expected calibration error: how far the bins' means lie from what came of them, by size."""
    return sum(len(part) * abs(_gap(part)) for part in _bins(given)) / max(1, len(given))


def _gap(part: Sequence[Outcome]) -> float:
    return sum(item.expected - item.actual for item in part) / len(part)


def _bins(given: Sequence[Outcome]) -> list[list[Outcome]]:
    parts: list[list[Outcome]] = [[] for _ in EDGES[1:]]
    for item in given:
        parts[min(len(parts) - 1, sum(item.expected >= edge for edge in EDGES[1:]))].append(item)
    return [part for part in parts if part]


def diagram(title: str, given: Sequence[Outcome]) -> str:
    """Return the reliability diagram as a table: what was given, what came of it, and a bar of the latter."""
    rows = [f"{title}: {len(given)}, expected calibration error {calibration_error(given):.4f}"]
    for part in _bins(given):
        said = sum(item.expected for item in part) / len(part)
        came = sum(item.actual for item in part) / len(part)
        rows.append(f"  given {said:.3f}  right {came:.3f}  n={len(part):<6} {'#' * round(40 * came)}")
    return "\n".join(rows)


def flagging(pages: Sequence[PageOutcome]) -> str:
    """Return how many bad pages are flagged, and how many good ones falsely."""
    bad = [page for page in pages if page.is_bad]
    good = [page for page in pages if not page.is_bad]
    hit, false = sum(bool(page.asked) for page in bad), sum(bool(page.asked) for page in good)
    return (
        f"pages with more than {BAD_PAGE:.0%} of letters wrong: {len(bad)}, flagged {hit}"
        f" ({hit / max(1, len(bad)):.1%}); others: {len(good)}, flagged {false} ({false / max(1, len(good)):.1%})"
    )


def report(found: Outcomes) -> str:
    return "\n".join(
        [
            diagram("words", found.words),
            diagram("lines", found.lines),
            diagram("pages", found.texts),
            flagging(found.pages),
        ]
    )
