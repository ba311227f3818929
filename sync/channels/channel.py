"""One contract for four wires: the daemon decides when and whether, a channel knows only how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sync.faults import Refused, SyncFault
from sync.submission import ReceiptNumber, StatusAccess, SubmissionId


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
    is_absent: bool = False
    """The far end surely has nothing of it: another channel may take it, nothing can arrive twice."""


PERSON_FOUND_NOTHING = "person_found_nothing"
"""In a memory, put there for a person who looked: the far end does not have the letter, so it may be sent again."""


REGISTER_NUMBER = "register_number"
"""In a memory: the number that the far end's register of incoming letters gave."""


class Memory:
    """What a channel must find again after a crash, such as an upload's address or a number it was given.

    Save what you are about to do before doing it, and what came of it as soon as it is known: after a crash the
    next try has nothing else to go by. Never personal data: it lies in the queue for as long as the item does.
    """

    def __init__(self, known: Mapping[str, str], store: Callable[[Mapping[str, str]], None]) -> None:
        """`store` is given everything that is known, and returns when it is durable."""
        self._known = dict(known)
        self._store = store

    @property
    def known(self) -> Mapping[str, str]:
        """Everything that was saved and not forgotten."""
        return dict(self._known)

    def get(self, name: str) -> str | None:
        """Answer what was saved under this name."""
        return self._known.get(name)

    def save(self, more: Mapping[str, str]) -> None:
        """Add or replace, durably."""
        self._known |= more
        self._store(dict(self._known))

    def forget(self, *names: str) -> None:
        """Remove, durably."""
        self._known = {name: value for name, value in self._known.items() if name not in names}
        self._store(dict(self._known))


@dataclass(frozen=True)
class Arrived:
    """A submission that was delivered, for asking after its case; its package may be gone already."""

    submission_id: SubmissionId
    number: ReceiptNumber
    status: StatusAccess
    known: Mapping[str, str]
    """The channel's memory."""


class Channel(Protocol):
    """A way to an office. Everything in it may be repeated.

    Where the far end knows no identifier of ours that makes repeating harmless, the channel looks before it repeats,
    and answers with a Refusal where looking is ambiguous.
    """

    @property
    def name(self) -> str:
        """By which the settings and the queue know it."""

    def prepare(self, package: Package) -> Refusal | None:
        """Judge, without the network, whether this wire can carry the package at all; None: it can."""

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Bring it there, going on where an earlier try broke off; look before repeating."""

    def look_up(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Ask what the far end knows of it, and refuse to mistake other content for it."""

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        """Fetch the proof of receipt: what the far end signed, or the record of what it answered."""

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        """Judge whether this proof is by the right office and about this very package."""

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        """Fetch the case status, encrypted to the holder of the receipt; None where there is none yet."""

    def close(self) -> None:
        """Give connections back."""
