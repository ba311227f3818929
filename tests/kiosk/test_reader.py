"""The kiosk's client of the reading host, over the real wall."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.device import ChildLauncher, HostHandle
from drivers.wire import Buffer
from kiosk.reader import ReaderClient
from ocr.fields import FieldName
from ocr.page import PageReading, PageStatus
from ocr.pdf import PdfMeta
from tests.ocr.kit import PATIENCE_S, encoded, slip, written

HOST = Path(__file__).with_name("reader_host.py")
ROOT = HOST.parents[2]


class Kiosk:
    """A reader client with a host whose reading processes behave as told."""

    def __init__(self, behaviour: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._launch = ChildLauncher([sys.executable, HOST, behaviour], environment)
        self.pids: list[int] = []
        self.readings: queue.SimpleQueue[tuple[str, PageReading]] = queue.SimpleQueue()
        self.reader = ReaderClient(self._start, on_read=lambda *read: self.readings.put(read))

    def _start(self) -> HostHandle:
        handle = self._launch()
        self.pids.append(handle.pid)  # type: ignore[attr-defined] # a child has one
        return handle

    def submit(self, page_id: str) -> None:
        with Buffer.of(encoded(slip())) as image:
            self.reader.submit(page_id, image)

    def next_reading(self) -> tuple[str, PageReading]:
        return self.readings.get(timeout=PATIENCE_S)


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    kiosk = Kiosk("answer")
    yield kiosk
    kiosk.reader.close()


def test_pages_go_in_and_come_back_read(kiosk: Kiosk) -> None:
    for page_id in ("one", "two"):
        kiosk.submit(page_id)

    back = dict(kiosk.next_reading() for _ in range(2))

    assert back.keys() == {"one", "two"}
    assert {reading.status for reading in back.values()} == {PageStatus.READ}


def test_fields_and_document_are_made_behind_the_wall(kiosk: Kiosk) -> None:
    letter = written([("Toruń, dnia 9 czerwca 2026 r.", 1400, 200)])

    fields = kiosk.reader.read_fields([letter])
    with Buffer.of(encoded(slip())) as image:
        document = kiosk.reader.make_pdf(
            [image], [letter], [90], PdfMeta("Pismo", datetime(2026, 11, 23, tzinfo=UTC))
        )

    assert fields[FieldName.PLACE].value == "Toruń"
    assert document is not None
    with document:
        assert document.bytes().startswith(b"%PDF-1.7")


def test_nothing_is_heard_of_pages_of_a_visit_that_has_ended() -> None:
    kiosk = Kiosk("hang")
    try:
        kiosk.submit("one")
        kiosk.reader.forget_all()
        os.kill(kiosk.pids[-1], signal.SIGKILL)
    finally:
        kiosk.reader.close()

    assert kiosk.readings.empty()


def test_no_reading_process_outlives_the_client() -> None:
    kiosk = Kiosk("hang")
    kiosk.submit("one")
    group = kiosk.pids[-1]

    kiosk.reader.close()

    listed = subprocess.run(
        ["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True, check=False
    )
    assert listed.stdout.strip() == ""
