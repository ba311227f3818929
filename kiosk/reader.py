"""The kiosk's side of the `ocr` host: pages go in, readings come back when they are done."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from drivers.device import DeviceClient, DeviceState, Event, Launcher
from drivers.wire import Buffer
from ocr.fields import FieldName, FieldReading, fields_from_json
from ocr.page import OcrFault, PageReading, PageStatus
from ocr.pdf import PdfMeta
from ocr.service import FORGET, MAKE_PDF, PAGE_READ, READ_FIELDS, READ_PAGE

log = logging.getLogger(__name__)

OnRead = Callable[[str, PageReading], None]


@dataclass(frozen=True, slots=True)
class ReaderDeadlines:
    hand_in_s: float = 5.0  # only copies the picture
    fields_s: float = 5.0
    pdf_s: float = 60.0  # two hundred sides take a few seconds


class ReaderClient:
    """Submits pages and gets every one of them back, read or image-only, also when the host dies meanwhile.

    `on_read` and `on_state` are called on a thread of the client's.
    """

    def __init__(
        self,
        launch: Launcher,
        *,
        on_read: OnRead,
        on_state: Callable[[DeviceState], None] = lambda _: None,
        deadlines: ReaderDeadlines | None = None,
    ) -> None:
        self._on_read = on_read
        self._tell_state = on_state
        self._deadlines = deadlines or ReaderDeadlines()
        self._waiting = _Waiting()
        self._device = DeviceClient(launch, on_event=self._on_event, on_state=self._on_state)

    def submit(self, page_id: str, image: Buffer, dpi: int = 300) -> None:
        """Hand a page in. Its reading comes to `on_read`; without a host it comes at once, as image only."""
        self._waiting.add(page_id)
        reply = self._device.call(
            READ_PAGE, {"page_id": page_id, "dpi": dpi}, buffers=[image], deadline_s=self._deadlines.hand_in_s
        )
        if not reply.ok:
            self._give_up(page_id)

    def forget(self, page_id: str) -> None:
        """Say that the page was removed; nothing more is heard of it."""
        if self._waiting.take(page_id):
            self._device.call(FORGET, {"page_id": page_id}, deadline_s=self._deadlines.hand_in_s)

    def forget_all(self) -> None:
        """Forget every page of the visit that has ended."""
        for page_id in self._waiting.all():
            self.forget(page_id)

    def read_fields(self, readings: Sequence[PageReading]) -> Mapping[FieldName, FieldReading]:
        """Return the proposals; an empty mapping when the host can't say."""
        with Buffer.of(_readings_json(readings), "readings") as buffer:
            reply = self._device.call(READ_FIELDS, buffers=[buffer], deadline_s=self._deadlines.fields_s)
        try:
            return fields_from_json(json.loads(reply.buffers[0].bytes())) if reply.ok else {}
        finally:
            _close(reply.buffers)

    def make_pdf(
        self,
        images: Sequence[Buffer],
        readings: Sequence[PageReading],
        turns: Sequence[int],
        meta: PdfMeta,
        *,
        dpi: int = 300,
    ) -> Buffer | None:
        """Return the searchable PDF/A of the pages; None when the host died over it."""
        with Buffer.of(_readings_json(readings), "readings") as buffer:
            reply = self._device.call(
                MAKE_PDF,
                {"meta": meta.to_json(), "turns": list(turns), "dpi": dpi},
                buffers=[buffer, *images],
                deadline_s=self._deadlines.pdf_s,
            )
        if reply.ok:
            return reply.buffers[0]
        _close(reply.buffers)
        return None

    def close(self) -> None:
        self._device.close()

    def _on_event(self, event: Event) -> None:
        if event.name != PAGE_READ:
            return
        page_id = str(event.body["page_id"])
        try:
            if self._waiting.take(page_id):
                self._on_read(page_id, PageReading.from_bytes(event.buffers[0].view()))
        finally:
            _close(event.buffers)

    def _on_state(self, state: DeviceState) -> None:
        if state is DeviceState.GONE:
            for page_id in self._waiting.all():
                self._give_up(page_id)
        self._tell_state(state)

    def _give_up(self, page_id: str) -> None:
        if self._waiting.take(page_id):
            log.warning("page_not_read", extra={"page_id": page_id})
            self._on_read(page_id, PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST))


class _Waiting:
    """Which pages are out, so that each comes back once, whoever answers first."""

    def __init__(self) -> None:
        self._ids: dict[str, None] = {}

    def add(self, page_id: str) -> None:
        self._ids[page_id] = None

    def take(self, page_id: str) -> bool:
        # dict.pop is atomic: of two threads only one gets the page.
        return self._ids.pop(page_id, _ABSENT) is not _ABSENT

    def all(self) -> list[str]:
        return list(self._ids)


_ABSENT = object()


def _readings_json(readings: Sequence[PageReading]) -> bytes:
    return json.dumps([reading.to_json() for reading in readings], ensure_ascii=False).encode()


def _close(buffers: Sequence[Buffer]) -> None:
    for buffer in buffers:
        buffer.close()
