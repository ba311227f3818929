"""Fresh keys for a demonstration: a throw-away authority, the kiosk's keys and the office's.

Made anew on each machine and never reused. Every certificate carries `DEMO_UNIT`, by which a kiosk or an
office that is not a demonstration refuses it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pyrage
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.seal import DEMO_UNIT

_VALID_DAYS = 30


@dataclass(frozen=True)
class DemoKeys:
    """Where the files lie; names as in the settings' defaults."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.cert.pem"

    @property
    def office_key(self) -> Path:
        return self.folder / "office.key.pem"

    @property
    def office_certificate(self) -> Path:
        return self.folder / "office.cert.pem"

    @property
    def seal_certificate(self) -> Path:
        return self.folder / "seal.cert.pem"

    @property
    def transport_public_key(self) -> Path:
        return self.folder / "transport.pub.pem"


def make_demo_keys(folder: Path, kiosk_id: str, now: dt.datetime) -> DemoKeys:
    """Write all keys and certificates into `folder` (mode 0700)."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    authority_key = ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Urzędomat demo CA", authority_key, issuer=None, now=now, signer=authority_key)
    _write(folder / "authority.cert.pem", authority.public_bytes(serialization.Encoding.PEM))
    for name, common_name in (("seal", f"Kiosk {kiosk_id}"), ("office", "Urząd (pokaz)")):
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(common_name, key, issuer=authority, now=now, signer=authority_key)
        _write(folder / f"{name}.key.pem", _private(key))
        _write(folder / f"{name}.cert.pem", certificate.public_bytes(serialization.Encoding.PEM))
    transport = ec.generate_private_key(ec.SECP256R1())
    _write(folder / "transport.key.pem", _private(transport))
    public = transport.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    _write(folder / "transport.pub.pem", public)
    for name in ("daemon", "recovery"):
        identity = pyrage.x25519.Identity.generate()
        _write(folder / f"{name}.age.key", f"{identity}\n".encode())
        _write(folder / f"{name}.age.pub", f"{identity.to_public()}\n".encode())
    return DemoKeys(folder)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)


def _certificate(
    common_name: str,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Certificate | None,
    now: dt.datetime,
    signer: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "PL"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )
    is_authority = issuer is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=_VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if not is_authority:
        # openssl cms -verify wants the purpose e-mail protection unless it is told "any".
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purposes, critical=False)
    return builder.sign(signer, hashes.SHA256())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
