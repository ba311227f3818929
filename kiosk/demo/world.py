"""A whole world for one kiosk: scanner, card, printer, office and sync daemon, all behind their real protocols."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from drivers.virtual.card import VirtualCard
from drivers.virtual.card_database import make_card_database
from drivers.virtual.escl import VirtualScanner, write_sane_config
from drivers.virtual.pcscd import Pcscd, PcscdUnavailableError, virtual_readers_held
from drivers.virtual.printer import VirtualPrinter
from kiosk.demo_keys import make_demo_keys
from sync.outbox import create_spool

log = logging.getLogger(__name__)

CARD_PIN = "1234"
CARD_HOLDER = "Stanisława Błaszczyk"
KIOSK_ID = "tor1"
CLERK = "kancelaria"
_START_S = 60.0


@dataclass(frozen=True)
class WorldOptions:
    """How the world is."""

    is_duplex: bool = False
    has_card: bool = True
    is_full_screen: bool = False
    has_office: bool = True
    seconds_per_sheet: float = 0.0


class World:
    """Builds everything in a folder and takes it down again; use as a context manager."""

    def __init__(self, folder: Path, options: WorldOptions | None = None) -> None:
        self.folder = folder
        self.options = options or WorldOptions()
        self.settings_file = folder / "kiosk.toml"
        self.office_file = folder / "office.toml"
        self.clerk_password = secrets.token_urlsafe(12)
        self.card: VirtualCard | None = None
        self._stack = contextlib.ExitStack()
        self._daemon: subprocess.Popen[bytes] | None = None
        self._office: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._build()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def office_url(self) -> str:
        """Base address of the office."""
        return f"http://127.0.0.1:{self._office_port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment for commands of this world."""
        return {**os.environ, "PYTHONWARNINGS": "ignore::DeprecationWarning"}

    @property
    def is_daemon_running(self) -> bool:
        """Tell whether the sync daemon is alive."""
        return self._daemon is not None and self._daemon.poll() is None

    @property
    def is_office_running(self) -> bool:
        """Tell whether the office is alive; its web pages may need a moment more."""
        return self._office is not None and self._office.poll() is None

    def start_daemon(self) -> None:
        """Let the sync daemon run (again)."""
        if self._daemon is None or self._daemon.poll() is not None:
            self._daemon = self._command("sync.log", "sync", "run", "--settings", str(self.settings_file))

    def stop_daemon(self) -> None:
        """End the sync daemon."""
        _end(self._daemon)

    def start_office(self) -> None:
        """Let the office be reachable (again)."""
        if self._office is None or self._office.poll() is not None:
            port = str(self._office_port)
            self._office = self._command(
                "office.log", "office", "serve", "--settings", str(self.office_file), "--port", port
            )

    def stop_office(self) -> None:
        """Cut the network: the office is not reachable."""
        _end(self._office)

    def wait_for_office(self) -> None:
        """Return when the office answers. Raises TimeoutError when it does not."""
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.office_url}/healthz", timeout=5).status_code == httpx.codes.OK:
                    return
            if self._office is not None and self._office.poll() is not None:
                break
            time.sleep(0.05)
        raise TimeoutError(f"the office did not start; see {self.folder / 'office.log'}")

    def run(self, *arguments: str) -> str:
        """Run one `urzedomat` command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.cli", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=self.environment,
            check=False,
        )
        if done.returncode:
            raise OSError(
                f"urzedomat {arguments[0]} ended with {done.returncode}: {done.stderr.strip()[-2000:]}"
            )
        return done.stdout

    def _build(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        make_demo_keys(self.folder / "keys", KIOSK_ID, datetime.now(UTC))
        self._office_port = _free_port()
        self.scanner = VirtualScanner()
        self._stack.callback(self.scanner.close)
        self.scanner.feeder.seconds_per_sheet = self.options.seconds_per_sheet
        self.printer = VirtualPrinter()
        self._stack.callback(self.printer.close)
        if self.options.has_card:
            self._build_card()
        create_spool(self.folder / "spool")
        self.settings_file.write_text(self._kiosk_toml(), encoding="utf-8")
        self.office_file.write_text(self._office_toml(), encoding="utf-8")
        if self.options.has_office:
            self._build_office()
        self._stack.callback(self.stop_daemon)
        self.start_daemon()

    def _build_office(self) -> None:
        keys = self.folder / "keys"
        settings = ("--settings", str(self.office_file))
        self.run(
            *("office", "add-kiosk", KIOSK_ID, "--name", "Hol, ul. Targowa 13/15"),
            *("--seal-certificate", str(keys / "seal.cert.pem")),
            *("--transport-key", str(keys / "transport.pub.pem"), *settings),
        )
        password_file = self.folder / "clerk-password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.clerk_password, encoding="utf-8")
        self.run(
            *("office", "add-user", CLERK, "--name", "Kancelaria (pokaz)", "--role", "clerk"),
            *("--password-file", str(password_file), *settings),
        )
        self._stack.callback(self.stop_office)
        self.start_office()

    def _build_card(self) -> None:
        """Put a virtual reader on the machine, and have a card for it; without a PC/SC daemon there is none."""
        pcscd = Pcscd()
        try:
            self._stack.enter_context(virtual_readers_held())
            pcscd.start()
        except PcscdUnavailableError as missing:
            log.warning("no card reader: %s", missing)
            return
        self._stack.callback(pcscd.stop)
        database = make_card_database(self.folder / "card", holder=CARD_HOLDER, pin=CARD_PIN)
        self.card = VirtualCard(database)
        self._stack.callback(self.card.close)
        (self.folder / "keys/signers.pem").write_bytes(database.ca_pem)

    def _command(self, log: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / log).open("ab") as output:
            return subprocess.Popen(
                [*_dying_with_us(), sys.executable, "-m", "kiosk.cli", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.environment,
            )

    def _kiosk_toml(self) -> str:
        device = write_sane_config(
            self.folder / "sane", int(self.scanner.escl_url.split(":")[2].split("/")[0])
        )
        return _KIOSK_TOML.format(
            kiosk_id=KIOSK_ID,
            full_screen=str(self.options.is_full_screen).lower(),
            device=device,
            escl_url=self.scanner.escl_url,
            sides="duplex" if self.options.is_duplex else "simplex",
            cards=str(self.card is not None).lower(),
            printer_port=self.printer.port,
            office_url=self.office_url,
        )

    def _office_toml(self) -> str:
        trusted = '"keys/signers.pem"' if self.card is not None else ""
        return _OFFICE_TOML.format(office_url=self.office_url, trusted=trusted)


def _dying_with_us() -> list[str]:
    """A demonstration that is killed must not leave an office and a daemon behind."""
    setpriv = shutil.which("setpriv")
    return [] if setpriv is None else [setpriv, "--pdeathsig", "TERM"]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _end(process: subprocess.Popen[bytes] | None) -> None:
    if process is not None and process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_KIOSK_TOML = """\
# Written for a demonstration on virtual hardware.
[kiosk]
id = "{kiosk_id}"
code = "TOR1"
demo = true

[panel]
full_screen = {full_screen}

[scanner]
device = "{device}"
sane_config_dir = "sane"
escl_url = "{escl_url}"
sides = "{sides}"

[cards]
enabled = {cards}
pin_query_apdu = "00200000"  # VERIFY without data: ISO 7816-4, 11.5.6

[printer]
profile = "TM-T20II"
connection = "network"
host = "127.0.0.1"
port = {printer_port}

[sync]
office_url = "{office_url}"
poll_s = 0.3

[visit]
status_page_url = "{office_url}/status"
"""

_OFFICE_TOML = """\
# Written for a demonstration on virtual hardware.
database_url = "sqlite:///office.db"
blob_dir = "blobs"
public_base_url = "{office_url}"
office_seal_key_path = "keys/office.key.pem"
office_seal_certificate_path = "keys/office.cert.pem"
signature_trust_paths = [{trusted}]
demo = true
"""
