"""The letter's own signature: XAdES-BES, enveloped in the document (ETSI TS 101 903 v1.3.2)."""

import base64
import hashlib
from datetime import UTC, datetime

from cryptography import x509
from lxml import etree

from sync.channels.epuap.dsig import Covered, begin_signature, digest_of, finish_signature
from sync.channels.epuap.names import DS, ENVELOPED, EXC_C14N, SHA256, SIGNED_PROPERTIES, XADES
from sync.clock import RandomBytes
from sync.cms import NotSigned, Sealer


def sign_document(
    root: etree._Element, sealer: Sealer, *, when: datetime, random: RandomBytes
) -> NotSigned | None:
    """Append the seal's signature over the whole document, with what stands before its root element."""
    name = f"xades-{random(8).hex()}"
    whole = Covered(
        uri="",
        digest=digest_of(root.getroottree()),
        transforms=(ENVELOPED, EXC_C14N),
        identifier=f"{name}-document",
    )
    signature = begin_signature(root, name)
    data = _put(_put(signature, "KeyInfo"), "X509Data")
    for der in (sealer.certificate_der, *sealer.chain):
        _put(data, "X509Certificate").text = base64.b64encode(der).decode()
    properties = _describe(signature, name, sealer, when)
    described = Covered(f"#{properties.get('Id')}", digest_of(properties), kind=SIGNED_PROPERTIES)
    refusal = finish_signature(signature, (whole, described), sealer)
    if refusal is not None:
        root.remove(signature)
    return refusal


def _describe(signature: etree._Element, name: str, sealer: Sealer, when: datetime) -> etree._Element:
    qualifying = etree.SubElement(
        _put(signature, "Object"),
        f"{{{XADES}}}QualifyingProperties",
        {"Target": f"#{name}"},
        nsmap={"xades": XADES},
    )
    signed = _property(qualifying, "SignedProperties")
    signed.set("Id", f"{name}-properties")
    about_signature = _property(signed, "SignedSignatureProperties")
    moment = when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    _property(about_signature, "SigningTime").text = moment
    _name_certificate(_property(about_signature, "SigningCertificate"), sealer.certificate_der)
    format_ = _property(_property(signed, "SignedDataObjectProperties"), "DataObjectFormat")
    format_.set("ObjectReference", f"#{name}-document")
    _property(format_, "MimeType").text = "text/xml"
    return signed


def _name_certificate(parent: etree._Element, der: bytes) -> None:
    certificate = x509.load_der_x509_certificate(der)
    cert = _property(parent, "Cert")
    digest = _property(cert, "CertDigest")
    _put(digest, "DigestMethod").set("Algorithm", SHA256)
    _put(digest, "DigestValue").text = base64.b64encode(hashlib.sha256(der).digest()).decode()
    serial = _property(cert, "IssuerSerial")
    _put(serial, "X509IssuerName").text = certificate.issuer.rfc4514_string()
    _put(serial, "X509SerialNumber").text = str(certificate.serial_number)


def _property(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{XADES}}}{name}")


def _put(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{DS}}}{name}")
