"""Turns the receipt's lines into the bytes of one printer; python-escpos knows the commands and the code pages."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import segno
from PIL import Image

from drivers.escpos_library import QR_ECLEVEL_M, Dummy
from drivers.printer_values import PrinterConfig, TextMode
from drivers.receipt_layout import Align, CutLine, GapLine, QrLine, ReceiptLine, RuleLine, TextLine
from drivers.receipt_raster import CELL_WIDTH_DOTS, draw_line

_DEFAULT_WIDTH_DOTS: Final = 576
_QR_MODULE_DOTS: Final = 7  # 0.9 mm at 203 dpi: read by any telephone at arm's length
_GAP_DOTS: Final = 15
_RULE: Final = "─"
_RASTER: Final = b"\x1dv0"
_RASTER_HEADER_BYTES: Final = 8
# A printer takes these pairs for a real-time command even in the middle of a picture. One more black dot hides them.
_REAL_TIME: Final = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


class ReceiptEncoder:
    """Encodes receipts for the printer that the settings describe."""

    def __init__(self, config: PrinterConfig) -> None:
        self._config = config
        self._printer: Any = Dummy(profile=config.profile)
        profile = self._printer.profile.profile_data
        width = profile["media"]["width"]["pixels"]
        self.width_dots: Final = width if isinstance(width, int) else _DEFAULT_WIDTH_DOTS
        has_page = config.code_page in profile["codePages"].values()
        self._draws_all: Final = config.text_mode is TextMode.GRAPHICS or not has_page

    @property
    def columns(self) -> int:
        """Normal letters a line."""
        return self.width_dots // CELL_WIDTH_DOTS

    def encode(self, lines: Iterable[ReceiptLine]) -> Iterator[bytes]:
        """Return the bytes of each line; the first begins with the printer's reset."""
        # Made anew: it remembers which code page it chose last, and the reset has made the printer forget that.
        self._printer = printer = Dummy(profile=self._config.profile)
        printer.hw("INIT")
        printer.charcode("AUTO" if self._draws_all else self._config.code_page)
        for line in lines:
            self._encode(line)
            yield _without_real_time_commands(printer.output)
            printer.clear()

    def _encode(self, line: ReceiptLine) -> None:
        match line:
            case TextLine():
                self._encode_text(line)
            case RuleLine():
                self._encode_text(TextLine(_RULE * self.columns))
            case QrLine(content):
                self._encode_qr(content)
            case GapLine():
                self._printer._raw(b"\x1bJ" + bytes([_GAP_DOTS]))
            case CutLine():
                self._printer.cut()

    def _encode_text(self, line: TextLine) -> None:
        if self._draws_all or not self._can_write(line.text):
            self._printer.set_with_default()
            self._encode_picture(draw_line(line, self.width_dots))
            return
        # set() without arguments resets nothing, and would leave the line before in force.
        self._printer.set_with_default(
            align=line.align, bold=line.is_bold, custom_size=True, width=line.width, height=line.height
        )
        self._printer.textln(line.text)

    def _encode_qr(self, content: str) -> None:
        self._printer.set_with_default(align=Align.CENTRE)
        if self._config.has_native_qr:
            self._printer.qr(content, ec=QR_ECLEVEL_M, size=_QR_MODULE_DOTS, native=True)
        else:
            # The library's own way of drawing it adds a line above and below.
            self._encode_picture(_qr_picture(content))
        self._printer.set_with_default()

    def _encode_picture(self, picture: Image.Image) -> None:
        self._printer.image(picture)

    def _can_write(self, text: str) -> bool:
        try:
            text.encode(self._config.code_page)
        except UnicodeEncodeError:
            return False
        return True


def _qr_picture(content: str) -> Image.Image:
    matrix = segno.make(content, error="m", micro=False).matrix
    small = Image.new("1", (len(matrix[0]), len(matrix)), 1)
    small.putdata([0 if module else 1 for row in matrix for module in row])
    return small.resize((small.width * _QR_MODULE_DOTS, small.height * _QR_MODULE_DOTS))


def _without_real_time_commands(data: bytes) -> bytes:
    start = data.find(_RASTER)
    if start < 0:
        return data
    pixels = start + _RASTER_HEADER_BYTES
    head, body = data[:pixels], data[pixels:]
    for command in _REAL_TIME:
        body = body.replace(command, b"\x18" + command[1:])
    return head + body
