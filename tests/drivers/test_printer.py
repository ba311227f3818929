"""Receipts through python-escpos, TCP and the virtual printer onto paper."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from drivers.printer import Language, PrinterConfig, PrinterFault, PrinterWarning, TextMode
from drivers.receipt_encoding import ReceiptEncoder
from drivers.receipt_layout import Align, TextLine
from drivers.receipt_raster import draw_line
from drivers.virtual.paper import PrintedImage, read_paper
from drivers.virtual.paper_image import draw_paper
from drivers.virtual.printer import PaperSensor, VirtualPrinter
from tests.drivers.printer_kit import ROOT, SLIP, PrinterKiosk, StartPrinterKiosk, is_whole, texts

pytest_plugins = ("tests.drivers.printer_fixtures",)

POLISH = "Zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ"


def codes_on(printer: VirtualPrinter) -> list[str]:
    """Read the QR codes on the paper as a telephone would."""
    picture = draw_paper(printer.slips[-1], printer.mechanism.width_dots)
    return [code.text for code in zxingcpp.read_barcodes(np.asarray(picture))]


def test_receipt_is_on_paper_with_a_code_that_can_be_read(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    end = printer_kiosk.print()

    assert end.fault is None
    assert end.warning is None
    assert is_whole(printer.slips[-1])
    assert SLIP.number in texts(printer.slips[-1])
    assert codes_on(printer) == [SLIP.qr]


def test_progress_grows_until_all_is_sent(printer_kiosk: PrinterKiosk) -> None:
    end = printer_kiosk.print()

    fractions = [progress.fraction for progress in printer_kiosk.progress]
    assert len(fractions) > 3
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert end.progress == printer_kiosk.progress[-1]


@pytest.mark.parametrize("profile", ["TM-T20II", "TM-T88V"])
def test_every_polish_letter_is_the_printers_own(printer_config: PrinterConfig, profile: str) -> None:
    encoder = ReceiptEncoder(replace(printer_config, profile=profile))

    items = read_paper(b"".join(encoder.encode([TextLine(POLISH)])))

    assert texts(items) == [POLISH]


@pytest.mark.parametrize("profile", ["TM-T20II", "TM-T88III"])
def test_printer_without_polish_letters_gets_them_drawn(printer_config: PrinterConfig, profile: str) -> None:
    # TM-T88III has no CP852, and python-escpos would print question marks or take another page.
    mode = TextMode.GRAPHICS if profile == "TM-T20II" else TextMode.CODEPAGE
    encoder = ReceiptEncoder(replace(printer_config, profile=profile, text_mode=mode))

    (item,) = read_paper(b"".join(encoder.encode([TextLine(POLISH)])))

    assert isinstance(item, PrintedImage)
    assert any(item.rows)


def test_only_the_lines_with_foreign_letters_are_drawn(printer_config: PrinterConfig) -> None:
    encoder = ReceiptEncoder(printer_config)

    items = read_paper(
        b"".join(encoder.encode([TextLine("Kowalska"), TextLine("Ковальська"), TextLine("Żak")]))
    )

    assert [type(item).__name__ for item in items] == ["PrintedLine", "PrintedImage", "PrintedLine"]


def test_ukrainian_receipt_can_be_read_too(printer: VirtualPrinter, printer_kiosk: PrinterKiosk) -> None:
    end = printer_kiosk.print(replace(SLIP, language=Language.UK))

    assert end.fault is None
    assert codes_on(printer) == [SLIP.qr]
    assert SLIP.number in texts(printer.slips[-1])


def test_receipt_drawn_whole_has_a_readable_code(
    start_printer_kiosk: StartPrinterKiosk, printer_config: PrinterConfig, printer: VirtualPrinter
) -> None:
    kiosk = start_printer_kiosk(replace(printer_config, text_mode=TextMode.GRAPHICS, has_native_qr=False))

    end = kiosk.print()

    assert end.fault is None
    assert texts(printer.slips[-1]) == []
    assert codes_on(printer) == [SLIP.qr]


def test_drawn_lines_stand_where_written_ones_would(printer_config: PrinterConfig) -> None:
    lines = [
        TextLine("Toruń", align=align, width=width, height=width) for align in Align for width in (1, 2, 3)
    ]
    written, drawn = (
        draw_paper(
            read_paper(b"".join(ReceiptEncoder(replace(printer_config, text_mode=mode)).encode(lines)))
        )
        for mode in TextMode
    )

    difference = np.asarray(written) < 128
    both = difference & (np.asarray(drawn) < 128)

    assert written.size == drawn.size
    assert both.sum() > 0.8 * difference.sum()


def test_no_picture_contains_a_real_time_command(printer_config: PrinterConfig) -> None:
    # Printers obey DLE EOT also in the middle of a picture, and swallow those bytes.
    treacherous = TextLine("T8g)9c2M.ćOźt/.*Ji:śźóU1Y%źd,-oe,&bmQRVę)e>V-j!>")
    encoder = ReceiptEncoder(replace(printer_config, text_mode=TextMode.GRAPHICS))
    dots = bytes(byte ^ 0xFF for byte in draw_line(treacherous, encoder.width_dots).tobytes())

    (sent,) = encoder.encode([treacherous])
    (item,) = read_paper(sent)

    assert b"\x10\x04" in dots
    assert b"\x10\x04" not in sent
    assert isinstance(item, PrintedImage)
    differing = sum((ours ^ theirs).bit_count() for ours, theirs in zip(dots, item.rows, strict=True))
    assert differing == dots.count(b"\x10\x04")


def test_paper_near_its_end_is_a_warning_and_no_fault(
    printer: VirtualPrinter, printer_kiosk: PrinterKiosk
) -> None:
    printer.set_paper(PaperSensor.NEAR_END)

    status, end = printer_kiosk.client.status(), printer_kiosk.print()

    assert (status.fault, status.warning) == (None, PrinterWarning.PAPER_NEAR_END)
    assert (end.fault, end.warning) == (None, PrinterWarning.PAPER_NEAR_END)


def test_printer_taken_off_line_says_so(printer: VirtualPrinter, printer_kiosk: PrinterKiosk) -> None:
    printer.set_online(is_online=False)

    assert printer_kiosk.client.status().fault is PrinterFault.OFFLINE


def test_slow_printer_is_waited_for(
    start_printer_kiosk: StartPrinterKiosk, printer_config: PrinterConfig
) -> None:
    with VirtualPrinter(line_time_s=0.01) as slow:
        kiosk = start_printer_kiosk(
            replace(printer_config, connection=replace(printer_config.connection, port=slow.port))
        )

        end = kiosk.print()

        assert end.fault is None
        assert is_whole(slow.slips[-1])  # already: the outcome comes when the paper is cut


def test_printer_library_leaves_nothing_behind(tmp_path: Path) -> None:
    script = "import logging, drivers.printer; assert not logging.root.handlers"

    subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        check=True,
    )

    assert list(tmp_path.iterdir()) == []
