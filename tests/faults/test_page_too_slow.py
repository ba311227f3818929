"""A page that takes for ever: its limit ends it, it goes on as an image, and the next page is read."""

import itertools

import pytest

from ocr.engine import Engine
from ocr.page import OcrFault, PageStatus
from ocr.pipeline import read_page
from ocr.pool import Pool
from tests.ocr.kit import Readings, encoded, slip, standin

pytest_plugins = ("tests.ocr.engine_fixtures",)


@pytest.mark.parametrize("behaviour", ["hang", "spin"])
def test_a_process_that_hangs_or_spins_is_ended_and_replaced(behaviour: str) -> None:
    readings = Readings()
    # Spinning is noticed by the processor time it burns, hanging by the clock.
    with Pool(standin(behaviour, page_limit_s=0.3, patience=60.0 if behaviour == "spin" else 2.0)) as pool:
        for number in range(2):
            pool.submit(f"page {number}", b"image", 300, readings.take)
        back = readings.wait_for(2)

    assert {(reading.status, reading.reason) for reading in back.values()} == {
        (PageStatus.IMAGE_ONLY, OcrFault.TOO_SLOW)
    }


def test_reading_gives_up_between_two_lines(engine: Engine) -> None:
    clock = itertools.count()

    reading = read_page(engine, encoded(slip()), limit_s=2.0, worked=lambda: float(next(clock)))

    assert (reading.status, reading.reason) == (PageStatus.IMAGE_ONLY, OcrFault.TOO_SLOW)
    assert (reading.width_px, reading.height_px) == (1748, 1240)


def test_a_busy_machine_does_not_cost_a_page_its_text(engine: Engine) -> None:
    clock = itertools.count(step=1000)

    reading = read_page(engine, encoded(slip()), limit_s=60.0, monotonic=lambda: float(next(clock)))

    assert reading.status is PageStatus.READ
