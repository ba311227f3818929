"""Where the translations lie, and how the translators' file becomes the one that Qt loads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

LANGUAGES = ("pl", "en", "uk", "de")
FOLDER = Path(__file__).parent


def source(language: str) -> Path:
    """The translators' file."""
    return FOLDER / f"{language}.ts"


def compiled(language: str) -> Path:
    """The file that Qt loads, made anew when the translators' file is younger."""
    made, words = FOLDER / f"{language}.qm", source(language)
    if not made.exists() or made.stat().st_mtime_ns < words.stat().st_mtime_ns:
        release(language)
    return made


def release(language: str) -> None:
    """Compile one language; whoever reads meanwhile sees the old file or the new one, never half of it."""
    handle, name = tempfile.mkstemp(suffix=".qm", dir=FOLDER)
    os.close(handle)
    try:
        run_tool("lrelease", ["-silent", str(source(language)), "-qm", name])
        Path(name).chmod(0o644)
        Path(name).replace(FOLDER / f"{language}.qm")
    finally:
        Path(name).unlink(missing_ok=True)


def run_tool(tool: str, arguments: Sequence[str]) -> None:
    """Run one of Qt's translation tools, which PySide6 brings along."""
    search = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = shutil.which(f"pyside6-{tool}", path=search)
    if program is None:
        raise FileNotFoundError(f"pyside6-{tool}")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise OSError(f"{tool} failed: {done.stdout}{done.stderr}")
