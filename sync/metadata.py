"""The archive wants every document described in Metadane 1.7, so the package brings that description along.

Element order is fixed by `Metadane-1.7.xsd` (namespace http://www.mswia.gov.pl/standardy/ndap). Live systems
read leniently; we write strictly.
"""

import re
from datetime import datetime

from lxml import etree

from sync.postal import split_address
from sync.submission import LETTER, Party, PartyKind, Submission, sha256_hex

NAMESPACE = "http://www.mswia.gov.pl/standardy/ndap"

_NOT_GIVEN = "nie podano"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISO_639_2 = {"pl": "pol", "en": "eng", "uk": "ukr", "de": "ger"}


def build_metadata(submission: Submission) -> bytes:
    """Describe the submission in the schema's strict order."""
    root = etree.Element(f"{{{NAMESPACE}}}dokument", nsmap={None: NAMESPACE})
    _recipient(root, submission)
    _dates(root, submission)
    _put(_put(root, "dostep"), "dostepnosc", "metadane")
    _format(root, submission)
    _grouping(root, submission)
    _identifiers(root, submission)
    _put(root, "jezyk", kod=_ISO_639_2.get(submission.language, "pol"))
    _put(root, "opis", _account(submission))
    _creator(root, submission)
    kind = _put(root, "typ")
    _put(kind, "kategoria", "Text")
    _put(kind, "rodzaj", "Pismo")
    _put(
        _put(root, "tytul"),
        "oryginalny",
        _title(submission),
        jezyk=_ISO_639_2.get(submission.language, "pol"),
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _recipient(root: etree._Element, submission: Submission) -> None:
    recipient = _put(root, "odbiorca")
    _party(recipient, submission.recipient)
    _put(recipient, "rodzaj", "glowny")


def _dates(root: etree._Element, submission: Submission) -> None:
    if submission.letter_date is not None:
        created = _put(root, "data")
        _put(created, "typ", "stworzony")
        _put(created, "czas", submission.letter_date.isoformat())
    received = _put(root, "data")
    _put(received, "typ", "otrzymany")
    _put(received, "czas", _moment(submission.sealed.at))


def _format(root: etree._Element, submission: Submission) -> None:
    letter = _letter(submission)
    kind = _put(root, "format")
    _put(kind, "typ", "application/pdf")
    _put(kind, "specyfikacja", "PDF/A-2b")
    _put(kind, "wielkosc", str(len(letter)), jednostka="bajt")


def _grouping(root: etree._Element, submission: Submission) -> None:
    if not submission.case_number.strip():
        return
    group = _put(root, "grupowanie")
    _put(group, "typ", "znak sprawy")
    _put(group, "kod", submission.case_number)
    _put(group, "opis", _title(submission))


def _identifiers(root: etree._Element, submission: Submission) -> None:
    identifiers = (
        ("Urzedomat.IdZlozenia", submission.submission_id),
        ("Urzedomat.Numer", submission.number),
        ("Urzedomat.Kiosk", submission.kiosk.kiosk_id),
        ("Urzedomat.SkrotSHA256", sha256_hex(_letter(submission))),
    )
    for kind, value in identifiers:
        identifier = _put(root, "identyfikator")
        _put(identifier, "typ", kind)
        _put(identifier, "wartosc", value)


def _creator(root: etree._Element, submission: Submission) -> None:
    creator = _put(root, "tworca")
    _put(creator, "funkcja", "stworzyl")
    _party(creator, submission.sender)


def _party(parent: etree._Element, party: Party) -> None:
    subject = _put(parent, "podmiot")
    if party.kind is PartyKind.INSTITUTION:
        who = _put(subject, "instytucja")
        _put(who, "nazwa", party.name.strip() or _NOT_GIVEN)
    else:
        who = _put(subject, "osoba")
        if party.pesel:
            _put(who, "id", party.pesel, typ="PESEL")
        first_names, _, surname = party.name.strip().rpartition(" ")
        _put(who, "nazwisko", surname or _NOT_GIVEN)
        if first_names:
            _put(who, "imie", first_names)
    _address(who, party.address.strip())
    for kind, value in (("telefon", party.phone), ("email", party.email)):
        if value.strip():
            _put(who, "kontakt", value, typ=kind)


def _address(who: etree._Element, text: str) -> None:
    if not text:
        return
    address = _put(who, "adres")
    parts = split_address(text)
    if parts is None:  # the schema demands a town: keep what was written, whole, as a remark
        _put(address, "miejscowosc", _NOT_GIVEN)
        _put(address, "uwagi", text)
    else:
        _put(address, "kod", parts.postcode)
        _put(address, "miejscowosc", parts.town)
        for name, value in (("ulica", parts.street), ("budynek", parts.house), ("lokal", parts.flat)):
            if value:
                _put(address, name, value)
    _put(address, "kraj", "PL")


def _account(submission: Submission) -> str:
    account, sealed = submission.account, submission.sealed
    return (
        f"Pismo papierowe zdigitalizowane w kiosku {submission.kiosk.kiosk_id}. "
        f"Kartki: {account.sheets_in}, zeskanowane strony: {account.sides_scanned}, "
        f"w dokumencie: {account.pages_shown}, "
        f"puste: {account.pages_blank}, usunięte przez składającego: {account.pages_removed}. "
        f"Stan zegara: {sealed.state.value}."
    )


def _title(submission: Submission) -> str:
    return submission.subject.strip() or f"Pismo {submission.number}"


def _letter(submission: Submission) -> bytes:
    return next(document.data for document in submission.documents if document.name == LETTER)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _put(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    if text is not None:
        element.text = _NOT_IN_XML.sub("", text)
    return element
