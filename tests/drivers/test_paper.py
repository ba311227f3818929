"""The virtual printer's paper is strict, or it would prove nothing about the driver."""

import pytest

from drivers.virtual.paper import (
    CutOff,
    Fed,
    Interpreter,
    PaperError,
    PrintedImage,
    PrintedLine,
    PrintedQr,
    Run,
    Style,
    read_paper,
)
from drivers.virtual.paper_image import draw_paper


def only_line(data: bytes) -> PrintedLine:
    """Return the one line that the bytes print."""
    (item,) = read_paper(data)
    assert isinstance(item, PrintedLine)
    return item


@pytest.mark.parametrize(("page", "codec"), [(0, "cp437"), (18, "cp852"), (17, "cp866"), (45, "cp1250")])
def test_letters_are_those_of_the_chosen_code_page(page: int, codec: str) -> None:
    letters = bytes(range(0x80, 0x100)).decode(codec, "ignore")

    line = only_line(b"\x1bt" + bytes([page]) + letters.encode(codec) + b"\n")

    assert line.text == letters


def test_reset_ends_every_style() -> None:
    (line,) = read_paper(b"\x1bE\x01\x1d!\x11\x1ba\x01\x1b@a\n")

    assert line == PrintedLine((Run("a", Style()),), "left")


def test_bold_and_size_are_seen() -> None:
    line = only_line(b"a\x1bE\x01b\x1d!\x12c\n")

    styles = [(run.text, run.style.is_bold, run.style.width, run.style.height) for run in line.runs]
    assert styles == [("a", False, 1, 1), ("b", True, 1, 1), ("c", True, 2, 3)]


def test_picture_qr_feed_and_cut_are_seen() -> None:
    raster = b"\x1dv0\x00\x01\x00\x02\x00\xff\x00"
    qr = b"\x1d(k\x07\x001P0abcd\x1d(k\x03\x001Q0"

    items = read_paper(b"\x1ba\x01" + raster + qr + b"\x1bJ\x0f\x1dV\x00")

    assert items == [
        PrintedImage(b"\xff\x00", 8, 2, "centre"),
        PrintedQr("abcd", 3, "L", "centre"),
        Fed(15),
        CutOff(),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\x1bz",  # no such command
        b"\x1b",  # cut short
        b"\x1dv0\x00\x01\x00\x02\x00\xff",  # half a picture
        b"\x1dv1\x00\x01\x00\x02\x00\xff\xff",
        b"\x1d(L\x02\x000\x00",  # graphics that this printer lacks
        b"\x1bt\x19",  # the Baltic code page that some profiles would take for Polish
        b"\x07",
    ],
)
def test_what_a_real_printer_would_print_as_garbage_is_an_error(data: bytes) -> None:
    with pytest.raises(PaperError):
        read_paper(data)


def test_nothing_is_taken_of_a_command_that_is_still_coming() -> None:
    interpreter = Interpreter()
    whole = b"\x1dv0\x00\x01\x00\x02\x00\xff\x00"

    early = [interpreter.step(whole[:size]) for size in range(len(whole))]

    assert early == [(0, None)] * len(whole)
    assert interpreter.step(whole)[0] == len(whole)


def test_picture_of_the_paper_is_as_tall_as_what_is_printed() -> None:
    short = draw_paper(read_paper(b"a\n"))
    tall = draw_paper(read_paper(b"a\n\x1d!\x11a\n"))

    assert tall.height - short.height == 54
    assert tall.width == short.width
