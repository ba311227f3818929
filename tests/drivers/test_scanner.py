"""The scanner through real SANE: what comes out of the feeder and the glass."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from drivers.device import DeviceState
from drivers.scanner import Colour, PaperState, Readiness, ScannerFault, SheetSide, Source
from tests.drivers.processes import Leavings, children, resident_kib
from tests.drivers.scanner_kit import BLANK, PAPER, ScanBench, write_page

pytest_plugins = ("tests.drivers.scanner_fixtures",)


def test_every_sheet_in_the_feeder_becomes_a_side_in_order(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)

    scan = bench.scan("visit-1")

    assert scan.outcome is None
    assert scan.numbers == [1, 2, 3]
    assert [(side.job_id, side.index, side.sheet, side.side) for side in scan.sides] == [
        ("visit-1", 0, 1, SheetSide.FRONT),
        ("visit-1", 1, 2, SheetSide.FRONT),
        ("visit-1", 2, 3, SheetSide.FRONT),
    ]
    assert scan.end is not None
    assert (scan.end.sides, scan.end.sheets) == (3, 3)


def test_both_sides_of_a_sheet_come_as_front_and_back_and_a_missing_back_is_white(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)

    scan = bench.scan(source=Source.FEEDER_DUPLEX)

    assert scan.outcome is None
    assert scan.numbers == [1, 2, 3, BLANK]
    assert [(side.sheet, side.side) for side in scan.sides] == [
        (1, SheetSide.FRONT),
        (1, SheetSide.BACK),
        (2, SheetSide.FRONT),
        (2, SheetSide.BACK),
    ]
    assert scan.end is not None
    assert (scan.end.sides, scan.end.sheets) == (4, 2)


def test_glass_gives_one_side_and_leaves_the_feeder_alone(bench: ScanBench, tmp_path: Path) -> None:
    bench.scanner.lay_on_glass(write_page(tmp_path / "glass.png", 9))
    bench.put_in(1)

    scan = bench.scan(source=Source.GLASS)

    assert scan.outcome is None
    assert scan.numbers == [9]
    assert bench.scanner.feeder.sides_left == 1


def test_colour_page_at_300_dpi_keeps_size_tone_and_digest(bench: ScanBench) -> None:
    bench.put_in(5, dpi=300)

    (side,) = bench.scan(resolution_dpi=300).sides

    assert side.size == side.image.size == (2480, 3508)
    assert side.image.mode == "RGB"
    assert side.image.info["dpi"] == (300, 300)
    assert side.number == 5
    assert np.abs(np.asarray(side.image)[2000, 1000].astype(int) - PAPER).max() <= 2
    assert side.digest == hashlib.sha256(side.jpeg).hexdigest()


def test_grey_page_is_one_channel(bench: ScanBench) -> None:
    bench.put_in(6)

    (side,) = bench.scan(colour=Colour.GREY).sides

    assert side.image.mode == "L"
    assert side.number == 6


def test_sides_are_handed_over_while_later_sheets_still_lie_in_the_feeder(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.hold(after_sheets=1)

    # Nobody lets go of the paper until the first side has come: if sides came only at the end, none would.
    scan = bench.scan(then=lambda _: bench.scanner.feeder.let_go())

    assert scan.outcome is None
    assert scan.numbers == [1, 2, 3]


def test_short_slip_is_trimmed_to_its_paper(bench: ScanBench, tmp_path: Path) -> None:
    slip = write_page(tmp_path / "slip.jpg", 7, dpi=150, size_mm=(148.0, 210.0))
    bench.scanner.feeder.load(slip)

    (side,) = bench.scan(resolution_dpi=150).sides

    assert side.size == (874, 1240)
    assert side.number == 7


def test_pure_white_margin_of_a_page_is_not_taken_for_padding(bench: ScanBench, tmp_path: Path) -> None:
    page = Image.new("RGB", (620, 877), "white")
    page.paste("black", (100, 100, 300, 110))
    page.save(tmp_path / "white.png", dpi=(75, 75))
    bench.scanner.feeder.load(tmp_path / "white.png")

    (side,) = bench.scan().sides

    assert side.size == (620, 877)


def test_black_page_and_blank_page_are_pages(bench: ScanBench, tmp_path: Path) -> None:
    Image.new("L", (620, 877), 0).save(tmp_path / "1-black.png", dpi=(75, 75))
    Image.new("L", (620, 877), 255).save(tmp_path / "2-blank.png", dpi=(75, 75))
    bench.scanner.feeder.load([tmp_path / "1-black.png", tmp_path / "2-blank.png"])

    scan = bench.scan()

    assert scan.outcome is None
    assert [side.size for side in scan.sides] == [(620, 877), (620, 877)]


def test_stack_larger_than_the_job_allows_is_refused_not_cut(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3, 4)

    scan = bench.scan(max_sides=2)

    assert scan.numbers == [1, 2]
    assert scan.outcome is ScannerFault.TOO_MANY


def test_stack_of_200_sheets_keeps_the_hosts_memory_flat(bench: ScanBench) -> None:
    bench.put_in(*range(200))
    pid = bench.host_pid
    held: list[int] = []

    scan = bench.scan(then=lambda _: held.append(resident_kib(pid)))

    assert scan.numbers == list(range(200))
    # Raw, these pages are 1.6 MB each: keeping every tenth would show.
    assert max(held[100:]) - max(held[:50]) < 20 * 1024


def test_two_scans_at_once_are_refused(bench: ScanBench) -> None:
    bench.put_in(1)
    inner: list[ScannerFault | None] = []

    scan = bench.scan(then=lambda _: inner.append(bench.scan("other").outcome))

    assert inner == [ScannerFault.BUSY]
    assert scan.numbers == [1]
    assert scan.outcome is None


def test_device_that_somebody_else_uses_is_busy_and_free_again_later(bench: ScanBench) -> None:
    bench.put_in(1)
    bench.scanner.be_busy()

    refused = bench.scan()
    bench.scanner.be_busy(is_busy=False)
    scan = bench.scan()

    assert refused.outcome is ScannerFault.BUSY
    assert scan.numbers == [1]


def test_status_tells_paper_and_troubles(bench: ScanBench) -> None:
    empty = bench.client.status()
    bench.put_in(1)
    loaded = bench.client.status()
    bench.scanner.feeder.jam()
    jammed = bench.client.status()

    assert (empty.readiness, empty.paper, empty.fault) == (Readiness.READY, PaperState.EMPTY, None)
    assert (loaded.readiness, loaded.paper, loaded.fault) == (Readiness.READY, PaperState.LOADED, None)
    assert (jammed.readiness, jammed.fault) == (Readiness.STOPPED, ScannerFault.JAM)


def test_device_that_cannot_be_asked_says_so(blind_bench: ScanBench) -> None:
    status = blind_bench.client.status()

    assert (status.readiness, status.paper, status.fault) == (Readiness.UNKNOWN, PaperState.UNKNOWN, None)


def test_paper_is_seen_while_the_scanner_scans(bench: ScanBench) -> None:
    bench.put_in(1, 2)
    bench.scanner.feeder.hold(after_sheets=1)
    papers: list[PaperState] = []

    def look(seen: object) -> None:
        papers.append(bench.client.status().paper)
        bench.scanner.feeder.let_go()

    bench.scan(then=look)

    assert papers[0] is PaperState.LOADED


@pytest.mark.parametrize(
    "content", [b"", b"no image", b"\xff\xd8\xff\xe0 broken"], ids=["empty", "text", "header"]
)
def test_file_that_is_no_image_ends_the_job_with_a_name_and_the_rest_can_be_scanned(
    bench: ScanBench, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.jpg").write_bytes(content)
    bench.put_in(1)
    bench.scanner.feeder.load(tmp_path / "bad.jpg")
    bench.put_in(2)

    first = bench.scan("one")
    rest = bench.scan("two")

    assert first.numbers == [1]
    assert first.outcome is ScannerFault.IO_ERROR
    assert rest.numbers == [2]
    assert rest.outcome is None


def test_wrong_device_name_is_told_from_a_missing_device(tmp_path: Path) -> None:
    bench = ScanBench(tmp_path, device="airscan:e9:No such device")
    try:
        outcome = bench.scan(source=Source.GLASS).outcome
    finally:
        bench.close()

    assert outcome is ScannerFault.NOT_FOUND


def test_nothing_is_left_behind_after_the_scanner_is_closed(tmp_path: Path) -> None:
    leavings = Leavings()
    bench = ScanBench(tmp_path)
    bench.put_in(1, 2)
    bench.scan()
    port = str(bench.scanner.port)

    bench.close()

    leavings.assert_none()
    assert children(port) == []
    assert bench.states == [DeviceState.STARTING, DeviceState.READY, DeviceState.GONE]
