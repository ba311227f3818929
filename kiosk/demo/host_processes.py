"""A demonstration kills the kiosk's hosts to show that nothing is lost: this finds them among our children."""

from __future__ import annotations

import contextlib
import os
import signal
from itertools import pairwise
from pathlib import Path

HOSTS = ("scanner", "cards", "printer", "ocr", "sealer")
_PROC = Path("/proc")


def kill_host(name: str) -> int:
    """Kill the host of a device as a crash would; return how many processes died. Raises LookupError for none."""
    found = _children_serving(name)
    if not found:
        raise LookupError(f"no {name} host is running at the moment")
    for process in found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return len(found)


def _children_serving(name: str) -> list[int]:
    """Only children of this process: a kiosk beside ours is not ours to kill."""
    return [
        int(folder.name)
        for folder in _PROC.iterdir()
        if folder.name.isdecimal() and _is_child(folder) and _serves(folder, name)
    ]


def _is_child(process: Path) -> bool:
    with contextlib.suppress(OSError):
        # The program's name, in brackets, may hold anything; the parent is the second field after it.
        fields = (process / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return int(fields[1]) == os.getpid()
    return False


def _serves(process: Path, name: str) -> bool:
    with contextlib.suppress(OSError):
        words = (process / "cmdline").read_bytes().split(b"\0")
        return (b"host", name.encode()) in pairwise(words)
    return False
