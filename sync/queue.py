"""What the daemon knows of each package, in its own database: a crash at any line loses no item and repeats
no harm.

No personal data is kept here: identifiers, digests, times and outcome codes only.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sync.channels.channel import PERSON_FOUND_NOTHING
from sync.outbox import PackageName
from sync.submission import ReceiptNumber, SubmissionId

_SCHEMA = """
CREATE TABLE IF NOT EXISTS item (
    name TEXT PRIMARY KEY,
    submission_id TEXT NOT NULL,
    number TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT,
    outcome TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    memory TEXT NOT NULL DEFAULT '{}',
    lookup TEXT NOT NULL DEFAULT '',
    status_key TEXT NOT NULL DEFAULT '',
    picked_up_at TEXT NOT NULL,
    sent_at TEXT,
    delivered_at TEXT,
    status_read_at TEXT,
    package_removed_at TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS item_by_state ON item (state, next_try_at);
CREATE INDEX IF NOT EXISTS item_on_the_way ON item (next_try_at, channel)
    WHERE state IN ('waiting', 'sending', 'sent');
CREATE INDEX IF NOT EXISTS item_to_let_go ON item (delivered_at)
    WHERE state = 'delivered' AND package_removed_at IS NULL;
CREATE INDEX IF NOT EXISTS item_followed ON item (status_read_at, delivered_at)
    WHERE state = 'delivered' AND lookup <> '';
CREATE INDEX IF NOT EXISTS item_by_submission ON item (submission_id);
CREATE INDEX IF NOT EXISTS item_by_number ON item (number);
"""
# Literally as in the indexes above: with thousands of delivered items behind them, only those to be looked at are read.
_ON_THE_WAY = "state IN ('waiting', 'sending', 'sent')"
_TO_LET_GO = "state = 'delivered' AND package_removed_at IS NULL"
_FOLLOWED = "state = 'delivered' AND lookup <> ''"


class ItemState(StrEnum):
    """Where a package is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"  # the office has it; the proof of receipt has not come yet
    DELIVERED = "delivered"  # the proof is verified and stored
    NEEDS_PERSON = "needs_person"  # trying again would not help


@dataclass(frozen=True)
class Item:
    """One package in the queue."""

    name: PackageName
    size_bytes: int
    channel: str  # the one it goes over; empty until that is decided
    state: ItemState
    attempts: int
    next_try_at: datetime | None
    outcome: str
    detail: str
    memory: Mapping[str, str]
    lookup: str
    status_key: str = field(repr=False)
    picked_up_at: datetime
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    status_read_at: datetime | None = None
    package_removed_at: datetime | None = None

    @property
    def submission_id(self) -> SubmissionId:
        """The identifier for life."""
        return self.name.submission_id

    @property
    def number(self) -> ReceiptNumber:
        """The number on the receipt."""
        return self.name.number


@dataclass(frozen=True)
class Change:
    """New values for an item; what is None stays as it is."""

    state: ItemState | None = None
    attempts: int | None = None
    next_try_at: datetime | None = None
    outcome: str | None = None
    detail: str | None = None
    memory: Mapping[str, str] | None = None
    channel: str | None = None
    lookup: str | None = None
    status_key: str | None = field(default=None, repr=False)
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    status_read_at: datetime | None = None
    package_removed_at: datetime | None = None

    def columns(self) -> dict[str, str | int]:
        """Answer the columns to set, as the database stores them."""
        return {name: _stored(value) for name, value in vars(self).items() if value is not None}


@dataclass
class Queue:
    """The daemon's table of packages; safe to read and to nudge from a second process."""

    path: Path
    _database: sqlite3.Connection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._database = sqlite3.connect(self.path, isolation_level=None, timeout=30)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(_SCHEMA)
        columns = {row["name"] for row in self._database.execute("PRAGMA table_info(item)")}
        if "status_key" not in columns:  # a queue of an earlier version
            self._database.execute("ALTER TABLE item ADD COLUMN status_key TEXT NOT NULL DEFAULT ''")

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def add(self, name: PackageName, *, size_bytes: int, at: datetime) -> bool:
        """Enter a package that was picked up; False when it has been entered before."""
        columns: dict[str, str | int] = {
            "name": str(name),
            "submission_id": name.submission_id,
            "number": name.number,
            "sha256": name.sha256,
            "size_bytes": size_bytes,
            "channel": "",
            "state": ItemState.WAITING,
            "next_try_at": at.isoformat(),
            "picked_up_at": at.isoformat(),
        }
        statement = (
            f"INSERT INTO item ({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"  # noqa: S608
            " ON CONFLICT (name) DO NOTHING"
        )
        done = self._database.execute(statement, columns)
        return done.rowcount == 1

    def change(self, name: PackageName, change: Change) -> None:
        """Record what happened to an item, in one durable step."""
        columns = change.columns()
        settings = ", ".join(f"{column} = :{column}" for column in columns)
        # The column names are the fields of `Change`, never text from outside.
        statement = f"UPDATE item SET {settings} WHERE name = :name"  # noqa: S608
        self._database.execute(statement, {**columns, "name": str(name)})

    def release(self, name: PackageName, *, at: datetime, is_absent: bool = False) -> None:
        """Let an item be tried again, because a person has removed what was in the way.

        What the channel remembers stays: it is what keeps a repetition from becoming a second letter. `is_absent`: the
        person has looked, and the far end does not have it.
        """
        item = self.get(name)
        memory = {**item.memory, PERSON_FOUND_NOTHING: at.isoformat()} if item and is_absent else None
        self.change(
            name,
            Change(state=ItemState.WAITING, attempts=0, next_try_at=at, outcome="", detail="", memory=memory),
        )

    def get(self, name: PackageName) -> Item | None:
        """Answer one item."""
        rows = self._select("WHERE name = ?", (str(name),))
        return rows[0] if rows else None

    def all(self) -> list[Item]:
        """Answer every item, oldest first."""
        return self._select("", ())

    def in_state(self, *states: ItemState) -> list[Item]:
        """Answer the items in these states, oldest first."""
        marks = ", ".join("?" * len(states))
        return self._select(f"WHERE state IN ({marks})", states)

    def pull_in(self, now: datetime, *, longest_wait_s: float) -> None:
        """Make due at once what lies further off than any wait: the clock was set back meanwhile."""
        furthest = (now + timedelta(seconds=longest_wait_s)).isoformat()
        where = f"{_ON_THE_WAY} AND next_try_at > ?"
        statement = f"UPDATE item INDEXED BY item_on_the_way SET next_try_at = ? WHERE {where}"  # noqa: S608
        self._database.execute(statement, (now.isoformat(), furthest))

    def due(self, now: datetime, *, without: Collection[str] = (), limit: int = 1000) -> list[Item]:
        """Answer items on their way whose time has come, whoever waits longest first.

        `without`: channels that are not to be asked now.
        """
        marks = ", ".join("?" * len(without))
        return self._select(
            f"INDEXED BY item_on_the_way WHERE {_ON_THE_WAY} AND next_try_at <= ? AND channel NOT IN ({marks})",
            (now.isoformat(), *without),
            order="next_try_at",
            limit=limit,
        )

    def to_let_go(self, delivered_until: datetime, *, limit: int = 1000) -> list[Item]:
        """Answer delivered items whose package is still held although its time is up."""
        where = f"INDEXED BY item_to_let_go WHERE {_TO_LET_GO} AND delivered_at <= ?"
        return self._select(where, (delivered_until.isoformat(),), order="delivered_at", limit=limit)

    def followed(
        self, *, delivered_after: datetime, read_until: datetime, now: datetime, limit: int = 1000
    ) -> list[Item]:
        """Answer delivered items whose case status was read last before `read_until`, or never."""
        # Read in the future: the clock was set back meanwhile.
        is_due = "(status_read_at IS NULL OR status_read_at <= ? OR status_read_at > ?)"
        where = f"INDEXED BY item_followed WHERE {_FOLLOWED} AND delivered_at > ? AND {is_due}"
        moments = (delivered_after.isoformat(), read_until.isoformat(), now.isoformat())
        return self._select(where, moments, order="status_read_at", limit=limit)

    def count(self, *states: ItemState) -> int:
        """Answer how many items are in these states."""
        marks = ", ".join("?" * len(states))
        row = self._database.execute(f"SELECT count(*) FROM item WHERE state IN ({marks})", states).fetchone()  # noqa: S608
        return int(row[0])

    def find(self, text: str) -> list[Item]:
        """Answer the items that a technician means: by submission id, or by the number on the receipt."""
        return self._select("WHERE submission_id = ? OR number = ?", (text, text))

    def _select(
        self, where: str, values: Sequence[str], *, order: str = "submission_id, name", limit: int = -1
    ) -> list[Item]:
        # Conditions and orders are this module's own words, never text from outside.
        statement = f"SELECT * FROM item {where} ORDER BY {order} LIMIT {limit}"  # noqa: S608
        rows = self._database.execute(statement, values)
        return [_item(row) for row in rows]


def _item(row: sqlite3.Row) -> Item:
    name = PackageName(SubmissionId(row["submission_id"]), ReceiptNumber(row["number"]), row["sha256"])
    return Item(
        name=name,
        size_bytes=row["size_bytes"],
        channel=row["channel"],
        state=ItemState(row["state"]),
        attempts=row["attempts"],
        next_try_at=_moment(row["next_try_at"]),
        outcome=row["outcome"],
        detail=row["detail"],
        memory=json.loads(row["memory"]),
        lookup=row["lookup"],
        status_key=row["status_key"],
        picked_up_at=datetime.fromisoformat(row["picked_up_at"]),
        sent_at=_moment(row["sent_at"]),
        delivered_at=_moment(row["delivered_at"]),
        status_read_at=_moment(row["status_read_at"]),
        package_removed_at=_moment(row["package_removed_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _stored(value: object) -> str | int:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(dict(value), sort_keys=True)
    if isinstance(value, int):
        return value
    return str(value)
