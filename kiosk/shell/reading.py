"""Has the pages read beside the visit: a side's text and the letter's details come when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.reader import ReaderClient
from kiosk.session.effects import ForgetPages, ReadFields, ReadPage
from kiosk.session.events import Event, FieldsRead, PageRead
from kiosk.session.values import NO_PAGE, PageId, Proposal, ReadStatus
from kiosk.shell.lanes import Lanes
from kiosk.shell.pages import PageStore
from ocr.fields import FieldReading
from ocr.page import PageReading, PageStatus

_STATUS = {
    PageStatus.READ: ReadStatus.READ,
    PageStatus.IMAGE_ONLY: ReadStatus.IMAGE_ONLY,
    PageStatus.UNREADABLE: ReadStatus.UNREADABLE,
}


class Reading:
    """Serves ReadPage, ForgetPages and ReadFields."""

    def __init__(
        self, client: ReaderClient, store: PageStore, *, lanes: Lanes, post: Callable[[Event], None]
    ) -> None:
        self._client = client
        self._store = store
        self._lanes = lanes
        self._post = post

    def read_page(self, effect: ReadPage) -> None:
        """Hand the side to the readers."""
        page = self._store.get(effect.page_id)
        if page is None:
            self._post(PageRead(effect.page_id, ReadStatus.UNREADABLE))
            return
        self._lanes.run("read", lambda: self._client.submit(effect.page_id, page.image, page.dpi))

    def page_read(self, page_id: str, reading: PageReading) -> None:
        """Take a reading in; called on the reader's thread."""
        if not self._store.put_reading(page_id, reading):
            return
        self._post(
            PageRead(
                page_id=PageId(page_id),
                status=_STATUS[reading.status],
                rotation=reading.rotation,
                skew_degrees=reading.skew_degrees,
                is_blank=reading.blank,
                confidence=reading.confidence,
                reason=str(reading.reason),
                rescan="" if reading.rescan is None else reading.rescan.value,
            )
        )

    def forget(self, effect: ForgetPages) -> None:
        """Drop sides."""
        self._store.drop(effect.page_ids)
        for page_id in effect.page_ids:
            self._lanes.run("read", lambda page_id=page_id: self._client.forget(page_id))  # type: ignore[misc]

    def read_fields(self, effect: ReadFields) -> None:
        """Propose the details."""
        self._lanes.run("fields", lambda: self._read_fields(effect))

    def clear(self) -> None:
        """Forget all of the visit."""
        self._lanes.run("read", self._client.forget_all)

    def _read_fields(self, effect: ReadFields) -> None:
        pages = [(page_id, self._store.get(page_id)) for page_id in effect.page_ids]
        known = [
            (page_id, page.reading)
            for page_id, page in pages
            if page is not None and page.reading is not None
        ]
        fields = self._client.read_fields([reading for _page_id, reading in known])
        page_ids = [page_id for page_id, _reading in known]
        proposals = tuple(_proposal(name.value, reading, page_ids) for name, reading in fields.items())
        self._post(FieldsRead(effect.request_id, proposals))


def _proposal(name: str, reading: FieldReading, page_ids: Sequence[PageId]) -> Proposal:
    value = "\n".join(reading.value) if isinstance(reading.value, list) else reading.value or ""
    page_id, box = NO_PAGE, None
    if reading.box is not None and reading.page_index is not None and reading.page_index < len(page_ids):
        page_id = page_ids[reading.page_index]
        box = (reading.box.x, reading.box.y, reading.box.width, reading.box.height)
    return Proposal(name, value, reading.confidence, reading.alternatives, page_id, box)
