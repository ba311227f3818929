"""Recognises a postal address by its lines: street and number, postal code and town, perhaps a country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.gazetteer import likeliest_town, towns_of
from ocr.layout import TextLine

_CODE = r"(?<![\d\w])([\dOoIl]{2})\s?[-–—]\s?([\dOoIl]{3})(?![\d\w])"
POSTAL = re.compile(rf"{_CODE}\s+([A-ZĄĆĘŁŃÓŚŹŻ][^\d,;|·]*[^\d,;.|·\s])")
_CODE_AT_END = re.compile(rf"{_CODE}\s*$")
_TOWN_ALONE = re.compile(r"^[A-ZĄĆĘŁŃÓŚŹŻ][^\d,;@:]{1,40}$")
_FOREIGN = re.compile(
    r"(?:^|,\s*)((?:[A-Z]{1,2}-)?\d{4,5}|\d{3} \d{2})\s+([A-ZÄÖÜĽŠČŽ][^\d,;]{2,40})$"
    r"|(?:^|,\s*)([A-Z][A-Za-z .'-]{2,30}) ([A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})$"
)
_COUNTRIES = re.compile(
    r"^(?:niemcy|deutschland|germany|słowacja|slovensko|czechy|ukraina|litwa|belgia|belgien|belgique|francja|france|"
    r"holandia|nederland|austria|österreich|szwajcaria|włochy|irlandia|ireland|norwegia|szwecja|dania|hiszpania|"
    r"wielka brytania|great britain|united kingdom|uk|usa|kanada|polska|poland|polen)\.?$",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(
    r"^(?:ul|ui|u1|al|pl|os|skr|rynek|plac|aleja|aleje|osiedle|ulica|bulwar|rondo)\b\.?|^skr\. poczt",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\b\d{1,4}\s?[A-Za-z]?(?:\s?/\s?\d{1,4}[A-Za-z]?)?(?:\s?(?:m|lok)\.?\s?\d{1,4})?$")
_HOUSE_ALONE = re.compile(r"^\d{1,4}\s?[A-Za-z]?(?:\s?/\s?\d{1,4})?(?:\s?m\.?\s?\d{1,4})?,?$")
_NUMBER_FIRST = re.compile(r"^\d{1,4}[a-z]? [A-Z][a-z]+(?: [A-Z][a-z]+)*$")  # 14 Market Street
_LABEL = re.compile(
    r"^(?:zam\.|adres(?: (?:zamieszkania|siedziby|korespondencyjny|do korespondencji|do doręczeń))?|"
    r"zamieszkał\w*|siedziba|z siedzibą)[:\s]+",
    re.IGNORECASE,
)
CORRESPONDENCE = re.compile(r"do korespondencji|korespondencyjn|do doręczeń", re.IGNORECASE)
_STREET_NAME = re.compile(r"^((?:ul|al|pl|os)\. )(\w)")
_MISREAD_STREET = re.compile(r"^(?:ui|u1|uI|uł)\.\s?")
_CITY_TAIL = re.compile(r"\s*(?:[|·•]\s.*|\b(?:tel|telefon|e-?mail|pesel|nip|regon|krs)\b.*)$", re.IGNORECASE)
_CODE_DIGITS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class Address:
    value: str
    first: int  # index of its first and last line in the block
    last: int
    has_street: bool = True
    is_listed: bool = False  # the postal code serves that town
    is_correspondence: bool = False


def find_address(block: Sequence[TextLine]) -> Address | None:
    """Return the first address of a block, one for correspondence only when there is no other."""
    found = list(find_addresses(block))
    return next((item for item in found if not item.is_correspondence), found[0] if found else None)


def find_addresses(block: Sequence[TextLine]) -> Iterator[Address]:
    for place, line in enumerate(block):
        match = POSTAL.search(line.text)
        if match:
            yield _polish(block, place, match, _CITY_TAIL.sub("", match[3]).strip(), place)
            continue
        cut = _CODE_AT_END.search(line.text)
        if cut and place + 1 < len(block) and _TOWN_ALONE.match(block[place + 1].text):
            yield _polish(block, place, cut, block[place + 1].text.strip(" .,"), place + 1)
            continue
        foreign = _FOREIGN.search(line.text)
        if foreign:
            yield from _abroad(block, place, foreign)


def _polish(block: Sequence[TextLine], place: int, match: re.Match[str], town: str, last: int) -> Address:
    code = f"{match[1]}-{match[2]}".translate(_CODE_DIGITS)
    town = likeliest_town(code, _with_its_river(code, town, block, last)) or town
    before = block[place].text[: match.start()].strip(" ,;|·")
    street, first = _street(block, place, before)
    value = ", ".join(part for part in (street, f"{code} {town}") if part)
    labels = [line.text for line in block[first : place + 1]]
    labels += [line.text for line in block[max(0, first - 1) : first] if not POSTAL.search(line.text)]
    is_for_letters = any(CORRESPONDENCE.search(text) for text in labels)
    return Address(
        value,
        first,
        last,
        bool(street),
        town.casefold() in (name.casefold() for name in towns_of(code)),
        is_for_letters,
    )


def _with_its_river(code: str, town: str, block: Sequence[TextLine], last: int) -> str:
    """A narrow column may have cut "Nakło nad Notecią" after its first word."""
    below = block[last + 1].text.strip(" .,") if last + 1 < len(block) else ""
    whole = f"{town} {below}"
    listed = whole.casefold() in (name.casefold() for name in towns_of(code))
    return whole if listed or re.match(r"^(?:nad|pod|koło|k\.) [A-ZŁŚŻ]", below) else town


def _street(block: Sequence[TextLine], place: int, before: str) -> tuple[str, int]:
    """Return street and number, and the line they begin on."""
    if before:
        return _street_part(before), place
    above = block[place - 1].text if place else ""
    if place > 1 and _HOUSE_ALONE.match(above) and is_street_name(block[place - 2].text):
        return f"{without_label(block[place - 2].text)} {above.strip(' ,')}", place - 2
    if above and is_street(above):
        # A narrow column may have cut "ul. Kard. Stefana / Wyszyńskiego 50B".
        start = block[place - 2].text if place > 1 and not is_street_name(above) else ""
        if is_street_name(start) and not _HOUSE.search(start):
            return f"{without_label(start)} {_street_part(above)}", place - 2
        return _street_part(above), place - 1
    return "", place


def _street_part(text: str) -> str:
    """Drop a name that stands before the street on the same line."""
    parts = [part.strip() for part in re.split(r"[,|·;]\s", without_label(text))]
    start = next((number for number, part in enumerate(parts) if _STREET_WORD.match(part)), None)
    if start is None:
        start = next((number for number, part in enumerate(parts) if is_street(part)), 0)
    return without_label(", ".join(parts[start:]))


def _abroad(block: Sequence[TextLine], place: int, match: re.Match[str]) -> Iterator[Address]:
    before = block[place].text[: match.start()].strip(" ,;")
    above = block[place - 1].text if place else ""
    street = before or (above if _HOUSE.search(above) or _NUMBER_FIRST.match(above) else "")
    if not street:
        return
    value, last = f"{without_label(street)}, {match[0].strip(' ,')}", place
    if place + 1 < len(block) and _COUNTRIES.match(block[place + 1].text.strip()):
        value, last = f"{value}, {block[place + 1].text.strip(' .')}", place + 1
    yield Address(value, place if before else place - 1, last)


def is_street(text: str) -> bool:
    bare = without_label(text)
    if _STREET_WORD.match(bare) or _NUMBER_FIRST.match(bare):
        return True
    # A village has no streets: "Wólka 12". "Przedszkole nr 5" is no address.
    house = _HOUSE.search(bare)
    return bool(
        house and bare[:1].isupper() and len(bare[: house.start()].split()) <= 3 and " nr " not in bare
    )


def is_street_name(text: str) -> bool:
    """Say whether a street begins here, its number perhaps on the next line."""
    return bool(_STREET_WORD.match(without_label(text)))


def without_label(text: str) -> str:
    bare = _LABEL.sub("", text.strip(" ,;")).strip(" ,;|·")
    bare = _MISREAD_STREET.sub("ul. ", bare)
    # Street names begin with a capital, whatever size the letter seemed to have.
    return _STREET_NAME.sub(lambda match: match[1] + match[2].upper(), bare)
