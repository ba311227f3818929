"""Pictures of the letter's pages, drawn when looked at and kept in RAM only."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from sync.office.confined import Misfortune, Workers
from sync.office.jobs import JobName
from sync.office.letters import Letters
from sync.submission import LETTER

WIDTHS_PX = (220, 900, 1800)
"""Only these widths are drawn, so that nobody fills the memory by asking for all the others."""


@dataclass(frozen=True)
class PageName:
    """Which picture."""

    submission_id: str
    page: int  # from 1
    width_px: int


class PagePictures:
    """Draws in a confined process; remembers the pictures last looked at, up to a number of bytes."""

    def __init__(self, letters: Letters, workers: Workers, *, cache_bytes: int, deadline_s: float) -> None:
        self._letters = letters
        self._workers = workers
        self._cache_bytes = cache_bytes
        self._deadline_s = deadline_s
        self._cache: OrderedDict[PageName, bytes] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def picture(self, name: PageName) -> bytes | None:
        """A JPEG, or None if there is no such page or it can't be drawn."""
        if name.width_px not in WIDTHS_PX:
            return None
        cached = self._recall(name)
        if cached is not None:
            return cached
        letter = self._letters.part(name.submission_id, LETTER)
        if letter is None:
            return None
        drawn = self._workers.run(
            JobName.RENDER,
            {"index": name.page - 1, "width_px": name.width_px},
            letter[0],
            deadline_s=self._deadline_s,
        )
        if isinstance(drawn, Misfortune) or not drawn:
            return None
        self._keep(name, drawn)
        return drawn

    def _recall(self, name: PageName) -> bytes | None:
        with self._lock:
            if name not in self._cache:
                return None
            self._cache.move_to_end(name)
            return self._cache[name]

    def _keep(self, name: PageName, picture: bytes) -> None:
        with self._lock:
            if name in self._cache:
                return
            self._cache[name] = picture
            self._held += len(picture)
            while self._held > self._cache_bytes and self._cache:
                _oldest, forgotten = self._cache.popitem(last=False)
                self._held -= len(forgotten)
