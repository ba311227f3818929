"""The resident starts a scan and there is no paper."""

import pytest

from drivers.scanner import ScannerFault, Source
from tests.drivers.scanner_kit import ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)


@pytest.mark.parametrize("source", [Source.FEEDER, Source.FEEDER_DUPLEX])
def test_empty_feeder_is_told_and_paper_put_in_afterwards_is_scanned(
    either_bench: ScanBench, source: Source
) -> None:
    bench = either_bench

    empty = bench.scan(source=source)
    bench.put_in(1, 2)
    scan = bench.scan(source=source)

    assert empty.outcome is ScannerFault.EMPTY
    assert empty.sides == []
    assert scan.outcome is None
    assert scan.numbers == [1, 2]


def test_paper_taken_out_in_mid_letter_ends_the_letter_there(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.hold(after_sheets=1)

    def take_out(_: object) -> None:
        bench.scanner.feeder.take_out()
        bench.scanner.feeder.let_go()

    scan = bench.scan(then=take_out)

    assert scan.outcome is None
    assert scan.numbers == [1]
