"""A kiosk in a process of its own, so that a test can kill it in the middle of a letter.

usage: python -m tests.journeys.screen_process SETTINGS   (prints `scanned` when the first side is there)
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.app import Kiosk, ScreenOptions, prepare_environment
from kiosk.demo.visitor import Visitor
from kiosk.settings import load_settings
from kiosk.view.state import FeederPaper


def main() -> None:
    """Go as far as the first side, and then on and on."""
    settings_file = Path(sys.argv[1])
    prepare_environment()
    application = QGuiApplication(sys.argv[:1])
    kiosk = Kiosk(load_settings(settings_file), settings_file, ScreenOptions(is_animated=False))
    visitor = Visitor(kiosk.window)
    shell = kiosk.shell
    visitor.wait(lambda: shell.shown.scanner_ready, "the scanner", within_s=120)
    visitor.touch("Dotknij, aby zacząć")
    visitor.touch("Złóż pismo")
    visitor.touch("Skanuj pismo")
    visitor.wait(lambda: shell.shown.feeder_paper == FeederPaper.LOADED, "the paper", within_s=60)
    visitor.touch("Skanuj kartki")
    visitor.wait(lambda: shell.shown.sides_scanned > 0, "a side", within_s=120)
    print("scanned", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
