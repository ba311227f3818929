"""A file that is no image, is cut short, or is made to hurt: the side is reported, nothing else suffers."""

import struct
import zlib

import pytest

from ocr.engine import Engine
from ocr.page import OcrFault, PageStatus
from ocr.pipeline import read_page
from tests.ocr.kit import SLIP_LINES, encoded, slip

pytest_plugins = ("tests.ocr.engine_fixtures",)


def _png_of_size(width: int, height: int) -> bytes:
    """Return a few bytes that claim to be a gigantic picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


JPEG = encoded(slip())
BAD = {
    "text": (b"To nie jest obraz.", OcrFault.UNREADABLE_IMAGE),
    "half a JPEG": (JPEG[: len(JPEG) // 2], OcrFault.UNREADABLE_IMAGE),
    "a JPEG's first bytes": (JPEG[:20], OcrFault.UNREADABLE_IMAGE),
    "half a PNG": (encoded(slip(), "PNG")[:5000], OcrFault.UNREADABLE_IMAGE),
    "wrong header": (b"\x89PNG\r\n\x1a\n" + JPEG, OcrFault.UNREADABLE_IMAGE),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", OcrFault.UNREADABLE_IMAGE),
    "one pixel": (encoded(slip((), size=(1, 1)), "PNG"), OcrFault.UNREADABLE_IMAGE),
    "bomb": (_png_of_size(60_000, 60_000), OcrFault.IMAGE_TOO_LARGE),
    "large bomb": (_png_of_size(2**31 - 1, 2**31 - 1), OcrFault.IMAGE_TOO_LARGE),
    "just too large": (_png_of_size(9_001, 9_000), OcrFault.IMAGE_TOO_LARGE),
}


@pytest.mark.parametrize("name", BAD)
def test_the_side_is_unreadable_and_says_why(engine: Engine, name: str) -> None:
    data, reason = BAD[name]

    reading = read_page(engine, data)

    assert (reading.status, reading.reason) == (PageStatus.UNREADABLE, reason)


def test_the_next_side_is_read_as_if_nothing_had_happened(engine: Engine) -> None:
    for data, _ in BAD.values():
        read_page(engine, data)

    assert read_page(engine, JPEG).text.splitlines()[0] == SLIP_LINES[0]
