"""Where packages lie: one small interface, so that a folder today can be an object store tomorrow."""

import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NewType, Protocol
from uuid import uuid4

BlobKey = NewType("BlobKey", str)

COPY_BYTES = 1024 * 1024


def package_key(sha256: str) -> BlobKey:
    """Name a received package by its content: storing it twice is storing it once."""
    return BlobKey(f"packages/{sha256[:2]}/{sha256}")


def part_prefix(upload_id: str) -> str:
    """Everything under this belongs to one upload and goes with it."""
    return f"uploads/{upload_id}/"


def part_key(upload_id: str, start: int) -> BlobKey:
    """Name a part; two clients that race for one offset must not write to one name."""
    return BlobKey(f"{part_prefix(upload_id)}{start:016d}-{uuid4().hex}")


class BlobStore(Protocol):
    """Whole blobs, written once and never changed. What `put` returned from survives a power cut."""

    def put(self, key: BlobKey, staged: "StagedFile") -> None:
        """Take the staged file over under this key; repeating it with the same content is harmless."""

    def open(self, key: BlobKey) -> BinaryIO:
        """Open for reading and seeking; FileNotFoundError if there is none."""

    def size(self, key: BlobKey) -> int | None:
        """Size in bytes, None if there is no such blob."""

    def delete(self, key: BlobKey) -> None:
        """Forget a blob; a missing one is fine."""

    def delete_prefix(self, prefix: str) -> None:
        """Forget every blob whose key begins with this folder-like prefix."""


class StagedFile:
    """A private file that is being written; its size and digest are known without reading it again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._digest = hashlib.sha256()
        self._file = path.open("xb")

    def write(self, data: bytes | memoryview) -> None:
        """Append."""
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)

    @property
    def sha256(self) -> str:
        """Hex digest of what was written so far."""
        return self._digest.hexdigest()

    def settle(self) -> None:
        """Close, with everything on the disk."""
        if self._file.closed:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        """Remove the file, unless a store has taken it over."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> "StagedFile":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()


class Staging:
    """The folder of files that are not blobs yet; whatever is old in it is a crash's litter."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def create(self) -> StagedFile:
        """Begin a file; leaving its `with` block removes it unless a store has taken it over."""
        return StagedFile(self._folder / uuid4().hex)

    def sweep(self, *, before: float) -> int:
        """Remove files last touched before this POSIX time; return how many."""
        old = [path for path in self._folder.iterdir() if path.stat().st_mtime < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


class FolderStore:
    """Blobs as files: written aside, fsynced, renamed into place, folder fsynced."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, key: BlobKey, staged: StagedFile) -> None:
        """Rename the staged file into place; both lie in one file system."""
        staged.settle()
        target = self._path(key)
        self._make_folders(target.parent)
        staged.path.replace(target)
        _fsync_folder(target.parent)

    def open(self, key: BlobKey) -> BinaryIO:
        """Open for reading."""
        return self._path(key).open("rb")

    def size(self, key: BlobKey) -> int | None:
        """Size in bytes, None if there is no such blob."""
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError:
            return None

    def delete(self, key: BlobKey) -> None:
        """Remove the file."""
        self._path(key).unlink(missing_ok=True)

    def delete_prefix(self, prefix: str) -> None:
        """Remove the folder; another instance may be doing the same."""
        shutil.rmtree(self._path(BlobKey(prefix.rstrip("/"))), ignore_errors=True)

    def _path(self, key: BlobKey) -> Path:
        return self._root / key

    def _make_folders(self, folder: Path) -> None:
        """A new folder's own name must survive too: fsync each parent that got an entry."""
        missing = [item for item in (folder, *folder.parents) if not item.exists()]
        for item in reversed(missing):
            item.mkdir(exist_ok=True, mode=0o700)
            _fsync_folder(item.parent)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
