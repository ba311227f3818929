"""Draws any state of the screen off screen with the real Main.qml, to a PNG for a person or to a scene for a test.

    python tests/kiosk/ui/gallery.py --out DIR [--screen NAME]… [--mode pl,160,contrast,low]… [--letters DIR]

A mode is a comma-separated choice of a language (pl, en, uk, de), a text size (100, 120, 140, 160), `contrast`
and `low`; what it leaves out is normal. A screen's NAME is a sample's, or the beginning of several.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, QRectF, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlApplicationEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.i18n import LANGUAGES, Tongue
from kiosk.ui.scene import MAIN, prepare_engine
from kiosk.view.images import VisitImages
from kiosk.view.intents import Intent
from kiosk.view.state import ViewState
from kiosk.view.visit import Visit
from tests.kiosk.ui import samples


class Stage:
    """The real window over a `ViewState` that the caller chooses; intents are only written down."""

    def __init__(self, pages: Any, *, animated: bool = False) -> None:
        self.kept: list[QQuickItem] = []
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.visit = Visit()
        self.intent = Intent(lambda name, arguments: self.sent.append((name, arguments)))
        self.engine = QQmlApplicationEngine()
        self.warnings: list[str] = []
        self.engine.warnings.connect(
            lambda errors: self.warnings.extend(error.toString() for error in errors)
        )
        prepare_engine(self.engine)
        # QML asks for its singletons when it first needs them; by then another window may have made newer ones
        for name in ("Visit", "Intent"):
            self.engine.singletonInstance("Urzedomat.View", name)
        self.images = VisitImages(pages)
        self.images.install(self.engine)
        self.tongue = Tongue(self.engine)
        self.engine.load(QUrl.fromLocalFile(str(MAIN)))
        if not self.engine.rootObjects():
            raise OSError("Main.qml can't be loaded: " + "; ".join(self.warnings))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.window.setProperty("animated", animated)
        self.window.setWidth(1080)
        self.window.setHeight(1920)
        self.window.show()

    def show(self, state: ViewState, *, pictures: bool = True) -> None:
        """Publish the state and wait until it is laid out, and drawn with its pictures unless they don't matter."""
        self.kept.clear()
        self.tongue.use(state.language)
        self.visit.show(state)
        self.settle(pictures=pictures)

    def settle(self, *, pictures: bool = True, deadline_s: float = 20.0) -> None:
        """Let bindings, loaders and pictures come to rest."""
        end = time.monotonic() + deadline_s
        for _ in range(3):
            _turn()
        if not pictures:
            return
        while any(self._is_loading(item) for item in self.items() if item.inherits("QQuickImage")):
            if time.monotonic() > end:
                raise TimeoutError("a picture is still being loaded")
            _turn(20)
        _turn()

    def _is_loading(self, image: QQuickItem) -> bool:
        # the status is an enum that PySide can't convert; QML's own reading of it is a number
        return bool(QQmlExpression(self.engine.rootContext(), image, "status == 2").evaluate()[0])

    def items(self) -> Iterator[QQuickItem]:
        """Every item of the scene that is shown, also what repeaters made."""
        waiting = [self.window.contentItem()]
        while waiting:
            item = waiting.pop()
            if item.isVisible():
                yield item
                waiting.extend(item.childItems())

    def find(self, name: str) -> QQuickItem:
        """The shown item with this objectName."""
        found = [item for item in self.items() if item.objectName() == name]
        assert found, f"no {name} on this screen"
        return found[0]

    def rect(self, item: QQuickItem) -> QRectF:
        """Where the item lies in the window."""
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))

    def centre(self, item: QQuickItem) -> QPointF:
        return self.rect(item).center()

    def picture(self) -> QImage:
        return self.window.grabWindow()

    def close(self) -> None:
        """Take everything down; afterwards no object of the scene is left."""
        self.kept.clear()
        self.window.close()
        self.tongue.close()
        self.images.clear()
        self.engine.clearSingletons()
        self.window.deleteLater()
        self.engine.deleteLater()
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            _turn()


def _turn(wait_ms: int = 0) -> None:
    flags = QEventLoop.ProcessEventsFlag.AllEvents
    if wait_ms:
        QCoreApplication.processEvents(flags | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, wait_ms)
    QCoreApplication.processEvents(flags)


def parse_mode(text: str) -> dict[str, Any]:
    """`de,160,contrast` as the arguments of `samples.comfort`."""
    chosen: dict[str, Any] = {}
    for word in filter(None, text.split(",")):
        if word in LANGUAGES:
            chosen["language"] = word
        elif word in ("100", "120", "140", "160"):
            chosen["step"] = (int(word) - 100) // 20
        elif word == "contrast":
            chosen["contrast"] = True
        elif word == "low":
            chosen["low"] = True
        elif word != "normal":
            raise argparse.ArgumentTypeError(f"unknown mode: {word}")
    return chosen


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the samples asked for."""
    parser = argparse.ArgumentParser(description="Draw the screens to PNG files.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--screen", action="append", default=[])
    parser.add_argument("--mode", action="append", default=[])
    parser.add_argument("--letters", type=Path, help="folder of the sample letters")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    letters: Path | None = given.letters
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    stage = Stage(samples.SamplePages(letters / samples.LETTER if letters else None))
    for name, state in samples.SAMPLES.items():
        if given.screen and not name.startswith(tuple(given.screen)):
            continue
        for mode in given.mode or ["normal"]:
            stage.show(samples.comfort(state, **parse_mode(mode)))
            stage.picture().save(str(given.out / f"{name}-{mode.replace(',', '-')}.png"))
    for warning in dict.fromkeys(stage.warnings):
        sys.stderr.write(warning + "\n")
    stage.close()
    del app
    return 1 if stage.warnings else 0


if __name__ == "__main__":
    raise SystemExit(main())
