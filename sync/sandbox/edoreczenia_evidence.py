"""What the sandbox's operator evidences about a message as time passes: A.1, B.1, D.1, E.1 and the confirmations."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.signer import XMLSigner

NAMESPACE = "urn:urzedomat:sandbox:erds-evidence"
_EVENTS = {
    "A.1": "SubmissionAcceptance",
    "A.2": "SubmissionRejection",
    "B.1": "RelayAcceptance",
    "D.1": "ContentConsignment",
    "E.1": "ContentHandover",
    "E.2": "ContentHandoverFailure",
    "BP.WX": "PotwierdzenieWyslania",
    "BP.WP": "PotwierdzenieWyslania",
    "BP.OX": "PotwierdzenieOtrzymania",
    "BP.OP": "PotwierdzenieOtrzymania",
}


@dataclass(frozen=True)
class Pace:
    """How long after a message was handed in each thing happens."""

    task_s: float = 0.5
    accept_s: float = 1.0
    deliver_s: float = 3.0
    confirm_s: float = 4.0


@dataclass(frozen=True)
class EvidenceSigner:
    """The operator's key and certificate."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    def sign(self, document: etree._Element) -> bytes:
        """Sign a document, enveloped."""
        is_ec = isinstance(self.key, ec.EllipticCurvePrivateKey)
        signer = XMLSigner(
            method=SignatureConstructionMethod.enveloped,
            signature_algorithm=SignatureMethod.ECDSA_SHA256 if is_ec else SignatureMethod.RSA_SHA256,
            digest_algorithm=DigestAlgorithm.SHA256,
        )
        signed = signer.sign(document, key=self.key, cert=[self.certificate], always_add_key_value=False)
        return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")


def events(message: dict[str, Any], pace: Pace, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Answer what has been evidenced by now, oldest first."""
    handed_in = datetime.fromisoformat(message["handed_in"])
    accepted = handed_in + timedelta(seconds=pace.accept_s)
    delivered = handed_in + timedelta(seconds=pace.deliver_s)
    confirmed = handed_in + timedelta(seconds=pace.confirm_s)
    plan = {
        "rejected": [("A.2", accepted)],
        "undeliverable": [("A.1", accepted), ("BP.WX", accepted), ("B.1", accepted), ("E.2", delivered)],
    }.get(
        message["fate"],
        [
            *(("A.1", accepted), ("BP.WX", accepted), ("BP.WP", accepted), ("B.1", accepted)),
            *(("D.1", delivered), ("E.1", delivered), ("BP.OX", confirmed), ("BP.OP", confirmed)),
        ],
    )
    return ((kind, at) for kind, at in plan if at <= now)


def status_of(message: dict[str, Any], pace: Pace, now: datetime) -> str:
    """Answer the message's status in the operator's words (R9)."""
    words = {
        "A.1": "Nadana",
        "A.2": "Odrzucona",
        "B.1": "Wysłana",
        "D.1": "Czeka na doręczenie",
        "E.1": "Doręczona",
        "E.2": "Niedoręczona",
    }
    told = [words[kind] for kind, _ in events(message, pace, now) if kind in words]
    return told[-1] if told else "W trakcie weryfikacji"


def evidence_id(message_id: str, kind: str) -> str:
    """Answer the identifier of one evidence; the same at every call."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{message_id}/{kind}"))


def document_of(message: dict[str, Any], kind: str, at: datetime, signer: EvidenceSigner | None) -> bytes:
    """Make the document of one evidence."""
    if kind.endswith("P") and kind.startswith("BP"):
        return b"%PDF-1.4\n% " + f"{_EVENTS[kind]} {message['id']}".encode() + b"\n%%EOF\n"
    root = etree.Element(f"{{{NAMESPACE}}}Evidence", nsmap={None: NAMESPACE})
    for name, text in (
        ("EvidenceIdentifier", evidence_id(message["id"], kind)),
        ("ERDSEventId", _EVENTS[kind]),
        ("EventTime", at.isoformat()),
        ("MessageIdentifier", message["id"]),
        ("SenderAddress", message["sender"]),
        ("RecipientAddress", message["to"][0]),
    ):
        etree.SubElement(root, f"{{{NAMESPACE}}}{name}").text = text
    for attachment in message["attachments"]:
        digest = etree.SubElement(root, f"{{{NAMESPACE}}}AttachmentDigest")
        digest.text = attachment["about"]["hash"]
    if signer is None:
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return signer.sign(root)
