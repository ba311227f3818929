"""What happened and who did it, in a table that can only grow: the answer when a date of receipt is disputed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from sync.office.schema import events, users


class EventKind(StrEnum):
    """Everything that is written into the history."""

    KIOSK_ADDED = "kiosk_added"
    KIOSK_RENEWED = "kiosk_renewed"
    KIOSK_REVOKED = "kiosk_revoked"
    USER_ADDED = "user_added"
    USER_CHANGED = "user_changed"
    LOGGED_IN = "logged_in"
    LOGIN_LOCKED = "login_locked"
    PACKAGE_REFUSED = "package_refused"
    SUBMISSION_RECEIVED = "submission_received"
    PROOF_ISSUED = "proof_issued"
    SUBMISSION_OPENED = "submission_opened"
    PACKAGE_DOWNLOADED = "package_downloaded"
    SUBMISSION_REGISTERED = "submission_registered"
    NUMBER_CORRECTED = "number_corrected"
    STATE_CHANGED = "state_changed"
    SUBMISSION_FORWARDED = "submission_forwarded"
    FORWARDING_STOPPED = "forwarding_stopped"
    FORWARDING_RELEASED = "forwarding_released"


Fact = str | int | None


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    at: datetime
    kind: EventKind
    submission_id: str | None
    kiosk_id: str | None
    user_name: str | None
    facts: Mapping[str, Fact]


def record(
    connection: Connection,
    kind: EventKind,
    *,
    at: datetime,
    submission_id: str | None = None,
    kiosk_id: str | None = None,
    user_id: int | None = None,
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """Write one line, in the same transaction as what it tells of. `facts` holds no personal data."""
    connection.execute(
        insert(events).values(
            at=at,
            kind=kind.value,
            submission_id=submission_id,
            kiosk_id=kiosk_id,
            user_id=user_id,
            facts_json=json.dumps(dict(facts or {}), ensure_ascii=False),
        )
    )


_EVENT_COLUMNS = (
    events.c.at,
    events.c.kind,
    events.c.submission_id,
    events.c.kiosk_id,
    users.c.name,
    events.c.facts_json,
)


def of_submission(connection: Connection, submission_id: str) -> Sequence[Event]:
    """The history of one letter, oldest first."""
    query = select(*_EVENT_COLUMNS).select_from(events.outerjoin(users, users.c.id == events.c.user_id))
    query = query.where(events.c.submission_id == submission_id).order_by(events.c.id)
    return [_event(*row) for row in connection.execute(query)]


def latest(connection: Connection, kinds: Sequence[EventKind], *, count: int) -> Sequence[Event]:
    """The newest events of these kinds, newest first."""
    query = select(*_EVENT_COLUMNS).select_from(events.outerjoin(users, users.c.id == events.c.user_id))
    query = query.where(events.c.kind.in_(kinds)).order_by(events.c.id.desc()).limit(count)
    return [_event(*row) for row in connection.execute(query)]


def refusal_of(connection: Connection, submission_id: str, kiosk_id: str) -> Event | None:
    """The last time that this kiosk's package was turned down, if it ever was."""
    query = select(*_EVENT_COLUMNS).select_from(events.outerjoin(users, users.c.id == events.c.user_id))
    query = query.where(
        events.c.submission_id == submission_id,
        events.c.kiosk_id == kiosk_id,
        events.c.kind == EventKind.PACKAGE_REFUSED,
    )
    row = connection.execute(query.order_by(events.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _event(*row)


def _event(
    at: datetime,
    kind: str,
    submission_id: str | None,
    kiosk_id: str | None,
    user_name: str | None,
    facts_json: str,
) -> Event:
    return Event(at, EventKind(kind), submission_id, kiosk_id, user_name, json.loads(facts_json))
