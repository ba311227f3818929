"""Fresh keys and certificates for one ePUAP sandbox: nothing in it is worth stealing."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_UNIT = "URZEDOMAT DEMO"


@dataclass(frozen=True)
class Credential:
    """A key with its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @cached_property
    def der(self) -> bytes:
        """The certificate as DER."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The key as unencrypted PKCS#8."""
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


def make_credential(
    name: str,
    now: datetime,
    *,
    issuer: Credential | None = None,
    days: tuple[int, int] = (-30, 800),
    hosts: tuple[str, ...] = (),
) -> Credential:
    """Make one; without an issuer it is an authority. `days` says from when until when, counted from now."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _UNIT),
        ]
    )
    signer = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if hosts:
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return Credential(key, builder.sign(signer, hashes.SHA256()))


@dataclass(frozen=True)
class SandboxKeys:
    """Everyone in the play: ePUAP's services, its receipts, and the office that rehearses."""

    authority: Credential
    tls: Credential
    replies: Credential
    receipts: Credential
    expired: Credential
    stranger: Credential
    system: Credential
    seal: Credential

    @classmethod
    def fresh(cls, now: datetime) -> "SandboxKeys":
        """Make all of them; slow, so once for each sandbox."""
        authority = make_credential("ePUAP sandbox CA", now)
        return cls(
            authority=authority,
            tls=make_credential("localhost", now, issuer=authority, hosts=("localhost",)),
            replies=make_credential("ePUAP-SANDBOX-WS-Sign", now, issuer=authority),
            receipts=make_credential("ePUAP-SANDBOX-UPO", now, issuer=authority),
            expired=make_credential("ePUAP-SANDBOX-OLD", now, issuer=authority, days=(-400, -10)),
            stranger=make_credential("Nobody", now),
            system=make_credential("Urzedomat system", now, issuer=authority),
            seal=make_credential("Pieczec urzedu", now, issuer=authority),
        )

    @classmethod
    def kept_in(cls, folder: Path, now: datetime) -> "SandboxKeys":
        """Read what an earlier run wrote into the folder, or make all of it and write it there."""
        names = [field.name for field in fields(cls)]
        if not (folder / f"{names[-1]}.pem").exists():
            made = cls.fresh(now)
            for name in names:
                credential: Credential = getattr(made, name)
                (folder / f"{name}.key").touch(mode=0o600)
                (folder / f"{name}.key").write_bytes(credential.key_pem)
                (folder / f"{name}.pem").write_bytes(credential.pem)
        return cls(**{name: _read(folder, name) for name in names})


def _read(folder: Path, name: str) -> Credential:
    key = serialization.load_pem_private_key((folder / f"{name}.key").read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{name}.key is not an RSA key")
    return Credential(key, x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes()))
