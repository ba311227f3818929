"""Sets the varied letters: blocks where their writers put them, forms with boxes, a second side when one is full."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from PIL import ImageFont

from ocr.page import LineKind
from tests.letters.ink import draw_signature, draw_stamp
from tests.letters.typeset import INK, MARGIN, SHEET, Setter, Sheet, Typeface, set_table
from tests.letters.varied_letter import FormRow, Spot, TitleManner, Varied

LOWEST = 3240  # px; below it stand page number and footer
RIGHT_COLUMN = SHEET[0] // 2 + 40
BOX_PX = 66


class Pages:
    """Writes downwards and takes a new sheet when one is full."""

    def __init__(self, face: Typeface) -> None:
        self.face = face
        self.page = Setter(face)
        self.sheets = [self.page.sheet]

    def need(self, lines: float) -> None:
        if self.page.y + lines * self.face.leading > LOWEST:
            self.page = Setter(self.face)
            self.sheets.append(self.page.sheet)

    def paragraph(self, text: str, indent: int = 0) -> None:
        for line in self.page.wrap(text, self.face.plain, SHEET[0] - 2 * MARGIN - indent):
            self.need(1)
            self.page.put(line, MARGIN + indent)


def set_varied(letter: Varied, face: Typeface, rng: random.Random) -> list[Sheet]:
    """Set the letter; a full sheet is followed by the next."""
    pages = Pages(replace(face, spacing=letter.spacing))
    if letter.rows:
        _set_top(pages.page, letter, rng)
        _set_title(pages.page, letter)
        if letter.labels_above:
            _set_rows_below_labels(pages, letter.rows)
        else:
            _set_rows(pages, letter.rows, rng)
    else:
        _set_top(pages.page, letter, rng)
        _set_marks(pages.page, letter.marks)
        _set_title(pages.page, letter)
    _set_body(pages, letter)
    _set_end(pages, letter, rng)
    _finish(pages, letter)
    return pages.sheets


def _set_top(page: Setter, letter: Varied, rng: random.Random) -> None:
    date_first = rng.random() < 0.7
    if letter.sender_spot is Spot.HEAD:
        for number, line in enumerate(letter.sender_lines):
            page.centre(line, page.face.bold if number == 0 else page.face.plain)
        page.draw.line((MARGIN, page.y + 20, SHEET[0] - MARGIN, page.y + 20), fill=INK, width=3)
        page.gap(1)
        _set_date(page, letter)
    elif letter.sender_spot is Spot.PARTED:
        page.put(letter.sender_lines[0], MARGIN, page.face.bold)
        page.y -= page.face.leading
        for line in letter.sender_lines[1:]:
            for part in page.wrap(line, page.face.small, SHEET[0] - MARGIN - 1500):
                page.put(part, 1500, page.face.small)
        page.gap(1)
        _set_date(page, letter)
    elif date_first or letter.sender_spot is Spot.FOOT:
        _set_date(page, letter)
        page.gap(0.6)
        _set_sender(page, letter)
    else:
        start = page.y
        _set_sender(page, letter)
        below, page.y = page.y, start
        widest = max(page.face.bold.getlength(line) for line in letter.sender_lines[:1] or ("",))
        if letter.sender_spot is Spot.LEFT and letter.date_spot is Spot.RIGHT:
            if widest + page.face.plain.getlength(letter.date_line) > SHEET[0] - 2 * MARGIN - 200:
                page.y = below
            _set_date(page, letter)  # on the height of the name, where both find room
        page.y = max(below, page.y)
        if letter.sender_spot is Spot.RIGHT or letter.date_spot is Spot.LEFT:
            page.gap(0.8)
            _set_date(page, letter)
    page.gap(1)
    # Who writes on the right puts the addressee on the left.
    is_left = letter.sender_spot is Spot.RIGHT and rng.random() < 0.7
    if letter.receipt and rng.random() < 0.5:
        _press_receipt(page, letter, MARGIN if not is_left else RIGHT_COLUMN + 300, rng)
    _set_recipient(page, letter, MARGIN if is_left else RIGHT_COLUMN)
    page.gap(1)


def _set_date(page: Setter, letter: Varied) -> None:
    if not letter.date_line:
        return
    if letter.date_spot is Spot.RIGHT:
        page.right(letter.date_line)
    elif letter.date_spot is Spot.LEFT:
        page.put(letter.date_line, MARGIN)


def _set_sender(page: Setter, letter: Varied) -> None:
    if letter.sender_spot is Spot.FOOT:
        return
    x = MARGIN if letter.sender_spot is Spot.LEFT else RIGHT_COLUMN + 120
    for number, line in enumerate(letter.sender_lines):
        font = page.face.bold if number == 0 and letter.kind in ("firma", "urząd") else page.face.plain
        for part in page.wrap(
            line, font, SHEET[0] - MARGIN - x if x > MARGIN else SHEET[0] // 2 + 200 - MARGIN
        ):
            page.put(part, x, font)


def _set_recipient(page: Setter, letter: Varied, x: int) -> None:
    width = (SHEET[0] - MARGIN if x > MARGIN else SHEET[0] // 2 + 100) - x
    for number, line in enumerate(letter.recipient_lines):
        font = page.face.bold if number < letter.recipient_bold else page.face.plain
        for part in page.wrap(line, font, width):
            page.put(part, x, font)


def _set_marks(page: Setter, marks: Sequence[str]) -> None:
    for line in marks:
        page.put(line, MARGIN)
    if marks:
        page.gap(0.6)


def _set_title(page: Setter, letter: Varied) -> None:
    page.gap(0.4)
    match letter.title_manner:
        case TitleManner.BOLD | TitleManner.CAPITALS:
            for line in letter.title_lines:
                page.centre(line, page.face.bold)
        case TitleManner.KIND_AND_REST:
            for line in letter.title_lines:
                page.centre(line, page.face.bold)
        case TitleManner.LABEL | TitleManner.KIND_AND_LABEL:
            if len(letter.title_lines) > 1:
                page.centre(letter.title_lines[0], page.face.bold)
            for part in page.wrap(letter.title_lines[-1], page.face.bold, SHEET[0] - 2 * MARGIN - 200):
                page.put(part, MARGIN, page.face.bold)
    page.gap(0.7)


def _set_body(pages: Pages, letter: Varied) -> None:
    if letter.greeting:
        pages.paragraph(letter.greeting)
        pages.page.gap(0.3)
    for paragraph in letter.paragraphs:
        pages.paragraph(paragraph)
        pages.page.gap(0.35)
    if letter.table:
        pages.need(len(letter.table) * 1.3)
        set_table(pages.page, letter.table)
        pages.page.gap(0.6)


def _set_rows(pages: Pages, rows: Sequence[FormRow], rng: random.Random) -> None:
    """Set label and value beside each other in ruled rows, or the value on a dotted line, or in boxes of one sign."""
    face, ruled = pages.face, rng.random() < 0.6
    value_font = rng.choice((face.plain, face.bold))
    height = round(face.leading * 1.9)
    split = MARGIN + 870
    for row in rows:
        pages.need(2.2)
        page = pages.page
        top, level = page.y, page.y + (height - face.leading) // 2
        page.draw.text((MARGIN + 24, level), row.label, fill=INK, font=face.plain)
        page.sheet.place(row.label, MARGIN + 24, level, face.plain)
        if row.is_boxed and row.value:
            _boxed(page, row.value, (split + 24, top + 14), rng)
        elif row.value:
            page.draw.text((split + 24, level), row.value, fill=INK, font=value_font)
            page.sheet.place(row.value, split + 24, level, value_font)
        if ruled:
            page.draw.rectangle((MARGIN, top, SHEET[0] - MARGIN, top + height), outline=INK, width=3)
            page.draw.line((split, top, split, top + height), fill=INK, width=3)
        else:
            dots = "." * round((SHEET[0] - MARGIN - split) / face.plain.getlength("."))
            if not row.value and not row.is_boxed:
                page.draw.text((split, level + 12), dots, fill=INK, font=face.plain)
                page.sheet.optional.append(dots)
        page.sheet.lines.append(f"{row.label} {row.value}".strip())
        page.y += height + (0 if ruled else 10)
    pages.page.gap(0.8)


def _set_rows_below_labels(pages: Pages, rows: Sequence[FormRow]) -> None:
    """Set every value below its label, as on forms for typewriters."""
    for row in rows:
        pages.need(3)
        page = pages.page
        page.put(row.label, MARGIN, page.face.small)
        page.y -= page.face.leading - round(page.face.small.size * 1.3)
        if row.value:
            page.put(row.value, MARGIN, page.face.bold)
        else:
            page.gap(1)
        page.draw.line((MARGIN, page.y + 4, SHEET[0] - MARGIN, page.y + 4), fill=INK, width=2)
        page.gap(0.5)
    pages.page.gap(0.8)


def _boxed(page: Setter, value: str, at: tuple[int, int], rng: random.Random) -> None:
    x, y = at
    font = page.face.plain
    together = rng.random() < 0.5
    for sign in value:
        if sign == "-":
            page.draw.text((x + 20, y + 6), sign, fill=INK, font=font)
        else:
            page.draw.rectangle((x, y, x + BOX_PX, y + BOX_PX), outline=INK, width=3)
            page.draw.text((x + (BOX_PX - font.getlength(sign)) / 2, y + 6), sign, fill=INK, font=font)
        x += BOX_PX
    # A recogniser may give the signs as one word or as many.
    wide = ImageFont.truetype(font.path, BOX_PX)
    page.sheet.place(value if together else " ".join(value), at[0] + 16, y + 6, font if together else wide)


def _set_end(pages: Pages, letter: Varied, rng: random.Random) -> None:
    pages.need(5.5)
    page = pages.page
    page.gap(0.4)
    if letter.date_line and letter.date_spot is Spot.FOOT:
        page.put(letter.date_line, MARGIN)
        page.gap(0.4)
    x = RIGHT_COLUMN + 160
    page.put(letter.closing, x)
    name = str(letter.fields["sender_name"])
    if letter.stamp:
        at = (MARGIN + 100, page.y - 60)
        for number, line in enumerate(draw_stamp(page.sheet.image, at, letter.stamp, rng)):
            page.sheet.optional.append(line)
            page.sheet.place(line, at[0] + 80, at[1] + 90 + 62 * number, page.face.small, LineKind.STAMP)
    draw_signature(page.sheet.image, (x - 40, page.y - 40), name[:24], rng)
    page.sheet.optional.append(name)
    page.sheet.place(name[:24], x + 10, page.y + 40, page.face.plain, LineKind.HANDWRITING)
    page.gap(3.2)
    for line in letter.signatory or rng.choice(((), ("(czytelny podpis)",), (name,))):
        page.put(line, x, page.face.plain if letter.signatory else page.face.small)
    page.gap(0.4)
    if letter.sender_spot is Spot.FOOT:
        for line in letter.sender_lines:
            pages.need(1)
            pages.page.put(line, MARGIN)
        pages.page.gap(0.6)
    pages.need(len(letter.attachments) + 0.5)
    for number, line in enumerate(letter.attachments):
        pages.paragraph(line, 60 if number else 0)
    pages.page.gap(0.8)
    for line in letter.after:
        pages.paragraph(line)


def _finish(pages: Pages, letter: Varied) -> None:
    many = len(pages.sheets) > 1
    for number, sheet in enumerate(pages.sheets, 1):
        page = Setter(pages.face)
        page.sheet, page.draw = sheet, type(page.draw)(sheet.image)
        page.y = LOWEST + 20
        if number == 1:
            for line in letter.footer:
                page.put(line, (SHEET[0] - round(page.face.small.getlength(line))) // 2, page.face.small)
                page.y -= page.face.leading - round(page.face.small.size * 1.3)
        mark = f"Strona {number} z {len(pages.sheets)}" if many else letter.page_mark
        if mark:
            page.y = max(page.y, LOWEST + 90)
            page.put(mark, (SHEET[0] - round(page.face.small.getlength(mark))) // 2, page.face.small)


def _press_receipt(page: Setter, letter: Varied, x: int, rng: random.Random) -> None:
    """Press the office's receipt stamp beside the addressee."""
    at = (x, max(120, page.y - 40))
    for number, line in enumerate(draw_stamp(page.sheet.image, at, letter.receipt, rng)):
        page.sheet.optional.append(line)
        page.sheet.place(line, at[0] + 120, at[1] + 90 + 62 * number, page.face.small, LineKind.STAMP)
