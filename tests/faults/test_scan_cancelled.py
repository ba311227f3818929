"""The resident stops the scan."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from drivers.scanner import ScannerFault
from drivers.virtual.escl import Silence
from tests.drivers.processes import wait_until
from tests.drivers.scanner_kit import QUICK, ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)


def test_cancelling_in_mid_page_ends_the_scan_and_gives_no_half_page(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.hold(after_sheets=1)
    canceller = threading.Thread(target=bench.client.cancel)

    # The second sheet is held fast, so the scan is waiting inside SANE when the cancel comes.
    scan = bench.scan(then=lambda _: canceller.start())
    canceller.join()

    assert scan.outcome is ScannerFault.CANCELLED
    assert scan.numbers == [1]


def test_cancelling_frees_the_device_for_the_next_scan(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)
    bench.scanner.feeder.hold(after_sheets=1)
    canceller = threading.Thread(target=bench.client.cancel)
    bench.scan("one", then=lambda _: canceller.start())
    canceller.join()
    bench.scanner.feeder.let_go()
    bench.scanner.feeder.take_out()
    bench.put_in(8)

    scan = bench.scan("two")

    assert scan.outcome is None
    assert scan.numbers == [8]


def test_cancelling_between_two_sides_ends_the_scan_there(bench: ScanBench) -> None:
    bench.put_in(1, 2, 3)

    scan = bench.scan(then=lambda _: bench.client.cancel())

    assert scan.outcome is ScannerFault.CANCELLED
    assert scan.numbers == [1]


def test_cancelling_a_device_that_went_silent_does_not_wait_for_it(
    build_bench: Callable[..., ScanBench],
) -> None:
    bench = build_bench(deadlines=replace(QUICK, first_side_s=120.0, cancel_s=1.0))
    bench.put_in(1)
    bench.scanner.fall_silent(Silence.PAGES)
    outcomes: list[ScannerFault | None] = []
    scanning = threading.Thread(target=lambda: outcomes.append(bench.scan().outcome))
    scanning.start()
    wait_until(lambda: bench.scanner.state == "Processing")
    started = time.monotonic()

    bench.client.cancel()
    scanning.join()
    bench.scanner.speak()

    assert outcomes == [ScannerFault.CANCELLED]
    assert time.monotonic() - started < 60  # far from the page's deadline


def test_cancelling_when_nothing_is_scanned_does_nothing_to_the_next_scan(bench: ScanBench) -> None:
    bench.put_in(1)

    bench.client.cancel()
    scan = bench.scan()

    assert scan.outcome is None
    assert scan.numbers == [1]
