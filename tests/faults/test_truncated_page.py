"""A page comes without its end."""

from pathlib import Path

import pytest

from drivers.scanner import Colour, ScannerFault, Source
from drivers.virtual.escl import Cut
from tests.drivers.scanner_kit import ScanBench, page_image

pytest_plugins = ("tests.drivers.scanner_fixtures",)


@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize("source", [Source.FEEDER, Source.GLASS])
def test_half_an_image_in_a_whole_answer_is_refused(
    bench: ScanBench, tmp_path: Path, colour: Colour, source: Source
) -> None:
    bench.put_in(1)
    page_image(1).save(tmp_path / "glass.png", dpi=(75, 75))
    bench.scanner.lay_on_glass(tmp_path / "glass.png")
    bench.scanner.cut_pages(Cut.BODY)

    cut = bench.scan("one", source, colour=colour)

    assert cut.outcome is ScannerFault.TRUNCATED
    assert cut.sides == []


def test_connection_that_breaks_inside_a_page_is_a_failure_and_the_next_scan_works(bench: ScanBench) -> None:
    bench.put_in(1, 2)
    bench.scanner.feeder.hold(after_sheets=1)
    bench.scanner.cut_pages(Cut.CONNECTION)

    cut = bench.scan("one")
    bench.scanner.cut_pages(None)
    bench.scanner.feeder.let_go()
    rest = bench.scan("two")

    assert cut.outcome is ScannerFault.IO_ERROR
    assert cut.sides == []
    assert rest.numbers == [2]


@pytest.mark.parametrize("kept", [0.2, 0.9, 0.99])
def test_damaged_file_is_refused_however_much_of_it_is_there(
    bench: ScanBench, tmp_path: Path, kept: float
) -> None:
    whole = tmp_path / "whole.jpg"
    page_image(3).save(whole, dpi=(75, 75))
    data = whole.read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: int(len(data) * kept)])
    bench.scanner.feeder.load(tmp_path / "cut.jpg")

    cut = bench.scan()

    assert cut.outcome is ScannerFault.TRUNCATED
    assert cut.sides == []


def test_truncated_page_without_asking_the_device_has_the_same_name(
    blind_bench: ScanBench,
) -> None:
    blind_bench.put_in(1)
    blind_bench.scanner.cut_pages(Cut.BODY)

    assert blind_bench.scan().outcome is ScannerFault.TRUNCATED
