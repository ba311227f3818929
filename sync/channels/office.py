"""The wire to the office's own back end: tus up, a signed proof of receipt back."""

from collections.abc import Sequence
from enum import StrEnum
from http import HTTPStatus

from sync.channels.channel import Arrived, Deferred, Memory, Package, Refusal, Standing
from sync.channels.tus import CHUNK_BYTES, TusClient, UploadGone
from sync.channels.wire import Wire
from sync.faults import Refused, SealFault, SyncFault
from sync.proof import verify_proof

UPLOAD_URL = "upload_url"
_KNOWN = {fault.value: fault for fault in [*SealFault, *SyncFault]}


class OfficeChannel:
    """Delivers to `{base}/api/v1`."""

    name = "office"

    def __init__(
        self, wire: Wire, office_certificates: Sequence[bytes], *, chunk_bytes: int = CHUNK_BYTES
    ) -> None:
        self._wire = wire
        self._certificates = office_certificates
        self._uploads = TusClient(wire, "api/v1/uploads", chunk_bytes=chunk_bytes)

    def prepare(self, package: Package) -> Refusal | None:
        """The office takes every container as it is."""
        del package
        return None

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Go on with the remembered upload, or look whether it is there already, or begin."""
        standing = self._bring(package, memory)
        if isinstance(standing, Refusal):
            memory.forget(
                UPLOAD_URL
            )  # what was refused is not gone on with, once a person has seen to the cause
        return standing

    def _bring(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        url = memory.get(UPLOAD_URL)
        if url is not None:
            sent = self._uploads.send(url, package.data)
            if not isinstance(sent, UploadGone):
                return self._settle(sent, package, memory)
        standing = self.look_up(package, memory)
        if isinstance(standing, Deferred) or standing in (Standing.RECEIVED, Standing.VERIFYING):
            return standing
        return self._upload(package, memory)

    def look_up(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Ask for the submission by its identifier, and compare the digest."""
        del memory  # the identifier is enough
        answer = self._wire.ask("GET", self._wire.at(f"api/v1/submissions/{package.submission_id}"))
        if isinstance(answer, Deferred):
            return answer
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return Standing.UNKNOWN
        try:
            report = answer.json()
            state = str(report["state"]) if answer.is_success else ""
        except (ValueError, KeyError, TypeError):
            return Deferred(SyncFault.OFFICE_BROKEN, "the answer can't be read")
        if state == "refused":
            return _refusal(str(report.get("reason") or ""), str(report.get("detail") or ""))
        if state in (Standing.RECEIVED, Standing.VERIFYING):
            if report.get("sha256", package.sha256) != package.sha256:
                return Refusal(SyncFault.REPLAY_WITH_OTHER_CONTENT)
            return Standing(state)
        return Deferred(SyncFault.OFFICE_BROKEN, f"status {answer.status_code}")

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        """Fetch the signed proof of receipt."""
        del memory
        answer = self._wire.ask("GET", self._wire.at(f"api/v1/submissions/{package.submission_id}/proof"))
        if isinstance(answer, Deferred):
            return answer
        if not answer.is_success or not answer.content:
            return Deferred(SyncFault.PROOF_PENDING, f"status {answer.status_code}")
        return answer.content

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        """Demand the pinned office's signature, and the same submission, number, digest and size."""
        del memory
        confirmed = verify_proof(proof, self._certificates)
        if isinstance(confirmed, Refused):
            return confirmed
        agreements = {
            "submission": confirmed.submission_id == package.submission_id,
            "number": confirmed.number == package.number,
            "digest": confirmed.sha256 == package.sha256,
            "size": confirmed.size_bytes == len(package.data),
        }
        wrong = [name for name, agrees in agreements.items() if not agrees]
        return Refused(SyncFault.PROOF_NOT_MATCHING, f"another {' and '.join(wrong)}") if wrong else None

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        """Fetch the case status, encrypted to the holder of the receipt."""
        answer = self._wire.ask("GET", self._wire.at(f"api/v1/status/{arrived.status.lookup}"))
        if isinstance(answer, Deferred):
            return answer
        return answer.content if answer.is_success and answer.content else None

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()

    def _upload(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        about = {"submission_id": package.submission_id, "sha256": package.sha256, "number": package.number}
        url = self._uploads.create(len(package.data), about)
        if isinstance(url, Refused):
            return Refusal(url.code, url.detail)
        if isinstance(url, Deferred):
            return url
        memory.save({UPLOAD_URL: url})
        return self._settle(self._uploads.send(url, package.data), package, memory)

    def _settle(
        self, sent: UploadGone | Refused[SyncFault] | Deferred | None, package: Package, memory: Memory
    ) -> Standing | Refusal | Deferred:
        """Say what an ended upload has come to; only the office's word counts, not that all bytes went out."""
        if isinstance(sent, Deferred):
            return sent
        standing = self.look_up(package, memory)
        if isinstance(sent, Refused):
            # The upload may have been refused because an earlier one has already become a submission.
            return (
                standing
                if isinstance(standing, Standing) and standing is not Standing.UNKNOWN
                else _final(sent)
            )
        if standing is Standing.UNKNOWN:
            return Deferred(SyncFault.OFFICE_BUSY, "the upload is complete and not yet a submission")
        return standing


def _final(sent: Refused[SyncFault]) -> Refusal:
    return Refusal(sent.code, sent.detail)


def _refusal(reason: str, detail: str) -> Refusal:
    """Keep the office's reason as a code where this version has words for it."""
    code: StrEnum | None = _KNOWN.get(reason) or _KNOWN.get(f"sync.{reason.removeprefix('office.')}")
    return Refusal(code or SyncFault.OFFICE_REFUSED, detail if code else f"{reason} {detail}".strip())
