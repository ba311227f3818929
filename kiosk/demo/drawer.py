"""`urzedomat kiosk --virtual`: the kiosk for a person, in a window, with a drawer of virtual hardware beside it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app import Kiosk, prepare_environment
from kiosk.demo.controls import sections_of
from kiosk.demo.desk import Places, places_on
from kiosk.demo.ending import Ending
from kiosk.demo.hands import Hands
from kiosk.demo.letters import Letters
from kiosk.demo.looking import Watcher
from kiosk.demo.world import CARD_PIN, CLERK, World, WorldOptions
from kiosk.settings import KioskSettings, load_settings
from kiosk.ui.scene import load_fonts

WINDOW = Path(__file__).parent / "qml" / "DrawerWindow.qml"
OK, FAILED, USAGE = 0, 1, 2
_SECONDS_PER_SHEET = 1.0
_LISTEN_EVERY_MS = 150


@dataclass(frozen=True)
class DeskOptions:
    """What the command line said."""

    is_duplex: bool = False
    has_card: bool = True


class Drawer:
    """The technician's window over a world. Needs a QGuiApplication; the world outlives it."""

    def __init__(self, world: World, settings: KioskSettings) -> None:
        load_fonts()
        sections = sections_of(world)
        access = {
            "address": world.office_url,
            "login": CLERK,
            "password": world.clerk_password,
            "pin": CARD_PIN if world.card is not None else "",
        }
        self.hands = Hands(sections, Watcher(world, settings, sections), Letters(world.scanner), access)
        self.engine = QQmlApplicationEngine()
        self.engine.setInitialProperties({"hands": self.hands})
        self.engine.load(QUrl.fromLocalFile(str(WINDOW)))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise OSError(f"{WINDOW.name} can't be loaded")
        self.window = roots[0]

    def close(self) -> None:
        """Let the hands finish and take the window away."""
        self.hands.close()
        self.window.close()
        self.engine.deleteLater()
        # At once, while the hands still live: the scene binds to them.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def run_virtual_kiosk(options: DeskOptions | None = None) -> int:
    """Run the kiosk on virtual hardware until a window is closed or a signal comes; returns the exit code."""
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        print("There is no display here. `urzedomat demo` runs without one.", file=sys.stderr)
        return USAGE
    prepare_environment()
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    assert isinstance(application, QGuiApplication)  # noqa: S101  for mypy: nothing else is made here
    folder = Path(tempfile.mkdtemp(prefix="urzedomat-kiosk-"))
    try:
        with Ending() as ending:
            _run(application, ending, folder, options or DeskOptions())
    except KeyboardInterrupt:
        print("Ended before it was ready.")
    except (TimeoutError, OSError) as trouble:
        print(f"The virtual kiosk stopped: {trouble}\nLogs are kept in {folder}", file=sys.stderr)
        return FAILED
    shutil.rmtree(folder)
    return OK


def _run(application: QGuiApplication, ending: Ending, folder: Path, options: DeskOptions) -> None:
    print("Starting scanner, card reader, printer, office and sync daemon…", flush=True)
    world = World(
        folder,
        WorldOptions(
            is_duplex=options.is_duplex, has_card=options.has_card, seconds_per_sheet=_SECONDS_PER_SHEET
        ),
    )
    with ExitStack() as stack:
        with ending.interrupting():
            stack.enter_context(world)
            world.wait_for_office()
        settings = load_settings(world.settings_file)
        kiosk = Kiosk(settings, world.settings_file)
        stack.callback(application.processEvents)  # what is to be deleted later is deleted now
        stack.callback(kiosk.close)
        drawer = Drawer(world, settings)
        stack.callback(drawer.close)
        _place(kiosk.window, drawer.window, settings)
        print(
            f"Ready. The clerk's pages: {world.office_url} (login {CLERK}, password {world.clerk_password}).\n"
            "Close a window or press Ctrl+C to end.",
            flush=True,
        )
        wait_for_end(application, ending, (kiosk.window, drawer.window))
        print("Ending…", flush=True)


def _place(kiosk: QQuickWindow, drawer: QQuickWindow, settings: KioskSettings) -> None:
    panel = QSize(settings.panel.width_px, settings.panel.height_px)
    places: Places = places_on(kiosk.screen().availableGeometry(), panel)
    kiosk.setGeometry(places.kiosk)
    drawer.setGeometry(places.drawer)
    drawer.show()


def wait_for_end(application: QGuiApplication, ending: Ending, windows: tuple[QQuickWindow, ...]) -> None:
    """Run the event loop until a window is closed or the end is asked for."""
    clock = QTimer()
    # Python hears a signal only when some of its code runs: this runs often enough.
    clock.timeout.connect(lambda: application.quit() if ending.is_asked else None)
    clock.start(_LISTEN_EVERY_MS)
    for window in windows:
        window.visibleChanged.connect(lambda is_visible: None if is_visible else ending.ask())
    application.exec()
    clock.stop()
