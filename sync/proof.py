"""The office's signed word that it has the letter: an item is delivered only on the strength of this
document.

An XAdES enveloped signature (EN 319 132-1, baseline B) over `PotwierdzenieOdbioru`, verified against pinned
office certificates. The office issues the same bytes for ever; the kiosk stores them before it says
"delivered".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.exceptions import InvalidInput, InvalidSignature
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESSigner, XAdESVerifier

from sync.clock import ClockState
from sync.faults import Refused, SyncFault
from sync.safexml import parse_xml

NAMESPACE = "urn:urzedomat:proof-of-receipt:1"
ROOT = f"{{{NAMESPACE}}}PotwierdzenieOdbioru"

_DSIG = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_XADES_TIME = "{http://uri.etsi.org/01903/v1.3.2#}SigningTime"
_REFERENCES = 3  # the document, the signed properties, the key info
_METHODS = frozenset({SignatureMethod.ECDSA_SHA256, SignatureMethod.RSA_SHA256})


@dataclass(frozen=True)
class Proof:
    """What the office confirms."""

    proof_id: str
    submission_id: str
    number: str
    sha256: str
    size_bytes: int
    sheets: int
    pages: int
    received_at: datetime
    clock_state: ClockState
    recipient: str
    kiosk_id: str


@dataclass(frozen=True)
class ProofSigner:
    """The office's key and certificate for proofs."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def from_pem(cls, key_pem: bytes, certificate_pem: bytes) -> "ProofSigner":
        """Load both from PEM."""
        key = serialization.load_pem_private_key(key_pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
            raise ValueError("the proof key must be EC or RSA")
        return cls(key, x509.load_pem_x509_certificate(certificate_pem))


def build_proof(proof: Proof, signer: ProofSigner) -> bytes:
    """Write and sign a proof of receipt; the signing time is the time of receipt."""
    root = etree.Element(ROOT, nsmap={None: NAMESPACE})
    for name, value in _content(proof):
        _put(root, name, value)
    _put(_put(root, "Adresat"), "Nazwa", proof.recipient)
    _put(root, "Kiosk", proof.kiosk_id)
    is_ec = isinstance(signer.key, ec.EllipticCurvePrivateKey)
    xades = _PunctualSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.ECDSA_SHA256 if is_ec else SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
    )
    xades.when = proof.received_at
    signed = xades.sign(root, key=signer.key, cert=[signer.certificate], always_add_key_value=False)
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")


def verify_proof(xml: bytes, office_certificates: Sequence[bytes]) -> Proof | Refused[SyncFault]:
    """Accept a proof that one of the pinned office certificates (DER) signed, and answer what was signed.

    The pinned certificate's dates are not judged: a proof stays good after the certificate has run out, and
    the kiosk's own clock may be wrong.
    """
    root = parse_xml(xml)
    if isinstance(root, Refused):
        return Refused(SyncFault.PROOF_MALFORMED, root.detail)
    if root.tag != ROOT or len(root.findall(_DSIG)) != 1:
        return Refused(SyncFault.PROOF_MALFORMED, "not a signed proof of receipt")
    for der in office_certificates:
        certificate = x509.load_der_x509_certificate(der)
        signed = _signed_by(xml, certificate)
        if signed is not None:
            return _read(signed)
    return Refused(SyncFault.PROOF_BAD_SIGNATURE, "not signed by the office")


class _PunctualSigner(XAdESSigner):
    """signxml reads the machine's clock for the signing time; here it is passed in."""

    when: datetime

    def add_signing_time(
        self,
        signed_signature_properties: Any,
        sig_root: Any,  # noqa: ARG002  the signature is the library's
        signing_settings: Any,  # noqa: ARG002
    ) -> None:
        etree.SubElement(signed_signature_properties, _XADES_TIME).text = _moment(self.when)


def _signed_by(xml: bytes, certificate: x509.Certificate) -> etree._Element | None:
    """Answer the element that the signature covers, as the verifier saw it, not as it stands in the file."""
    config = XAdESSignatureConfiguration(
        location="./",
        expect_references=_REFERENCES,
        signature_methods=_METHODS,
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        verification_time=certificate.not_valid_before_utc,  # the library would judge it by the machine's clock
    )
    try:
        results = XAdESVerifier().verify(xml, x509_cert=certificate, expect_config=config)
    except (InvalidSignature, InvalidInput, ValueError):
        return None
    covered = [result.signed_xml for result in results if result.signed_xml is not None]
    return next((element for element in covered if element.tag == ROOT), None)


def _read(root: etree._Element) -> Proof | Refused[SyncFault]:
    def text(name: str) -> str:
        found = root.findtext("/".join(f"{{{NAMESPACE}}}{step}" for step in name.split("/")))
        if not found:
            raise ValueError(name)
        return found

    try:
        received_at = datetime.fromisoformat(text("DataOdbioru"))
        return Proof(
            proof_id=text("IdentyfikatorPotwierdzenia"),
            submission_id=text("IdentyfikatorZlozenia"),
            number=text("Numer"),
            sha256=text("SkrotSHA256"),
            size_bytes=int(text("Rozmiar")),
            sheets=int(text("LiczbaKartek")),
            pages=int(text("LiczbaStron")),
            received_at=received_at if received_at.tzinfo else received_at.replace(tzinfo=UTC),
            clock_state=ClockState(text("StanZegara")),
            recipient=text("Adresat/Nazwa"),
            kiosk_id=text("Kiosk"),
        )
    except ValueError as broken:
        return Refused(SyncFault.PROOF_MALFORMED, f"missing or unusable: {broken}")


def _content(proof: Proof) -> tuple[tuple[str, str], ...]:
    return (
        ("IdentyfikatorPotwierdzenia", proof.proof_id),
        ("IdentyfikatorZlozenia", proof.submission_id),
        ("Numer", proof.number),
        ("SkrotSHA256", proof.sha256),
        ("Rozmiar", str(proof.size_bytes)),
        ("LiczbaKartek", str(proof.sheets)),
        ("LiczbaStron", str(proof.pages)),
        ("DataOdbioru", _moment(proof.received_at)),
        ("StanZegara", proof.clock_state.value),
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _put(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element
