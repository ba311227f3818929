"""What the resident may know: sealed for the kiosk under the receipt's key, shown on the web against its secret."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from sync.clock import RandomBytes
from sync.faults import Refused
from sync.numbers import fold_number, parse_number, parse_secret
from sync.office.database import Database
from sync.office.history import EventKind, of_submission
from sync.office.schema import submissions
from sync.office.states import WORDS, LetterState
from sync.status import JsonValue, StatusKeys, derive_keys, seal_status

_NOBODYS_LOOKUP = "0" * 32


@dataclass(frozen=True)
class Station:
    """A state the letter reached, and when."""

    state: LetterState
    at: datetime


@dataclass(frozen=True)
class ResidentStatus:
    """How things stand, in the resident's terms."""

    number: str
    state: LetterState
    sentence: str
    sealed_at: datetime
    received_at: datetime
    changed_at: datetime
    register_number: str | None
    case_mark: str | None
    sheets: int
    pages: int
    stations: Sequence[Station]

    def to_json(self) -> dict[str, JsonValue]:
        """The report as the kiosk opens it with the receipt's secret."""
        stations: list[JsonValue] = [
            {"state": item.state.value, "at": item.at.isoformat()} for item in self.stations
        ]
        return {
            "number": self.number,
            "state": self.state.value,
            "sentence": self.sentence,
            "sealed_at": self.sealed_at.isoformat(),
            "received_at": self.received_at.isoformat(),
            "changed_at": self.changed_at.isoformat(),
            "register_number": self.register_number,
            "case_mark": self.case_mark,
            "sheets": self.sheets,
            "pages": self.pages,
            "stations": stations,
        }


class ResidentDesk:
    """Answers the resident's question, and nobody else's."""

    def __init__(self, database: Database, random: RandomBytes) -> None:
        self._database = database
        self._random = random

    def sealed(self, lookup: str) -> bytes | None:
        """The status encrypted for the holder of the secret, None if nothing is published under this lookup."""
        with self._database.read() as connection:
            query = select(submissions).where(submissions.c.status_lookup == lookup)
            row = connection.execute(query).one_or_none()
            if row is None or row.status_key is None:
                return None
            status = _status(connection, row)
        return seal_status(status.to_json(), StatusKeys(lookup, row.status_key), self._random)

    def open(self, number_text: str, secret_text: str) -> ResidentStatus | None:
        """The status, if the number is a letter's and the secret is that letter's; one answer for all else."""
        number, secret = parse_number(number_text), parse_secret(secret_text)
        lookup = _NOBODYS_LOOKUP if isinstance(secret, Refused) else derive_keys(secret).lookup
        folded = "" if isinstance(number, Refused) else fold_number(number)
        with self._database.read() as connection:
            query = select(submissions).where(submissions.c.number_folded == folded)
            row = connection.execute(query).one_or_none()
            right = "" if row is None else row.status_lookup or ""
            is_right = hmac.compare_digest(right.encode(), lookup.encode())
            return _status(connection, row) if row is not None and is_right else None


def _status(connection: Connection, row: Row[tuple[object, ...]]) -> ResidentStatus:
    state = LetterState(row.state)
    return ResidentStatus(
        number=row.number,
        state=state,
        sentence=row.resident_note or WORDS[state].resident,
        sealed_at=row.sealed_at,
        received_at=row.received_at,
        changed_at=row.changed_at,
        register_number=row.register_number,
        case_mark=row.case_mark,
        sheets=row.sheets_in,
        pages=row.pages_shown,
        stations=_stations(connection, row.id),
    )


def _stations(connection: Connection, submission_id: str) -> Sequence[Station]:
    stations = []
    for event in of_submission(connection, submission_id):
        if event.kind is EventKind.SUBMISSION_RECEIVED:
            stations.append(Station(LetterState.RECEIVED, event.at))
        elif event.kind is EventKind.SUBMISSION_REGISTERED:
            stations.append(Station(LetterState.REGISTERED, event.at))
        elif event.kind is EventKind.STATE_CHANGED:
            to = LetterState(str(event.facts["to"]))
            if not stations or stations[-1].state is not to:
                stations.append(Station(to, event.at))
    return stations
