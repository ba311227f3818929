"""What the drawer's QML binds to: controls and live states out, a technician's presses in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QmlElement

from drivers.virtual.card import CardProcessError
from kiosk.demo.controls import Section
from kiosk.demo.letters import Letters
from kiosk.demo.looking import Outbox, Slip, States, Watcher, control_key
from kiosk.shell.lanes import Lanes

QML_IMPORT_NAME = "Urzedomat.Drawer"
QML_IMPORT_MAJOR_VERSION = 1

# By these names the QML linter knows what a property holds.
QVariantList = list
QVariantMap = dict

_LOOK_EVERY_MS = 500


@QmlElement
class Hands(QObject):
    """Everything that a person can do to the virtual hardware. Slow hands delay neither the screen nor each other."""

    lookedAnew = Signal()  # noqa: N815
    told = Signal()
    unchanging = Signal()
    """Never emitted: some things stay; the linter wants a signal."""
    _looked = Signal(str, object)
    _acted = Signal(str)

    def __init__(
        self,
        sections: Sequence[Section],
        watcher: Watcher,
        letters: Letters,
        access: dict[str, str],
        parent: QObject | None = None,
    ) -> None:
        """`access`: address, login, password of the office and the card's PIN, to be shown."""
        super().__init__(parent)
        self._sections, self._letters, self._access = sections, letters, access
        self._states = States()
        self._outbox = Outbox()
        self._slip = Slip()
        self._looks = {"states": watcher.states, "outbox": watcher.outbox, "slip": watcher.slip}
        self._under_way: set[str] = set()
        self._message = "Choose a letter and put it into the feeder."
        self._lanes = Lanes(on_bug=lambda: self._acted.emit("That went wrong inside: see the terminal."))
        self._looked.connect(self._show)
        self._acted.connect(self._tell)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look_anew)
        self._clock.start(_LOOK_EVERY_MS)
        self._look_anew()

    def close(self) -> None:
        """Let the hands finish; nothing is looked at any more."""
        self._clock.stop()
        self._lanes.close()

    @Property(QVariantList, notify=unchanging)
    def sections(self) -> list[dict[str, Any]]:
        return [
            {
                "title": section.title,
                "controls": [
                    {
                        "key": control_key(section, control.label),
                        "label": control.label,
                        "buttons": [{"text": button.text, "hint": button.hint} for button in control.buttons],
                    }
                    for control in section.controls
                ],
            }
            for section in self._sections
        ]

    @Property(QVariantList, notify=unchanging)
    def samples(self) -> list[dict[str, str]]:
        return [{"text": sample.text, "folder": str(sample.folder)} for sample in self._letters.samples]

    @Property(QVariantMap, notify=unchanging)
    def access(self) -> dict[str, str]:
        return self._access

    @Property(QVariantMap, notify=lookedAnew)
    def positions(self) -> dict[str, str]:
        return dict(self._states.positions)

    @Property(QVariantList, notify=lookedAnew)
    def facts(self) -> list[dict[str, str]]:
        return [asdict(fact) for fact in self._states.facts]

    @Property(QVariantList, notify=lookedAnew)
    def queue(self) -> list[dict[str, Any]]:
        return [asdict(waiting) for waiting in self._outbox.letters]

    @Property(str, notify=lookedAnew)
    def slip(self) -> str:
        path = self._slip.path
        return "" if path is None else QUrl.fromLocalFile(str(path)).toString()

    @Property(str, notify=told)
    def message(self) -> str:
        return self._message

    @Slot(str, str)
    def press(self, key: str, text: str) -> None:
        """Press the button with this text of the control with this key."""
        for section in self._sections:
            for control in section.controls:
                if control_key(section, control.label) == key:
                    self._do(section.title, f"{control.label}: {text}", control.button(text).act)

    @Slot(str)
    def load(self, folder: str) -> None:
        """Put a folder's pages into the feeder, under what lies there."""
        self._do("Scanner", "Feeder", lambda: self._letters.load(_path(folder)))

    @Slot(str)
    def layOnGlass(self, folder: str) -> None:  # noqa: N802
        """Lay the folder's next page on the glass."""
        self._do("Scanner", "Glass", lambda: self._letters.lay_on_glass(_path(folder)))

    @Slot(str, result=str)
    def localPath(self, url: str) -> str:  # noqa: N802
        """Return the path of a file URL, as a dialog gives it."""
        return QUrl(url).toLocalFile()

    @Slot(str)
    def copy(self, text: str) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    @Slot(str)
    def open(self, address: str) -> None:
        """Open an address or a file with the desk's own program for it."""
        if not QDesktopServices.openUrl(QUrl(address)):
            self._tell("There is no program here to open it with.")

    def _do(self, lane: str, what: str, act: Callable[[], object]) -> None:
        def work() -> None:
            try:
                said = act()
            except (OSError, ValueError, LookupError, CardProcessError) as trouble:
                self._acted.emit(f"{what}: {trouble}")
            else:
                self._acted.emit(said if isinstance(said, str) else f"{what}: done.")

        self._lanes.run(lane, work)

    def _look_anew(self) -> None:
        for name, look in self._looks.items():
            if name not in self._under_way:
                self._under_way.add(name)
                self._lanes.run(name, partial(self._take, name, look))

    def _take(self, name: str, look: Callable[[], object]) -> None:
        seen: object = None
        try:
            seen = look()
        finally:
            self._looked.emit(name, seen)

    @Slot(str, object)
    def _show(self, name: str, seen: object) -> None:
        self._under_way.discard(name)
        if seen in (self._states, self._outbox, self._slip):
            return
        match seen:
            case States():
                self._states = seen
            case Outbox():
                self._outbox = seen
            case Slip():
                self._slip = seen
        self.lookedAnew.emit()

    @Slot(str)
    def _tell(self, message: str) -> None:
        self._message = message
        self.told.emit()
        self._look_anew()


def _path(text: str) -> Path:
    return Path(text.strip()).expanduser()
