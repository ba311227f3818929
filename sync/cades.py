"""The kiosk's seal over a container's manifest: a detached CAdES B-B signature (EN 319 122-1), pinned key."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms, x509
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints

from sync.cms import CallableSigner, NotSigned, Sealer, SigningStopped, run_to_end, trusting
from sync.faults import Refused, SealFault

_ALGORITHMS = {"sha256_ecdsa", "sha256_rsa"}
_LAST_UTC_TIME = datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)
_ANY_USE = KeyUsageConstraints(key_usage=set())


@dataclass(frozen=True)
class KioskTrust:
    """The seal certificates the office accepts: fingerprint (SHA-256, hex) to the kiosk with that key."""

    kiosks: Mapping[str, str]

    @classmethod
    def of(cls, certificates: Mapping[str, Iterable[bytes]]) -> "KioskTrust":
        """Pin each kiosk's certificates (DER); several while a key is being replaced."""
        return cls({fingerprint(der): kiosk for kiosk, held in certificates.items() for der in held})


@dataclass(frozen=True)
class Seal:
    """A seal that holds: whose it is, and when it says it was made."""

    kiosk_id: str
    certificate_der: bytes
    sealed_at: datetime


def sign_manifest(manifest: bytes, sealer: Sealer, when: datetime) -> bytes | NotSigned:
    """Answer the detached signature as DER."""
    # The library writes UTCTime, which ends in 2049 (RFC 5652, 11.3). A clock beyond that is wrong anyway, and must
    # not keep a letter from being sealed; `submission.json` tells it as it was.
    claimed = min(when, _LAST_UTC_TIME)
    signer = CallableSigner(sealer.certificate_der, sealer.chain, sealer.sign)
    work = signer.async_sign_general_data(
        manifest,
        "sha256",
        detached=True,
        use_cades=True,
        signed_attr_settings=PdfCMSSignedAttributes(signing_time=claimed),
    )
    try:
        return bytes(run_to_end(work).dump())
    except SigningStopped as stopped:
        return stopped.refusal


def verify_manifest(manifest: bytes, signature: bytes, trust: KioskTrust) -> Seal | Refused[SealFault]:
    """Accept exactly one signature over exactly these bytes, by a certificate that is pinned.

    The certificate's own dates are not judged: the office withdraws trust by taking it off the list, and a
    kiosk whose clock is wrong must not lose a resident's letter.
    """
    try:
        signed = _signed_data(signature)
        info = signed["signer_infos"][0]
        certificate = _signer_certificate(signed, info)
        algorithm = info["signature_algorithm"]["algorithm"].native
        signing_time = _signing_time(info)
    except (ValueError, KeyError, TypeError, IndexError) as broken:
        return Refused(SealFault.BAD_SIGNATURE, f"not a CAdES signature: {type(broken).__name__}")
    kiosk_id = trust.kiosks.get(fingerprint(certificate.dump()))
    if kiosk_id is None:
        return Refused(
            SealFault.UNKNOWN_KIOSK, f"certificate {fingerprint(certificate.dump())[:16]} is not on the list"
        )
    if algorithm not in _ALGORITHMS:
        return Refused(SealFault.BAD_SIGNATURE, f"algorithm {algorithm} is not accepted")
    at = certificate["tbs_certificate"]["validity"]["not_before"].native
    context = trusting([certificate.dump()], at=at)
    work = async_validate_detached_cms(
        manifest, signed, signer_validation_context=context, key_usage_settings=_ANY_USE
    )
    try:
        status = run_to_end(work)
    except (SignatureValidationError, ValueError) as broken:
        return Refused(SealFault.BAD_SIGNATURE, type(broken).__name__)
    if not (status.intact and status.valid):
        return Refused(SealFault.BAD_SIGNATURE, "the signature does not fit the manifest")
    return Seal(kiosk_id, certificate.dump(), signing_time)


def fingerprint(certificate_der: bytes) -> str:
    """Answer the SHA-256 of a certificate in hex: the name under which it is pinned."""
    return hashlib.sha256(certificate_der).hexdigest()


def _signed_data(signature: bytes) -> cms.SignedData:
    content = cms.ContentInfo.load(signature, strict=True)
    if content["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    signed: cms.SignedData = content["content"]
    if len(signed["signer_infos"]) != 1 or signed["encap_content_info"]["content"].native is not None:
        raise ValueError("not exactly one detached signature")
    return signed


def _signer_certificate(signed: cms.SignedData, info: cms.SignerInfo) -> x509.Certificate:
    wanted = info["sid"].chosen
    for choice in signed["certificates"]:
        certificate = choice.chosen
        if (
            isinstance(certificate, x509.Certificate)
            and certificate.issuer == wanted["issuer"]
            and certificate.serial_number == wanted["serial_number"].native
        ):
            return certificate
    raise ValueError("the signer's certificate is not in the signature")


def _signing_time(info: cms.SignerInfo) -> datetime:
    for attribute in info["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            moment = attribute["values"][0].native
            if isinstance(moment, datetime):
                return moment
    raise ValueError("no signing time, which CAdES demands")
