"""A whole world for each module of journeys, a fresh kiosk for each journey, and a visitor who touches its glass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.app import Kiosk, ScreenOptions
from kiosk.demo.visit import Visiting
from kiosk.demo.visitor import Visitor
from kiosk.demo.world import World
from kiosk.settings import load_settings

START_S = 90.0


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World(tmp_path_factory.mktemp("world")) as built:
        assert built.card is not None, "no virtual card reader"
        built.wait_for_office()
        yield built


class Running:
    """A kiosk that runs in this process, and somebody in front of it."""

    def __init__(self, world: World) -> None:
        self.world = world
        settings = load_settings(world.settings_file)
        self.kiosk = Kiosk(settings, world.settings_file, ScreenOptions(is_animated=False))
        self.visitor = Visitor(self.kiosk.window)
        self.visiting = Visiting(world, self.kiosk, self.visitor)
        self.warnings: list[str] = []
        self.kiosk.engine.warnings.connect(
            lambda found: self.warnings.extend(item.toString() for item in found)
        )

    def wait_ready(self) -> None:
        self.kiosk.clients.wait_ready(START_S)
        self.visitor.wait(lambda: self.kiosk.shell.shown.scanner_ready, "the scanner", within_s=START_S)

    @property
    def shown(self) -> object:
        return self.kiosk.shell.shown

    def close(self) -> None:
        self.kiosk.close()


@pytest.fixture
def running(world: World, qapp: QGuiApplication) -> Iterator[Running]:
    running = Running(world)
    try:
        running.wait_ready()
        yield running
    finally:
        running.close()
        qapp.processEvents()
        world.scanner.feeder.take_out()
    assert running.warnings == []


@pytest.fixture(scope="session")
def letters() -> Path:
    return Path(__file__).parents[2] / "kiosk/samples"
