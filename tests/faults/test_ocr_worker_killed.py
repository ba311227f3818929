"""A reading process dies in the middle of a page: another takes over, and no page is lost."""

import os
import signal
from pathlib import Path

from ocr.page import OcrFault, PageStatus
from ocr.pool import Pool, PoolConfig
from tests.ocr.kit import PATIENCE_S, SLIP_LINES, Readings, encoded, slip, standin


def test_the_page_is_read_by_the_next_process() -> None:
    readings = Readings()
    with Pool(PoolConfig(workers=1, niceness=0)) as pool:
        assert pool.wait_until_ready(PATIENCE_S)
        killed = pool.worker_pids()[0]
        for number in range(2):
            pool.submit(f"page {number}", encoded(slip()), 300, readings.take)
        os.kill(killed, signal.SIGKILL)

        back = readings.wait_for(2)

        assert pool.worker_pids() != [killed]
    assert {reading.text.splitlines()[0] for reading in back.values()} == {SLIP_LINES[0]}


def test_a_page_that_kills_once_is_tried_again(tmp_path: Path) -> None:
    readings = Readings()
    with Pool(standin("die-once", str(tmp_path / "died"))) as pool:
        pool.submit("page", b"image", 300, readings.take)

        assert readings.wait_for(1)["page"].status is PageStatus.READ


def test_a_page_that_kills_every_time_goes_on_as_an_image() -> None:
    readings = Readings()
    with Pool(standin("die")) as pool:
        pool.submit("page", b"image", 300, readings.take)
        reading = readings.wait_for(1)["page"]

    assert (reading.status, reading.reason) == (PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST)


def test_closing_the_pool_leaves_no_process_behind() -> None:
    pool = Pool(standin("hang", workers=2))
    assert pool.wait_until_ready(PATIENCE_S)
    pids = pool.worker_pids()
    pool.submit("page", b"image", 300, Readings().take)

    pool.close()

    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
