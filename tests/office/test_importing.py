"""A stick brings what the network could not; what came by wire meanwhile is recognised."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.office_command import register
from sync.office.importing import Imported, ImportOutcome, import_packages
from sync.outbox import PackageName
from sync.vault import encrypt, new_identity, recipient_of
from tests.office.kit import Kiosk, Package, RunningOffice, sealed

RECOVERY = new_identity()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    (made / "readme.txt").write_text("not a package")
    return made


def put(stick: Path, package: Package, *, name: Package | None = None) -> None:
    about = name or package
    file_name = PackageName(about.submission.submission_id, about.submission.number, about.sha256)
    (stick / str(file_name)).write_bytes(
        encrypt(package.data, [recipient_of(new_identity()), recipient_of(RECOVERY)])
    )


def taken_in(running: RunningOffice, stick: Path) -> list[Imported]:
    return import_packages(running.office, stick, [RECOVERY])


def outcomes(running: RunningOffice, stick: Path) -> list[ImportOutcome]:
    return [item.outcome for item in taken_in(running, stick)]


def test_letters_from_a_stick_are_received_and_proven(
    on_both: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    on_both.add_kiosk(kiosk)
    first, second = sealed(kiosk), sealed(kiosk)
    put(stick, first)
    put(stick, second)

    assert outcomes(on_both, stick) == [ImportOutcome.TAKEN, ImportOutcome.TAKEN]

    for package in (first, second):
        said = on_both.get(kiosk, f"/api/v1/submissions/{package.id}").json()
        assert (said["state"], said["sha256"]) == ("received", package.sha256)
        assert on_both.get(kiosk, f"/api/v1/submissions/{package.id}/proof").status_code == 200


def test_a_letter_that_came_by_wire_or_by_stick_before_is_recognised(
    running: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    running.add_kiosk(kiosk)
    package = sealed(kiosk)
    running.deliver(kiosk, package)
    put(stick, package)
    before = running.footprint()

    assert outcomes(running, stick) == [ImportOutcome.KNOWN]
    assert outcomes(running, stick) == [ImportOutcome.KNOWN]

    assert running.footprint() == before


def test_an_upload_that_broke_off_is_completed_from_the_stick(
    running: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    running.add_kiosk(kiosk)
    package = sealed(kiosk)
    location = running.create(kiosk, package).headers["Location"]
    running.patch(kiosk, location, 0, package.data[:1000])
    put(stick, package)

    assert outcomes(running, stick) == [ImportOutcome.TAKEN]

    assert running.head(kiosk, location).headers["Upload-Offset"] == str(len(package.data))


def test_the_kiosk_finds_its_letter_there_when_the_network_is_back(
    running: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    running.add_kiosk(kiosk)
    package = sealed(kiosk)
    put(stick, package)
    taken_in(running, stick)

    again = running.create(kiosk, package)

    assert again.status_code in (200, 201)
    assert running.head(kiosk, again.headers["Location"]).headers["Upload-Offset"] == str(len(package.data))


def test_a_package_of_a_kiosk_that_is_not_registered_is_refused(
    running: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    put(stick, sealed(kiosk))

    (item,) = taken_in(running, stick)

    assert (item.outcome, item.detail) == (ImportOutcome.REFUSED, "office.unknown_kiosk")


def test_a_package_in_another_kiosks_name_is_refused(
    running: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    running.add_kiosk(kiosk)
    impostor = Kiosk(clock=kiosk.clock)
    put(stick, sealed(impostor))

    (item,) = taken_in(running, stick)

    assert (item.outcome, item.detail) == (ImportOutcome.REFUSED, "seal.unknown_kiosk")


def test_another_letter_under_a_known_name_is_refused_and_changes_nothing(
    running: RunningOffice, kiosk: Kiosk, stick: Path
) -> None:
    running.add_kiosk(kiosk)
    package, other = sealed(kiosk), sealed(kiosk)
    running.deliver(kiosk, package)
    put(stick, other, name=package)
    before = running.footprint()

    assert outcomes(running, stick) == [ImportOutcome.UNREADABLE]
    assert running.footprint() == before


@pytest.mark.parametrize("content", [b"", b"age-encryption.org/v1\nnot really", b"\0" * 5000])
def test_what_cannot_be_opened_is_told_and_passed_over(
    running: RunningOffice, kiosk: Kiosk, stick: Path, content: bytes
) -> None:
    running.add_kiosk(kiosk)
    broken, sound = sealed(kiosk), sealed(kiosk)
    put(stick, broken)
    next(stick.glob("*.age")).write_bytes(content)
    put(stick, sound)

    assert sorted(outcomes(running, stick)) == [ImportOutcome.TAKEN, ImportOutcome.UNREADABLE]


def test_the_command_tells_each_letter_and_fails_when_one_was_not_taken(
    running: RunningOffice, kiosk: Kiosk, stick: Path, tmp_path: Path
) -> None:
    running.add_kiosk(kiosk)
    good = sealed(kiosk)
    put(stick, good)
    key, settings = tmp_path / "recovery.key", tmp_path / "office.toml"
    key.write_text(f"# made for a test\n{RECOVERY}\n")
    chosen = running.settings
    settings.write_text(
        f'database_url = "{chosen.database_url}"\nblob_dir = "{chosen.blob_dir}"\n'
        f'office_seal_key_path = "{chosen.office_seal_key_path}"\n'
        f'office_seal_certificate_path = "{chosen.office_seal_certificate_path}"\n'
    )
    app = typer.Typer()
    register(app)
    command = ["import", str(stick), "--recovery-key", str(key), "--settings", str(settings)]

    taken = CliRunner().invoke(app, command)
    put(stick, sealed(Kiosk("tor9", clock=kiosk.clock)))
    partly = CliRunner().invoke(app, command)

    assert (taken.exit_code, taken.output) == (0, f"{good.submission.number}  taken\n")
    assert partly.exit_code == 1
    assert "known" in partly.output
    assert "office.unknown_kiosk" in partly.output
