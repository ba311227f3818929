"""EZD signs no receipt: what proves a delivery is the record of what EZD answered, and that it can be asked again.

The record is XML in the namespace `urn:urzedomat:ezd-record:1`, root `ZapisPrzyjeciaEZD`. It is not signed by EZD,
and says so. Everything in it can be checked by looking the register number, or the receipt's number, up in EZD.
It holds no personal data.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from sync.faults import Refused, SyncFault
from sync.safexml import parse_xml

NAMESPACE = "urn:urzedomat:ezd-record:1"
ROOT = f"{{{NAMESPACE}}}ZapisPrzyjeciaEZD"
NOTE = (
    "Zapis odpowiedzi systemu EZD urzędu, sporządzony przez urzędomat. Nie jest podpisany przez EZD. "
    "Można go sprawdzić w EZD po numerze z rejestru albo po numerze z potwierdzenia."
)

_TEXTS = (
    ("System", "system"),
    ("Adres", "address"),
    ("IdentyfikatorZlozenia", "submission_id"),
    ("Numer", "number"),
    ("SkrotSHA256", "package_sha256"),
    ("Rozmiar", "package_bytes"),
    ("SkrotPismaSHA256", "letter_sha256"),
    ("NumerRejestru", "register_number"),
    ("DataRejestracji", "registered_at"),
)


@dataclass(frozen=True)
class EzdRecord:
    """What EZD answered about one package."""

    system: str
    address: str
    submission_id: str
    number: str
    package_sha256: str
    package_bytes: str
    letter_sha256: str
    register_number: str
    registered_at: str
    ids: Mapping[str, str] = field(default_factory=dict)
    """EZD's identifiers of what was made there."""
    times: Mapping[str, str] = field(default_factory=dict)
    """When EZD had answered each step, by this machine's clock."""
    looked_up: str = ""
    """How the entry was found in EZD afterwards."""
    looked_up_at: str = ""


def write_record(record: EzdRecord) -> bytes:
    """Write the record; the same facts always give the same bytes."""
    root = etree.Element(ROOT, nsmap={None: NAMESPACE})
    _put(root, "Uwaga", NOTE)
    for name, attribute in _TEXTS:
        _put(root, name, getattr(record, attribute))
    ids = _put(root, "Identyfikatory")
    for name, value in sorted(record.ids.items()):
        _put(ids, "Identyfikator", value, nazwa=name)
    times = _put(root, "Kroki")
    for name, value in sorted(record.times.items(), key=lambda item: (item[1], item[0])):
        _put(times, "Krok", value, nazwa=name)
    _put(root, "Sprawdzenie", record.looked_up_at, sposob=record.looked_up)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read_record(xml: bytes) -> EzdRecord | Refused[SyncFault]:
    """Read a record; nothing is judged but its form."""
    root = parse_xml(xml)
    if isinstance(root, Refused):
        return Refused(SyncFault.PROOF_MALFORMED, root.detail)
    if root.tag != ROOT:
        return Refused(SyncFault.PROOF_MALFORMED, "not a record of EZD's answers")
    texts = {attribute: root.findtext(_tag(name)) or "" for name, attribute in _TEXTS}
    missing = [name for name, attribute in _TEXTS if not texts[attribute]]
    check = root.find(_tag("Sprawdzenie"))
    if missing or check is None:
        return Refused(SyncFault.PROOF_MALFORMED, f"missing: {', '.join(missing) or 'Sprawdzenie'}")
    return EzdRecord(
        **texts,
        ids=_named(root, "Identyfikatory/Identyfikator"),
        times=_named(root, "Kroki/Krok"),
        looked_up=check.get("sposob") or "",
        looked_up_at=check.text or "",
    )


def _named(root: etree._Element, path: str) -> dict[str, str]:
    found = root.findall("/".join(_tag(step) for step in path.split("/")))
    return {element.get("nazwa") or "": element.text or "" for element in found}


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _put(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _tag(name), attributes)
    element.text = text
    return element
