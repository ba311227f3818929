"""Which channel carries a letter, and when another one may: never so that it could arrive twice."""

import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from sync.channels.channel import PERSON_FOUND_NOTHING, Arrived, Deferred, Memory, Package, Refusal, Standing
from sync.courier import Courier
from sync.daemon import Daemon
from sync.faults import Refused, SyncFault
from sync.outbox import STATUS, PackageName
from sync.package_store import PackageStore
from sync.queue import Change, Item, ItemState, Queue
from sync.routing import Route, Routing
from sync.submission import StatusAccess, SubmissionId
from tests.sync.kit import KioskOnDisk

OFFICE_NAME = "Urząd Marszałkowski"  # the addressee of every letter of the kit
Answer = Standing | Refusal | Deferred


@dataclass
class Shelf:
    """A channel whose far end is a list, and which answers what a test tells it to."""

    name: str
    answers: list[Answer] = field(default_factory=list)
    objection: Refusal | None = None
    arrived: list[SubmissionId] = field(default_factory=list)
    asked_about: list[Arrived] = field(default_factory=list)
    is_closed: bool = False

    def prepare(self, package: Package) -> Refusal | None:
        del package
        return self.objection

    def deliver(self, package: Package, memory: Memory) -> Answer:
        memory.save({f"tried by {self.name}": "yes"})
        answer = self.answers.pop(0) if self.answers else Standing.RECEIVED
        if answer is Standing.RECEIVED:
            self.arrived.append(package.submission_id)
        return answer

    def look_up(self, package: Package, memory: Memory) -> Answer:
        del memory
        return Standing.RECEIVED if package.submission_id in self.arrived else Standing.UNKNOWN

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        del memory
        return f"{self.name} has {package.submission_id}".encode()

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        is_right = proof == self.fetch_proof(package, memory)
        return None if is_right else Refused(SyncFault.PROOF_NOT_MATCHING)

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        self.asked_about.append(arrived)
        return self.name.encode()

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Rig:
    """A kiosk whose daemon has these channels."""

    kiosk: KioskOnDisk
    daemon: Daemon
    first: Shelf
    second: Shelf

    def route(self, routes: tuple[Route, ...]) -> None:
        self.daemon.courier = Courier(self.daemon.courier.channels, Routing(routes))

    def set_up(self, channels: dict[str, Shelf]) -> None:
        self.daemon.courier = Courier(channels, self.daemon.courier.routing)

    def item(self) -> Item:
        (item,) = self.daemon.queue.all()
        return item

    def later(self) -> None:
        self.kiosk.clock.forward(hours=1)
        self.daemon.once()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    kiosk, first, second = KioskOnDisk(tmp_path), Shelf("first"), Shelf("second")
    store = PackageStore(tmp_path / "daemon")
    store.create()
    daemon = Daemon(
        spool=kiosk.spool,
        status_folder=kiosk.spool / STATUS,
        store=store,
        queue=Queue(tmp_path / "daemon/queue.sqlite"),
        courier=Courier({"first": first, "second": second}, Routing((Route(("first", "second")),))),
        identities=[kiosk.daemon_identity],
        clock=kiosk.clock,
        chance=random.Random(1),
    )
    yield Rig(kiosk, daemon, first, second)
    daemon.close()


def test_a_letter_goes_over_the_first_channel_of_its_route(rig: Rig) -> None:
    package = rig.kiosk.hand_in()

    assert rig.daemon.once().delivered == 1

    assert rig.first.arrived == [package.name.submission_id]
    assert rig.second.arrived == []
    assert rig.item().channel == "first"


def test_the_route_is_chosen_by_the_department(rig: Rig) -> None:
    rig.route(
        (
            Route(("first",), frozenset({"Departament Rolnictwa"})),
            Route(("second",), frozenset({OFFICE_NAME})),
        )
    )
    rig.kiosk.hand_in()

    rig.daemon.once()

    assert (rig.first.arrived, len(rig.second.arrived)) == ([], 1)


def test_a_letter_that_no_route_takes_waits_for_a_person(rig: Rig) -> None:
    rig.route((Route(("first",), frozenset({"Departament Rolnictwa"})),))
    rig.kiosk.hand_in()

    rig.daemon.once()

    assert (rig.item().state, rig.item().outcome) == (ItemState.NEEDS_PERSON, SyncFault.NO_CHANNEL)


def test_what_a_channel_cannot_carry_goes_over_the_next(rig: Rig) -> None:
    rig.first.objection = Refusal(SyncFault.TOO_LARGE)
    rig.kiosk.hand_in()

    rig.daemon.once()

    assert (rig.first.arrived, len(rig.second.arrived)) == ([], 1)


def test_a_refusal_that_leaves_nothing_behind_falls_back_with_a_clean_memory(rig: Rig) -> None:
    rig.first.answers = [Refusal(SyncFault.FAR_END_REFUSED, "42 closed", is_absent=True)]
    rig.kiosk.hand_in()

    rig.daemon.once()
    assert (rig.item().channel, rig.item().memory) == ("second", {})
    rig.later()

    assert (rig.first.arrived, len(rig.second.arrived)) == ([], 1)
    assert rig.item().memory == {"tried by second": "yes"}


@pytest.mark.parametrize("code", [SyncFault.AMBIGUOUS, SyncFault.FAR_END_REFUSED])
def test_a_refusal_that_may_have_left_something_stops_and_stays_with_its_channel(
    rig: Rig, code: SyncFault
) -> None:
    rig.first.answers = [Refusal(code)]
    rig.kiosk.hand_in()

    rig.daemon.once()
    rig.later()

    assert (rig.item().state, rig.item().outcome) == (ItemState.NEEDS_PERSON, code)
    assert rig.second.arrived == []


def test_asking_again_for_a_person_keeps_what_the_channel_remembers(rig: Rig) -> None:
    rig.first.answers = [Refusal(SyncFault.AMBIGUOUS)]
    rig.kiosk.hand_in()
    rig.daemon.once()

    rig.daemon.queue.release(rig.item().name, at=rig.kiosk.clock())

    assert rig.item().memory == {"tried by first": "yes"}
    rig.later()
    assert len(rig.first.arrived) == 1


def test_a_person_who_looked_says_so_to_the_channel(rig: Rig) -> None:
    rig.first.answers = [Refusal(SyncFault.AMBIGUOUS)]
    rig.kiosk.hand_in()
    rig.daemon.once()

    rig.daemon.queue.release(rig.item().name, at=rig.kiosk.clock(), is_absent=True)

    assert rig.item().memory == {
        "tried by first": "yes",
        PERSON_FOUND_NOTHING: rig.kiosk.clock().isoformat(),
    }


def test_the_channel_that_was_decided_outlives_changed_settings(rig: Rig) -> None:
    rig.first.answers = [Deferred(SyncFault.NETWORK_GONE)]
    rig.kiosk.hand_in()
    rig.daemon.once()

    rig.route((Route(("second",)),))
    rig.later()
    assert (len(rig.first.arrived), rig.second.arrived) == (1, [])


def test_a_channel_that_is_no_longer_set_up_stops_its_letters_until_it_is(rig: Rig) -> None:
    rig.first.answers = [Deferred(SyncFault.NETWORK_GONE)]
    rig.kiosk.hand_in()
    rig.daemon.once()
    rig.set_up({"second": rig.second})
    rig.later()
    assert rig.item().outcome == SyncFault.NO_CHANNEL

    rig.set_up({"first": rig.first, "second": rig.second})
    rig.daemon.queue.release(rig.item().name, at=rig.kiosk.clock())
    rig.later()

    assert len(rig.first.arrived) == 1


def test_one_silent_channel_does_not_hold_up_another(rig: Rig) -> None:
    """The first letter of a round finds the line cut; the other channel's still goes."""
    rig.route((Route(("second",)),))
    rig.second.answers = [Deferred(SyncFault.OFFICE_BUSY, retry_after_s=7200)]
    rig.kiosk.hand_in()
    rig.daemon.once()

    rig.route((Route(("first",)),))
    rig.kiosk.hand_in()
    rig.later()

    assert (len(rig.first.arrived), rig.second.arrived) == (1, [])


def test_a_silent_channel_is_asked_once_a_round(rig: Rig) -> None:
    rig.first.answers = [Deferred(SyncFault.NETWORK_GONE)] * 5
    for _ in range(5):
        rig.kiosk.hand_in()

    rig.daemon.once()

    assert len(rig.first.answers) == 4


def test_the_status_is_asked_of_the_channel_that_delivered(rig: Rig) -> None:
    rig.kiosk.hand_in()
    rig.daemon.once()
    rig.kiosk.clock.forward(days=1)
    rig.daemon.once()

    (asked,) = {about.number: about for about in rig.first.asked_about}.values()
    assert asked.status == StatusAccess(rig.item().lookup, rig.item().status_key)
    assert asked.known == {"tried by first": "yes"}
    assert (rig.kiosk.spool / STATUS / asked.status.lookup).read_bytes() == b"first"
    assert rig.second.asked_about == []


def test_a_package_whose_channel_is_gone_is_not_let_go(rig: Rig) -> None:
    rig.kiosk.hand_in()
    rig.daemon.once()
    rig.set_up({"second": rig.second})
    rig.kiosk.clock.now += timedelta(days=60)

    rig.daemon.once()

    assert rig.item().package_removed_at is None


def test_every_channel_is_closed(rig: Rig) -> None:
    rig.daemon.close()

    assert rig.first.is_closed
    assert rig.second.is_closed


def test_a_queue_of_an_earlier_version_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    queue = Queue(path)
    queue._database.execute("ALTER TABLE item DROP COLUMN status_key")
    queue.close()

    opened = Queue(path)

    name = PackageName(
        SubmissionId("01890a5d-ac96-774b-bcce-b302099a8057"),
        KioskOnDisk(tmp_path).hand_in().name.number,
        secrets.token_hex(32),
    )
    opened.add(name, size_bytes=1, at=KioskOnDisk(tmp_path).clock())
    opened.change(name, Change(status_key="key"))
    found = opened.get(name)
    opened.close()
    assert found is not None
    assert found.status_key == "key"
