"""Treats a clean sheet as a pocket, a kitchen table and a sheet-fed scanner do."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from tests.letters import paper as sheets
from tests.letters import scanner
from tests.letters.layers import Layer
from tests.letters.paper import Paper

__all__ = ["Damage", "Paper", "scan", "some_damage", "worn_damage"]

DPI = 300
DARK, BRIGHT = 0.2, 0.96  # backings of feeders
FAX_DPI = 204  # ITU-T T.4, "fine"


@dataclass(frozen=True)
class Damage:
    """How much of what; 0 is none. `skew_degrees`: clockwise. `rotation`: quarter turns of the content, clockwise.

    Shares go from 0 to about 1, where a person still reads the page with ease or, near 1, with patience.
    """

    fade: float = 0.0
    shadow: float = 0.0
    folds: int = 0
    bleed: float = 0.0
    noise: float = 2.0  # standard deviation on white paper, of 255
    skew_degrees: float = 0.0
    rotation: int = 0
    quality: int = 82  # of the JPEG
    is_dark_edged: bool = False  # the feeder's backing, seen where the sheet is not, is dark

    # The sheet
    paper: Paper = Paper.WHITE
    toner_streaks: int = 0
    crumple: float = 0.0
    stains: int = 0
    is_punched: bool = False
    is_stapled: bool = False
    is_torn: bool = False
    # The scanner
    wobble: float = 0.0
    edge_strips: bool = False
    fringe_px: float = 0.0  # how far red and blue lie from green
    striping: float = 0.0
    dust_lines: int = 0
    hot_columns: int = 0
    dust: int = 0  # specks and hairs
    haze: float = 0.0
    blur_px: float = 0.8
    dpi: int = DPI
    is_fax: bool = False
    is_grey: bool = False

    @property
    def backing(self) -> float:
        return DARK if self.is_dark_edged else BRIGHT

    def effects(self) -> list[str]:
        """Return the names of the fields that do something to the page."""
        plain = Damage(skew_degrees=self.skew_degrees, rotation=self.rotation, noise=self.noise)
        return [
            name
            for name in self.__dataclass_fields__
            if name not in ("quality", "blur_px") and getattr(self, name) != getattr(plain, name)
        ]


def some_damage(rng: random.Random, severity: str) -> Damage:
    """Choose the damage of a severity: clean, light, medium or hard. White paper, a good scanner."""
    amount = _AMOUNTS[severity]
    return Damage(
        fade=amount * rng.uniform(0.1, 0.5),
        shadow=amount * rng.uniform(0.1, 0.45),
        folds=round(amount * rng.choice((0, 1, 2, 3))),
        bleed=amount * rng.uniform(0.0, 0.16),
        noise=2 + amount * rng.uniform(0, 5),
        skew_degrees=rng.uniform(-1, 1) * (0.3 + 3.2 * amount),
        rotation=rng.choice((0, 0, 0, 90, 180, 270)),
        quality=rng.choice((80, 86, 90)),
        is_dark_edged=rng.random() < amount * 0.7,
    )


_AMOUNTS = {"clean": 0.0, "light": 0.35, "medium": 0.7, "hard": 1.0}
_PAPERS = (Paper.WHITE, Paper.WHITE, Paper.CREAM, Paper.RECYCLED, Paper.YELLOW, Paper.BLUE, Paper.SQUARED)


def worn_damage(rng: random.Random, severity: str) -> Damage:
    """Choose damage of a severity from everything there is: any paper, a scanner that has seen years of service."""
    amount = _AMOUNTS[severity]

    def happens(share: float) -> bool:
        return rng.random() < share * amount

    is_fax = happens(0.08)
    return Damage(
        fade=amount * rng.uniform(0.0, 0.4),
        shadow=amount * rng.uniform(0.0, 0.4),
        folds=round(amount * rng.choice((0, 1, 2, 3))),
        bleed=amount * rng.uniform(0.0, 0.16),
        noise=2 + amount * rng.uniform(0, 7),
        skew_degrees=rng.uniform(-1, 1) * (0.3 + 3.7 * amount),
        rotation=rng.choice((0, 0, 90, 180, 270)),
        quality=rng.choice((60, 75, 82, 90)) if happens(1) else 90,
        is_dark_edged=rng.random() < 0.5 * amount,
        paper=rng.choice((*_PAPERS, Paper.RULED)) if rng.random() < 0.2 + 0.6 * amount else Paper.WHITE,
        toner_streaks=rng.choice((1, 2, 3)) if happens(0.3) else 0,
        crumple=rng.uniform(0.2, 1.0) * amount if happens(0.6) else 0.0,
        stains=rng.choice((1, 1, 2)) if happens(0.4) else 0,
        is_punched=happens(0.3),
        is_stapled=happens(0.3),
        is_torn=happens(0.25),
        wobble=amount * rng.uniform(0.0, 1.0),
        edge_strips=happens(0.5),
        fringe_px=rng.choice((0.0, 0.3, 0.6, 1.0)) * min(1.0, 0.3 + amount),
        striping=amount * rng.uniform(0.0, 1.0),
        dust_lines=rng.choice((1, 2, 4)) if happens(0.4) else 0,
        hot_columns=rng.choice((1, 2, 3)) if happens(0.25) else 0,
        dust=round(amount * rng.uniform(0, 60)),
        haze=amount * rng.uniform(0.0, 0.14),
        blur_px=rng.uniform(0.6, 0.8 + 0.5 * amount),
        dpi=200 if not is_fax and happens(0.2) else DPI,
        is_fax=is_fax,
        is_grey=rng.random() < 0.35,
    )


def scan(sheet: Image.Image, back: Image.Image | None, damage: Damage, rng: random.Random) -> bytes:
    """Return the sheet as the scanner would hand it over, as JPEG."""
    noise = np.random.default_rng(rng.randrange(2**32))
    page = _used_sheet(_reflectance(sheet), back, damage, noise)
    image = _scanned(page, damage, noise).rotate(-damage.rotation, expand=True)
    if damage.is_grey or damage.is_fax:
        image = image.convert("L")
    dpi = _dpi(damage)
    output = io.BytesIO()
    image.save(output, "JPEG", quality=damage.quality, dpi=(dpi, dpi))
    return output.getvalue()


def _reflectance(sheet: Image.Image) -> Layer:
    return np.asarray(sheet.convert("RGB"), dtype=np.float32) / 255


def _dpi(damage: Damage) -> int:
    return FAX_DPI if damage.is_fax else damage.dpi


def _used_sheet(page: Layer, back: Image.Image | None, damage: Damage, noise: np.random.Generator) -> Layer:
    """Return what is fed: the print, on its paper, after all that has happened to it."""
    if damage.fade:
        page = sheets.fade_print(page, damage.fade, noise)
    if damage.toner_streaks:
        page = sheets.streak_toner(page, damage.toner_streaks, noise)
    page = sheets.lay_on(damage.paper, page, noise)
    if back is not None and damage.bleed:
        page = sheets.show_through(page, _reflectance(back), damage.bleed)
    page = sheets.texture(page, noise)
    for _ in range(damage.stains):
        page = sheets.stain(page, noise)
    for number in range(damage.folds):
        level = page.shape[0] * (number + 1) / (damage.folds + 1) + noise.uniform(-40, 40)
        page = sheets.fold(page, level)
    if damage.crumple:
        page = sheets.crumple(page, damage.crumple, noise)
    if damage.is_punched:
        page = sheets.punch(page, damage.backing)
    if damage.is_stapled:
        page = sheets.staple(page, noise)
    if damage.is_torn:
        page = sheets.tear_corner(page, damage.backing, noise)
    return page


def _scanned(page: Layer, damage: Damage, noise: np.random.Generator) -> Image.Image:
    if damage.shadow:
        page = sheets.shade(page, damage.shadow, noise)
    if damage.wobble:
        page = scanner.feed(page, damage.wobble, noise)
    page = scanner.turn(page, damage.skew_degrees, damage.backing)
    if damage.edge_strips:
        page = scanner.shade_edges(page, damage.backing, noise)
    page = cv2.GaussianBlur(page, (0, 0), damage.blur_px)
    page = scanner.misregister(page, damage.fringe_px)
    page = scanner.dust(page, damage.dust, noise)
    if _dpi(damage) != DPI:
        page = scanner.scaled(page, _dpi(damage) / DPI)
    page = scanner.dirty_glass(page, damage.dust_lines, noise)
    page = scanner.expose(page, damage.haze)
    if damage.striping:
        page = scanner.stripe(page, damage.striping, noise)
    page = scanner.hot_columns(page, damage.hot_columns, noise)
    page = scanner.add_grain(page, damage.noise, noise)
    if damage.is_fax:
        page = scanner.threshold(page, 0.62)
    return Image.fromarray((np.clip(page, 0, 1) * 255 + 0.5).astype(np.uint8))
