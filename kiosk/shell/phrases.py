"""What the kiosk says aloud when something changes that no title tells; short, in the four languages."""

from __future__ import annotations

from kiosk.session.values import Spoken

_PHRASES: dict[Spoken, dict[str, str]] = {
    Spoken.SHEET_SCANNED: {"pl": "Kartka {n}", "en": "Sheet {n}", "uk": "Аркуш {n}", "de": "Blatt {n}"},
    Spoken.SCAN_ENDED: {
        "pl": "Koniec skanowania. Kartki: {n}.",
        "en": "Scanning is done. Sheets: {n}.",
        "uk": "Сканування завершено. Аркушів: {n}.",
        "de": "Scannen beendet. Blätter: {n}.",
    },
    Spoken.DIGIT: {"pl": "cyfra", "en": "digit", "uk": "цифра", "de": "Ziffer"},
    Spoken.TIME_IS_SHORT: {
        "pl": "Czy nadal tu jesteś? Za {n} sekund wyczyścimy ekran.",
        "en": "Are you still there? In {n} seconds we will clear the screen.",
        "uk": "Ви ще тут? Через {n} секунд ми очистимо екран.",
        "de": "Sind Sie noch da? In {n} Sekunden leeren wir den Bildschirm.",
    },
    Spoken.SIGNATURE_DROPPED: {
        "pl": "Strony się zmieniły. Podpisz pismo jeszcze raz.",
        "en": "The pages have changed. Sign the letter again.",
        "uk": "Сторінки змінилися. Підпишіть лист ще раз.",
        "de": "Die Seiten haben sich geändert. Unterschreiben Sie noch einmal.",
    },
    Spoken.PAGE_REMOVED: {
        "pl": "Strona usunięta. Możesz to cofnąć.",
        "en": "Page removed. You can undo this.",
        "uk": "Сторінку вилучено. Це можна скасувати.",
        "de": "Seite entfernt. Sie können das rückgängig machen.",
    },
    Spoken.PAGE_RESTORED: {
        "pl": "Strona przywrócona.",
        "en": "Page put back.",
        "uk": "Сторінку повернуто.",
        "de": "Seite wiederhergestellt.",
    },
    Spoken.PAGE_TURNED: {
        "pl": "Strona obrócona.",
        "en": "Page turned.",
        "uk": "Сторінку повернуто на чверть.",
        "de": "Seite gedreht.",
    },
    Spoken.PAGE_KEPT: {
        "pl": "Strona zostaje taka, jaka jest.",
        "en": "The page stays as it is.",
        "uk": "Сторінка залишається такою, як є.",
        "de": "Die Seite bleibt, wie sie ist.",
    },
    Spoken.UNDONE: {"pl": "Cofnięte.", "en": "Undone.", "uk": "Скасовано.", "de": "Rückgängig gemacht."},
    Spoken.RECEIPT_PRINTED: {
        "pl": "Potwierdzenie wydrukowane. Weź je.",
        "en": "The receipt is printed. Please take it.",
        "uk": "Підтвердження надруковано. Візьміть його.",
        "de": "Die Bestätigung ist gedruckt. Nehmen Sie sie mit.",
    },
    Spoken.RECEIPT_FAILED: {
        "pl": "Potwierdzenie się nie wydrukowało. Pismo jest złożone. Zapisz numer z ekranu.",
        "en": "The receipt was not printed. Your letter is handed in. Write down the number on the screen.",
        "uk": "Підтвердження не надруковано. Лист подано. Запишіть номер з екрана.",
        "de": "Die Bestätigung wurde nicht gedruckt. Ihr Brief ist abgegeben. Notieren Sie die Nummer.",
    },
    Spoken.STAFF_CALLED: {
        "pl": "Pracownik został wezwany.",
        "en": "A member of staff has been called.",
        "uk": "Працівника викликано.",
        "de": "Eine Mitarbeiterin oder ein Mitarbeiter wurde gerufen.",
    },
}


def phrase(what: Spoken, value: int, language: str) -> str:
    """Return the sentence in the language; Polish for a language that is not ours."""
    words = _PHRASES[what]
    return words.get(language, words["pl"]).format(n=value)
