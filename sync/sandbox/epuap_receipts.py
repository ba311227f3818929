"""The receipts that the ePUAP sandbox issues: UPP for a letter in an inbox, UPD for a person who was served."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree

from sync.sandbox.epuap_keys import Credential
from sync.sandbox.epuap_security import seal_receipt

_WARSAW = ZoneInfo("Europe/Warsaw")
_UPO = "http://crd.gov.pl/xml/schematy/UPO/2008/05/09/"


@dataclass(frozen=True)
class Event:
    """What is confirmed."""

    receipt_id: str
    document_id: str
    recipient: str
    sender: str
    at: datetime
    case_id: str = ""


def issue_upp(event: Event, signer: Credential) -> bytes:
    """Confirm that an office was served."""
    root, body = _begin("UPP")
    _put(body, "IdentyfikatorPoswiadczenia", event.receipt_id)
    _put_party(body, "Adresat", event.recipient)
    _put_party(body, "Nadawca", event.sender)
    _put(body, "DataDoreczenia", _time(event.at))
    _put(body, "DataWytworzeniaPoswiadczenia", _time(event.at))
    _put(body, "IdentyfikatorDokumentu", event.document_id)
    note = _put(body, "InformacjaUzupelniajaca", "Poświadczenie wystawione przez piaskownicę")
    note.set("TypInformacjiUzupelniajacej", "Źródło")
    return seal_receipt(root, signer, event.receipt_id, event.at)


def issue_upd(event: Event, signer: Credential) -> bytes:
    """Confirm that a person was served."""
    root, body = _begin("UPD")
    _put(body, "IdentyfikatorPoswiadczenia", event.receipt_id)
    _put_party(body, "PodmiotWystawiajacyPoswiadczenie", event.sender)
    _put_party(body, "Adresat", event.recipient)
    _put(body, "DataOdbioru", _time(event.at))
    _put(body, "DataUtworzeniaPoswiadczenia", _time(event.at))
    _put(body, "IdentyfikatorDokumentu", event.document_id)
    _put(body, "IdentyfikatorSprawy", event.case_id)
    return seal_receipt(root, signer, event.receipt_id, event.at)


def _begin(kind: str) -> tuple[etree._Element, etree._Element]:
    root = etree.Element(f"{{{_UPO}}}Dokument", nsmap={"pos": _UPO})
    style = etree.ProcessingInstruction("xml-stylesheet", f'type="text/xsl" href="{_UPO}styl.xsl"')
    root.addprevious(style)
    return root, etree.SubElement(root, f"{{{_UPO}}}{kind}")


def _put_party(parent: etree._Element, name: str, subject: str) -> None:
    party = _put(parent, name, None)
    _put(party, "Nazwa", subject.upper())
    _put(party, "IdentyfikatorPodmiotu", subject).set("TypIdentyfikatora", "ePUAP-ID")


def _put(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_UPO}}}{name}")
    child.text = text
    return child


def _time(at: datetime) -> str:
    """The platform's receipts tell local time without a zone."""
    return at.astimezone(_WARSAW).replace(tzinfo=None).isoformat(timespec="milliseconds")
