"""The paper ends, before or in the middle of a receipt."""

from drivers.printer import PrinterConfig, PrinterFault
from drivers.virtual.printer import PaperSensor, VirtualPrinter
from tests.drivers.printer_kit import SLIP, PrinterKiosk, StartPrinterKiosk, is_whole, texts

pytest_plugins = ("tests.drivers.printer_fixtures",)


def test_no_paper_is_told_before_anything_is_sent(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    printer.set_paper(PaperSensor.OUT)

    end = printer_kiosk.print()

    assert end.fault is PrinterFault.PAPER_OUT
    assert end.progress.lines_sent == 0
    assert printer_kiosk.client.status().fault is PrinterFault.PAPER_OUT


def test_paper_that_ends_in_mid_receipt_is_told_and_the_next_one_is_whole(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    printer.run_out_after(10)

    broken = printer_kiosk.print()
    printer.set_paper(PaperSensor.OK)
    again = printer_kiosk.print()

    assert broken.fault is PrinterFault.PAPER_OUT
    assert again.fault is None
    half, whole = printer.slips
    assert not is_whole(half)
    assert is_whole(whole)
    assert SLIP.number in texts(whole)


def test_rest_of_the_broken_receipt_never_comes_out(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    # A real printer keeps the unprinted rest in its memory, and would print it when new paper comes.
    printer.run_out_after(4)

    printer_kiosk.print()
    printer.set_paper(PaperSensor.OK)
    printer_kiosk.print()

    names = [text for slip in printer.slips for text in texts(slip) if text.startswith("Numer")]
    assert len(names) <= 2
    assert sum(is_whole(slip) for slip in printer.slips) == 1


def test_receipt_after_a_good_one_wastes_no_paper(
    printer: VirtualPrinter, printer_config: PrinterConfig, start_printer_kiosk: StartPrinterKiosk
) -> None:
    kiosk = start_printer_kiosk(printer_config)

    first = kiosk.print()
    second = kiosk.print()

    # Only after a start nobody knows what hangs out of the printer.
    assert first.progress.lines_total == second.progress.lines_total + 1
    assert [is_whole(slip) for slip in printer.slips] == [True, True]
