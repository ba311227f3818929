"""Bytes from outside are parsed in throw-away processes: a hostile PDF can cost one letter, never the server."""

import multiprocessing
import os
import resource
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection

from sync.office.metrics import Metrics

Job = Callable[..., bytes]

_PRELOADED = "sync.office.jobs"
_NICENESS = 5


class Misfortune(StrEnum):
    """How a confined job can end without an answer."""

    DEADLINE = "deadline"
    DIED = "died"


@dataclass(frozen=True)
class Confinement:
    """What one job may cost."""

    deadline_s: float
    memory_bytes: int


class Workers:
    """Runs jobs one process each, so many at a time; a process is forked from a clean one with the imports done."""

    def __init__(self, *, count: int, memory_bytes: int, metrics: Metrics) -> None:
        self._slots = threading.BoundedSemaphore(count)
        self._memory_bytes = memory_bytes
        self._metrics = metrics
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([_PRELOADED])

    def run(self, job: Job, *arguments: object, deadline_s: float) -> bytes | Misfortune:
        """Answer what the job answered. Blocks while all slots are taken."""
        confinement = Confinement(deadline_s, self._memory_bytes)
        with self._slots:
            answer = self._run(job, arguments, confinement)
        if isinstance(answer, Misfortune):
            self._metrics.worker_misfortunes.labels(kind=answer.value).inc()
        return answer

    def _run(self, job: Job, arguments: tuple[object, ...], confinement: Confinement) -> bytes | Misfortune:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_confined, args=(theirs, job, arguments, confinement), daemon=True
        )
        try:
            process.start()
            theirs.close()
            if not ours.poll(confinement.deadline_s):
                return Misfortune.DEADLINE
            return ours.recv_bytes()  # bytes, never a pickle: the process may be in a stranger's hands by now
        except (EOFError, OSError):
            return Misfortune.DIED
        finally:
            ours.close()
            _end(process)


def _end(process: "multiprocessing.context.ForkServerProcess") -> None:
    process.kill()
    process.join()
    process.close()


def _confined(pipe: Connection, job: Job, arguments: tuple[object, ...], confinement: Confinement) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (confinement.memory_bytes, confinement.memory_bytes))
    seconds = int(confinement.deadline_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the letter
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(_NICENESS)
    pipe.send_bytes(job(*arguments))
    pipe.close()
