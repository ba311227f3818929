"""A small gate: the shipped sample letters, one generated afresh, and two sides of the shared ones where they are."""

import json
import random
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engine import Engine
from ocr.fields import read_fields
from ocr.page import LineKind, PageReading
from ocr.pipeline import read_page
from tests.letters.content import Kind
from tests.letters.damage import Damage
from tests.letters.make import Plan, write_letter

pytest_plugins = ("tests.ocr.engine_fixtures",)

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "kiosk" / "samples"
SHARED = ROOT.parent / "shared" / "data" / "letters"
FOLDED = str.maketrans("„”“«»–—’‚", '"""""--\'\'')


def _normal(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(FOLDED)).strip()


def _error_rate(page: dict[str, Any], reading: PageReading) -> float:
    """Return the share of wrong letters in the print; a line that is like a stamp or signature doesn't count."""
    printed = " ".join(
        line.text
        for line in reading.lines
        if line.kind is LineKind.PRINT and not any(_alike(line.text, other) for other in page["optional"])
    )
    truth = _normal(page["text"])
    return float(Levenshtein.distance(truth, _normal(printed))) / max(1, len(truth))


def _alike(left: str, right: str) -> bool:
    # The sender's own name at the top is print, and reads the same as the signature: exact matches count.
    return left != right and Levenshtein.normalized_similarity(left, right) > 0.55


def _read(engine: Engine, folder: Path) -> tuple[dict[str, Any], list[PageReading]]:
    truth = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
    return truth, [read_page(engine, (folder / page["file"]).read_bytes()) for page in truth["pages"]]


def _check(truth: dict[str, Any], readings: Sequence[PageReading], *, error_rate: float) -> None:
    pages = truth["pages"]
    assert [reading.blank for reading in readings] == [page["blank"] for page in pages]
    written = [(page, reading) for page, reading in zip(pages, readings, strict=True) if not page["blank"]]
    assert [reading.rotation for _, reading in written] == [page["rotation"] for page, _ in written]
    rates = [_error_rate(page, reading) for page, reading in written]
    assert max(rates) <= error_rate
    proposed = {name.value: reading.value for name, reading in read_fields(readings).items()}
    assert _folded(proposed) == _folded(truth["fields"])


def _folded(fields: dict[str, Any]) -> dict[str, Any]:
    folded: dict[str, Any] = json.loads(_normal(json.dumps(fields, ensure_ascii=False)))
    return folded


@pytest.mark.parametrize("name", ["wniosek", "skarga", "odwolanie"])
def test_the_sample_letters_are_read_right(engine: Engine, name: str) -> None:
    truth, readings = _read(engine, SAMPLES / name)

    _check(truth, readings, error_rate=0.02)


def test_a_letter_that_nobody_has_tuned_on_is_read_right(engine: Engine, tmp_path: Path) -> None:
    damage = Damage(
        fade=0.2, shadow=0.2, folds=1, skew_degrees=-1.7, rotation=180, quality=85, is_dark_edged=True
    )
    plan = Plan("fresh", Kind.SKARGA, "Liberation Serif", (("letter", damage),))
    write_letter(plan, tmp_path / "fresh", random.Random(20261123))

    truth, readings = _read(engine, tmp_path / "fresh")

    _check(truth, readings, error_rate=0.03)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared sample letters are not beside this checkout")
@pytest.mark.parametrize(
    ("letter", "number", "limit"), [("p02", 1, 0.015), ("p02", 2, 0.0), ("p05", 2, 0.01)]
)
def test_shared_letters_are_read_right(engine: Engine, letter: str, number: int, limit: float) -> None:
    truth = json.loads((SHARED / letter / "letter.json").read_text(encoding="utf-8"))["pages"][number - 1]

    reading = read_page(engine, (SHARED / letter / truth["file"]).read_bytes())

    assert reading.blank == truth["blank"]
    if not truth["blank"]:
        assert reading.rotation == truth["rotation"]
        assert _error_rate(truth, reading) <= limit
