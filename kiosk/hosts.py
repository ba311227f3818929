"""Builds the service of one device from the settings and serves it: the far side of each process wall."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from drivers.host import Answer, Service
from drivers.process import run_host as serve_host
from drivers.wire import Buffer
from kiosk.settings import KioskSettings, SettingsRefused, load_settings

USAGE_ERROR = 2


def run_host(device: str, settings_file: Path, *, connection_fd: int | None = None) -> int:
    """Serve the device until its client leaves, then end the process; returns an exit code only if that can't begin.

    Without a descriptor the socket comes from systemd.
    """
    try:
        settings = load_settings(settings_file)
    except SettingsRefused as refused:
        print(refused, file=sys.stderr)
        return USAGE_ERROR
    arguments = [] if connection_fd is None else ["--connection-fd", str(connection_fd)]
    return serve_host(_BUILDERS[device](settings), arguments)


def software_version() -> str:
    """Return the version that packages carry."""
    return version("urzedomat")


def _scanner(settings: KioskSettings) -> Service:
    from drivers.scanner import ScannerService
    from kiosk.configs import scanner_config

    return ScannerService(scanner_config(settings))


def _cards(settings: KioskSettings) -> Service:
    from drivers.cards import CardsService
    from kiosk.configs import cards_config

    return CardsService(cards_config(settings))


def _printer(settings: KioskSettings) -> Service:
    from drivers.printer import PrinterService
    from kiosk.configs import printer_config

    return PrinterService(printer_config(settings))


def _ocr(settings: KioskSettings) -> Service:
    from ocr.pool import PoolConfig
    from ocr.service import OcrService

    config = PoolConfig(workers=settings.ocr.workers, page_limit_s=settings.ocr.page_limit_s)
    return OcrService(config, make_buffer=Buffer.of, answer=Answer)


def _sealer(settings: KioskSettings) -> Service:
    from kiosk.sealer.service import SealerConfig, SealerService
    from sync.seal import Sealer, certificate_of, is_demo_certificate
    from sync.submission import KioskRecord

    config = SealerConfig(
        kiosk=KioskRecord(settings.kiosk.id, settings.kiosk.code, software_version()),
        office_name=settings.kiosk.office_name,
        spool=settings.paths.spool_dir,
        recipients=(
            settings.seal.daemon_recipient.read_text(encoding="ascii").strip(),
            settings.seal.office_recovery_recipient.read_text(encoding="ascii").strip(),
        ),
    )

    def load() -> Sealer:
        certificate = settings.seal.seal_certificate.read_bytes()
        if is_demo_certificate(certificate_of(certificate)) != settings.kiosk.demo:
            raise PermissionError("demo keys and the setting kiosk.demo don't fit together")
        return Sealer.from_pem(settings.seal.seal_key.read_bytes(), certificate)

    return SealerService(config, load)


_BUILDERS: dict[str, Callable[[KioskSettings], Service]] = {
    "scanner": _scanner,
    "cards": _cards,
    "printer": _printer,
    "ocr": _ocr,
    "sealer": _sealer,
}
