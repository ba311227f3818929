"""What a verification says, as plain data: it crosses from a confined process as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import Base64Bytes, TypeAdapter

from sync.clock import ClockState
from sync.office.faults import PackageRefused
from sync.record import SubmissionRecord
from sync.seal import SignatureReport
from sync.submission import StatusAccess


@dataclass(frozen=True)
class SealReport:
    """The kiosk's seal, when it holds."""

    kiosk_id: str
    sealed_at: datetime
    certificate_sha256: str
    certificate_subject: str
    certificate_ends_at: datetime


@dataclass(frozen=True)
class DocumentFacts:
    """One part of the package."""

    name: str
    media_type: str
    role: str
    size: int
    sha256: str


@dataclass(frozen=True)
class VerifiedPackage:
    """A package of which every digest and the seal hold."""

    record: SubmissionRecord
    status: StatusAccess
    seal: SealReport
    signatures: tuple[SignatureReport, ...]
    documents: tuple[DocumentFacts, ...]
    texts: tuple[str, ...]
    pdf_pages: int | None  # None: the PDF can't be shown


@dataclass(frozen=True)
class Verdict:
    """Exactly one of the two."""

    package: VerifiedPackage | None = None
    refused: PackageRefused | None = None


@dataclass(frozen=True)
class VerifyOrder:
    """Everything a confined process needs to judge a package."""

    path: str
    kiosks: Mapping[str, str]  # certificate fingerprint to kiosk, as in KioskTrust
    signature_roots: Sequence[Base64Bytes]
    received_at: datetime
    max_package_bytes: int
    max_entries: int
    max_total_bytes: int
    is_demo: bool

    def moment_of_signing(self, sealed_at: datetime, state: ClockState) -> datetime:
        """A letter may wait on the kiosk for days: its signer's certificate is judged as of the sealing."""
        return self.received_at if state is ClockState.UNKNOWN else min(sealed_at, self.received_at)


VERDICT = TypeAdapter(Verdict)
ORDER = TypeAdapter(VerifyOrder)
SIGNATURES = TypeAdapter(tuple[SignatureReport, ...])
SEAL = TypeAdapter(SealReport)
RECORD = TypeAdapter(SubmissionRecord)
