"""The wire for every other EZD: an archive package in a folder that it watches.

Whoever watches the folder may take a file away the moment it has its name. Whether it was put there is therefore not
asked of the folder: what was about to be done is written down before, and the file that was made ready tells the rest.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sync.archive_package import write_archive_package
from sync.channels.channel import Arrived, Deferred, Memory, Package, Refusal, Standing
from sync.clock import Clock
from sync.container import read_contents
from sync.faults import Refused, SyncFault
from sync.files import sync_folder, write_durably
from sync.submission import sha256_hex

READY, PLACED, DIGEST = "ready", "placed_at", "sha256"
STAGING = ".urzedomat"
"""Hidden folder beside the packages, on the same file system, for those that are not whole yet."""


@dataclass(frozen=True)
class FolderChannel:
    """Puts each letter, once, into the folder."""

    folder: Path
    clock: Clock
    name: str = "folder"

    def prepare(self, package: Package) -> Refusal | None:
        """Every package can be carried."""
        del package
        return None

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Make the file ready, note it, and give it its name."""
        contents = read_contents(package.data)
        if isinstance(contents, Refused):
            return Refusal(contents.code, contents.detail, is_absent=PLACED not in memory.known)
        try:
            return self._place(package, memory, lambda: write_archive_package(contents, package.data))
        except OSError as failed:
            return Deferred(SyncFault.MEDIUM_UNWRITABLE, type(failed).__name__)

    def look_up(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Tell from what was noted; the folder itself is emptied by whoever watches it."""
        del package
        return Standing.RECEIVED if memory.get(PLACED) else Standing.UNKNOWN

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        """Write down what was put where and when; the folder signs nothing."""
        record = {
            "what": "urzedomat hand-over file",
            "submission_id": package.submission_id,
            "number": package.number,
            "package_sha256": package.sha256,
            "file": _file_name(package),
            "file_sha256": memory.get(DIGEST) or "",
            "placed_at": memory.get(PLACED) or "",
        }
        return json.dumps(record, indent=1, sort_keys=True).encode() + b"\n"

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        """Demand the record of this very package."""
        return None if proof == self.fetch_proof(package, memory) else Refused(SyncFault.PROOF_NOT_MATCHING)

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        """A folder knows nothing of the case."""
        del arrived
        return None

    def close(self) -> None:
        """Nothing is held open."""

    def _place(self, package: Package, memory: Memory, write: Callable[[], bytes]) -> Standing:
        if memory.get(PLACED):
            return Standing.RECEIVED
        ready = self.folder / STAGING / _file_name(package)
        if memory.get(READY) is None:
            ready.parent.mkdir(exist_ok=True)
            data = write()
            write_durably(ready, data, mode=0o640)
            memory.save({READY: self.clock().isoformat(), DIGEST: sha256_hex(data)})
        # Noted as ready and no longer there: it was given its name before the crash, and may be taken away already.
        if ready.exists():
            os.rename(ready, self.folder / ready.name)  # noqa: PTH104  the crash campaign stops processes here
            sync_folder(self.folder)
        memory.save({PLACED: self.clock().isoformat()})
        return Standing.RECEIVED


def _file_name(package: Package) -> str:
    return f"{package.number}_{package.submission_id}.zip"
