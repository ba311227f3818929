"""Certificates that the sandbox of e-Doręczenia makes for itself: an authority, servers, the operator's evidence."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.sandbox.edoreczenia_evidence import EvidenceSigner

AUTHORITY, SERVER, EXPIRED, OPERATOR, SYSTEM_KEY = (
    "authority.pem",
    "server.pem",
    "server-expired.pem",
    "operator.pem",
    "system-key.pem",
)


@dataclass(frozen=True)
class Material:
    """Where keys and certificates lie; each file holds the certificate, and the key where there is one."""

    folder: Path

    @property
    def authority(self) -> Path:
        """What clients trust."""
        return self.folder / AUTHORITY

    @property
    def system_key(self) -> Path:
        """The private key of the registered system, for the one who rehearses."""
        return self.folder / SYSTEM_KEY

    def server(self, *, is_expired: bool = False) -> Path:
        """Key and certificate of the server."""
        return self.folder / (EXPIRED if is_expired else SERVER)

    def signer(self) -> EvidenceSigner:
        """Key and certificate that evidence is signed with."""
        pem = (self.folder / OPERATOR).read_bytes()
        key = load_pem_private_key(pem, password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101  made below
        return EvidenceSigner(key, x509.load_pem_x509_certificate(pem))

    def public_key(self) -> bytes:
        """The public key of the registered system."""
        key = load_pem_private_key(self.system_key.read_bytes(), password=None)
        return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def make_material(folder: Path, clock: Callable[[], datetime]) -> Material:
    """Make what is not there yet."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    material = Material(folder)
    if material.system_key.exists():
        return material
    now = clock()
    authority_key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "e-Doręczenia sandbox CA")])
    authority = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(authority_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    material.authority.write_bytes(authority.public_bytes(Encoding.PEM))

    def issue(file: Path, common_name: str, since: datetime, until: datetime) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)]))
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(is_authority=False), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            )
            .add_extension(
                x509.SubjectAlternativeName(
                    [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
                ),
                critical=False,
            )
            .sign(authority_key, hashes.SHA256())
        )
        _write(file, _private(key) + certificate.public_bytes(Encoding.PEM))

    issue(material.server(), "localhost", now - timedelta(days=1), now + timedelta(days=3650))
    issue(material.server(is_expired=True), "localhost", now - timedelta(days=300), now - timedelta(days=2))
    issue(folder / OPERATOR, "Operator (próba)", now - timedelta(days=1), now + timedelta(days=3650))
    _write(material.system_key, _private(rsa.generate_private_key(65537, 2048)))
    return material


def _private(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(file: Path, data: bytes) -> None:
    file.touch(mode=0o600)
    file.write_bytes(data)


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
