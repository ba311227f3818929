"""Judges a complete package in a confined process, and then whether it is the one that was announced."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.office.confined import Misfortune, Workers
from sync.office.faults import OfficeFault, PackageRefused
from sync.office.jobs import JobName
from sync.office.kiosks import KioskRegister, der
from sync.office.settings import LimitsSection
from sync.office.uploads import Upload
from sync.office.verdict import ORDER, VERDICT, VerifiedPackage, VerifyOrder
from sync.seal import KioskTrust


@dataclass(frozen=True)
class Verifier:
    """Knows whose seal and whose signature to believe."""

    register: KioskRegister
    workers: Workers
    limits: LimitsSection
    signature_roots: Sequence[bytes]
    is_demo: bool

    def verify(self, package: Path, upload: Upload) -> VerifiedPackage | PackageRefused | Misfortune:
        """Blocks until the confined process has answered or its deadline has passed."""
        answer = self.workers.run(
            JobName.VERIFY,
            {},
            ORDER.dump_json(self._order(package, upload)),
            deadline_s=self.limits.verify_deadline_s,
        )
        if isinstance(answer, Misfortune):
            return answer
        verdict = VERDICT.validate_json(answer)
        if verdict.package is None:
            return verdict.refused or PackageRefused(OfficeFault.UNVERIFIABLE.value, "an empty verdict")
        return _other_than_announced(verdict.package, upload) or verdict.package

    def _order(self, package: Path, upload: Upload) -> VerifyOrder:
        """Only the sending kiosk's own certificates are believed."""
        kiosk = self.register.find(upload.kiosk_id)
        certificates = () if kiosk is None else kiosk.seal_certificates
        trust = KioskTrust.of({upload.kiosk_id: [der(certificate) for certificate in certificates]})
        assert upload.completed_at is not None  # noqa: S101  only complete uploads come here
        return VerifyOrder(
            path=str(package),
            kiosks=dict(trust.kiosks),
            signature_roots=tuple(self.signature_roots),
            received_at=upload.completed_at,
            max_package_bytes=self.limits.max_upload_bytes,
            max_entries=self.limits.max_entries,
            max_total_bytes=self.limits.max_uncompressed_bytes,
            is_demo=self.is_demo,
        )


def _other_than_announced(package: VerifiedPackage, upload: Upload) -> PackageRefused | None:
    letter = package.record
    pairs = {
        "submission_id": (letter.submission_id, upload.submission_id),
        "number": (letter.number, upload.number),
        "kiosk": (package.seal.kiosk_id, upload.kiosk_id),
    }
    others = [name for name, (found, announced) in pairs.items() if found != announced]
    if not others:
        return None
    return PackageRefused(OfficeFault.OTHER_PACKAGE.value, f"other than announced: {', '.join(others)}")
