"""The screen dies in the middle of a letter: nothing readable stays, and the next start says what happened."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.demo.world import World, WorldOptions
from kiosk.view.state import Screen
from tests.journeys.conftest import Running

_LEFT_ALONE = {"keys", "sane", "card"}
"""Written before the visit, by the world."""


@pytest.fixture
def interrupted_world(tmp_path: Path, letters: Path) -> Iterator[World]:
    """A world in which a screen was killed after its first side."""
    with World(tmp_path / "world", WorldOptions(has_card=False, has_office=False)) as world:
        world.scanner.feeder.seconds_per_sheet = 2.0
        world.scanner.feeder.load(letters / "odwolanie")
        with subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.screen_process", str(world.settings_file)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        ) as screen:
            assert screen.stdout is not None
            try:
                assert screen.stdout.readline().strip() == "scanned"
            finally:
                screen.kill()
        world.scanner.feeder.take_out()
        world.scanner.feeder.seconds_per_sheet = 0.0
        yield world


def readable(folder: Path) -> list[str]:
    """Name files with a picture or with words of the letter in them."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).parts[0] not in _LEFT_ALONE:
            data = path.read_bytes()
            if b"\xff\xd8\xff" in data or "Odwołanie".encode() in data or "Wiśniewski".encode() in data:
                found.append(path.name)
    return found


def test_nothing_readable_is_left_and_the_next_start_tells(
    interrupted_world: World, qapp: QGuiApplication
) -> None:
    assert readable(interrupted_world.folder) == []

    running = Running(interrupted_world)
    try:
        running.wait_ready()
        running.visitor.touch("Dotknij, aby zacząć")
        running.visitor.wait(lambda: running.kiosk.shell.shown.screen == Screen.HOME, "home")
        assert running.kiosk.shell.shown.interrupted_notice
        words = " ".join(running.visitor.texts())
        assert "Nie zostało złożone" in words
        assert "Wyjmij je ze skanera" in words
        running.visitor.touch("Rozumiem")
        running.visitor.wait(lambda: not running.kiosk.shell.shown.interrupted_notice, "the notice to go")
        assert running.visitor.find("Złóż pismo") is not None
        running.kiosk.lanes.close()
        assert running.kiosk.journal.interrupted() == ()
    finally:
        running.close()
        qapp.processEvents()
