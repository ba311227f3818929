"""Somebody opens a lid of the scanner."""

import pytest

from drivers.scanner import ScannerFault
from drivers.virtual.feeder import AdfState
from tests.drivers.scanner_kit import ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)


@pytest.mark.parametrize("word", [AdfState.DOOR_OPEN, AdfState.COVER_OPEN, AdfState.HATCH_OPEN])
def test_lid_opened_in_mid_letter_is_told_whatever_the_device_calls_it(
    bench: ScanBench, word: AdfState
) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.hold(after_sheets=1)

    opened = bench.scan(then=lambda _: bench.scanner.feeder.open_cover(word))
    bench.scanner.feeder.close_cover()
    bench.scanner.feeder.let_go()
    rest = bench.scan()

    assert opened.outcome is ScannerFault.COVER_OPEN
    assert opened.numbers == [1]
    assert rest.outcome is None
    assert rest.numbers == [2, 3]


def test_open_lid_is_known_from_sane_alone(blind_bench: ScanBench) -> None:
    blind_bench.put_in(1)
    blind_bench.scanner.feeder.open_cover()

    assert blind_bench.scan().outcome is ScannerFault.COVER_OPEN
