"""Which certificate on a card may sign a letter, and whose name the screen shows for it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from drivers.card_values import CardFault, CertificateList, SigningCertificate

_HOLDER: Final = (NameOID.COMMON_NAME, NameOID.SURNAME, NameOID.ORGANIZATION_NAME)
_ISSUER: Final = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)


def choose_certificates(ders: Iterable[bytes], now: datetime) -> CertificateList:
    """Sort out what may sign: certificates made for signatures if there are any, valid ones first."""
    certificates = [parsed for der in ders if (parsed := _parse(der)) is not None]
    authorities = tuple(_der(certificate) for certificate in certificates if _is_authority(certificate))
    able = [_describe(certificate, now) for certificate in certificates if _may_sign(certificate)]
    # A card's certificate for logging in can sign technically, but its holder never agreed to sign by it.
    chosen = [entry for entry in able if entry.is_for_signatures] or able
    chosen.sort(key=lambda entry: entry.is_expired)
    fault: CardFault | None = None
    if not chosen:
        fault = CardFault.NO_CERTIFICATE
    elif chosen[0].is_expired:
        fault = CardFault.CERTIFICATE_EXPIRED
    return CertificateList(fault, tuple(chosen), authorities)


def _parse(der: bytes) -> x509.Certificate | None:
    try:
        certificate = x509.load_der_x509_certificate(der)
        certificate.extensions  # noqa: B018 - parsed only now, and a card may carry anything
    except ValueError:
        return None
    return certificate


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _may_sign(certificate: x509.Certificate) -> bool:
    if _is_authority(certificate) or not isinstance(
        certificate.public_key(), rsa.RSAPublicKey | ec.EllipticCurvePublicKey
    ):
        return False
    usage = _usage(certificate)
    return usage is not None and (usage.content_commitment or usage.digital_signature)


def _describe(certificate: x509.Certificate, now: datetime) -> SigningCertificate:
    der, usage = _der(certificate), _usage(certificate)
    return SigningCertificate(
        hashlib.sha256(der).hexdigest(),
        _name(certificate.subject, _HOLDER),
        _name(certificate.issuer, _ISSUER),
        certificate.not_valid_after_utc,
        now > certificate.not_valid_after_utc,
        usage is not None and usage.content_commitment,
        der,
    )


def _name(name: x509.Name, kinds: tuple[x509.ObjectIdentifier, ...]) -> str:
    """Return the name a person would recognise; some have given name and surname alone."""
    for kind in kinds:
        values = [str(attribute.value) for attribute in name.get_attributes_for_oid(kind)]
        if values and kind is NameOID.SURNAME:
            values = [str(item.value) for item in name.get_attributes_for_oid(NameOID.GIVEN_NAME)] + values
        if values:
            return " ".join(values)
    return name.rfc4514_string()
