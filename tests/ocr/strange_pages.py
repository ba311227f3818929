"""Draws what is no A4 letter and gets fed all the same: a poster, a till receipt, a newspaper, a passport."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
MONO = "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf"
SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"

POLISH = (
    "Potwierdzam odbiór mapy zasadniczej i proszę o przesłanie kopii protokołu na podany adres. "
    "Granice działek wytyczono sprzecznie z mapą, dlatego wnoszę o ponowne zbadanie sprawy. "
    "Odpowiedź odbiorę osobiście w siedzibie urzędu albo proszę o list polecony. "
    "Straty poniesione w tym roku oceniam na dwanaście tysięcy złotych, co potwierdzają rachunki."
)
GERMAN = (
    "Sehr geehrte Damen und Herren, hiermit bestätige ich den Empfang der Unterlagen vom 14. März. "
    "Bitte senden Sie mir eine beglaubigte Kopie der Urkunde an die oben genannte Anschrift. "
    "Für Ihre Bemühungen danke ich Ihnen im Voraus und verbleibe mit freundlichen Grüßen."
)
ENGLISH = (
    "Dear Sir or Madam, I confirm that I have received the documents which you sent to me on the first of March. "
    "Please let me have a certified copy of the decision, because I could not attend the meeting in person. "
    "I would be grateful for an answer before the end of this month. Yours faithfully."
)
UKRAINIAN = (
    "Шановні пані та панове, прошу надати мені довідку про стан розгляду моєї заяви від чотирнадцятого березня. "
    "Я проживаю у Торуні з минулого року і працюю на будівництві мосту через річку. "
    "Копію рішення прошу надіслати на вказану адресу або видати мені особисто. З повагою."
)
GREEK = (
    "Αγαπητοί κύριοι, παρακαλώ να μου στείλετε το πιστοποιητικό που ζήτησα τον περασμένο μήνα. "
    "Κατοικώ στην πόλη από το περασμένο έτος και εργάζομαι στο λιμάνι. Με εκτίμηση."
)
GOODS = ("CHLEB ŻYTNI", "MASŁO EKSTRA", "JAJKA ŚREDNIE", "KAWA MIELONA", "SER ŻÓŁTY", "ŚMIETANA", "WODA GAZ.")


def paragraph(text: str, size: tuple[int, int], font: str = DEJAVU, points_px: int = 46) -> Image.Image:
    """Return a sheet with the text from its top, in lines as wide as the sheet allows."""
    sheet = Image.new("L", size, 250)
    write(sheet, text, (size[0] // 11, size[1] // 12, size[0] - size[0] // 11), font, points_px)
    return sheet


def write(
    sheet: Image.Image, text: str, area: tuple[int, int, int], font: str, points_px: int, leading: float = 1.4
) -> int:
    """Write the text into the column (left, top, right); return where it ends."""
    draw, face = ImageDraw.Draw(sheet), ImageFont.truetype(font, points_px)
    left, y, right = area
    line = ""
    for word in [*text.split(), ""]:
        longer = f"{line} {word}".strip()
        if word and face.getlength(longer) <= right - left:
            line = longer
            continue
        draw.text((left, y), line, fill=25, font=face)
        y, line = y + round(points_px * leading), word
    return y


def large_a3(dpi: int = 600) -> Image.Image:
    """Return an A3 sheet at 600 dpi with a few lines of ordinary print."""
    size = (round(297 / 25.4 * dpi), round(420 / 25.4 * dpi))
    return paragraph(POLISH, size, points_px=round(11 / 72 * dpi))


def photo_at_75_dpi() -> Image.Image:
    """Return a small picture of a letter as a telephone takes it: dim, uneven, a little blurred."""
    sheet = paragraph(POLISH, (2480, 3508), points_px=50).resize((620, 877), Image.Resampling.LANCZOS)
    light = np.linspace(0.55, 0.9, sheet.width)[None, :] * np.linspace(1.0, 0.8, sheet.height)[:, None]
    grain = np.random.default_rng(4).normal(0, 4, (sheet.height, sheet.width))
    dim = np.asarray(sheet, np.float32) * light + grain
    return Image.fromarray(dim.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.4))


def receipt_lines(count: int = 150, seed: int = 3) -> list[str]:
    rng = random.Random(seed)
    lines = ["SKLEP SPOŻYWCZY", "ul. Targowa 13, Toruń", "PARAGON FISKALNY"]
    for _ in range(count):
        price = f"{rng.randrange(1, 60)},{rng.randrange(100):02}"
        lines.append(f"{rng.choice(GOODS):<16}{rng.randrange(1, 9)} szt. {price:>7}")
    return [*lines, "SUMA PLN        1234,56"]


def receipt(lines: Sequence[str] | None = None, pitch_px: int = 74) -> Image.Image:
    """Return a till receipt 80 mm wide and 1 m long, at 300 dpi."""
    sheet = Image.new("L", (945, 11811), 247)
    draw, face = ImageDraw.Draw(sheet), ImageFont.truetype(MONO, 40)
    for number, line in enumerate(lines or receipt_lines()):
        draw.text((70, 120 + pitch_px * number), line, fill=60, font=face)
    return sheet


def newspaper() -> Image.Image:
    """Return a page of five narrow columns of small print, with headlines and a photograph."""
    sheet = Image.new("L", (3508, 4961), 214)
    write(sheet, "GŁOS POMORZA I KUJAW", (260, 160, 3300), SERIF, 220)
    rng, step = random.Random(8), 640
    for column in range(5):
        left, y = 180 + step * column, 560
        if column in (1, 2):
            y = 1500
        while y < 4500:
            y = write(sheet, "Radni o moście i drogach", (left, y, left + step - 60), SERIF, 64, 1.15) + 20
            words = POLISH.split()
            start = rng.randrange(len(words))
            text = " ".join(words[start:] + words[:start])
            y = write(sheet, text, (left, y, left + step - 60), SERIF, 34, 1.2) + 50
    sheet.paste(photograph((1200, 850)).convert("L"), (180 + step, 560))
    return sheet


def photograph(size: tuple[int, int], seed: int = 5) -> Image.Image:
    rough = np.random.default_rng(seed).integers(0, 256, (40, 30, 3), dtype=np.uint8)
    picture = Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC)
    return picture.filter(ImageFilter.GaussianBlur(3))


MRZ = (
    "P<POLWZOROWA<<ZOFIA<MARIA<<<<<<<<<<<<<<<<<<<",
    "ZZ12345674POL8502146F3012314<<<<<<<<<<<<<<06",
)


def passport() -> Image.Image:
    """Return a passport's page, 125 by 88 mm at 300 dpi, printed over a coloured pattern. Its holder is made up."""
    sheet = Image.new("RGB", (1476, 1039), (228, 232, 222))
    draw = ImageDraw.Draw(sheet)
    for wave in range(0, 1476, 9):
        points = [(wave + 6 * np.sin(y / 40 + wave), y) for y in range(0, 1039, 12)]
        draw.line(points, fill=(214, 196, 204) if wave % 2 else (196, 214, 210), width=2)
    sheet.paste(photograph((380, 490), 2), (60, 180))
    face, small = ImageFont.truetype(DEJAVU, 34), ImageFont.truetype(DEJAVU, 20)
    rows = (("Nazwisko / Surname", "WZOROWA"), ("Imiona / Given names", "ZOFIA MARIA"))
    rows += (
        ("Obywatelstwo / Nationality", "POLSKIE / POLISH"),
        ("Data urodzenia / Date of birth", "14.02.1985"),
    )
    draw.text((500, 60), "RZECZPOSPOLITA POLSKA", fill=(90, 30, 60), font=face)
    for number, (label, value) in enumerate(rows):
        draw.text((500, 170 + 110 * number), label, fill=(70, 60, 90), font=small)
        draw.text((500, 200 + 110 * number), value, fill=(20, 20, 30), font=face)
    machine = ImageFont.truetype(MONO, 52)
    for number, line in enumerate(MRZ):
        draw.text((50, 860 + 70 * number), line, fill=(20, 20, 24), font=machine)
    return sheet


def handwriting(lines: int = 14, seed: int = 1) -> Image.Image:
    """Return a sheet covered with a hurried hand that neither reader knows."""
    rng = np.random.default_rng(seed)
    sheet = Image.new("L", (1748, 2480), 248)
    draw = ImageDraw.Draw(sheet)
    for number in range(lines):
        x, y = 160.0, 260 + 150 * number
        while x < 1500:
            x = _scribble(draw, x, y + rng.normal(0, 5), int(rng.integers(2, 9)), rng) + 38
    return sheet.filter(ImageFilter.GaussianBlur(0.8))


def _scribble(draw: ImageDraw.ImageDraw, x: float, y: float, letters: int, rng: np.random.Generator) -> float:
    """Write a word of loops, slanted and joined, as a pen does."""
    steps = np.linspace(0, 1, 16)
    points = []
    for _ in range(letters):
        up = rng.choice((26.0, 30.0, 66.0), p=(0.5, 0.3, 0.2))
        down = rng.choice((0.0, 44.0), p=(0.85, 0.15))
        width = rng.uniform(16, 30)
        swing = 2 * np.pi * steps + rng.uniform(-0.6, 0.6)
        rise = np.where(np.sin(swing) > 0, up, down)
        column = x + width * steps * 1.3 + 0.35 * width * np.cos(swing)
        row = y - rise * np.sin(swing) * rng.uniform(0.7, 1.1)
        points += [(float(a + 0.25 * (y - b)), float(b)) for a, b in zip(column, row, strict=True)]
        x += width * rng.uniform(1.0, 1.4)
    draw.line(points, fill=40, width=4, joint="curve")
    return x


OTHERS: dict[str, Callable[[], Image.Image]] = {
    "Ukrainian": lambda: paragraph(UKRAINIAN, (2480, 1754)),
    "Greek": lambda: paragraph(GREEK, (2480, 1754)),
    "German": lambda: paragraph(GERMAN, (2480, 1754)),
    "English": lambda: paragraph(ENGLISH, (2480, 1754)),
}
