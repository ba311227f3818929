"""The receipt speaks the resident's language, in words that anyone understands; they lie in receipt_words.toml.

The heading always stands there in Polish too, so that any clerk knows what the slip is.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib import resources
from typing import Final


class Language(StrEnum):
    """Languages of the receipt."""

    PL = "pl"
    EN = "en"
    UK = "uk"
    DE = "de"


class ClockWords(StrEnum):
    """What was known of the kiosk's clock."""

    SYNCHRONISED = "synchronised"
    DRIFTED = "drifted"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ReceiptWords:
    """The words of one language."""

    heading: str
    number: str
    handed_in: str
    sheets: str
    pages: str
    set_aside: str
    signature: str
    signed: str
    not_signed: str
    digest: str
    clock: Mapping[ClockWords, str]
    next_title: str
    next_steps: tuple[str, ...]
    status_title: str
    status_scan: str
    status_page: str
    secret: str
    secret_warning: str
    not_official: str
    hour: str
    months: tuple[str, ...]
    date: str

    def moment(self, at: datetime) -> str:
        """Write date and time out, as in "9 kwietnia 2026, godz. 10:24"."""
        day = self.date.format(day=at.day, month=self.months[at.month - 1], year=at.year)
        return f"{day}, {self.hour.format(time=at.strftime('%H:%M'))}"


def _read() -> dict[Language, ReceiptWords]:
    tables = tomllib.loads(resources.files("drivers").joinpath("receipt_words.toml").read_text("utf-8"))
    return {
        language: ReceiptWords(
            **{
                **tables[language],
                "clock": {state: tables[language]["clock"][state] for state in ClockWords},
                "next_steps": tuple(tables[language]["next_steps"]),
                "months": tuple(tables[language]["months"]),
            }
        )
        for language in Language
    }


WORDS: Final[Mapping[Language, ReceiptWords]] = _read()
HEADING: Final = WORDS[Language.PL].heading
