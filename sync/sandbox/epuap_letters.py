"""Which letters the ePUAP sandbox takes: sealed documents of the two templates of the general letter."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from sync.sandbox.epuap_contract import Malformed, decoded
from sync.sandbox.epuap_security import Unacceptable, check_document

_TEMPLATES = {
    "http://crd.gov.pl/wzor/2017/10/24/4566/": False,
    "http://crd.gov.pl/wzor/2013/12/12/1410/": True,
}
"""Namespace, and whether the template puts the document's name at its head."""

_CRD = "http://crd.gov.pl/xml/schematy/"
_STR = f"{_CRD}struktura/2009/11/16/"
_META = f"{_CRD}meta/2009/11/16/"
_OSO = f"{_CRD}osoba/2009/11/16/"
_INST = f"{_CRD}instytucja/2009/11/16/"
_ADR = f"{_CRD}adres/2009/11/09/"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_POST_CODE = re.compile(r"\d{2}-\d{3}\Z")
_KNOWN_ADDRESS = ("KodPocztowy", "Poczta", "Miejscowosc", "Ulica", "Budynek", "Lokal")
_KNOWN_CONTACT = ("Telefon", "Faks", "Email")


@dataclass(frozen=True)
class Letter:
    """What the sandbox remembers of a letter."""

    correlation: str
    attachments: dict[str, bytes]


FindFile = Callable[[str], bytes | None]


def read_document(
    data: bytes, now: datetime, seals: frozenset[bytes], find_file: FindFile, *, is_bare: bool = False
) -> Letter:
    """Accept a letter or raise Malformed; `is_bare` for one that travelled inside another document."""
    if b"<!DOCTYPE" in data:
        raise Malformed("a document type")
    try:
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except etree.XMLSyntaxError as broken:
        raise Malformed("the document is not XML") from broken
    name = etree.QName(str(root.tag))
    namespace = name.namespace or ""
    if name.localname != "Dokument" or namespace not in _TEMPLATES:
        raise Malformed("the document is of no template that this inbox takes")
    if not is_bare:
        _check_style(root, namespace)
    expected = [f"{{{namespace}}}{part}" for part in ("OpisDokumentu", "DaneDokumentu", "TrescDokumentu")]
    if [str(one.tag) for one in root] != [*expected, f"{{{_DS}}}Signature"]:
        raise Malformed("the document's parts are not those of its template")
    try:
        check_document(root, now, seals)
    except Unacceptable as why:
        raise Malformed(f"signature: {why}") from why
    description, about, content = root[0], root[1], root[2]
    _check_about(about, has_title=_TEMPLATES[namespace])
    _check_content(content, namespace)
    correlation = description.findtext(f"{{{_STR}}}CID") or ""
    if not _TEMPLATES[namespace] and not correlation:
        raise Malformed("CID is missing")
    return Letter(correlation, _attachments(content, find_file))


def _check_style(root: etree._Element, namespace: str) -> None:
    before = root.getprevious()
    if (
        before is None
        or not isinstance(before, etree._ProcessingInstruction)
        or before.target != "xml-stylesheet"
    ):
        raise Malformed("no reference to the stylesheet")
    if f'href="{namespace}styl.xsl"' not in (before.text or ""):
        raise Malformed("another template's stylesheet")


def _check_about(about: etree._Element, *, has_title: bool) -> None:
    expected = [f"{{{_META}}}Data", f"{{{_STR}}}Adresaci", f"{{{_STR}}}Nadawcy"]
    if has_title:
        expected.insert(0, f"{{{_STR}}}Naglowek")
    if [str(one.tag) for one in about] != expected:
        raise Malformed("DaneDokumentu is not in order")
    date = about.find(f"{{{_META}}}Data")
    day = about.findtext(f"{{{_META}}}Data/{{{_META}}}Czas") or ""
    if date is None or date.get("typDaty") != "stworzony" or not _DAY.match(day):
        raise Malformed("the date is not one")
    for group in ("Adresaci", "Nadawcy"):
        parties = about.findall(f"{{{_STR}}}{group}/{{{_META}}}Podmiot")
        if not parties:
            raise Malformed(f"{group}: nobody")
        for party in parties:
            _check_party(party)


def _check_party(party: etree._Element) -> None:
    if len(party) != 1:
        raise Malformed("Podmiot is not one person or institution")
    who = party[0]
    if who.tag == f"{{{_OSO}}}Osoba":
        _in_order(who, [f"{{{_OSO}}}{name}" for name in ("IdOsoby?", "Nazwisko", "Imie")])
    elif who.tag == f"{{{_INST}}}Instytucja":
        _in_order(who, [f"{{{_INST}}}NazwaInstytucji"])
    else:
        raise Malformed("Podmiot is neither a person nor an institution")
    code = who.findtext(f"{{{_ADR}}}Adres/{{{_ADR}}}KodPocztowy")
    if code is not None and not _POST_CODE.match(code):
        raise Malformed("KodPocztowy is none")


def _in_order(who: etree._Element, names: list[str]) -> None:
    left = [str(one.tag) for one in who]
    for name in (*names, f"{{{_ADR}}}Adres?", f"{{{_ADR}}}Kontakt?"):
        if left and left[0] == name.removesuffix("?"):
            left.pop(0)
        elif not name.endswith("?"):
            raise Malformed("a party's fields are not in order")
    if left:
        raise Malformed("a party has a field that is not known")
    for group, known in (("Adres", _KNOWN_ADDRESS), ("Kontakt", _KNOWN_CONTACT)):
        found = [etree.QName(str(one.tag)).localname for one in who.findall(f"{{{_ADR}}}{group}/*")]
        if found != [name for name in known if name in found] or (
            who.find(f"{{{_ADR}}}{group}") is not None
        ) != bool(found):
            raise Malformed(f"{group} is not in order")


def _check_content(content: etree._Element, namespace: str) -> None:
    if (content.get("format"), content.get("kodowanie")) != ("text/xml", "XML"):
        raise Malformed("TrescDokumentu is of another format")
    names = ["MiejscowoscDokumentu", "Tytul", "RodzajWnioskuRozszerzony", "Informacje"]
    found = [str(one.tag) for one in content if one.tag != f"{{{_STR}}}Zalaczniki"]
    if found != [f"{{{namespace}}}{name}" for name in names]:
        raise Malformed("TrescDokumentu is not in order")
    if not (content.findtext(f"{{{namespace}}}Tytul") or "").strip():
        raise Malformed("no title")
    kind = content.find(f"{{{namespace}}}RodzajWnioskuRozszerzony")
    if kind is None or (kind.get("rodzaj") == "inne pismo" and not kind.get("jakiInny")):
        raise Malformed("the kind of letter is not told")


def _attachments(content: etree._Element, find_file: FindFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in content.findall(f"{{{_STR}}}Zalaczniki/{{{_STR}}}Zalacznik"):
        name, encoding = one.get("nazwaPliku") or "", one.get("kodowanie")
        text = one.findtext(f"{{{_STR}}}DaneZalacznika") or ""
        if not name or name in found or not one.get("format"):
            raise Malformed("an attachment lacks its name or format, or has another's name")
        if encoding == "base64":
            found[name] = decoded(text)
        elif encoding == "URI":
            file = find_file(text.strip())
            if file is None:
                raise Malformed("an attachment leads to no file")
            found[name] = file
        else:
            raise Malformed("an attachment is encoded in a way that is not known")
    return found
