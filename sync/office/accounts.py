"""The clerks' accounts: who may look, who may register, and how guessing a password is stopped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Row, delete, insert, select, update

from sync.office.database import Database
from sync.office.history import EventKind, Fact, record
from sync.office.schema import sessions, users
from sync.office.settings import LoginSection

SHORTEST_PASSWORD = 12


class Role(StrEnum):
    """What a person may do."""

    VIEWER = "viewer"  # reads letters
    CLERK = "clerk"  # kancelaria: registers letters and tells the resident how things stand
    ADMIN = "admin"  # a clerk who also sees the kiosks, the accounts and what was refused

    @property
    def may_register(self) -> bool:
        """Tell whether the person may change a letter's state."""
        return self is not Role.VIEWER


@dataclass(frozen=True)
class User:
    """A person with an account."""

    id: int
    login: str
    name: str
    role: Role
    is_active: bool


class LoginOutcome(StrEnum):
    """How a try to log in ended; the person is told only whether it worked."""

    WRONG = "wrong"
    LOCKED = "locked"


class AccountRefusedError(ValueError):
    """An account can't be made like this; the text says why."""


class Accounts:
    """Accounts and passwords, in the database."""

    def __init__(self, database: Database, settings: LoginSection, hasher: PasswordHasher) -> None:
        self._database = database
        self._settings = settings
        self._hasher = hasher
        self._nobody_hash = hasher.hash("nobody has this password")

    def add(self, login: str, name: str, role: Role, password: str, *, now: datetime) -> None:
        """Make an account."""
        if len(password) < SHORTEST_PASSWORD:
            raise AccountRefusedError(f"a password needs at least {SHORTEST_PASSWORD} characters")
        values = {"login": login.strip().lower(), "name": name, "role": role.value, "added_at": now}
        with self._database.write() as connection:
            if connection.execute(select(users.c.id).where(users.c.login == values["login"])).first():
                raise AccountRefusedError("this login is taken")
            connection.execute(
                insert(users).values(
                    **values, password_hash=self._hasher.hash(password), is_active=True, failed_tries=0
                )
            )
            record(connection, EventKind.USER_ADDED, at=now, facts={"role": role.value})

    def set_password(self, login: str, password: str, *, now: datetime) -> None:
        """Give a person a new password; it also opens a locked account."""
        if len(password) < SHORTEST_PASSWORD:
            raise AccountRefusedError(f"a password needs at least {SHORTEST_PASSWORD} characters")
        values = {"password_hash": self._hasher.hash(password), "failed_tries": 0, "locked_until": None}
        self._change(login, values, {"password": 1}, now)

    def set_active(self, login: str, *, is_active: bool, now: datetime) -> None:
        """Shut a person out, or let them in again; an open session ends with it."""
        self._change(login, {"is_active": is_active}, {"is_active": int(is_active)}, now)

    def all(self) -> Sequence[User]:
        """List them by login."""
        with self._database.read() as connection:
            return [_user(row) for row in connection.execute(select(users).order_by(users.c.login))]

    def check(self, login: str, password: str, *, now: datetime) -> User | LoginOutcome:
        """Check a password. An unknown login takes as long as a wrong password."""
        with self._database.read() as connection:
            query = select(users).where(users.c.login == login.strip().lower())
            row = connection.execute(query).one_or_none()
        is_right = self._matches(self._nobody_hash if row is None else row.password_hash, password)
        if row is None or not row.is_active:
            return LoginOutcome.WRONG
        if row.locked_until is not None and row.locked_until > now:
            return LoginOutcome.LOCKED
        self._count(row, is_right=is_right, now=now)
        return _user(row) if is_right else LoginOutcome.WRONG

    def _change(self, login: str, values: dict[str, object], facts: dict[str, Fact], now: datetime) -> None:
        with self._database.write() as connection:
            query = select(users.c.id).where(users.c.login == login.strip().lower())
            user_id = connection.execute(query).scalar()
            if user_id is None:
                raise AccountRefusedError("there is no such login")
            connection.execute(update(users).where(users.c.id == user_id).values(**values))
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
            record(connection, EventKind.USER_CHANGED, at=now, user_id=user_id, facts=facts)

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerifyMismatchError:
            return False

    def _count(self, row: Row[Any], *, is_right: bool, now: datetime) -> None:
        with self._database.write() as connection:
            change = update(users).where(users.c.id == row.id)
            if is_right:
                connection.execute(change.values(failed_tries=0, locked_until=None))
                record(connection, EventKind.LOGGED_IN, at=now, user_id=row.id)
                return
            connection.execute(change.values(failed_tries=users.c.failed_tries + 1))
            failed = connection.execute(select(users.c.failed_tries).where(users.c.id == row.id)).scalar_one()
            if failed >= self._settings.failures_before_lock:
                until = now + timedelta(seconds=self._settings.lock_s)
                connection.execute(change.values(failed_tries=0, locked_until=until))
                record(connection, EventKind.LOGIN_LOCKED, at=now, user_id=row.id)


def _user(row: Row[Any]) -> User:
    return User(row.id, row.login, row.name, Role(row.role), row.is_active)
