"""OCRmyPDF as the peer of reading: in a venv of its own, at the settings that do it most good."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

VERSION = "17.13.0"
ROOM = Path(__file__).parents[2] / ".cache/bench" / f"ocrmypdf-{VERSION}"
_OPTIONS = ("--rotate-pages", "--rotate-pages-threshold", "2", "--deskew", "--clean", "-l", "pol")
_PROGRAMS = ("gs", "unpaper", "pngquant", "tesseract", "pdftotext")


@dataclass(frozen=True)
class PeerRun:
    """What one run over all sides made and cost."""

    pdf: Path
    cpu_s: float
    wall_s: float


class Peer:
    """Makes one searchable PDF/A of many sides."""

    def __init__(self, folder: Path) -> None:
        """Install it on the first call. FileNotFoundError names Debian packages of apt-dev.txt that are missing."""
        missing = [program for program in _PROGRAMS if shutil.which(program) is None]
        if missing:
            raise FileNotFoundError(f"OCRmyPDF needs {', '.join(missing)}: see requirements/apt-dev.txt")
        if not (ROOM / "bin/ocrmypdf").exists():
            subprocess.run([sys.executable, "-m", "venv", str(ROOM)], check=True)
            subprocess.run([str(ROOM / "bin/pip"), "install", "-q", f"ocrmypdf=={VERSION}"], check=True)
        self._folder = folder

    def read(self, images: Sequence[Path], jobs: int) -> PeerRun:
        """Read and pack all sides at its default optimisation (-O1), as many at a time as `jobs`."""
        return self._run(images, "read.pdf", "-O1", "--jobs", str(jobs))

    def pack_smallest(self, images: Sequence[Path], jobs: int) -> PeerRun:
        """Pack all sides as small as it can (-O3) and leave out reading, which changes nothing of the pictures."""
        return self._run(images, "small.pdf", "-O3", "--jobs", str(jobs), "--tesseract-timeout", "0")

    def _run(self, images: Sequence[Path], name: str, *options: str) -> PeerRun:
        scans, pdf = self._folder / "scans.pdf", self._folder / name
        sized = ["--imgsize", "300dpix300dpi", "-o", str(scans)]
        subprocess.run([str(ROOM / "bin/img2pdf"), *map(str, images), *sized], check=True)
        # Its own Tesseract processes would spin on each other's cores otherwise.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        before, began = _children_s(), time.perf_counter()
        subprocess.run(
            [str(ROOM / "bin/ocrmypdf"), "-q", *_OPTIONS, *options, str(scans), str(pdf)],
            check=True,
            env=environment,
            capture_output=True,
        )
        return PeerRun(pdf, _children_s() - before, time.perf_counter() - began)


def texts_of(pdf: Path, page: int) -> list[str]:
    """Return the text of a page (from 1) in each of the reading orders that pdftotext knows."""
    return [
        subprocess.run(
            ["pdftotext", *order, "-f", str(page), "-l", str(page), str(pdf), "-"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for order in ([], ["-raw"], ["-layout"])
    ]


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
