"""XML signatures by keys that stay where they are: the structure is made here, a callable signs it.

XML Signature 1.1 with exclusive canonicalisation and SHA-256; the key's kind decides between RSA (PKCS#1 v1.5) and
ECDSA.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from lxml import etree

from sync.channels.epuap.names import DS, ECDSA_SHA256, EXC_C14N, RSA_SHA256, SHA256
from sync.cms import NotSigned, Sealer


@dataclass(frozen=True)
class Covered:
    """One thing that a signature covers."""

    uri: str
    digest: bytes
    transforms: tuple[str, ...] = (EXC_C14N,)
    kind: str = ""
    identifier: str = ""


def canonical(node: etree._Element | etree._ElementTree) -> bytes:
    """Answer the exclusive canonical form; of a whole tree including what stands before its root element."""
    return etree.tostring(node, method="c14n", exclusive=True, with_comments=False)


def digest_of(node: etree._Element | etree._ElementTree) -> bytes:
    """Answer the SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(node)).digest()


def begin_signature(parent: etree._Element, identifier: str = "") -> etree._Element:
    """Append an empty `ds:Signature`, to be filled with what belongs into it before it is finished."""
    signature = etree.SubElement(parent, f"{{{DS}}}Signature", nsmap={"ds": DS})
    if identifier:
        signature.set("Id", identifier)
    _put(signature, "SignedInfo")
    _put(signature, "SignatureValue")
    return signature


def finish_signature(
    signature: etree._Element, covered: Sequence[Covered], sealer: Sealer
) -> NotSigned | None:
    """Write what is covered and let the key sign it."""
    info, value = signature[0], signature[1]
    key = x509.load_der_x509_certificate(sealer.certificate_der).public_key()
    _put(info, "CanonicalizationMethod", Algorithm=EXC_C14N)
    is_ec = isinstance(key, ec.EllipticCurvePublicKey)
    _put(info, "SignatureMethod", Algorithm=ECDSA_SHA256 if is_ec else RSA_SHA256)
    for one in covered:
        _refer(info, one)
    signed = sealer.sign(canonical(info))
    if isinstance(signed, NotSigned):
        return signed
    if isinstance(key, ec.EllipticCurvePublicKey):
        signed = _fixed_width(signed, (key.key_size + 7) // 8)
    value.text = base64.b64encode(signed).decode()
    return None


def _refer(info: etree._Element, covered: Covered) -> None:
    reference = _put(info, "Reference", URI=covered.uri)
    if covered.identifier:
        reference.set("Id", covered.identifier)
    if covered.kind:
        reference.set("Type", covered.kind)
    transforms = _put(reference, "Transforms")
    for transform in covered.transforms:
        _put(transforms, "Transform", Algorithm=transform)
    _put(reference, "DigestMethod", Algorithm=SHA256)
    _put(reference, "DigestValue").text = base64.b64encode(covered.digest).decode()


def _fixed_width(der: bytes, width: int) -> bytes:
    """XML signatures hold both numbers of an ECDSA signature at fixed width (XML Signature 1.1, 6.4.3)."""
    r, s = decode_dss_signature(der)
    return r.to_bytes(width, "big") + s.to_bytes(width, "big")


def _put(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{DS}}}{name}", attributes)
