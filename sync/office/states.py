"""Where a letter stands, in words for the clerk and one plain sentence for the resident."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class LetterState(StrEnum):
    """The stations of a letter."""

    RECEIVED = "received"
    REGISTERED = "registered"
    IN_PROGRESS = "in_progress"
    NEEDS_COMPLETING = "needs_completing"
    DECISION_WAITING = "decision_waiting"
    CLOSED = "closed"


@dataclass(frozen=True)
class StateWords:
    """How a state is called at the desk, and what the resident reads."""

    clerk: str
    resident: str


WORDS: Mapping[LetterState, StateWords] = {
    LetterState.RECEIVED: StateWords("Do rejestracji", "Mamy Twoje pismo. Czeka na wpisanie do rejestru."),
    LetterState.REGISTERED: StateWords("Zarejestrowane", "Twoje pismo ma numer urzędu."),
    LetterState.IN_PROGRESS: StateWords("Sprawa w toku", "Urząd zajmuje się Twoją sprawą."),
    LetterState.NEEDS_COMPLETING: StateWords(
        "Do uzupełnienia", "Czegoś brakuje. Urząd napisze, co trzeba uzupełnić."
    ),
    LetterState.DECISION_WAITING: StateWords(
        "Odpowiedź czeka", "Odpowiedź jest gotowa. Czeka na Ciebie albo jest w drodze."
    ),
    LetterState.CLOSED: StateWords("Zakończone", "Sprawa jest zakończona."),
}

AFTER_REGISTRATION = (
    LetterState.REGISTERED,
    LetterState.IN_PROGRESS,
    LetterState.NEEDS_COMPLETING,
    LetterState.DECISION_WAITING,
    LetterState.CLOSED,
)
"""What a clerk may choose once the letter has its number; nothing leads back to "received"."""
