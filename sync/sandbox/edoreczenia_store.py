"""What the sandbox of e-Doręczenia has acted on: in SQLite, so that a killed one still knows it."""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS thing (
    kind TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS content (id TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
"""

Doc = dict[str, Any]


class Store:
    """Documents by kind and identifier, and file contents beside them."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep everything in the file, or in memory where there is none."""
        self._database = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._lock = threading.RLock()
        self._database.executescript(_SCHEMA)
        if path is not None:
            self._database.execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> "Store":
        """Begin a change of which all or nothing is kept."""
        self._lock.acquire()
        self._database.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Keep the change, unless it broke off."""
        self._database.execute("COMMIT" if kind is None else "ROLLBACK")
        self._lock.release()

    def put(self, kind: str, name: str, doc: Doc) -> None:
        """Add or replace a document; a new one comes behind all others."""
        place = "COALESCE((SELECT MAX(place) + 1 FROM thing), 1)"
        self._database.execute(
            f"INSERT INTO thing VALUES (?, ?, {place}, ?)"  # noqa: S608  a constant
            " ON CONFLICT (kind, id) DO UPDATE SET doc = excluded.doc",
            (kind, name, json.dumps(doc)),
        )

    def get(self, kind: str, name: str) -> Doc | None:
        """Answer a document."""
        row = self._database.execute(
            "SELECT doc FROM thing WHERE kind = ? AND id = ?", (kind, name)
        ).fetchone()
        found: Doc | None = json.loads(row[0]) if row else None
        return found

    def all(self, kind: str) -> list[Doc]:
        """Answer all documents of a kind, newest first."""
        rows = self._database.execute("SELECT doc FROM thing WHERE kind = ? ORDER BY place DESC", (kind,))
        return [json.loads(row[0]) for row in rows]

    def remove(self, kind: str, name: str) -> None:
        """Forget a document."""
        self._database.execute("DELETE FROM thing WHERE kind = ? AND id = ?", (kind, name))

    def keep(self, name: str, data: bytes) -> None:
        """Keep a file's content."""
        self._database.execute("INSERT OR REPLACE INTO content VALUES (?, ?)", (name, data))

    def content(self, name: str) -> bytes | None:
        """Answer a file's content."""
        row = self._database.execute("SELECT data FROM content WHERE id = ?", (name,)).fetchone()
        return bytes(row[0]) if row else None
