"""Everything that a QML engine needs before it can show our screens, in one call."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtQml import QQmlEngine

from kiosk.ui.drawings import DrawingProvider
from kiosk.ui.icons import IconProvider

QML_ROOT = Path(__file__).parent
MAIN = QML_ROOT / "Main.qml"
FONTS = QML_ROOT / "fonts"


def load_fonts() -> None:
    """Register the two shipped fonts; needs a QGuiApplication."""
    for font in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(font)) < 0:
            raise OSError(f"font cannot be read: {font.name}")


def prepare_engine(engine: QQmlEngine) -> None:
    """Give the engine our modules, icons and fonts. Call before loading `MAIN`."""
    load_fonts()
    engine.addImportPath(str(QML_ROOT))
    engine.addImageProvider("icon", IconProvider())
    engine.addImageProvider("drawing", DrawingProvider())
