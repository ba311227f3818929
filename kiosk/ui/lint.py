"""Lints every QML file with the view's own types: `python -m kiosk.ui.lint`, warnings count as errors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

import kiosk.demo
import kiosk.view

UI = Path(__file__).parent
BUILD = UI.parent.parent / "build" / "qml"
DEMO = Path(kiosk.demo.__file__).parent
MODULES = {"Urzedomat.View": Path(kiosk.view.__file__).parent, "Urzedomat.Drawer": DEMO}
"""Types that Python gives to QML, and the package that defines them."""


def _tool(name: str, *arguments: str | Path) -> int:
    program = Path(sys.executable).with_name(name)
    return subprocess.run([str(program), *map(str, arguments)], check=False).returncode


def write_types(target: Path, module: str, package: Path) -> None:
    """Write the module description that QML tools need to know the types of a package, such as `Visit`."""
    folder = target.joinpath(*module.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    described = folder / "types.json"
    metatypes = Path(PySide6.__file__).parent / "Qt" / "metatypes" / "qt6core_metatypes.json"
    sources = sorted(
        path for path in package.glob("*.py") if "QML_IMPORT_NAME" in path.read_text(encoding="utf-8")
    )
    failed = _tool("pyside6-metaobjectdump", "-o", described, *sources) or _tool(
        "pyside6-qmltyperegistrar",
        *("--generate-qmltypes", folder / "types.qmltypes", "-o", folder / "registration.cpp", described),
        *("--import-name", module, "--major-version", "1", "--foreign-types", metatypes),
    )
    if failed:
        raise RuntimeError(f"the types of {module} could not be described")
    (folder / "registration.cpp").unlink()
    (folder / "qmldir").write_text(f"module {module}\ntypeinfo types.qmltypes\n", encoding="utf-8")


def lint(files: list[Path] | None = None) -> int:
    """Lint these files, or all of ours; 0 means not a single warning."""
    for module, package in MODULES.items():
        write_types(BUILD, module, package)
    wanted = files or sorted([*UI.rglob("*.qml"), *DEMO.rglob("*.qml")])
    return _tool("pyside6-qmllint", "-I", BUILD, "-I", UI, "--max-warnings", "0", *wanted)


if __name__ == "__main__":
    sys.exit(lint([Path(name) for name in sys.argv[1:]]))
