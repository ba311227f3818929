"""Press to frame, with the readers idle and with every core reading; and how soon a letter can be reviewed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from drivers.wire import Buffer
from kiosk.app import Kiosk, ScreenOptions, prepare_environment
from kiosk.demo.run import SAMPLES
from kiosk.demo.visitor import Visitor
from kiosk.demo.world import World, WorldOptions
from kiosk.settings import load_settings
from kiosk.shell.pages import KeptPage
from kiosk.view.state import FeederPaper, Screen
from tests.bench.figures import say, spread

_PRESSES = 120
_SHEETS = 10
_WAIT_S = 240.0


def run() -> None:
    """Measure on the real kiosk, off screen, with the software renderer."""
    prepare_environment()
    application = QGuiApplication.instance() or QGuiApplication([])
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        World(Path(folder), WorldOptions(has_card=False, has_office=False)) as world,
    ):
        kiosk = Kiosk(
            load_settings(world.settings_file), world.settings_file, ScreenOptions(is_animated=False)
        )
        try:
            visitor = Visitor(kiosk.window)
            visitor.wait(lambda: kiosk.shell.shown.scanner_ready, "the scanner", within_s=_WAIT_S)
            _press_to_frame(kiosk, visitor)
            _last_sheet_to_review(world, kiosk, visitor)
        finally:
            kiosk.close()
            application.processEvents()


def _press_to_frame(kiosk: Kiosk, visitor: Visitor) -> None:
    visitor.touch("Dotknij, aby zacząć")
    visitor.touch("Sprawdź sprawę")
    visitor.wait(lambda: kiosk.shell.shown.screen == Screen.STATUS, "the status screen")
    visitor.linger(1.0)
    say("press to frame, idle", spread(list(_presses(kiosk, visitor))))
    with _reading(kiosk):
        visitor.linger(1.0)
        say("press to frame, all cores reading", spread(list(_presses(kiosk, visitor))))
    visitor.touch("Zakończ")
    visitor.wait(lambda: kiosk.shell.shown.screen == Screen.ATTRACT, "the end")


def _presses(kiosk: Kiosk, visitor: Visitor) -> Iterator[float]:
    """Press and hold a button of the comfort bar, and wait for the frame that shows it pressed."""
    target = visitor.find("Pomoc")
    assert target is not None
    window, finger = kiosk.window, QTest.createTouchDevice()
    point = window.mapFromGlobal(target.area.center())
    frames: list[float] = []
    window.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
    for _press in range(_PRESSES):
        frames.clear()
        began = time.perf_counter()
        QTest.touchEvent(window, finger).press(0, point, window).commit()
        while not frames:
            QGuiApplication.processEvents()
        yield frames[0] - began
        # Slide off before lifting, so that nothing is chosen.
        QTest.touchEvent(window, finger).move(0, window.contentItem().position().toPoint(), window).commit()
        QTest.touchEvent(window, finger).release(
            0, window.contentItem().position().toPoint(), window
        ).commit()
        QTest.qWait(40)


@contextmanager
def _reading(kiosk: Kiosk) -> Iterator[None]:
    """Keep the product's own readers busy."""
    pages = sorted(SAMPLES.glob("*/page-*.jpg"))
    for number in range(60):
        image = Buffer.of(pages[number % len(pages)].read_bytes())
        kiosk.store.put(f"bench-{number}", KeptPage(image, "", 300))
        kiosk.clients.reader.submit(f"bench-{number}", image)
    try:
        yield
    finally:
        kiosk.clients.reader.forget_all()
    pages = sorted(SAMPLES.glob("*/page-*.jpg"))[:_SHEETS]


def _last_sheet_to_review(world: World, kiosk: Kiosk, visitor: Visitor) -> None:
    pages = sorted(SAMPLES.glob("*/page-*.jpg"))[:_SHEETS]
    while len(pages) < _SHEETS:
        pages.append(pages[len(pages) % 9])
    world.scanner.feeder.seconds_per_sheet = 1.0
    world.scanner.feeder.load(pages)
    visitor.touch("Dotknij, aby zacząć")
    visitor.touch("Złóż pismo")
    visitor.touch("Skanuj pismo")
    shell = kiosk.shell
    visitor.wait(lambda: shell.shown.feeder_paper == FeederPaper.LOADED, "the paper")
    visitor.touch("Skanuj kartki")
    visitor.wait(lambda: shell.shown.sides_scanned == _SHEETS, "the last sheet", within_s=_WAIT_S)
    began = time.perf_counter()
    visitor.wait(lambda: shell.shown.screen == Screen.REVIEW, "the review", within_s=_WAIT_S)
    review = time.perf_counter() - began
    visitor.wait(lambda: shell.shown.pages_reading == 0, "the last page's text", within_s=_WAIT_S)
    read = time.perf_counter() - began
    say(
        f"last of {_SHEETS} sheets to review",
        f"{review:.2f} s",
        f"all text read {read:.2f} s",
        "(1 s a sheet fed)",
    )
