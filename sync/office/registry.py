"""The clerk's two acts: writing down the number that EZD gave, and telling the resident how things stand."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.exc import IntegrityError

from sync.clock import Clock
from sync.office.accounts import User
from sync.office.database import Database
from sync.office.history import EventKind, record
from sync.office.schema import submissions
from sync.office.states import AFTER_REGISTRATION, LetterState

LONGEST_NOTE = 300
LONGEST_CASE_MARK = 80

# `<unit>.<JRWA class>.<number>.<year>` and optional initials; the unit may hold dots, so it is read from the right.
_CASE_MARK = re.compile(r"[\w.-]+\.\d{1,4}\.\d{1,6}\.(?:19|20)\d{2}(?:\.[A-ZĄĆĘŁŃÓŚŹŻ]{1,5})?")


class ActOutcome(StrEnum):
    """How an act ended."""

    DONE = "done"
    DONE_BEFORE = "done_before"  # the same act arrived twice; once was enough
    NOT_FOUND = "not_found"
    NUMBER_MALFORMED = "number_malformed"
    NUMBER_USED = "number_used"
    CASE_MARK_MALFORMED = "case_mark_malformed"
    REASON_MISSING = "reason_missing"
    STATE_NOT_ALLOWED = "state_not_allowed"
    NOTE_TOO_LONG = "note_too_long"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True)
class Registration:
    """What the clerk copied from EZD. `seen_version` is the letter as they had it before them."""

    register_number: str
    case_mark: str
    seen_version: int
    reason: str = ""


@dataclass(frozen=True)
class StateChange:
    """What the resident shall be told."""

    state: LetterState
    note: str
    seen_version: int


class Registry:
    """Changes letters, one clerk at a time."""

    def __init__(self, database: Database, number_pattern: str, clock: Clock) -> None:
        self._database = database
        self._number = re.compile(number_pattern)
        self._clock = clock

    def register(self, submission_id: str, wish: Registration, user: User) -> ActOutcome:
        """Write the register number down, or correct it with a reason."""
        number, mark = _tidy(wish.register_number).upper(), _tidy(wish.case_mark)
        if not self._number.fullmatch(number):
            return ActOutcome.NUMBER_MALFORMED
        if mark and (len(mark) > LONGEST_CASE_MARK or not _CASE_MARK.fullmatch(mark)):
            return ActOutcome.CASE_MARK_MALFORMED
        tidied = Registration(number, mark, wish.seen_version, _tidy(wish.reason))
        try:
            with self._database.write() as connection:
                return self._register(connection, submission_id, tidied, user)
        except IntegrityError:
            return ActOutcome.NUMBER_USED

    def owner_of(self, register_number: str) -> str | None:
        """The receipt number of the letter that has this register number."""
        query = select(submissions.c.number).where(
            submissions.c.register_number == _tidy(register_number).upper()
        )
        with self._database.read() as connection:
            return connection.execute(query).scalar()

    def set_state(self, submission_id: str, wish: StateChange, user: User) -> ActOutcome:
        """Tell the resident how things stand."""
        if wish.state not in AFTER_REGISTRATION:
            return ActOutcome.STATE_NOT_ALLOWED
        note = _tidy(wish.note)
        if len(note) > LONGEST_NOTE:
            return ActOutcome.NOTE_TOO_LONG
        with self._database.write() as connection:
            row = _find(connection, submission_id)
            if row is None:
                return ActOutcome.NOT_FOUND
            if row.register_number is None:
                return ActOutcome.STATE_NOT_ALLOWED
            if (row.state, row.resident_note) == (wish.state.value, note):
                return ActOutcome.DONE_BEFORE
            values = {"state": wish.state.value, "resident_note": note}
            if not self._change(connection, submission_id, wish.seen_version, values):
                return ActOutcome.CHANGED_MEANWHILE
            facts = {"from": row.state, "to": wish.state.value}
            self._record(connection, EventKind.STATE_CHANGED, submission_id, user, facts)
        return ActOutcome.DONE

    def adopt(self, connection: Connection, submission_id: str, number: str, channel: str) -> bool:
        """Take over the number that the office's own system gave; one that a clerk wrote down before stays.

        It is not held against the pattern: the system that gives the numbers is right about them.
        """
        row = _find(connection, submission_id)
        if row is None or row.register_number is not None:
            return False
        values = {"register_number": number, "state": LetterState.REGISTERED.value}
        if not self._change(connection, submission_id, row.version, values):
            return False
        record(
            connection,
            EventKind.SUBMISSION_REGISTERED,
            at=self._clock(),
            submission_id=submission_id,
            facts={"number": number, "channel": channel},
        )
        return True

    def _register(
        self, connection: Connection, submission_id: str, wish: Registration, user: User
    ) -> ActOutcome:
        row = _find(connection, submission_id)
        if row is None:
            return ActOutcome.NOT_FOUND
        if (row.register_number, row.case_mark or "") == (wish.register_number, wish.case_mark):
            return ActOutcome.DONE_BEFORE
        if row.version != wish.seen_version:
            return ActOutcome.CHANGED_MEANWHILE
        is_correction = row.register_number is not None
        if is_correction and not wish.reason:
            return ActOutcome.REASON_MISSING
        values: dict[str, object] = {
            "register_number": wish.register_number,
            "case_mark": wish.case_mark or None,
        }
        if not is_correction:
            values["state"] = LetterState.REGISTERED.value
        if not self._change(connection, submission_id, wish.seen_version, values):
            return ActOutcome.CHANGED_MEANWHILE
        kind = EventKind.NUMBER_CORRECTED if is_correction else EventKind.SUBMISSION_REGISTERED
        facts = {"number": wish.register_number, "case_mark": wish.case_mark}
        if is_correction:
            facts |= {"before": row.register_number, "reason": wish.reason}
        self._record(connection, kind, submission_id, user, facts)
        return ActOutcome.DONE

    def _change(
        self, connection: Connection, submission_id: str, seen_version: int, values: dict[str, Any]
    ) -> bool:
        change = update(submissions).where(
            submissions.c.id == submission_id, submissions.c.version == seen_version
        )
        return (
            connection.execute(
                change.values(**values, version=seen_version + 1, changed_at=self._clock())
            ).rowcount
            == 1
        )

    def _record(
        self, connection: Connection, kind: EventKind, submission_id: str, user: User, facts: dict[str, Any]
    ) -> None:
        record(connection, kind, at=self._clock(), submission_id=submission_id, user_id=user.id, facts=facts)


def _find(connection: Connection, submission_id: str) -> Row[int, str, str | None, str | None, str] | None:
    query = select(
        submissions.c.version,
        submissions.c.state,
        submissions.c.register_number,
        submissions.c.case_mark,
        submissions.c.resident_note,
    )
    return connection.execute(query.where(submissions.c.id == submission_id)).one_or_none()


def _tidy(text: str) -> str:
    return " ".join(text.split())
