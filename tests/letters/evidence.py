"""Reads pages with known text once and keeps what calibration needs: who saw what, how it was scanned, what is true."""

from __future__ import annotations

import json
import pickle
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr.engine import Engine
from ocr.image import Picture, load_picture
from ocr.page import Line, LineKind
from ocr.quality import Quality, measure
from ocr.sheet import Piece, Sheet
from ocr.text import text_of, words_of

KEPT_ASIDE = frozenset({"p03", "p06", "p09"})
FOLDED = str.maketrans("„”“«»–—’‚", '"""""--\'\'')
MANY = 99
LIKE_OPTIONAL = 55  # of 100: a line as like a stamp or signature as this may be left out


@dataclass(frozen=True)
class PageEvidence:
    """One page as it was read, before anybody weighed how sure that is."""

    name: str
    severity: str
    truth: str
    optional: tuple[str, ...]
    pieces: tuple[Piece, ...]
    lines: tuple[Line, ...]
    quality: Quality | None
    found: int = MANY  # boxes that may hold a line

    @property
    def is_whole(self) -> bool:
        """Say whether every word can be seen in full: one cut through can be read rightly and still be wrong."""
        return not self.severity.startswith(("cut_off", "folded"))

    @property
    def error_rate(self) -> float:
        """Share of wrong letters; a line like a stamp or a signature may be there or not."""
        truth = normal(self.truth)
        lines = [text for line in self.lines if (text := normal(line.text))]
        best = Levenshtein.distance(truth, " ".join(lines))
        for other in self.optional:
            for place in range(len(lines) - 1, -1, -1):
                if fuzz.ratio(lines[place], normal(other)) >= LIKE_OPTIONAL:
                    without = lines[:place] + lines[place + 1 :]
                    distance = Levenshtein.distance(truth, " ".join(without))
                    if distance < best:
                        lines, best = without, distance
        return min(1.0, best / max(1, len(truth)))

    def right_words(self) -> list[list[bool | None]]:
        """Say of each word of each piece whether it is printed on the page; None where the truth doesn't tell."""
        left = Counter(normal(self.truth).split())
        return [self._right(piece, left) for piece in self.pieces]

    def _right(self, piece: Piece, left: Counter[str]) -> list[bool | None]:
        texts = [normal(text_of(word)) for word in words_of(piece.signs)]
        line = " ".join(texts)
        if piece.kind is not LineKind.PRINT or any(
            fuzz.ratio(line, normal(o)) >= LIKE_OPTIONAL for o in self.optional
        ):
            return [None] * len(texts)
        right: list[bool | None] = []
        for text in texts:
            right.append(left[text] > 0)
            left[text] -= 1
        return right


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(FOLDED)).strip()


def gather(engine: Engine, folders: Sequence[Path], *, limit_s: float = 1e9) -> list[PageEvidence]:
    """Read every page with text of the letters in the folders; stop after `limit_s` seconds of processor time."""
    begun = time.process_time()
    found = []
    for page, file, name in _pages(folders):
        if time.process_time() - begun > limit_s:
            break
        picture = load_picture(file.read_bytes())
        if isinstance(picture, Picture):
            found.append(_evidence(engine, picture, page, name))
    return found


def _pages(folders: Sequence[Path]) -> Iterator[tuple[dict[str, Any], Path, str]]:
    files = [file for folder in folders for file in sorted(folder.glob("*/letter.json"))]
    # In no order, but always the same one: when time is short, pages of all kinds are left out alike.
    for file in sorted(files, key=lambda file: sha256(file.parent.name.encode()).digest()):
        truth = json.loads(file.read_text(encoding="utf-8"))
        for number, page in enumerate(truth["pages"], start=1):
            if not page["blank"] and truth["id"] not in KEPT_ASIDE:
                yield page, file.parent / page["file"], f"{truth['id']}/{number}"


def _evidence(engine: Engine, picture: Picture, page: dict[str, Any], name: str) -> PageEvidence:
    kept: dict[str, Sheet] = {}

    def keep(step: str, sheet: Sheet) -> None:
        kept[step] = sheet

    engine.read(picture, seen=keep)
    told = kept.get("tell_kinds")
    return PageEvidence(
        name=name,
        severity=str(page["severity"]),
        truth=page["text"],
        optional=tuple(page["optional"]),
        pieces=told.pieces if told else (),
        lines=kept["tidy"].lines if told else (),
        quality=measure(told) if told else None,
        found=len(told.found) if told else 0,
    )


def load_or_gather(cache: Path | None, folders: Sequence[Path], *, limit_s: float) -> list[PageEvidence]:
    """Return the evidence kept in the file of an earlier run, or gather it and keep it there."""
    if cache is not None and cache.is_file():
        kept: list[PageEvidence] = pickle.loads(cache.read_bytes())  # noqa: S301 - written by ourselves
        return kept
    evidence = gather(Engine.load(), folders, limit_s=limit_s)
    if cache is not None:
        cache.write_bytes(pickle.dumps([replace(page) for page in evidence]))
    return evidence
