"""Stands in for the reading process: answers at once, hangs, spins or dies, as its arguments say.

standin_worker.py answer | hang | spin | die | die-once MARKER   FD NICENESS
"""

import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from ocr.page import PageReading, PageStatus
from ocr.worker import READY


def main() -> None:
    behaviour, *rest = sys.argv[1:-2]
    with Connection(int(sys.argv[-2])) as connection:
        connection.send_bytes(READY)
        while True:
            try:
                connection.recv(), connection.recv(), connection.recv_bytes()
            except EOFError:
                return
            _behave(behaviour, rest)
            connection.send_bytes(PageReading(status=PageStatus.READ, confidence=1.0).to_bytes())


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
