"""A black page, and a photograph: no text, no error, and the resident is told."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from ocr.engine import Engine
from ocr.page import OcrFault, PageStatus
from ocr.pipeline import read_page
from tests.ocr.kit import encoded

pytest_plugins = ("tests.ocr.engine_fixtures",)


@pytest.mark.parametrize("shade", [0, 12, 35])
def test_a_black_page_goes_on_as_an_image_and_is_marked(engine: Engine, shade: int) -> None:
    noise = np.random.default_rng(3).normal(shade, 3, (1754, 1240)).clip(0, 255).astype(np.uint8)

    reading = read_page(engine, encoded(Image.fromarray(noise)))

    assert (reading.status, reading.reason) == (PageStatus.IMAGE_ONLY, OcrFault.BLACK_PAGE)
    assert not reading.blank


def test_a_photograph_goes_on_as_an_image(engine: Engine) -> None:
    rough = np.random.default_rng(5).integers(0, 256, (40, 30, 3), dtype=np.uint8)
    photograph = Image.fromarray(rough).resize((1240, 1754), Image.Resampling.BICUBIC)

    reading = read_page(engine, encoded(photograph.filter(ImageFilter.GaussianBlur(3))))

    assert (reading.status, reading.reason) == (PageStatus.IMAGE_ONLY, OcrFault.NO_TEXT)
    assert not reading.blank
