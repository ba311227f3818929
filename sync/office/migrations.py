"""Numbered steps from an empty database to today's schema, so that an upgrade is one command and can't be half done."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, text

from sync.office.database import Database
from sync.office.schema import forwards, metadata, schema_versions

_LOCK_NUMBER = 0x75727A64  # any constant: instances that start together take turns on it

_SQLITE_FIRST = (
    "CREATE VIRTUAL TABLE submission_search USING fts5(submission_id UNINDEXED, words)",
    """CREATE TRIGGER events_no_update BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
    """CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END""",
)

_POSTGRESQL_FIRST = (
    """CREATE TABLE submission_search (
    submission_id VARCHAR(36) PRIMARY KEY REFERENCES submissions (id), words TSVECTOR NOT NULL)""",
    "CREATE INDEX submission_search_words ON submission_search USING gin (words)",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$""",
    """CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
)

Step = Callable[[Connection], None]


def _first_schema(connection: Connection) -> None:
    metadata.create_all(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE_FIRST if is_sqlite else _POSTGRESQL_FIRST:
        connection.execute(text(statement))


def _passing_on(connection: Connection) -> None:
    forwards.create(connection, checkfirst=True)  # a fresh database has it from the first step


# A later change of schema.py adds a step here and freezes what the earlier steps created.
STEPS: Sequence[Step] = (_first_schema, _passing_on)


def migrate(database: Database, *, now: datetime, steps: Sequence[Step] = STEPS) -> int:
    """Bring the schema up to date in one transaction; return its version."""
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})"))
        schema_versions.create(connection, checkfirst=True)
        done = connection.execute(select(func.max(schema_versions.c.version))).scalar() or 0
        if done > len(steps):
            raise NewerSchemaError(found=done, known=len(steps))
        for number, step in enumerate(steps[done:], start=done + 1):
            step(connection)
            connection.execute(insert(schema_versions).values(version=number, applied_at=now))
    return len(steps)


class NewerSchemaError(RuntimeError):
    """The database was written by a newer program; running this one on it could lose what it doesn't know."""

    def __init__(self, *, found: int, known: int) -> None:
        super().__init__(f"the database has schema {found}, this program knows up to {known}")
