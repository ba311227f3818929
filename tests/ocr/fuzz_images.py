"""Throws damaged image files at the reading pool and watches that every one comes back and that the pool stays.

python -m tests.ocr.fuzz_images --seconds 600 --seed 1

The files are real JPEG, PNG, TIFF, WebP, BMP and PPM files in which bytes were changed, cut out, doubled or swapped
with another file's, and sizes in headers were forged. They go to processes that unpack them as the readers do; what is
watched is the parent: it must lose no file, whatever becomes of the processes.
"""

from __future__ import annotations

import argparse
import random
import resource
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from ocr.page import PageReading
from ocr.pool import Pool
from tests.ocr.kit import PATIENCE_S, encoded, slip, standin

AHEAD = 64  # files handed in and not yet back


def real_files() -> list[bytes]:
    """Return small files of every kind and way of packing that is taken in."""
    grey = slip(("Łódź, 14 marca",), size=(600, 220)).resize((300, 110))
    colour = grey.convert("RGB")
    colour.paste((170, 30, 40), (180, 60, 260, 90))
    bitonal = grey.convert("1", dither=Image.Dither.NONE)
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    tag = Image.Exif()
    tag[0x0112] = 6
    files = [
        encoded(grey),
        encoded(colour, progressive=True, exif=tag),
        encoded(colour.convert("CMYK")),
        encoded(grey, "PNG"),
        encoded(colour.convert("RGBA"), "PNG"),
        encoded(colour.convert("P"), "PNG", transparency=3),
        encoded(bitonal, "PNG"),
        encoded(deep, "PNG"),
        encoded(colour, "PNG", save_all=True, append_images=[colour.rotate(180)]),
        encoded(colour, "WEBP"),
        encoded(colour, "WEBP", lossless=True),
        encoded(colour, "WEBP", save_all=True, append_images=[colour.rotate(180)]),
        encoded(colour, "BMP"),
        encoded(bitonal, "BMP"),
        encoded(grey, "PPM"),
        encoded(bitonal, "PPM"),
        encoded(deep, "TIFF"),
        encoded(grey, "TIFF", save_all=True, append_images=[grey]),
    ]
    coloured = ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")
    files += [encoded(colour, "TIFF", compression=packing) for packing in coloured]
    files += [encoded(bitonal, "TIFF", compression=packing) for packing in ("group3", "group4")]
    return files


def damaged(rng: random.Random, files: list[bytes]) -> bytes:
    """Return one of the files, spoilt in one to eight ways."""
    data = bytearray(rng.choice(files))
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        rng.choice(_WAYS)(data, rng, files)
        if not data:
            break
    return bytes(data)


def _place(data: bytearray, rng: random.Random) -> int:
    """Return a place in the file; half of the time near its start, where the headers are."""
    return rng.randrange(min(len(data), 120) if rng.random() < 0.5 else len(data)) if data else 0


def _change(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    data[_place(data, rng)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))


def _flip(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    data[_place(data, rng)] ^= 1 << rng.randrange(8)


def _cut_end(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    del data[_place(data, rng) :]


def _cut_out(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    start = _place(data, rng)
    del data[start : start + rng.randrange(1, 64)]


def _double(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    start = _place(data, rng)
    data[start:start] = data[start : start + rng.randrange(1, 400)]


def _forge_number(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    number = rng.choice(
        (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 40_000, 12_000, rng.randrange(1 << 16))
    )
    kind = rng.choice(("<H", ">H", "<I", ">I"))
    packed = struct.pack(kind, number & (0xFFFF if kind[1] == "H" else 0xFFFFFFFF))
    at = _place(data, rng)
    data[at : at + len(packed)] = packed


def _swap_head(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    other, length = rng.choice(files), rng.choice((4, 12, 40))
    data[:length] = other[:length]


def _graft(data: bytearray, rng: random.Random, files: list[bytes]) -> None:
    other = rng.choice(files)
    start = rng.randrange(len(other))
    at = _place(data, rng)
    data[at : at + 50] = other[start : start + 50]


_WAYS: tuple[Callable[[bytearray, random.Random, list[bytes]], None], ...] = (
    _change,
    _change,
    _flip,
    _cut_end,
    _cut_out,
    _double,
    _forge_number,
    _forge_number,
    _swap_head,
    _graft,
)


@dataclass
class Outcome:
    """What came back of how many files."""

    handed_in: int = 0
    back: int = 0
    doubled: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        kinds = ", ".join(f"{reason or 'read'} {count}" for reason, count in self.reasons.most_common())
        return f"{self.handed_in} files in, {self.back} back, {self.doubled} twice: {kinds}"


def fuzz(rng: random.Random, goes_on: Callable[[int], bool]) -> Outcome:
    """Hand in damaged files as long as `goes_on` of their number says so, then wait for the last of them."""
    files, outcome, changed = real_files(), Outcome(), threading.Condition()
    out: set[str] = set()

    def take(page_id: str, reading: PageReading) -> None:
        with changed:
            outcome.back += 1
            outcome.doubled += page_id not in out
            outcome.reasons[reading.reason] += 1
            out.discard(page_id)
            changed.notify_all()

    with Pool(standin("unpack", workers=1)) as pool:
        while goes_on(outcome.handed_in):
            page_id = f"file {outcome.handed_in}"
            with changed:
                assert changed.wait_for(lambda: len(out) < AHEAD, PATIENCE_S), "the pool stands still"
                out.add(page_id)
            outcome.handed_in += 1
            pool.submit(page_id, damaged(rng, files), 300, take)
        with changed:
            assert changed.wait_for(lambda: not out, PATIENCE_S), f"{len(out)} files were lost"
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    end = time.monotonic() + arguments.seconds
    outcome = fuzz(random.Random(arguments.seed), lambda _: time.monotonic() < end)
    print(outcome)
    for who, name in ((resource.RUSAGE_SELF, "parent"), (resource.RUSAGE_CHILDREN, "largest process")):
        print(f"{name}: {resource.getrusage(who).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()
