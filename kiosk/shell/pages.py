"""Keeps what the open visit scanned and read, in memory only; `clear` leaves nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from drivers.wire import Buffer
from ocr.page import PageReading


@dataclass(frozen=True)
class KeptPage:
    """One side: its picture as it was scanned, and what reading made of it as soon as that is known."""

    image: Buffer
    digest_sha256: str
    dpi: int
    reading: PageReading | None = None


class PageStore:
    """The sides of the open visit by page id. Safe from every thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: dict[str, KeptPage] = {}

    def put(self, page_id: str, page: KeptPage) -> None:
        """Keep a side; the buffer is the store's from now on."""
        with self._lock:
            self._pages[page_id] = page

    def put_reading(self, page_id: str, reading: PageReading) -> bool:
        """Keep what was read; False when the page has gone meanwhile."""
        with self._lock:
            page = self._pages.get(page_id)
            if page is None:
                return False
            self._pages[page_id] = KeptPage(page.image, page.digest_sha256, page.dpi, reading)
            return True

    def get(self, page_id: str) -> KeptPage | None:
        """Return the side, or None when there is no such side any more."""
        with self._lock:
            return self._pages.get(page_id)

    def image(self, page_id: str) -> memoryview | None:
        """Return the scan as a JPEG; a copy, since the page may be dropped while somebody draws it."""
        with self._lock:
            page = self._pages.get(page_id)
            return None if page is None else memoryview(page.image.bytes())

    def upright(self, page_id: str) -> tuple[int, float]:
        """Return how far the content is turned clockwise in the scan, and its tilt after that."""
        page = self.get(page_id)
        if page is None or page.reading is None:
            return 0, 0.0
        return page.reading.rotation, page.reading.skew_degrees

    def drop(self, page_ids: Iterable[str]) -> None:
        """Forget these sides."""
        with self._lock:
            gone = [self._pages.pop(page_id, None) for page_id in page_ids]
        for page in gone:
            if page is not None:
                page.image.close()

    def clear(self) -> None:
        """Forget all sides."""
        with self._lock:
            everything = list(self._pages)
        self.drop(everything)

    def __len__(self) -> int:
        with self._lock:
            return len(self._pages)
