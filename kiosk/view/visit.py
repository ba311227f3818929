"""The visit as QML sees it: the state, published property by property. The way back: `kiosk.view.intents`."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.view.rows import Rows
from kiosk.view.state import FieldRow, PageRow, StatusRow, ViewState

QML_IMPORT_NAME = "Urzedomat.View"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Visit(QObject):
    """Publishes a `ViewState`; only what changed is signalled."""

    screenChanged = Signal()  # noqa: N815
    comfortChanged = Signal()  # noqa: N815
    secondsLeftChanged = Signal()  # noqa: N815
    scanChanged = Signal()  # noqa: N815
    fieldsChanged = Signal()  # noqa: N815
    signingChanged = Signal()  # noqa: N815
    busyChanged = Signal()  # noqa: N815
    receiptChanged = Signal()  # noqa: N815
    statusChanged = Signal()  # noqa: N815
    troubleChanged = Signal()  # noqa: N815
    rowsReplaced = Signal()  # noqa: N815
    """Never emitted: the models live as long as the visit; the linter wants a signal."""
    announced = Signal(str, arguments=["text"])
    """A change of state in words, for speech and assistive technology."""

    _instance: Visit | None = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = ViewState()
        self._pages = Rows(PageRow, self)
        self._blanks = Rows(PageRow, self)
        self._removed = Rows(PageRow, self)
        self._fields = Rows(FieldRow, self)
        self._status_rows = Rows(StatusRow, self)
        Visit._instance = self

    @staticmethod
    def create(_engine: QQmlEngine) -> QObject:
        """Give QML the instance that the composition root made."""
        return Visit._instance or Visit()

    def show(self, state: ViewState) -> None:
        """Publish a new state; only what differs is signalled."""
        before, self._state = self._state, state
        self._pages.show(state.pages)
        self._blanks.show(state.blanks)
        self._removed.show(state.removed)
        self._fields.show(state.fields)
        self._status_rows.show(state.status_rows)
        for names, signal in self._groups():
            if any(getattr(before, name) != getattr(state, name) for name in names):
                signal.emit()

    def _groups(self) -> list[tuple[tuple[str, ...], Any]]:
        return [
            (
                (
                    "screen",
                    "overlay",
                    "step",
                    "can_go_back",
                    "can_leave",
                ),
                self.screenChanged,
            ),
            (
                (
                    "language",
                    "text_step",
                    "high_contrast",
                    "low_reach",
                    "speech",
                ),
                self.comfortChanged,
            ),
            (("seconds_left",), self.secondsLeftChanged),
            (
                (
                    "scanner_ready",
                    "offline",
                    "interrupted_notice",
                    "interrupted_handed_in",
                    "feeder_paper",
                    "uses_glass",
                    "max_sheets",
                    "sheets_in",
                    "sides_scanned",
                    "pages_reading",
                    "selected_page",
                    "can_undo",
                    "undo_what",
                    "rescan_title",
                    "rescan_lead",
                ),
                self.scanChanged,
            ),
            (
                (
                    "doubts_left",
                    "current_field",
                ),
                self.fieldsChanged,
            ),
            (
                (
                    "signs_with_card",
                    "reader_ready",
                    "card_present",
                    "card_holder",
                    "card_issuer",
                    "tries_left",
                    "tries_total",
                    "pin_length",
                    "pin_min",
                    "pin_max",
                    "pin_ready",
                    "pin_note",
                ),
                self.signingChanged,
            ),
            (("busy",), self.busyChanged),
            (
                (
                    "number",
                    "handed_in_at",
                    "clock_note",
                    "qr",
                    "secret",
                    "print_state",
                    "print_progress",
                    "signed",
                    "pages_sent",
                    "sides_aside",
                ),
                self.receiptChanged,
            ),
            (
                (
                    "status_number",
                    "status_secret",
                    "status_error",
                    "status_title",
                ),
                self.statusChanged,
            ),
            (("trouble",), self.troubleChanged),
        ]

    @Property(str, notify=screenChanged)
    def screen(self) -> str:
        return self._state.screen.value

    @Property(str, notify=screenChanged)
    def overlay(self) -> str:
        return self._state.overlay.value

    @Property(int, notify=screenChanged)
    def step(self) -> int:
        return self._state.step

    @Property(bool, notify=screenChanged)
    def canGoBack(self) -> bool:  # noqa: N802
        return self._state.can_go_back

    @Property(bool, notify=screenChanged)
    def canLeave(self) -> bool:  # noqa: N802
        return self._state.can_leave

    @Property(str, notify=comfortChanged)
    def language(self) -> str:
        return self._state.language

    @Property(int, notify=comfortChanged)
    def textStep(self) -> int:  # noqa: N802
        return self._state.text_step

    @Property(bool, notify=comfortChanged)
    def highContrast(self) -> bool:  # noqa: N802
        return self._state.high_contrast

    @Property(bool, notify=comfortChanged)
    def lowReach(self) -> bool:  # noqa: N802
        return self._state.low_reach

    @Property(bool, notify=comfortChanged)
    def speech(self) -> bool:
        return self._state.speech

    @Property(int, notify=secondsLeftChanged)
    def secondsLeft(self) -> int:  # noqa: N802
        return self._state.seconds_left

    @Property(bool, notify=scanChanged)
    def scannerReady(self) -> bool:  # noqa: N802
        return self._state.scanner_ready

    @Property(bool, notify=scanChanged)
    def offline(self) -> bool:
        return self._state.offline

    @Property(bool, notify=scanChanged)
    def interruptedNotice(self) -> bool:  # noqa: N802
        return self._state.interrupted_notice

    @Property(bool, notify=scanChanged)
    def interruptedHandedIn(self) -> bool:  # noqa: N802
        return self._state.interrupted_handed_in

    @Property(str, notify=scanChanged)
    def feederPaper(self) -> str:  # noqa: N802
        return self._state.feeder_paper.value

    @Property(bool, notify=scanChanged)
    def usesGlass(self) -> bool:  # noqa: N802
        return self._state.uses_glass

    @Property(int, notify=scanChanged)
    def maxSheets(self) -> int:  # noqa: N802
        return self._state.max_sheets

    @Property(int, notify=scanChanged)
    def sheetsIn(self) -> int:  # noqa: N802
        return self._state.sheets_in

    @Property(int, notify=scanChanged)
    def sidesScanned(self) -> int:  # noqa: N802
        return self._state.sides_scanned

    @Property(int, notify=scanChanged)
    def pagesReading(self) -> int:  # noqa: N802
        return self._state.pages_reading

    @Property(str, notify=scanChanged)
    def selectedPage(self) -> str:  # noqa: N802
        return self._state.selected_page

    @Property(bool, notify=scanChanged)
    def canUndo(self) -> bool:  # noqa: N802
        return self._state.can_undo

    @Property(str, notify=scanChanged)
    def undoWhat(self) -> str:  # noqa: N802
        return self._state.undo_what

    @Property(str, notify=scanChanged)
    def rescanTitle(self) -> str:  # noqa: N802
        return self._state.rescan_title

    @Property(str, notify=scanChanged)
    def rescanLead(self) -> str:  # noqa: N802
        return self._state.rescan_lead

    @Property(int, notify=fieldsChanged)
    def doubtsLeft(self) -> int:  # noqa: N802
        return self._state.doubts_left

    @Property(str, notify=fieldsChanged)
    def currentField(self) -> str:  # noqa: N802
        return self._state.current_field

    @Property(bool, notify=signingChanged)
    def signsWithCard(self) -> bool:  # noqa: N802
        return self._state.signs_with_card

    @Property(bool, notify=signingChanged)
    def readerReady(self) -> bool:  # noqa: N802
        return self._state.reader_ready

    @Property(bool, notify=signingChanged)
    def cardPresent(self) -> bool:  # noqa: N802
        return self._state.card_present

    @Property(str, notify=signingChanged)
    def cardHolder(self) -> str:  # noqa: N802
        return self._state.card_holder

    @Property(str, notify=signingChanged)
    def cardIssuer(self) -> str:  # noqa: N802
        return self._state.card_issuer

    @Property(int, notify=signingChanged)
    def triesLeft(self) -> int:  # noqa: N802
        return self._state.tries_left

    @Property(int, notify=signingChanged)
    def triesTotal(self) -> int:  # noqa: N802
        return self._state.tries_total

    @Property(int, notify=signingChanged)
    def pinLength(self) -> int:  # noqa: N802
        return self._state.pin_length

    @Property(int, notify=signingChanged)
    def pinMin(self) -> int:  # noqa: N802
        return self._state.pin_min

    @Property(int, notify=signingChanged)
    def pinMax(self) -> int:  # noqa: N802
        return self._state.pin_max

    @Property(bool, notify=signingChanged)
    def pinReady(self) -> bool:  # noqa: N802
        return self._state.pin_ready

    @Property(str, notify=signingChanged)
    def pinNote(self) -> str:  # noqa: N802
        return self._state.pin_note

    @Property(str, notify=busyChanged)
    def busy(self) -> str:
        return self._state.busy

    @Property(str, notify=receiptChanged)
    def number(self) -> str:
        return self._state.number

    @Property(str, notify=receiptChanged)
    def handedInAt(self) -> str:  # noqa: N802
        return self._state.handed_in_at

    @Property(str, notify=receiptChanged)
    def clockNote(self) -> str:  # noqa: N802
        return self._state.clock_note

    @Property(str, notify=receiptChanged)
    def qr(self) -> str:
        return self._state.qr

    @Property(str, notify=receiptChanged)
    def secret(self) -> str:
        return self._state.secret

    @Property(str, notify=receiptChanged)
    def printState(self) -> str:  # noqa: N802
        return self._state.print_state.value

    @Property(float, notify=receiptChanged)
    def printProgress(self) -> float:  # noqa: N802
        return self._state.print_progress

    @Property(int, notify=receiptChanged)
    def pagesSent(self) -> int:  # noqa: N802
        return self._state.pages_sent

    @Property(int, notify=receiptChanged)
    def sidesAside(self) -> int:  # noqa: N802
        return self._state.sides_aside

    @Property(bool, notify=receiptChanged)
    def signed(self) -> bool:
        return self._state.signed

    @Property(str, notify=statusChanged)
    def statusNumber(self) -> str:  # noqa: N802
        return self._state.status_number

    @Property(str, notify=statusChanged)
    def statusSecret(self) -> str:  # noqa: N802
        return self._state.status_secret

    @Property(str, notify=statusChanged)
    def statusError(self) -> str:  # noqa: N802
        return self._state.status_error

    @Property(str, notify=statusChanged)
    def statusTitle(self) -> str:  # noqa: N802
        return self._state.status_title

    @Property(str, notify=troubleChanged)
    def troubleCode(self) -> str:  # noqa: N802
        return self._state.trouble.code

    @Property(str, notify=troubleChanged)
    def troubleTitle(self) -> str:  # noqa: N802
        return self._state.trouble.title

    @Property(str, notify=troubleChanged)
    def troubleSafe(self) -> str:  # noqa: N802
        return self._state.trouble.safe

    @Property(list, notify=troubleChanged)
    def troubleNow(self) -> list[str]:  # noqa: N802
        return list(self._state.trouble.now)

    @Property(int, notify=troubleChanged)
    def troubleStepsDone(self) -> int:  # noqa: N802
        return self._state.trouble.steps_done

    @Property(str, notify=troubleChanged)
    def troubleAction(self) -> str:  # noqa: N802
        return self._state.trouble.action

    @Property(bool, notify=troubleChanged)
    def troubleActionReady(self) -> bool:  # noqa: N802
        return self._state.trouble.action_ready

    @Property(Rows, notify=rowsReplaced)
    def pages(self) -> Rows:
        return self._pages

    @Property(Rows, notify=rowsReplaced)
    def blanks(self) -> Rows:
        return self._blanks

    @Property(Rows, notify=rowsReplaced)
    def removed(self) -> Rows:
        return self._removed

    @Property(Rows, notify=rowsReplaced)
    def fields(self) -> Rows:
        return self._fields

    @Property(Rows, notify=rowsReplaced)
    def statusRows(self) -> Rows:  # noqa: N802
        return self._status_rows
