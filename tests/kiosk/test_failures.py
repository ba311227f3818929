"""Every failure has words for the resident in four languages and for the technician, and the manual says the same."""

from __future__ import annotations

import importlib
import re
from enum import StrEnum
from pathlib import Path

import pytest

from kiosk.failures import load_catalogue
from kiosk.failures.catalogue import FOLDER, LANGUAGES, CatalogueError
from kiosk.failures.document import PAGE, document

CATALOGUE = load_catalogue()
PACKAGES = ("drivers", "ocr", "sync", "kiosk")
ROOT = FOLDER.parents[1]
_DEFINES_CODES = re.compile(r"class \w+(Fault|Warning)\(StrEnum\)")
ENTRY = """
["scanner.jam"]
severity = "device"
cause = "Paper."
remedy = "Pull."
["scanner.jam".resident.pl]
title = "Kartka się zacięła"
safe = ""
now = []
action = ""
"""


def fault_enums() -> list[type[StrEnum]]:
    """Find every enum of failures in the product; the office's own are read by clerks and not at the kiosk."""
    enums = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not _DEFINES_CODES.search(path.read_text(encoding="utf-8")) or "office" in path.parts:
                continue
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            enums += [
                value
                for name, value in vars(module).items()
                if name.endswith(("Fault", "Warning"))
                and isinstance(value, type)
                and value.__module__ == module.__name__
            ]
    return enums


@pytest.mark.parametrize("enum", fault_enums(), ids=lambda enum: f"{enum.__module__}.{enum.__name__}")
def test_every_code_has_words(enum: type[StrEnum]) -> None:
    assert [code.value for code in enum if code.value not in CATALOGUE] == []


def test_every_entry_belongs_to_a_code() -> None:
    known = {code.value for enum in fault_enums() for code in enum}

    assert {code for code in CATALOGUE if code not in known} == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_words_follow_the_rules_of_writing(code: str) -> None:
    failure = CATALOGUE.failure(code)
    for language in LANGUAGES:
        words = failure.words(language)
        assert "!" not in " ".join((words.title, words.safe, *words.now, words.action))
        assert not words.title.endswith(".")
        assert words.safe == "" or words.safe.endswith(".") or ": " in words.safe  # an example
        assert len(words.now) <= 4
    assert len({bool(failure.words(language).action) for language in LANGUAGES}) == 1
    assert len({len(failure.words(language).now) for language in LANGUAGES}) == 1
    assert failure.words("pl") != failure.words("en")


def test_language_that_is_not_ours_is_answered_in_polish() -> None:
    assert CATALOGUE.words("kiosk.unknown", "fr") == CATALOGUE.words("kiosk.unknown", "pl")


def test_file_that_leaves_out_a_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scanner.toml").write_text(ENTRY, encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"scanner\.toml: resident\.en"):
        load_catalogue(tmp_path)


def test_code_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("kiosk.toml", "other.toml"):
        (tmp_path / name).write_bytes((FOLDER / "kiosk.toml").read_bytes())

    with pytest.raises(CatalogueError, match=r"other\.toml: kiosk\.\w+ has words in another file"):
        load_catalogue(tmp_path)


def test_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[[[", encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"broken\.toml"):
        load_catalogue(tmp_path)


def test_manual_page_is_current() -> None:
    """When this fails: `python -m kiosk.failures.document`."""
    assert PAGE.read_text(encoding="utf-8") == document(CATALOGUE)
