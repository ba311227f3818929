"""The printer takes bytes and answers nothing."""

from dataclasses import replace

import pytest

from drivers.printer import PrinterConfig, PrinterFault
from drivers.virtual.printer import VirtualPrinter
from tests.drivers.printer_kit import PrinterKiosk, StartPrinterKiosk, is_whole

pytest_plugins = ("tests.drivers.printer_fixtures",)


@pytest.fixture
def impatient_kiosk(start_printer_kiosk: StartPrinterKiosk, printer_config: PrinterConfig) -> PrinterKiosk:
    """Run a printer host that gives up soon."""
    return start_printer_kiosk(replace(printer_config, answer_timeout_s=0.3))


def test_silent_printer_is_told_within_its_deadline(
    printer: VirtualPrinter, impatient_kiosk: PrinterKiosk
) -> None:
    printer.stall(is_stalled=True)

    status, end = impatient_kiosk.client.status(), impatient_kiosk.print()

    assert status.fault is PrinterFault.SILENT
    assert end.fault is PrinterFault.SILENT


def test_printer_that_falls_silent_in_mid_receipt_and_wakes_up(
    printer: VirtualPrinter, impatient_kiosk: PrinterKiosk
) -> None:
    printer.stall_after(20)

    broken = impatient_kiosk.print()
    printer.stall(is_stalled=False)
    again = impatient_kiosk.print()

    assert broken.fault is PrinterFault.SILENT
    assert again.fault is None
    assert is_whole(printer.slips[-1])


def test_printer_that_never_finishes(
    start_printer_kiosk: StartPrinterKiosk, printer_config: PrinterConfig
) -> None:
    with VirtualPrinter(line_time_s=60) as stuck:
        kiosk = start_printer_kiosk(
            replace(
                printer_config,
                connection=replace(printer_config.connection, port=stuck.port),
                print_timeout_s=0.3,
            )
        )

        assert kiosk.print().fault is PrinterFault.SILENT
