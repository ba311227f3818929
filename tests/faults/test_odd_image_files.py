"""Image files that are real but odd: what holds several pictures, lies about itself, or is turned by a tag."""

import io
import zipfile

import pytest
from PIL import Image, ImageDraw

from ocr.image import Picture, load_picture
from ocr.page import OcrFault
from tests.ocr.kit import encoded, slip

PAGE = slip(size=(600, 400))
OTHER = PAGE.rotate(180)
NEW_SUBFILE_TYPE = 254


def _zip() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("page-01.jpg", encoded(PAGE))
    return output.getvalue()


def _tiff_with_preview() -> bytes:
    """Return a TIFF file of one page whose second image is marked as a smaller copy of the first."""
    return encoded(
        PAGE, "TIFF", save_all=True, append_images=[PAGE.resize((60, 40))], tiffinfo={NEW_SUBFILE_TYPE: 1}
    )


@pytest.mark.parametrize("packing", [None, "group4"])
def test_a_file_of_several_pages_is_refused_rather_than_read_in_part(packing: str | None) -> None:
    pages = [page.convert("1") for page in (PAGE, OTHER, PAGE)]

    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression=packing)

    assert load_picture(data) is OcrFault.SEVERAL_PAGES


ONE_PAGE = {
    "TIFF with a preview": _tiff_with_preview,
    "animated PNG": lambda: encoded(PAGE, "PNG", save_all=True, append_images=[OTHER]),
    "animated WebP": lambda: encoded(PAGE.convert("RGB"), "WEBP", save_all=True, append_images=[OTHER]),
    "photo with its preview": lambda: encoded(
        PAGE.convert("RGB"), "MPO", save_all=True, append_images=[PAGE.convert("RGB").resize((60, 40))]
    ),
    "CMYK": lambda: encoded(PAGE.convert("RGB").convert("CMYK"), "TIFF"),
    "Lab": lambda: encoded(Image.merge("LAB", (PAGE, *(Image.new("L", PAGE.size, 128),) * 2)), "TIFF"),
    "floating point": lambda: encoded(PAGE.convert("F"), "TIFF"),
    "32 bits": lambda: encoded(PAGE.convert("I"), "TIFF"),
    "half see-through palette": lambda: encoded(
        PAGE.convert("P"), "PNG", transparency=bytes([255] * 200 + [128] * 56)
    ),
}


@pytest.mark.parametrize("kind", ONE_PAGE)
def test_its_first_picture_is_the_page(kind: str) -> None:
    picture = load_picture(ONE_PAGE[kind]())

    assert isinstance(picture, Picture)
    assert (picture.width_px, picture.height_px) == PAGE.size
    assert picture.grey.max() > 150
    assert picture.grey.min() < 120


@pytest.mark.parametrize(
    "data",
    [
        b"",
        _zip(),
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
        encoded(PAGE.convert("P"), "GIF"),
        b"\xff\xd8\xff\xe0",
    ],
    ids=["nothing", "ZIP", "PDF", "GIF", "a JPEG's first bytes"],
)
def test_what_only_has_an_image_s_name_is_unreadable(data: bytes) -> None:
    assert load_picture(data) is OcrFault.UNREADABLE_IMAGE


@pytest.mark.parametrize("size", [(32_001, 16), (16, 32_001), (15, 4000)])
def test_threads_and_ribbons_are_refused(size: tuple[int, int]) -> None:
    ribbon = Image.new("L", size, 255)
    ImageDraw.Draw(ribbon).point((3, 3), 0)

    assert isinstance(load_picture(encoded(ribbon, "PNG")), OcrFault)
