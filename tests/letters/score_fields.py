"""Measures the proposed fields: F1 per field, and whether a confidence of .9 means right in nine cases of ten.

    python -m tests.letters.score_fields                                  # perfect text, 300 letters, seconds
    python -m tests.letters.score_fields --read READINGS --count 160      # scan and read once, saved as JSON …
    python -m tests.letters.score_fields --readings READINGS              # … and scored again in seconds
    python -m tests.letters.score_fields --letters FOLDER --read READINGS # read a folder of letters with letter.json

The measure is that of the sample letters: numbers, dates and addresses of mail exactly, names and addresses at least
90 % alike, attachments one by one at least 85 % alike.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from ocr.fields import FieldName, FieldReading, read_fields
from ocr.page import PageReading, PageStatus
from tests.letters.damage import scan, some_damage
from tests.letters.typeset import available_fonts, typeface
from tests.letters.typeset_varied import set_varied
from tests.letters.varied import compose

EXACT = {FieldName.PESEL, FieldName.PHONE, FieldName.EMAIL, FieldName.DATE, FieldName.CASE_NUMBER}
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
SEVERITIES = ("clean", "light", "medium", "hard")


@dataclass(frozen=True)
class Case:
    name: str
    kind: str
    truth: Mapping[str, Any]
    pages: tuple[PageReading, ...]


@dataclass
class Tally:
    """True positives, false positives and false negatives of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass
class Score:
    tallies: dict[FieldName, Tally] = field(default_factory=lambda: {name: Tally() for name in FieldName})
    given: list[tuple[FieldName, float, bool]] = field(default_factory=list)  # field, confidence, right
    errors: list[tuple[str, FieldName, object, FieldReading]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        whole = Tally()
        for tally in self.tallies.values():
            whole.right += tally.right
            whole.wrong += tally.wrong
            whole.missed += tally.missed
        return whole.f1

    def sure_and_right(self, from_confidence: float = 0.9) -> float:
        """Return the share of right values among those given with at least this confidence."""
        sure = [right for _, confidence, right in self.given if confidence >= from_confidence]
        return sum(sure) / max(1, len(sure))


def score(cases: Iterable[Case]) -> Score:
    result = Score()
    for case in cases:
        for name, reading in read_fields(case.pages).items():
            _score_field(result, case, name, reading)
    return result


def _score_field(result: Score, case: Case, name: FieldName, reading: FieldReading) -> None:
    truth, tally = case.truth.get(name.value), result.tallies[name]
    if name is FieldName.ATTACHMENTS:
        wanted, got = _texts(truth), _texts(reading.value)
        found = _matched(wanted, got)
        right = found == len(wanted) == len(got)
        tally.right += found
        tally.wrong += len(got) - found
        tally.missed += len(wanted) - found
    else:
        given, known = clean(name, reading.value), clean(name, truth)
        right = bool(given) and bool(known) and _alike(name, given, known)
        tally.right += right
        tally.wrong += bool(given) and not right
        tally.missed += bool(known) and not right
    if reading.value:
        result.given.append((name, reading.confidence, right))
    if not right and (reading.value or truth):
        result.errors.append((case.name, name, truth, reading))


def clean(name: FieldName, value: object) -> str:
    text = unicodedata.normalize("NFC", str(value or "")).lower()
    if name in (FieldName.PESEL, FieldName.PHONE):
        digits = re.sub(r"\D", "", text)
        return digits[2:] if name is FieldName.PHONE and len(digits) == 11 and digits[:2] == "48" else digits
    if name in EXACT:
        return re.sub(r"\s", "", text).strip(".,;")
    return " ".join(re.sub(r"[^\w ]+", " ", text).split())


def _alike(name: FieldName, given: str, known: str) -> bool:
    return given == known if name in EXACT else fuzz.ratio(given, known) >= 90


def _texts(value: object) -> list[str]:
    return [clean(FieldName.SUBJECT, item) for item in value] if isinstance(value, list) else []


def _matched(wanted: list[str], got: list[str]) -> int:
    left, found = list(got), 0
    for item in wanted:
        nearest = max(left, key=lambda other: fuzz.ratio(item, other), default=None)
        if nearest is not None and fuzz.ratio(item, nearest) >= 85:
            left.remove(nearest)
            found += 1
    return found


def perfect_cases(seed: int, count: int) -> Iterator[Case]:
    """Yield varied letters as a recogniser without a fault would read them."""
    fonts = available_fonts()
    for number in range(seed, seed + count):
        rng = random.Random(number)
        letter = compose(rng)
        sheets = set_varied(letter, face_of(rng.choice(fonts)), rng)
        yield Case(f"v{number}", letter.kind, letter.fields, tuple(sheet.reading for sheet in sheets))


def face_of(font: str) -> Any:
    # The wider typefaces are set smaller, as people do.
    return typeface(font, 10.0 if font.startswith(("Noto", "DejaVu")) else 11.0)


def saved_cases(folder: Path) -> Iterator[Case]:
    """Yield the saved letters; what a reading of an older version doesn't say is as on a page read without trouble."""
    plain = PageReading(status=PageStatus.READ).to_json()
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        truth = data["truth"]
        pages = tuple(PageReading.from_json({**plain, **page}) for page in data["readings"])
        yield Case(truth.get("id", file.stem), truth.get("kind", ""), truth["fields"], pages)


def read_varied(seed: int, count: int, folder: Path) -> None:
    """Scan varied letters, read them with the engine and save the readings; those already there are kept."""
    from ocr.engine import Engine
    from ocr.pipeline import read_page

    engine, fonts = Engine.load(), available_fonts()
    for number in range(seed, seed + count):
        rng = random.Random(number)
        letter = compose(rng)
        sheets = set_varied(letter, face_of(rng.choice(fonts)), rng)
        severity = rng.choice(SEVERITIES)
        target = folder / f"v{number}.json"
        if not target.exists():
            scans = [scan(sheet.image, None, some_damage(rng, severity), rng) for sheet in sheets]
            truth = {"id": target.stem, "kind": letter.kind, "fields": letter.fields}
            _save(target, truth, [read_page(engine, image) for image in scans])


def read_letters(letters: Path, folder: Path) -> None:
    """Read letters with a letter.json and save the readings; those already there are kept."""
    from ocr.engine import Engine
    from ocr.pipeline import read_page

    engine = Engine.load()
    for file in sorted(letters.glob("*/letter.json")):
        target = folder / f"{file.parent.name}.json"
        if not target.exists():
            truth = json.loads(file.read_text(encoding="utf-8"))
            images = [(file.parent / page["file"]).read_bytes() for page in truth["pages"]]
            _save(target, truth, [read_page(engine, image) for image in images])


def _save(target: Path, truth: Mapping[str, Any], readings: list[PageReading]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    data = {"truth": truth, "readings": [reading.to_json() for reading in readings]}
    target.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def report(result: Score, *, with_errors: bool = False) -> str:
    lines = ["field             right wrong missed    F1    sure  right of the sure"]
    for name, tally in result.tallies.items():
        sure = [right for field_, confidence, right in result.given if field_ is name and confidence >= 0.9]
        of_sure = f"{sum(sure) / len(sure):.3f}" if sure else "-"
        lines.append(
            f"{name.value:16} {tally.right:6} {tally.wrong:5} {tally.missed:6}  {tally.f1:.3f}"
            f"  {len(sure):5}  {of_sure}"
        )
    lines.append(
        f"all fields: F1 {result.f1:.4f}; of values given with .9 or more {result.sure_and_right():.4f} right"
    )
    lines.append("confidence      given  mean  right")
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for _, confidence, right in result.given:
        bins[max(edge for edge in BINS if edge <= confidence)].append((confidence, right))
    for low, high in itertools.pairwise(BINS):
        if inside := bins.get(low):
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            lines.append(f"{low:.2f} to {min(high, 1.0):.2f}  {len(inside):6}  {mean:.2f}  {share:.3f}")
    if with_errors:
        lines.extend(_error(*error) for error in result.errors)
    return "\n".join(lines)


def _error(letter: str, name: FieldName, truth: object, reading: FieldReading) -> str:
    others = list(reading.alternatives)
    return f"{letter} {name.value}: {truth!r} | {reading.value!r} {reading.confidence:.2f} {others}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", type=Path, help="scan and read, and save the readings here")
    parser.add_argument(
        "--letters", type=Path, help="with --read: this folder of letters instead of varied ones"
    )
    parser.add_argument("--readings", type=Path, help="score the readings saved here")
    parser.add_argument("--errors", action="store_true", help="list every field that is wrong or missing")
    given = parser.parse_args()
    if given.read and given.letters:
        read_letters(given.letters, given.read)
    elif given.read:
        read_varied(given.seed, given.count, given.read)
    folder = given.readings or given.read
    cases = saved_cases(folder) if folder else perfect_cases(given.seed, given.count)
    print(report(score(cases), with_errors=given.errors))


if __name__ == "__main__":
    main()
