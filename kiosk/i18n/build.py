"""Keeps the translations true to the screens: `python -m kiosk.i18n.build` collects, compiles, checks.

The `.ts` files are the translators' and are committed; the `.qm` files are made from them when needed.
Exit status 1: a string has no finished translation in some language.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree

from kiosk.i18n.files import FOLDER, LANGUAGES, release, run_tool, source

_KIOSK = FOLDER.parent
_CODES = {"pl": "pl_PL", "en": "en_GB", "uk": "uk_UA", "de": "de_DE"}


def collect() -> None:
    """Bring every string that the screens use into the translators' files, and drop those that are gone."""
    found = sorted([*_KIOSK.glob("ui/**/*.qml"), *_KIOSK.glob("view/*.py")])
    for language in LANGUAGES:
        # Polish is written in the screens themselves; its file holds only what has several forms
        forms = ["-pluralonly"] if language == "pl" else []
        run_tool(
            "lupdate",
            [
                *("-silent", "-no-obsolete", "-locations", "none"),
                *("-source-language", "pl_PL", "-target-language", _CODES[language], *forms),
                *map(str, found),
                *("-ts", str(source(language))),
            ],
        )


def unfinished(language: str) -> list[str]:
    """Every string that has no finished translation, as "context: string"."""
    # our own file: no hostile XML comes in here
    tree = ElementTree.parse(source(language))  # noqa: S314
    missing = []
    for context in tree.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = list(translation.iter("numerusform")) if translation is not None else []
            texts = (
                [form.text for form in forms]
                if forms
                else [translation.text if translation is not None else ""]
            )
            if translation is None or translation.get("type") == "unfinished" or not all(texts):
                missing.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return missing


def main() -> int:
    """Collect, compile, check."""
    collect()
    missing = {language: unfinished(language) for language in LANGUAGES}
    for language in LANGUAGES:
        release(language)
        for text in missing[language]:
            sys.stderr.write(f"{language}: not translated: {text}\n")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
