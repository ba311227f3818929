"""What a printer's paper shows for the bytes that it was sent: a reading of ESC/POS apart from the driver's.

It is strict: a command that it doesn't know is an error, for a real printer would print it as garbage.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

_CODE_PAGES: Final = {
    0: "cp437",
    2: "cp850",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    45: "cp1250",
    46: "cp1251",
}
LINE_DOTS: Final = 30  # the default line spacing of 1/6 inch, at about 180 dpi
_LETTER_DOTS: Final = 24
_LETTER_WIDTH_DOTS: Final = 12
_SPACING_DOTS: Final = LINE_DOTS - _LETTER_DOTS
_ALIGNMENTS: Final = ("left", "centre", "right")


class PaperError(ValueError):
    """The bytes are no ESC/POS that this printer knows."""


@dataclass(frozen=True)
class Style:
    """How letters look; `width` and `height` are times the normal letter."""

    width: int = 1
    height: int = 1
    is_bold: bool = False
    is_underlined: bool = False
    is_inverted: bool = False


@dataclass(frozen=True)
class Run:
    """Letters of one style."""

    text: str
    style: Style


@dataclass(frozen=True)
class PrintedLine:
    """A line of text."""

    runs: tuple[Run, ...]
    align: str

    @property
    def text(self) -> str:
        """The letters, whatever their style."""
        return "".join(run.text for run in self.runs)

    @property
    def width_dots(self) -> int:
        """How much of the paper's width it takes."""
        return sum(len(run.text) * run.style.width for run in self.runs) * _LETTER_WIDTH_DOTS

    @property
    def height_dots(self) -> int:
        """How much paper it takes."""
        return max((run.style.height for run in self.runs), default=1) * _LETTER_DOTS + _SPACING_DOTS


@dataclass(frozen=True)
class PrintedImage:
    """A picture: one bit a dot, rows padded to bytes, 1 = black."""

    rows: bytes
    width_dots: int
    height_dots: int
    align: str


@dataclass(frozen=True)
class PrintedQr:
    """A QR code that the printer draws by itself."""

    content: str
    module_dots: int
    level: str
    align: str


@dataclass(frozen=True)
class Fed:
    """White paper."""

    dots: int


@dataclass(frozen=True)
class CutOff:
    """The knife."""


@dataclass(frozen=True)
class ConfirmationAsked:
    """GS r: the printer says that all before this is printed."""


PaperItem: TypeAlias = PrintedLine | PrintedImage | PrintedQr | Fed | CutOff | ConfirmationAsked
_Handler: TypeAlias = Callable[["Interpreter", bytes], "PaperItem | None"]


class _IncompleteError(Exception):
    """The command goes on in bytes that haven't come yet."""


class Interpreter:
    """Reads ESC/POS command by command and remembers what earlier ones set."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._page = _CODE_PAGES[0]
        self._style = Style()
        self._align = _ALIGNMENTS[0]
        self._runs: list[Run] = []
        self._qr_content = b""
        self._qr_module_dots = 3
        self._qr_level = "L"

    def discard_line(self) -> None:
        """Forget a line that was begun but not printed."""
        self._runs.clear()

    def step(self, data: bytes) -> tuple[int, PaperItem | None]:
        """Take one command or letter off the front: how many bytes, and what that put on paper.

        Nothing is taken (0) while the command isn't complete. Raise PaperError for a command that doesn't exist.
        """
        try:
            return self._step(data)
        except _IncompleteError:
            return 0, None

    def _step(self, data: bytes) -> tuple[int, PaperItem | None]:
        if not data:
            raise _IncompleteError
        first = data[0]
        if first in (0x1B, 0x1D):
            return self._command(data)
        if first == 0x0A:
            return 1, self._end_line()
        if first == 0x0D:
            return 1, None
        if first < 0x20 or first == 0x7F:
            raise PaperError(f"unknown command {data[:4].hex()}")
        self._runs.append(Run(bytes([first]).decode(self._page), self._style))
        return 1, None

    def _end_line(self) -> PrintedLine:
        merged: list[Run] = []
        for run in self._runs:
            if merged and merged[-1].style == run.style:
                merged[-1] = Run(merged[-1].text + run.text, run.style)
            else:
                merged.append(run)
        self._runs.clear()
        return PrintedLine(tuple(merged), self._align)

    def _command(self, data: bytes) -> tuple[int, PaperItem | None]:
        if len(data) < 2:
            raise _IncompleteError
        name = data[:2]
        if name == b"\x1dv":
            return self._raster(data)
        if name == b"\x1d(":
            return self._extended(data)
        if name == b"\x1dV":
            return self._cut(data)
        if name not in _COMMANDS:
            raise PaperError(f"unknown command {data[:4].hex()}")
        size, handler = _COMMANDS[name]
        arguments = _take(data, 2, size)
        return 2 + size, handler(self, arguments)

    def _cut(self, data: bytes) -> tuple[int, PaperItem]:
        mode = _take(data, 2, 1)[0]
        if mode in (0, 1, 48, 49):
            return 3, CutOff()
        if mode in (65, 66):
            _take(data, 3, 1)
            return 4, CutOff()
        raise PaperError(f"unknown cut {mode}")

    def _raster(self, data: bytes) -> tuple[int, PaperItem]:
        header = _take(data, 2, 6)
        if header[0] != 0x30:
            raise PaperError(f"unknown command {data[:4].hex()}")
        width_bytes, height = int.from_bytes(header[2:4], "little"), int.from_bytes(header[4:6], "little")
        rows = _take(data, 8, width_bytes * height)
        return 8 + len(rows), PrintedImage(rows, width_bytes * 8, height, self._align)

    def _extended(self, data: bytes) -> tuple[int, PaperItem | None]:
        header = _take(data, 2, 3)
        content = _take(data, 5, int.from_bytes(header[1:3], "little"))
        if header[:1] != b"k" or content[:1] != b"1":
            raise PaperError(f"unknown command {data[:8].hex()}")
        return 5 + len(content), self._qr(content[1:2], content[2:])

    def _qr(self, function: bytes, arguments: bytes) -> PaperItem | None:
        match function:
            case b"A":  # the model: 49 or 50
                if arguments[0] not in (49, 50):
                    raise PaperError(f"unknown QR model {arguments[0]}")
            case b"C":
                self._qr_module_dots = arguments[0]
            case b"E":
                self._qr_level = "LMQH"[arguments[0] - 48]
            case b"P":
                self._qr_content = arguments[1:]
            case b"Q":
                content = self._qr_content.decode("utf-8")
                return PrintedQr(content, self._qr_module_dots, self._qr_level, self._align)
            case _:
                raise PaperError(f"unknown QR function {function.hex()}")
        return None

    # Handlers of the commands with arguments of a fixed length.

    def _initialise(self, arguments: bytes) -> None:
        del arguments
        self._reset()

    def _set_page(self, arguments: bytes) -> None:
        if arguments[0] not in _CODE_PAGES:
            raise PaperError(f"unknown code page {arguments[0]}")
        self._page = _CODE_PAGES[arguments[0]]

    def _set_align(self, arguments: bytes) -> None:
        number = arguments[0] % 48
        if number >= len(_ALIGNMENTS):
            raise PaperError(f"unknown alignment {number}")
        self._align = _ALIGNMENTS[number]

    def _set_bold(self, arguments: bytes) -> None:
        self._style = replace(self._style, is_bold=bool(arguments[0] & 1))

    def _set_underline(self, arguments: bytes) -> None:
        self._style = replace(self._style, is_underlined=arguments[0] % 48 > 0)

    def _set_inverted(self, arguments: bytes) -> None:
        self._style = replace(self._style, is_inverted=bool(arguments[0] & 1))

    def _set_size(self, arguments: bytes) -> None:
        width, height = (arguments[0] >> 4) + 1, (arguments[0] & 0x0F) + 1
        self._style = replace(self._style, width=width, height=height)

    def _set_modes(self, arguments: bytes) -> None:
        bits = arguments[0]
        self._style = replace(
            self._style,
            is_bold=bool(bits & 0x08),
            height=2 if bits & 0x10 else 1,
            width=2 if bits & 0x20 else 1,
            is_underlined=bool(bits & 0x80),
        )

    def _feed_dots(self, arguments: bytes) -> PaperItem:
        return Fed(arguments[0])

    def _feed_lines(self, arguments: bytes) -> PaperItem:
        return Fed(arguments[0] * LINE_DOTS)

    def _confirm(self, arguments: bytes) -> PaperItem:
        if arguments[0] not in (1, 49):
            raise PaperError(f"unknown status {arguments[0]}")
        return ConfirmationAsked()

    def _accept_off(self, arguments: bytes) -> None:
        """Accept a setting only when it is switched off: what it would do isn't rendered."""
        if arguments[0] % 48:
            raise PaperError("a setting that this paper doesn't render")


_COMMANDS: Final[dict[bytes, tuple[int, _Handler]]] = {
    b"\x1b@": (0, Interpreter._initialise),
    b"\x1ba": (1, Interpreter._set_align),
    b"\x1bE": (1, Interpreter._set_bold),
    b"\x1bG": (1, Interpreter._set_bold),
    b"\x1b-": (1, Interpreter._set_underline),
    b"\x1b!": (1, Interpreter._set_modes),
    b"\x1bM": (1, Interpreter._accept_off),
    b"\x1b{": (1, Interpreter._accept_off),
    b"\x1bV": (1, Interpreter._accept_off),
    b"\x1bR": (1, Interpreter._accept_off),
    b"\x1db": (1, Interpreter._accept_off),
    b"\x1bt": (1, Interpreter._set_page),
    b"\x1bd": (1, Interpreter._feed_lines),
    b"\x1bJ": (1, Interpreter._feed_dots),
    b"\x1d!": (1, Interpreter._set_size),
    b"\x1dB": (1, Interpreter._set_inverted),
    b"\x1dr": (1, Interpreter._confirm),
}


def _take(data: bytes, start: int, size: int) -> bytes:
    if len(data) < start + size:
        raise _IncompleteError
    return data[start : start + size]


def read_paper(data: bytes) -> list[PaperItem]:
    """Return what all of the bytes put on paper; raise PaperError also for an unfinished command."""
    interpreter = Interpreter()
    items: list[PaperItem] = []
    position = 0
    while position < len(data):
        used, item = interpreter.step(data[position:])
        if used == 0:
            raise PaperError("the last command is cut short")
        position += used
        if item is not None:
            items.append(item)
    return items
