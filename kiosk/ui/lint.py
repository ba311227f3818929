"""Lints every QML file with the view's own types: `python -m kiosk.ui.lint`, warnings count as errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

import kiosk.view

UI = Path(__file__).parent
VIEW = Path(kiosk.view.__file__).parent
BUILD = UI.parent.parent / "build" / "qml"
MODULE = "Urzedomat.View"


def _tool(name: str, *arguments: str | Path) -> int:
    program = Path(sys.executable).with_name(name)
    return subprocess.run([str(program), *map(str, arguments)], check=False).returncode


def write_types(target: Path) -> None:
    """Write the module description that QML tools need to know `Visit`, `Intent` and `Rows`."""
    folder = target.joinpath(*MODULE.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    described = folder / "view.json"
    metatypes = Path(PySide6.__file__).parent / "Qt" / "metatypes" / "qt6core_metatypes.json"
    sources = sorted(
        path for path in VIEW.glob("*.py") if "QML_IMPORT_NAME" in path.read_text(encoding="utf-8")
    )
    failed = _tool("pyside6-metaobjectdump", "-o", described, *sources) or _tool(
        "pyside6-qmltyperegistrar",
        *("--generate-qmltypes", folder / "view.qmltypes", "-o", folder / "registration.cpp", described),
        *("--import-name", MODULE, "--major-version", "1", "--foreign-types", metatypes),
    )
    if failed:
        raise RuntimeError("the view's types could not be described")
    (folder / "registration.cpp").unlink()
    (folder / "qmldir").write_text(f"module {MODULE}\ntypeinfo view.qmltypes\n", encoding="utf-8")


def lint(files: list[Path] | None = None) -> int:
    """Lint these files, or all of ours; 0 means not a single warning."""
    write_types(BUILD)
    wanted = files or sorted(UI.rglob("*.qml"))
    return _tool("pyside6-qmllint", "-I", BUILD, "-I", UI, "--max-warnings", "0", *wanted)


if __name__ == "__main__":
    sys.exit(lint([Path(name) for name in sys.argv[1:]]))
