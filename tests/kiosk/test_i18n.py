"""All four languages say everything, and Polish, Ukrainian, English and German count as they should."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from kiosk.i18n import build, files, translator
from kiosk.i18n.files import LANGUAGES, source


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    assert build.unfinished(language) == []


def test_the_files_hold_every_string_of_the_screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in LANGUAGES:
        shutil.copy(source(language), tmp_path)
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    before = {language: source(language).read_text(encoding="utf-8") for language in LANGUAGES}
    build.collect()
    for language in LANGUAGES:
        assert _strings(source(language).read_text(encoding="utf-8")) == _strings(before[language]), (
            "run `python -m kiosk.i18n.build`"
        )


def _strings(words: str) -> set[tuple[str, str]]:
    return {
        (str(context.findtext("name")), str(message.findtext("source")))
        for context in ElementTree.fromstring(words).iter("context")  # noqa: S314  (our own file)
        for message in context.iter("message")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_for_values_are_kept(language: str) -> None:
    for context in ElementTree.parse(source(language)).iter("context"):  # noqa: S314  (our own file)
        for message in context.iter("message"):
            wanted = sorted(re.findall(r"%(?:\d|n)", str(message.findtext("source"))))
            translation = message.find("translation")
            assert translation is not None
            texts = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            for text in texts:
                assert sorted(re.findall(r"%(?:\d|n)", text)) == wanted, text


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("pl", 1, "1 kartka"),
        ("pl", 2, "2 kartki"),
        ("pl", 5, "5 kartek"),
        ("pl", 12, "12 kartek"),
        ("pl", 22, "22 kartki"),
        ("uk", 1, "1 аркуш"),
        ("uk", 3, "3 аркуші"),
        ("uk", 11, "11 аркушів"),
        ("uk", 21, "21 аркуш"),
        ("en", 1, "1 sheet"),
        ("en", 2, "2 sheets"),
        ("de", 1, "1 Blatt"),
        ("de", 5, "5 Blätter"),
    ],
)
def test_sheets_are_counted_in_every_grammar(language: str, count: int, words: str) -> None:
    told = translator(language).translate("LetterAccount", "%n kartki", "", count)
    assert told is not None
    assert told.replace("%n", str(count)) == words


def test_an_unfinished_string_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for language in LANGUAGES:
        shutil.copy(source(language), tmp_path)
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    german = source("de").read_text(encoding="utf-8")
    source("de").write_text(
        german.replace("<translation>Zurück</translation>", "<translation></translation>"), "utf-8"
    )
    assert build.main() == 1


def test_a_younger_translation_is_compiled_when_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(source("en"), tmp_path)
    monkeypatch.setattr(files, "FOLDER", tmp_path)
    assert files.compiled("en").stat().st_size > 1000
    words = source("en").read_text(encoding="utf-8")
    source("en").write_text(words.replace(">Back<", ">Backwards<"), encoding="utf-8")
    fresh = QTranslator()
    assert fresh.load(str(files.compiled("en")))
    assert fresh.translate("ActionRow", "Wstecz") == "Backwards"
