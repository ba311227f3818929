"""The loop of the kiosk: an event changes the session, the session's effects run, the screen shows what is.

Everything here happens on the screen's thread; devices answer from theirs through `post`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.session.effects import Effect
from kiosk.session.events import Event, Shut
from kiosk.session.intents import parse_intent
from kiosk.session.machine import step
from kiosk.session.state import Session
from kiosk.view.intents import Intent
from kiosk.view.state import ViewState
from kiosk.view.visit import Visit

log = logging.getLogger(__name__)

Handlers = Mapping[type[Any], Callable[[Any], None]]
Project = Callable[[Session], ViewState]


class Shell(QObject):
    """Owns the session; `handlers` has one function for every kind of effect."""

    changed = Signal()
    """The screen shows something new; for tests and demonstrations."""
    _posted = Signal(object)

    def __init__(self, session: Session, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._project = project
        self._handlers: dict[type[Any], Callable[[Any], None]] = {}
        self.visit = Visit(self)
        self.intent = Intent(self.wish, self)
        self._is_closed = False
        self._is_stepping = False
        self._waiting: list[Event] = []
        self._posted.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.shown = project(session)
        self.visit.show(self.shown)

    def serve(self, handlers: Handlers) -> None:
        """Take more handlers in; each kind of effect has exactly one."""
        for kind, handler in handlers.items():
            if kind in self._handlers:
                raise ValueError(f"two handlers for {kind.__name__}")
            self._handlers[kind] = handler

    def post(self, event: Event) -> None:
        """Let this event happen; from any thread."""
        self._posted.emit(event)

    def wish(self, name: str, arguments: Mapping[str, Any]) -> None:
        """Take what QML calls; what nobody knows is dropped."""
        event = parse_intent(name, arguments)
        if event is not None:
            self._take(event)

    def close(self) -> None:
        """Wipe the visit and take no event any more; devices may still be talking."""
        self._take(Shut())
        self._is_closed = True

    @Slot(object)
    def _take(self, event: Event) -> None:
        """Step; an event that an effect raises while it is started waits for its turn."""
        if self._is_closed:
            return
        self._waiting.append(event)
        if self._is_stepping:
            return
        self._is_stepping = True
        try:
            while self._waiting:
                self._step(self._waiting.pop(0))
        finally:
            self._is_stepping = False
        self.changed.emit()

    def _step(self, event: Event) -> None:
        before = self.session
        self.session, effects = step(self.session, event)
        log.debug("stepped on %s", type(event).__name__)
        if self.session is not before:
            self.shown = self._project(self.session)
            self.visit.show(self.shown)
        for effect in effects:
            self._run(effect)

    def _run(self, effect: Effect) -> None:
        handler = self._handlers.get(type(effect))
        if handler is None:
            raise LookupError(f"no handler for {type(effect).__name__}")
        handler(effect)
