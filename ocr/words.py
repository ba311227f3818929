"""Knows which Polish words exist, in a tenth of the memory that the words themselves would take.

Debian's `wpolish` lists 4.3 million forms (GPL-2, LGPL-2.1, MPL-1.1, Apache-2.0 or CC BY 4.0 at our choice). They
are kept as sorted 64-bit hashes in a cache file that all reading processes map. Without the list everything still
works, a little worse.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger(__name__)

WORD_LIST: Final = Path("/usr/share/dict/polish")
_BASE: Final = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_MASK: Final = 2**64 - 1
_CHUNK_BYTES: Final = 4_000_000
_PUNCTUATION: Final = ".,;:!?()[]{}\"'„”“«»‚’…–—-/*_|"

Hashes = NDArray[np.uint64]


class WordList:
    def __init__(self, hashes: Hashes) -> None:
        self._hashes = hashes

    @classmethod
    def load(cls, source: Path = WORD_LIST, cache_folder: Path | None = None) -> WordList:
        """Map the cache, making it first when it is absent or older than the list."""
        try:
            stamp = source.stat()
        except OSError:
            log.warning("word_list_absent")
            return cls(np.empty(0, np.uint64))
        folder = cache_folder or _cache_folder()
        cache = folder / f"words-{stamp.st_size}-{int(stamp.st_mtime)}.npy"
        try:
            return cls(np.load(cache, mmap_mode="r"))
        except (OSError, ValueError):
            hashes = _hash_file(source)
            _store(cache, hashes)
            return cls(hashes)

    def __len__(self) -> int:
        return len(self._hashes)

    def knows(self, word: str) -> bool:
        """Say whether the word, without punctuation around it, is listed as it stands or in small letters."""
        bare = word.strip(_PUNCTUATION)
        return bool(bare) and (self._has(bare) or self._has(bare.lower()) or self._has(bare.capitalize()))

    def _has(self, word: str) -> bool:
        value = np.uint64(hash_word(word.encode()))
        place = int(np.searchsorted(self._hashes, value))
        return place < len(self._hashes) and bool(self._hashes[place] == value)


def hash_word(word: bytes) -> int:
    """Return the polynomial hash that `_hash_chunk` computes for whole lists at once."""
    value, power = 0, 1
    for byte in word:
        value = (value + byte * power) & _MASK
        power = (power * _BASE) & _MASK
    return value


def _hash_file(source: Path) -> Hashes:
    parts = [_hash_chunk(chunk) for chunk in _chunks(source)]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.uint64)


def _chunks(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk + file.readline()


def _hash_chunk(chunk: bytes) -> Hashes:
    """Hash every line by differences of one running sum: numpy does 4 million words in about two seconds."""
    data = np.frombuffer(chunk, np.uint8)
    powers = np.full(len(data), _BASE, np.uint64)
    powers[0] = 1
    powers = np.cumprod(powers, dtype=np.uint64)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(data * powers, dtype=np.uint64)])
    ends = np.nonzero(data == ord("\n"))[0]
    starts = np.concatenate([[0], ends[:-1] + 1])
    inverse = pow(_BASE, -1, 2**64)
    # Dividing by the power at the line's start is multiplying by the inverse's power.
    inverses = np.full(len(data), inverse, np.uint64)
    inverses[0] = 1
    inverses = np.cumprod(inverses, dtype=np.uint64)
    hashes: Hashes = (sums[ends] - sums[starts]) * inverses[starts]
    return hashes


def _cache_folder() -> Path:
    base = os.environ.get("URZEDOMAT_CACHE") or os.environ.get("CACHE_DIRECTORY")
    if base:
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "urzedomat"


def _store(cache: Path, hashes: Hashes) -> None:
    """Write the cache whole or not at all; a read-only disk only means doing this again next time."""
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache.parent, suffix=".npy", delete=False) as file:
            np.save(file, hashes)
        Path(file.name).replace(cache)
    except OSError as error:
        log.info("word_cache_not_written", extra={"errno": error.errno})


if __name__ == "__main__":
    # `python -m ocr.words` when installing, so that the first page of the first visit doesn't wait for it.
    print(f"{len(WordList.load())} words")
