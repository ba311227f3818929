"""The letters that reading is measured on, and how many signs a text gets wrong."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from kiosk.demo.run import SAMPLES

LETTERS = Path(os.environ.get("URZEDOMAT_LETTERS", Path(__file__).parents[2] / "../shared/data/letters"))
"""Further letters in the samples' layout, measured where they are present."""
_FEW = (("odwolanie", 1), ("wniosek", 3), ("p04", 1), ("p07", 3))
_ALIKE = {
    **dict.fromkeys("„”“«»″", '"'),
    **dict.fromkeys("‚’‘`´", "'"),
    **dict.fromkeys("–—‐‑−", "-"),
    "…": "...",
}


@dataclass(frozen=True)
class Side:
    """One scanned side and the truth about it."""

    name: str
    file: Path
    text: str
    optional: tuple[str, ...]  # stamps and handwriting: right whether they were read or not

    def load(self) -> bytes:
        return self.file.read_bytes()

    def error_rate(self, orders: Sequence[str]) -> float:
        """Return wrong signs per sign of the truth, at most 1; of several reading orders the best counts."""
        truth = _plain(self.text)
        return min(min(1.0, self._errors(truth, order) / len(truth)) for order in orders)

    def _errors(self, truth: str, text: str) -> int:
        lines = [plain for line in text.splitlines() if (plain := _plain(line))]
        fewest = Levenshtein.distance(truth, " ".join(lines))
        for extra in map(_plain, self.optional):
            for line in [line for line in lines if extra and fuzz.ratio(line, extra) >= 55]:
                without = [other for other in lines if other is not line]
                errors = Levenshtein.distance(truth, " ".join(without))
                if errors < fewest:
                    lines, fewest = without, errors
        return fewest


def sides(*, all_of_them: bool) -> list[Side]:
    """Return four sides, or every side with text of the samples and of LETTERS."""
    found = list(_sides(SAMPLES)) + list(_sides(LETTERS))
    if all_of_them:
        return found
    few = [f"{letter}/page-{page:02}.jpg" for letter, page in _FEW]
    return [side for side in found if side.name in few]


def _sides(folder: Path) -> Iterator[Side]:
    for described in sorted(folder.glob("*/letter.json")):
        for page in json.loads(described.read_text(encoding="utf-8"))["pages"]:
            if not page.get("blank"):
                file = described.parent / page["file"]
                name = f"{described.parent.name}/{file.name}"
                yield Side(name, file, page["text"], tuple(page.get("optional", ())))


def _plain(text: str) -> str:
    folded = "".join(_ALIKE.get(sign, sign) for sign in unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", folded).strip()
