"""Signatures, made and checked: the public place for the seal (CAdES) and the resident's signature (PAdES).

The proof of receipt (XAdES) is in `sync.proof`, since it is a document of its own.
"""

from cryptography import x509
from cryptography.x509.oid import NameOID

from sync.cades import KioskTrust, Seal, fingerprint, sign_manifest, verify_manifest
from sync.cms import NotSigned, Sealer, Sign, certificate_of, certificates_of, key_signer
from sync.faults import Refused, SealFault
from sync.pades import PdfTrust, SignatureReport, SignedPdf, sign_pdf, verify_pdf

DEMO_UNIT = "URZEDOMAT DEMO"
"""The organisational unit that marks a certificate as made for a demonstration."""

__all__ = [
    "DEMO_UNIT",
    "KioskTrust",
    "NotSigned",
    "PdfTrust",
    "Refused",
    "Seal",
    "SealFault",
    "Sealer",
    "Sign",
    "SignatureReport",
    "SignedPdf",
    "certificate_of",
    "certificates_of",
    "fingerprint",
    "is_demo_certificate",
    "key_signer",
    "sign_manifest",
    "sign_pdf",
    "verify_manifest",
    "verify_pdf",
]


def is_demo_certificate(certificate_der: bytes) -> bool:
    """Tell a demonstration's certificate, which nothing but a demonstration may accept."""
    subject = x509.load_der_x509_certificate(certificate_der).subject
    return any(
        unit.value == DEMO_UNIT for unit in subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    )
