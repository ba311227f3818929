"""Treats a clean sheet as a pocket, a kitchen table and a sheet-fed scanner do."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Layer = NDArray[np.float32]


@dataclass(frozen=True)
class Damage:
    """How much of what; 0 is none. `skew_degrees`: clockwise. `rotation`: quarter turns of the content, clockwise."""

    fade: float = 0.0
    shadow: float = 0.0
    folds: int = 0
    bleed: float = 0.0
    noise: float = 2.0
    skew_degrees: float = 0.0
    rotation: int = 0
    quality: int = 82
    is_dark_edged: bool = False


def some_damage(rng: random.Random, severity: str) -> Damage:
    """Choose the damage of a severity: clean, light, medium or hard."""
    amount = {"clean": 0.0, "light": 0.35, "medium": 0.7, "hard": 1.0}[severity]
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


def scan(sheet: Image.Image, back: Image.Image | None, damage: Damage, rng: random.Random) -> bytes:
    """Return the sheet as the scanner would hand it over, as JPEG."""
    noise = np.random.default_rng(rng.randrange(2**32))
    page = np.asarray(sheet, dtype=np.float32) / 255
    page = 1 - (1 - page) * (1 - damage.fade * _clouds(page.shape[:2], 9, noise)[..., None])
    if back is not None and damage.bleed:
        page *= 1 - damage.bleed * _shows_through(back)[..., None]
    paper = _paper(page.shape[:2], damage, noise)
    page = page * paper
    image = Image.fromarray((np.clip(page, 0, 1) * 255).astype(np.uint8))
    image = image.filter(ImageFilter.GaussianBlur(0.8))
    image = _fed_crooked(image, damage)
    image = _with_sensor_noise(image, damage.noise, noise)
    image = image.rotate(-damage.rotation, expand=True)
    output = io.BytesIO()
    image.save(output, "JPEG", quality=damage.quality, dpi=(300, 300))
    return output.getvalue()


def _shows_through(back: Image.Image) -> Layer:
    mirrored = (
        back.convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(4))
    )
    return 1 - np.asarray(mirrored, dtype=np.float32) / 255


def _paper(shape: tuple[int, int], damage: Damage, noise: np.random.Generator) -> Layer:
    """Return the light that the bare paper gives back: a warm white, shadows, folds."""
    light = np.full(shape, 0.965, np.float32) - 0.015 * _clouds(shape, 40, noise)
    light *= 1 - damage.shadow * _clouds(shape, 3, noise) * np.linspace(0.2, 1, shape[1], dtype=np.float32)
    for fold in range(damage.folds):
        level = round(shape[0] * (fold + 1) / (damage.folds + 1) + noise.uniform(-40, 40))
        rows = np.arange(shape[0], dtype=np.float32)
        light *= (1 - 0.16 * np.exp(-(((rows - level) / 9) ** 2)))[:, None]
        light *= (1 - 0.05 * (rows > level) * np.exp(-(rows - level) / 260).clip(0, 1))[:, None]
    return light[..., None] * np.array([1.0, 0.995, 0.975], np.float32)


def _clouds(shape: tuple[int, int], cells: int, noise: np.random.Generator) -> Layer:
    """Return soft blotches between 0 and 1."""
    small = Image.fromarray((noise.random((cells, cells)) * 255).astype(np.uint8))
    large = small.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(large, dtype=np.float32) / 255


def _fed_crooked(image: Image.Image, damage: Damage) -> Image.Image:
    edge = (52, 50, 48) if damage.is_dark_edged else (247, 246, 240)
    # Pillow counts angles anticlockwise.
    return image.rotate(-damage.skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=edge)


def _with_sensor_noise(image: Image.Image, strength: float, noise: np.random.Generator) -> Image.Image:
    pixels = np.asarray(image, dtype=np.float32)
    grain = noise.normal(0, strength, pixels.shape[:2]).astype(np.float32)[..., None]
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))
