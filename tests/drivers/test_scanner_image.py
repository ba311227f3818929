"""What is a whole page, and how large it is."""

import io

import numpy as np
import pytest
from PIL import Image

from drivers.scanner_image import Page, encode_page

DPI = 100


def page(width: int, height: int, *, tone: int = 240, area: tuple[int, int] = (827, 1169)) -> Image.Image:
    """Return paper of a size in an area that SANE has filled with white."""
    pixels = np.full((area[1], area[0], 3), 255, dtype=np.uint8)
    pixels[:height, :width] = tone
    return Image.fromarray(pixels)


def encoded(image: Image.Image, *, lines: int | None = None) -> Page | None:
    """Encode a page of which so many lines were promised: by default as many as there are."""
    return encode_page(image, dpi=DPI, lines_promised=image.height if lines is None else lines)


def test_page_of_full_size_stays_so() -> None:
    result = encoded(page(827, 1169))

    assert result is not None
    assert (result.width_px, result.height_px) == (827, 1169)
    with Image.open(io.BytesIO(result.jpeg)) as image:
        assert image.size == (827, 1169)


@pytest.mark.parametrize(("width", "height"), [(583, 827), (315, 700), (827, 583)])
def test_padding_around_smaller_paper_is_cut_away(width: int, height: int) -> None:
    result = encoded(page(width, height))

    assert result is not None
    assert (result.width_px, result.height_px) == (width, height)


def test_page_that_is_white_all_over_keeps_its_size() -> None:
    result = encoded(page(0, 0))

    assert result is not None
    assert (result.width_px, result.height_px) == (827, 1169)


def test_speck_on_white_paper_is_no_paper() -> None:
    image = page(0, 0)
    image.paste((0, 0, 0), (400, 500, 410, 510))

    result = encoded(image)

    assert result is not None
    assert (result.width_px, result.height_px) == (827, 1169)


@pytest.mark.parametrize("missing_lines", [1, 100, 1168])
def test_image_with_fewer_lines_than_promised_is_cut_off(missing_lines: int) -> None:
    assert encoded(page(827, 1169 - missing_lines, area=(827, 1169 - missing_lines)), lines=1169) is None


def test_unknown_number_of_lines_is_no_promise() -> None:
    assert encoded(page(827, 1169), lines=-1) is not None


@pytest.mark.parametrize("quality", [50, 95])
@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
def test_image_that_a_decoder_filled_up_is_cut_off(mode: str, kept: float, quality: int) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (1169, 827, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).convert(mode).save(out, "JPEG", quality=quality)
    data = out.getvalue()[: int(len(out.getvalue()) * kept)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # what airscan's decoder does always
        filled = Image.open(io.BytesIO(data))
        filled.load()

    assert encoded(filled) is None


def test_grey_page_is_no_cut_off_page() -> None:
    assert encoded(page(827, 1169, tone=127)) is not None
