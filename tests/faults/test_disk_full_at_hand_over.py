"""The disk is full when a letter is handed over: the resident is told, nothing half-done is left, and it can go on."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.faults import SyncFault
from sync.outbox import NEW, TMP, HandOver, create_spool, hand_over, waiting_packages
from sync.sealing import SealedPackage
from tests.sync.kit import KioskOnDisk, letter, refusal_code, small_pdf

CHECK_NOTHING = -(10**12)
"""A reserve that lets the first check pass, so that the disk itself has to refuse."""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a small file system")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        create_spool(disk / "spool")
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def thick(tmp_path: Path) -> SealedPackage:
    return KioskOnDisk(tmp_path / "kiosk").seal(letter(pdf=small_pdf(ballast=os.urandom(1_200_000))))


@pytest.fixture
def thin(tmp_path: Path) -> SealedPackage:
    return KioskOnDisk(tmp_path / "kiosk").seal()


def used(spool: Path) -> list[str]:
    return [path.name for folder in (TMP, NEW) for path in (spool / folder).iterdir()]


def test_a_letter_that_will_not_fit_is_refused_before_a_byte_is_written(
    small_disk: Path, thick: SealedPackage
) -> None:
    refused = hand_over(small_disk / "spool", thick.name, thick.encrypted, reserve_bytes=0)

    assert refusal_code(refused) == SyncFault.DISK_FULL
    assert used(small_disk / "spool") == []


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_half_done(
    small_disk: Path, thick: SealedPackage
) -> None:
    refused = hand_over(small_disk / "spool", thick.name, thick.encrypted, reserve_bytes=CHECK_NOTHING)

    assert refusal_code(refused) == SyncFault.DISK_FULL
    assert used(small_disk / "spool") == []


def test_letters_that_lie_there_already_are_untouched_and_room_makes_it_work_again(
    small_disk: Path, thin: SealedPackage, thick: SealedPackage
) -> None:
    spool = small_disk / "spool"
    assert isinstance(hand_over(spool, thin.name, thin.encrypted, reserve_bytes=0), HandOver)
    filler = small_disk / "log"
    filler.write_bytes(b"x" * 900_000)
    another = KioskOnDisk(small_disk.parent / "other").seal(
        letter(pdf=small_pdf(ballast=os.urandom(200_000)))
    )

    refused = hand_over(spool, another.name, another.encrypted, reserve_bytes=CHECK_NOTHING)

    assert refusal_code(refused) == SyncFault.DISK_FULL
    assert (spool / NEW / str(thin.name)).read_bytes() == thin.encrypted
    assert used(spool) == [str(thin.name)]
    filler.unlink()
    assert isinstance(hand_over(spool, another.name, another.encrypted, reserve_bytes=0), HandOver)
    assert set(waiting_packages(spool)) == {thin.name, another.name}
