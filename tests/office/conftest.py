"""A private PostgreSQL for the session, and an office on each of the two databases."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.office.kit import Kiosk, RunningOffice
from tests.sync.kit import DrivenClock

POSTGRESQL_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


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
            subprocess.run([*as_postgres, *command], check=True, cwd=home, stdout=log, stderr=log, timeout=120)

    data = home / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c shared_buffers=16MB"
    try:
        run(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(home / "log"), "start")
        yield f"postgresql+psycopg://postgres@/{{name}}?host={home}"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[str]:
    """A fresh database; gone after the test."""
    name = f"office_{secrets.token_hex(6)}"
    engine = create_engine(postgresql_url.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgresql_url.format(name=name)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock()


@pytest.fixture
def running(tmp_path: Path, clock: DrivenClock) -> Iterator[RunningOffice]:
    """An office on SQLite."""
    running = RunningOffice(tmp_path, f"sqlite:///{tmp_path}/office.db", clock=clock).start()
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def on_both(request: pytest.FixtureRequest, tmp_path: Path, clock: DrivenClock) -> Iterator[RunningOffice]:
    """An office on either database, one after the other."""
    url = f"sqlite:///{tmp_path}/office.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_database")
    running = RunningOffice(tmp_path, url, clock=clock).start()
    yield running
    running.stop()


@pytest.fixture
def kiosk(clock: DrivenClock) -> Kiosk:
    return Kiosk(clock=clock)
