"""Tells the sender from the recipient by where their blocks stand and what is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.addresses import find_address, is_street
from ocr.dates import find_dates
from ocr.layout import Block, Layout, TextLine
from ocr.proposal import Proposal, propose

# Words with which the name of an authority or an institution begins.
_AUTHORITY_STEMS = (
    "Urząd Urzędu Wójt Burmistrz Prezydent Starost Marszał Wojewod Wojewódz Zarząd Rad[ay]\\b Sejmik Dyrek Samorządow "
    "Kolegium Krajow Miejsk Gminn Powiatow Rejonow Okręgow Regionaln Główn Generaln Państwow Sąd Prokuratu Komend "
    "Inspek Ośrod Centrum Agencj Izb[ay]\\b Kas[ay]\\b Zakład Minist Naczeln Kierown Przewodnicz Szkoł Przedszkol "
    "Spółdziel Departament Biuro Oddział Wody\\b Lasy Nadleśnict Kancelari Rektor Fundacj Policj Poczta"
)
AUTHORITY = re.compile(rf"^(?:Sz\.? ?P\.?\s+)?(?:{'|'.join(_AUTHORITY_STEMS.split())})")
PERSON_OPENING = re.compile(
    r"^(?:Szanown\w+\s+)?(?:Pan|Pani|Państwo)\b\.?$|^(?:Sz\.?\s?P\.?|Pan|Pani)\s+[A-ZŁŚŻ]"
)
UNIT = re.compile(
    r"^(?:Wydział|Oddział|Biuro|Departament|Referat|Delegatura|Filia|Dział|Sekretariat|Kancelaria|Zespół|"
    r"Inspektorat|Stanowisko|Punkt|Sekcja|Placówka|Jednostka)\b"
)
VIA = re.compile(r"za pośrednictwem|za pośr", re.IGNORECASE)
_OWN_DETAILS = re.compile(
    r"PESEL|NIP|REGON|KRS|e-?mail|@|\btel\b|telefon|\bkom\.|legitymując|nr dowodu|zam\.", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"^(?:znak|dotyczy|dot\.|nasz znak|wasz znak|l\.?\s?dz|data|wniosek|pismo|strona|nadawca|adresat|"
    r"wnioskodawca|do)\b[:.]?",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"sp\. z o|S\.A\.|spółk|stowarzysz|fundacj|firma|zakład|przedsiębior", re.IGNORECASE
)
_NAME_LABEL = re.compile(r"^(?:nadawca|wnioskodawca|od|adresat|imię i nazwisko|do)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parties:
    sender: Block
    recipient: Block


def find_parties(layout: Layout) -> Parties:
    """Return the block of each; an empty block for one that isn't there."""
    addressed = [block for block in map(_from_name_on, layout.header) if block and _names_somebody(block)]
    sender = _sender(addressed)
    recipient = _recipient([block for block in addressed if block is not sender], layout)
    return Parties(sender, recipient)


def _from_name_on(block: Block) -> Block:
    """Drop what stands close above the name: the date, a case mark."""
    start = next((place for place, line in enumerate(block) if not _is_preamble(line)), len(block))
    return block[start:]


def _is_preamble(line: TextLine) -> bool:
    return bool(find_dates(line.text) or (_NO_NAME.match(line.text) and not _NAME_LABEL.match(line.text)))


def _names_somebody(block: Block) -> bool:
    return find_address(block) is not None or _opens_like_recipient(block) or bool(_own(block))


def _opens_like_recipient(block: Block) -> bool:
    return bool(AUTHORITY.match(block[0].text) or PERSON_OPENING.match(block[0].text))


def _own(block: Block) -> bool:
    return any(_OWN_DETAILS.search(line.text) for line in block)


def _sender(blocks: Sequence[Block]) -> Block:
    """The sender comes first, and gives details that nobody gives of an addressee."""
    for block in blocks[:2]:
        if _own(block) or not _opens_like_recipient(block):
            return block
    # Two offices writing to each other: the letterhead stands above.
    return blocks[0] if len(blocks) > 1 and find_address(blocks[0]) else ()


def _recipient(blocks: Sequence[Block], layout: Layout) -> Block:
    opening = [block for block in blocks if _opens_like_recipient(block)]
    if opening:
        return opening[0]
    right = [block for block in blocks if block[0].box.x > 0.4 * layout.width_px]
    return right[0] if right else ()


def sender_name(block: Block) -> Proposal | None:
    lines = _name_lines(block)
    if not lines:
        return None
    value = _NAME_LABEL.sub("", " ".join(line.text for line in lines)).strip(" ,;")
    return propose(value[:1].upper() + value[1:], lines, rule=0.96 if find_address(block) else 0.8)


def sender_address(block: Block) -> Proposal | None:
    address = find_address(block)
    if address is None:
        return None
    whole = "," in address.value
    return propose(address.value, block[address.first : address.last + 1], rule=0.96 if whole else 0.6)


def recipient_name(block: Block) -> Proposal | None:
    """Return the first-named authority, without its department and without the office it goes through."""
    lines = _name_lines(block)
    if not lines:
        return None
    value = _NAME_LABEL.sub("", " ".join(line.text for line in lines)).strip(" ,;")
    return propose(value, lines, rule=0.95 if _opens_like_recipient(block) else 0.7)


def _name_lines(block: Block) -> list[TextLine]:
    """Return the lines of the name: from the first one down to the address, a department or another detail."""
    lines: list[TextLine] = []
    for line in block:
        if _ends_name(line):
            if lines:
                break
            continue
        if lines and not _continues_name(lines[-1], line):
            break
        lines.append(line)
    return lines


def _ends_name(line: TextLine) -> bool:
    return bool(
        VIA.search(line.text)
        or UNIT.match(line.text)
        or is_street(line.text)
        or find_address([line])
        or find_dates(line.text)
        or _OWN_DETAILS.search(line.text)
        or _NO_NAME.match(line.text)
    ) and not _NAME_LABEL.match(line.text)


def _continues_name(above: TextLine, line: TextLine) -> bool:
    """An institution's name takes as many lines as it needs; a person's ends with its line, unless cut."""
    if AUTHORITY.match(above.text) or _ORGANISATION.search(above.text):
        return not PERSON_OPENING.match(line.text)
    return bool(
        line.text[:1].islower()
        or line.text[:1] in '„"«('
        or PERSON_OPENING.match(above.text)
        or above.text.endswith("-")
    )
