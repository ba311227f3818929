"""One file that proves itself for decades: an ASiC-E container (EN 319 162-1) that public tools can check."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sync.archive import Limits, read_archive, write_archive
from sync.cades import KioskTrust, Seal, sign_manifest, verify_manifest
from sync.cms import NotSigned, Sealer
from sync.faults import Refused, SealFault
from sync.manifest import (
    CONTAINER_TYPE,
    MANIFEST,
    MIMETYPE,
    PARTS_LIST,
    SIGNATURE,
    Part,
    read_manifest,
    write_manifest,
    write_parts_list,
)
from sync.metadata import build_metadata
from sync.record import SubmissionRecord, read_status_access, read_submission, write_kiosk, write_submission
from sync.safexml import parse_xml
from sync.submission import LETTER, DocumentRole, StatusAccess, Submission, scan_name

METADATA = "metadata.xml"
RECORD = "submission.json"
KIOSK = "metadata/kiosk.json"

_ALWAYS = (LETTER, METADATA, RECORD, KIOSK, PARTS_LIST)
_UNLISTED = {MIMETYPE, MANIFEST, SIGNATURE}

__all__ = [
    "CONTAINER_TYPE",
    "Contents",
    "KioskTrust",
    "Limits",
    "Opened",
    "Refused",
    "SealFault",
    "Sealer",
    "SealingRefused",
    "build",
    "open_container",
    "read_contents",
]


class SealingRefused(OSError):  # noqa: N818  named for what the key did
    """The kiosk's own key did not answer: the environment failed, and nothing was sealed."""

    def __init__(self, refusal: NotSigned) -> None:
        super().__init__(f"{refusal.code.value} {refusal.detail}".strip())
        self.refusal = refusal


@dataclass(frozen=True)
class Opened:
    """A container of which every digest and the seal hold."""

    record: SubmissionRecord
    seal: Seal
    status: StatusAccess
    sha256: str
    size_bytes: int
    parts: Mapping[str, bytes] = field(repr=False)

    @property
    def letter(self) -> bytes:
        """The PDF that the resident confirmed, and signed if they had a card."""
        return self.parts[LETTER]

    @property
    def texts(self) -> Mapping[str, str]:
        """The recognised text, page by page, in order."""
        names = sorted(name for name in self.parts if name.startswith("text/"))
        return {name: self.parts[name].decode("utf-8", errors="replace") for name in names}


def build(submission: Submission, sealer: Sealer) -> bytes:
    """Seal a submission. The caller has checked the account; one that does not balance is a bug."""
    imbalance = submission.account.check()
    if imbalance:
        raise ValueError(f"sheets not accounted for: {'; '.join(imbalance)}")
    parts = [
        *(Part(document.name, document.media_type, document.data) for document in submission.documents),
        Part(METADATA, "application/xml", build_metadata(submission)),
        Part(RECORD, "application/json", write_submission(submission)),
        Part(KIOSK, "application/json", write_kiosk(submission)),
    ]
    parts.sort(key=lambda part: part.name)
    parts.append(Part(PARTS_LIST, "application/xml", write_parts_list(parts)))
    manifest = write_manifest(parts)
    signature = sign_manifest(manifest, sealer, submission.sealed.at)
    if isinstance(signature, NotSigned):
        raise SealingRefused(signature)
    parts.append(Part(MANIFEST, "application/xml", manifest))
    parts.append(Part(SIGNATURE, "application/pkcs7-signature", signature))
    return write_archive(parts, submission.sealed.at)


def open_container(
    package: bytes | Path,
    trust: KioskTrust,
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Opened | Refused[SealFault]:
    """Open a container strictly: the answer is either all of it, proven, or one reason why not."""
    if isinstance(package, Path):
        size = package.stat().st_size
        if size > limits.package_bytes:
            return Refused(SealFault.OVERSIZED, f"the package has {size} bytes")
        package = package.read_bytes()
    parts = read_archive(package, limits)
    if isinstance(parts, Refused):
        return parts
    seal = _check_seal(parts, trust)
    if isinstance(seal, Refused):
        return seal
    described = _read_description(parts)
    if isinstance(described, Refused):
        return described
    record, status = described
    refusal = _check_agreement(record, seal, parts)
    if refusal is not None:
        return refusal
    return Opened(record, seal, status, hashlib.sha256(package).hexdigest(), len(package), parts)


@dataclass(frozen=True)
class Contents:
    """What a package says, read without judging its seal."""

    record: SubmissionRecord
    status: StatusAccess
    parts: Mapping[str, bytes] = field(repr=False)


def read_contents(package: bytes, limits: Limits = Limits()) -> Contents | Refused[SealFault]:  # noqa: B008  frozen
    """Read a package on its way out. Its seal is not judged: that is the receiver's to do."""
    parts = read_archive(package, limits)
    if isinstance(parts, Refused):
        return parts
    for name in (RECORD, KIOSK):
        if name not in parts:
            return Refused(SealFault.MISSING_PART, name)
    record = read_submission(parts[RECORD])
    if isinstance(record, Refused):
        return record
    status = read_status_access(parts[KIOSK])
    return status if isinstance(status, Refused) else Contents(record, status, parts)


def _check_seal(parts: Mapping[str, bytes], trust: KioskTrust) -> Seal | Refused[SealFault]:
    for name in (MANIFEST, SIGNATURE, *_ALWAYS):
        if name not in parts:
            return Refused(SealFault.MISSING_PART, name)
    digests = read_manifest(parts[MANIFEST])
    if isinstance(digests, Refused):
        return digests
    seal = verify_manifest(parts[MANIFEST], parts[SIGNATURE], trust)
    if isinstance(seal, Refused):
        return seal
    present = set(parts) - _UNLISTED
    for name in sorted(set(digests) - present):
        return Refused(SealFault.MISSING_PART, name)
    for name in sorted(present - set(digests)):
        return Refused(SealFault.EXTRA_PART, name)
    for name, digest in digests.items():
        if hashlib.sha256(parts[name]).digest() != digest:
            return Refused(SealFault.WRONG_DIGEST, name)
    return seal


def _read_description(
    parts: Mapping[str, bytes],
) -> tuple[SubmissionRecord, StatusAccess] | Refused[SealFault]:
    for name in (METADATA, PARTS_LIST):
        parsed = parse_xml(parts[name])
        if isinstance(parsed, Refused):
            return parsed
    record = read_submission(parts[RECORD])
    if isinstance(record, Refused):
        return record
    status = read_status_access(parts[KIOSK])
    if isinstance(status, Refused):
        return status
    return record, status


def _check_agreement(
    record: SubmissionRecord, seal: Seal, parts: Mapping[str, bytes]
) -> Refused[SealFault] | None:
    """Compare what the package says about itself with what it is."""
    if record.kiosk.kiosk_id != seal.kiosk_id:
        return Refused(SealFault.UNKNOWN_KIOSK, f"sealed by {seal.kiosk_id} in another kiosk's name")
    described = {document.name: document.sha256 for document in record.documents}
    held = set(parts) - _UNLISTED - {METADATA, RECORD, KIOSK, PARTS_LIST}
    if set(described) != held or len(described) != len(record.documents):
        return Refused(SealFault.MALFORMED, "submission.json names other documents than there are")
    for name, digest in described.items():
        if hashlib.sha256(parts[name]).hexdigest() != digest:
            return Refused(SealFault.WRONG_DIGEST, name)
    scanned = {scan_name(page.number): page.digest_sha256 for page in record.pages if page.number is not None}
    for document in record.documents:
        if document.role is DocumentRole.SCAN and scanned.get(document.name) != document.sha256:
            return Refused(SealFault.WRONG_DIGEST, f"{document.name} is not the side that was scanned")
    return None
