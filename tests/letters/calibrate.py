"""Fits the numbers of `ocr/calibration.json` on pages with known text, and says how honest they are on others.

python -m tests.letters.calibrate FOLDER… [--cache FILE]

FOLDER holds letters in the layout of the sample letters: those themselves, those of `tests.letters.make` and those of
`tests.letters.harsh`. Every third page is not fitted on; the figures printed are those pages'. Run it whenever the
reading of lines changes.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocr.calibration import NUMBERS, Calibration, Scale
from ocr.rescan import page_doubts
from ocr.weigh import doubts_of
from ocr.words import WordList
from ocr.worker import limit_threads
from tests.letters.evidence import PageEvidence, load_or_gather
from tests.letters.reliability import BAD_PAGE, PageOutcome, outcomes, report, weighed

Floats = NDArray[np.float64]

LEAST, MOST = 0.002, 0.98  # error rates beyond which log odds say nothing
MISSING = 1.5  # times as bad as a false alarm: somebody at the office would have to find out
STEPS = 30
RIDGE = 1e-5
WAYWARD = frozenset(
    {"asked_both", "short", "digits", "digits_agreed"}
)  # facts, not doubts: they may count either way
DIGITS = 4


@dataclass(frozen=True)
class Table:
    """Doubts of many words or pages. `wrong`: 0..1 of each."""

    names: tuple[str, ...]
    doubts: Floats
    wrong: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[Mapping[str, float], float]]) -> Table:
        names = tuple(rows[0][0])
        return cls(
            names,
            np.array([[doubts[name] for name in names] for doubts, _ in rows]),
            np.array([wrong for _, wrong in rows]),
        )


def is_held_out(page: PageEvidence) -> bool:
    return sha256(page.name.encode()).digest()[0] % 3 == 0


def fit_words(pages: Sequence[PageEvidence], words: WordList) -> Scale:
    """Fit the chance that a word is wrong."""
    rows = [
        (doubts, float(not right))
        for page in pages
        if page.is_whole
        for line, rights in zip(doubts_of(page.pieces, words), page.right_words(), strict=True)
        for doubts, right in zip(line, rights, strict=True)
        if right is not None
    ]
    table = Table.of(rows)
    return _fitted(table, _logistic)


def fit_pages(pages: Sequence[PageEvidence], words: WordList, scale: Scale) -> Scale:
    """Fit the log odds of a page's share of wrong letters."""
    rows = [
        (page_doubts(weighed(page, words, scale).lines, page.quality), page.error_rate)
        for page in pages
        if page.quality is not None
    ]
    return _fitted(Table.of(rows), _squared_log_odds)


def _logistic(sums: Floats, wrong: Floats) -> tuple[Floats, Floats]:
    """Return the slope and the curvature of the log loss."""
    chances = np.asarray(1 / (1 + np.exp(-np.clip(sums, -30, 30))))
    return chances - wrong, chances * (1 - chances)


def _squared_log_odds(sums: Floats, wrong: Floats) -> tuple[Floats, Floats]:
    rates = np.clip(wrong, LEAST, MOST)
    return sums - np.log(rates / (1 - rates)), np.ones_like(sums)


def _fitted(table: Table, loss: Callable[[Floats, Floats], tuple[Floats, Floats]]) -> Scale:
    """Fit by Newton's steps. Doubts that would speak for the text are left out, one by one, the worst first."""
    reach = np.maximum(np.abs(table.doubts).max(axis=0), 1e-9)
    scaled = np.column_stack([np.ones(len(table.wrong)), table.doubts / reach])
    wayward = np.array([True, *(name in WAYWARD for name in table.names)])
    kept = np.ones(scaled.shape[1], dtype=bool)
    while True:
        weights = np.zeros(scaled.shape[1])
        weights[kept] = _newton(scaled[:, kept], table.wrong, loss)
        if not (contrary := (weights < 0) & ~wayward).any():
            break
        kept[np.argmin(np.where(contrary, weights, 0))] = False
    return Scale(
        round(float(weights[0]), DIGITS),
        {
            name: round(float(value), DIGITS)
            for name, value in zip(table.names, weights[1:] / reach, strict=True)
        },
    )


def _newton(doubts: Floats, wrong: Floats, loss: Callable[[Floats, Floats], tuple[Floats, Floats]]) -> Floats:
    weights = np.zeros(doubts.shape[1])
    ridge = RIDGE * np.eye(doubts.shape[1])
    for _ in range(STEPS):
        slope, curvature = loss(doubts @ weights, wrong)
        gradient = doubts.T @ slope / len(doubts) + RIDGE * weights
        bend = (doubts * curvature[:, None]).T @ doubts / len(doubts) + ridge
        weights = weights - np.linalg.solve(bend, gradient)
    return weights


def best_limit(pages: Collection[PageOutcome]) -> float:
    """Return the expected error rate above which flagging misses and alarms falsely least, each by its share."""
    expected = sorted({page.expected for page in pages})
    between = [math.sqrt(low * high) for low, high in pairwise(expected)]
    bad = [page.expected for page in pages if page.is_bad]
    good = [page.expected for page in pages if not page.is_bad]

    def worst(limit: float) -> float:
        missed = sum(value <= limit for value in bad) / max(1, len(bad))
        alarmed = sum(value > limit for value in good) / max(1, len(good))
        return max(MISSING * missed, alarmed) + 0.1 * (missed + alarmed)

    limit: float = min(between or [BAD_PAGE], key=worst)
    return round(limit, DIGITS)


def fit(pages: Sequence[PageEvidence], words: WordList) -> Calibration:
    scale = fit_words(pages, words)
    rough = fit_pages(pages, words, scale)
    limit = best_limit(outcomes(pages, words, Calibration(scale, rough, BAD_PAGE)).pages)
    # Least squares draw every page towards the middle: move the scale so that bad pages lie above the rate they have.
    moved = _log_odds(BAD_PAGE) - _log_odds(limit)
    page_scale = Scale(round(rough.bias + moved, DIGITS), rough.weights)
    return Calibration(scale, page_scale, BAD_PAGE)


def _log_odds(rate: float) -> float:
    return math.log(rate / (1 - rate))


def to_json(fitted: Calibration, pages: int) -> str:
    numbers = {
        "made_by": "python -m tests.letters.calibrate",
        "fitted_on_pages": pages,
        "words": {"bias": fitted.words.bias, "weights": dict(fitted.words.weights)},
        "pages": {"bias": fitted.pages.bias, "weights": dict(fitted.pages.weights)},
        "rescan_above": fitted.rescan_above,
    }
    return json.dumps(numbers, indent=1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--cache", type=Path, help="keep what was read in this file, or take it from there")
    parser.add_argument("--limit", type=float, default=240.0, help="seconds of processor time for reading")
    parser.add_argument("--dry-run", action="store_true", help="don't write the numbers")
    arguments = parser.parse_args()
    limit_threads()
    pages = load_or_gather(arguments.cache, arguments.folders, limit_s=arguments.limit)
    words = WordList.load()
    fitted = fit([page for page in pages if not is_held_out(page)], words)
    print(report(outcomes([page for page in pages if is_held_out(page)], words, fitted)))
    if not arguments.dry_run:
        NUMBERS.write_text(to_json(fitted, len(pages)), encoding="utf-8")


if __name__ == "__main__":
    main()
