"""Somebody opens the printer's cover."""

from drivers.printer import PrinterFault
from drivers.virtual.printer import VirtualPrinter
from tests.drivers.printer_kit import PrinterKiosk, is_whole

pytest_plugins = ("tests.drivers.printer_fixtures",)


def test_open_cover_is_told_before_anything_is_sent(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    printer.set_cover(is_open=True)

    end = printer_kiosk.print()

    assert end.fault is PrinterFault.COVER_OPEN
    assert end.progress.lines_sent == 0


def test_cover_opened_in_mid_receipt_and_closed_again(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    printer.open_cover_after(12)

    broken = printer_kiosk.print()
    printer.set_cover(is_open=False)
    again = printer_kiosk.print()

    assert broken.fault is PrinterFault.COVER_OPEN
    assert again.fault is None
    assert [is_whole(slip) for slip in printer.slips][-1]
    assert sum(is_whole(slip) for slip in printer.slips) == 1


def test_cover_that_stays_open_fails_every_time(printer: VirtualPrinter, printer_kiosk: PrinterKiosk) -> None:
    printer.set_cover(is_open=True)

    faults = [printer_kiosk.print().fault for _ in range(3)]

    assert faults == [PrinterFault.COVER_OPEN] * 3
    assert printer.slips == []
