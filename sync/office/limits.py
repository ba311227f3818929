"""Counts tries in the database, so that a guesser can't win by spreading over the instances."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.office.database import Database
from sync.office.schema import tries


@dataclass(frozen=True)
class Rule:
    """So many tries of one kind within a window."""

    name: str
    count: int
    window_s: int


class TryCounter:
    """Fixed windows; who tried is stored only as a digest, and not for longer than two windows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, rule: Rule, subject: str, now: datetime) -> bool:
        """Count one try; answer whether it is still within the rule."""
        window, bucket = _place(rule, subject, now)
        insert = sqlite.insert if self._database.is_sqlite else postgresql.insert
        count_one = insert(tries).values(bucket=bucket, window_start=window, count=1)
        count_one = count_one.on_conflict_do_update(
            index_elements=[tries.c.bucket, tries.c.window_start], set_={"count": tries.c.count + 1}
        )
        with self._database.write() as connection:
            connection.execute(count_one)
            query = select(tries.c.count).where(tries.c.bucket == bucket)
            counted: int = connection.execute(query).scalar_one()
        return counted <= rule.count

    def give_back(self, rule: Rule, subject: str, now: datetime) -> None:
        """Uncount a try that was right: a whole office may log in from one address each morning."""
        _window, bucket = _place(rule, subject, now)
        with self._database.write() as connection:
            change = update(tries).where(tries.c.bucket == bucket, tries.c.count > 0)
            connection.execute(change.values(count=tries.c.count - 1))

    def sweep(self, *, before: datetime) -> None:
        """Forget windows that began before this moment."""
        with self._database.write() as connection:
            connection.execute(delete(tries).where(tries.c.window_start < int(before.timestamp())))


def _place(rule: Rule, subject: str, now: datetime) -> tuple[int, str]:
    """When the window began, and under which name this subject is counted in it."""
    window = int(now.timestamp()) // rule.window_s * rule.window_s
    return window, hashlib.sha256(f"{rule.name}|{subject}|{window}".encode()).hexdigest()
