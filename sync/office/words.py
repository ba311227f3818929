"""Polish for the templates: dates, plurals and the names of things, so that no template builds a sentence."""

from collections.abc import Mapping
from datetime import date, datetime

from sync.clock import ClockState
from sync.office.history import EventKind
from sync.office.letters import WARSAW
from sync.office.registry import ActOutcome
from sync.office.states import WORDS, LetterState

_MONTHS = (
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
)

CLOCKS: Mapping[ClockState, str] = {
    ClockState.SYNCHRONISED: "zegar zsynchronizowany",
    ClockState.DRIFTED: "zegar chwilowo bez synchronizacji",
    ClockState.UNKNOWN: "zegar niepewny",
}

FIELDS: Mapping[str, str] = {
    "sender_name": "Nadawca",
    "sender_address": "Adres nadawcy",
    "recipient": "Adresat",
    "subject": "W sprawie",
    "case_number": "Znak sprawy w piśmie",
    "date": "Data pisma",
    "place": "Miejscowość",
    "pesel": "PESEL",
    "email": "E-mail",
    "phone": "Telefon",
    "attachments": "Załączniki",
}

EVENTS: Mapping[EventKind, str] = {
    EventKind.SUBMISSION_RECEIVED: "Pismo wpłynęło",
    EventKind.PROOF_ISSUED: "Wystawiono dowód odbioru",
    EventKind.SUBMISSION_OPENED: "Otwarto pismo",
    EventKind.PACKAGE_DOWNLOADED: "Pobrano plik",
    EventKind.SUBMISSION_REGISTERED: "Wpisano do rejestru",
    EventKind.NUMBER_CORRECTED: "Poprawiono numer rejestru",
    EventKind.STATE_CHANGED: "Zmieniono stan",
    EventKind.PACKAGE_REFUSED: "Odrzucono paczkę",
    EventKind.SUBMISSION_FORWARDED: "Przekazano do systemu urzędu",
    EventKind.FORWARDING_STOPPED: "Przekazanie czeka na decyzję",
    EventKind.FORWARDING_RELEASED: "Wznowiono przekazanie",
}

ROLES = {"viewer": "podgląd", "clerk": "kancelaria", "admin": "nadzór"}

PAGE_NOTES = {
    "doubtful": "Ta strona jest słabo czytelna. W odczytanym tekście mogą być błędy.",
    "image_only": "Tej strony nie udało się odczytać na czas. Jest tylko obraz.",
    "unreadable": "Tej strony nie udało się odczytać. Jest tylko obraz.",
}

REFUSALS: Mapping[str, str] = {
    "seal.bad_signature": "Pieczęć urzędomatu się nie zgadza",
    "seal.wrong_digest": "Część paczki zmieniono po zapieczętowaniu",
    "seal.unknown_kiosk": "Pieczęć nie należy do tego urzędomatu",
    "seal.zip_bomb": "Paczka rozpakowuje się do nadmiernych rozmiarów",
    "seal.path_traversal": "Nazwa pliku wychodzi poza paczkę",
    "seal.external_entity": "XML z niedozwolonymi odwołaniami",
    "seal.oversized": "Paczka albo jej część jest za duża",
    "seal.missing_part": "W paczce brakuje części",
    "seal.extra_part": "W paczce jest część, której nie zapieczętowano",
    "seal.malformed": "To nie jest paczka urzędomatu",
    "office.digest_mismatch": "Plik nie jest tym, który zapowiedziano",
    "office.other_package": "Paczka jest inna, niż zapowiedziano",
    "office.number_taken": "Ten numer ma już inne pismo",
    "office.unverifiable": "Paczki nie udało się sprawdzić",
}

ACTS: Mapping[ActOutcome, str] = {
    ActOutcome.DONE: "Zapisano.",
    ActOutcome.DONE_BEFORE: "To było już zapisane. Nic się nie zmieniło.",
    ActOutcome.NUMBER_MALFORMED: "Ten numer nie wygląda jak numer z rejestru. Przykład: {example}",
    ActOutcome.NUMBER_USED: "Ten numer ma już pismo {owner}. Sprawdź numer w EZD.",
    ActOutcome.CASE_MARK_MALFORMED: "Znak sprawy ma inny układ. Przykład: OR.152.3.2026.AB",
    ActOutcome.REASON_MISSING: "Napisz, dlaczego poprawiasz numer.",
    ActOutcome.STATE_NOT_ALLOWED: "Najpierw wpisz pismo do rejestru.",
    ActOutcome.NOTE_TOO_LONG: "Zdanie dla mieszkańca może mieć 300 znaków.",
    ActOutcome.CHANGED_MEANWHILE: "Ktoś zmienił to pismo przed chwilą. Poniżej jest jego obecny stan.",
    ActOutcome.NOT_FOUND: "Nie ma takiego pisma.",
}


def day(moment: datetime | date | None) -> str:
    """9 kwietnia 2026."""
    if moment is None:
        return "—"
    local = moment.astimezone(WARSAW) if isinstance(moment, datetime) else moment
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def short_day(moment: datetime) -> str:
    """09.04.2026, for tables."""
    return moment.astimezone(WARSAW).strftime("%d.%m.%Y")


def hour(moment: datetime) -> str:
    """10:24."""
    return moment.astimezone(WARSAW).strftime("%H:%M")


def moment_text(moment: datetime) -> str:
    """9 kwietnia 2026, 10:24:07: seconds count when a deadline does."""
    return f"{day(moment)}, {moment.astimezone(WARSAW):%H:%M:%S}"


def plural(count: int, one: str, few: str, many: str) -> str:
    """1 kartka, 2 kartki, 5 kartek."""
    if count == 1:
        return f"{count} {one}"
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return f"{count} {few}"
    return f"{count} {many}"


def size_text(count: int) -> str:
    """2,4 MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def event_details(kind: EventKind, facts: Mapping[str, object]) -> str:
    """The one thing worth telling of an event, if any."""
    if kind is EventKind.STATE_CHANGED:
        return WORDS[LetterState(str(facts["to"]))].clerk
    if kind is EventKind.SUBMISSION_REGISTERED:
        return str(facts["number"])
    if kind is EventKind.NUMBER_CORRECTED:
        return f"{facts['before']} → {facts['number']}. {facts['reason']}"
    if kind is EventKind.PACKAGE_DOWNLOADED:
        return str(facts.get("name", ""))
    return ""
