"""From a confirmed letter to what may lie on the kiosk's disk: sealed with its key, readable by the daemon
and the office.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sync.cms import Sealer
from sync.container import build
from sync.outbox import PackageName
from sync.submission import Submission, sha256_hex
from sync.vault import encrypt


@dataclass(frozen=True)
class SealedPackage:
    """An encrypted container and the name under which it is handed over."""

    name: PackageName
    container_size_bytes: int
    encrypted: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The container's digest, of which the receipt prints the beginning."""
        return self.name.sha256


def seal(submission: Submission, sealer: Sealer, recipients: Sequence[str]) -> SealedPackage:
    """Build, sign and encrypt; the plain container never leaves this function."""
    container = build(submission, sealer)
    name = PackageName(submission.submission_id, submission.number, sha256_hex(container))
    return SealedPackage(name, len(container), encrypt(container, recipients))
