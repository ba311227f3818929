"""The reading host dies with pages in it: the next host gets them once more, and no page is lost or comes twice."""

import os
import queue
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.device import ChildLauncher, HostHandle
from drivers.wire import Buffer
from kiosk.reader import ReaderClient
from ocr.page import OcrFault, PageReading, PageStatus
from tests.ocr.kit import PATIENCE_S, encoded, slip

ROOT = Path(__file__).parents[2]
HOST = ROOT / "tests" / "kiosk" / "reader_host.py"


class Bench:
    """A reader client whose hosts behave as told, one after the other; the last for all later ones."""

    def __init__(self, *behaviours: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._launchers = [
            ChildLauncher([sys.executable, HOST, behaviour] if behaviour else ["/bin/false"], environment)
            for behaviour in behaviours
        ]
        self.pids: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.readings: queue.SimpleQueue[tuple[str, PageReading]] = queue.SimpleQueue()
        self.reader = ReaderClient(self._start, on_read=lambda *read: self.readings.put(read))

    def _start(self) -> HostHandle:
        handle = (self._launchers.pop(0) if len(self._launchers) > 1 else self._launchers[0])()
        self.pids.put(handle.pid)  # type: ignore[attr-defined] # a child has one
        return handle

    def submit(self, *page_ids: str) -> None:
        for page_id in page_ids:
            with Buffer.of(encoded(slip())) as image:
                self.reader.submit(page_id, image)

    def kill_host(self) -> None:
        os.kill(self.pids.get(timeout=PATIENCE_S), signal.SIGKILL)

    def back(self, count: int) -> dict[str, tuple[PageStatus, str]]:
        read = [self.readings.get(timeout=PATIENCE_S) for _ in range(count)]
        return {page_id: (reading.status, reading.reason) for page_id, reading in read}


@pytest.fixture
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    bench = Bench(*request.param)
    yield bench
    bench.reader.close()


@pytest.mark.parametrize("bench", [("hang", "answer")], indirect=True)
def test_its_pages_are_read_by_the_next_host(bench: Bench) -> None:
    bench.submit("one", "two", "three")

    bench.kill_host()

    assert bench.back(3) == dict.fromkeys(("one", "two", "three"), (PageStatus.READ, ""))
    assert bench.readings.empty()


@pytest.mark.parametrize("bench", [("hang", "answer")], indirect=True)
def test_a_page_that_was_removed_is_not_read_again(bench: Bench) -> None:
    bench.submit("one", "two")
    bench.reader.forget("one")

    bench.kill_host()

    assert bench.back(1).keys() == {"two"}
    bench.submit("three")
    assert bench.back(1).keys() == {"three"}


@pytest.mark.parametrize("bench", [("hang", ""), ("hang", "hang")], indirect=True)
def test_what_no_second_host_can_read_goes_on_as_an_image(
    bench: Bench, request: pytest.FixtureRequest
) -> None:
    bench.submit("one")

    bench.kill_host()
    if request.node.callspec.params["bench"][1]:
        bench.kill_host()

    assert bench.back(1) == {"one": (PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST)}


@pytest.mark.parametrize("bench", [("",)], indirect=True)
def test_without_any_host_a_page_comes_back_at_once(bench: Bench) -> None:
    bench.submit("one")

    assert bench.back(1) == {"one": (PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST)}
