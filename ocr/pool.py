"""Keeps a few reading processes busy, and replaces the ones that hang or die.

Each process is looked after by one thread here. The limit per page counts from when the process gets the
page, not from when it was handed in: a stack of two hundred sheets waits its turn without anybody losing
patience.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from ocr.page import OcrFault, PageReading, PageStatus
from ocr.worker import READY

log = logging.getLogger(__name__)

OnRead = Callable[[str, PageReading], None]


@dataclass(frozen=True, slots=True)
class PoolConfig:
    workers: int = 2
    niceness: int = 10  # below the screen, above nothing that a resident waits for
    page_limit_s: float = 10.0  # of processor time
    patience: float = 3.0  # times the limit on the wall clock, for a machine that is busy with something else
    start_limit_s: float = 60.0
    tries: int = 2  # a page whose process died is tried once more: the crash may have been another's doing
    tessdata: Path | None = None  # where Tesseract's text models are, when not in the usual places
    command: tuple[str, ...] = field(default=(sys.executable, "-P", "-m", "ocr.worker"))


@dataclass(frozen=True, slots=True)
class _Task:
    page_id: str
    image: bytes
    dpi: int
    on_read: OnRead


class Pool:
    """Hands pages to the reading processes. `on_read` is called once per page, on a thread of the pool."""

    def __init__(self, config: PoolConfig | None = None) -> None:
        self.config = config or PoolConfig()
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._forgotten: set[str] = set()
        self._pending: dict[str, int] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._keepers = [_Keeper(self, number) for number in range(self.config.workers)]
        for keeper in self._keepers:
            keeper.start()

    def submit(self, page_id: str, image: bytes, dpi: int, on_read: OnRead) -> None:
        """Queue a page. A page that cannot be read still gets a reading: this never fails."""
        with self._lock:
            self._forgotten.discard(page_id)
            self._pending[page_id] = self._pending.get(page_id, 0) + 1
        self._tasks.put(_Task(page_id, image, dpi, on_read))

    def forget(self, page_id: str) -> None:
        """Skip the page if its turn has not come; one being read is finished and marked forgotten."""
        with self._lock:
            if page_id in self._pending:
                self._forgotten.add(page_id)

    def wait_until_ready(self, timeout_s: float) -> bool:
        """Wait until every process has its models loaded; False when that takes longer than `timeout_s`."""
        deadline = time.monotonic() + timeout_s
        return all(keeper.ready.wait(max(0.0, deadline - time.monotonic())) for keeper in self._keepers)

    def worker_pids(self) -> list[int]:
        return [keeper.pid for keeper in self._keepers if keeper.pid]

    def close(self) -> None:
        """End the processes and the threads. Pages still waiting are dropped unread."""
        if self._closing.is_set():
            return
        self._closing.set()
        for _ in self._keepers:
            self._tasks.put(None)
        for keeper in self._keepers:
            keeper.stop()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _next_task(self) -> _Task | None:
        return None if self._closing.is_set() else self._tasks.get()

    def _is_forgotten(self, page_id: str) -> bool:
        with self._lock:
            return page_id in self._forgotten

    def _finish(self, task: _Task, reading: PageReading) -> None:
        with self._lock:
            left = self._pending.get(task.page_id, 1) - 1
            if left:
                self._pending[task.page_id] = left
            else:
                self._pending.pop(task.page_id, None)
                forgotten = task.page_id in self._forgotten
                self._forgotten.discard(task.page_id)
                if forgotten:
                    reading = PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.FORGOTTEN)
        if not self._closing.is_set():
            task.on_read(task.page_id, reading)


class _Process:
    """One running worker and the pool's end of its socket."""

    def __init__(self, config: PoolConfig) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [*config.command, str(theirs.fileno()), str(config.niceness)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_environment(config),
            )
        self.connection = Connection(ours.detach())
        self.pid = self._child.pid

    def answers_within(self, limit_s: float, patience: float) -> bool:
        """Wait for an answer; False once the page has used up its processor time, or everybody's patience.

        The worker watches the same limit between lines; a second more lets it answer by itself.
        """
        deadline, begun = time.monotonic() + limit_s * patience, self._worked_s()
        while time.monotonic() < deadline and self._worked_s() - begun < limit_s + 1.0:
            if self.connection.poll(min(0.5, max(0.0, deadline - time.monotonic()))):
                return True
        return False

    def _worked_s(self) -> float:
        """Return the processor time that the worker has used since it started (proc(5), fields 14 and 15)."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0  # it has just ended; the connection will say so
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        self._child.kill()
        self._child.wait()
        self.connection.close()


def _environment(config: PoolConfig) -> dict[str, str]:
    # The worker finds this package wherever it was started from, and nothing in the current folder (-P).
    root = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join(dict.fromkeys([root, *filter(None, [os.environ.get("PYTHONPATH")])]))
    own = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
    if config.tessdata is not None:
        own["TESSDATA_PREFIX"] = str(config.tessdata)
    return {**os.environ, **own}


class _Keeper(threading.Thread):
    """Feeds one process, and starts another when it is gone."""

    def __init__(self, pool: Pool, number: int) -> None:
        super().__init__(name=f"ocr-keeper-{number}", daemon=True)
        self._pool = pool
        self._config = pool.config
        self._process: _Process | None = None
        self._guard = threading.Lock()
        self.ready = threading.Event()
        self.pid = 0

    def run(self) -> None:
        self._ensure_process()
        while (task := self._pool._next_task()) is not None:
            self._pool._finish(task, self._read(task))
        self._drop_process()

    def stop(self) -> None:
        """End the thread, also from in the middle of a page."""
        with self._guard:
            if self._process is not None:
                self._process._child.kill()
        self.join()

    def _read(self, task: _Task) -> PageReading:
        if self._pool._is_forgotten(task.page_id):
            return PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.FORGOTTEN)
        for _ in range(self._config.tries):
            reading = self._try(task)
            if reading is not None or self._pool._closing.is_set():
                break
        return reading or PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST)

    def _try(self, task: _Task) -> PageReading | None:
        """Return the reading, or None when the process died over it."""
        process = self._ensure_process()
        if process is None:
            return None
        limit_s = self._config.page_limit_s
        try:
            process.connection.send(task.dpi)
            process.connection.send(limit_s)
            process.connection.send_bytes(task.image)
            if process.answers_within(limit_s, self._config.patience):
                return PageReading.from_bytes(process.connection.recv_bytes())
        except (EOFError, OSError):
            log.warning("ocr_worker_lost", extra={"page_id": task.page_id, "worker_pid": process.pid})
            self._drop_process()
            return None
        log.warning("ocr_page_too_slow", extra={"page_id": task.page_id, "worker_pid": process.pid})
        self._drop_process()
        return PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.TOO_SLOW, seconds=limit_s)

    def _ensure_process(self) -> _Process | None:
        if self._process is None and not self._pool._closing.is_set():
            process = _Process(self._config)
            with self._guard:
                self._process, self.pid = process, process.pid
            if not self._hears_ready(process):
                log.error("ocr_worker_not_started", extra={"worker_pid": process.pid})
                self._drop_process()
            else:
                self.ready.set()
        return self._process

    def _hears_ready(self, process: _Process) -> bool:
        with contextlib.suppress(EOFError, OSError):
            return process.connection.poll(self._config.start_limit_s) and (
                process.connection.recv_bytes() == READY
            )
        return False

    def _drop_process(self) -> None:
        with self._guard:
            process, self._process, self.pid = self._process, None, 0
        if process is not None:
            process.kill()
