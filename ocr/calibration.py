"""Turns what the readers say about themselves into probabilities: of a word to be right, of a page to be wrong.

A recogniser's .97 means nothing by itself. The few numbers in `calibration.json` were fitted on pages with known
text by `python -m tests.letters.calibrate`, and have to be fitted anew whenever the reading of lines changes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

NUMBERS = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Scale:
    """A logistic scale: the more of each doubt, the likelier a mistake. Doubts without a weight count for nothing."""

    bias: float
    weights: Mapping[str, float]

    def chance_of_mistake(self, doubts: Mapping[str, float]) -> float:
        """Return 0..1."""
        sum_ = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in doubts.items())
        return 1 / (1 + math.exp(-min(30.0, max(-30.0, sum_))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """`words`: that a word is wrong. `pages`: the share of wrong letters, flagged above `rescan_above`."""

    words: Scale
    pages: Scale
    rescan_above: float

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Calibration:
        return cls(
            words=Scale(float(data["words"]["bias"]), dict(data["words"]["weights"])),
            pages=Scale(float(data["pages"]["bias"]), dict(data["pages"]["weights"])),
            rescan_above=float(data["rescan_above"]),
        )


@cache
def calibration() -> Calibration:
    """Return the shipped numbers."""
    return Calibration.from_json(json.loads(NUMBERS.read_text(encoding="utf-8")))
