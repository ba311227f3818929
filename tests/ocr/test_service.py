"""The reading host, called as the wall calls it."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from drivers.host import Answer
from drivers.wire import Buffer
from ocr.page import PageReading, PageStatus
from ocr.pdf import PdfMeta
from ocr.service import OcrService
from tests.ocr.kit import PATIENCE_S, encoded, slip, standin, written


class Heard:
    """Collects the service's events."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Mapping[str, Any], PageReading]] = []
        self._changed = threading.Condition()

    def emit(self, name: str, body: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        with self._changed:
            self.events.append((name, body, PageReading.from_bytes(buffers[0].bytes())))
            self._changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.events) >= count, PATIENCE_S)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def service(heard: Heard) -> Iterator[OcrService]:
    service = OcrService(standin("answer"), make_buffer=Buffer.of, answer=Answer)
    service.start(heard.emit)
    yield service
    service.close()


def _call(service: OcrService, method: str, body: Mapping[str, Any], *data: bytes) -> Answer:
    buffers = [Buffer.of(item) for item in data]
    answer = service.methods()[method](body, buffers)
    for buffer in buffers:
        buffer.close()
    assert isinstance(answer, Answer)
    return answer


def test_a_page_is_taken_in_at_once_and_its_reading_follows(service: OcrService, heard: Heard) -> None:
    answer = _call(service, "read_page", {"page_id": "p1", "dpi": 300}, encoded(slip()))

    assert answer.outcome == "ok"
    heard.wait_for(1)
    name, body, reading = heard.events[0]
    assert (name, body["page_id"], body["status"]) == ("page_read", "p1", "read")
    assert reading.status is PageStatus.READ


def test_a_forgotten_page_that_waits_is_not_read(heard: Heard) -> None:
    service = OcrService(standin("hang", page_limit_s=0.2, patience=5), make_buffer=Buffer.of, answer=Answer)
    service.start(heard.emit)
    try:
        for page_id in ("being read", "waiting"):
            _call(service, "read_page", {"page_id": page_id, "dpi": 300}, b"image")
        _call(service, "forget", {"page_id": "waiting"})
        heard.wait_for(2)
    finally:
        service.close()

    assert heard.events[1][1] == {"page_id": "waiting", "status": "image_only", "reason": "ocr.forgotten"}


def test_fields_are_read_from_readings(service: OcrService) -> None:
    letter = written([("Toruń, dnia 9 czerwca 2026 r.", 1400, 200), ("Grażyna Jabłońska", 230, 330)])

    answer = _call(service, "read_fields", {}, json.dumps([letter.to_json()]).encode())

    assert json.loads(answer.buffers[0].bytes())["date"]["value"] == "2026-06-09"


def test_a_document_is_made(service: OcrService) -> None:
    meta = PdfMeta("Pismo", datetime(2026, 11, 23, tzinfo=UTC)).to_json()
    readings = json.dumps([written([("Wniosek", 200, 200)]).to_json()]).encode()

    answer = _call(service, "make_pdf", {"meta": meta, "turns": [0]}, readings, encoded(slip()))

    assert answer.buffers[0].bytes().startswith(b"%PDF-1.7")


def test_a_document_of_what_is_no_image_is_refused(service: OcrService) -> None:
    meta = PdfMeta("Pismo", datetime(2026, 11, 23, tzinfo=UTC)).to_json()

    answer = _call(
        service, "make_pdf", {"meta": meta, "turns": [0]}, json.dumps([written([]).to_json()]).encode(), b"x"
    )

    assert answer.outcome == "ocr.pdf_not_made"


@pytest.mark.parametrize(
    ("method", "body", "data"),
    [
        ("read_page", {}, [b"image"]),
        ("read_page", {"page_id": "p"}, []),
        ("read_page", {"page_id": 3}, [b"image"]),
        ("read_fields", {}, []),
        ("make_pdf", {"meta": {}, "turns": []}, []),
        ("make_pdf", {"meta": {}, "turns": [0]}, [b"[]", b"image"]),
    ],
)
def test_nonsense_is_refused(
    service: OcrService, method: str, body: Mapping[str, Any], data: list[bytes]
) -> None:
    assert _call(service, method, body, *data).outcome == "ocr.bad_call"
