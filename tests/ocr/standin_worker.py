"""Stands in for the reading process: answers at once, hangs, spins, dies or only unpacks, as its arguments say.

standin_worker.py answer | hang | spin | die | die-once MARKER | unpack   FD NICENESS
"""

import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from ocr.image import load_picture
from ocr.page import OcrFault, PageReading, PageStatus
from ocr.worker import READY


def main() -> None:
    behaviour, *rest = sys.argv[1:-2]
    with Connection(int(sys.argv[-2])) as connection:
        connection.send_bytes(READY)
        while True:
            try:
                _dpi, _limit, image = connection.recv(), connection.recv(), connection.recv_bytes()
            except EOFError:
                return
            _behave(behaviour, rest)
            reading = (
                _unpacked(image) if behaviour == "unpack" else PageReading(PageStatus.READ, confidence=1.0)
            )
            connection.send_bytes(reading.to_bytes())


def _unpacked(image: bytes) -> PageReading:
    """Take the image in as reading does, and stop there."""
    picture = load_picture(image)
    if isinstance(picture, OcrFault):
        return PageReading.without_text(PageStatus.UNREADABLE, picture)
    return PageReading(PageStatus.READ, width_px=picture.width_px, height_px=picture.height_px)


def _behave(behaviour: str, rest: list[str]) -> None:
    if behaviour == "hang":
        time.sleep(3600)
    if behaviour == "spin":
        while True:
            pass
    if behaviour == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if behaviour == "die-once" and not (marker := Path(rest[0])).exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
