"""Channels whose far end answers in plain tell the resident the same as the office's own back end does.

The shape is that of the office's status report; the states are the ones that the kiosk's screen has words for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sync.status import JsonValue


class CaseState(StrEnum):
    """Where a letter stands, in the resident's terms."""

    RECEIVED = "received"
    REGISTERED = "registered"
    IN_PROGRESS = "in_progress"
    NEEDS_COMPLETING = "needs_completing"
    DECISION_WAITING = "decision_waiting"
    CLOSED = "closed"


SENTENCES = {
    CaseState.RECEIVED: "Mamy Twoje pismo. Czeka na wpisanie do rejestru.",
    CaseState.REGISTERED: "Twoje pismo ma numer urzędu.",
    CaseState.IN_PROGRESS: "Urząd zajmuje się Twoją sprawą.",
    CaseState.NEEDS_COMPLETING: "Czegoś brakuje. Urząd napisze, co trzeba uzupełnić.",
    CaseState.DECISION_WAITING: "Odpowiedź jest gotowa. Czeka na Ciebie albo jest w drodze.",
    CaseState.CLOSED: "Sprawa jest zakończona.",
}


@dataclass(frozen=True)
class Step:
    """A state the letter reached; no time where the far end does not tell it."""

    state: CaseState
    at: datetime | None


@dataclass(frozen=True)
class CaseReport:
    """What the far end says about a letter and its case."""

    number: str
    sealed_at: str
    received_at: str
    register_number: str
    case_mark: str
    sheets: int
    pages: int
    steps: Sequence[Step]
    """In the order in which they were reached; never empty."""

    def to_json(self) -> dict[str, JsonValue]:
        """Answer the report as it is sealed for the resident."""
        stations: list[JsonValue] = [
            {"state": step.state.value, "at": step.at.isoformat() if step.at else ""} for step in self.steps
        ]
        known = [step.at for step in self.steps if step.at is not None]
        now = self.steps[-1].state
        return {
            "number": self.number,
            "state": now.value,
            "sentence": SENTENCES[now],
            "sealed_at": self.sealed_at,
            "received_at": self.received_at,
            "changed_at": max(known).isoformat() if known else self.received_at,
            "register_number": self.register_number or None,
            "case_mark": self.case_mark or None,
            "sheets": self.sheets,
            "pages": self.pages,
            "stations": stations,
        }
