"""Knows what the name of a person, a company or an authority looks like, and where in a block it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ocr.addresses import find_address, is_street, is_street_name
from ocr.dates import find_dates
from ocr.gazetteer import is_given_name, is_surname
from ocr.layout import TextLine

# Words with which the name of an authority or an institution begins.
_AUTHORITY_STEMS = (
    "Urząd Urzędu Wójt Burmistrz Prezydent Starost Marszał Wojewod Wojewódz Zarząd Rad[ay]\\b Sejmik Dyrek Samorządow "
    "Kolegium Krajow Miejsk Gminn Gmin[ay]\\b Miasto Powiat\\b Powiatow "
    "Rejonow Okręgow Regionaln Główn Generaln Państwow "
    "Sąd Naczeln Prokuratu Komend Inspek Ośrod Centrum Agencj Izb[ay]\\b Kas[ay]\\b Zakład Minist Naczeln Kierown "
    "Przewodnicz Szkoł Przedszkol Spółdziel Departament Biuro Oddział Wody\\b Lasy Nadleśnict Kancelari Rektor Fundacj "
    "Policj Poczta Rzecznik PKP Trybunał Najwyższ Narodow Polsk Woj\\. Sołtys Sołect Konsul Ambasad Urzad"
)
AUTHORITY = re.compile(rf"^(?:Sz\.? ?P\.?\s+|Do\s+)?(?:{'|'.join(_AUTHORITY_STEMS.split())})", re.IGNORECASE)
PERSON_OPENING = re.compile(
    r"^(?:Szanown\w+\s+)?(?:Pan|Pani|Państwo)\b\.?$|^[Ss]z[.,]?\s?P[.,]?$|^(?:Szanown\w+\s+Pani?|Sz\.?\s?P\.?|Pan|Pani)\s+[A-ZŁŚŻ]"
)
UNIT = re.compile(
    r"^(?:[IVX]{1,5}\s+)?(?:Wydział|Oddział|Biuro|Departament|Referat|Delegatura|Filia|Dział|Sekretariat|Kancelaria|"
    r"Zespół|Inspektorat|Stanowisko|Punkt|Sekcja|Placówka|Jednostka|Komisja|Zakład Linii)\b",
    re.IGNORECASE,
)
VIA = re.compile(r"za pośrednictwem|za pośr|za posrednictwem", re.IGNORECASE)
OWN_NUMBERS = re.compile(r"\b(?:PESEL|NIP|REGON|KRS)\b|legitymując|nr dowodu|\bur\.|zam\.", re.IGNORECASE)
CONTACT = re.compile(
    r"e-?mail|@|\btel\b|telefon|\bkom\.|\bfax\b|\bwww\.|skrytka|ePUAP|\bkonto\b|rachun(?:ek|ku)\b",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"^(?:znak|dotyczy|dot\.|nasz znak|wasz znak|l\.?\s?dz|data|wniosek|pismo|strona \d|sygn|nr sprawy|temat|"
    r"w sprawie|sprawa|ur\.|nr konta|konto|bank\b|rachunek|adres)",
    re.IGNORECASE,
)
SENDER_LABEL = re.compile(
    r"^(?:nadawca|wnioskodawc\w+|stron[ay]|skarżąc\w+|odwołując\w+ się|wnosząc\w+|powód|powódka|od|"
    r"dane wnioskodawcy|from|absender)\s*:\s*",
    re.IGNORECASE,
)
RECIPIENT_LABEL = re.compile(r"^(?:adresat|do|odbiorca|to|an)\s*:\s*|^Do\s+(?=[A-ZŁŚŻ])", re.IGNORECASE)
ATTORNEY = re.compile(
    r"reprezentowan|^pełnomocnik|działając\w+ przez|^w imieniu|zastępowan|^adw\.|^r\.\s?pr\.|^radca prawny",
    re.IGNORECASE,
)
_FORMER = re.compile(r"^(?:imię i nazwisko)\s*:\s*", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"sp\. ?z ?o|S\.A\.|\bs\.?c\.|spółk|stowarzysz|fundacj|firma|zakład|przedsiębior|gospodarstw|spółdziel|kancelari|"
    r"parafia|koło|klub|tartak|biuro|towarzystw|związek|straż|hotel|sklep|PPHU|PHU|FHU|GmbH|Ltd",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"^(?:(?:dr|mgr|inż|prof|hab|lek|ks|płk|gen|adw|r\.pr|radca prawny)\b\.?\s*)+", re.IGNORECASE
)


def is_person(text: str) -> bool:
    """Say whether this is a given name and a surname, one of them known, and nothing else."""
    words = _TITLES.sub("", without_labels(text)).strip(" ,.").split()
    if not 2 <= len(words) <= 5 or any(not _is_name_word(word) for word in words):
        return False
    if is_given_name(words[0]) or is_given_name(words[-1]):
        return True
    return is_surname(words[-1]) and not _ORGANISATION.search(text)


def is_named_person(text: str) -> bool:
    """The surer half of `is_person`: the first word is a given name."""
    words = _TITLES.sub("", without_labels(text)).split()
    return is_person(text) and is_given_name(words[0])


def _is_name_word(word: str) -> bool:
    bare = word.strip(",.-'’")
    return bare == "i" or (bare[:1].isupper() and all(part.isalpha() for part in re.split(r"[-'’]", bare)))


def is_organisation(text: str) -> bool:
    return bool(_ORGANISATION.search(text))


def is_salutation(text: str) -> bool:
    """Say whether the line is only a form of address, the name comes below."""
    return bool(re.match(r"^(?:Szanown\w+\s+)?(?:Pan|Pani|Państwo)\.?$|^[Ss]z[.,]?\s?P[.,]?$", text.strip()))


def without_labels(text: str) -> str:
    for label in (SENDER_LABEL, RECIPIENT_LABEL, _FORMER):
        text = label.sub("", text)
    return text.strip(" ,;")


def leading_name(text: str) -> str:
    """Return the name that opens a line on which more follows: an address, a telephone; empty when none does."""
    parts = without_labels(text).split(", ")
    for number in range(1, len(parts)):
        rest = parts[number]
        if (
            is_street(rest)
            or CONTACT.search(rest)
            or OWN_NUMBERS.search(rest)
            or re.match(r"\d{2}-\d{3}", rest)
        ):
            name = ", ".join(parts[:number])
            return name if is_person(name) or is_organisation(name) or AUTHORITY.match(name) else ""
    return ""


def given_name_first(name: str) -> str:
    """Turn "Kowalski Jan" round; a name in the usual order stays."""
    words = name.split()
    if len(words) == 2 and is_given_name(words[1]) and not is_given_name(words[0]) and is_surname(words[0]):
        return f"{words[1]} {words[0]}"
    return name


def name_lines(block: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of the name: from the first one down to the address, a department or another detail."""
    lines: list[TextLine] = []
    for line in block:
        if not without_labels(line.text):
            continue  # "Wnioskodawca:" on a line of its own
        if not lines and leading_name(line.text):
            return [line]
        if _ends_name(line, is_first=not lines):
            if lines:
                break
            continue
        if lines and not _continues_name(lines, line):
            break
        lines.append(line)
    return lines


def _ends_name(line: TextLine, *, is_first: bool) -> bool:
    text = line.text
    if SENDER_LABEL.match(text) or (is_first and RECIPIENT_LABEL.match(text)):
        return False
    return bool(
        VIA.search(text)
        or (not is_first and UNIT.match(text))
        or ATTORNEY.search(text)
        or (is_street(text) and not is_organisation(text))
        or is_street_name(text)
        or find_address([line])
        or find_dates(text)
        or OWN_NUMBERS.search(text)
        or CONTACT.search(text)
        or NO_NAME.match(text)
    )


def _continues_name(lines: Sequence[TextLine], line: TextLine) -> bool:
    """An institution's name takes as many lines as it needs; a person's ends with its line, unless cut."""
    above, text = lines[-1].text, line.text
    if is_salutation(above):
        return True
    first = without_labels(lines[0].text)
    if is_person(first) and not AUTHORITY.match(first) and not is_organisation(first):
        return is_person(text) or text[:1].islower() or above.endswith("-") or bool(AUTHORITY.match(text))
    if AUTHORITY.match(first) or is_organisation(first) or is_salutation(first):
        return not PERSON_OPENING.match(text)
    return bool(text[:1].islower() or text[:1] in '„"«(' or above.endswith("-"))
