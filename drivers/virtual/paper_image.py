"""The paper as a person would hold it: a picture for the demo, for tests that look, and for readers of QR codes."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import segno
from PIL import Image, ImageDraw, ImageFont

from drivers.virtual.paper import (
    ConfirmationAsked,
    CutOff,
    Fed,
    PaperItem,
    PrintedImage,
    PrintedLine,
    PrintedQr,
    Style,
)

_LETTER_WIDTH: Final = 12
_LETTER_HEIGHT: Final = 24
_BASELINE: Final = 19
_FONT_SIZE: Final = 20
_MARGIN: Final = 32  # the print is 72 mm wide on paper of 80 mm
_TOP: Final = 40
_BOTTOM: Final = 48
_DESK: Final = 24
_HEAD_TO_KNIFE: Final = 150  # so much of the feed before a cut stays behind, at the top of the next slip
_INK: Final = 28
_PAPER_TONE: Final = 252
_DESK_TONE: Final = 214
_FONTS: Final = Path("/usr/share/fonts/truetype/dejavu")


def draw_paper(items: Sequence[PaperItem], width_dots: int = 576) -> Image.Image:
    """Draw one slip of paper; one dot of the printer is one pixel."""
    drawn = [picture for item in _as_cut(items) if (picture := _draw(item, width_dots)) is not None]
    print_height = sum(picture.height for picture in drawn)
    paper = Image.new("L", (width_dots + 2 * _MARGIN, _TOP + print_height + _BOTTOM), _PAPER_TONE)
    top = _TOP
    for picture in drawn:
        paper.paste(picture, (_MARGIN, top))
        top += picture.height
    desk = Image.new("L", (paper.width + 2 * _DESK, paper.height + 2 * _DESK), _DESK_TONE)
    desk.paste(paper, (_DESK, _DESK))
    return desk


def _as_cut(items: Sequence[PaperItem]) -> list[PaperItem]:
    last_feed = next((item for item in reversed(items) if not isinstance(item, CutOff)), None)
    if not isinstance(last_feed, Fed):
        return list(items)
    left = Fed(max(last_feed.dots - _HEAD_TO_KNIFE, 0))
    return [left if item is last_feed else item for item in items]


def _draw(item: PaperItem, width_dots: int) -> Image.Image | None:
    match item:
        case PrintedLine():
            return _draw_line(item, width_dots)
        case PrintedImage():
            return _draw_image(item, width_dots)
        case PrintedQr():
            return _place(_draw_qr(item), item.align, width_dots)
        case Fed(dots):
            return _blank(width_dots, dots)
        case CutOff() | ConfirmationAsked():
            return None


def _blank(width: int, height: int) -> Image.Image:
    return Image.new("L", (width, height), _PAPER_TONE)


def _place(picture: Image.Image, align: str, width_dots: int) -> Image.Image:
    strip = _blank(width_dots, picture.height)
    left = {"left": 0, "centre": (width_dots - picture.width) // 2, "right": width_dots - picture.width}[
        align
    ]
    strip.paste(picture, (left, 0))
    return strip


def _draw_line(line: PrintedLine, width_dots: int) -> Image.Image:
    cells = [(letter, run.style) for run in line.runs for letter in run.text]
    tallest = max((style.height for _, style in cells), default=1) * _LETTER_HEIGHT
    picture = _blank(sum(style.width for _, style in cells) * _LETTER_WIDTH, line.height_dots)
    left = 0
    for letter, style in cells:
        glyph = _glyph(letter, style)
        picture.paste(glyph, (left, tallest - glyph.height))
        left += glyph.width
    return _place(picture, line.align, width_dots)


@lru_cache(maxsize=1024)
def _glyph(letter: str, style: Style) -> Image.Image:
    name = "DejaVuSansMono-Bold.ttf" if style.is_bold else "DejaVuSansMono.ttf"
    font = ImageFont.truetype(str(_FONTS / name), _FONT_SIZE * style.height)
    cell = _blank(_LETTER_WIDTH * style.height, _LETTER_HEIGHT * style.height)
    pen = ImageDraw.Draw(cell)
    pen.text((0, _BASELINE * style.height), letter, fill=_INK, font=font, anchor="ls")
    if style.width != style.height:
        cell = cell.resize((_LETTER_WIDTH * style.width, cell.height), Image.Resampling.LANCZOS)
    if style.is_underlined:
        ImageDraw.Draw(cell).line((0, cell.height - 1, cell.width, cell.height - 1), fill=_INK, width=2)
    return cell.point(lambda tone: _PAPER_TONE + _INK - tone) if style.is_inverted else cell


def _draw_image(image: PrintedImage, width_dots: int) -> Image.Image:
    bits = Image.frombytes("1", (image.width_dots, image.height_dots), image.rows)
    tones = bits.convert("L").point(lambda on: _INK if on else _PAPER_TONE)
    return _place(tones, image.align, width_dots)


def _draw_qr(qr: PrintedQr) -> Image.Image:
    matrix = segno.make(qr.content, error=qr.level, micro=False, boost_error=False).matrix
    small = Image.new("L", (len(matrix), len(matrix)), _PAPER_TONE)
    for row, modules in enumerate(matrix):
        for column, is_dark in enumerate(modules):
            if is_dark:
                small.putpixel((column, row), _INK)
    side = len(matrix) * qr.module_dots
    return small.resize((side, side), Image.Resampling.NEAREST)
