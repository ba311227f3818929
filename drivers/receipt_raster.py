"""Where the printer has no letter for it, a line of the receipt is drawn and sent as a picture."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from drivers.receipt_layout import Align, TextLine

CELL_WIDTH_DOTS: Final = 12  # font A of nearly every receipt printer is 12 dots by 24
CELL_HEIGHT_DOTS: Final = 24
_LEADING_DOTS: Final = 6  # pictures follow each other without the printer's own line spacing
_FONT_SIZE: Final = 20  # gives DejaVu Sans Mono a cell of 12 dots
_BASELINE_DOTS: Final = 19
_FAMILY: Final = Path("/usr/share/fonts/truetype/dejavu")


def draw_line(line: TextLine, width_dots: int) -> Image.Image:
    """Draw one line of text as wide as the paper: black on white, no shades."""
    height = CELL_HEIGHT_DOTS * line.height + _LEADING_DOTS
    drawn = Image.new("L", (max(len(line.text), 1) * CELL_WIDTH_DOTS * line.height, height), 255)
    pen = ImageDraw.Draw(drawn)
    step = CELL_WIDTH_DOTS * line.height
    font = _font(_FONT_SIZE * line.height, line.is_bold)
    for position, letter in enumerate(line.text):
        # Letter by letter, for a fallback glyph of another width must not move the columns.
        pen.text((position * step, _BASELINE_DOTS * line.height), letter, fill=0, font=font, anchor="ls")
    if line.width != line.height:
        drawn = drawn.resize((len(line.text) * CELL_WIDTH_DOTS * line.width, height))
    paper = Image.new("L", (width_dots, height), 255)
    left = (width_dots - drawn.width) // 2 if line.align is Align.CENTRE else 0
    paper.paste(drawn, (left, 0))
    return paper.point(lambda shade: 255 if shade > 127 else 0).convert("1")


@lru_cache(maxsize=16)
def _font(size: int, is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSansMono-Bold.ttf" if is_bold else "DejaVuSansMono.ttf"
    return ImageFont.truetype(str(_FAMILY / name), size)
