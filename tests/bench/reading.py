"""Reading and packing of letters against OCRmyPDF: the same sides, the same cores, the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ocr.page import PageReading
from ocr.pdf import PdfMeta, PdfPage, make_pdf
from ocr.pool import Pool, PoolConfig
from tests.bench.figures import percentile, say, spread
from tests.bench.letter_pages import Side, sides
from tests.bench.ocrmypdf_peer import VERSION, Peer, PeerRun, texts_of

_SHEETS = 10
_SHEET_S = 1.0
_START_S = 120.0
_SAMPLE_S = 0.1
_META = PdfMeta("Pismo", datetime(2026, 11, 23, tzinfo=UTC))


def run() -> None:
    """Measure on four sides."""
    _measure(sides(all_of_them=False))


def run_all() -> None:
    """Measure on every side there is; minutes."""
    _measure(sides(all_of_them=True))


@dataclass
class _Read:
    """Readings as they come back, with the moment of each."""

    readings: dict[str, tuple[PageReading, float]] = field(default_factory=dict)
    came: threading.Condition = field(default_factory=threading.Condition)

    def take(self, page_id: str, reading: PageReading) -> None:
        with self.came:
            self.readings[page_id] = reading, time.perf_counter()
            self.came.notify_all()

    def wait_for(self, count: int) -> dict[str, tuple[PageReading, float]]:
        with self.came:
            self.came.wait_for(lambda: len(self.readings) >= count)
            return self.readings


@dataclass(frozen=True)
class _Run:
    """What reading and packing all sides together cost."""

    readings: list[PageReading]
    pdf: bytes
    cpu_s: float
    wall_s: float
    pss_mb: float


def _measure(chosen: Sequence[Side]) -> None:
    cores = len(os.sched_getaffinity(0))
    images = [side.load() for side in chosen]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        peer = Peer(folder)
        with Pool(PoolConfig(workers=cores, niceness=0)) as pool:
            if not pool.wait_until_ready(_START_S):
                raise OSError("the reading processes did not start")
            ours = _read_and_pack(pool, images)
            theirs = peer.read([side.file for side in chosen], cores)
            _say_costs(ours, theirs, len(chosen), cores)
            alone = _say_pages(pool, images)
            _say_last_sheet(pool, images, statistics.median(alone))
            _say_errors(chosen, ours, theirs)
            _say_sizes(ours, theirs, peer.pack_smallest([side.file for side in chosen], cores))
            _say_rereading(pool, chosen, ours, folder)


def _read_and_pack(pool: Pool, images: Sequence[bytes]) -> _Run:
    pids = pool.worker_pids()
    with _watching_memory(pids) as peak_mb:
        before, began = _worked_s(pids) + time.process_time(), time.perf_counter()
        readings = _readings(pool, images)
        pdf = make_pdf(_pages(images, readings), _META)
        cpu, wall = _worked_s(pids) + time.process_time() - before, time.perf_counter() - began
    return _Run(readings, pdf, cpu, wall, peak_mb())


def _readings(pool: Pool, images: Sequence[bytes]) -> list[PageReading]:
    read = _Read()
    for number, image in enumerate(images):
        pool.submit(str(number), image, 300, read.take)
    back = read.wait_for(len(images))
    return [back[str(number)][0] for number in range(len(images))]


def _pages(images: Sequence[bytes], readings: Sequence[PageReading]) -> list[PdfPage]:
    return [PdfPage(image, reading) for image, reading in zip(images, readings, strict=True)]


def _say_costs(ours: _Run, theirs: PeerRun, count: int, cores: int) -> None:
    say(
        f"read and pack {count} sides, {cores} cores",
        f"CPU {ours.cpu_s / count:.2f} s a side",
        f"wall {ours.wall_s / count:.2f} s a side",
        f"PSS of {cores} workers {ours.pss_mb:.0f} MB at most",
    )
    say(
        f"  OCRmyPDF {VERSION} -O1",
        f"CPU {theirs.cpu_s / count:.2f} s a side",
        f"wall {theirs.wall_s / count:.2f} s a side",
        f"CPU ratio {ours.cpu_s / theirs.cpu_s:.2f}",
        f"wall ratio {ours.wall_s / theirs.wall_s:.2f}",
    )


def _say_pages(pool: Pool, images: Sequence[bytes]) -> list[float]:
    """Read one side after the other, so that one core has work; each is then the first page of a letter."""
    walls, cpus, pids = [], [], pool.worker_pids()
    for image in images:
        before, began = _worked_s(pids), time.perf_counter()
        _readings(pool, [image])
        walls.append(time.perf_counter() - began)
        cpus.append(_worked_s(pids) - before)
    say("a side on one core", spread(walls, "s", 1.0), f"p95 {percentile(walls, 0.95):.2f} s")
    say("  CPU of a side", spread(cpus, "s", 1.0), f"p95 {percentile(cpus, 0.95):.2f} s")
    say("first page's text after its image", f"{walls[0]:.2f} s", f"slowest side {max(walls):.2f} s")
    return walls


def _say_last_sheet(pool: Pool, images: Sequence[bytes], page_s: float) -> None:
    read = _Read()
    for number in range(_SHEETS):
        time.sleep(_SHEET_S)
        pool.submit(str(number), images[number % len(images)], 300, read.take)
    last = time.perf_counter()
    after = max(at for _, at in read.wait_for(_SHEETS).values()) - last
    say(
        f"last of {_SHEETS} sheets to all text",
        f"{after:.2f} s",
        f"{after / page_s:.2f} page-times",
        f"({_SHEET_S:.0f} s a sheet fed)",
    )


def _say_errors(chosen: Sequence[Side], ours: _Run, theirs: PeerRun) -> None:
    own = [side.error_rate([reading.text]) for side, reading in zip(chosen, ours.readings, strict=True)]
    peers = [side.error_rate(texts_of(theirs.pdf, page)) for page, side in enumerate(chosen, start=1)]
    say("wrong signs (CER)", *_rates(own))
    say("  OCRmyPDF, best reading order", *_rates(peers))


def _say_sizes(ours: _Run, theirs: PeerRun, smallest: PeerRun) -> None:
    size, at_1, at_3 = len(ours.pdf), theirs.pdf.stat().st_size, smallest.pdf.stat().st_size
    count = len(ours.readings)
    say("bytes of the PDF", f"{size / count / 1000:.0f} kB a side")
    say("  OCRmyPDF -O1 (its default)", f"{at_1 / count / 1000:.0f} kB a side", f"ratio {size / at_1:.2f}")
    say("  OCRmyPDF -O3", f"{at_3 / count / 1000:.0f} kB a side", f"ratio {size / at_3:.2f}")


def _say_rereading(pool: Pool, chosen: Sequence[Side], ours: _Run, folder: Path) -> None:
    """Read what our PDF shows, drawn by poppler."""
    pdf = folder / "ours.pdf"
    pdf.write_bytes(ours.pdf)
    subprocess.run(["pdftoppm", "-r", "300", "-png", str(pdf), str(folder / "shown")], check=True)
    shown = [file.read_bytes() for file in sorted(folder.glob("shown-*.png"))]
    again = _readings(pool, shown)
    before = [side.error_rate([reading.text]) for side, reading in zip(chosen, ours.readings, strict=True)]
    after = [side.error_rate([reading.text]) for side, reading in zip(chosen, again, strict=True)]
    points = 100 * (statistics.fmean(after) - statistics.fmean(before))
    say("wrong signs, read from our PDF", *_rates(after), f"{points:+.2f} points")


def _rates(rates: Sequence[float]) -> list[str]:
    return [f"mean {100 * statistics.fmean(rates):.2f} %", f"median {100 * statistics.median(rates):.2f} %"]


def _worked_s(pids: Sequence[int]) -> float:
    """Return the processor time of processes so far (proc(5), fields 14 and 15)."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _pss_mb(pids: Sequence[int]) -> float:
    kilobytes = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


@contextmanager
def _watching_memory(pids: Sequence[int]) -> Iterator[Callable[[], float]]:
    """Look at the processes' memory ten times a second; the yielded callable returns the most seen."""
    done, most = threading.Event(), [_pss_mb(pids)]

    def watch() -> None:
        while not done.wait(_SAMPLE_S):
            most.append(_pss_mb(pids))

    watcher = threading.Thread(target=watch, name="bench-memory")
    watcher.start()
    try:
        yield lambda: max(most)
    finally:
        done.set()
        watcher.join()
