"""The proof of an electronic delivery: the operator's evidence, kept together with what it is about.

An XML document of our own around the documents that the operator issued, each as it came; it holds identifiers
and digests and nothing about people. It is as good as the evidence in it.
"""

import base64
import binascii
from collections.abc import Sequence

from cryptography import x509
from lxml import etree
from signxml.exceptions import InvalidInput, InvalidSignature
from signxml.verifier import XMLVerifier

from sync.channels.channel import Package
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.evidence import DELIVERED, Evidence, Issued
from sync.channels.edoreczenia.message import OutgoingMessage
from sync.faults import Refused, SyncFault
from sync.safexml import parse_xml

NAMESPACE = "urn:urzedomat:edoreczenia-evidence:1"
ROOT = f"{{{NAMESPACE}}}DowodyDoreczenia"


def build_bundle(
    package: Package, message: OutgoingMessage, sender: str, message_id: str, issued: Sequence[Issued]
) -> bytes:
    """Write the proof."""
    root = etree.Element(ROOT, nsmap={None: NAMESPACE})
    for name, text in _about(package, message, sender, message_id):
        _put(root, name, text)
    for attachment in message.attachments:
        element = _put(root, "Zalacznik", attachment.digest)
        element.set("nazwa", attachment.name)
        element.set("rozmiar", str(len(attachment.data)))
        element.set("skrot", "SHA3-256")
    for one in issued:
        element = _put(root, "Dowod", base64.b64encode(one.document).decode("ascii"))
        element.set("typ", one.evidence.kind)
        element.set("identyfikator", one.evidence.evidence_id)
        if one.evidence.event_at is not None:
            element.set("dataZdarzenia", one.evidence.event_at.isoformat())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def check_bundle(
    proof: bytes, package: Package, message: OutgoingMessage, message_id: str, config: EDoreczeniaConfig
) -> Refused[SyncFault] | None:
    """Judge whether the proof is about this package and message, and whether its evidence proves receipt."""
    root = parse_xml(proof)
    if isinstance(root, Refused):
        return Refused(SyncFault.PROOF_MALFORMED, root.detail)
    if root.tag != ROOT:
        return Refused(SyncFault.PROOF_MALFORMED, "not evidence of an electronic delivery")
    for name, text in _about(package, message, config.sender, message_id):
        if root.findtext(f"{{{NAMESPACE}}}{name}") != text:
            return Refused(SyncFault.PROOF_NOT_MATCHING, f"another {name}")
    digests = [element.text for element in root.findall(f"{{{NAMESPACE}}}Zalacznik")]
    if digests != [attachment.digest for attachment in message.attachments]:
        return Refused(SyncFault.PROOF_NOT_MATCHING, "other attachments")
    return _check_evidence(root, message_id, config)


def _check_evidence(
    root: etree._Element, message_id: str, config: EDoreczeniaConfig
) -> Refused[SyncFault] | None:
    proving = 0
    for element in root.findall(f"{{{NAMESPACE}}}Dowod"):
        kind = element.get("typ", "")
        try:
            document = base64.b64decode(element.text or "", validate=True)
        except binascii.Error:
            return Refused(SyncFault.PROOF_MALFORMED, f"the document of {kind}")
        issued = Issued(Evidence(element.get("identyfikator", ""), kind, None, ""), document)
        objection = _check_document(issued, message_id, config) if issued.is_xml else None
        if objection is not None:
            return objection
        is_proof = issued.is_xml if config.evidence_certificates else bool(document)
        proving += kind in DELIVERED and is_proof
    return None if proving else Refused(SyncFault.PROOF_MALFORMED, "no evidence of receipt")


def _check_document(issued: Issued, message_id: str, config: EDoreczeniaConfig) -> Refused[SyncFault] | None:
    kind = issued.evidence.kind
    document = parse_xml(issued.document)
    if isinstance(document, Refused):
        return Refused(SyncFault.PROOF_MALFORMED, f"{kind}: {document.detail}")
    if config.evidence_certificates:
        signed = _signed(issued.document, config.evidence_certificates)
        if signed is None:
            return Refused(SyncFault.PROOF_BAD_SIGNATURE, f"{kind} is not signed by the operator")
        document = signed
    if config.is_message_named and message_id not in _texts(document):
        return Refused(SyncFault.PROOF_NOT_MATCHING, f"{kind} is about another message")
    return None


def _signed(document: bytes, certificates: Sequence[bytes]) -> etree._Element | None:
    """Answer what the operator's signature covers, as the verifier saw it."""
    for der in certificates:
        try:
            result = XMLVerifier().verify(document, x509_cert=x509.load_der_x509_certificate(der))
        except (InvalidSignature, InvalidInput, ValueError):
            continue
        covered = [one.signed_xml for one in (result if isinstance(result, list) else [result])]
        return next((element for element in covered if element is not None), None)
    return None


def _texts(document: etree._Element) -> set[str]:
    """Answer every text and attribute value by itself: an identifier inside a longer one is another's."""
    texts = {text.strip() for text in document.itertext() if isinstance(text, str)}
    return texts | {str(value) for element in document.iter() for value in element.attrib.values()}


def _about(
    package: Package, message: OutgoingMessage, sender: str, message_id: str
) -> tuple[tuple[str, str], ...]:
    return (
        ("IdentyfikatorZlozenia", package.submission_id),
        ("Numer", package.number),
        ("SkrotSHA256", package.sha256),
        ("Rozmiar", str(len(package.data))),
        ("Nadawca", sender),
        ("Adresat", message.recipient),
        ("IdentyfikatorWiadomosci", message_id),
    )


def _put(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element
