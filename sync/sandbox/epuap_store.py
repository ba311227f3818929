"""What the ePUAP sandbox has acted on, in SQLite: a killed sandbox still knows it."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, inbox TEXT NOT NULL, sha256 TEXT NOT NULL,
    correlation TEXT NOT NULL, extra BLOB NOT NULL, at TEXT NOT NULL, receipt BLOB, data BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS queued (
    place INTEGER PRIMARY KEY AUTOINCREMENT, inbox TEXT NOT NULL, name TEXT NOT NULL, extra BLOB NOT NULL,
    at TEXT NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS served (
    order_id TEXT PRIMARY KEY, subject TEXT NOT NULL, inbox TEXT NOT NULL, reply_to TEXT NOT NULL,
    document_id TEXT NOT NULL, case_id TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL,
    is_signed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS file (
    id TEXT PRIMARY KEY, subject TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class Kept:
    """A letter in an inbox."""

    document_id: str
    subject: str
    inbox: str
    sha256: str
    correlation: str
    extra: bytes
    at: str
    receipt: bytes | None = field(repr=False)
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Queued:
    """A document in a pull queue."""

    place: int
    inbox: str
    name: str
    extra: bytes
    at: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Order:
    """A document that a person is to be served with."""

    order_id: str
    subject: str
    inbox: str
    reply_to: str
    document_id: str
    case_id: str
    sha256: str
    at: str
    is_signed: int


class Store:
    """The database; every change is one transaction."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._lock = threading.RLock()
        if path is not None:
            self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """Do all of it or nothing."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def next_number(self, name: str) -> int:
        """Count up; numbers are never given twice."""
        statement = (
            "INSERT INTO counter VALUES (?, 1)"
            " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        )
        number: int = self._rows(statement, (name,))[0][0]
        return number

    def put_document(self, kept: Kept) -> None:
        """Deliver a letter."""
        self._insert("document", list(vars(kept).values()))

    def documents(self) -> list[Kept]:
        """Answer every delivered letter, oldest first."""
        return [Kept(*row) for row in self._rows("SELECT * FROM document ORDER BY rowid", ())]

    def enqueue(self, inbox: str, name: str, extra: bytes, at: str, data: bytes) -> None:
        """Put a document at the end of a pull queue."""
        self._rows(
            "INSERT INTO queued (inbox, name, extra, at, data) VALUES (?, ?, ?, ?, ?)",
            (inbox, name, extra, at, data),
        )

    def head(self, inbox: str) -> Queued | None:
        """Answer the document that waits longest."""
        rows = self._rows("SELECT * FROM queued WHERE inbox = ? ORDER BY place LIMIT 1", (inbox,))
        return Queued(*rows[0]) if rows else None

    def count(self, inbox: str) -> int:
        """Answer how many wait."""
        count: int = self._rows("SELECT count(*) FROM queued WHERE inbox = ?", (inbox,))[0][0]
        return count

    def dequeue(self, place: int) -> None:
        """Take a document off its queue."""
        self._rows("DELETE FROM queued WHERE place = ?", (place,))

    def put_order(self, order: Order) -> None:
        """Note whom to serve."""
        self._insert("served", list(vars(order).values()))

    def orders(self) -> list[Order]:
        """Answer every order, oldest first."""
        return [Order(*row) for row in self._rows("SELECT * FROM served ORDER BY rowid", ())]

    def mark_signed(self, order_id: str) -> None:
        """Note that the person signed."""
        self._rows("UPDATE served SET is_signed = 1 WHERE order_id = ?", (order_id,))

    def put_file(self, file_id: str, subject: str, name: str, media_type: str, data: bytes) -> None:
        """Keep an uploaded file."""
        self._insert("file", [file_id, subject, name, media_type, data])

    def file(self, file_id: str) -> tuple[str, str, str, bytes] | None:
        """Answer subject, name, media type and bytes of a file."""
        rows = self._rows("SELECT subject, name, media_type, data FROM file WHERE id = ?", (file_id,))
        return rows[0] if rows else None

    def _insert(self, table: str, values: Sequence[object]) -> None:
        marks = ", ".join("?" * len(values))
        self._rows(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608  our own table names

    def _rows(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._lock:
            return list(self._database.execute(statement, tuple(values)))
