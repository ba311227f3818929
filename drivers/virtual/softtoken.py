"""A second signature token, in software: SoftHSM shows that the driver isn't made for one card alone.

It also has what the emulated card lacks: elliptic-curve keys. It never locks and can't be pulled out.
"""

import os
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from drivers.virtual.card_database import DEMO_UNIT

MODULE: Final = Path("/usr/lib/softhsm/libsofthsm2.so")
_TIMEOUT_S: Final = 60
_VALIDITY: Final = timedelta(days=730)
_KEY_ID: Final = "01"


class KeyKind(StrEnum):
    """What keys a token can have, in pkcs11-tool's words."""

    RSA = "rsa:2048"
    EC = "EC:prime256v1"


@dataclass(frozen=True)
class SoftToken:
    """A token in a folder, ready to be used through SoftHSM's module."""

    label: str
    pin: str
    environment: tuple[tuple[str, str], ...]
    ca_pem: bytes
    """Certificate of the demo authority that issued the token's certificate."""


def make_soft_token(
    folder: Path,
    *,
    now: datetime,
    kind: KeyKind = KeyKind.RSA,
    holder: str = "Stanisława Błaszczyk",
    pin: str = "1234",
) -> SoftToken:
    """Make a token with one key and its certificate in an empty folder."""
    tokens = folder / "tokens"
    tokens.mkdir(parents=True, mode=0o700)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n")
    label = f"demo-{kind.name.lower()}"
    environment = (("SOFTHSM2_CONF", str(settings)),)
    _run(
        environment,
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        label,
        "--pin",
        pin,
        "--so-pin",
        pin,
    )
    tool = ["pkcs11-tool", "--module", str(MODULE), "--token-label", label, "--login", "--pin", pin]
    _run(environment, *tool, "--keypairgen", "--key-type", kind, "--id", _KEY_ID, "--label", "podpis")
    public, certificate = folder / "public.der", folder / "certificate.der"
    _run(environment, *tool, "--read-object", "--type", "pubkey", "--id", _KEY_ID, "-o", str(public))
    authority, issued = _certify(public.read_bytes(), holder, now)
    certificate.write_bytes(issued.public_bytes(serialization.Encoding.DER))
    write = ["--write-object", str(certificate), "--type", "cert", "--id", _KEY_ID, "--label", "podpis"]
    _run(environment, *tool, *write)
    return SoftToken(label, pin, environment, authority.public_bytes(serialization.Encoding.PEM))


def _certify(public: bytes, holder: str, now: datetime) -> tuple[x509.Certificate, x509.Certificate]:
    """Return a demo authority's certificate and the holder's; the authority's key is thrown away."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Demonstracyjne centrum certyfikacji")
    authority = (
        _builder(name, name, now)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    subject_key = serialization.load_der_public_key(public)
    assert isinstance(subject_key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey)  # noqa: S101 - made above
    issued = (
        _builder(_name(holder), name, now)
        .public_key(subject_key)
        .add_extension(_usage(content_commitment=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return authority, issued


def _builder(subject: x509.Name, issuer: x509.Name, now: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _VALIDITY)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "PL"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_UNIT),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _usage(*, content_commitment: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=key_cert_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _run(environment: tuple[tuple[str, str], ...], *command: str) -> None:
    subprocess.run(
        command, env={**os.environ, **dict(environment)}, capture_output=True, timeout=_TIMEOUT_S, check=True
    )
