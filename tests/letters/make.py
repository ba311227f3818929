"""Writes generated letters in the layout of the sample letters, for measuring on pages that nobody has tuned on.

python -m tests.letters.make OUT --count 12 --seed 7          white paper, black ink, a good scanner
python -m tests.letters.make OUT --count 12 --seed 7 --worn   other papers and inks, stamps over print, an old scanner
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
from tests.letters.damage import Damage, scan, some_damage, worn_damage
from tests.letters.ink import PRINT_INKS, draw_letterhead, draw_office_stamp, draw_round_stamp, recolour
from tests.letters.typeset import (
    FONT_FOLDER,
    FONTS,
    SHEET,
    Sheet,
    Typeface,
    available_fonts,
    set_annex,
    set_letter,
    typeface,
)

SEVERITIES = ("clean", "light", "medium", "hard")


@dataclass(frozen=True)
class Plan:
    """What a letter is to be: its kind, its sides in feeding order, and how each was treated."""

    name: str
    kind: Kind
    font: str
    sides: tuple[tuple[str, Damage], ...]  # "letter", "annex" or "blank"
    print_ink: str = "black"  # one of PRINT_INKS
    has_letterhead: bool = False
    stamps: int = 0  # the office's, pressed over the letter


def any_plan(name: str, rng: random.Random) -> Plan:
    severity = rng.choice(SEVERITIES)
    sides = tuple(
        (side, some_damage(rng, severity))
        for side in ("letter", "blank", "annex")[: rng.choice((1, 2, 3, 3))]
    )
    return Plan(name, rng.choice(list(Kind)), rng.choice(available_fonts()), sides)


def worn_plan(name: str, rng: random.Random, severity: str | None = None) -> Plan:
    """Choose a letter as it comes on a bad day; `severity` as in SEVERITIES, any if not given."""
    severity = severity or rng.choice(SEVERITIES)
    sides = tuple(
        (side, worn_damage(rng, severity))
        for side in ("letter", "blank", "annex")[: rng.choice((1, 2, 3, 3))]
    )
    ink = rng.choice(("black", *PRINT_INKS)) if rng.random() < 0.4 else "black"
    return Plan(
        name,
        rng.choice(list(Kind)),
        rng.choice(available_fonts()),
        sides,
        print_ink=ink,
        has_letterhead=rng.random() < 0.3,
        stamps=rng.choice((0, 0, 1, 1, 2)),
    )


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
    sheets = [_dressed(_sheet(side, content, face, rng), side, plan, content, rng) for side, _ in plan.sides]
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


def _sheet(side: str, content: Content, face: Typeface, rng: random.Random) -> Sheet:
    match side:
        case "letter":
            return set_letter(content, face, rng)
        case "annex":
            return set_annex(content, face, rng)
    return Sheet(Image.new("RGB", SHEET, "white"))


def _dressed(sheet: Sheet, side: str, plan: Plan, content: Content, rng: random.Random) -> Sheet:
    """Return the sheet in the ink of the plan, with its letterhead and with the office's stamps."""
    if side == "blank":
        return sheet
    if plan.print_ink != "black":
        sheet.image = recolour(sheet.image, plan.print_ink)
    if side != "letter":
        return sheet
    sender = content.sender
    if plan.has_letterhead:
        head = (sender.name, f"{sender.street}, {sender.postal} {sender.town}")
        font = str(FONT_FOLDER / FONTS[plan.font][1])
        sheet.lines[:0] = draw_letterhead(sheet.image, head, font, rng)
    received = ("URZĄD MARSZAŁKOWSKI", "WPŁYNĘŁO", f"{content.date:%d. %m. %Y}", "L. dz. ........ Zał. ....")
    for number in range(plan.stamps):
        at = (rng.randrange(250, 1400), rng.randrange(420, 2700))
        if number == 0:
            sheet.optional += draw_office_stamp(sheet.image, at, received, rng)
        else:
            sheet.optional += draw_round_stamp(sheet.image, at, "WOJEWÓDZTWO KUJAWSKO-POMORSKIE", rng)
    return sheet


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
        "effects": damage.effects(),
        "font": font,
        "jpeg_quality": damage.quality,
    }


def _severity(damage: Damage) -> str:
    weight = damage.fade + damage.shadow + 0.08 * damage.folds + 2 * damage.bleed
    weight += 0.5 * damage.crumple + 0.3 * damage.wobble + 0.2 * damage.toner_streaks + 0.5 * damage.is_fax
    return SEVERITIES[sum(weight > limit for limit in (0.05, 0.35, 0.7))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", action="store_true", help="write the demo's letters instead")
    parser.add_argument("--worn", action="store_true", help="with every damage there is")
    arguments = parser.parse_args()
    if arguments.samples:
        for seed, plan in sample_plans():
            write_letter(plan, arguments.out / plan.name, random.Random(seed))
        return
    for number in range(arguments.count):
        rng = random.Random(arguments.seed * 1000 + number)
        name = f"g{arguments.seed}-{number:02}"
        plan = worn_plan(name, rng) if arguments.worn else any_plan(name, rng)
        write_letter(plan, arguments.out / name, rng)


if __name__ == "__main__":
    main()
