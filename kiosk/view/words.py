"""Sentences that depend on numbers or states, in the four languages; fixed words are QML's and the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.session.fields import Mistake, Rule
from kiosk.session.letter import Change
from kiosk.session.values import ClockTrust
from kiosk.view.busy import Busy

Words = Mapping[str, str]


def said(words: Words, language: str) -> str:
    """Return the words in the language; Polish for one that is not ours."""
    return words.get(language, words["pl"])


def clock_note(clock: ClockTrust, language: str) -> str:
    """Return what to know about the time on the receipt; nothing when the clock is right."""
    return said(_CLOCK[clock], language)


def mistake_words(mistake: Mistake, language: str) -> str:
    """Return what is wrong with a value, with an example of a right one."""
    words = said(_MISTAKES[mistake.rule], language)
    return words.format(digits=_digits(mistake.count, language)) if mistake.count else words


def tries_words(left: int, language: str) -> str:
    """Return how many tries the card still gives; nothing when it does not tell."""
    if left < 0:
        return ""
    forms = said(_TRIES, language).split("|")
    return forms[_plural(left, language)].format(n=left)


def wrong_pin(left: int, language: str) -> str:
    """Return that the PIN was wrong, and how many tries are left."""
    return " ".join(filter(None, (said(_WRONG_PIN, language), tries_words(left, language))))


def sheets_are_safe(sheets: int, language: str) -> str:
    """Return which sheets need not be scanned again."""
    forms = said(_SAFE, language).split("|")
    which = "1" if sheets == 1 else f"1–{sheets}"
    return forms[0 if sheets == 1 else 1].format(which=which)


def undo_words(change: Change, language: str) -> str:
    return said(_UNDO[change], language)


def busy_words(busy: Busy, language: str) -> str:
    return said(_BUSY[busy], language)


def case_words(state: str, language: str) -> str:
    """Return what a station of a letter is called; the office's own word for one that is new to us."""
    return said(_CASE[state], language) if state in _CASE else state


def case_title(state: str, language: str) -> str:
    """Return the plain verdict above the timeline."""
    return said(_VERDICT.get(state, _VERDICT[""]), language)


def answer_ahead(language: str) -> str:
    return said(_AHEAD, language)


def _plural(count: int, language: str) -> int:
    """Return 0 for one, 1 for few, 2 for many: the forms that Polish and Ukrainian have."""
    if count == 1 and language in ("pl", "en", "de"):
        return 0
    if language == "uk" and count % 10 == 1 and count % 100 != 11:
        return 0
    if language in ("pl", "uk") and count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return 1
    return 2


def _digits(count: int, language: str) -> str:
    forms = said(_DIGITS, language).split("|")
    return forms[_plural(count, language)].format(n=count)


_CLOCK: Mapping[ClockTrust, Words] = {
    ClockTrust.SYNCHRONISED: {"pl": ""},
    ClockTrust.DRIFTED: {
        "pl": "Zegar urządzenia chodzi od pewnego czasu bez sprawdzenia.",
        "en": "This machine's clock has not been checked for some time.",
        "uk": "Годинник пристрою певний час не перевірявся.",
        "de": "Die Uhr dieses Geräts wurde seit einiger Zeit nicht geprüft.",
    },
    ClockTrust.UNKNOWN: {
        "pl": "Zegar urządzenia nie jest sprawdzony. Godzina może się nie zgadzać.",
        "en": "This machine's clock is not checked. The time may be wrong.",
        "uk": "Годинник пристрою не перевірено. Час може бути неточним.",
        "de": "Die Uhr dieses Geräts ist nicht geprüft. Die Uhrzeit kann falsch sein.",
    },
}

_DIGITS: Words = {
    "pl": "{n} cyfry|{n} cyfr|{n} cyfr",
    "en": "{n} digit|{n} digits|{n} digits",
    "uk": "{n} цифри|{n} цифр|{n} цифр",
    "de": "{n} Ziffer|{n} Ziffern|{n} Ziffern",
}

_MISTAKES: Mapping[Rule, Words] = {
    Rule.REQUIRED: {
        "pl": "Tego brakuje. Bez tego urząd może nie odpowiedzieć.",
        "en": "This is missing. Without it the office may not answer.",
        "uk": "Цього бракує. Без цього установа може не відповісти.",
        "de": "Das fehlt noch. Ohne es kann das Amt vielleicht nicht antworten.",
    },
    Rule.NAME_SHORT: {
        "pl": "To za krótkie. Przykład: Anna Nowak",
        "en": "This is too short. Example: Anna Nowak",
        "uk": "Це закоротко. Приклад: Anna Nowak",
        "de": "Das ist zu kurz. Beispiel: Anna Nowak",
    },
    Rule.POSTAL_CODE_SHORT: {
        "pl": "W kodzie pocztowym brakuje {digits}. Przykład: 86-300",
        "en": "The postal code lacks {digits}. Example: 86-300",
        "uk": "У поштовому коді бракує {digits}. Приклад: 86-300",
        "de": "In der Postleitzahl fehlt noch: {digits}. Beispiel: 86-300",
    },
    Rule.POSTAL_CODE_LONG: {
        "pl": "Kod pocztowy ma za dużo cyfr. Przykład: 86-300",
        "en": "The postal code has too many digits. Example: 86-300",
        "uk": "У поштовому коді забагато цифр. Приклад: 86-300",
        "de": "Die Postleitzahl hat zu viele Ziffern. Beispiel: 86-300",
    },
    Rule.DATE_UNREADABLE: {
        "pl": "Takiej daty nie ma. Przykład: 8 kwietnia 2026",
        "en": "There is no such date. Example: 8 April 2026",
        "uk": "Такої дати немає. Приклад: 8 квітня 2026",
        "de": "Dieses Datum gibt es nicht. Beispiel: 8. April 2026",
    },
    Rule.DATE_AHEAD: {
        "pl": "Ten dzień jeszcze nie nadszedł. Wpisz datę z pisma.",
        "en": "That day has not come yet. Type the date on the letter.",
        "uk": "Цей день ще не настав. Впишіть дату з листа.",
        "de": "Dieser Tag liegt noch vor uns. Tragen Sie das Datum des Schreibens ein.",
    },
    Rule.EMAIL_AT: {
        "pl": "Adres ma jeden znak @. Przykład: anna@przyklad.pl",
        "en": "An address has one @ sign. Example: anna@example.com",
        "uk": "Адреса має один знак @. Приклад: anna@przyklad.pl",
        "de": "Eine Adresse hat ein @-Zeichen. Beispiel: anna@beispiel.de",
    },
    Rule.EMAIL_DOMAIN: {
        "pl": "Po znaku @ brakuje nazwy z kropką. Przykład: anna@przyklad.pl",
        "en": "After the @ a name with a dot is missing. Example: anna@example.com",
        "uk": "Після знака @ бракує назви з крапкою. Приклад: anna@przyklad.pl",
        "de": "Nach dem @ fehlt ein Name mit Punkt. Beispiel: anna@beispiel.de",
    },
    Rule.PHONE_SHORT: {
        "pl": "W numerze brakuje {digits}. Przykład: 600 123 456",
        "en": "The number lacks {digits}. Example: 600 123 456",
        "uk": "У номері бракує {digits}. Приклад: 600 123 456",
        "de": "In der Nummer fehlt noch: {digits}. Beispiel: 600 123 456",
    },
    Rule.PHONE_LONG: {
        "pl": "Numer ma za dużo cyfr. Przykład: 600 123 456",
        "en": "The number has too many digits. Example: 600 123 456",
        "uk": "У номері забагато цифр. Приклад: 600 123 456",
        "de": "Die Nummer hat zu viele Ziffern. Beispiel: 600 123 456",
    },
    Rule.PHONE_LETTERS: {
        "pl": "Numer telefonu ma same cyfry. Przykład: 600 123 456",
        "en": "A telephone number has only digits. Example: 600 123 456",
        "uk": "Номер телефону має лише цифри. Приклад: 600 123 456",
        "de": "Eine Telefonnummer hat nur Ziffern. Beispiel: 600 123 456",
    },
    Rule.CASE_MARK_FORM: {
        "pl": "Znak sprawy ma litery, cyfry i kropki. Przykład: OR.3166.48.2026.MW",
        "en": "A case mark has letters, digits and dots. Example: OR.3166.48.2026.MW",
        "uk": "Знак справи має літери, цифри й крапки. Приклад: OR.3166.48.2026.MW",
        "de": "Ein Aktenzeichen hat Buchstaben, Ziffern und Punkte. Beispiel: OR.3166.48.2026.MW",
    },
}

_WRONG_PIN: Words = {
    "pl": "PIN się nie zgadza.",
    "en": "The PIN is not right.",
    "uk": "PIN не збігається.",
    "de": "Die PIN stimmt nicht.",
}

_TRIES: Words = {
    "pl": "Została Ci {n} próba.|Zostały Ci {n} próby.|Zostało Ci {n} prób.",
    "en": "You have {n} try left.|You have {n} tries left.|You have {n} tries left.",
    "uk": "У Вас залишилася {n} спроба.|У Вас залишилося {n} спроби.|У Вас залишилося {n} спроб.",
    "de": "Sie haben noch {n} Versuch.|Sie haben noch {n} Versuche.|Sie haben noch {n} Versuche.",
}

_SAFE: Words = {
    "pl": "Nic nie zginęło. Kartkę {which} już mamy.|Nic nie zginęło. Kartki {which} już mamy.",
    "en": "Nothing is lost. We already have sheet {which}.|Nothing is lost. We already have sheets {which}.",
    "uk": "Нічого не загубилося. Аркуш {which} уже в нас.|Нічого не загубилося. Аркуші {which} уже в нас.",
    "de": "Nichts ist verloren. Blatt {which} haben wir.|Nichts ist verloren. Die Blätter {which} haben wir.",
}

_UNDO: Mapping[Change, Words] = {
    Change.TURN: {
        "pl": "obrót strony",
        "en": "turning the page",
        "uk": "поворот сторінки",
        "de": "Drehen der Seite",
    },
    Change.REMOVE: {
        "pl": "usunięcie strony",
        "en": "removing the page",
        "uk": "вилучення сторінки",
        "de": "Entfernen der Seite",
    },
    Change.RESTORE: {
        "pl": "przywrócenie strony",
        "en": "putting the page back",
        "uk": "повернення сторінки",
        "de": "Zurückholen der Seite",
    },
}

_BUSY: Mapping[Busy, Words] = {
    Busy.NONE: {"pl": ""},
    Busy.STARTING: {
        "pl": "Uruchamiam skaner…",
        "en": "Starting the scanner…",
        "uk": "Запускаю сканер…",
        "de": "Ich starte den Scanner…",
    },
    Busy.STOPPING: {"pl": "Zatrzymuję…", "en": "Stopping…", "uk": "Зупиняю…", "de": "Ich halte an…"},
    Busy.READING: {
        "pl": "Czytam strony…",
        "en": "Reading the pages…",
        "uk": "Читаю сторінки…",
        "de": "Ich lese die Seiten…",
    },
    Busy.SEARCHING: {
        "pl": "Szukam danych w piśmie…",
        "en": "Looking for the details…",
        "uk": "Шукаю дані в листі…",
        "de": "Ich suche die Angaben…",
    },
    Busy.CARD: {
        "pl": "Sprawdzam kartę…",
        "en": "Checking the card…",
        "uk": "Перевіряю картку…",
        "de": "Ich prüfe die Karte…",
    },
    Busy.SIGNING: {"pl": "Podpisuję…", "en": "Signing…", "uk": "Підписую…", "de": "Ich unterschreibe…"},
    Busy.PREPARING: {
        "pl": "Przygotowuję pismo…",
        "en": "Preparing the letter…",
        "uk": "Готую лист…",
        "de": "Ich bereite das Schreiben vor…",
    },
    Busy.SEALING: {
        "pl": "Szyfruję pismo…",
        "en": "Encrypting the letter…",
        "uk": "Шифрую лист…",
        "de": "Ich verschlüssele das Schreiben…",
    },
    Busy.HANDING_OVER: {
        "pl": "Składam pismo…",
        "en": "Handing the letter in…",
        "uk": "Подаю лист…",
        "de": "Ich gebe das Schreiben ab…",
    },
    Busy.PRINTING: {
        "pl": "Drukuję potwierdzenie…",
        "en": "Printing the receipt…",
        "uk": "Друкую підтвердження…",
        "de": "Ich drucke die Bestätigung…",
    },
    Busy.LOOKING_UP: {
        "pl": "Szukam sprawy…",
        "en": "Looking for the case…",
        "uk": "Шукаю справу…",
        "de": "Ich suche den Vorgang…",
    },
}

_CASE: Mapping[str, Words] = {
    "received": {
        "pl": "Urząd odebrał pismo",
        "en": "The office has received the letter",
        "uk": "Установа отримала лист",
        "de": "Das Amt hat das Schreiben erhalten",
    },
    "registered": {
        "pl": "Pismo ma numer urzędu",
        "en": "The letter has the office's number",
        "uk": "Лист має номер установи",
        "de": "Das Schreiben hat eine Nummer des Amtes",
    },
    "in_progress": {
        "pl": "Urząd zajmuje się sprawą",
        "en": "The office is dealing with it",
        "uk": "Установа займається справою",
        "de": "Das Amt bearbeitet die Sache",
    },
    "needs_completing": {
        "pl": "Czegoś brakuje. Urząd napisze do Ciebie",
        "en": "Something is missing. The office will write to you",
        "uk": "Чогось бракує. Установа Вам напише",
        "de": "Es fehlt etwas. Das Amt schreibt Ihnen",
    },
    "decision_waiting": {
        "pl": "Odpowiedź jest gotowa",
        "en": "The answer is ready",
        "uk": "Відповідь готова",
        "de": "Die Antwort ist fertig",
    },
    "closed": {
        "pl": "Sprawa jest zakończona",
        "en": "The case is closed",
        "uk": "Справу завершено",
        "de": "Die Sache ist abgeschlossen",
    },
}

_VERDICT: Mapping[str, Words] = {
    "": {
        "pl": "Sprawa jest w toku",
        "en": "Your case is in progress",
        "uk": "Справа розглядається",
        "de": "Ihre Sache ist in Arbeit",
    },
    "received": {
        "pl": "Mamy Twoje pismo",
        "en": "We have your letter",
        "uk": "Ваш лист у нас",
        "de": "Wir haben Ihr Schreiben",
    },
    "needs_completing": {
        "pl": "W piśmie czegoś brakuje",
        "en": "Something is missing in your letter",
        "uk": "У листі чогось бракує",
        "de": "In Ihrem Schreiben fehlt etwas",
    },
    "decision_waiting": {
        "pl": "Odpowiedź jest gotowa",
        "en": "The answer is ready",
        "uk": "Відповідь готова",
        "de": "Die Antwort ist fertig",
    },
    "closed": {
        "pl": "Sprawa jest zakończona",
        "en": "The case is closed",
        "uk": "Справу завершено",
        "de": "Die Sache ist abgeschlossen",
    },
}

_AHEAD: Words = {"pl": "Odpowiedź", "en": "The answer", "uk": "Відповідь", "de": "Die Antwort"}
