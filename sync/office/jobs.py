"""What runs in the confined processes: everything that parses bytes from outside."""

import hashlib
import io
import os
from collections.abc import Callable, Mapping
from datetime import UTC
from enum import StrEnum
from pathlib import Path

import pypdfium2
from cryptography import x509

from sync.container import KIOSK, METADATA, RECORD, KioskTrust, Limits, Opened, open_container
from sync.faults import Refused, SealFault
from sync.manifest import MANIFEST, MIMETYPE, PARTS_LIST, SIGNATURE
from sync.office.faults import PackageRefused
from sync.office.verdict import (
    ORDER,
    VERDICT,
    DocumentFacts,
    SealReport,
    Verdict,
    VerifiedPackage,
    VerifyOrder,
)
from sync.seal import PdfTrust, Seal, is_demo_certificate, verify_pdf

_JPEG_QUALITY = 82
_LARGEST_SIDE_PX = 4000

_MOST_PAGES = 2000
"""Twice what the largest stack has: the clerk's page draws every one, and a few bytes can claim a million."""

_OWN_TYPES: Mapping[str, str] = {
    METADATA: "application/xml",
    RECORD: "application/json",
    KIOSK: "application/json",
    PARTS_LIST: "application/xml",
    MANIFEST: "application/xml",
    SIGNATURE: "application/pkcs7-signature",
    MIMETYPE: "text/plain",
}


Options = Mapping[str, int]
"""The few numbers that a job is told besides its input."""


class JobName(StrEnum):
    """What can be asked of a confined process."""

    VERIFY = "verify"
    RENDER = "render"


def verify_package(input_fd: int, options: Options) -> bytes:  # noqa: ARG001  the order is in the input
    """Judge a package; the input is a VerifyOrder and the answer a Verdict, both as JSON."""
    with os.fdopen(input_fd, "rb") as order:
        return VERDICT.dump_json(_judge(ORDER.validate_json(order.read())))


def render_page(input_fd: int, options: Options) -> bytes:
    """Draw one page of a PDF as a JPEG so wide; no bytes if there is no such page or it can't be drawn."""
    with os.fdopen(input_fd, "rb") as pdf:
        return _draw(pdf.read(), options["index"], options["width_px"])


JOBS: Mapping[str, Callable[[int, Options], bytes]] = {
    JobName.VERIFY: verify_package,
    JobName.RENDER: render_page,
}


def _draw(pdf: bytes, index: int, width_px: int) -> bytes:
    try:
        document = pypdfium2.PdfDocument(pdf)
        if not 0 <= index < len(document):
            return b""
        page = document[index]
        scale = min(width_px / page.get_width(), _LARGEST_SIDE_PX / page.get_height())
        image = page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError:
        return b""
    jpeg = io.BytesIO()
    image.save(jpeg, "JPEG", quality=_JPEG_QUALITY)
    return jpeg.getvalue()


def _judge(order: VerifyOrder) -> Verdict:
    limits = Limits(
        package_bytes=order.max_package_bytes, entries=order.max_entries, total_bytes=order.max_total_bytes
    )
    opened = open_container(Path(order.path), KioskTrust(order.kiosks), limits)
    if isinstance(opened, Refused):
        return Verdict(refused=PackageRefused(opened.code.value, opened.detail))
    if is_demo_certificate(opened.seal.certificate_der) and not order.is_demo:
        return Verdict(refused=PackageRefused(SealFault.UNKNOWN_KIOSK.value, "a demonstration's certificate"))
    return Verdict(package=_describe(opened, order))


def _describe(opened: Opened, order: VerifyOrder) -> VerifiedPackage:
    sealed = opened.record.sealed
    trust = PdfTrust(order.signature_roots, order.moment_of_signing(sealed.at, sealed.state))
    return VerifiedPackage(
        record=opened.record,
        status=opened.status,
        seal=_seal_report(opened.seal),
        signatures=verify_pdf(opened.letter, trust),
        documents=_documents(opened),
        texts=tuple(opened.texts.values()),
        pdf_pages=_count_pages(opened.letter),
    )


def _documents(opened: Opened) -> tuple[DocumentFacts, ...]:
    described = {item.name: (item.media_type, item.role.value) for item in opened.record.documents}
    facts = []
    for name, data in sorted(opened.parts.items()):
        media_type, role = described.get(
            name, (_OWN_TYPES.get(name, "application/octet-stream"), "container")
        )
        facts.append(DocumentFacts(name, media_type, role, len(data), hashlib.sha256(data).hexdigest()))
    return tuple(facts)


def _seal_report(seal: Seal) -> SealReport:
    certificate = x509.load_der_x509_certificate(seal.certificate_der)
    return SealReport(
        kiosk_id=seal.kiosk_id,
        sealed_at=seal.sealed_at,
        certificate_sha256=hashlib.sha256(seal.certificate_der).hexdigest(),
        certificate_subject=certificate.subject.rfc4514_string(),
        certificate_ends_at=certificate.not_valid_after_utc.astimezone(UTC),
    )


def _count_pages(pdf: bytes) -> int | None:
    """Count the pages to show; None for a PDF that can't be shown, or that claims more than any letter has."""
    try:
        pages = len(pypdfium2.PdfDocument(pdf))
    except pypdfium2.PdfiumError:
        return None
    return pages if pages <= _MOST_PAGES else None
