"""Spoils sheets so badly that some of them can no longer be read: what a rescan has to be asked for.

`tests.letters.damage` does what ordinary paper goes through. Here one thing at a time goes wrong, from a little to past
reading, so that the point at which a page should be flagged lies inside the range.

python -m tests.letters.harsh OUT --count 40 --seed 5
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.letters.content import Kind, make_content
from tests.letters.typeset import Setter, Sheet, available_fonts, set_annex, set_letter, typeface
from tests.ocr.strange_pages import ENGLISH, GERMAN

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

QUALITY = 85
HARSH_SHARE = 0.75  # the others are ordinary sheets: false alarms are counted on them


class Harm(StrEnum):
    NONE = "none"
    DARK = "dark"
    FAINT = "faint"
    DEFOCUSED = "defocused"
    MOVED = "moved"
    FOLDED = "folded"
    CRUMPLED = "crumpled"
    CUT_OFF = "cut_off"
    SMALL_PRINT = "small_print"
    COARSE = "coarse"
    HALF = "half"  # one half of the sheet in deep shadow or out of focus


@dataclass(frozen=True)
class Treated:
    picture: Pixels  # RGB
    skew_degrees: float


def treat(sheet: Pixels, harm: Harm, strength: float, rng: random.Random) -> Treated:
    """Return the sheet as it was scanned. `strength`: 0 is a little, 1 is past reading."""
    noise = np.random.default_rng(rng.randrange(2**32))
    page = sheet.astype(np.float32) / 255
    page = _HARMS[harm](page, strength, noise) if harm in _HARMS else page
    skew = rng.uniform(-1.5, 1.5)
    page = _tilted(page * _paper(page.shape[:2], noise)[..., None], skew)
    page = cv2.GaussianBlur(page, (0, 0), 0.8)  # type: ignore[assignment] # cv2 types its results by dtype
    page = page + noise.normal(0, rng.uniform(0.006, 0.02), page.shape[:2]).astype(np.float32)[..., None]
    if harm is Harm.DARK:
        page = _dark(page, strength, noise)
    picture = (np.clip(page, 0, 1) * 255).astype(np.uint8)
    if harm is Harm.COARSE:
        dpi = _between(130, 45, strength)
        picture = _resized(picture, dpi / 300)
        if noise.random() < 0.5:  # a copy shop scans the fax again
            picture = _resized(picture, 300 / dpi)
    return Treated(picture, skew)


def _between(mild: float, harsh: float, strength: float) -> float:
    return mild + (harsh - mild) * strength


def _paper(shape: tuple[int, int], noise: np.random.Generator) -> Floats:
    return np.asarray(0.965 - 0.1 * noise.random() * _clouds(shape, 4, noise), dtype=np.float32)


def _clouds(shape: tuple[int, int], cells: int, noise: np.random.Generator) -> Floats:
    """Return soft blotches between 0 and 1."""
    small = noise.random((cells, cells)).astype(np.float32)
    large = cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return np.asarray(large.clip(0, 1), dtype=np.float32)


def _tilted(page: Floats, degrees: float) -> Floats:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(0.96, 0.96, 0.95)),
        dtype=np.float32,
    )


def _resized(picture: Pixels, scale: float) -> Pixels:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)


def _dark(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """Too little light: few grey levels are left, and the sensor's noise is as large as they are."""
    light = _between(0.5, 0.08, strength)
    grain = noise.normal(0, _between(0.01, 0.035, strength), page.shape[:2]).astype(np.float32)
    return np.asarray(page * light + grain[..., None], dtype=np.float32)


def _faint(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """The ribbon or the cartridge is at its end: patches of letters hardly print at all."""
    left = _between(0.45, 0.04, strength)
    patches = 1 - 0.6 * _clouds((page.shape[0], page.shape[1]), 12, noise)[..., None]
    grain = noise.normal(0, 0.012, page.shape[:2]).astype(np.float32)[..., None]
    return np.asarray(1 - (1 - page) * left * patches + grain, dtype=np.float32)


def _defocused(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    del noise
    return np.asarray(cv2.GaussianBlur(page, (0, 0), _between(1.2, 7, strength)), dtype=np.float32)


def _moved(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """The sheet slips while the line of sensors looks: everything is smeared one way, mostly the way it is fed."""
    length = round(_between(4, 34, strength))
    kernel = np.zeros((length, length), np.float32)
    if noise.random() < 0.7:
        kernel[:, length // 2] = 1 / length
    else:
        kernel[length // 2, :] = 1 / length
    return np.asarray(cv2.filter2D(page, -1, kernel), dtype=np.float32)


def _folded(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """A corner or a strip has turned over and covers the print with the paper's back."""
    height, width = page.shape[:2]
    reach = _between(0.05, 0.75, strength)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    match int(noise.integers(3)):
        case 0:
            edge = across / width + down / height - reach
        case 1:
            edge = (1 - across / width) + down / height - reach
        case _:
            edge = (across / width) - reach * 0.6 + 0.04 * down / height
    back = np.full_like(page, 0.9)
    shadow = 1 - 0.35 * np.exp(-np.clip(edge, 0, None) * 60)
    return np.asarray(np.where(edge[..., None] < 0, back, page * shadow[..., None]), dtype=np.float32)


def _crumpled(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """Balled up and smoothed out: lines wander, every facet has its own light."""
    height, width = page.shape[:2]
    reach = _between(6, 75, strength)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    field = [(_clouds((height, width), 7, noise) - 0.5) * 2 * reach for _ in range(2)]
    moved = cv2.remap(
        page, across + field[0], down + field[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    slope = cv2.Sobel(field[1], cv2.CV_32F, 0, 1, ksize=3) + cv2.Sobel(field[0], cv2.CV_32F, 1, 0, ksize=3)
    light = np.clip(1 + 0.6 * slope, 0.45, 1.05)[..., None]
    return np.asarray(moved * light, dtype=np.float32)


def _cut_off(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """The sheet was not under the sensors with all of its width."""
    width = page.shape[1]
    away = round(width * _between(0.08, 0.5, strength))
    return np.asarray(page[:, away:] if noise.random() < 0.5 else page[:, : width - away], dtype=np.float32)


def _half(page: Floats, strength: float, noise: np.random.Generator) -> Floats:
    """Half of the sheet did not lie flat on the glass: it is out of focus and in its own shadow."""
    height, width = page.shape[:2]
    lying = np.clip((np.arange(height, dtype=np.float32) / height - 0.45) * 8, 0, 1)[:, None]
    if noise.random() < 0.5:
        lying = lying[::-1]
    mask = np.broadcast_to(lying, (height, width))[..., None]
    raised = cv2.GaussianBlur(page, (0, 0), _between(2, 9, strength)) * _between(0.8, 0.35, strength)
    return np.asarray(page * (1 - mask) + raised * mask, dtype=np.float32)


_HARMS: dict[Harm, Callable[[Floats, float, np.random.Generator], Floats]] = {
    Harm.FAINT: _faint,
    Harm.DEFOCUSED: _defocused,
    Harm.MOVED: _moved,
    Harm.FOLDED: _folded,
    Harm.CRUMPLED: _crumpled,
    Harm.CUT_OFF: _cut_off,
    Harm.HALF: _half,
}


def set_sheet(harm: Harm, strength: float, rng: random.Random) -> Sheet:
    """Set a letter or an annex; small print gets its size here."""
    points = _between(7.5, 2.8, strength) if harm is Harm.SMALL_PRINT else rng.uniform(8.5, 12)
    face = typeface(rng.choice(available_fonts()), points)
    content = make_content(rng.choice(list(Kind)), rng)
    return (set_letter if rng.random() < 0.75 else set_annex)(content, face, rng)


def set_foreign(rng: random.Random) -> Sheet:
    """Set English or German: in no Polish list, and none the worse read for it."""
    page = Setter(typeface(rng.choice(available_fonts()), rng.uniform(9, 12)))
    sentences = rng.choice((ENGLISH, GERMAN)).split(". ")
    for _ in range(rng.randrange(1, 5)):
        page.paragraph(". ".join(rng.sample(sentences, len(sentences))))
        page.gap(0.6)
    return page.sheet


def write_page(folder: Path, rng: random.Random, *, foreign: bool = False) -> None:
    """Write one page and its truth in the layout of the sample letters."""
    if foreign:
        _write(folder, set_foreign(rng), Harm.NONE, 0.0, rng)
        return
    harm = rng.choice([harm for harm in Harm if harm is not Harm.NONE])
    harm = harm if rng.random() < HARSH_SHARE else Harm.NONE
    strength = rng.random()
    _write(folder, set_sheet(harm, strength, rng), harm, strength, rng)


def _write(folder: Path, sheet: Sheet, harm: Harm, strength: float, rng: random.Random) -> None:
    treated = treat(np.asarray(sheet.image), harm, strength, rng)
    folder.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(
        str(folder / "page-01.jpg"),
        cv2.cvtColor(treated.picture, cv2.COLOR_RGB2BGR),
        [cv2.IMWRITE_JPEG_QUALITY, QUALITY],
    )
    (folder / "letter.json").write_text(
        json.dumps(
            _truth(folder.name, sheet, treated, f"{harm.value} {strength:.2f}"), ensure_ascii=False, indent=1
        )
        + "\n",
        encoding="utf-8",
    )


def _truth(name: str, sheet: Sheet, treated: Treated, severity: str) -> dict[str, Any]:
    page = {
        "file": "page-01.jpg",
        "text": sheet.text,
        "optional": sheet.optional,
        "blank": False,
        "type": "text",
        "rotation": 0,
        "skew": round(treated.skew_degrees, 2),
        "severity": severity,
    }
    return {"id": name, "kind": "page", "fields": {}, "pages": [page]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--foreign", action="store_true", help="English and German pages, not spoilt")
    arguments = parser.parse_args()
    for number in range(arguments.count):
        rng = random.Random(arguments.seed * 1000 + number)
        name = f"{'e' if arguments.foreign else 'h'}{arguments.seed}-{number:03}"
        write_page(arguments.out / name, rng, foreign=arguments.foreign)


if __name__ == "__main__":
    main()
