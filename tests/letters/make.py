"""Writes generated letters in the layout of the sample letters, for measuring on pages that nobody has tuned on.

python -m tests.letters.make OUT --count 12 --seed 7
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image

from tests.letters.content import Content, Kind, make_content
from tests.letters.damage import Damage, scan, some_damage
from tests.letters.typeset import SHEET, Sheet, available_fonts, set_annex, set_letter, typeface

SEVERITIES = ("clean", "light", "medium", "hard")


@dataclass(frozen=True)
class Plan:
    """What a letter is to be: its kind, its sides in feeding order, and how each was treated."""

    name: str
    kind: Kind
    font: str
    sides: tuple[tuple[str, Damage], ...]  # "letter", "annex" or "blank"


def any_plan(name: str, rng: random.Random) -> Plan:
    severity = rng.choice(SEVERITIES)
    sides = tuple(
        (side, some_damage(rng, severity))
        for side in ("letter", "blank", "annex")[: rng.choice((1, 2, 3, 3))]
    )
    return Plan(name, rng.choice(list(Kind)), rng.choice(available_fonts()), sides)


def sample_plans() -> list[tuple[int, Plan]]:
    """Return the letters that the kiosk ships for its demo, with their seeds."""
    small = Damage(quality=70, noise=1.0)
    back = replace(small, bleed=0.06, quality=60)
    return [
        (
            11,
            Plan(
                "wniosek",
                Kind.WNIOSEK,
                "Liberation Serif",
                (
                    ("letter", replace(small, skew_degrees=0.8, folds=2, shadow=0.06)),
                    ("blank", replace(back, folds=2)),
                    ("annex", replace(small, rotation=90, skew_degrees=-0.4)),
                ),
            ),
        ),
        (
            23,
            Plan(
                "skarga",
                Kind.SKARGA,
                "Noto Sans",
                (
                    ("letter", replace(small, rotation=180, skew_degrees=-1.2, folds=1, shadow=0.08)),
                    ("blank", back),
                ),
            ),
        ),
        (
            37,
            Plan(
                "odwolanie",
                Kind.ODWOLANIE,
                "DejaVu Serif",
                (
                    ("letter", replace(small, skew_degrees=0.3, fade=0.15)),
                    ("blank", back),
                    ("annex", replace(small, rotation=270, skew_degrees=0.6, folds=1)),
                    ("blank", back),
                ),
            ),
        ),
    ]


def write_letter(plan: Plan, folder: Path, rng: random.Random) -> None:
    """Write one letter's images and its truth."""
    content = make_content(plan.kind, rng)
    face = typeface(plan.font, 10.0 if plan.font in ("DejaVu Serif", "Noto Sans", "Noto Serif") else 11.0)
    sheets = [_sheet(side, content, face, rng) for side, _ in plan.sides]
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for number, ((side, damage), sheet) in enumerate(zip(plan.sides, sheets, strict=True), start=1):
        other = number - 2 if number % 2 == 0 else number
        back = sheets[other].image if other < len(sheets) else None
        file = f"page-{number:02}.jpg"
        (folder / file).write_bytes(scan(sheet.image, back, damage, rng))
        pages.append(_truth(file, side, sheet, damage, plan.font))
    truth = {"id": folder.name, "kind": plan.kind.value, "fields": content.fields(), "pages": pages}
    (folder / "letter.json").write_text(
        json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _sheet(side: str, content: Content, face: Any, rng: random.Random) -> Sheet:
    match side:
        case "letter":
            return set_letter(content, face, rng)
        case "annex":
            return set_annex(content, face, rng)
    return Sheet(Image.new("RGB", SHEET, "white"))


def _truth(file: str, side: str, sheet: Sheet, damage: Damage, font: str) -> dict[str, Any]:
    blank = side == "blank"
    return {
        "file": file,
        "text": sheet.text,
        "optional": sheet.optional,
        "blank": blank,
        "type": "blank" if blank else "text",
        "rotation": damage.rotation,
        "skew": round(damage.skew_degrees, 2),
        "severity": _severity(damage),
        "effects": [
            name for name in ("fade", "shadow", "folds", "bleed", "is_dark_edged") if getattr(damage, name)
        ],
        "font": font,
        "jpeg_quality": damage.quality,
    }


def _severity(damage: Damage) -> str:
    weight = damage.fade + damage.shadow + 0.08 * damage.folds + 2 * damage.bleed
    return SEVERITIES[sum(weight > limit for limit in (0.05, 0.35, 0.7))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", action="store_true", help="write the demo's letters instead")
    arguments = parser.parse_args()
    if arguments.samples:
        for seed, plan in sample_plans():
            write_letter(plan, arguments.out / plan.name, random.Random(seed))
        return
    for number in range(arguments.count):
        rng = random.Random(arguments.seed * 1000 + number)
        name = f"g{arguments.seed}-{number:02}"
        write_letter(any_plan(name, rng), arguments.out / name, rng)


if __name__ == "__main__":
    main()
