"""The screen's four languages: Polish is the source, `translator(language)` gives the words of the others."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtQml import QQmlEngine

from kiosk.i18n.files import LANGUAGES, compiled

__all__ = ["LANGUAGES", "Tongue", "translator"]


def translator(language: str) -> QTranslator:
    """Return the loaded words of one of `LANGUAGES`. Polish has one too: it holds the plurals."""
    words = QTranslator()
    if not words.load(str(compiled(language))):
        raise OSError(f"the translation into {language} can't be read")
    return words


class Tongue:
    """The language that the screen speaks now; all four are loaded at once, so that switching is instant."""

    def __init__(self, engine: QQmlEngine) -> None:
        self._engine = engine
        self._words = {language: translator(language) for language in LANGUAGES}
        self._now = ""
        self.use("pl")

    def use(self, language: str) -> None:
        """Speak this language from now on; an unknown one is Polish."""
        language = language if language in self._words else "pl"
        if language == self._now:
            return
        if self._now:
            QCoreApplication.removeTranslator(self._words[self._now])
        QCoreApplication.installTranslator(self._words[language])
        self._now = language
        self._engine.setUiLanguage(language)
        self._engine.retranslate()

    def close(self) -> None:
        """Take the words out of the application again."""
        if self._now:
            QCoreApplication.removeTranslator(self._words[self._now])
            self._now = ""
