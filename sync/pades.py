"""The resident's own signature on the PDF: PAdES (EN 319 142-1) B-B, or B-T where a time-stamp server
answers.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from sync.cms import CallableSigner, NotSigned, Sign, SigningStopped, run_to_end, trusting
from sync.faults import SealFault

FIELD = "Podpis"


@dataclass(frozen=True)
class SignedPdf:
    """The document with its signature."""

    pdf: bytes


@dataclass(frozen=True)
class PdfTrust:
    """Which authorities a resident's certificate may come from, and the moment when it must be valid."""

    roots: Sequence[bytes]
    at: datetime
    others: Sequence[bytes] = ()


@dataclass(frozen=True)
class SignatureReport:
    """What can be said of one signature in a PDF; `why_not` is empty exactly when all of it is good."""

    signer: str
    claimed_at: datetime | None
    is_intact: bool
    is_trusted: bool
    covers_whole_file: bool
    has_time_stamp: bool
    why_not: tuple[str, ...] = ()


def sign_pdf(
    pdf: bytes,
    certificate_der: bytes,
    chain: Sequence[bytes],
    sign: Sign,
    when: datetime,
    *,
    timestamper: TimeStamper | None = None,
) -> SignedPdf | NotSigned:
    """Sign with a key behind `sign`; it is called exactly once, and its refusal is the answer."""
    signer = _PunctualSigner(
        PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES),
        signer=CallableSigner(certificate_der, chain, sign),
        timestamper=timestamper,
        new_field_spec=SigFieldSpec(FIELD),
    )
    signer.when = when
    signed = io.BytesIO()
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
        run_to_end(signer.async_sign_pdf(writer, output=signed))
    except SigningStopped as stopped:
        return stopped.refusal
    except (PdfError, SigningError) as broken:
        return NotSigned(SealFault.PDF_UNREADABLE, type(broken).__name__)
    return SignedPdf(signed.getvalue())


def verify_pdf(pdf: bytes, trust: PdfTrust) -> tuple[SignatureReport, ...]:
    """Report on every signature in the document; none for an unsigned one, or for one that can't be read."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=True).embedded_regular_signatures
    except (PdfError, ValueError):
        return ()
    return tuple(_report(signature, trust) for signature in signatures)


class _PunctualSigner(PdfSigner):
    """pyHanko reads the machine's clock for `/M`; the kiosk's clock is passed in."""

    when: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.when
        return session


def _report(signature: EmbeddedPdfSignature, trust: PdfTrust) -> SignatureReport:
    context = trusting(trust.roots, at=trust.at, others=trust.others)
    signer = _name(signature.signer_cert) if signature.signer_cert is not None else ""
    claimed = signature.self_reported_timestamp
    try:
        status = run_to_end(async_validate_pdf_signature(signature, signer_validation_context=context))
    except (SignatureValidationError, PdfError, ValueError) as broken:
        why = f"it can't be checked: {type(broken).__name__}"
        return SignatureReport(signer, claimed, False, False, False, False, (why,))
    is_intact = bool(status.intact and status.valid)
    covers = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return SignatureReport(
        signer=signer,
        claimed_at=claimed,
        is_intact=is_intact,
        is_trusted=bool(status.trusted),
        covers_whole_file=covers,
        has_time_stamp=status.timestamp_validity is not None,
        why_not=_why_not(status, is_intact=is_intact, covers=covers),
    )


def _why_not(status: PdfSignatureStatus, *, is_intact: bool, covers: bool) -> tuple[str, ...]:
    reasons = []
    if not is_intact:
        reasons.append("the document is not the one that was signed")
    if not status.trusted:
        problem = status.trust_problem_indic
        reasons.append(
            f"the certificate is not trusted: {problem}" if problem else "the certificate is not trusted"
        )
    if not covers:
        reasons.append("something was added after the signature")
    return tuple(reasons)


def _name(certificate: x509.Certificate) -> str:
    name = certificate.subject.native.get("common_name", certificate.subject.human_friendly)
    return str(name)
