"""Two sheets are drawn in at once."""

from drivers.scanner import ScannerFault
from tests.drivers.scanner_kit import ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)


def test_double_feed_is_told_and_both_sheets_can_be_scanned_one_by_one(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.multipick(after_sheets=1)

    doubled = bench.scan()
    bench.scanner.feeder.clear()
    rest = bench.scan()

    assert doubled.outcome is ScannerFault.DOUBLE_FEED
    assert doubled.numbers == [1]
    assert rest.outcome is None
    assert rest.numbers == [2, 3]


def test_device_that_cannot_be_asked_still_ends_with_a_failure(blind_bench: ScanBench) -> None:
    blind_bench.put_in(1, 2)
    blind_bench.scanner.feeder.multipick(after_sheets=1)

    doubled = blind_bench.scan()

    assert doubled.outcome is ScannerFault.IO_ERROR
    assert doubled.numbers == [1]
