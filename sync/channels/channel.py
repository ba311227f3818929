"""One contract for four wires: the daemon decides when and whether, a channel knows only how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sync.faults import Refused, SyncFault
from sync.submission import ReceiptNumber, SubmissionId


@dataclass(frozen=True)
class Package:
    """A sealed container on its way, decrypted in RAM only."""

    submission_id: SubmissionId
    number: ReceiptNumber
    sha256: str
    data: bytes = field(repr=False)


class Standing(StrEnum):
    """What the far end knows of a submission."""

    UNKNOWN = "unknown"
    VERIFYING = "verifying"
    RECEIVED = "received"


@dataclass(frozen=True)
class Deferred:
    """It did not work now, and trying again later may help."""

    code: SyncFault
    detail: str = ""
    retry_after_s: float | None = None


@dataclass(frozen=True)
class Refusal:
    """It will not work until a person has done something; the code comes from the far end or from this one."""

    code: StrEnum
    detail: str = ""


@dataclass(frozen=True)
class Memory:
    """What a channel must find again after a crash, such as an upload's address: saved before it is relied
    on.
    """

    known: Mapping[str, str]
    save: Callable[[Mapping[str, str]], None]


class Channel(Protocol):
    """A way to an office. Everything in it may be repeated; the submission's id makes repeating harmless."""

    name: str

    def prepare(self, package: Package) -> Package | Refusal:
        """Turn the package into what this wire carries, and judge whether it can be carried at all."""

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Bring it there, going on where an earlier try broke off; look before repeating."""

    def look_up(self, package: Package) -> Standing | Refusal | Deferred:
        """Ask what the far end knows of it, and refuse to mistake other content for it."""

    def fetch_proof(self, submission_id: SubmissionId) -> bytes | Deferred:
        """Fetch the proof of receipt."""

    def check_proof(self, proof: bytes, package: Package) -> Refused[SyncFault] | None:
        """Judge whether this proof is by the right office and about this very package."""

    def fetch_status(self, lookup: str) -> bytes | Deferred | None:
        """Fetch the encrypted case status; None where there is none yet."""

    def close(self) -> None:
        """Give connections back."""
