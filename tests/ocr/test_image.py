"""Everything that may come as an image, and much that shouldn't."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ocr.engine import Engine
from ocr.image import Picture, load_picture
from ocr.page import OcrFault, PageStatus
from ocr.pipeline import read_page
from tests.ocr.kit import SLIP_LINES, encoded, slip

pytest_plugins = ("tests.ocr.engine_fixtures",)


def _sixteen_bits(image: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(image).astype(np.uint16) * 257)


KINDS = {
    "JPEG grey": lambda page: encoded(page),
    "JPEG CMYK": lambda page: encoded(page.convert("RGB").convert("CMYK")),
    "PNG colour": lambda page: encoded(page.convert("RGB"), "PNG"),
    "PNG see-through": lambda page: encoded(page.convert("RGBA"), "PNG"),
    "PNG palette": lambda page: encoded(page.convert("P"), "PNG"),
    "PNG 1 bit": lambda page: encoded(page.convert("1", dither=Image.Dither.NONE), "PNG"),
    "PNG 16 bit": lambda page: encoded(_sixteen_bits(page), "PNG"),
    "TIFF 16 bit": lambda page: encoded(_sixteen_bits(page), "TIFF"),
    "TIFF fax": lambda page: encoded(
        page.convert("1", dither=Image.Dither.NONE), "TIFF", compression="group4"
    ),
    "TIFF LZW": lambda page: encoded(page, "TIFF", compression="tiff_lzw"),
    "75 dpi": lambda page: encoded(
        page.resize((page.width // 3, page.height // 3), Image.Resampling.LANCZOS)
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_image_is_read(engine: Engine, kind: str) -> None:
    reading = read_page(engine, KINDS[kind](slip()))

    assert reading.status is PageStatus.READ
    assert reading.text.splitlines()[0] == SLIP_LINES[0]


def test_the_stored_raster_counts_not_the_orientation_tag(engine: Engine) -> None:
    tag = Image.Exif()
    tag[0x0112] = 6  # "turn me by 90"

    reading = read_page(engine, encoded(slip(), exif=tag))

    assert reading.rotation == 0


def test_a_very_large_scan_is_read_and_its_boxes_are_in_its_own_pixels(engine: Engine) -> None:
    large = slip().resize((1748 * 4, 1240 * 4))

    reading = read_page(engine, encoded(large))

    assert reading.text.splitlines()[0] == SLIP_LINES[0]
    assert reading.width_px == large.width
    assert abs(reading.lines[0].words[0].box.x - 600) < 100


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_files_give_a_picture_or_a_reason(data: st.DataObject) -> None:
    whole = bytearray(
        KINDS[data.draw(st.sampled_from(["JPEG grey", "PNG 1 bit", "TIFF fax", "PNG palette"]))](_TINY)
    )
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])

    assert isinstance(load_picture(cut), Picture | OcrFault)


_TINY = slip(("A",), size=(120, 160))


def test_colour_is_kept_only_where_there_is_some() -> None:
    grey = load_picture(encoded(slip().convert("RGB"), "PNG"))
    stamped = slip().convert("RGB")
    stamped.paste((170, 30, 40), (800, 800, 1100, 900))
    coloured = load_picture(encoded(stamped, "PNG"))

    assert isinstance(grey, Picture)
    assert grey.colour is None
    assert isinstance(coloured, Picture)
    assert coloured.colour is not None


def test_nothing_at_all_is_no_image() -> None:
    assert load_picture(b"") is OcrFault.UNREADABLE_IMAGE
    assert load_picture(io.BytesIO().getvalue()) is OcrFault.UNREADABLE_IMAGE


def test_samples_beyond_all_bounds_are_light_or_dark() -> None:
    samples = np.full((40, 60), 0.5, np.float32)
    samples[0, :3] = (np.inf, -np.inf, np.nan)
    samples[1, 0] = 1.0
    file = io.BytesIO()
    Image.fromarray(samples).save(file, "TIFF")

    picture = load_picture(file.getvalue())

    assert isinstance(picture, Picture)
    assert picture.grey[0, 0] > picture.grey[0, 1]  # and no warning, which would fail the run
