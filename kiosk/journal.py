"""After a crash the kiosk must know that a letter was in its care: every intent is on disk before it is acted upon.

One JSON object a line, appended and fsynced. Nothing in it is personal: kinds, ids and codes only. A torn last line is
what a power cut leaves and is skipped; it can only be an intent that nothing was done about, or a result that is
asked for again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from threading import Lock

from kiosk.session.values import IntentKind, SubmissionId

_COMPACT_BYTES = 1_000_000
_KINDS = frozenset(kind.value for kind in IntentKind)


@dataclass(frozen=True)
class OpenIntent:
    """An intent without a result."""

    kind: IntentKind
    key: str
    submission_id: SubmissionId


class Journal:
    """Append-only, for one process and any of its threads. Raises OSError when the disk does not take a line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "intents.jsonl"
        self._lock = Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._forget_what_is_settled()

    def record_intent(self, kind: IntentKind, key: str, submission_id: SubmissionId, at: datetime) -> None:
        """Write that this is going to happen; when it returns, the disk has it."""
        self._append(_line("intent", kind, key, submission_id, at, ""))

    def record_result(
        self, kind: IntentKind, key: str, submission_id: SubmissionId, outcome: str, at: datetime
    ) -> None:
        """Write how it ended."""
        self._append(_line("result", kind, key, submission_id, at, outcome))

    def open_intents(self) -> tuple[OpenIntent, ...]:
        """Return the intents that have no result, oldest first."""
        found: dict[tuple[str, str], OpenIntent] = {}
        for entry in self._entries():
            key = (entry["kind"], entry["key"])
            if entry["what"] == "intent":
                found[key] = OpenIntent(IntentKind(key[0]), key[1], SubmissionId(entry["submission_id"]))
            else:
                found.pop(key, None)
        return tuple(found.values())

    def interrupted(self) -> tuple[SubmissionId, ...]:
        """Return the letters that a crash cut short, oldest first."""
        return tuple(
            intent.submission_id for intent in self.open_intents() if intent.kind is IntentKind.LETTER
        )

    def handed_in(self) -> tuple[SubmissionId, ...]:
        """Return those interrupted letters that were, or may have been, handed over before the crash."""
        is_out: dict[str, bool] = {}
        uncertain: set[str] = set()  # once the outcome was unknown, a later refusal takes nothing back
        for entry in self._entries():
            if entry["kind"] == IntentKind.HAND_IN:
                letter, outcome = entry["submission_id"], entry["outcome"]
                if outcome.startswith("device."):  # a sealer that died may have been quick
                    uncertain.add(letter)
                is_out[letter] = letter in uncertain or entry["what"] == "intent" or outcome == "done"
        return tuple(letter for letter in self.interrupted() if is_out.get(letter, False))

    def _append(self, line: bytes) -> None:
        with self._lock:
            is_new = not self._path.exists()
            # Unbuffered: what a full disk refuses must not be tried again when the file is closed.
            with self._path.open("a+b", buffering=0) as journal:
                before = journal.seek(0, os.SEEK_END)
                try:
                    _write(journal, _line_end(journal, before) + line)
                except OSError:
                    journal.truncate(before)
                    raise
            if is_new:
                _sync_folder(self._folder)

    def _entries(self) -> Iterator[dict[str, str]]:
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            entry = _parsed(line)
            if entry is not None:
                yield entry

    def _forget_what_is_settled(self) -> None:
        """Keep only open intents once the journal has grown: written aside, then renamed over the old one."""
        if not self._path.exists() or self._path.stat().st_size < _COMPACT_BYTES:
            return
        aside = self._folder / "intents.new"
        still_open = self.open_intents()
        open_keys = {(intent.kind.value, intent.key) for intent in still_open}
        # Whether an open letter was handed in is needed to tell the truth about it.
        open_keys |= {(IntentKind.HAND_IN.value, str(intent.submission_id)) for intent in still_open}
        kept = [entry for entry in self._entries() if (entry["kind"], entry["key"]) in open_keys]
        with aside.open("wb", buffering=0) as journal:
            _write(journal, b"".join(_encoded(entry) for entry in kept))
        aside.replace(self._path)
        _sync_folder(self._folder)


def _line(
    what: str, kind: IntentKind, key: str, submission_id: SubmissionId, at: datetime, outcome: str
) -> bytes:
    entry = {"what": what, "kind": kind.value, "key": key, "submission_id": submission_id}
    return _encoded({**entry, "at": at.isoformat(), "outcome": outcome})


def _encoded(entry: dict[str, str]) -> bytes:
    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> dict[str, str] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    is_ours = isinstance(entry, dict) and {"what", "kind", "key", "submission_id"} <= entry.keys()
    return entry if is_ours and entry["kind"] in _KINDS else None


def _line_end(journal: FileIO, size: int) -> bytes:
    """Return the line end that a torn last line lacks."""
    if size == 0:
        return b""
    journal.seek(size - 1)
    return b"" if journal.read(1) == b"\n" else b"\n"


def _write(journal: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[journal.write(rest) :]
    os.fsync(journal.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
