"""A sheet gets stuck in the feeder."""

from drivers.scanner import ScannerFault, Source
from tests.drivers.scanner_kit import ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)


def test_sides_before_the_jam_are_kept_and_scanning_goes_on_where_it_stopped(either_bench: ScanBench) -> None:
    bench = either_bench
    bench.put_in(1, 2, 3, 4)
    bench.scanner.feeder.jam(after_sheets=2)

    jammed = bench.scan("first")
    bench.scanner.feeder.clear()
    rest = bench.scan("second")

    assert jammed.outcome is ScannerFault.JAM
    assert jammed.numbers == [1, 2]
    assert rest.outcome is None
    assert rest.numbers == [3, 4]


def test_jam_on_both_sides_leaves_whole_sheets(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3, 4)
    bench.scanner.feeder.jam(after_sheets=1)

    jammed = bench.scan(source=Source.FEEDER_DUPLEX)

    assert jammed.outcome is ScannerFault.JAM
    assert jammed.numbers == [1, 2]
    assert jammed.end is not None
    assert (jammed.end.sides, jammed.end.sheets) == (2, 1)


def test_jam_that_was_there_before_is_told_before_anything_moves(bench: ScanBench) -> None:
    bench.put_in(1)
    bench.scanner.feeder.jam()

    jammed = bench.scan()

    assert jammed.outcome is ScannerFault.JAM
    assert bench.scanner.feeder.sides_left == 1


def test_roller_that_slips_is_told_from_a_jam(bench: ScanBench) -> None:
    bench.put_in(1, 2)
    bench.scanner.feeder.mispick(after_sheets=1)

    slipped = bench.scan()

    assert slipped.outcome is ScannerFault.MISFEED
    assert slipped.numbers == [1]
