"""Turns the kiosk's settings into what each part wants to know: the one place where both vocabularies meet."""

from __future__ import annotations

from drivers import card_values, printer_values
from drivers.card_values import CardsConfig
from drivers.printer_values import PrinterConfig
from drivers.scanner import ScannerConfig, ScannerDeadlines
from kiosk.session.state import SessionConfig
from kiosk.settings import KioskSettings, PrinterConnection, PrinterSection, Sides


def scanner_config(settings: KioskSettings) -> ScannerConfig:
    """What the scanner's host and client share."""
    section = settings.scanner
    deadlines = ScannerDeadlines(first_side_s=section.first_page_deadline_s, side_s=section.page_deadline_s)
    return ScannerConfig(
        device=section.device,
        sane_config_dir=section.sane_config_dir,
        escl_url=section.escl_url or None,
        deadlines=deadlines,
    )


def cards_config(settings: KioskSettings) -> CardsConfig:
    """What the card host and its client share."""
    section = settings.cards
    return CardsConfig(
        module=section.pkcs11_module,
        token_label=section.token_label,
        reader=section.reader,
        presence=card_values.Presence(section.presence.value),
        environment=tuple(section.module_environment.items()),
        pin_query=bytes.fromhex(section.pin_query_apdu),
        trusts_final_try_flag=section.trusts_final_try_flag,
        pin_digits_min=section.pin_min_digits,
        pin_digits_max=section.pin_max_digits,
        sign_deadline_s=section.sign_deadline_s,
    )


def session_config(settings: KioskSettings) -> SessionConfig:
    """What the settings say about visits."""
    return SessionConfig(
        office_name=settings.kiosk.office_name,
        departments=settings.kiosk.departments,
        idle_s=settings.visit.inactivity_s,
        receipt_idle_s=settings.visit.receipt_inactivity_s,
        countdown_s=settings.visit.warning_s,
        max_sides=settings.scanner.max_sheets * 2,
        is_duplex=settings.scanner.sides is Sides.DUPLEX,
        has_sound=settings.visit.sound,
    )


def printer_config(settings: KioskSettings) -> PrinterConfig:
    """What the printer's host and client share."""
    section = settings.printer
    return PrinterConfig(
        connection=_connection(section),
        profile=section.profile,
        text_mode=printer_values.TextMode(section.text_mode.value),
        has_native_qr=section.has_native_qr,
        confirms_printing=section.confirms_printing,
        clears_buffer=section.clears_buffer,
        answer_timeout_s=section.timeout_s,
    )


def _connection(section: PrinterSection) -> printer_values.PrinterConnection:
    match section.connection:
        case PrinterConnection.NETWORK:
            return printer_values.NetworkConnection(section.host, section.port)
        case PrinterConnection.USB:
            return printer_values.UsbConnection(section.usb_vendor, section.usb_product)
        case PrinterConnection.SERIAL:
            return printer_values.SerialConnection(section.serial_device, section.serial_baud)
