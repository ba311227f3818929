"""A clerk's session lives at the server: the cookie is only its random name, and even that is kept as a digest."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from sync.clock import RandomBytes
from sync.office.accounts import Role, User
from sync.office.database import Database
from sync.office.schema import sessions, users
from sync.office.settings import SessionSection

# Writing on every request would make each page view a durable write; a minute's grain is enough for idling.
_SEEN_GRAIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """Who is logged in, and the token that each of their forms must carry."""

    user: User
    form_token: str

    def accepts(self, form_token: str) -> bool:
        """Compare a form's token without telling by time how much of it was right."""
        return hmac.compare_digest(self.form_token.encode(), form_token.encode())


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(self, database: Database, settings: SessionSection, random: RandomBytes) -> None:
        self._database = database
        self._idle = timedelta(seconds=settings.idle_s)
        self._lifetime = timedelta(seconds=settings.lifetime_s)
        self._random = random

    def open(self, user: User, *, now: datetime) -> str:
        """Begin a session; answer the cookie's value, which exists nowhere else."""
        token = self._random(32).hex()
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.created_at < now - self._lifetime))
            connection.execute(
                insert(sessions).values(
                    token_sha256=_digest(token),
                    user_id=user.id,
                    form_token=self._random(32).hex(),
                    created_at=now,
                    seen_at=now,
                )
            )
        return token

    def find(self, token: str, *, now: datetime) -> Session | None:
        """Answer the session that is still alive and whose person is still allowed in."""
        query = select(users, sessions.c.form_token, sessions.c.created_at, sessions.c.seen_at).select_from(
            sessions.join(users, users.c.id == sessions.c.user_id)
        )
        with self._database.read() as connection:
            row = connection.execute(query.where(sessions.c.token_sha256 == _digest(token))).one_or_none()
        if row is None or not row.is_active:
            return None
        if now - row.created_at > self._lifetime or now - row.seen_at > self._idle:
            self.end(token)
            return None
        if now - row.seen_at > _SEEN_GRAIN:
            self._touch(token, now)
        return Session(User(row.id, row.login, row.name, Role(row.role), row.is_active), row.form_token)

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_sha256 == _digest(token)))

    def _touch(self, token: str, now: datetime) -> None:
        with self._database.write() as connection:
            change = update(sessions).where(sessions.c.token_sha256 == _digest(token))
            connection.execute(change.values(seen_at=now))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
