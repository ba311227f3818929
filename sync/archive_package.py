"""A letter as the state archives' package, which every EZD of an office can read: `dokumenty/`, `metadane/`, `sprawy/`.

A plain ZIP. Each file of `dokumenty/` has its description, Metadane 1.7, under the same name and `.xml` in `metadane/`;
a letter in a known case brings a description of the case in `sprawy/`. The sealed package itself travels along as a
document, since it alone proves that nothing was changed since the kiosk.
"""

import copy
import io
import re
import stat
import zipfile
from collections.abc import Mapping
from datetime import UTC

from lxml import etree

from sync.container import METADATA, Contents
from sync.manifest import CONTAINER_TYPE
from sync.metadata import NAMESPACE
from sync.safexml import parse_xml
from sync.submission import LETTER, DocumentRole, sha256_hex

MEDIA_TYPE = "application/zip"

_UNSAFE_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_HASH = "Urzedomat.SkrotSHA256"


def write_archive_package(contents: Contents, sealed: bytes) -> bytes:
    """Write the package; the same contents always give the same bytes.

    Raises ValueError when the description of the letter is not XML: the kiosk wrote it itself.
    """
    described = parse_xml(contents.parts[METADATA])
    if not isinstance(described, etree._Element):
        raise ValueError("metadata.xml of a package of our own can't be read")
    number = contents.record.number
    files: dict[str, bytes] = {}
    _add(files, f"{number}.pdf", contents.parts[LETTER], _written(described))
    for document in contents.record.documents:
        if document.role is DocumentRole.ATTACHMENT:
            name = f"{number}-{_UNSAFE_IN_NAMES.sub('_', document.name)}"
            data = contents.parts[document.name]
            _add(files, name, data, _description(described, document.name, document.media_type, data))
    _add(
        files,
        f"{number}.asice",
        sealed,
        _description(described, "Pakiet z pieczęcią kiosku", CONTAINER_TYPE, sealed),
    )
    mark = contents.record.case_number.strip()
    if mark:
        files[f"sprawy/{_UNSAFE_IN_NAMES.sub('_', mark)}.xml"] = _case(described, mark)
    return _zip(files, contents)


def _add(files: dict[str, bytes], name: str, data: bytes, description: bytes) -> None:
    files[f"dokumenty/{name}"] = data
    files[f"metadane/{name}.xml"] = description


def _description(letter: etree._Element, title: str, media_type: str, data: bytes) -> bytes:
    """Describe another file of the same letter: what is said about sender, dates and case holds for it too."""
    root = copy.deepcopy(letter)
    kind = root.find(_tag("format"))
    if kind is not None:
        for element in list(kind):
            kind.remove(element)
        _put(kind, "typ", media_type)
        _put(kind, "wielkosc", str(len(data)), jednostka="bajt")
    for identifier in root.findall(_tag("identyfikator")):
        if identifier.findtext(_tag("typ")) == _HASH:
            _set(identifier, "wartosc", sha256_hex(data))
    for name in root.iter(_tag("oryginalny")):
        name.text = f"{name.text or ''}: {title}"
    return _written(root)


def _case(letter: etree._Element, mark: str) -> bytes:
    """Describe the case as far as the kiosk knows it: its mark, and this letter's date of receipt."""
    root = etree.Element(_tag("dokument"), nsmap={None: NAMESPACE})
    received = next(
        (
            date.findtext(_tag("czas"))
            for date in letter.findall(_tag("data"))
            if date.findtext(_tag("typ")) == "otrzymany"
        ),
        None,
    )
    date = _put(root, "data")
    _put(date, "typ", "otrzymany")
    _put(date, "czas", received or "")
    _put(_put(root, "dostep"), "dostepnosc", "metadane")
    _put(_put(root, "format"), "typ", "text/xml")
    identifier = _put(root, "identyfikator")
    _put(identifier, "typ", "znak sprawy")
    _put(identifier, "wartosc", mark)
    _put(root, "jezyk", kod="pol")
    root.extend(copy.deepcopy(creator) for creator in letter.findall(_tag("tworca")))
    kind = _put(root, "typ")
    _put(kind, "kategoria", "Collection")
    _put(kind, "rodzaj", "Sprawa")
    _put(_put(root, "tytul"), "oryginalny", f"Sprawa {mark}", jezyk="pol")
    return _written(root)


def _zip(files: Mapping[str, bytes], contents: Contents) -> bytes:
    packed = io.BytesIO()
    at = contents.record.sealed.at.astimezone(UTC)
    stamp = (min(max(at.year, 1980), 2107), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, stamp)
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".xml") else zipfile.ZIP_STORED
            archive.writestr(entry, files[name])
    return packed.getvalue()


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _set(parent: etree._Element, name: str, text: str) -> None:
    element = parent.find(_tag(name))
    if element is not None:
        element.text = text


def _put(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name), attributes)
    element.text = text
    return element
