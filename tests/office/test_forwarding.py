"""From the kiosk to the office, and on into the office's own EZD: once, with its number, and stopped where in doubt."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from typer import Typer
from typer.testing import CliRunner

from kiosk.office_command import register
from sync.channels.channel import Memory
from sync.channels.channel import Package as Parcel
from sync.channels.ezd.receipt import EzdRecord, read_record
from sync.channels.folder import FolderChannel
from sync.courier import Courier
from sync.faults import SyncFault
from sync.office.accounts import Role
from sync.office.forwarding import LEASE, Forward, Forwarding
from sync.office.migrations import STEPS, migrate
from sync.office.states import LetterState
from sync.queue import ItemState
from sync.routing import Route, Routing
from sync.sandbox.ezd_rp import EzdRpSandbox
from sync.sandbox.ezd_shell import Shelf
from tests.office.kit import Browser, Kiosk, Package, RunningOffice, sealed
from tests.sync.channels.ezd_kit import rp_channel, transport
from tests.sync.kit import DrivenClock, letter


class Rig:
    """An office that passes letters on to an EZD RP in this process, or into a folder."""

    def __init__(self, running: RunningOffice, clock: DrivenClock, folder: Path) -> None:
        self.running, self.clock = running, clock
        self.kiosk = running.add_kiosk(Kiosk(clock=clock))
        self.ezd = EzdRpSandbox(Shelf(), clock)
        self.folder = folder
        self.folder.mkdir()
        self.is_connected = True
        self.forwarding = self.instance()

    def instance(self) -> Forwarding:
        """The part of one office instance that passes letters on."""
        channels = {
            "ezd-rp": rp_channel(httpx.Client(transport=httpx.MockTransport(self._carry)), self.clock),
            "folder": FolderChannel(self.folder, self.clock),
        }
        routing = Routing((Route(("folder",), frozenset({"Geodezja"})), Route(("ezd-rp",))))
        office = self.running.office
        courier = Courier(channels, routing)
        return Forwarding(
            office.database, office.blobs, office.registry, courier, self.clock, random.Random(1)
        )

    def _carry(self, request: httpx.Request) -> httpx.Response:
        if not self.is_connected:
            raise httpx.ConnectError("no route to host")
        return transport(self.ezd).handle_request(request)

    def receive(self, recipient: str = "") -> Package:
        """A letter comes in from the kiosk."""
        a_letter = letter(clock=self.clock, kiosk_id=self.kiosk.id)
        if recipient:
            whom = replace(a_letter.submission.recipient, name=recipient)
            a_letter = replace(a_letter, submission=replace(a_letter.submission, recipient=whom))
        package = sealed(self.kiosk, a_letter)
        assert self.running.deliver(self.kiosk, package)["state"] == "received"
        return package

    def of(self, package: Package) -> Forward:
        forward = self.forwarding.of(package.id)
        assert forward is not None
        return forward

    def kinds(self, package: Package) -> list[str]:
        query = text("SELECT kind FROM events WHERE submission_id = :id ORDER BY id")
        with self.running.office.database.read() as connection:
            return [str(kind) for kind in connection.execute(query, {"id": package.id}).scalars()]


@pytest.fixture
def rig(on_both: RunningOffice, clock: DrivenClock, tmp_path: Path) -> Iterator[Rig]:
    made = Rig(on_both, clock, tmp_path / "watched")
    yield made
    made.forwarding.close()


@pytest.fixture
def small(running: RunningOffice, clock: DrivenClock, tmp_path: Path) -> Iterator[Rig]:
    """On SQLite alone, where the database makes no difference."""
    made = Rig(running, clock, tmp_path / "watched")
    yield made
    made.forwarding.close()


def test_a_letter_reaches_ezd_and_takes_over_its_number(rig: Rig) -> None:
    package = rig.receive()

    assert rig.forwarding.once() == 1

    row = rig.running.office.letters.get(package.id)
    assert row is not None
    assert row.row.register_number is not None
    assert row.row.register_number.startswith("RPW/")
    assert row.row.state == LetterState.REGISTERED
    assert rig.of(package).state is ItemState.DELIVERED
    assert rig.kinds(package)[-2:] == ["submission_forwarded", "submission_registered"]
    record = read_record(rig.forwarding.proof(package.id) or b"")
    assert isinstance(record, EzdRecord)
    assert (record.submission_id, record.register_number) == (package.id, row.row.register_number)


def test_nothing_is_passed_on_twice_by_two_instances(rig: Rig) -> None:
    rig.receive()
    other = rig.instance()

    assert [rig.forwarding.once(), other.once(), rig.forwarding.once()] == [1, 0, 0]

    assert rig.ezd.shelf.count("entry") == 1
    other.close()


def test_a_letter_that_another_instance_has_in_hand_is_left_to_it_until_its_lease_is_over(small: Rig) -> None:
    package = small.receive()
    small.is_connected = False
    small.forwarding.once()
    small.is_connected = True
    small.clock.forward(hours=2)
    lease = {"until": (small.clock() + timedelta(minutes=5)).replace(tzinfo=None), "id": package.id}
    with small.running.office.database.write() as connection:
        statement = "UPDATE forwards SET leased_until = :until WHERE submission_id = :id"
        connection.execute(text(statement), lease)

    assert small.forwarding.once() == 0
    small.clock.now += LEASE
    assert small.forwarding.once() == 1


@pytest.mark.parametrize("behind_s", [1, 600])
def test_an_instance_whose_clock_is_behind_respects_a_lease(small: Rig, behind_s: int) -> None:
    package = small.receive()
    small.is_connected = False
    small.forwarding.once()
    small.is_connected = True
    small.clock.forward(hours=2)
    lease = {"until": (small.clock() + LEASE).replace(tzinfo=None), "id": package.id}
    with small.running.office.database.write() as connection:
        statement = "UPDATE forwards SET leased_until = :until WHERE submission_id = :id"
        connection.execute(text(statement), lease)
    small.clock.now -= timedelta(seconds=behind_s)

    assert small.forwarding.once() == 0
    assert small.ezd.shelf.count("entry") == 0


def test_a_lease_that_another_took_over_is_not_given_back(small: Rig) -> None:
    package = small.receive()
    small.forwarding._enter_new()
    mine = small.forwarding._lease(package.id)
    assert mine is not None
    small.clock.now += LEASE
    theirs = small.instance()._lease(package.id)
    assert theirs is not None

    small.forwarding._give_back(package.id, mine)

    assert small.forwarding._lease(package.id) is None


def test_one_letter_that_nobody_foresaw_does_not_stop_the_others(
    small: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, plain = small.receive(), small.receive()
    deliver = FolderChannel.deliver
    small.forwarding.courier = Courier(small.forwarding.courier.channels, Routing((Route(("folder",)),)))

    def sometimes(channel: FolderChannel, package: Parcel, memory: Memory) -> object:
        if package.submission_id == odd.id:
            raise TypeError("nobody thought of this")
        return deliver(channel, package, memory)

    monkeypatch.setattr(FolderChannel, "deliver", sometimes)

    assert small.forwarding.once() == 1

    assert small.of(plain).state is ItemState.DELIVERED
    assert (small.of(odd).outcome, small.of(odd).detail) == ("sync.channel_broken", "TypeError")


def test_letters_go_where_the_route_says(small: Rig) -> None:
    package = small.receive("Geodezja")

    small.forwarding.once()

    assert small.of(package).channel == "folder"
    assert len(list(small.folder.glob("*.zip"))) == 1
    row = small.running.office.letters.get(package.id)
    assert row is not None
    assert row.row.register_number is None, "a folder gives no number: the clerk writes it down"


def test_a_network_that_is_gone_is_waited_for_and_asked_once_a_round(small: Rig) -> None:
    packages = [small.receive() for _ in range(3)]
    small.is_connected = False

    small.forwarding.once()
    assert [small.of(package).attempts for package in packages].count(1) == 1
    small.is_connected = True
    small.clock.forward(hours=1)

    assert small.forwarding.once() == 3
    assert small.ezd.shelf.count("entry") == 3


def test_a_letter_that_a_clerk_registered_by_hand_is_not_passed_on(small: Rig) -> None:
    package = small.receive()
    with small.running.office.database.write() as connection:
        assert small.running.office.registry.adopt(connection, package.id, "RPW/1/2026", "by hand")

    assert small.forwarding.once() == 0
    assert small.forwarding.of(package.id) is None


def test_a_number_that_was_written_down_meanwhile_stays(small: Rig) -> None:
    package = small.receive()
    small.is_connected = False
    small.forwarding.once()
    with small.running.office.database.write() as connection:
        small.running.office.registry.adopt(connection, package.id, "RPW/77/2026", "by hand")
    small.is_connected = True
    small.clock.forward(hours=1)

    assert small.forwarding.once() == 1

    row = small.running.office.letters.get(package.id)
    assert row is not None
    assert row.row.register_number == "RPW/77/2026"


def test_what_stops_is_shown_to_the_supervisor_and_tried_again_on_request(small: Rig) -> None:
    package = small.receive()
    small.forwarding.courier = Courier({}, Routing((Route(("ezd-rp",)),)))
    small.forwarding.once()
    assert [item.number for item in small.forwarding.stopped()] == [package.submission.number]
    assert small.of(package).outcome == SyncFault.NO_CHANNEL.value

    object.__setattr__(small.running.office, "forwarding", small.forwarding)
    small.running.add_user("szef", Role.ADMIN)
    browser = Browser(small.running)
    browser.log_in("szef")
    page = browser.get("/nadzor").text
    assert package.submission.number in page
    assert "sync.no_channel" in page

    small.forwarding.courier = small.instance().courier
    assert small.forwarding.release(package.id, is_absent=True)
    assert not small.forwarding.release(package.id)
    assert small.forwarding.once() == 1
    assert "forwarding_released" in small.kinds(package)


def test_a_database_from_before_gets_the_table(small: Rig) -> None:
    database = small.running.office.database
    with database.write() as connection:
        connection.execute(text("DROP TABLE forwards"))
        connection.execute(text("DELETE FROM schema_versions WHERE version = 2"))

    assert migrate(database, now=small.clock()) == len(STEPS)

    small.receive()
    assert small.forwarding.once() == 1


def test_the_settings_name_the_channels_and_the_command_lets_go(
    running: RunningOffice, tmp_path: Path
) -> None:
    (tmp_path / "channels.toml").write_text(
        '[[routes]]\nchannels = ["folder"]\n[folder]\npath = "out"\n', encoding="utf-8"
    )
    chosen = running.settings
    settings = tmp_path / "office.toml"
    settings.write_text(
        f'database_url = "{chosen.database_url}"\nblob_dir = "{chosen.blob_dir}"\n'
        f'office_seal_key_path = "{chosen.office_seal_key_path}"\n'
        f'office_seal_certificate_path = "{chosen.office_seal_certificate_path}"\n'
        'channels_file = "channels.toml"\n',
        encoding="utf-8",
    )
    app = Typer()
    register(app)

    told = CliRunner().invoke(app, ["retry", "TOR1-7F3K-92QM-4", "--settings", str(settings)])

    assert told.exit_code == 1
    assert "is not waiting for a person" in told.output
