"""What the two EZDs have in common, seen from a letter: find it, bring it in, find it again, ask after its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sync.case_status import Step
from sync.channels.channel import Deferred, Memory
from sync.channels.ezd.journal import Ids, Journal, Stop
from sync.channels.ezd.letter import EzdLetter

REGISTER = "register"
"""The step after which the letter is the office's."""


@dataclass(frozen=True)
class Sighting:
    """An entry that was found in EZD's register."""

    register_number: str
    how: str
    registered_at: datetime | None


@dataclass(frozen=True)
class Case:
    """What EZD says of the case that a letter belongs to; the mark is empty while there is none."""

    mark: str
    steps: Sequence[Step]


class Dialect(Protocol):
    """One EZD's way of doing it."""

    @property
    def name(self) -> str:
        """Of the channel."""

    @property
    def address(self) -> str:
        """Where this EZD is."""

    @property
    def longest_file_bytes(self) -> int:
        """The largest file that it takes."""

    def find(self, letter: EzdLetter, known: Mapping[str, str]) -> Ids | Stop | None:
        """Look whether this letter is in the register, whatever is remembered of it; None: surely not.

        Refuses other content under the same number.
        """

    def bring(self, letter: EzdLetter, journal: Journal, memory: Memory) -> Stop | None:
        """Take every step that is not done; None when the letter is registered and complete."""

    def sight(self, number: str, known: Mapping[str, str]) -> Sighting | Stop | None:
        """Find the entry again by what is remembered of it; None when it is not there."""

    def case(self, known: Mapping[str, str]) -> Case | Deferred | None:
        """Ask how the case stands; None where EZD knows nothing of it."""

    def close(self) -> None:
        """Give connections back."""


def unshown(text: str) -> str:
    """Show nothing of what EZD says to a look-up: it is about letters, and decides nothing."""
    del text
    return ""
