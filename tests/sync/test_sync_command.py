"""`urzedomat sync`: a technician sees what waits, has it tried again, and carries it away on a stick."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from kiosk.failures import load_catalogue
from kiosk.sync_command import register
from sync.faults import SealFault
from sync.sealing import SealedPackage
from sync.vault import decrypt
from tests.sync.kit import DrivenClock, KioskOnDisk, holder, private_pem
from tests.sync.standin import StandIn, serving

ROOT = Path(__file__).parents[2]
APP = typer.Typer()
register(APP)


class Installed:
    """A kiosk with a settings file, as the command finds it."""

    def __init__(self, folder: Path, office_url: str, kiosk: KioskOnDisk, *, demo: bool = False) -> None:
        self.kiosk = kiosk
        self.settings = folder / "kiosk.toml"
        keys = folder / "keys"
        keys.mkdir()
        (keys / "daemon.age.key").write_text(f"{kiosk.daemon_identity}\n")
        (keys / "transport.key.pem").write_bytes(private_pem(kiosk.transport_key))
        (keys / "office.cert.pem").write_bytes(kiosk.office_holder.pem)
        self.settings.write_text(
            f'[kiosk]\nid = "tor1"\ncode = "TOR1"\ndemo = {str(demo).lower()}\n[sync]\noffice_url = "{office_url}"\n'
        )

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(APP, [*words, "--settings", str(self.settings)])

    def status(self) -> list[dict[str, object]]:
        answer = self.run("status", "--json")
        assert answer.exit_code == 0, answer.output
        items = json.loads(answer.stdout)["items"]
        assert isinstance(items, list)
        return items


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path)


@pytest.fixture
def office(kiosk: KioskOnDisk, tmp_path: Path) -> Iterator[StandIn]:
    # The command asks the machine for the time, so the office takes any.
    far_end = StandIn(
        tmp_path / "office", kiosk.trust, kiosk.transport_key.public_key(), kiosk.proof_signer, DrivenClock()
    )
    with serving(far_end):
        yield far_end


@pytest.fixture
def installed(tmp_path: Path, office: StandIn, kiosk: KioskOnDisk) -> Installed:
    return Installed(tmp_path, office.url, kiosk)


def refused_once(installed: Installed, office: StandIn) -> SealedPackage:
    package, trusted = installed.kiosk.hand_in(), office.trust
    office.trust = type(trusted).of({})
    assert installed.run("once").exit_code == 1
    office.trust = trusted
    return package


def test_an_empty_outbox_is_shown_as_such(installed: Installed) -> None:
    assert installed.status() == []
    assert "NUMBER" in installed.run("status").stdout


def test_a_letter_is_delivered_and_shown(installed: Installed, office: StandIn) -> None:
    package = installed.kiosk.hand_in()
    assert str(package.name.number) in installed.run("status").stdout

    done = installed.run("once")

    assert done.exit_code == 0, done.output
    assert "delivered 1" in done.stdout
    (item,) = installed.status()
    assert (item["state"], item["number"], item["has_proof"]) == ("delivered", package.name.number, True)
    assert office.received() == {package.name.submission_id: package.sha256}


def test_a_letter_that_needs_a_person_is_tried_again_by_its_number(
    installed: Installed, office: StandIn
) -> None:
    package = refused_once(installed, office)
    (item,) = installed.status()
    assert (item["state"], item["outcome"]) == ("needs_person", SealFault.UNKNOWN_KIOSK)
    assert "seal.unknown_kiosk" in installed.run("status").stdout

    again = installed.run("retry", package.name.number.lower().replace("-", ""))

    assert again.exit_code == 0, again.output
    assert installed.run("once").exit_code == 0
    assert installed.status()[0]["state"] == "delivered"
    assert "is delivered" in installed.run("retry", "all").stdout


def test_what_is_not_in_the_queue_is_said(installed: Installed) -> None:
    answer = installed.run("retry", "TOR1-0000-0000-0")

    assert answer.exit_code == 2
    assert "not in the queue" in answer.output


def test_a_letter_is_carried_away_on_a_stick_and_the_office_can_open_it(
    installed: Installed, office: StandIn, tmp_path: Path
) -> None:
    package = refused_once(installed, office)
    stick = tmp_path / "stick"

    copied = installed.run("export", "all", "--to", str(stick))

    assert copied.exit_code == 0, copied.output
    (carried,) = stick.iterdir()
    plain = decrypt(carried.read_bytes(), [installed.kiosk.recovery_identity])
    assert isinstance(plain, bytes)
    assert plain.startswith(b"PK")
    installed.run("retry", package.name.submission_id)
    installed.run("once")
    assert installed.run("export", package.name.number, "--to", str(stick)).exit_code == 0
    assert sorted(path.suffix for path in stick.iterdir()) == [".age", ".xml"]


def test_a_stick_that_can_not_be_written_is_an_outcome(
    installed: Installed, office: StandIn, tmp_path: Path
) -> None:
    refused_once(installed, office)
    (tmp_path / "stick").write_text("not a folder")

    answer = installed.run("export", "all", "--to", str(tmp_path / "stick"))

    assert answer.exit_code == 1
    assert "sync.medium_unwritable" in answer.output


def test_settings_that_can_not_be_used_are_named(installed: Installed) -> None:
    installed.settings.write_text("[sync]\nsurprise = 1\n")

    answer = installed.run("once")

    assert answer.exit_code == 1
    assert "surprise" in answer.output


def test_a_demonstrations_office_is_refused_on_a_real_kiosk(
    tmp_path: Path, office: StandIn, kiosk: KioskOnDisk
) -> None:
    kiosk.office_holder = holder("Urząd", unit="URZEDOMAT DEMO")
    answer = Installed(tmp_path, office.url, kiosk).run("once")

    assert answer.exit_code == 1
    assert "demonstration" in answer.output


def test_the_daemon_runs_until_it_is_asked_to_stop_and_ends_what_it_was_doing(
    installed: Installed, office: StandIn
) -> None:
    package = installed.kiosk.hand_in()
    command = [sys.executable, "-m", "kiosk.cli", "sync", "run", "--settings", str(installed.settings)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as daemon:
        try:
            assert office.arrived.wait(timeout=60)
            daemon.terminate()
            assert daemon.wait(timeout=60) == 0
        finally:
            daemon.kill()

    assert office.received() == {package.name.submission_id: package.sha256}
    assert installed.status()[0]["state"] == "delivered"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("transport_key", "missing.pem", "missing.pem"),
        ("transport_key", "keys/office.cert.pem", "can't be used"),
        ("office_certificate", "keys/transport.key.pem", "can't be used"),
        ("daemon_identity", "keys/office.cert.pem", "can't be used"),
        ("data_dir", "/proc/urzedomat", "/proc/urzedomat"),
    ],
)
def test_what_the_settings_name_and_is_not_there_is_told_in_one_line(
    installed: Installed, key: str, value: str, words: str
) -> None:
    with installed.settings.open("a") as settings:
        settings.write(f'{key} = "{value}"\n')

    done = installed.run("once")

    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 1
    assert words in done.output
    assert len(done.output.splitlines()) == 1


def test_nobody_says_of_all_letters_that_they_are_absent(installed: Installed, office: StandIn) -> None:
    package = refused_once(installed, office)

    assert installed.run("retry", "all", "--absent").exit_code == 1
    assert installed.run("retry", package.name.number, "--absent").exit_code == 0


def test_what_needs_a_person_is_told_with_cause_and_remedy(installed: Installed, office: StandIn) -> None:
    package = refused_once(installed, office)

    shown = installed.run("status").output

    assert f"{package.name.number}: seal.unknown_kiosk" in shown
    failure = load_catalogue().failure("seal.unknown_kiosk")
    assert failure.cause in shown
    assert failure.remedy in shown


def test_a_kiosk_without_an_office_server_hands_over_files(installed: Installed, tmp_path: Path) -> None:
    """No office, no transport key: channels.toml names a watched folder, and `sync status` its channel."""
    (tmp_path / "keys/transport.key.pem").unlink()
    (tmp_path / "out").mkdir()
    (tmp_path / "channels.toml").write_text(
        '[[routes]]\nchannels = ["folder"]\n[folder]\npath = "out"\n', encoding="utf-8"
    )
    settings = installed.settings.read_text(encoding="utf-8")
    installed.settings.write_text(f'{settings}channels_file = "channels.toml"\n', encoding="utf-8")
    package = installed.kiosk.hand_in()

    done = installed.run("once")

    assert done.exit_code == 0, done.output
    (item,) = installed.status()
    assert (item["state"], item["channel"]) == ("delivered", "folder")
    (placed,) = (tmp_path / "out").glob("*.zip")
    assert placed.name == f"{package.name.number}_{package.name.submission_id}.zip"


def test_a_mistake_in_the_channels_is_told_in_one_line(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "channels.toml").write_text("[fax]\n", encoding="utf-8")
    settings = installed.settings.read_text(encoding="utf-8")
    installed.settings.write_text(f'{settings}channels_file = "channels.toml"\n', encoding="utf-8")

    done = installed.run("once")

    assert done.exit_code == 1
    assert "unknown key: fax" in done.output
