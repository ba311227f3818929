"""Keys never enter the signing library: they live in a card, a token or another process, behind a callable.

This is the one place that knows how pyHanko asks for a signature and how a refusal gets back out through it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from asn1crypto import algos, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import load_pem_x509_certificates
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore, SimpleTrustManager

from sync.faults import Refused

Sign = Callable[[bytes], "bytes | NotSigned"]
"""Signs the bytes given (not their digest) with SHA-256 and RSA PKCS#1 v1.5, or ECDSA in DER."""


@dataclass(frozen=True)
class NotSigned:
    """The key did not sign: the card was pulled, the PIN is blocked… The code is the device's own."""

    code: StrEnum
    detail: str = ""


@dataclass(frozen=True)
class Sealer:
    """The kiosk's seal: its certificate, those above it, and the key behind a callable."""

    certificate_der: bytes
    chain: Sequence[bytes]
    sign: Sign = field(repr=False)

    @classmethod
    def from_pem(cls, key_pem: bytes, certificate_pem: bytes, chain_pem: bytes = b"") -> "Sealer":
        """Take the key from a file: for a kiosk without a token, and for the demo."""
        return cls(certificate_of(certificate_pem), certificates_of(chain_pem), key_signer(key_pem))


class SigningStopped(Exception):  # noqa: N818  it is an outcome on its way through a library, not an error
    """Carries a refusal by the key out through the signing library."""

    def __init__(self, refusal: NotSigned) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal


class CallableSigner(Signer):
    """Lets pyHanko sign with a callable; RSA with PKCS#1 v1.5 or ECDSA, whichever the certificate says."""

    def __init__(self, certificate_der: bytes, chain: Sequence[bytes], sign: Sign) -> None:
        certificate = x509.Certificate.load(certificate_der)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # not annotated there
        store.register_multiple([certificate, *(x509.Certificate.load(der) for der in chain)])
        algorithm = "sha256_ecdsa" if certificate.public_key.algorithm == "ec" else "sha256_rsa"
        mechanism = algos.SignedDigestAlgorithm({"algorithm": algorithm})
        super().__init__(signing_cert=certificate, cert_registry=store, signature_mechanism=mechanism)
        self._sign = sign
        self._room = 160 if algorithm == "sha256_ecdsa" else certificate.public_key.byte_size

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Ask the key once; pyHanko's dry run, which measures, never reaches it."""
        if dry_run:
            return bytes(self._room)
        if digest_algorithm != "sha256":
            raise ValueError(f"the key signs with sha256, not with {digest_algorithm}")
        answer = self._sign(data)
        if isinstance(answer, NotSigned):
            raise SigningStopped(answer)
        return answer


def key_signer(key_pem: bytes) -> Sign:
    """Make a signing callable of a key in a PEM file."""
    key = serialization.load_pem_private_key(key_pem, password=None)

    def sign(data: bytes) -> bytes:
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(data, ec.ECDSA(hashes.SHA256()))
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        raise ValueError("the seal's key must be EC or RSA")

    return sign


def trusting(roots: Sequence[bytes], *, at: datetime, others: Sequence[bytes] = ()) -> ValidationContext:
    """Trust these certificates and nothing else, as of a moment; nothing is ever fetched from the network."""
    manager = SimpleTrustManager.build(trust_roots=[x509.Certificate.load(der) for der in roots])
    return ValidationContext(
        trust_manager=manager,
        other_certs=[x509.Certificate.load(der) for der in others],
        moment=at,
        allow_fetching=False,
    )


def certificate_of(pem: bytes) -> bytes:
    """Answer the first certificate of a PEM file as DER."""
    return certificates_of(pem)[0]


def certificates_of(pem: bytes) -> tuple[bytes, ...]:
    """Answer all certificates of a PEM file as DER."""
    found = load_pem_x509_certificates(pem) if pem.strip() else []
    return tuple(certificate.public_bytes(serialization.Encoding.DER) for certificate in found)


Result = TypeVar("Result")


def run_to_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Run pyHanko's asynchronous half from plain code, also where a loop runs already in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as aside:
        return aside.submit(asyncio.run, work).result()


__all__ = [
    "CallableSigner",
    "NotSigned",
    "Refused",
    "Sealer",
    "Sign",
    "SigningStopped",
    "certificate_of",
    "certificates_of",
    "key_signer",
    "run_to_end",
    "trusting",
]
