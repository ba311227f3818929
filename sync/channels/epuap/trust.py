"""What the far end signed counts only under certificates that are pinned, and only what was signed is read.

signxml verifies; two things are added to it. Documents of the registry carry a stylesheet reference before their root
element, which a signature over the whole document covers (XML Signature 1.1, 4.4.3.3) and signxml leaves out; and a
receipt may name the document it is about by a detached reference, of which only the digest is known here.
"""

import base64
import binascii
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature as KeyDoesNotFit
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidInput, InvalidSignature
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from sync.channels.epuap.names import DS, ENVELOPED, EXC_C14N, WSSE
from sync.faults import Refused, SyncFault
from sync.safexml import safe_parser

# At DEBUG the library logs what it canonicalises, which may be a letter.
logging.getLogger("signxml").setLevel(logging.INFO)

_METHODS = frozenset({SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA512, SignatureMethod.ECDSA_SHA256})
_DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA512})
_TRANSFORMS = frozenset(
    {
        ENVELOPED,
        EXC_C14N,
        f"{EXC_C14N}WithComments",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    }
)
_MOST_REFERENCES = 8


@dataclass(frozen=True)
class Covered:
    """What a good signature covers, as it was canonicalised: elements, and the digests of detached documents."""

    elements: Sequence[etree._Element]
    detached: Sequence[bytes]


def verify_signature(
    xml: bytes, signature: etree._Element, location: str, pinned: Sequence[bytes], at: datetime
) -> Covered | Refused[SyncFault]:
    """Verify the one signature at `location`, by a certificate that is pinned or issued by a pinned authority."""
    signers = _signers(signature, pinned, at)
    if isinstance(signers, Refused):
        return signers
    references = signature.findall(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")
    algorithms = {one.get("Algorithm") for one in signature.iter(f"{{{DS}}}Transform")}
    if not 0 < len(references) <= _MOST_REFERENCES or not algorithms <= _TRANSFORMS:
        return Refused(SyncFault.PROOF_BAD_SIGNATURE, "signed in a way that is not accepted")
    outcome: Covered | Refused[SyncFault] = Refused(SyncFault.PROOF_BAD_SIGNATURE)
    for certificate in signers:
        outcome = _verify(xml, location, certificate)
        if isinstance(outcome, Covered):
            break
    return outcome


def _verify(xml: bytes, location: str, certificate: x509.Certificate) -> Covered | Refused[SyncFault]:
    config = SignatureConfiguration(
        location=location,
        expect_references=False,
        signature_methods=_METHODS,
        digest_algorithms=_DIGESTS,
        # The dates were judged before; a certificate pinned by itself is good for as long as it is pinned.
        verification_time=certificate.not_valid_before_utc,
    )
    verifier = _Verifier()
    try:
        results = verifier.verify(
            xml,
            x509_cert=certificate,
            expect_config=config,
            validate_schema=False,
            parser=safe_parser(is_large=True),
        )
    except (InvalidSignature, InvalidInput, ValueError, KeyError, AttributeError) as broken:
        # A signature whose parts are missing surfaces in the library as any of these.
        return Refused(SyncFault.PROOF_BAD_SIGNATURE, f"the signature does not hold: {type(broken).__name__}")
    found = results if isinstance(results, list) else [results]
    return Covered([one.signed_xml for one in found if one.signed_xml is not None], verifier.detached)


class _Verifier(XMLVerifier):
    def __init__(self) -> None:
        super().__init__()
        self.detached: list[bytes] = []

    def _tostring(self, xml_node: Any, **options: Any) -> Any:
        whole = xml_node.getroottree() if xml_node.getparent() is None else xml_node
        library: Any = super()
        return library._tostring(whole, **options)

    def _c14n(self, nodes: Any, algorithm: Any, inclusive_ns_prefixes: Any = None) -> bytes:
        whole = nodes.getroottree() if nodes.getparent() is None else nodes
        return bytes(super()._c14n(whole, algorithm, inclusive_ns_prefixes))

    def _verify_reference(self, reference: Any, index: int, root: Any, *others: Any) -> VerifyResult:
        library: Any = super()
        uri = reference.get("URI")
        if uri is None or uri == "" or uri.startswith("#"):
            result: VerifyResult = library._verify_reference(reference, index, root, *others)
            return result
        method = DigestAlgorithm(library._find(reference, "DigestMethod").get("Algorithm"))
        if method is not DigestAlgorithm.SHA256:
            raise InvalidInput("a detached document is known by its SHA-256 only")
        self.detached.append(base64.b64decode(library._find(reference, "DigestValue").text))
        return VerifyResult(b"", None, root, b"")


def _signers(
    signature: etree._Element, pinned: Sequence[bytes], at: datetime
) -> list[x509.Certificate] | Refused[SyncFault]:
    """Answer those of the certificates in the signature that may have signed it."""
    trusted = [x509.load_der_x509_certificate(der) for der in pinned]
    claimed = _claimed_certificates(signature)
    issued = [one for one in claimed if any(_issued(one, authority) for authority in trusted)]
    valid = [one for one in issued if one.not_valid_before_utc <= at <= one.not_valid_after_utc]
    signers = [one for one in claimed if one in trusted or one in valid]
    if signers:
        return signers
    why = "is not valid at that time" if issued else "is not trusted" if claimed else "is not named"
    return Refused(SyncFault.PROOF_BAD_SIGNATURE, f"the signer's certificate {why}")


def _issued(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
        certificate.verify_directly_issued_by(authority)
    except (x509.ExtensionNotFound, ValueError, TypeError, KeyDoesNotFit):
        return False
    return constraints.ca and certificate != authority


def _claimed_certificates(signature: etree._Element) -> list[x509.Certificate]:
    info = signature.find(f"{{{DS}}}KeyInfo")
    if info is None:
        return []
    texts = [one.text for one in info.iter(f"{{{DS}}}X509Certificate")]
    reference = info.find(f"{{{WSSE}}}SecurityTokenReference/{{{WSSE}}}Reference")
    security = signature.getparent()
    if reference is not None and security is not None:
        tokens = security.findall(f"{{{WSSE}}}BinarySecurityToken")
        name = (reference.get("URI") or "").removeprefix("#")
        texts += [one.text for one in tokens if name in one.attrib.values()]
    found = []
    for text in texts:
        try:
            found.append(x509.load_der_x509_certificate(base64.b64decode(text or "", validate=False)))
        except (ValueError, binascii.Error):
            continue
    return found
