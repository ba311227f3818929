"""The printer's plug or cable is pulled."""

from drivers.printer import PrinterFault
from drivers.virtual.printer import VirtualPrinter
from tests.drivers.printer_kit import PrinterKiosk, is_whole

pytest_plugins = ("tests.drivers.printer_fixtures",)


def test_printer_that_is_not_there(printer: VirtualPrinter, printer_kiosk: PrinterKiosk) -> None:
    printer.unplug()

    status, end = printer_kiosk.client.status(), printer_kiosk.print()

    assert status.fault is PrinterFault.UNPLUGGED
    assert end.fault is PrinterFault.UNPLUGGED
    assert end.progress.lines_sent == 0


def test_plug_pulled_in_mid_receipt_and_put_back(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    printer.unplug_after(15)

    broken = printer_kiosk.print()
    printer.plug_in()
    again = printer_kiosk.print()

    assert broken.fault is PrinterFault.UNPLUGGED
    assert again.fault is None
    assert [is_whole(slip) for slip in printer.slips] == [False, True]
