"""The scanner, or the program that drives it, stops answering."""

import os
import signal
from collections.abc import Callable
from dataclasses import replace

from drivers.device import DeviceState
from drivers.scanner import Readiness, ScannerFault
from drivers.virtual.escl import Silence
from tests.drivers.processes import is_alive, wait_until
from tests.drivers.scanner_kit import QUICK, ScanBench

pytest_plugins = ("tests.drivers.scanner_fixtures",)

IMPATIENT = replace(QUICK, first_side_s=1.5, side_s=1.5, device_http_s=1.0)
"""Silence in these tests is for ever, so a short deadline can't be met by chance; pages come in far less."""


def test_device_that_never_delivers_a_page_is_silent_and_its_host_is_replaced(
    build_bench: Callable[..., ScanBench],
) -> None:
    bench = build_bench(deadlines=IMPATIENT)
    bench.put_in(1)
    bench.scanner.fall_silent(Silence.PAGES)
    stuck = bench.host_pid

    silent = bench.scan("one")
    bench.scanner.speak()

    assert silent.outcome is ScannerFault.SILENT
    wait_until(lambda: not is_alive(stuck))
    assert bench.host_pid != stuck


def test_device_that_answers_nothing_is_silent_before_sane_is_asked(
    build_bench: Callable[..., ScanBench],
) -> None:
    bench = build_bench(deadlines=IMPATIENT)
    bench.put_in(1)
    bench.scanner.fall_silent(Silence.ALL)

    status = bench.client.status()
    silent = bench.scan("one")
    bench.scanner.speak()
    scan = bench.scan("two")

    assert (status.readiness, status.fault) == (Readiness.UNKNOWN, ScannerFault.SILENT)
    assert silent.outcome is ScannerFault.SILENT
    assert scan.numbers == [1]


def test_frozen_host_is_killed_at_the_deadline_and_the_next_letter_is_scanned(
    build_bench: Callable[..., ScanBench],
) -> None:
    bench = build_bench(deadlines=replace(QUICK, side_s=1.5))
    bench.put_in(1, 2)
    bench.scanner.feeder.hold(after_sheets=1)
    frozen = bench.host_pid

    cut = bench.scan("one", then=lambda _: os.kill(frozen, signal.SIGSTOP))
    assert bench.client.wait_ready(20)
    bench.scanner.feeder.let_go()  # only now: a dying host may still have asked for the second sheet
    rest = bench.scan("two")

    assert cut.outcome is ScannerFault.SILENT
    assert cut.numbers == [1]
    assert rest.outcome is None
    assert rest.numbers == [2]
    assert bench.client.state is DeviceState.READY


def test_host_killed_in_mid_page_is_told_and_the_next_letter_is_scanned(bench: ScanBench) -> None:
    bench.put_in(1, 2)
    bench.scanner.feeder.hold(after_sheets=1)
    killed = bench.host_pid

    cut = bench.scan("one", then=lambda _: os.kill(killed, signal.SIGKILL))
    assert bench.client.wait_ready(20)
    bench.scanner.feeder.let_go()
    rest = bench.scan("two")

    assert cut.outcome is ScannerFault.CRASHED
    assert cut.numbers == [1]
    assert rest.outcome is None
    assert rest.numbers == [2]
