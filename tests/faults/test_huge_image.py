"""An image as large as is taken in at all: it is unpacked within the memory and the time that a page has."""

import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr.engine import Engine
from ocr.image import MAX_PIXELS, Picture, load_picture
from ocr.page import OcrFault
from ocr.pipeline import PAGE_LIMIT_S, read_page
from tests.ocr.kit import encoded

pytest_plugins = ("tests.ocr.engine_fixtures",)

ROOT = Path(__file__).parents[2]
PEAK_MB = """
import sys
from pathlib import Path
from ocr.image import load_picture
load_picture(Path(sys.argv[1]).read_bytes())
# Not ru_maxrss: that begins with what the process held from which this one was forked.
(peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
print(int(peak.split()[1]) // 1024)
"""


def _stripes(width: int, height: int) -> Image.Image:
    pixels = np.full((height, width), 240, np.uint8)
    pixels[::40] = 20
    return Image.fromarray(pixels)


def test_deep_samples_are_not_spread_out_all_at_once(tmp_path: Path) -> None:
    file = tmp_path / "deep.png"
    deep = Image.fromarray(np.asarray(_stripes(5000, 8000)).astype(np.uint16) * 257)
    deep.save(file, compress_level=1)

    told = subprocess.run(
        [sys.executable, "-c", PEAK_MB, file], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(told.stdout) < 330  # the samples alone are 80 MB; spread out to floats it was 600


def test_the_largest_sheet_is_done_within_its_time(engine: Engine) -> None:
    """Nothing but lines from edge to edge: the most that there can be to look at."""
    before = resource.getrusage(resource.RUSAGE_SELF)

    reading = read_page(engine, encoded(_stripes(7000, 11_300).convert("RGB"), quality=60))

    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < PAGE_LIMIT_S
    assert (reading.width_px, reading.height_px) in ((7000, 11_300), (11_300, 7000))


@pytest.mark.parametrize("size", [(32_001, 20), (9000, 9000)])
def test_more_than_that_is_refused(size: tuple[int, int]) -> None:
    assert size[0] > 32_000 or size[0] * size[1] > MAX_PIXELS

    assert load_picture(encoded(Image.new("L", size), quality=20)) is OcrFault.IMAGE_TOO_LARGE


def test_the_boxes_of_a_shrunk_page_are_in_the_pixels_of_the_file() -> None:
    for size, mode in (((7016, 9921), "L"), ((6000, 4000), "RGB"), ((9000, 8000), "L")):
        picture = load_picture(encoded(Image.new(mode, size, 200), quality=50))

        assert isinstance(picture, Picture)
        assert (picture.width_px, picture.height_px) == size
        height, width = picture.grey.shape
        assert (width * picture.scale, height * picture.scale) == pytest.approx(size, abs=4)
