"""The database and the blobs: what is promised about them."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sync.office.blobs import BlobKey, FolderStore, Staging, part_key, part_prefix
from sync.office.database import Database
from sync.office.history import EventKind, record
from sync.office.migrations import STEPS, NewerSchemaError, migrate
from tests.office.kit import RunningOffice
from tests.sync.kit import NOON


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "blobs")


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    return Staging(tmp_path / "blobs" / "staging")


def put(store: FolderStore, staging: Staging, key: BlobKey, data: bytes) -> None:
    with staging.create() as staged:
        staged.write(data)
        store.put(key, staged)


def test_a_blob_comes_back_as_it_was(store: FolderStore, staging: Staging) -> None:
    key = part_key("upload", 0)

    put(store, staging, key, b"letter")

    assert store.size(key) == 6
    with store.open(key) as blob:
        assert blob.read() == b"letter"


def test_what_was_not_put_leaves_no_file(staging: Staging, tmp_path: Path) -> None:
    with staging.create() as staged:
        staged.write(b"half")

    assert list((tmp_path / "blobs" / "staging").iterdir()) == []


def test_an_uploads_blobs_go_together(store: FolderStore, staging: Staging) -> None:
    ours, other = [part_key("one", start) for start in (0, 5)], part_key("two", 0)
    for key in (*ours, other):
        put(store, staging, key, b"part")

    store.delete_prefix(part_prefix("one"))
    store.delete_prefix(part_prefix("one"))

    assert [store.size(key) for key in (*ours, other)] == [None, None, 4]


def test_a_missing_blob_is_missing(store: FolderStore) -> None:
    store.delete(BlobKey("packages/00/none"))

    assert store.size(BlobKey("packages/00/none")) is None
    with pytest.raises(FileNotFoundError):
        store.open(BlobKey("packages/00/none"))


def test_old_litter_is_swept(staging: Staging, tmp_path: Path) -> None:
    litter = tmp_path / "blobs" / "staging" / "litter"
    litter.write_bytes(b"x")

    assert staging.sweep(before=litter.stat().st_mtime) == 0
    assert staging.sweep(before=litter.stat().st_mtime + 1) == 1


def test_sqlite_keeps_what_it_said_it_kept(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/o.db")
    with database.read() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_instances_that_start_together_migrate_once(tmp_path: Path) -> None:
    databases = [Database(f"sqlite:///{tmp_path}/o.db") for _ in range(4)]
    versions: list[int] = []
    threads = [
        threading.Thread(target=lambda item=item: versions.append(migrate(item, now=NOON)))  # type: ignore[misc]  # bound now
        for item in databases
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for database in databases:
        database.close()

    assert versions == [len(STEPS)] * 4


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/o.db")
    migrate(database, now=NOON)

    with pytest.raises(NewerSchemaError):
        migrate(database, now=NOON, steps=())
    database.close()


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/o.db")

    def broken(connection: object) -> None:
        raise RuntimeError("no power")

    with pytest.raises(RuntimeError):
        migrate(database, now=NOON, steps=(broken,))
    with database.read() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).all()
    database.close()
    assert tables == []


@pytest.mark.parametrize("statement", ["UPDATE events SET kind = 'x'", "DELETE FROM events"])
def test_history_can_only_grow(shared_on_both: RunningOffice, statement: str) -> None:
    database = shared_on_both.office.database
    with database.write() as connection:
        record(connection, EventKind.LOGGED_IN, at=NOON)

    with pytest.raises(DBAPIError, match="append-only"), database.write() as connection:
        connection.execute(text(statement))
