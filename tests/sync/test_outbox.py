"""The hand-over from screen to daemon: whole or not at all, added to by one side and emptied by the other."""

import fcntl
import os
import stat
import tempfile
from pathlib import Path

import pytest

from sync.faults import Refused, SyncFault
from sync.outbox import NEW, TMP, HandOver, PackageName, create_spool, hand_over, sweep, waiting_packages
from sync.sealing import SealedPackage
from tests.sync.kit import KioskOnDisk, refusal_code


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path)


@pytest.fixture
def package(kiosk: KioskOnDisk) -> SealedPackage:
    return kiosk.seal()


def test_a_package_lies_whole_in_the_spool_under_its_own_name(
    kiosk: KioskOnDisk, package: SealedPackage
) -> None:
    done = hand_over(kiosk.spool, package.name, package.encrypted)

    assert done == HandOver(package.name, len(package.encrypted))
    assert (kiosk.spool / NEW / str(package.name)).read_bytes() == package.encrypted
    assert list(waiting_packages(kiosk.spool)) == [package.name]
    assert list((kiosk.spool / TMP).iterdir()) == []


def test_handing_over_twice_is_harmless(kiosk: KioskOnDisk, package: SealedPackage) -> None:
    hand_over(kiosk.spool, package.name, package.encrypted)

    assert isinstance(hand_over(kiosk.spool, package.name, package.encrypted), HandOver)
    assert len(list(waiting_packages(kiosk.spool))) == 1


def test_the_file_and_the_folder_are_flushed_before_it_counts(
    kiosk: KioskOnDisk, package: SealedPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_fsync, real_rename = os.fsync, os.rename

    def fsync(handle: int) -> None:
        steps.append("fsync folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "fsync file")
        real_fsync(handle)

    def rename(source: Path, target: Path) -> None:
        steps.append("rename")
        real_rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)

    hand_over(kiosk.spool, package.name, package.encrypted)

    assert steps == ["fsync file", "rename", "fsync folder"]


def test_too_little_room_is_said_before_anything_is_written(
    kiosk: KioskOnDisk, package: SealedPackage
) -> None:
    refused = hand_over(kiosk.spool, package.name, package.encrypted, reserve_bytes=1 << 60)

    assert refusal_code(refused) == SyncFault.DISK_FULL
    assert list((kiosk.spool / TMP).iterdir()) == []


def test_a_missing_spool_is_an_outcome(tmp_path: Path, package: SealedPackage) -> None:
    refused = hand_over(tmp_path / "nowhere", package.name, package.encrypted)

    assert refused == Refused(SyncFault.SPOOL_UNWRITABLE, "ENOENT")


def test_a_failing_disk_leaves_nothing_half_done(
    kiosk: KioskOnDisk, package: SealedPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: int) -> None:
        raise OSError(5, "EIO")

    monkeypatch.setattr(os, "fsync", failing)

    assert hand_over(kiosk.spool, package.name, package.encrypted) == Refused(
        SyncFault.SPOOL_UNWRITABLE, "EIO"
    )
    assert list((kiosk.spool / TMP).iterdir()) == []
    assert list(waiting_packages(kiosk.spool)) == []


def test_a_folder_that_can_not_be_flushed_takes_the_package_back(
    kiosk: KioskOnDisk, package: SealedPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Path) -> None:
        raise OSError(5, "EIO")

    monkeypatch.setattr("sync.outbox.sync_folder", failing)

    assert refusal_code(hand_over(kiosk.spool, package.name, package.encrypted)) == SyncFault.SPOOL_UNWRITABLE
    assert list(waiting_packages(kiosk.spool)) == []


def test_a_package_that_was_picked_up_meanwhile_counts_as_handed_over(
    kiosk: KioskOnDisk, package: SealedPackage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def picked_up_and_failing(folder: Path) -> None:
        (folder / str(package.name)).unlink()
        raise OSError(5, "EIO")

    monkeypatch.setattr("sync.outbox.sync_folder", picked_up_and_failing)

    assert isinstance(hand_over(kiosk.spool, package.name, package.encrypted), HandOver)


def test_what_a_dead_screen_left_is_swept_and_what_a_living_one_writes_is_not(kiosk: KioskOnDisk) -> None:
    dead, living, fresh = (kiosk.spool / TMP / name for name in ("dead", "living", "fresh"))
    for path in (dead, living, fresh):
        path.write_bytes(b"half a letter")
    for path in (dead, living):
        os.utime(path, (1000, 1000))
    with living.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        removed = sweep(kiosk.spool, older_than=2000)

    assert removed == 1
    assert sorted(path.name for path in (kiosk.spool / TMP).iterdir()) == ["fresh", "living"]


def test_the_spool_is_shared_for_adding_only(tmp_path: Path) -> None:
    spool = tmp_path / "spool"

    create_spool(spool)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (spool, spool / TMP, spool / NEW)}
    assert modes == {"spool": 0o750, "tmp": 0o3770, "new": 0o3770}


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become two other users")
def test_the_screens_user_can_add_and_the_daemons_user_can_take(tmp_path: Path) -> None:
    """The screen's user is in the spool's group, the daemon's user owns it; a stranger gets nothing."""
    daemon, screen, stranger, group = 60001, 60002, 60003, 60010
    package = KioskOnDisk(tmp_path).seal()
    # Not below pytest's own folder, which is closed to other users.
    with tempfile.TemporaryDirectory(prefix="urzedomat-spool-") as folder:
        Path(folder).chmod(0o755)
        spool = Path(folder) / "spool"
        create_spool(spool, owner=daemon, group=group)
        target = spool / NEW / str(package.name)

        def add() -> bool:
            return isinstance(hand_over(spool, package.name, package.encrypted), HandOver)

        assert as_user(screen, group, add)
        assert as_user(
            stranger, stranger, lambda: refused_by_the_system(lambda: list((spool / NEW).iterdir()))
        )
        assert as_user(daemon, group, lambda: target.read_bytes() == package.encrypted)
        assert as_user(daemon, group, lambda: target.rename(spool / "taken").exists())


def refused_by_the_system(act: object) -> bool:
    assert callable(act)
    try:
        act()
    except PermissionError:
        return True
    return False


def as_user(user: int, group: int, act: object) -> bool:
    """Run in a child that has become somebody else."""
    assert callable(act)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([group])
            os.setgid(group)
            os.setuid(user)
            status = 0 if act() else 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x.age",
        "a~b~c.age",
        "../../x~y~z.age",
        "01a20908-de2f-7920-9df6-1c8ab8ceb246~TOR1-0000-0000-Z~00.age",
    ],
)
def test_other_names_are_left_alone(kiosk: KioskOnDisk, name: str) -> None:
    assert PackageName.parse(name) is None


def test_a_name_says_what_the_queue_must_know(package: SealedPackage) -> None:
    assert PackageName.parse(str(package.name)) == package.name
    assert package.name.sha256 == package.sha256
