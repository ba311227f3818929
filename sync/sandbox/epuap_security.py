"""Signatures at the sandbox's end, made and checked by libxmlsec1: another code than the one that is rehearsed."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from lxml import etree

from sync.sandbox.epuap_keys import Credential

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
_TOKEN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"  # noqa: S105
_BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"
_EXC = "http://www.w3.org/2001/10/xml-exc-c14n#"
_RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
_NS = {
    "soap": SOAP,
    "wsse": WSSE,
    "wsu": WSU,
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xades": XADES,
}
_SKEW = timedelta(minutes=5)


class Unacceptable(Exception):  # noqa: N818  an answer on its way out, not an error
    """Why a signature is not accepted, as the sandbox tells it."""


@dataclass(frozen=True)
class Rules:
    """What the sandbox demands of a request's security header."""

    needs_timestamp: bool = False


def check_request(envelope: etree._Element, now: datetime, rules: Rules) -> bytes:
    """Demand the one signature over the body, and answer the certificate (DER) that made it."""
    headers = _all(envelope, "soap:Header/wsse:Security")
    _demand(len(headers) == 1, "not exactly one wsse:Security")
    security = headers[0]
    must = security.get(f"{{{SOAP}}}mustUnderstand")
    _demand(must in (None, "1"), "mustUnderstand is neither absent nor 1")
    tokens = _all(security, "wsse:BinarySecurityToken")
    signatures = _all(security, "ds:Signature")
    _demand(len(tokens) == 1 and len(signatures) == 1, "not exactly one token and one signature")
    token, signature = tokens[0], signatures[0]
    _demand(
        token.get("ValueType") == _TOKEN and token.get("EncodingType") == _BASE64, "token is of another kind"
    )
    _demand(list(security).index(token) < list(security).index(signature), "the token comes after its use")
    token_id = token.get(f"{{{WSU}}}Id")
    uris = [
        one.get("URI") for one in _all(signature, "ds:KeyInfo/wsse:SecurityTokenReference/wsse:Reference")
    ]
    _demand(bool(token_id) and uris == [f"#{token_id}"], "KeyInfo does not lead to the token")
    certificate = _certificate(token.text)
    _demand(
        certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc,
        "certificate not valid now",
    )
    _demand_algorithms(signature, {_RSA})
    body = envelope.find("soap:Body", _NS)
    covered = _covered(envelope, signature)
    _demand(body is not None and any(one is body for one in covered), "the body is not signed")
    stamp = security.find("wsu:Timestamp", _NS)
    _demand(stamp is not None or not rules.needs_timestamp, "no timestamp")
    if stamp is not None:
        _check_timestamp(stamp, now)
        _demand(any(one is stamp for one in covered), "the timestamp is not signed")
    _verify(envelope, signature, certificate)
    return certificate.public_bytes(serialization.Encoding.DER)


def check_document(root: etree._Element, now: datetime, trusted: frozenset[bytes]) -> None:
    """Demand one enveloped XAdES-BES over the whole document by a known seal."""
    signatures = _all(root, "ds:Signature")
    _demand(len(signatures) == 1, "not exactly one signature in the document")
    signature = signatures[0]
    _demand_algorithms(signature, {_RSA, _ECDSA})
    references = _all(signature, "ds:SignedInfo/ds:Reference")
    whole = [one for one in references if one.get("URI") == ""]
    described = [one for one in references if one.get("Type") == _SIGNED_PROPERTIES]
    _demand(
        len(references) == 2 and len(whole) == 1 and len(described) == 1,
        "other references than XAdES-BES has",
    )
    texts = [one.text for one in _all(signature, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")]
    _demand(bool(texts), "no certificate in the signature")
    certificate = _certificate(texts[0])
    der = certificate.public_bytes(serialization.Encoding.DER)
    _demand(der in trusted, "the document's seal is not known")
    properties = _all(signature, "ds:Object/xades:QualifyingProperties/xades:SignedProperties")
    _demand(
        len(properties) == 1 and described[0].get("URI") == f"#{properties[0].get('Id')}",
        "the signed properties are not the ones referred to",
    )
    digests = _all(
        properties[0], "xades:SignedSignatureProperties/xades:SigningCertificate/xades:Cert/xades:CertDigest"
    )
    values = [one.findtext("ds:DigestValue", namespaces=_NS) for one in digests]
    expected = base64.b64encode(hashlib.sha256(der).digest()).decode()
    _demand(values == [expected], "SigningCertificate names another certificate")
    claimed = properties[0].findtext("xades:SignedSignatureProperties/xades:SigningTime", namespaces=_NS)
    _demand(_moment(claimed) <= now + _SKEW, "signed in the future")
    _verify(root, signature, certificate)


def seal_reply(body: etree._Element, signer: Credential, name: str) -> bytes:
    """Write a signed reply."""
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    security = etree.SubElement(
        etree.SubElement(envelope, f"{{{SOAP}}}Header"),
        f"{{{WSSE}}}Security",
        nsmap={"wsse": WSSE, "wsu": WSU},
    )
    token = etree.SubElement(
        security,
        f"{{{WSSE}}}BinarySecurityToken",
        {"EncodingType": _BASE64, "ValueType": _TOKEN, f"{{{WSU}}}Id": f"token-{name}"},
    )
    token.text = base64.b64encode(signer.der).decode()
    content = etree.SubElement(
        envelope, f"{{{SOAP}}}Body", {f"{{{WSU}}}Id": f"body-{name}"}, nsmap={"wsu": WSU}
    )
    content.append(body)
    signature = xmlsec.template.create(
        envelope, xmlsec.constants.TransformExclC14N, xmlsec.constants.TransformRsaSha256, ns="ds"
    )
    security.append(signature)
    reference = xmlsec.template.add_reference(
        signature, xmlsec.constants.TransformSha256, uri=f"#body-{name}"
    )
    xmlsec.template.add_transform(reference, xmlsec.constants.TransformExclC14N)
    key_info = xmlsec.template.ensure_key_info(signature)
    holder = etree.SubElement(key_info, f"{{{WSSE}}}SecurityTokenReference")
    etree.SubElement(holder, f"{{{WSSE}}}Reference", {"URI": f"#token-{name}", "ValueType": _TOKEN})
    _sign(envelope, signature, signer)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def seal_receipt(root: etree._Element, signer: Credential, name: str, at: datetime) -> bytes:
    """Write a receipt with its enveloped XAdES signature."""
    constants = xmlsec.constants
    signature = xmlsec.template.create(
        root, constants.TransformExclC14N, constants.TransformRsaSha256, id=f"sig-{name}", ns="ds"
    )
    root.append(signature)
    whole = xmlsec.template.add_reference(signature, constants.TransformSha256, id=f"ref-{name}", uri="")
    xmlsec.template.add_transform(whole, constants.TransformEnveloped)
    xmlsec.template.add_transform(whole, constants.TransformExclC14N)
    described = xmlsec.template.add_reference(
        signature, constants.TransformSha256, uri=f"#props-{name}", type=_SIGNED_PROPERTIES
    )
    xmlsec.template.add_transform(described, constants.TransformExclC14N)
    data = etree.SubElement(xmlsec.template.ensure_key_info(signature), f"{{{_NS['ds']}}}X509Data")
    text = base64.b64encode(signer.der).decode()
    etree.SubElement(data, f"{{{_NS['ds']}}}X509Certificate").text = text
    _add_properties(signature, signer, name, at)
    _sign(root, signature, signer)
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")


def _add_properties(signature: etree._Element, signer: Credential, name: str, at: datetime) -> None:
    holder = etree.SubElement(signature, f"{{{_NS['ds']}}}Object")
    qualifying = etree.SubElement(
        holder, f"{{{XADES}}}QualifyingProperties", {"Target": f"#sig-{name}"}, nsmap={"xades": XADES}
    )
    signed = etree.SubElement(qualifying, f"{{{XADES}}}SignedProperties", {"Id": f"props-{name}"})
    about = etree.SubElement(signed, f"{{{XADES}}}SignedSignatureProperties")
    etree.SubElement(about, f"{{{XADES}}}SigningTime").text = at.isoformat()
    cert = etree.SubElement(etree.SubElement(about, f"{{{XADES}}}SigningCertificate"), f"{{{XADES}}}Cert")
    digest = etree.SubElement(cert, f"{{{XADES}}}CertDigest")
    etree.SubElement(digest, f"{{{_NS['ds']}}}DigestMethod", {"Algorithm": _SHA256})
    value = base64.b64encode(hashlib.sha256(signer.der).digest()).decode()
    etree.SubElement(digest, f"{{{_NS['ds']}}}DigestValue").text = value
    serial = etree.SubElement(cert, f"{{{XADES}}}IssuerSerial")
    issuer = signer.certificate.issuer.rfc4514_string()
    etree.SubElement(serial, f"{{{_NS['ds']}}}X509IssuerName").text = issuer
    number = str(signer.certificate.serial_number)
    etree.SubElement(serial, f"{{{_NS['ds']}}}X509SerialNumber").text = number


def _sign(root: etree._Element, signature: etree._Element, signer: Credential) -> None:
    xmlsec.tree.add_ids(root, ["Id"])
    context = xmlsec.SignatureContext()
    context.key = _private(signer)
    context.sign(signature)


@lru_cache(64)
def _public(certificate: x509.Certificate) -> xmlsec.Key:
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    return xmlsec.Key.from_memory(pem, xmlsec.constants.KeyDataFormatCertPem)


@lru_cache(64)
def _private(signer: Credential) -> xmlsec.Key:
    """Reading a key takes longer than signing with it."""
    return xmlsec.Key.from_memory(signer.key_pem, xmlsec.constants.KeyDataFormatPem)


def _verify(root: etree._Element, signature: etree._Element, certificate: x509.Certificate) -> None:
    names = [value for one in root.iter() for name, value in one.attrib.items() if _is_id(name)]
    _demand(len(names) == len(set(names)), "one Id twice")
    xmlsec.tree.add_ids(root, ["Id"])
    context = xmlsec.SignatureContext()
    context.key = _public(certificate)
    try:
        context.verify(signature)
    except xmlsec.Error as broken:
        raise Unacceptable("the signature does not hold") from broken


def _demand_algorithms(signature: etree._Element, methods: set[str]) -> None:
    info = signature.find("ds:SignedInfo", _NS)
    _demand(info is not None, "no SignedInfo")
    transforms = {one.get("Algorithm") for one in _all(signature, ".//ds:Transform")}
    method = signature.find("ds:SignedInfo/ds:SignatureMethod", _NS)
    canonical = signature.find("ds:SignedInfo/ds:CanonicalizationMethod", _NS)
    digests = {one.get("Algorithm") for one in _all(signature, "ds:SignedInfo/ds:Reference/ds:DigestMethod")}
    _demand(method is not None and method.get("Algorithm") in methods, "signature method is not accepted")
    _demand(canonical is not None and canonical.get("Algorithm") == _EXC, "not canonicalised exclusively")
    _demand(transforms <= {_EXC, f"{_NS['ds']}enveloped-signature"}, "a transform is not accepted")
    _demand(digests == {_SHA256}, "digest method is not accepted")


def _covered(envelope: etree._Element, signature: etree._Element) -> list[etree._Element]:
    covered = []
    for reference in _all(signature, "ds:SignedInfo/ds:Reference"):
        uri = reference.get("URI") or ""
        _demand(uri.startswith("#"), "a reference leads out of the message")
        found = [one for one in envelope.iter() if one.get(f"{{{WSU}}}Id") == uri[1:]]
        _demand(len(found) == 1, "a reference leads to no element, or to several")
        covered.append(found[0])
    return covered


def _check_timestamp(stamp: etree._Element, now: datetime) -> None:
    created = _moment(stamp.findtext("wsu:Created", namespaces=_NS))
    expires = _moment(stamp.findtext("wsu:Expires", namespaces=_NS))
    _demand(created <= now + _SKEW, "the message comes from the future")
    _demand(created < expires and now < expires + _SKEW, "the message has expired")


def _moment(text: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError as broken:
        raise Unacceptable("not a time") from broken
    _demand(moment.tzinfo is not None, "a time without a zone")
    return moment


def _certificate(text: str | None) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(base64.b64decode(text or "", validate=False))
    except (ValueError, binascii.Error) as broken:
        raise Unacceptable("not a certificate") from broken


def _is_id(name: str) -> bool:
    return name in ("Id", f"{{{WSU}}}Id")


def _all(node: etree._Element, path: str) -> list[etree._Element]:
    return node.findall(path, _NS)


def _demand(is_so: bool, why: str) -> None:
    if not is_so:
        raise Unacceptable(why)
