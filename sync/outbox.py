"""The wall between screen and daemon: one atomic rename into a folder, the way maildir and Postfix do it.

The spool has three folders. `tmp/` is written to, `new/` holds what is complete, `status/` carries
encrypted case statuses back. The daemon owns them; the screen's user shares their group and may add.
Listing the folders is allowed, because fsync of a folder needs it to be opened for reading; names tell no
personal data, and the content is encrypted to keys the screen does not have. The sticky bit keeps one user
from removing another's files.
"""

import errno
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.faults import Refused, SyncFault
from sync.files import sync_folder
from sync.numbers import ReceiptNumber, parse_number
from sync.submission import SubmissionId, parse_submission_id

TMP, NEW, STATUS = "tmp", "new", "status"
RESERVE_BYTES = 16 * 1024 * 1024
"""Room left for the queue, the journals and the logs when packages fill the disk."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_SHARED = 0o3770  # set-group-id so that the daemon's group owns what is added; sticky; closed to others
_CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class PackageName:
    """A package's file name: all that the queue must know before it decrypts anything."""

    submission_id: SubmissionId
    number: ReceiptNumber
    sha256: str  # of the container inside, in hex

    def __str__(self) -> str:
        return f"{self.submission_id}~{self.number}~{self.sha256}.age"

    @classmethod
    def parse(cls, name: str) -> "PackageName | None":
        """Read a file name; None for anything that a screen would not have written."""
        stem, _, ending = name.rpartition(".")
        pieces = stem.split("~")
        if ending != "age" or len(pieces) != 3:
            return None
        submission_id, number = parse_submission_id(pieces[0]), parse_number(pieces[1])
        if (
            submission_id is None
            or isinstance(number, Refused)
            or number != pieces[1]
            or not _is_sha256(pieces[2])
        ):
            return None
        return cls(submission_id, number, pieces[2])


@dataclass(frozen=True)
class HandOver:
    """The package is durable in the spool: now, and not earlier, a receipt may be printed."""

    name: PackageName
    size_bytes: int


def create_spool(spool: Path, *, owner: int = -1, group: int = -1) -> None:
    """Make the spool's folders, or put their owner and modes right; -1 leaves an owner or group as it is."""
    for folder, mode in (
        (spool, 0o750),
        (spool / TMP, _SHARED),
        (spool / NEW, _SHARED),
        (spool / STATUS, 0o2750),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        os.chown(folder, owner, group)
        folder.chmod(mode)
        sync_folder(folder.parent)


def hand_over(
    spool: Path, name: PackageName, sealed: bytes, *, reserve_bytes: int = RESERVE_BYTES
) -> HandOver | Refused[SyncFault]:
    """Put an encrypted package into the spool, durably and whole, or leave nothing of it.

    Repeating it with the same name is harmless: the daemon knows the submission by its id and digest.
    """
    try:
        room = os.statvfs(spool)
        if room.f_bavail * room.f_frsize < len(sealed) + reserve_bytes:
            return Refused(SyncFault.DISK_FULL, f"{room.f_bavail * room.f_frsize} bytes free")
        _write_and_rename(spool, name, sealed)
    except OSError as failed:
        code = SyncFault.DISK_FULL if failed.errno in _FULL else SyncFault.SPOOL_UNWRITABLE
        return Refused(code, errno.errorcode.get(failed.errno or 0, "unknown"))
    return _make_durable(spool, name, len(sealed))


def waiting_packages(spool: Path) -> Iterator[PackageName]:
    """Name what has been handed over and not yet been picked up, oldest submission first."""
    for entry in sorted((spool / NEW).iterdir()):
        name = PackageName.parse(entry.name)
        if name is not None:
            yield name


def sweep(spool: Path, *, older_than: float) -> int:
    """Remove what a dead screen left in `tmp/` before that moment (POSIX time); answer how many files.

    A living writer holds a lock on its file, so that not even a clock that jumps can take it away.
    """
    removed = 0
    for leftover in (spool / TMP).iterdir():
        try:
            handle = os.open(leftover, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError:  # gone meanwhile, or not a file: neither is ours to remove
            continue
        try:
            if os.fstat(handle).st_mtime < older_than and _lock(handle):
                leftover.unlink(missing_ok=True)
                removed += 1
        finally:
            os.close(handle)
    return removed


def _write_and_rename(spool: Path, name: PackageName, sealed: bytes) -> None:
    fresh = spool / TMP / f"{name}.{os.getpid()}"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o640)
    try:
        _lock(handle)
        rest = memoryview(sealed)
        while rest:
            rest = rest[os.write(handle, rest[:_CHUNK_BYTES]) :]
        os.fsync(handle)
        os.rename(fresh, spool / NEW / str(name))  # noqa: PTH104  the crash campaign stops processes here
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)


def _make_durable(spool: Path, name: PackageName, size_bytes: int) -> HandOver | Refused[SyncFault]:
    """Fsync the folder; where that fails, take the package back unless the daemon has it already."""
    try:
        sync_folder(spool / NEW)
    except OSError as failed:
        try:
            (spool / NEW / str(name)).unlink()
        except FileNotFoundError:  # picked up between: the daemon makes it durable in its own folder
            return HandOver(name, size_bytes)
        return Refused(SyncFault.SPOOL_UNWRITABLE, errno.errorcode.get(failed.errno or 0, "unknown"))
    return HandOver(name, size_bytes)


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
