"""Fixtures of the reading tests: the real models, loaded once."""

import pytest

from ocr.engine import Engine
from ocr.worker import limit_threads

limit_threads()  # before Tesseract is loaded by any test


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.load()
