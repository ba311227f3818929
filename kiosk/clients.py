"""Starts the hosts as children and gives the screen a client for each; under systemd the sockets are there already."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drivers.cards import CardEvent, CardsClient
from drivers.device import ChildLauncher, Launcher, SocketLauncher
from drivers.printer import PrinterClient
from drivers.scanner import ScannerClient
from kiosk.configs import cards_config, printer_config, scanner_config
from kiosk.reader import ReaderClient
from kiosk.sealer.client import SealerClient
from kiosk.session.events import Event
from kiosk.session.values import Device
from kiosk.settings import KioskSettings
from kiosk.shell.devices import reporter, reporter_of_cards
from ocr.page import PageReading


@dataclass(frozen=True)
class Clients:
    """One client for every device."""

    scanner: ScannerClient
    cards: CardsClient
    printer: PrinterClient
    reader: ReaderClient
    sealer: SealerClient

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until every host serves; False when one did not come up in time."""
        waits = (self.scanner.wait_ready, self.sealer.wait_ready, self.printer.wait_ready)
        return all(wait(timeout_s) for wait in waits)

    def close(self) -> None:
        """End every host."""
        for client in (self.scanner, self.cards, self.printer, self.reader, self.sealer):
            client.close()


@dataclass(frozen=True)
class Listeners:
    """Who hears what the devices say of their own accord; called on threads of theirs."""

    post: Callable[[Event], None]
    card: Callable[[CardEvent], None]
    page_read: Callable[[str, PageReading], None]


def connect(settings: KioskSettings, settings_file: Path, listeners: Listeners) -> Clients:
    """Reach, or start, every host."""

    def launch(device: str) -> Launcher:
        socket_path = settings.paths.run_dir / f"{device}.socket"
        if socket_path.is_socket():
            return SocketLauncher(socket_path)
        argv = [sys.executable, "-m", "kiosk.cli", "host", device, "--settings", str(settings_file)]
        return ChildLauncher(argv)

    post = listeners.post
    return Clients(
        scanner=ScannerClient(
            launch("scanner"),
            deadlines=scanner_config(settings).deadlines,
            on_state=reporter(Device.SCANNER, post),
        ),
        cards=CardsClient(
            launch("cards"),
            cards_config(settings),
            on_event=listeners.card,
            on_state=reporter_of_cards(post),
        ),
        printer=PrinterClient(
            launch("printer"), printer_config(settings), on_state=reporter(Device.PRINTER, post)
        ),
        reader=ReaderClient(launch("ocr"), on_read=listeners.page_read, on_state=reporter(Device.OCR, post)),
        sealer=SealerClient(launch("sealer"), on_state=reporter(Device.SEALER, post)),
    )
