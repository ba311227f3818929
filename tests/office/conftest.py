"""A private PostgreSQL for the session, and offices on both databases: fresh ones, and one that tests may share."""

import itertools
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sync.office.confined import Nursery
from tests.office.kit import Kiosk, RunningOffice
from tests.sync.kit import DrivenClock

POSTGRESQL_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A cluster of our own on a Unix socket: no port to collide with, nothing left behind."""
    assert POSTGRESQL_PROGRAMS, "PostgreSQL is not installed: apt-get install postgresql"
    programs = POSTGRESQL_PROGRAMS[-1]
    # PostgreSQL refuses to run as root, and a socket's path may have 107 characters: not below pytest's folders.
    home = Path("/tmp") / f"urzedomat-pg-{secrets.token_hex(6)}"
    home.mkdir(mode=0o700)
    shutil.chown(home, "postgres", "postgres")
    as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]

    def run(*command: str) -> None:
        with (tmp_path_factory.getbasetemp() / "postgresql.log").open("a") as log:
            subprocess.run(
                [*as_postgres, *command], check=True, cwd=home, stdout=log, stderr=log, timeout=120
            )

    data = home / "data"
    # What survives a power cut is PostgreSQL's own business; here only what it answers is tested.
    fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB"
    options = f"-c listen_addresses='' -c unix_socket_directories={home} {fast}"
    try:
        run(
            str(programs / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(home / "log"), "start")
        yield f"postgresql+psycopg://postgres@/{{name}}?host={home}"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """One for all offices: its imports take longer than most tests."""
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock()


@pytest.fixture
def running(tmp_path: Path, clock: DrivenClock, nursery: Nursery) -> Iterator[RunningOffice]:
    """A fresh office on SQLite."""
    yield from _run(tmp_path, sqlite_url(tmp_path), clock, nursery)


@pytest.fixture(params=["sqlite", "postgresql"])
def on_both(
    request: pytest.FixtureRequest, tmp_path: Path, clock: DrivenClock, nursery: Nursery
) -> Iterator[RunningOffice]:
    """A fresh office on either database, one after the other."""
    if request.param == "sqlite":
        yield from _run(tmp_path, sqlite_url(tmp_path), clock, nursery)
    else:
        yield from _on_postgresql(request, tmp_path, clock, nursery)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, nursery: Nursery) -> Iterator[RunningOffice]:
    """An office on SQLite for all tests of a module; each brings a kiosk of its own."""
    folder = tmp_path_factory.mktemp("office")
    yield from _run(folder, sqlite_url(folder), DrivenClock(), nursery)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_on_both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, nursery: Nursery
) -> Iterator[RunningOffice]:
    """The same on either database."""
    folder = tmp_path_factory.mktemp("office")
    if request.param == "sqlite":
        yield from _run(folder, sqlite_url(folder), DrivenClock(), nursery)
    else:
        yield from _on_postgresql(request, folder, DrivenClock(), nursery)


@pytest.fixture
def kiosk(clock: DrivenClock) -> Kiosk:
    return Kiosk(clock=clock)


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder}/office.db"


def new_kiosk(office: RunningOffice) -> Kiosk:
    """A kiosk that no other test has, registered."""
    return office.add_kiosk(Kiosk(f"tor{next(_numbers)}", clock=office.clock))


def _run(folder: Path, url: str, clock: DrivenClock, nursery: Nursery) -> Iterator[RunningOffice]:
    office = RunningOffice(folder, url, nursery, clock=clock).start()
    yield office
    office.stop()


def _on_postgresql(
    request: pytest.FixtureRequest, folder: Path, clock: DrivenClock, nursery: Nursery
) -> Iterator[RunningOffice]:
    """A database for this office alone; gone after it."""
    template: str = request.getfixturevalue("postgresql_url")
    name = f"office_{secrets.token_hex(6)}"
    engine = create_engine(template.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield from _run(folder, template.format(name=name), clock, nursery)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
