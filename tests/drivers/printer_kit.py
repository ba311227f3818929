"""What tests with the receipt printer say and wait for."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from drivers.device import ChildLauncher
from drivers.printer import (
    ClockWords,
    NetworkConnection,
    PrintEnd,
    PrinterClient,
    PrinterConfig,
    PrintProgress,
    ReceiptSlip,
)
from drivers.virtual.paper import CutOff, PaperItem, PrintedLine, PrintedQr

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0
SLIP = ReceiptSlip(
    office_name="Urząd Marszałkowski Województwa Kujawsko-Pomorskiego w Toruniu",
    office_address="ul. Targowa 13/15, 87-100 Toruń",
    number="TOR1-7F3K-92QM-4",
    handed_in_at=datetime(2026, 4, 9, 10, 24, tzinfo=UTC),
    clock=ClockWords.SYNCHRONISED,
    sheets=3,
    pages=4,
    set_aside=2,
    digest_prefix="3f2a91bc07de44a1",
    secret="K3TM9WQ2B7XD5RNA",
    qr="https://urzedomat.kujawsko-pomorskie.pl/status?n=TOR1-7F3K-92QM-4#K3TM9WQ2B7XD5RNA",
    status_page="urzedomat.kujawsko-pomorskie.pl/status",
    is_signed=True,
)


@dataclass
class PrinterKiosk:
    """A kiosk's view of the printer host."""

    client: PrinterClient
    progress: list[PrintProgress] = field(default_factory=list)

    def print(self, slip: ReceiptSlip = SLIP) -> PrintEnd:
        """Print a receipt and note the progress."""
        return self.client.print_receipt(slip, self.progress.append)


StartPrinterKiosk = Callable[[PrinterConfig], PrinterKiosk]


@contextlib.contextmanager
def printer_host(config: PrinterConfig) -> Iterator[PrinterKiosk]:
    """Run a printer host."""
    assert isinstance(config.connection, NetworkConnection)
    told = {
        "port": config.connection.port,
        "profile": config.profile,
        "text_mode": config.text_mode,
        "has_native_qr": config.has_native_qr,
        "answer_timeout_s": config.answer_timeout_s,
        "print_timeout_s": config.print_timeout_s,
    }
    command = [sys.executable, str(Path(__file__).with_name("printer_host.py")), json.dumps(told)]
    launcher = ChildLauncher(command, {**os.environ, "PYTHONPATH": str(ROOT)})
    client = PrinterClient(launcher, config, on_state=lambda state: None)  # noqa: ARG005
    try:
        assert client.wait_ready(PATIENCE_S)
        yield PrinterKiosk(client)
    finally:
        client.close()


def texts(slip: Sequence[PaperItem]) -> list[str]:
    """Return the lines of text on a slip."""
    return [item.text.strip() for item in slip if isinstance(item, PrintedLine) and item.runs]


def is_whole(slip: Sequence[PaperItem]) -> bool:
    """Tell whether the slip is a whole receipt: from the office's name to the cut, once."""
    names = [text for text in texts(slip) if text.startswith("Urząd Marszałkowski")]
    codes = [item for item in slip if isinstance(item, PrintedQr)]
    return len(names) == 1 and len(codes) == 1 and isinstance(slip[-1], CutOff)
