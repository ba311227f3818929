"""What every test can count on: Qt draws off screen, in software, and no test sees a person's display."""

from __future__ import annotations

import os

import pytest

os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


HOLDS_THE_READERS = {"world", "running", "pcscd", "bench"}
"""Fixtures that take the machine's only virtual card readers: their tests run one after another, in one process."""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file together, and those that need the card readers; for `--dist loadgroup`."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        group = "readers" if fixtures & HOLDS_THE_READERS else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
