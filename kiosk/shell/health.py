"""Stops taking letters before the disk is full, so that no resident is told so in the middle of one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from kiosk.session.events import Event, ServiceResumed, ServiceStopped

DISK_FULL = "kiosk.disk_full"
LOOK_EVERY_MS = 5000
ROOM_BYTES = 512 * 1024 * 1024
"""Room for the largest letter, its journal and the daemon's own copy while it is handed over."""


class Health:
    """Looks at the disks now and then; tells when service has to stop and when it may go on."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        *,
        post: Callable[[Event], None],
        parent: QObject,
        free_bytes: Callable[[Path], int] | None = None,
    ) -> None:
        self._folders = folders
        self._post = post
        self._free_bytes = free_bytes or _free_bytes
        self._is_stopped = False
        self._timer = QTimer(parent)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_EVERY_MS)

    def look(self) -> None:
        """Look now."""
        is_full = any(self._free_bytes(folder) < ROOM_BYTES for folder in self._folders)
        if is_full and not self._is_stopped:
            self._post(ServiceStopped(DISK_FULL))
        elif self._is_stopped and not is_full:
            self._post(ServiceResumed())
        self._is_stopped = is_full

    def close(self) -> None:
        """Stop looking."""
        self._timer.stop()


def _free_bytes(folder: Path) -> int:
    room = os.statvfs(folder)
    return room.f_bavail * room.f_frsize
