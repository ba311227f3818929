"""Prints the receipt: always whole, and only of a letter that is durably in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from drivers.printer import PrinterClient, PrintProgress
from drivers.receipt_layout import ReceiptSlip
from drivers.receipt_words import ClockWords, Language
from kiosk.session.effects import PrintReceipt
from kiosk.session.events import Event, PrintEnded, PrintProgressed
from kiosk.settings import KioskSettings
from kiosk.shell.drafts import HandedLetter
from kiosk.shell.lanes import Lanes

DIGEST_DIGITS = 16
NOTHING_TO_PRINT = "visit.nothing_to_print"


class Printing:
    """Serves PrintReceipt."""

    def __init__(
        self,
        client: PrinterClient,
        settings: KioskSettings,
        handed: Callable[[], HandedLetter | None],
        *,
        zone: ZoneInfo,
        lanes: Lanes,
        post: Callable[[Event], None],
    ) -> None:
        """`handed` tells which letter of this visit was handed over."""
        self._client = client
        self._settings = settings
        self._handed = handed
        self._zone = zone
        self._lanes = lanes
        self._post = post

    def print_receipt(self, effect: PrintReceipt) -> None:
        """Print it from its top."""
        letter = self._handed()
        if letter is None or letter.submission_id != effect.submission_id:
            self._post(PrintEnded(effect.request_id, NOTHING_TO_PRINT))
            return
        slip = self.slip(letter)
        self._lanes.run("printer", lambda: self._print(effect, slip))

    def slip(self, letter: HandedLetter) -> ReceiptSlip:
        """Say what stands on the receipt."""
        kiosk = self._settings.kiosk
        return ReceiptSlip(
            office_name=kiosk.office_name,
            office_address=kiosk.office_address,
            number=letter.number,
            handed_in_at=letter.at.astimezone(self._zone),
            clock=ClockWords(letter.clock_state.value),
            sheets=letter.sheets_in,
            pages=letter.pages_shown,
            set_aside=letter.pages_blank + letter.pages_removed,
            digest_prefix=letter.package_sha256[:DIGEST_DIGITS],
            secret=letter.secret,
            qr=letter.qr,
            status_page=self._settings.visit.status_page_url,
            is_signed=letter.is_signed,
            language=Language(letter.language),
        )

    def _print(self, effect: PrintReceipt, slip: ReceiptSlip) -> None:
        def tell(progress: PrintProgress) -> None:
            self._post(PrintProgressed(effect.request_id, progress.fraction))

        end = self._client.print_receipt(slip, tell)
        self._post(PrintEnded(effect.request_id, "" if end.fault is None else end.fault.value))
