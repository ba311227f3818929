"""Letters that a person can put into the virtual scanner: the project's samples, and any folder of page images."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drivers.virtual.escl import VirtualScanner
from drivers.virtual.sheets import SUFFIXES
from kiosk.demo.run import SAMPLES


@dataclass(frozen=True)
class Sample:
    """A letter that the project contains."""

    text: str
    folder: Path


def pages_of(letter: Path) -> list[Path]:
    """Return what can be scanned in a folder, or the one file. Raises OSError when there is no such thing."""
    if letter.is_file():
        return [letter]
    return sorted(path for path in letter.iterdir() if path.suffix.lower() in SUFFIXES)


class Letters:
    """Hands that put paper into one scanner."""

    def __init__(self, scanner: VirtualScanner) -> None:
        self._scanner = scanner
        self._on_glass: Path | None = None
        self.samples = tuple(
            Sample(f"{folder.name} ({len(pages_of(folder))} pages)", folder)
            for folder in sorted(SAMPLES.iterdir())
            if folder.is_dir() and pages_of(folder)
        )

    def load(self, letter: Path) -> str:
        """Put a letter into the feeder; return what happened, in words."""
        self._check(letter)
        sides = self._scanner.feeder.load(letter)
        return f"Put {sides} sides of {letter.name} into the feeder."

    def lay_on_glass(self, letter: Path) -> str:
        """Lay the letter's next page on the glass, after the last one the first again; return it in words."""
        pages = self._check(letter)
        before = pages.index(self._on_glass) if self._on_glass in pages else -1
        self._on_glass = pages[(before + 1) % len(pages)]
        self._scanner.lay_on_glass(self._on_glass)
        return f"{self._on_glass.name} of {letter.name} lies on the glass."

    def _check(self, letter: Path) -> list[Path]:
        pages = pages_of(letter)
        if not pages:
            raise ValueError(f"there are no page images in {letter}")
        return pages
