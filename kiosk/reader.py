"""The kiosk's side of the `ocr` host: pages go in, readings come back when they are done.

A page that the host takes with it when it dies is handed in once more as soon as there is a host again; only a second
death over it makes it an image without text.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from drivers.device import DeviceClient, DeviceFault, DeviceState, Event, Launcher
from drivers.wire import Buffer
from ocr.fields import FieldName, FieldReading, fields_from_json
from ocr.page import OcrFault, PageReading, PageStatus
from ocr.pdf import PdfMeta
from ocr.service import FORGET, MAKE_PDF, PAGE_READ, READ_FIELDS, READ_PAGE

log = logging.getLogger(__name__)

OnRead = Callable[[str, PageReading], None]

MAX_TRIES = 2  # hosts that a page may go to


@dataclass(frozen=True, slots=True)
class ReaderDeadlines:
    hand_in_s: float = 5.0  # only copies the picture
    fields_s: float = 5.0
    pdf_s: float = 60.0
    pdf_page_s: float = 1.0  # on top, for each: half a second of one core, beside pages being read


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
        self._second_tries: threading.Thread | None = None
        self._device = DeviceClient(launch, on_event=self._on_event, on_state=self._on_state)

    def submit(self, page_id: str, image: Buffer, dpi: int = 300) -> None:
        """Hand a page in. Its reading comes to `on_read`; without a host it comes at once, as image only."""
        page = _Page(page_id, image.duplicate(), dpi)
        self._waiting.add(page)
        self._hand_in(page)

    def forget(self, page_id: str) -> None:
        """Say that the page was removed; nothing more is heard of it."""
        if self._waiting.take(page_id) is not None:
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
                deadline_s=self._deadlines.pdf_s + self._deadlines.pdf_page_s * len(images),
            )
        if reply.ok:
            return reply.buffers[0]
        _close(reply.buffers)
        return None

    def close(self) -> None:
        self._device.close()
        if self._second_tries is not None:
            self._second_tries.join()
        for page_id in self._waiting.all():
            self._waiting.take(page_id)

    def _on_event(self, event: Event) -> None:
        if event.name != PAGE_READ:
            return
        page_id = str(event.body["page_id"])
        try:
            if self._waiting.take(page_id) is not None:
                self._on_read(page_id, PageReading.from_bytes(event.buffers[0].view()))
        finally:
            _close(event.buffers)

    def _on_state(self, state: DeviceState) -> None:
        if state is DeviceState.READY:
            self._hand_in_again()
        else:
            self._host_lost(is_starting=state is DeviceState.STARTING)
        self._tell_state(state)

    def _hand_in(self, page: _Page) -> None:
        was_up, losses = self._device.state is DeviceState.READY, self._waiting.begin(page)
        reply = self._device.call(
            READ_PAGE,
            {"page_id": page.page_id, "dpi": page.dpi},
            buffers=[page.image],
            deadline_s=self._deadlines.hand_in_s,
        )
        if reply.ok:
            self._waiting.handed_in(page, losses)
        elif not (was_up and reply.outcome == DeviceFault.GONE and self._waiting.strand(page)):
            self._give_up(page.page_id)
        if self._device.state is DeviceState.READY:
            self._hand_in_again()  # the new host was there before we knew that the old one had gone

    def _host_lost(self, *, is_starting: bool) -> None:
        """Keep for the next host what this one had; what no host could take, or two could not read, is given up."""
        for page_id in self._waiting.lost(is_starting=is_starting):
            self._give_up(page_id)

    def _hand_in_again(self) -> None:
        """Hand in what the last host took with it, on a thread of its own: a callback must not call the device."""
        pages = self._waiting.due()
        if not pages:
            return
        before = self._second_tries

        def hand_in() -> None:
            if before is not None:
                before.join()
            for page in pages:
                self._hand_in(page)

        self._second_tries = threading.Thread(target=hand_in, name="reader-again", daemon=True)
        self._second_tries.start()

    def _give_up(self, page_id: str) -> None:
        if self._waiting.take(page_id) is not None:
            log.warning("page_not_read", extra={"page_id": page_id})
            self._on_read(page_id, PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST))


class _Place(Enum):
    """Where a page is that has not come back."""

    BEING_SENT = auto()
    WITH_HOST = auto()
    STRANDED = auto()  # its host died; it waits for the next


@dataclass(slots=True)
class _Page:
    page_id: str
    image: Buffer  # a handle of our own, closed when the page is dropped: the caller's may be gone by the second try
    dpi: int
    place: _Place = _Place.BEING_SENT
    tries: int = 0
    stranded_at: int = 0  # number of host starts seen by then


class _Waiting:
    """Which pages are out, so that each comes back once, whoever answers first. Safe from every thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[str, _Page] = {}
        self._starts = 0
        self._losses = 0

    def add(self, page: _Page) -> None:
        with self._lock:
            self._pages[page.page_id] = page

    def take(self, page_id: str) -> _Page | None:
        """Take the page out; of two threads only one gets it."""
        with self._lock:
            return self._pages.pop(page_id, None)

    def all(self) -> list[str]:
        with self._lock:
            return list(self._pages)

    def begin(self, page: _Page) -> int:
        """Note that the page is being sent; return the number of losses so far, for `handed_in`."""
        with self._lock:
            page.tries += 1
            return self._losses

    def handed_in(self, page: _Page, losses: int) -> None:
        """Note that the host has the page, unless that host has died since."""
        with self._lock:
            page.place = _Place.WITH_HOST
            if losses != self._losses:
                self._strand(page)

    def strand(self, page: _Page) -> bool:
        """Keep the page for the next host; False when it has had its second try."""
        with self._lock:
            return self._strand(page)

    def due(self) -> list[_Page]:
        """Return the pages to hand in again, each once."""
        with self._lock:
            pages = [page for page in self._pages.values() if page.place is _Place.STRANDED]
            for page in pages:
                page.place = _Place.BEING_SENT
            return pages

    def lost(self, *, is_starting: bool) -> list[str]:
        """Strand what the host had; return what to give up: tried twice, or stranded and no host would start."""
        with self._lock:
            self._losses += 1
            self._starts += is_starting
            return [page.page_id for page in self._pages.values() if not self._survives(page, is_starting)]

    def _survives(self, page: _Page, is_starting: bool) -> bool:
        match page.place:
            case _Place.WITH_HOST:
                return self._strand(page)
            case _Place.STRANDED:
                return is_starting or self._starts <= page.stranded_at
        return True  # the call that sends it answers for it

    def _strand(self, page: _Page) -> bool:
        page.place, page.stranded_at = _Place.STRANDED, self._starts
        return page.tries < MAX_TRIES


def _readings_json(readings: Sequence[PageReading]) -> bytes:
    return json.dumps([reading.to_json() for reading in readings], ensure_ascii=False).encode()


def _close(buffers: Sequence[Buffer]) -> None:
    for buffer in buffers:
        buffer.close()
