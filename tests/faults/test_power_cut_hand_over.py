"""The mains fail while a letter is handed over: afterwards it is there whole, or was never said to be there.

A real ext4 on a loop device stands for the kiosk's disk. Copying its image while it is mounted is what a power cut
leaves: what had reached the device, and nothing else.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sync.numbers import UsedNumbers
from sync.outbox import NEW, HandOver, create_spool, hand_over
from sync.package_store import PackageStore
from sync.sealing import SealedPackage
from tests.sync.kit import KioskOnDisk, letter, small_pdf

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a file system")


def run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    folder.mkdir()
    if run("mount", "-o", "loop", image, folder).returncode != 0:
        pytest.skip("no loop device can be mounted here")
    try:
        yield folder
    finally:
        run("umount", folder)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "disk.img"
    with path.open("wb") as disk:
        disk.truncate(16 * 1024 * 1024)
    if run("mkfs.ext4", "-q", "-F", path).returncode != 0:
        pytest.skip("mkfs.ext4 is not on this machine")
    return path


@pytest.fixture
def package(tmp_path: Path) -> SealedPackage:
    return KioskOnDisk(tmp_path / "kiosk").seal(letter(pdf=small_pdf(ballast=os.urandom(300_000))))


class PowerCuts:
    """Copies the disk's image before and after every call that matters."""

    def __init__(self, image: Path, folder: Path) -> None:
        self._image = image
        self._folder = folder
        self.copies: list[tuple[str, Path]] = []
        folder.mkdir()

    def cut(self, label: str) -> None:
        copy = self._folder / f"{len(self.copies):02}.img"
        shutil.copyfile(self._image, copy)
        self.copies.append((label, copy))

    def around(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        real: Callable[..., Any] = getattr(os, name)

        def watched(*arguments: Any) -> Any:
            self.cut(f"before {name}")
            answer = real(*arguments)
            self.cut(f"after {name}")
            return answer

        monkeypatch.setattr(os, name, watched)


def after_the_cut(copy: Path, folder: Path, look: Callable[[Path], object]) -> object:
    """Repair the file system as the next start would, and look."""
    assert run("fsck.ext4", "-fy", copy).returncode in (0, 1)
    with mounted(copy, folder) as disk:
        return look(disk)


def test_after_a_cut_at_any_step_the_letter_is_whole_or_not_there(
    image: Path, package: SealedPackage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cuts = PowerCuts(image, tmp_path / "cuts")
    with mounted(image, tmp_path / "disk") as disk:
        create_spool(disk / "spool")
        with monkeypatch.context() as patched:
            for name in ("write", "fsync", "rename"):
                cuts.around(name, patched)
            done = hand_over(disk / "spool", package.name, package.encrypted, reserve_bytes=0)
        cuts.cut("after the receipt")

    assert isinstance(done, HandOver)
    found = {}
    for number, (label, copy) in enumerate(cuts.copies):

        def look(disk: Path) -> object:
            return {path.name: path.read_bytes() for path in (disk / "spool" / NEW).iterdir()}

        found[label] = after_the_cut(copy, tmp_path / f"look-{number}", look)
        assert found[label] in ({}, {str(package.name): package.encrypted}), label
    assert found["before write"] == {}
    assert found["after the receipt"] == {str(package.name): package.encrypted}
    assert len(found) == 7


def test_a_package_that_the_daemon_took_over_survives_a_cut(
    image: Path, package: SealedPackage, tmp_path: Path
) -> None:
    cuts = PowerCuts(image, tmp_path / "cuts")
    with mounted(image, tmp_path / "disk") as disk:
        create_spool(disk / "spool")
        store = PackageStore(disk / "daemon")
        store.create()
        hand_over(disk / "spool", package.name, package.encrypted, reserve_bytes=0)
        store.take_over(disk / "spool")
        store.store_proof(package.name.submission_id, b"<proof/>")
        cuts.cut("after")

    def look(disk: Path) -> object:
        store = PackageStore(disk / "daemon")
        return (
            store.read(package.name),
            store.proof(package.name.submission_id),
            list((disk / "spool" / NEW).iterdir()),
        )

    assert after_the_cut(cuts.copies[0][1], tmp_path / "look", look) == (package.encrypted, b"<proof/>", [])


def test_a_number_that_was_given_out_is_remembered_after_a_cut(image: Path, tmp_path: Path) -> None:
    cuts = PowerCuts(image, tmp_path / "cuts")
    with mounted(image, tmp_path / "disk") as disk:
        number = UsedNumbers(disk / "numbers", "TOR1").take(os.urandom)
        cuts.cut("after")

    def look(disk: Path) -> object:
        return (disk / "numbers").read_text().split()

    assert after_the_cut(cuts.copies[0][1], tmp_path / "look", look) == [number]
