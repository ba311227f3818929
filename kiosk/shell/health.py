"""Stops taking letters before one would fail at its end: no room on the disk, no outbox, or nobody who seals."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from kiosk.session.events import Event, ServiceResumed, ServiceStopped

log = logging.getLogger(__name__)

DISK_FULL = "kiosk.disk_full"
OUT_OF_SERVICE = "kiosk.out_of_service"
LOOK_EVERY_MS = 5000
ROOM_BYTES = 512 * 1024 * 1024
"""Room for the largest letter, its journal and the daemon's own copy while it is handed over."""
LOOKS_WITHOUT_SEALER = 3
"""A sealer that died is back within one or two looks; one whose key is missing never comes."""


class Health:
    """Looks at disks and sealer now and then; tells when service has to stop and when it may go on."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        *,
        post: Callable[[Event], None],
        parent: QObject,
        free_bytes: Callable[[Path], int] | None = None,
        can_seal: Callable[[], bool] = lambda: True,
    ) -> None:
        self._folders = folders
        self._post = post
        self._free_bytes = free_bytes or _free_bytes
        self._can_seal = can_seal
        self._looks_without_sealer = 0
        self._code = ""
        self._timer = QTimer(parent)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        """Look now."""
        code, reason = self._found()
        if code and code != self._code:
            log.error("service stopped: %s", reason)
            self._post(ServiceStopped(code))
        elif self._code and not code:
            self._post(ServiceResumed())
        self._code = code

    def close(self) -> None:
        """Stop looking."""
        self._timer.stop()

    def _found(self) -> tuple[str, str]:
        """Return why no letter may be taken now, as a code and for the log; nothing when one may."""
        self._looks_without_sealer = 0 if self._can_seal() else self._looks_without_sealer + 1
        try:
            is_full = any(self._free_bytes(folder) < ROOM_BYTES for folder in self._folders)
        except OSError as error:  # not made yet, or its disk is not mounted
            return OUT_OF_SERVICE, f"{error.filename} can't be looked at: {error.strerror}"
        if is_full:
            return DISK_FULL, "the disk is full"
        if self._looks_without_sealer >= LOOKS_WITHOUT_SEALER:
            return OUT_OF_SERVICE, "the sealer does not come up"
        return "", ""


def _free_bytes(folder: Path) -> int:
    room = os.statvfs(folder)
    return room.f_bavail * room.f_frsize
