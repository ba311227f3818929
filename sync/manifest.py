"""The container's contents with every digest: `META-INF/ASiCManifest.xml` (EN 319 162-1, 4.4 and annex
A.4).
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from sync.faults import Refused, SealFault
from sync.safexml import parse_xml

CONTAINER_TYPE = "application/vnd.etsi.asic-e+zip"
MIMETYPE = "mimetype"
MANIFEST = "META-INF/ASiCManifest.xml"
SIGNATURE = "META-INF/signature.p7s"
PARTS_LIST = "META-INF/manifest.xml"

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


@dataclass(frozen=True)
class Part:
    """One file of the container."""

    name: str
    media_type: str
    data: bytes


def write_manifest(parts: Iterable[Part]) -> bytes:
    """List every part with its SHA-256, and name the signature that covers this list."""
    root = etree.Element(f"{{{_ASIC}}}ASiCManifest", nsmap={"asic": _ASIC, "ds": _DSIG})
    etree.SubElement(root, f"{{{_ASIC}}}SigReference", URI=SIGNATURE, MimeType="application/pkcs7-signature")
    for part in parts:
        reference = etree.SubElement(
            root, f"{{{_ASIC}}}DataObjectReference", URI=part.name, MimeType=part.media_type
        )
        etree.SubElement(reference, f"{{{_DSIG}}}DigestMethod", Algorithm=_SHA256)
        digest = etree.SubElement(reference, f"{{{_DSIG}}}DigestValue")
        digest.text = base64.b64encode(hashlib.sha256(part.data).digest()).decode()
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def read_manifest(data: bytes) -> Mapping[str, bytes] | Refused[SealFault]:
    """Answer name to SHA-256; anything but a plain list of SHA-256 digests is refused."""
    root = parse_xml(data)
    if isinstance(root, Refused):
        return root
    signatures = root.findall(f"{{{_ASIC}}}SigReference")
    if root.tag != f"{{{_ASIC}}}ASiCManifest" or [s.get("URI") for s in signatures] != [SIGNATURE]:
        return Refused(SealFault.MALFORMED, "not the manifest of one signature")
    digests: dict[str, bytes] = {}
    for reference in root.findall(f"{{{_ASIC}}}DataObjectReference"):
        name, digest = reference.get("URI", ""), _digest(reference)
        if digest is None:
            return Refused(SealFault.MALFORMED, f"no SHA-256 for {name}")
        if name in digests:
            return Refused(SealFault.EXTRA_PART, f"the manifest lists {name} twice")
        digests[name] = digest
    if len(digests) != len(root) - 1:
        return Refused(SealFault.MALFORMED, "the manifest holds more than references")
    return digests


def write_parts_list(parts: Iterable[Part]) -> bytes:
    """Write the `META-INF/manifest.xml` by which office programs learn the parts' types."""
    root = etree.Element(f"{{{_ODF}}}manifest", {f"{{{_ODF}}}version": "1.2"}, nsmap={"manifest": _ODF})
    for path, media_type in [("/", CONTAINER_TYPE), *((part.name, part.media_type) for part in parts)]:
        etree.SubElement(
            root, f"{{{_ODF}}}file-entry", {f"{{{_ODF}}}full-path": path, f"{{{_ODF}}}media-type": media_type}
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _digest(reference: etree._Element) -> bytes | None:
    method, value = reference.find(f"{{{_DSIG}}}DigestMethod"), reference.find(f"{{{_DSIG}}}DigestValue")
    if method is None or value is None or method.get("Algorithm") != _SHA256:
        return None
    try:
        digest = base64.b64decode(value.text or "", validate=True)
    except binascii.Error:
        return None
    return digest if len(digest) == 32 else None
