"""Sets the letters on white sheets as people do on a home computer, and remembers what is printed where it is read."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr.page import Box, Line, LineKind, PageReading, PageStatus, Word
from tests.letters.content import Content, polish_date
from tests.letters.ink import draw_signature, draw_stamp

DPI = 300
SHEET = (2480, 3508)
MARGIN = 270
INK = (24, 24, 28)
FONT_FOLDER = Path("/usr/share/fonts/truetype")
FONTS = {
    "Liberation Serif": ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    "Liberation Sans": ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    "Noto Serif": ("noto/NotoSerif-Regular.ttf", "noto/NotoSerif-Bold.ttf"),
    "Noto Sans": ("noto/NotoSans-Regular.ttf", "noto/NotoSans-Bold.ttf"),
    "DejaVu Serif": ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
    "Liberation Mono": ("liberation/LiberationMono-Regular.ttf", "liberation/LiberationMono-Bold.ttf"),
}


@dataclass
class Sheet:
    """A side being set. `lines` are the printed lines in reading order, `optional` what may be read or not."""

    image: Image.Image
    lines: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    placed: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def reading(self) -> PageReading:
        """Return what a recogniser without a fault would read: rows from top to bottom, each from left to right."""
        lines = sorted(self.placed, key=lambda line: (round(line.box.y / 30), line.box.x))
        return PageReading(
            status=PageStatus.READ, confidence=1.0, width_px=SHEET[0], height_px=SHEET[1], lines=tuple(lines)
        )

    def place(
        self, text: str, x: int, y: int, font: ImageFont.FreeTypeFont, kind: LineKind = LineKind.PRINT
    ) -> None:
        """Remember that this is printed here, word by word."""
        words, gap, left = [], font.getlength(" "), float(x)
        for part in text.split():
            width = font.getlength(part)
            words.append(Word(part, Box(round(left), y, round(width), round(font.size * 1.15)), 0.99))
            left += width + gap
        if words:
            box = Box(x, y, round(left - gap) - x, round(font.size * 1.15))
            self.placed.append(Line(tuple(words), box, kind))


@dataclass
class Typeface:
    name: str
    plain: ImageFont.FreeTypeFont
    bold: ImageFont.FreeTypeFont
    small: ImageFont.FreeTypeFont
    spacing: float = 1.38  # leading by type size

    @property
    def leading(self) -> int:
        return round(self.plain.size * self.spacing)


def available_fonts() -> list[str]:
    return [name for name, files in FONTS.items() if all((FONT_FOLDER / file).is_file() for file in files)]


def typeface(name: str, points: float) -> Typeface:
    plain, bold = (str(FONT_FOLDER / file) for file in FONTS[name])
    size = round(points * DPI / 72)
    return Typeface(
        name,
        ImageFont.truetype(plain, size),
        ImageFont.truetype(bold, size),
        ImageFont.truetype(plain, round(size * 0.72)),
    )


class Setter:
    """Writes downwards on one sheet."""

    def __init__(self, face: Typeface) -> None:
        self.face = face
        self.sheet = Sheet(Image.new("RGB", SHEET, "white"))
        self.draw = ImageDraw.Draw(self.sheet.image)
        self.y = 230

    def put(self, text: str, x: int, font: ImageFont.FreeTypeFont | None = None) -> None:
        self.draw.text((x, self.y), text, fill=INK, font=font or self.face.plain)
        self.sheet.lines.append(text)
        self.sheet.place(text, x, self.y, font or self.face.plain)
        self.y += self.face.leading

    def right(self, text: str) -> None:
        self.put(text, SHEET[0] - MARGIN - round(self.face.plain.getlength(text)))

    def centre(self, text: str, font: ImageFont.FreeTypeFont) -> None:
        for line in self.wrap(text, font, SHEET[0] - 2 * MARGIN - 200):
            self.put(line, (SHEET[0] - round(font.getlength(line))) // 2, font)

    def paragraph(self, text: str, indent: int = 0) -> None:
        for line in self.wrap(text, self.face.plain, SHEET[0] - 2 * MARGIN - indent):
            self.put(line, MARGIN + indent)

    def gap(self, lines: float) -> None:
        self.y += round(self.face.leading * lines)

    @staticmethod
    def wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) > width and lines[-1]:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


def set_letter(content: Content, face: Typeface, rng: random.Random) -> Sheet:
    """Set the letter itself on one side."""
    page = Setter(face)
    page.right(f"{content.sender.town}, dnia {polish_date(content.date)}")
    page.gap(0.6)
    for line in _sender_lines(content):
        page.put(line, MARGIN)
    page.gap(1)
    _set_recipient(page, content)
    page.gap(1)
    if content.case_number:
        page.put(f"Znak sprawy: {content.case_number}", MARGIN)
        page.gap(0.5)
    if content.is_heading:
        page.gap(0.4)
        page.centre(content.title, face.bold)
    else:
        page.centre(content.kind.value.upper(), face.bold)
        page.paragraph(f"Dotyczy: {content.title}")
    page.gap(0.7)
    if content.greeting:
        page.put(content.greeting, MARGIN)
        page.gap(0.3)
    for paragraph in content.paragraphs:
        page.paragraph(paragraph)
        page.gap(0.35)
    _set_closing(page, content, rng)
    return page.sheet


def _sender_lines(content: Content) -> list[str]:
    sender = content.sender
    lines = [sender.name, sender.street, f"{sender.postal} {sender.town}"]
    if content.with_pesel:
        lines.append(f"PESEL {sender.pesel}")
    if content.with_phone:
        lines.append(f"tel. {sender.phone}")
    if content.with_email:
        lines.append(f"e-mail: {sender.email}")
    return lines


def _set_recipient(page: Setter, content: Content) -> None:
    x = SHEET[0] // 2 + 40
    first, *rest = content.recipient
    for line in page.wrap(first, page.face.bold, SHEET[0] - MARGIN - x):
        page.put(line, x, page.face.bold)
    for line in rest:
        page.put(line, x)
    if content.via:
        page.put("za pośrednictwem", x)
        for line in content.via:
            page.put(line, x)


def _set_closing(page: Setter, content: Content, rng: random.Random) -> None:
    page.gap(0.4)
    x = SHEET[0] // 2 + 240
    page.put(content.closing, x)
    draw_signature(page.sheet.image, (x - 60, page.y - 50), content.sender.name, rng)
    page.sheet.optional.append(content.sender.name)
    page.gap(4.0)
    page.put("(czytelny podpis)", x, page.face.small)
    page.gap(0.4)
    page.put("Załączniki:", MARGIN)
    last = len(content.attachments)
    for number, attachment in enumerate(content.attachments, start=1):
        page.put(f"{number}. {attachment}{'.' if number == last else ','}", MARGIN + 60)


def set_annex(content: Content, face: Typeface, rng: random.Random) -> Sheet:
    """Set the table that goes with the letter, stamped."""
    page = Setter(face)
    page.put(f"Załącznik nr 1 do pisma z dnia {content.date:%d.%m.%Y} r.", MARGIN)
    page.gap(0.8)
    page.centre(content.annex_title, face.bold)
    page.gap(0.6)
    set_table(page, content.annex_rows)
    page.gap(0.8)
    for text in content.annex_text:
        page.paragraph(text)
    page.gap(2)
    lines = draw_stamp(page.sheet.image, (1350, page.y), content.stamp, rng)
    page.sheet.optional.extend(lines)
    draw_signature(page.sheet.image, (1480, page.y + 60), content.sender.name, rng)
    page.sheet.optional.append(content.sender.name)
    return page.sheet


def set_table(page: Setter, rows: tuple[tuple[str, ...], ...]) -> None:
    edges = (MARGIN, MARGIN + 150, MARGIN + 560, MARGIN + 1480, SHEET[0] - MARGIN)
    height = round(page.face.leading * 1.25)
    for row in rows:
        font = page.face.bold if row[0] == "Lp." else page.face.plain
        for cell, left in zip(row, edges, strict=False):
            page.draw.text(
                (left + 24, page.y + (height - page.face.leading) // 2 + 4), cell, fill=INK, font=font
            )
            page.sheet.place(cell, left + 24, page.y + (height - page.face.leading) // 2 + 4, font)
        for left in edges:
            page.draw.line((left, page.y, left, page.y + height), fill=INK, width=3)
        for level in (page.y, page.y + height):
            page.draw.line((edges[0], level, edges[-1], level), fill=INK, width=3)
        page.sheet.lines.append(" ".join(row))
        page.y += height
