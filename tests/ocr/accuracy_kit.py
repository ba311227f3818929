"""Counts how much of generated letters is read right: characters, words, fields, orientation, blank sides.

The measures are those of OCR evaluation: edit distance over the reference's length, per page, at most 1; stamps and
signatures may be read or not.
"""

from __future__ import annotations

import json
import re
import statistics
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr.engine import Engine
from ocr.fields import read_fields
from ocr.page import LineKind, PageReading
from ocr.pipeline import read_page

FOLDED = str.maketrans("„”“«»–—’‚", '"""""--\'\'')
EXACT = ("pesel", "phone", "email", "date", "case_number")
ALIKE, ITEM_ALIKE = 90, 85  # of 100: a name or an address with one wrong letter still serves

OPTIONAL_ALIKE = 55


@dataclass
class Score:
    """What was read of some letters."""

    character_errors: list[float] = field(default_factory=list)  # per page with text
    word_errors: list[float] = field(default_factory=list)
    turned_right: list[bool] = field(default_factory=list)
    blank_right: list[bool] = field(default_factory=list)
    written_lost: int = 0  # sides with text that were taken for blank
    fields_right: int = 0
    fields_wrong: int = 0
    fields_missing: int = 0

    @property
    def mean_cer(self) -> float:
        return statistics.fmean(self.character_errors)

    @property
    def median_cer(self) -> float:
        return statistics.median(self.character_errors)

    @property
    def mean_wer(self) -> float:
        return statistics.fmean(self.word_errors)

    @property
    def field_f1(self) -> float:
        return 2 * self.fields_right / (2 * self.fields_right + self.fields_wrong + self.fields_missing)

    def __str__(self) -> str:
        return (
            f"{len(self.character_errors)} pages: CER {self.mean_cer:.4f} (median {self.median_cer:.4f}, "
            f"worst {max(self.character_errors):.4f}), WER {self.mean_wer:.4f}, field F1 {self.field_f1:.3f}, "
            f"turned {sum(self.turned_right)}/{len(self.turned_right)}, "
            f"blank {sum(self.blank_right)}/{len(self.blank_right)}"
        )


def score_letters(engine: Engine, folders: Iterable[Path]) -> Score:
    """Read letters in the layout of the samples and compare them with their truth."""
    score = Score()
    for folder in folders:
        truth = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
        readings = [read_page(engine, (folder / page["file"]).read_bytes()) for page in truth["pages"]]
        for page, reading in zip(truth["pages"], readings, strict=True):
            _score_page(score, page, reading)
        proposed = {name.value: reading.value for name, reading in read_fields(readings).items()}
        for name, wanted in truth["fields"].items():
            _score_field(score, name, wanted, proposed.get(name))
    return score


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(FOLDED)).strip()


def printed(page: Mapping[str, Any], reading: PageReading) -> str:
    """Return the print: without what was recognised as stamp or hand, and without lines that are no print in truth."""
    truth = normal(page["text"])
    lines = [normal(line.text) for line in reading.lines if line.kind is LineKind.PRINT]
    for other in page["optional"]:
        alike = [n for n, line in enumerate(lines) if fuzz.ratio(line, normal(other)) > OPTIONAL_ALIKE]
        # The sender's own name at the top is print, and reads the same as the signature: only what is too much goes.
        shorter = [lines[:n] + lines[n + 1 :] for n in alike]
        lines = min([lines, *shorter], key=lambda kept: Levenshtein.distance(truth, " ".join(kept)))
    return " ".join(lines)


def error_rate(page: Mapping[str, Any], reading: PageReading) -> float:
    """Return the share of wrong letters in the print."""
    truth = normal(page["text"])
    return min(1.0, Levenshtein.distance(truth, printed(page, reading)) / max(1, len(truth)))


def _score_page(score: Score, page: Mapping[str, Any], reading: PageReading) -> None:
    score.blank_right.append(reading.blank == page["blank"])
    score.written_lost += reading.blank and not page["blank"]
    if page["blank"]:
        return
    score.turned_right.append(reading.rotation == page["rotation"])
    score.character_errors.append(error_rate(page, reading))
    truth, read = normal(page["text"]).split(), printed(page, reading).split()
    score.word_errors.append(min(1.0, Levenshtein.distance(truth, read) / max(1, len(truth))))


def _score_field(score: Score, name: str, wanted: Any, proposed: Any) -> None:
    if isinstance(wanted, list):
        _score_list(score, wanted, list(proposed or ()))
    elif wanted is None:
        score.fields_wrong += proposed is not None
    elif proposed is None:
        score.fields_missing += 1
    elif _same_value(name, str(wanted), str(proposed)):
        score.fields_right += 1
    else:
        score.fields_wrong += 1
        score.fields_missing += 1


def _score_list(score: Score, wanted: Sequence[str], proposed: list[str]) -> None:
    for item in wanted:
        best = max(proposed, key=lambda other: fuzz.ratio(_folded(item), _folded(other)), default=None)
        if best is not None and fuzz.ratio(_folded(item), _folded(best)) >= ITEM_ALIKE:
            proposed.remove(best)
            score.fields_right += 1
        else:
            score.fields_missing += 1
    score.fields_wrong += len(proposed)


def _same_value(name: str, wanted: str, proposed: str) -> bool:
    if name in EXACT:
        return re.sub(r"\s", "", normal(wanted)).lower() == re.sub(r"\s", "", normal(proposed)).lower()
    return fuzz.ratio(_folded(wanted), _folded(proposed)) >= ALIKE


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", normal(text).lower()).strip()
