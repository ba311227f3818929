"""Draws what is put on a letter by hand: signatures in blue ink, stamps in colour."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFont

BLUE = (38, 58, 150)
STAMPS = ((150, 40, 60), (70, 45, 140), (40, 70, 150))
STAMP_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"


def draw_signature(sheet: Image.Image, at: tuple[int, int], name: str, rng: random.Random) -> None:
    """Write something that a hurried hand leaves: loops for letters, tall where the name has capitals, a flourish."""
    pen = Image.new("RGB", (960, 300), "white")
    draw = ImageDraw.Draw(pen)
    x, points = 40.0, []
    for sign in name:
        if sign == " ":
            x += 34
            continue
        tall = 92 if sign.isupper() else 62 if sign in "bdfhkltłj" else 30
        deep = 46 if sign in "gjpyąęz" else 8
        for step in range(14):
            turn = step / 14 * 2 * math.pi
            reach = tall if math.sin(turn) > 0 else deep
            points.append((x + 13 * math.cos(turn + 2.6) + step * 1.5, 170 - reach * math.sin(turn)))
        x += 24 + rng.random() * 9
    points += [(x + 14 * step, 178 + 20 * math.sin(step / 2) - 3 * step) for step in range(12)]
    for start, end in itertools.pairwise(points):
        draw.line((*start, *end), fill=BLUE, width=5 + (start[1] > end[1]) * 2)
    _press(
        sheet,
        pen.rotate(rng.uniform(2, 6), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC),
        at,
    )


def draw_stamp(
    sheet: Image.Image, at: tuple[int, int], lines: Sequence[str], rng: random.Random
) -> list[str]:
    """Press a stamp, a little crooked and unevenly inked; return its lines."""
    colour = rng.choice(STAMPS)
    stamp = Image.new("RGB", (760, 300), "white")
    draw = ImageDraw.Draw(stamp)
    draw.rounded_rectangle((8, 8, 751, 291), radius=20, outline=colour, width=6)
    for number, line in enumerate(lines):
        font = ImageFont.truetype(STAMP_FONT, 42 if number == 0 else 34)
        draw.text(
            ((760 - font.getlength(line)) / 2, (300 - 62 * len(lines)) / 2 + 4 + number * 62),
            line,
            fill=colour,
            font=font,
        )
    _press(
        sheet,
        stamp.rotate(rng.uniform(-5, 5), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC),
        at,
    )
    return list(lines)


def _press(sheet: Image.Image, ink: Image.Image, at: tuple[int, int]) -> None:
    """Lay ink over what is printed there: it darkens, it does not cover."""
    area = (at[0], at[1], min(sheet.width, at[0] + ink.width), min(sheet.height, at[1] + ink.height))
    under = sheet.crop(area)
    sheet.paste(ImageChops.multiply(under, ink.crop((0, 0, *under.size))), area[:2])
