"""The XML that ePUAP accepts: "Pismo ogólne do podmiotu publicznego", with the scanned letter as its attachment.

The kiosk writes in its own words what the document is: the digital copy of a paper letter, or a PDF that its sender
signed. The XML itself is sealed by the office in either case, never signed in the sender's name.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from lxml import etree

from sync.channels.epuap.config import Template
from sync.channels.epuap.names import ADR, INST, META, OSO, STR
from sync.postal import PostalAddress, split_address
from sync.record import SubmissionRecord
from sync.submission import Party, PartyKind

TITLE = "Pismo ogólne do podmiotu publicznego"
NOBODY = "(nie podano)"
_WARSAW = ZoneInfo("Europe/Warsaw")
_ABOUT = {Template.WZOR_4566: "Wzór pisma ogólnego"}


class Origin(StrEnum):
    """What the attached letter is, in the words that the document carries."""

    PAPER = "Odwzorowanie cyfrowe pisma papierowego złożonego w kiosku. Oryginał odebrano razem z wydrukiem numeru."
    SIGNED_PDF = (
        "Pismo papierowe odwzorowane cyfrowo w kiosku. Plik PDF podpisał wnoszący (PAdES, podpis w pliku)."
    )


@dataclass(frozen=True)
class Attachment:
    """A file of the letter: its bytes, or the address at which FileRepo gives them out."""

    name: str
    media_type: str
    about: str
    data: bytes = field(default=b"", repr=False)
    link: str = ""


@dataclass(frozen=True)
class GeneralLetter:
    """Everything that the template asks for."""

    correlation_id: str
    place: str
    day: date
    recipient: Party
    sender: Party
    title: str
    notes: Sequence[str]
    attachments: Sequence[Attachment]


def describe_letter(
    record: SubmissionRecord, origin: Origin, attachments: Sequence[Attachment], place: str
) -> GeneralLetter:
    """Put a confirmed submission into the template's terms."""
    account = record.account
    notes = [
        origin.value,
        f"Numer potwierdzenia z kiosku: {record.number}",
        f"Kartek: {account.sheets_in}, stron w pliku: {account.pages_shown}",
    ]
    if record.case_number:
        notes.append(f"Znak sprawy podany przez wnoszącego: {record.case_number}")
    if record.letter_date is not None:
        notes.append(f"Data na piśmie: {record.letter_date.isoformat()}")
    return GeneralLetter(
        correlation_id=record.submission_id,
        place=place,
        day=record.sealed.at.astimezone(_WARSAW).date(),
        recipient=record.recipient,
        sender=record.sender,
        title=record.subject or "Pismo",
        notes=notes,
        attachments=attachments,
    )


def write_letter(letter: GeneralLetter, template: Template, *, has_stylesheet: bool = True) -> etree._Element:
    """Answer the root element; its tree carries the reference to the registry's stylesheet, if it is to."""
    ns = template.namespace
    root = etree.Element(
        f"{{{ns}}}Dokument",
        nsmap={None: ns, "str": STR, "meta": META, "oso": OSO, "inst": INST, "adr": ADR},
    )
    if has_stylesheet:
        style = etree.ProcessingInstruction("xml-stylesheet", f'type="text/xsl" href="{ns}styl.xsl"')
        root.addprevious(style)
    _describe(_put(root, ns, "OpisDokumentu"), letter, template)
    _write_data(_put(root, ns, "DaneDokumentu"), letter, template)
    _write_content(_put(root, ns, "TrescDokumentu", format="text/xml", kodowanie="XML"), letter, ns)
    return root


def _describe(parent: etree._Element, letter: GeneralLetter, template: Template) -> None:
    if template is Template.WZOR_1410:
        _date(parent, "opublikowany", letter.day)
        return
    _put(parent, STR, "CID", text=letter.correlation_id)
    _put(parent, META, "OpisDokumentu", text=_ABOUT[template])


def _write_data(parent: etree._Element, letter: GeneralLetter, template: Template) -> None:
    if template is Template.WZOR_1410:
        _put(_put(parent, STR, "Naglowek"), STR, "NazwaDokumentu", text=TITLE)
    _date(parent, "stworzony", letter.day)
    _write_party(_put(_put(parent, STR, "Adresaci"), META, "Podmiot"), letter.recipient)
    _write_party(_put(_put(parent, STR, "Nadawcy"), META, "Podmiot"), letter.sender)


def _write_party(parent: etree._Element, party: Party) -> None:
    if party.kind is PartyKind.INSTITUTION:
        body = _put(parent, INST, "Instytucja")
        _put(body, INST, "NazwaInstytucji", text=party.name or NOBODY)
    else:
        body = _put(parent, OSO, "Osoba")
        given, _, family = party.name.strip().rpartition(" ")
        if party.pesel:
            _put(_put(body, OSO, "IdOsoby"), OSO, "PESEL", text=party.pesel)
        _put(body, OSO, "Nazwisko", text=family or NOBODY)
        _put(body, OSO, "Imie", text=given or NOBODY)
    _write_address(body, party)


def _write_address(parent: etree._Element, party: Party) -> None:
    at = split_address(party.address) or PostalAddress(street=party.address)
    fields = (
        ("KodPocztowy", at.postcode),
        ("Miejscowosc", at.town),
        ("Ulica", at.street),
        ("Budynek", at.house),
        ("Lokal", at.flat),
    )
    _put_known(parent, "Adres", fields)
    _put_known(parent, "Kontakt", (("Telefon", party.phone), ("Email", party.email)))


def _put_known(parent: etree._Element, name: str, fields: Sequence[tuple[str, str]]) -> None:
    known = [(field_name, value) for field_name, value in fields if value]
    if known:
        group = _put(parent, ADR, name)
        for field_name, value in known:
            _put(group, ADR, field_name, text=value)


def _write_content(parent: etree._Element, letter: GeneralLetter, ns: str) -> None:
    _put(parent, ns, "MiejscowoscDokumentu", text=letter.place)
    _put(parent, ns, "Tytul", text=letter.title)
    _put(parent, ns, "RodzajWnioskuRozszerzony", jakiInny="pismo złożone w kiosku", rodzaj="inne pismo")
    notes = _put(parent, ns, "Informacje")
    for note in letter.notes:
        _put(notes, ns, "Informacja", text=note)
    if not letter.attachments:
        return
    group = _put(parent, STR, "Zalaczniki")
    for attachment in letter.attachments:
        encoding = "URI" if attachment.link else "base64"
        one = _put(
            group,
            STR,
            "Zalacznik",
            format=attachment.media_type,
            kodowanie=encoding,
            nazwaPliku=attachment.name,
        )
        content = attachment.link or base64.b64encode(attachment.data).decode()
        _put(one, STR, "DaneZalacznika", text=content)
        _put(one, STR, "OpisZalacznika", text=attachment.about)


def _date(parent: etree._Element, kind: str, day: date) -> None:
    _put(_put(parent, META, "Data", typDaty=kind), META, "Czas", text=day.isoformat())


def _put(
    parent: etree._Element, namespace: str, name: str, *, text: str | None = None, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = None if text is None else _printable(text)
    return element


def _printable(text: str) -> str:
    """XML 1.0 has no room for control characters, which recognised text may hold."""
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))
