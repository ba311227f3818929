"""A receipt printer at the end of a wire, and the printer host that speaks to it."""

import contextlib
from collections.abc import Iterator

import pytest

from drivers.printer import NetworkConnection, PrinterConfig
from drivers.virtual.printer import VirtualPrinter
from tests.drivers.printer_kit import PrinterKiosk, StartPrinterKiosk, printer_host


@pytest.fixture(scope="module")
def switched_on_printer() -> Iterator[VirtualPrinter]:
    """Keep one printer for the tests of a module."""
    with VirtualPrinter() as switched_on:
        yield switched_on


@pytest.fixture
def printer(switched_on_printer: VirtualPrinter) -> VirtualPrinter:
    """Take a fresh printer."""
    switched_on_printer.renew()
    return switched_on_printer


@pytest.fixture(scope="module")
def printer_config(switched_on_printer: VirtualPrinter) -> PrinterConfig:
    """Tell what is known of the printer."""
    return PrinterConfig(NetworkConnection("127.0.0.1", switched_on_printer.port), answer_timeout_s=2.0)


@pytest.fixture
def start_printer_kiosk() -> Iterator[StartPrinterKiosk]:
    """Start printer hosts that end with the test."""
    with contextlib.ExitStack() as started:
        yield lambda config: started.enter_context(printer_host(config))


@pytest.fixture(scope="module")
def shared_printer_kiosk(printer_config: PrinterConfig) -> Iterator[PrinterKiosk]:
    """Keep one printer host for the tests of a module, as a kiosk keeps it from visit to visit."""
    with printer_host(printer_config) as kiosk:
        yield kiosk


@pytest.fixture
def printer_kiosk(shared_printer_kiosk: PrinterKiosk, printer: VirtualPrinter) -> PrinterKiosk:
    """Meet a fresh printer."""
    del printer
    shared_printer_kiosk.progress.clear()
    return shared_printer_kiosk
