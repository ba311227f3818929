"""The failures on which a visit takes a turning of its own; every other code only chooses the words."""

from __future__ import annotations

from enum import StrEnum


class VisitFault(StrEnum):
    """What can go wrong with a visit though every device is sound."""

    TOO_MANY_PAGES = "visit.too_many_pages"
    EMPTY_LETTER = "visit.empty_letter"  # every side is blank
    NO_PAGES = "visit.no_pages"  # every page was set aside by the resident
    UNREADABLE_PAGE = "visit.unreadable_page"  # the picture of a side is broken
    INTERRUPTED_LETTER = "visit.interrupted_letter"  # a crash cut a letter short
    SIGNATURE_DROPPED = "visit.signature_dropped"  # the pages changed after they were signed
    RECEIPT_NOT_PRINTED = "visit.receipt_not_printed"


class KioskFault(StrEnum):
    """What can go wrong with the kiosk itself."""

    INTERNAL_ERROR = "kiosk.internal_error"  # a bug
    DISK_FULL = "kiosk.disk_full"
    SETTINGS_WRONG = "kiosk.settings_wrong"
    OUT_OF_SERVICE = "kiosk.out_of_service"  # switched off by a technician
    JOURNAL_UNWRITABLE = "kiosk.journal_unwritable"
    UNKNOWN = "kiosk.unknown"  # a code that has no words yet


# Codes of the devices, as their drivers spell them; the session must not import a driver.
SCANNER_EMPTY = "scanner.empty"
SCANNER_GONE = "scanner.unplugged"
SCANNER_CANCELLED = "scanner.cancelled"  # at the device; the resident's own stop is no failure
SCANNER_TOO_MANY = "scanner.too_many"
SCANNER_COVER_OPEN = "scanner.cover_open"
CARD_NONE = "card.no_card"
CARD_REMOVED = "card.removed"
CARD_GONE = "card.middleware_gone"
PIN_WRONG = "card.pin_wrong"
PIN_BLOCKED = "card.pin_blocked"
PIN_NEEDS_CONSENT = "card.last_try_needs_consent"
PRINTER_PAPER_OUT = "printer.paper_out"
PRINTER_COVER_OPEN = "printer.cover_open"
PRINTER_GONE = "printer.unplugged"
