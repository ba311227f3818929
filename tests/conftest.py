"""What every test can count on: Qt draws off screen, and two processes never want the card readers at once."""

from __future__ import annotations

import os
from typing import Any

from xdist.scheduler import LoadScopeScheduling

os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

WITH_CARD_READERS = (
    "tests/drivers/test_cards.py",
    "tests/drivers/test_tokens.py",
    "tests/faults/test_blocked_pin.py",
    "tests/faults/test_card_pulled.py",
    "tests/faults/test_last_try_consent.py",
    "tests/faults/test_pcscd_restarted.py",
    "tests/faults/test_wrong_pin.py",
    "tests/journeys/",
    "tests/kiosk/demo/test_drawer.py",
)
"""A machine has one set of virtual card readers: these run one after another, in one process."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # seen as Any where xdist's types are not read
    """Keeps the tests of a file together, and those that need the card readers."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "card readers" if file.startswith(WITH_CARD_READERS) else file


def pytest_xdist_make_scheduler(config: Any, log: Any) -> ByFile:
    """Share the tests out by `ByFile`, whatever `--dist` says."""
    return ByFile(config, log)
