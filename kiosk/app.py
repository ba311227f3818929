"""The composition root: builds devices, session and window from the settings; nothing else does."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from drivers.speech import find_player
from kiosk.clients import Listeners, connect
from kiosk.configs import session_config
from kiosk.failures import load_catalogue
from kiosk.i18n import Tongue
from kiosk.journal import Journal
from kiosk.out_of_service import run_out_of_service
from kiosk.session import effects
from kiosk.session.events import InternalErrorMet, KioskStarted
from kiosk.session.machine import new_session
from kiosk.settings import KioskSettings, SettingsRefused, load_settings
from kiosk.shell.cards import Cards
from kiosk.shell.drafts import DraftMaker
from kiosk.shell.health import Health
from kiosk.shell.journalling import Journalling
from kiosk.shell.lanes import Lanes
from kiosk.shell.letters import Letters, LetterTools
from kiosk.shell.pages import PageStore
from kiosk.shell.pin import Pin
from kiosk.shell.printing import Printing
from kiosk.shell.reading import Reading
from kiosk.shell.scanning import Scanning
from kiosk.shell.shell import Handlers, Shell
from kiosk.shell.speaking import Speaking
from kiosk.shell.status import Status
from kiosk.shell.timers import Timers
from kiosk.shell.wiping import Wiping
from kiosk.signals import ended_by_signals
from kiosk.ui.scene import MAIN, prepare_engine
from kiosk.view.images import VisitImages
from kiosk.view.project import project
from sync.clock import ClockWatch, kernel_clock, system_clock
from sync.numbers import UsedNumbers

log = logging.getLogger(__name__)

ZONE = ZoneInfo("Europe/Warsaw")
SETTINGS_ERROR = 2


@dataclass(frozen=True)
class ScreenOptions:
    """How the screen is shown; for tests and demonstrations."""

    is_animated: bool = True
    time_speed: float = 1.0


class Kiosk:
    """The running kiosk. Needs a QGuiApplication; `close` ends every host and leaves nothing behind."""

    def __init__(
        self, settings: KioskSettings, settings_file: Path, options: ScreenOptions | None = None
    ) -> None:
        self.settings = settings
        options = options or ScreenOptions()
        settings.paths.state_dir.mkdir(parents=True, exist_ok=True)
        catalogue = load_catalogue()
        self.journal = Journal(settings.paths.state_dir / "journal")
        self.store = PageStore()
        self.shell = Shell(
            new_session(session_config(settings)), lambda session: project(session, catalogue, ZONE)
        )
        post = self.shell.post
        self.lanes = Lanes(on_bug=lambda: post(InternalErrorMet()))
        self.timers = Timers(post, self.shell, speed=options.time_speed)
        clock = ClockWatch(system_clock, kernel_clock, settings.paths.state_dir / "clock")
        self.clients = connect(
            settings,
            settings_file,
            Listeners(
                post=post,
                card=lambda event: self.cards.heard(event),
                page_read=lambda page_id, reading: self.reading.page_read(page_id, reading),
            ),
        )
        self.cards = Cards(self.clients.cards, lanes=self.lanes, post=post)
        self.reading = Reading(self.clients.reader, self.store, lanes=self.lanes, post=post)
        self.scanning = Scanning(
            self.clients.scanner, self.store, settings.scanner, lanes=self.lanes, post=post
        )
        self.pin = Pin()
        drafts = DraftMaker(
            UsedNumbers(settings.paths.state_dir / "numbers", settings.kiosk.code),
            clock,
            secrets.token_bytes,
            qr_of=lambda number, secret: f"{settings.visit.status_page_url}?n={number}#{secret}",
        )
        tools = LetterTools(
            self.clients.reader,
            self.clients.cards,
            self.clients.sealer,
            clock,
            sends_scans=settings.seal.send_scans,
        )
        self.letters = Letters(tools, self.store, drafts, self.pin, lanes=self.lanes, post=post)
        self.printing = Printing(
            self.clients.printer,
            settings,
            lambda: self.letters.handed,
            zone=ZONE,
            lanes=self.lanes,
            post=post,
        )
        self.images = VisitImages(self.store)
        self.engine = QQmlApplicationEngine()
        self.window = self._load_window(options)
        self.speaking = Speaking(find_player(), self.shell, self.window, self.lanes)
        self.wiping = Wiping(
            [
                self.scanning.abandon,
                self.reading.clear,
                self.store.clear,
                self.letters.clear,
                self.pin.clear,
                self.images.clear,
                self.speaking.be_quiet,
                self.engine.collectGarbage,
            ]
        )
        self.status = Status(settings.paths.status_dir, monotonic=time.monotonic, lanes=self.lanes, post=post)
        journalling = Journalling(
            self.journal,
            clock=system_clock,
            random=secrets.token_bytes,
            local_zone=ZONE,
            lanes=self.lanes,
            post=post,
        )
        self.shell.serve(self._handlers(journalling))
        self.shell.changed.connect(self._speak_the_language)
        self.health = Health(
            (settings.paths.state_dir, settings.paths.spool_dir),
            post=post,
            parent=self.shell,
            can_seal=lambda: self.clients.sealer.is_ready,
        )
        self.health.look()
        self.shell.post(KioskStarted(self.journal.interrupted(), self.journal.handed_in()))

    def close(self) -> None:
        """End the visit, the hosts and the window."""
        self.health.close()
        self.shell.close()
        self.timers.stop_all()
        self.scanning.close()
        self.clients.close()
        self.lanes.close()
        self.speaking.close()
        self.window.close()
        self.tongue.close()
        self.engine.clearSingletons()
        self.window.deleteLater()
        self.engine.deleteLater()

    def _load_window(self, options: ScreenOptions) -> QQuickWindow:
        panel = self.settings.panel
        prepare_engine(self.engine)
        self.images.install(self.engine)
        self.tongue = Tongue(self.engine)
        self.engine.setInitialProperties(
            {
                "pixelPitchMm": panel.pitch_mm,
                "panelWidthPx": panel.width_px,
                "panelHeightPx": panel.height_px,
                "viewingDistanceMm": panel.reading_distance_mm,
                "lowerEdgeMm": panel.lower_edge_height_mm,
                "officeName": self.settings.kiosk.office_short,
                "animated": options.is_animated,
                "hidesCursor": panel.full_screen,
            }
        )
        self.engine.load(QUrl.fromLocalFile(str(MAIN)))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise OSError(f"{MAIN.name} can't be loaded")
        if panel.full_screen:
            roots[0].showFullScreen()
        return roots[0]

    def _speak_the_language(self) -> None:
        self.tongue.use(self.shell.session.comfort.language)

    def _handlers(self, journalling: Journalling) -> Handlers:
        return {
            effects.RecordIntent: journalling.record_intent,
            effects.RecordResult: journalling.record_result,
            effects.NewSubmission: journalling.begin,
            effects.StartScan: self.scanning.start,
            effects.CancelScan: self.scanning.cancel,
            effects.WatchFeeder: self.scanning.watch,
            effects.ReadPage: self.reading.read_page,
            effects.ForgetPages: self.reading.forget,
            effects.ReadFields: self.reading.read_fields,
            effects.FindCertificates: self.cards.find,
            effects.PinDigit: self.pin.append,
            effects.PinErase: self.pin.erase,
            effects.PinClear: self.pin.clear,
            effects.SignLetter: self.letters.sign,
            effects.HandIn: self.letters.hand_in,
            effects.PrintReceipt: self.printing.print_receipt,
            effects.Wipe: self.wiping.wipe,
            effects.LookUpStatus: self.status.look_up,
            effects.StartTimer: self.timers.start,
            effects.StopTimer: self.timers.stop,
            effects.Say: self.speaking.say,
            effects.Sound: self.speaking.sound,
            effects.CallStaff: self.speaking.call_staff,
        }


def prepare_environment() -> None:
    """Choose the renderer before Qt starts: the software one is sure to be there, and fast enough."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")


def run_kiosk(settings_file: Path) -> int:
    """Run the kiosk until SIGTERM or SIGINT; returns the exit code.

    With settings that can't be used, the screen says that the kiosk is out of service, and the console says why.
    """
    prepare_environment()
    try:
        settings = load_settings(settings_file)
        settings.paths.state_dir.mkdir(parents=True, exist_ok=True)
    except (SettingsRefused, OSError) as refused:
        print(refused, file=sys.stderr)
        run_out_of_service("kiosk.settings_wrong")
        return SETTINGS_ERROR
    application = QGuiApplication(sys.argv[:1])
    kiosk = Kiosk(settings, settings_file)
    with ended_by_signals(application):
        try:
            return application.exec()
        finally:
            kiosk.close()
