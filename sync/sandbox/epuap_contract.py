"""What the contract allows in a request: ePUAP's own WSDL and XSD where they are at hand, and always this summary."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

OBI = "http://wsdl.epuap.gov.pl/obiekty/"
EXT = "http://wsdl.epuap.gov.pl/obiekty/ext/"
REPO = "http://wsdl.epuap.gov.pl/filerepocore/"
_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_WSDL_SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
_XSD = "http://www.w3.org/2001/XMLSchema"


class Malformed(Exception):  # noqa: N818  an answer on its way out, not an error
    """What in a request breaks the contract."""


@dataclass(frozen=True)
class Call:
    """An operation: which header blocks it may have in which order (`?`: may be left out), and its body."""

    service: str
    name: str
    action: str
    headers: tuple[str, ...]
    body: str
    children: tuple[str, ...] = ()


_ADDRESSED = ("IdentyfikatorPodmiotu", "AdresSkrytki", "AdresOdpowiedzi")
_FILE = ("nazwaPliku", "typPliku?", "zawartosc")
_QUESTION = ("podmiot", "nazwaSkrytki", "adresSkrytki")
_WS = "http://ws.epuap.gov.pl/"

CALLS: tuple[Call, ...] = (
    Call(
        "skrytka",
        "nadaj",
        f"{_WS}skrytka/nadaj",
        (*_ADDRESSED, "CzyProbne", "DaneDodatkowe?"),
        f"{{{OBI}}}Dokument",
        _FILE,
    ),
    Call(
        "skrytka",
        "nadajAny",
        f"{_WS}skrytka/nadajAny",
        (*_ADDRESSED, "CzyProbne", "DaneDodatkowe?", "NazwaPliku"),
        f"{{{EXT}}}Dokument",
    ),
    Call(
        "doreczyciel",
        "dorecz",
        f"{_WS}doreczyciel/dorecz",
        (
            *_ADDRESSED,
            "TerminDoreczenia",
            "CzyProbne",
            "IdentyfikatorDokumentu",
            "IdentyfikatorSprawy",
            "DaneDodatkowe?",
            "UPD?",
        ),
        f"{{{OBI}}}Dokument",
        _FILE,
    ),
    Call(
        "pull",
        "oczekujaceDokumenty",
        f"{_WS}pull/oczekujaceDokumenty",
        (),
        f"{{{OBI}}}ZapytaniePullOczekujace",
        _QUESTION,
    ),
    Call(
        "pull",
        "pobierzNastepny",
        f"{_WS}pull/pobierzNastepny",
        (),
        f"{{{OBI}}}ZapytaniePullPobierz",
        _QUESTION,
    ),
    Call(
        "pull",
        "potwierdzOdebranie",
        f"{_WS}pull/potwierdzOdebranie",
        (),
        f"{{{OBI}}}ZapytaniePullPotwierdz",
        (*_QUESTION, "skrot"),
    ),
    Call(
        "filerepo",
        "uploadFile",
        "",
        (),
        f"{{{REPO}}}UploadFileParam",
        ("file", "filename", "mimeType", "encoding?", "subject"),
    ),
    Call("filerepo", "downloadFile", "", (), f"{{{REPO}}}DownloadFileParam", ("fileId", "subject")),
)


def find_call(service: str, action: str, body: etree._Element) -> Call:
    """Answer the operation that a request means."""
    for call in CALLS:
        if (call.service, call.action, call.body) == (service, action, body.tag):
            return call
    raise Malformed(f"no operation of {service} has this SOAPAction and body")


def check_shape(call: Call, headers: Sequence[etree._Element], body: etree._Element) -> None:
    """Compare a request with the summary: names, order, and children without a namespace."""
    _check_names([f"{{{OBI}}}{name}" for name in call.headers], [_tag(one) for one in headers], "headers")
    if call.children:
        _check_names(list(call.children), [_tag(one) for one in body], "the body's children")
    subject = [one for one in headers if one.tag == f"{{{OBI}}}IdentyfikatorPodmiotu"]
    if any(len(one.text or "") > 100 for one in subject):
        raise Malformed("IdentyfikatorPodmiotu is longer than 100 characters")
    for one in headers:
        if one.tag == f"{{{OBI}}}CzyProbne" and one.text not in ("true", "false", "1", "0"):
            raise Malformed("CzyProbne is not a boolean")


def decoded(text: str | None) -> bytes:
    """Decode base64 strictly."""
    try:
        return base64.b64decode("".join((text or "").split()), validate=True)
    except (ValueError, binascii.Error) as broken:
        raise Malformed("not base64") from broken


class OfficialContract:
    """ePUAP's own files: each block of a request is validated against the schema, and its place by the WSDL."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError or lxml's errors when the files are not there or are not what they should be."""
        self._schemas = {
            namespace: etree.XMLSchema(etree.parse(folder / name))
            for namespace, name in (
                (OBI, "obiektypk.xsd"),
                (EXT, "obiektyExt.xsd"),
                (REPO, "filerepocore.xsd"),
            )
        }
        self._operations: dict[tuple[str, str], tuple[list[str], str]] = {}
        for service in ("skrytka", "doreczyciel", "pull", "filerepo"):
            self._read(etree.parse(folder / f"{service}.wsdl").getroot(), service)

    def check(self, call: Call, headers: Sequence[etree._Element], body: etree._Element) -> None:
        """Raises Malformed where a request is not what the files say."""
        parts, body_name = self._operations[(call.service, call.name)]
        if body.tag != body_name:
            raise Malformed(f"{call.name} takes {body_name}")
        for one in [*headers, body]:
            tag = _tag(one)
            if one is not body and tag not in parts:
                raise Malformed(f"{tag} is no header of {call.name}")
            alone = etree.fromstring(etree.tostring(one, with_tail=False), etree.XMLParser(huge_tree=True))
            schema = self._schemas[etree.QName(tag).namespace or ""]
            if not schema.validate(alone):
                # The schema's own words may quote a value, which may be a person's.
                raise Malformed(f"{tag} is not what the schema says, line {schema.error_log[0].line}")

    def _read(self, root: etree._Element, service: str) -> None:
        messages = {
            message.get("name"): {
                part.get("name"): _qualified(part, part.get("element") or "")
                for part in message.findall(f"{{{_WSDL}}}part")
            }
            for message in root.findall(f"{{{_WSDL}}}message")
        }
        inputs = {}
        for operation in root.findall(f"{{{_WSDL}}}portType/{{{_WSDL}}}operation"):
            for given in operation.findall(f"{{{_WSDL}}}input"):
                inputs[operation.get("name")] = (given.get("message") or "").rpartition(":")[2]
        for operation in root.findall(f"{{{_WSDL}}}binding/{{{_WSDL}}}operation"):
            name = operation.get("name") or ""
            parts = messages[inputs[name]]
            headers = [
                one.get("part") for one in operation.iterfind(f"{{{_WSDL}}}input/{{{_WSDL_SOAP}}}header")
            ]
            body = [element for part, element in parts.items() if part not in headers]
            self._operations[(service, name)] = ([parts[part] for part in headers], body[0])


def _qualified(node: etree._Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{node.nsmap[prefix or None]}}}{local}"


def _check_names(expected: list[str], found: list[str], where: str) -> None:
    left = list(found)
    for name in expected:
        is_optional = name.endswith("?")
        if left and left[0] == name.removesuffix("?"):
            left.pop(0)
        elif not is_optional:
            raise Malformed(f"{where}: {name} is missing or out of order")
    if left:
        raise Malformed(f"{where}: {left[0]} does not belong there")


def _tag(node: etree._Element) -> str:
    return str(node.tag)
