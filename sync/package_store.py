"""The daemon's own folder: packages taken out of the spool, and the proofs that let them go."""

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.faults import Refused, SyncFault
from sync.files import sync_folder, write_durably
from sync.outbox import NEW, PackageName, waiting_packages
from sync.submission import SubmissionId


@dataclass(frozen=True)
class PackageStore:
    """Files only; what they mean is in the queue."""

    folder: Path

    @property
    def packages(self) -> Path:
        """Where the encrypted packages lie until their proof has come and their time is up."""
        return self.folder / "packages"

    @property
    def proofs(self) -> Path:
        """Where the proofs of receipt lie, for good."""
        return self.folder / "proofs"

    def create(self) -> None:
        """Make the folders, closed to everyone else."""
        for folder in (self.folder, self.packages, self.proofs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(folder.parent)

    def take_over(self, spool: Path) -> list[tuple[PackageName, int]]:
        """Move what was handed over out of the spool, and name it with its size.

        May be broken off anywhere and repeated.
        """
        taken = []
        for name in list(waiting_packages(spool)):
            target = self.packages / str(name)
            _move(spool / NEW / str(name), target)
            taken.append((name, target.stat().st_size))
        if taken:
            sync_folder(self.packages)
            sync_folder(spool / NEW)
        return taken

    def held(self) -> Iterator[tuple[PackageName, int]]:
        """Name every package in the folder, with its size."""
        for entry in sorted(self.packages.iterdir()):
            name = PackageName.parse(entry.name)
            if name is not None:
                yield name, entry.stat().st_size

    def read(self, name: PackageName) -> bytes | None:
        """Answer the encrypted package; None when it is not there."""
        try:
            return (self.packages / str(name)).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: PackageName) -> None:
        """Forget a package whose proof is stored and whose time is up."""
        (self.packages / str(name)).unlink(missing_ok=True)
        sync_folder(self.packages)

    def store_proof(self, submission_id: SubmissionId, proof: bytes) -> None:
        """Make a verified proof durable."""
        write_durably(self.proofs / f"{submission_id}.xml", proof)

    def proof(self, submission_id: SubmissionId) -> bytes | None:
        """Answer the stored proof; None when there is none."""
        try:
            return (self.proofs / f"{submission_id}.xml").read_bytes()
        except FileNotFoundError:
            return None

    def export(self, name: PackageName, target: Path) -> tuple[Path, ...] | Refused[SyncFault]:
        """Copy a package, still encrypted, and its proof to a folder or a USB stick."""
        contents = {str(name): self.read(name), f"{name.submission_id}.xml": self.proof(name.submission_id)}
        try:
            target.mkdir(parents=True, exist_ok=True)
            for file_name, content in contents.items():
                if content is not None:
                    write_durably(target / file_name, content)
        except OSError as failed:
            return Refused(SyncFault.MEDIUM_UNWRITABLE, errno.errorcode.get(failed.errno or 0, "unknown"))
        return tuple(target / file_name for file_name, content in contents.items() if content is not None)


def _move(source: Path, target: Path) -> None:
    """Rename; where the spool lies on another file system, copy durably first and remove afterwards."""
    try:
        os.rename(source, target)  # noqa: PTH104  the crash campaign stops processes here
    except OSError as failed:
        if failed.errno != errno.EXDEV:
            raise
        fresh = target.with_name(f".{target.name}.new")
        with source.open("rb") as original, fresh.open("wb") as copy:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        os.rename(fresh, target)  # noqa: PTH104
        sync_folder(target.parent)
        source.unlink()
