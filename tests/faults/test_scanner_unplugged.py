"""The scanner loses its cable or its power."""

from drivers.scanner import Readiness, ScannerFault
from tests.drivers.scanner_kit import ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)


def test_missing_scanner_is_told_and_comes_back_by_itself(either_bench: ScanBench) -> None:
    bench = either_bench
    bench.put_in(1)
    bench.scanner.vanish()

    missing = bench.scan()
    bench.scanner.come_back()
    scan = bench.scan()

    assert missing.outcome is ScannerFault.UNPLUGGED
    assert scan.outcome is None
    assert scan.numbers == [1]


def test_scanner_unplugged_in_mid_letter_keeps_the_whole_sides(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.hold(after_sheets=1)

    cut = bench.scan(then=lambda _: bench.scanner.vanish())
    bench.scanner.feeder.let_go()
    bench.scanner.come_back()
    rest = bench.scan()

    assert cut.outcome is ScannerFault.UNPLUGGED
    assert cut.numbers == [1]
    assert rest.outcome is None
    assert rest.numbers == [2, 3]


def test_status_of_an_unplugged_scanner_says_so(bench: ScanBench) -> None:
    bench.scanner.vanish()

    status = bench.client.status()

    assert (status.readiness, status.fault) == (Readiness.UNKNOWN, ScannerFault.UNPLUGGED)
