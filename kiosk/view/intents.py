"""What the resident may ask for, as QML calls it; each slot is one intent and goes to the session by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

QML_IMPORT_NAME = "Urzedomat.View"
QML_IMPORT_MAJOR_VERSION = 1

Send = Callable[[str, dict[str, Any]], None]


@QmlElement
@QmlSingleton
class Intent(QObject):
    """Passes every intent on as (name, arguments); decides nothing."""

    _instance: Intent | None = None

    def __init__(self, send: Send | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._send: Send = send or (lambda _name, _arguments: None)
        Intent._instance = self

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """Give QML the instance that the composition root made."""
        return Intent._instance or Intent()

    @Slot()
    def touched(self) -> None:
        """Any touch at all: the resident is still there."""
        self._send("touched", {})

    @Slot()
    def start(self) -> None:
        """Leave the attract screen."""
        self._send("start", {})

    @Slot(str)
    def setLanguage(self, code: str) -> None:  # noqa: N802
        """Speak and write in this language from now on."""
        self._send("set_language", {"code": code})

    @Slot(int)
    def setTextStep(self, step: int) -> None:  # noqa: N802
        """0..3 for 100, 120, 140, 160 %."""
        self._send("set_text_step", {"step": step})

    @Slot()
    def toggleContrast(self) -> None:  # noqa: N802
        """Switch high contrast."""
        self._send("toggle_contrast", {})

    @Slot()
    def toggleLowReach(self) -> None:  # noqa: N802
        """Move every control to the lower half, or back."""
        self._send("toggle_low_reach", {})

    @Slot()
    def toggleSpeech(self) -> None:  # noqa: N802
        """Read screens aloud, or stop."""
        self._send("toggle_speech", {})

    @Slot(str)
    def openOverlay(self, name: str) -> None:  # noqa: N802
        """Show help, language, text_size or privacy_text."""
        self._send("open_overlay", {"name": name})

    @Slot()
    def closeOverlay(self) -> None:  # noqa: N802
        """Close the open dialog without doing anything."""
        self._send("close_overlay", {})

    @Slot()
    def stay(self) -> None:
        """Answer to the inactivity warning: I am still here."""
        self._send("stay", {})

    @Slot()
    def leave(self) -> None:
        """Ask to end the visit (a dialog asks first when something would be lost)."""
        self._send("leave", {})

    @Slot()
    def confirmLeave(self) -> None:  # noqa: N802
        """End the visit and wipe it."""
        self._send("confirm_leave", {})

    @Slot()
    def back(self) -> None:
        """One screen back."""
        self._send("back", {})

    @Slot()
    def handInLetter(self) -> None:  # noqa: N802
        """Home: hand in a paper letter."""
        self._send("hand_in_letter", {})

    @Slot()
    def checkCase(self) -> None:  # noqa: N802
        """Home: look up a case by number and secret."""
        self._send("check_case", {})

    @Slot()
    def acceptNotice(self) -> None:  # noqa: N802
        """The notice on personal data was read."""
        self._send("accept_notice", {})

    @Slot()
    def dismissInterrupted(self) -> None:  # noqa: N802
        """The notice about an interrupted letter was read."""
        self._send("dismiss_interrupted", {})

    @Slot()
    def startScan(self) -> None:  # noqa: N802
        """Pull the sheets in from the feeder."""
        self._send("start_scan", {})

    @Slot()
    def useGlass(self) -> None:  # noqa: N802
        """Scan one side on the glass instead of the feeder."""
        self._send("use_glass", {})

    @Slot()
    def stopScan(self) -> None:  # noqa: N802
        """Stop the feeder."""
        self._send("stop_scan", {})

    @Slot(str)
    def selectPage(self, page_id: str) -> None:  # noqa: N802
        """Show this page large."""
        self._send("select_page", {"page_id": page_id})

    @Slot(str)
    def turnPage(self, page_id: str) -> None:  # noqa: N802
        """Turn a quarter clockwise."""
        self._send("turn_page", {"page_id": page_id})

    @Slot(str)
    def askDeletePage(self, page_id: str) -> None:  # noqa: N802
        """Ask whether to set this page aside."""
        self._send("ask_delete_page", {"page_id": page_id})

    @Slot()
    def deletePage(self) -> None:  # noqa: N802
        """Yes, set the asked page aside."""
        self._send("delete_page", {})

    @Slot(str)
    def keepPage(self, page_id: str) -> None:  # noqa: N802
        """Send this page as it is, though it is hard to read."""
        self._send("keep_page", {"page_id": page_id})

    @Slot(str)
    def restorePage(self, page_id: str) -> None:  # noqa: N802
        """Bring a blank or removed side back among the pages."""
        self._send("restore_page", {"page_id": page_id})

    @Slot()
    def undo(self) -> None:
        """Undo the last change on the review screen."""
        self._send("undo", {})

    @Slot()
    def addPages(self) -> None:  # noqa: N802
        """Feed more sheets into the same letter."""
        self._send("add_pages", {})

    @Slot()
    def scanAgain(self) -> None:  # noqa: N802
        """Discard this letter's scans and feed all sheets again."""
        self._send("scan_again", {})

    @Slot(str)
    def scanPageAgain(self, page_id: str) -> None:  # noqa: N802
        """Feed this page's sheet once more in place of what came."""
        self._send("scan_page_again", {"page_id": page_id})

    @Slot()
    def pagesDone(self) -> None:  # noqa: N802
        """The pages are right: go on to the details."""
        self._send("pages_done", {})

    @Slot(str, str)
    def editField(self, name: str, value: str) -> None:  # noqa: N802
        """Change a field while typing."""
        self._send("edit_field", {"name": name, "value": value})

    @Slot(str, str)
    def settleField(self, name: str, value: str) -> None:  # noqa: N802
        """This value is right."""
        self._send("settle_field", {"name": name, "value": value})

    @Slot(str)
    def openField(self, name: str) -> None:  # noqa: N802
        """Show this field for checking or typing."""
        self._send("open_field", {"name": name})

    @Slot()
    def detailsDone(self) -> None:  # noqa: N802
        """The details are right: go on to signing."""
        self._send("details_done", {})

    @Slot()
    def signWithCard(self) -> None:  # noqa: N802
        """Sign with a card."""
        self._send("sign_with_card", {})

    @Slot()
    def signWithoutCard(self) -> None:  # noqa: N802
        """Hand in without a card."""
        self._send("sign_without_card", {})

    @Slot()
    def cardReady(self) -> None:  # noqa: N802
        """The card lies in the reader: go on to the PIN."""
        self._send("card_ready", {})

    @Slot(str)
    def pinDigit(self, digit: str) -> None:  # noqa: N802
        """One digit."""
        self._send("pin_digit", {"digit": digit})

    @Slot()
    def pinErase(self) -> None:  # noqa: N802
        """Take the last digit back."""
        self._send("pin_erase", {})

    @Slot()
    def pinClear(self) -> None:  # noqa: N802
        """Take all digits back."""
        self._send("pin_clear", {})

    @Slot()
    def pinConfirm(self) -> None:  # noqa: N802
        """Sign with the typed PIN."""
        self._send("pin_confirm", {})

    @Slot()
    def consentLastTry(self) -> None:  # noqa: N802
        """Yes, use the last try."""
        self._send("consent_last_try", {})

    @Slot()
    def handIn(self) -> None:  # noqa: N802
        """Seal the letter and hand it in."""
        self._send("hand_in", {})

    @Slot()
    def printAgain(self) -> None:  # noqa: N802
        """Print the whole receipt again."""
        self._send("print_again", {})

    @Slot()
    def finishWithoutReceipt(self) -> None:  # noqa: N802
        """I noted the number down: finish without paper."""
        self._send("finish_without_receipt", {})

    @Slot()
    def finish(self) -> None:
        """The visit is over."""
        self._send("finish", {})

    @Slot()
    def nextLetter(self) -> None:  # noqa: N802
        """Hand in another letter."""
        self._send("next_letter", {})

    @Slot()
    def troubleAction(self) -> None:  # noqa: N802
        """Press the one button of the trouble screen."""
        self._send("trouble_action", {})

    @Slot()
    def callStaff(self) -> None:  # noqa: N802
        """Ask for a person."""
        self._send("call_staff", {})

    @Slot(str)
    def statusTypeNumber(self, value: str) -> None:  # noqa: N802
        """Type the letter's number."""
        self._send("status_type_number", {"value": value})

    @Slot(str)
    def statusTypeSecret(self, value: str) -> None:  # noqa: N802
        """Type the receipt's secret."""
        self._send("status_type_secret", {"value": value})

    @Slot()
    def statusLookUp(self) -> None:  # noqa: N802
        """Show the case."""
        self._send("status_look_up", {})
