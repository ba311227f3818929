"""Shows that the kiosk takes no letters when it can't even be built: no devices, no settings, only the words."""

from __future__ import annotations

import sys
from datetime import UTC

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from kiosk.failures import load_catalogue
from kiosk.i18n import Tongue
from kiosk.session.events import Event, ServiceStopped
from kiosk.session.intents import parse_intent
from kiosk.session.machine import new_session, step
from kiosk.session.state import SessionConfig
from kiosk.signals import ended_by_signals
from kiosk.ui.scene import MAIN, prepare_engine
from kiosk.view.intents import Intent
from kiosk.view.project import project
from kiosk.view.visit import Visit


class OutOfService:
    """One screen; the comfort bar works, nothing else does."""

    def __init__(self, code: str) -> None:
        self._catalogue = load_catalogue()
        self._session = new_session(SessionConfig())
        self._visit = Visit()
        self._intent = Intent(self._wish)
        self.engine = QQmlApplicationEngine()
        prepare_engine(self.engine)
        self._tongue = Tongue(self.engine)
        self._take(ServiceStopped(code))
        self.engine.load(QUrl.fromLocalFile(str(MAIN)))

    def close(self) -> None:
        """Take the screen down."""
        self._tongue.close()
        self.engine.clearSingletons()
        self.engine.deleteLater()

    def _wish(self, name: str, arguments: dict[str, object]) -> None:
        event = parse_intent(name, arguments)
        if event is not None:
            self._take(event)

    def _take(self, event: Event) -> None:
        # The effects are dropped: without settings there is nothing that they could be run on.
        self._session, _effects = step(self._session, event)
        self._tongue.use(self._session.comfort.language)
        self._visit.show(project(self._session, self._catalogue, UTC))


def run_out_of_service(code: str) -> None:
    """Show the screen until SIGTERM or SIGINT."""
    application = QGuiApplication(sys.argv[:1])
    screen = OutOfService(code)
    with ended_by_signals(application):
        application.exec()
    screen.close()
