"""Writes varied letters in the layout of the sample letters, for measuring text and fields on kinds nobody tuned on.

python -m tests.letters.make_varied OUT --count 12 --seed 7
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

from tests.letters.damage import Damage, scan, some_damage, worn_damage
from tests.letters.make import SEVERITIES
from tests.letters.score_fields import face_of
from tests.letters.typeset import Sheet, available_fonts
from tests.letters.typeset_varied import set_varied
from tests.letters.varied import compose


def write_varied(folder: Path, rng: random.Random, *, is_worn: bool = False) -> None:
    """Write one letter's images and its truth."""
    letter = compose(rng)
    font, severity = rng.choice(available_fonts()), rng.choice(SEVERITIES)
    pages = []
    folder.mkdir(parents=True, exist_ok=True)
    for number, sheet in enumerate(set_varied(letter, face_of(font), rng), start=1):
        damage = worn_damage(rng, severity) if is_worn else some_damage(rng, severity)
        file = f"page-{number:02}.jpg"
        (folder / file).write_bytes(scan(sheet.image, None, damage, rng))
        pages.append(_truth(file, sheet, damage, severity, font))
    truth = {"id": folder.name, "kind": letter.kind, "fields": letter.fields, "pages": pages}
    (folder / "letter.json").write_text(
        json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _truth(file: str, sheet: Sheet, damage: Damage, severity: str, font: str) -> dict[str, Any]:
    return {
        "file": file,
        "text": sheet.text,
        "optional": sheet.optional,
        "blank": False,
        "type": "text",
        "rotation": damage.rotation,
        "skew": round(damage.skew_degrees, 2),
        "severity": severity,
        "effects": damage.effects(),
        "font": font,
        "jpeg_quality": damage.quality,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worn", action="store_true", help="with every damage there is")
    given = parser.parse_args()
    for number in range(given.count):
        rng = random.Random(given.seed * 1000 + number)
        write_varied(given.out / f"v{given.seed}-{number:02}", rng, is_worn=given.worn)


if __name__ == "__main__":
    main()
