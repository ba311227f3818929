"""Reads pages in a process of its own, so that a page that hangs or crashes the engines costs nothing else.

Started as `python -m ocr.worker FD NICENESS` with one end of a socket pair; `ocr.pool` holds the other end.
The conversation is: worker says `ready` once the models are loaded, then one page in, one reading out.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

READY = b"ready"


def limit_threads() -> None:
    """Keep OpenMP to one thread. It must happen before Tesseract is loaded: later it has no effect."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"


def find_trim() -> Callable[[], object]:
    """Return what gives freed memory back to the system: pages differ in size, and glibc keeps it."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return (lambda: None) if trim is None else lambda: trim(0)


def work(connection: Connection) -> None:
    """Read pages until the other end closes."""
    from ocr.engine import Engine
    from ocr.pipeline import read_page

    engine, trim = Engine.load(), find_trim()
    engine.warm_up()
    connection.send_bytes(READY)
    while True:
        try:
            dpi, limit_s, image = int(connection.recv()), float(connection.recv()), connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(read_page(engine, image, dpi=dpi, limit_s=limit_s).to_bytes())
        trim()


def main(arguments: list[str]) -> int:
    descriptor, niceness = int(arguments[0]), int(arguments[1])
    limit_threads()
    os.nice(niceness)
    with Connection(descriptor) as connection:
        try:
            work(connection)
        except (BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
            return 0  # the pool has gone, and with it everybody who wanted this page
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
