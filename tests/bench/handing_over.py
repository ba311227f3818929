"""Durable hand-over against a bare write, fsync, rename and folder fsync of the same bytes."""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sync.numbers import new_number
from sync.outbox import HandOver, PackageName, create_spool, hand_over
from sync.submission import new_submission_id
from tests.bench.figures import ratio, say, spread

_BYTES = 4 * 1024 * 1024
_ROUNDS = 40
_CHUNK_BYTES = 1024 * 1024


def run() -> None:
    """Alternate both, so that the disk's moods fall on both."""
    data = secrets.token_bytes(_BYTES)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=Path.cwd()) as folder:
        spool, bare = Path(folder) / "spool", Path(folder) / "bare"
        create_spool(spool)
        bare.mkdir()
        ours, theirs = [], []
        for number in range(_ROUNDS):
            # Whoever comes first pays for what the disk still owes: they take turns at that too.
            if number % 2:
                ours.append(_ours(spool, data))
            theirs.append(_bare(bare, data, number))
            if not number % 2:
                ours.append(_ours(spool, data))
    say("hand-over of 4 MiB", spread(ours))
    say("  bare write+fsync+rename+fsync", spread(theirs), ratio(ours, theirs))


def _ours(spool: Path, data: bytes) -> float:
    name = PackageName(
        new_submission_id(lambda: datetime.now(UTC), secrets.token_bytes),
        new_number("TOR1", secrets.token_bytes),
        secrets.token_hex(32),
    )
    began = time.perf_counter()
    done = hand_over(spool, name, data)
    took = time.perf_counter() - began
    if not isinstance(done, HandOver):
        raise OSError(f"not handed over: {done.code}")
    return took


def _bare(folder: Path, data: bytes, number: int) -> float:
    began = time.perf_counter()
    fresh = folder / f"{number}.new"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for start in range(0, len(data), _CHUNK_BYTES):  # one write of 4 MiB is the slower way here
        os.write(handle, data[start : start + _CHUNK_BYTES])
    os.fsync(handle)
    os.close(handle)
    fresh.rename(folder / str(number))
    directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(directory)
    os.close(directory)
    return time.perf_counter() - began
