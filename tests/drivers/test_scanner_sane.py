"""The words of SANE, from SANE itself: a text that is worded anew would be noticed here."""

import json
import subprocess
import sys
from pathlib import Path

from tests.drivers.scanner_kit import host_environment

PROGRAM = Path(__file__).with_name("sane_words.py")


def test_every_error_that_sane_can_tell_has_its_name(tmp_path: Path) -> None:
    (tmp_path / "dll.conf").write_text("test\n")

    printed = subprocess.run(
        [sys.executable, PROGRAM],
        env=host_environment() | {"SANE_CONFIG_DIR": str(tmp_path)},
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout

    assert json.loads(printed) == {
        "SANE_STATUS_JAMMED": "scanner.jam",
        "SANE_STATUS_NO_DOCS": "scanner.empty",
        "SANE_STATUS_COVER_OPEN": "scanner.cover_open",
        "SANE_STATUS_IO_ERROR": "scanner.io_error",
        "SANE_STATUS_NO_MEM": "scanner.io_error",
        "SANE_STATUS_ACCESS_DENIED": "scanner.denied",
        "SANE_STATUS_EOF": "scanner.truncated",
        "Default": None,
    }
