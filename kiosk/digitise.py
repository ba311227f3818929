"""Runs the kiosk's own reading on files: what `urzedomat digitise` does, for an archive of scans or for measuring."""

from __future__ import annotations

import io
import json
import re
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ocr.explain_html import Explainer, explanation
from ocr.fields import FieldName, FieldReading, fields_to_json, read_fields
from ocr.image import ImageRefusedError, open_image
from ocr.page import PageReading, PageStatus
from ocr.pdf import PdfMeta, PdfPage, make_pdf
from ocr.pool import Pool, PoolConfig

IMAGE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".ppm", ".pgm"})
RESOLUTION_DPI = 300
WORKERS = 2
PATIENCE = 12.0  # nobody stands and waits: a busy machine may take its time
PAGES_IN_HAND = 8  # enough to keep two processes busy, few enough for a small machine

EXIT_DONE = 0
EXIT_SIDES_UNREADABLE = 1  # everything else was written
EXIT_BAD_INPUT = 2


class BadInputError(Exception):
    """What was asked for makes no letter; the text says so to the person who typed it."""


@dataclass(frozen=True, slots=True)
class Side:
    file: Path
    frame: int = 0
    frames: int = 1  # a TIFF may hold several pages, of which each is read by itself

    def load(self) -> bytes:
        data = self.file.read_bytes()
        return data if self.frames == 1 else _frame(data, self.frame)


@dataclass(frozen=True, slots=True)
class Letter:
    name: str
    sides: tuple[Side, ...]


@dataclass(slots=True)
class Digitised:
    letter: Letter
    readings: list[PageReading]
    fields: dict[FieldName, FieldReading] = field(default_factory=dict)

    @property
    def kept(self) -> list[int]:
        """Indices of the sides that go into the document: no blank backs, nothing that is no picture."""
        return [
            index
            for index, reading in enumerate(self.readings)
            if not reading.blank and reading.status is not PageStatus.UNREADABLE
        ]


def run(
    paths: Sequence[Path],
    out: Path,
    as_json: bool,
    *,
    explain: bool = False,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> int:
    """Digitise every letter in `paths`; return the exit code. `explain` draws how each was read, in twice the time."""
    explainer = Explainer() if explain else None
    try:
        letters = find_letters(paths)
        out.mkdir(parents=True, exist_ok=True)
        with Pool(PoolConfig(workers=WORKERS, patience=PATIENCE)) as pool:
            done = [_finish(digitised, out, clock(), explainer) for digitised in _read_all(letters, pool)]
    except BadInputError as error:
        print(f"urzedomat digitise: {error}", file=sys.stderr)
        return EXIT_BAD_INPUT
    except OSError as error:
        print(f"urzedomat digitise: {error.strerror}: {error.filename or out}", file=sys.stderr)
        return EXIT_BAD_INPUT
    if as_json:
        print(
            json.dumps({"letters": [_summary(digitised) for digitised in done]}, ensure_ascii=False, indent=1)
        )
    else:
        for digitised in done:
            print(_sentence(digitised))
    unreadable = any(reading.status is PageStatus.UNREADABLE for d in done for reading in d.readings)
    return EXIT_SIDES_UNREADABLE if unreadable else EXIT_DONE


def find_letters(paths: Sequence[Path]) -> list[Letter]:
    """Return the letters: a folder of images is one, a folder of such folders is many."""
    letters = [letter for path in paths for letter in _letters_at(path)]
    names = [letter.name for letter in letters]
    for name in names:
        if names.count(name) > 1:
            raise BadInputError(f"two letters are named {name}; digitise them into different folders")
    return letters


def _letters_at(path: Path) -> list[Letter]:
    if not path.exists():
        raise BadInputError(f"there is no {path}")
    if not path.is_dir():
        raise BadInputError(f"{path} is a file; give the folder that the page images are in")
    own = _letter(path)
    if own is not None:
        return [own]
    letters = [letter for folder in sorted(path.iterdir()) if folder.is_dir() and (letter := _letter(folder))]
    if not letters:
        kinds = ", ".join(sorted(suffix[1:] for suffix in IMAGE_SUFFIXES))
        raise BadInputError(f"{path} has no page images in it ({kinds})")
    return letters


def _letter(folder: Path) -> Letter | None:
    files = [file for file in folder.iterdir() if file.suffix.lower() in IMAGE_SUFFIXES and file.is_file()]
    files.sort(key=_in_number_order)
    counted = [(file, _frames(file)) for file in files]
    sides = tuple(Side(file, frame, frames) for file, frames in counted for frame in range(frames))
    return Letter(_in_letters(folder.resolve().name), sides) if sides else None


def _in_number_order(file: Path) -> list[tuple[int, str]]:
    """page-2 comes before page-10."""
    return [
        (int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", file.name.lower())
    ]


def _in_letters(name: str) -> str:
    """A file's name may hold bytes that are no text; what is written about it must."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _frames(file: Path) -> int:
    """Return how many pages a file has; 1 for what can't be opened, so that it is reported as a side."""
    if file.suffix.lower() not in (".tif", ".tiff"):
        return 1
    try:
        with open_image(file.read_bytes()) as image:
            return int(getattr(image, "n_frames", 1))
    except ImageRefusedError:
        return 1


def _frame(data: bytes, number: int) -> bytes:
    with open_image(data) as image:
        image.seek(number)
        output = io.BytesIO()
        image.save(output, "TIFF", compression="tiff_lzw" if image.mode != "1" else "group4")
    return output.getvalue()


def _read_all(letters: Sequence[Letter], pool: Pool) -> Iterator[Digitised]:
    """Read ahead over the ends of letters, so that both processes are busy, and yield each letter once it is whole."""
    desk = _Desk(letters)
    feeder = threading.Thread(target=desk.feed, args=(pool,), name="digitise-feeder", daemon=True)
    feeder.start()
    for number in range(len(letters)):
        yield desk.wait_for(number)
    feeder.join()


class _Desk:
    """Where pages come back in any order and letters leave in theirs."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._letters = letters
        self._readings: dict[tuple[int, int], PageReading] = {}
        self._returned = threading.Condition()
        self._room = threading.Semaphore(PAGES_IN_HAND)

    def feed(self, pool: Pool) -> None:
        for number, letter in enumerate(self._letters):
            for index, side in enumerate(letter.sides):
                self._room.acquire()
                pool.submit(f"{number}/{index}", _load(side), RESOLUTION_DPI, self._take_back)

    def wait_for(self, number: int) -> Digitised:
        letter = self._letters[number]
        keys = [(number, index) for index in range(len(letter.sides))]
        with self._returned:
            self._returned.wait_for(lambda: all(key in self._readings for key in keys))
            return Digitised(letter, [self._readings.pop(key) for key in keys])

    def _take_back(self, page_id: str, reading: PageReading) -> None:
        number, index = page_id.split("/")
        self._room.release()
        with self._returned:
            self._readings[int(number), int(index)] = reading
            self._returned.notify_all()


def _load(side: Side) -> bytes:
    """Return the side's bytes; a file that vanished or can't be read counts as an unreadable image."""
    try:
        return side.load()
    except (OSError, ImageRefusedError):
        return b""


def _finish(digitised: Digitised, out: Path, now: datetime, explainer: Explainer | None) -> Digitised:
    """Write what the letter came to: texts, fields, document."""
    digitised.fields = read_fields(digitised.readings)
    folder = out / digitised.letter.name
    folder.mkdir(parents=True, exist_ok=True)
    # The results too: where a link lies in their place, it is the link that goes and not what it points to.
    results = (folder / "document.pdf", folder / "explain.html", folder / "result.json")
    for stale in [*folder.glob("page-*.txt"), *results]:
        stale.unlink(missing_ok=True)
    for number, reading in enumerate(digitised.readings, start=1):
        text = "" if reading.blank or not reading.lines else reading.text + "\n"
        (folder / f"page-{number:02}.txt").write_text(text, encoding="utf-8")
    if digitised.kept:
        (folder / "document.pdf").write_bytes(_document(digitised, now))
    result = json.dumps(_result(digitised), ensure_ascii=False, indent=1)
    (folder / "result.json").write_text(result + "\n", encoding="utf-8")
    if explainer is not None:
        (folder / "explain.html").write_text(_explanation(digitised, explainer), encoding="utf-8")
    return digitised


def _explanation(digitised: Digitised, explainer: Explainer) -> str:
    sides = [
        explainer.side(_in_letters(side.file.name), _load(side), reading)
        for side, reading in zip(digitised.letter.sides, digitised.readings, strict=True)
    ]
    return explanation(digitised.letter.name, sides, digitised.fields)


def _document(digitised: Digitised, now: datetime) -> bytes:
    pages = [
        PdfPage(_load(digitised.letter.sides[index]), digitised.readings[index]) for index in digitised.kept
    ]
    return make_pdf(pages, PdfMeta(title=digitised.letter.name, created=now))


def _result(digitised: Digitised) -> dict[str, Any]:
    return {
        "fields": {name.value: reading.value for name, reading in digitised.fields.items()},
        "field_readings": fields_to_json(digitised.fields),
        "pages": [
            {
                "file": _in_letters(side.file.name),
                "rotation": reading.rotation,
                "skew": reading.skew_degrees,
                "blank": reading.blank,
                "confidence": round(reading.confidence, 4),
                "seconds": round(reading.seconds, 3),
                "status": reading.status.value,
                "reason": reading.reason,
                "error_rate": round(reading.error_rate, 4),
                "rescan": None if reading.rescan is None else reading.rescan.value,
                "content": reading.content.value,
            }
            for side, reading in zip(digitised.letter.sides, digitised.readings, strict=True)
        ],
        "page_map": [index + 1 for index in digitised.kept],
    }


def _summary(digitised: Digitised) -> dict[str, Any]:
    read = [reading for reading in digitised.readings if reading.lines]
    return {
        "letter": digitised.letter.name,
        "sides": len(digitised.readings),
        "pages": len(digitised.kept),
        "blank": sum(reading.blank for reading in digitised.readings),
        "image_only": sum(reading.status is PageStatus.IMAGE_ONLY for reading in digitised.readings),
        "unreadable": sum(reading.status is PageStatus.UNREADABLE for reading in digitised.readings),
        "rescan": sum(reading.rescan is not None for reading in digitised.readings),
        "confidence": round(min((reading.confidence for reading in read), default=0.0), 4),
        "seconds": round(sum(reading.seconds for reading in digitised.readings), 3),
        "fields": {name.value: reading.value for name, reading in digitised.fields.items()},
    }


def _sentence(digitised: Digitised) -> str:
    summary = _summary(digitised)
    parts = [f"{summary['letter']}: {summary['pages']} of {summary['sides']} sides kept"]
    kinds = [key for key in ("blank", "image_only", "unreadable") if summary[key]]
    parts += [f"{summary[key]} {key.replace('_', ' ')}" for key in kinds]
    return ", ".join([*parts, *([f"{summary['rescan']} to scan again"] if summary["rescan"] else [])])
