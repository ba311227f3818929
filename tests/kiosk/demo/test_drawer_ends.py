"""`urzedomat kiosk --virtual` leaves neither a process nor a file behind, whenever Ctrl+C comes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest

from kiosk.demo.drawer import USAGE, run_virtual_kiosk

PATIENCE_S = 120.0
MARK = "URZEDOMAT_TEST_RUN"


@pytest.mark.parametrize(("line", "hosts"), [("Starting", 0), ("Ready", 5)])
def test_ctrl_c_ends_everything(tmp_path: Path, line: str, hosts: int) -> None:
    mark = uuid.uuid4().hex
    with subprocess.Popen(
        # The card reader is the machine's only one, and other tests hold it for long.
        [sys.executable, "-m", "kiosk.cli", "kiosk", "--virtual", "--no-card"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path), MARK: mark},
        start_new_session=True,
    ) as kiosk:
        assert kiosk.stdout is not None
        assert kiosk.stderr is not None
        last_resort = threading.Timer(PATIENCE_S, kiosk.kill)
        last_resort.start()
        try:
            heard = next((text for text in kiosk.stdout if text.startswith(line)), "")
            alive = [command for command in _processes(mark) if " host " in command]
            # As a terminal does it: to everybody who runs in its foreground.
            os.killpg(kiosk.pid, signal.SIGINT)
            _, said = kiosk.communicate(timeout=PATIENCE_S)
        finally:
            last_resort.cancel()
            kiosk.kill()
    assert heard
    assert kiosk.returncode == 0, said
    assert "Traceback" not in said
    assert len(alive) >= hosts
    assert _processes(mark) == []
    assert list(tmp_path.iterdir()) == []


def test_without_a_display_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run_virtual_kiosk() == USAGE
    assert "no display" in capsys.readouterr().err


def _processes(mark: str) -> list[str]:
    """Return the command lines of all living processes that inherited this mark."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                environment = (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue  # it has just ended, or is a zombie that its parent is about to bury
            if f"{MARK}={mark}".encode() in environment:
                found.append(command)
    return found
