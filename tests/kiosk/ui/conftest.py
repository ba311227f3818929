"""Draws off screen with the software renderer, as a kiosk without a graphics card does."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from tests.kiosk.ui.gallery import Stage
from tests.kiosk.ui.samples import SamplePages


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication


@pytest.fixture(scope="session")
def stage(qapp: object) -> Iterator[Stage]:
    """The real window, shared: every test shows the state that it needs."""
    stage = Stage(SamplePages())
    yield stage
    stage.close()
