"""Loads the failure words, one TOML file an area, and refuses a file that leaves a person without an answer."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

FOLDER = Path(__file__).parent
LANGUAGES = ("pl", "en", "uk", "de")
FALLBACK = "kiosk.unknown"

Sentence = Annotated[str, Field(min_length=1)]


class CatalogueError(Exception):
    """A file of failure words is wrong: a bug, found when the kiosk starts and by the tests."""


class Severity(StrEnum):
    """Who has to do something."""

    NOTE = "note"  # nobody
    DEVICE = "device"  # the resident or staff, at the device
    VISIT = "visit"  # the resident, with the letter
    TECHNICIAN = "technician"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ResidentWords(_Strict):
    """What happened, what is safe, what to do now; `action` labels the one button, empty for none."""

    title: Sentence
    safe: str
    now: tuple[Sentence, ...]
    action: str


class _ByLanguage(_Strict):
    pl: ResidentWords
    en: ResidentWords
    uk: ResidentWords
    de: ResidentWords


class Failure(_Strict):
    """One failure, for the technician and for the resident."""

    severity: Severity
    cause: Sentence
    remedy: Sentence
    resident: _ByLanguage

    def words(self, language: str) -> ResidentWords:
        """Return the resident's words; Polish for a language that is not ours."""
        words = getattr(self.resident, language if language in LANGUAGES else "pl")
        assert isinstance(words, ResidentWords)  # noqa: S101  (the model has nothing else)
        return words


@dataclass(frozen=True)
class Catalogue:
    """All failures by code."""

    failures: Mapping[str, Failure]

    def __contains__(self, code: object) -> bool:
        return code in self.failures

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.failures))

    def failure(self, code: str) -> Failure:
        """Return the failure; a code without words is told as an unknown one rather than not at all."""
        return self.failures.get(code) or self.failures[FALLBACK]

    def words(self, code: str, language: str) -> ResidentWords:
        """Return what the resident reads."""
        return self.failure(code).words(language)


def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read every file of the folder."""
    failures: dict[str, Failure] = {}
    for path in sorted(folder.glob("*.toml")):
        for code, failure in _load(path).items():
            if code in failures:
                raise CatalogueError(f"{path.name}: {code} has words in another file already")
            failures[code] = failure
    if FALLBACK not in failures:
        raise CatalogueError(f"no words for {FALLBACK}")
    return Catalogue(failures)


def _load(path: Path) -> dict[str, Failure]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {code: Failure.model_validate(entry) for code, entry in table.items()}
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise CatalogueError(f"{path.name}: {where}: {error.errors()[0]['msg']}") from error
