"""Draws what is put on a letter besides black print: signatures, stamps, a coloured letterhead, coloured ink."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

BLUE = (38, 58, 150)
STAMPS = ((150, 40, 60), (70, 45, 140), (40, 70, 150))
OFFICE_STAMPS = ((178, 34, 44), (160, 30, 90), (30, 60, 165), (20, 95, 150), (25, 115, 70))
PRINT_INKS = {"black": (24, 24, 28), "blue": (28, 44, 128), "green": (20, 84, 52), "grey": (92, 92, 96)}
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


def recolour(sheet: Image.Image, ink: str) -> Image.Image:
    """Return the sheet with its black print in another of PRINT_INKS; what is coloured already stays."""
    pixels = np.asarray(sheet, dtype=np.float32) / 255
    neutral = (pixels.max(axis=2) - pixels.min(axis=2)) < 0.1
    amount = ((1 - pixels.min(axis=2)) * neutral)[..., None]
    colour = np.asarray(PRINT_INKS[ink], np.float32) / 255
    recoloured = np.where(neutral[..., None], 1 - amount * (1 - colour), pixels)
    return Image.fromarray((np.clip(recoloured, 0, 1) * 255).astype(np.uint8))


def draw_office_stamp(
    sheet: Image.Image, at: tuple[int, int], lines: Sequence[str], rng: random.Random
) -> list[str]:
    """Press the office's stamp for incoming letters, over whatever is printed there; return its lines."""
    colour = rng.choice(OFFICE_STAMPS)
    size = (900, 100 + 68 * len(lines))
    stamp = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((10, 10, size[0] - 11, size[1] - 11), outline=colour, width=7)
    for number, line in enumerate(lines):
        font = ImageFont.truetype(STAMP_FONT, 40 if number % 2 == 0 else 52)
        draw.text(((size[0] - font.getlength(line)) / 2, 40 + number * 68), line, fill=colour, font=font)
    _press_unevenly(sheet, stamp, at, rng)
    return list(lines)


def draw_round_stamp(sheet: Image.Image, at: tuple[int, int], text: str, rng: random.Random) -> list[str]:
    """Press a round stamp with its text running along the rim; return the text."""
    colour, side = rng.choice(OFFICE_STAMPS), 460
    stamp = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(stamp)
    for inset, width in ((8, 7), (92, 4)):
        draw.ellipse((inset, inset, side - inset, side - inset), outline=colour, width=width)
    font = ImageFont.truetype(STAMP_FONT, 38)
    middle = side // 2
    for number, sign in enumerate(text):
        angle = 360 * number / (len(text) + 2)
        piece = Image.new("RGB", (side, side), "white")
        ImageDraw.Draw(piece).text((middle - font.getlength(sign) / 2, 30), sign, fill=colour, font=font)
        turned = piece.rotate(-angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
        stamp = ImageChops.darker(stamp, turned)
    points = [
        (
            middle + reach * math.sin(turn * math.pi / 5),
            middle - reach * math.cos(turn * math.pi / 5),
        )
        for turn, reach in zip(range(10), itertools.cycle((105, 45)), strict=False)
    ]
    ImageDraw.Draw(stamp).polygon(points, outline=colour, width=6)
    _press_unevenly(sheet, stamp, at, rng)
    return [text]


def draw_letterhead(
    sheet: Image.Image, lines: Sequence[str], font_file: str, rng: random.Random
) -> list[str]:
    """Print a coloured head at the top of the sheet, above everything else; return its lines in reading order."""
    colour = rng.choice(((20, 70, 140), (140, 30, 40), (25, 100, 60), (110, 70, 20)))
    draw = ImageDraw.Draw(sheet)
    sign = (270, 62, 370, 162)
    draw.ellipse(sign, fill=colour)
    draw.polygon(((300, 130), (320, 84), (340, 130)), fill="white")
    for number, line in enumerate(lines):
        font = ImageFont.truetype(font_file, 54 if number == 0 else 34)
        draw.text((410, 56 + 66 * number), line, fill=colour, font=font)
    draw.rectangle((270, 180, sheet.width - 270, 186), fill=colour)
    return list(lines)


def _press_unevenly(sheet: Image.Image, stamp: Image.Image, at: tuple[int, int], rng: random.Random) -> None:
    """Press it a little crooked, with too much ink here and too little there."""
    small = Image.new("L", (9, 6))
    small.putdata([rng.randrange(70, 255) for _ in range(54)])
    inked = np.asarray(small.resize(stamp.size, Image.Resampling.BICUBIC), np.float32) / 255
    pixels = 255 - (255 - np.asarray(stamp, np.float32)) * inked[..., None]
    turned = Image.fromarray(pixels.astype(np.uint8)).rotate(
        rng.uniform(-9, 9), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    _press(sheet, turned, at)
