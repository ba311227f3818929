"""The daemon never gives up, never sends twice, and says "delivered" only with a verified proof in its hand."""

import logging
import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sync.daemon import Daemon
from sync.faults import SealFault, SyncFault
from sync.outbox import NEW, STATUS, TMP, hand_over
from sync.patience import Patience
from sync.queue import Item, ItemState
from sync.status import derive_keys, open_status, seal_status
from tests.sync.kit import NOON, DrivenClock, KioskOnDisk, holder, letter, small_pdf
from tests.sync.standin import StandIn, answering, cutting, once, serving


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path)


@pytest.fixture
def office(kiosk: KioskOnDisk, tmp_path: Path) -> Iterator[StandIn]:
    far_end = StandIn(
        tmp_path / "office", kiosk.trust, kiosk.transport_key.public_key(), kiosk.proof_signer, kiosk.clock
    )
    with serving(far_end):
        yield far_end


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as made:
        yield made


@pytest.fixture
def daemon(kiosk: KioskOnDisk, office: StandIn, client: httpx.Client) -> Iterator[Daemon]:
    made = kiosk.daemon(office.url, client)
    yield made
    made.queue.close()


def only_item(daemon: Daemon) -> Item:
    (item,) = daemon.queue.all()
    return item


def test_a_letter_goes_from_the_spool_to_the_office_and_its_proof_comes_back(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    package = kiosk.hand_in()

    done = daemon.once()

    assert (done.picked_up, done.delivered, done.on_the_way) == (1, 1, 0)
    assert office.received() == {package.name.submission_id: package.sha256}
    assert only_item(daemon).state is ItemState.DELIVERED
    assert daemon.store.proof(package.name.submission_id) is not None
    assert list((kiosk.spool / NEW).iterdir()) == []


def test_nothing_is_sent_twice(kiosk: KioskOnDisk, office: StandIn, daemon: Daemon) -> None:
    package = kiosk.hand_in()
    daemon.once()
    sent = len(office.requests)

    hand_over(kiosk.spool, package.name, package.encrypted)
    daemon.once()

    assert len(office.accepted) == 1
    assert not [request for request in office.requests[sent:] if request.startswith(("POST", "PATCH"))]


def test_an_upload_goes_on_where_it_broke_off(kiosk: KioskOnDisk, office: StandIn, daemon: Daemon) -> None:
    kiosk.hand_in(letter(pdf=small_pdf(ballast=random.Random(1).randbytes(40_000))))
    passed: list[int] = []

    def cut_after_three(handler: object) -> bool:
        passed.append(1)
        return len([request for request in office.requests if request.startswith("PATCH")]) == 4 and cut(
            handler
        )

    cut = once(cutting("PATCH", 100))
    office.moods.append(cut_after_three)  # type: ignore[arg-type]  # any handler will do
    daemon.once()
    assert only_item(daemon).outcome == SyncFault.NETWORK_GONE
    before = len(office.requests)

    kiosk.clock.forward(minutes=1)
    assert daemon.once().delivered == 1

    assert office.requests[before].startswith("HEAD")
    assert not [request for request in office.requests[before:] if request.startswith("POST")]


def test_an_upload_that_expired_is_looked_for_and_then_begun_anew(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    package = kiosk.hand_in()
    office.moods.append(answering("PATCH", 503))
    daemon.once()
    office.moods[:] = [once(answering("HEAD", 410))]
    kiosk.clock.forward(minutes=1)
    before = len(office.requests)

    assert daemon.once().delivered == 1

    kinds = [request.split("/")[0] + request.split("/")[3] for request in office.requests[before:]]
    assert kinds[:3] == ["HEAD uploads", "GET submissions", "POST uploads"]
    assert office.received() == {package.name.submission_id: package.sha256}


def test_the_offices_wish_to_be_left_alone_is_respected(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    kiosk.hand_in()
    office.moods.append(answering("POST", 503, {"Retry-After": "3600"}))

    daemon.once()

    item = only_item(daemon)
    assert (item.state, item.outcome) == (ItemState.SENDING, SyncFault.OFFICE_BUSY)
    assert item.next_try_at == NOON + timedelta(hours=1)
    office.moods.clear()
    kiosk.clock.forward(minutes=59)
    assert daemon.once().delivered == 0
    kiosk.clock.forward(minutes=2)
    assert daemon.once().delivered == 1


def test_when_nobody_answers_one_try_a_round_is_enough(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    for _ in range(4):
        kiosk.hand_in()
    office.moods.append(cutting("GET", 0))

    daemon.once()
    assert len(office.requests) == 1
    daemon.once()
    assert len(office.requests) == 2
    assert sorted(item.attempts for item in daemon.queue.all()) == [0, 0, 1, 1]

    office.moods.clear()
    kiosk.clock.forward(minutes=1)
    assert daemon.once().delivered == 4


def test_an_office_that_asks_to_be_left_alone_is_left_alone_by_all_letters(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    for _ in range(3):
        kiosk.hand_in()
    office.moods.append(once(answering("POST", 503, {"Retry-After": "600"})))
    daemon.once()
    asked = len(office.requests)

    kiosk.clock.forward(minutes=9)
    daemon.once()
    assert len(office.requests) == asked
    kiosk.clock.forward(minutes=2)

    assert daemon.once().delivered == 3


def test_waits_grow_are_jittered_and_never_end() -> None:
    patience, chance = Patience(), random.Random(1)

    waits = [
        (patience.next_try(NOON, attempts, patience.first_retry_s, None, chance) - NOON).total_seconds()
        for attempts in range(200)
    ]

    assert 2.5 <= waits[0] <= 5
    assert all(450 <= wait <= 900 for wait in waits[10:])
    assert len(set(waits[10:])) > 100


def test_a_letter_is_only_delivered_when_the_proof_is_good(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    forger = holder("Kiosk tor1", issuer=kiosk.authority)
    office.proof_signer = type(office.proof_signer)(forger.key, forger.certificate)
    package = kiosk.hand_in()

    daemon.once()

    item = only_item(daemon)
    assert (item.state, item.outcome) == (ItemState.NEEDS_PERSON, SyncFault.PROOF_BAD_SIGNATURE)
    assert daemon.store.proof(package.name.submission_id) is None
    assert daemon.store.read(package.name) is not None


def test_a_proof_about_something_else_is_no_proof(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    first, second = kiosk.hand_in(), kiosk.seal()
    daemon.once()
    hand_over(kiosk.spool, second.name, second.encrypted)
    theirs = daemon.store.proof(first.name.submission_id)

    def wrong_proof(handler: object) -> bool:
        if not handler.path.endswith("/proof"):  # type: ignore[attr-defined]  # a Handler
            return False
        handler.answer(200, body=theirs)  # type: ignore[attr-defined]
        return True

    office.moods.append(wrong_proof)  # type: ignore[arg-type]
    daemon.once()

    (item,) = daemon.queue.in_state(ItemState.NEEDS_PERSON)
    assert item.name == second.name
    assert item.outcome == SyncFault.PROOF_NOT_MATCHING
    # Two packages may well be of the same size.
    assert item.detail.startswith("another submission and number and digest")


def test_a_proof_that_takes_time_is_waited_for(kiosk: KioskOnDisk, office: StandIn, daemon: Daemon) -> None:
    kiosk.hand_in()

    def slow(handler: object) -> bool:
        if not handler.path.endswith("/proof"):  # type: ignore[attr-defined]
            return False
        handler.answer(404)  # type: ignore[attr-defined]
        return True

    office.moods.append(slow)  # type: ignore[arg-type]
    daemon.once()
    assert (only_item(daemon).state, only_item(daemon).outcome) == (ItemState.SENT, SyncFault.PROOF_PENDING)
    office.moods.clear()
    kiosk.clock.forward(seconds=10)

    assert daemon.once().delivered == 1


def test_an_office_that_was_restored_from_an_old_backup_gets_the_letter_again(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    package = kiosk.hand_in()
    office.moods.append(answering("GET", 503))
    daemon.once()
    office.moods[:] = [once(answering("GET", 200, body={"state": "verifying"}))]
    kiosk.clock.forward(minutes=5)
    daemon.once()
    assert only_item(daemon).state is ItemState.SENT
    for folder in ("uploads", "submissions"):
        (office.folder / folder).rename(office.folder / f"lost-{folder}")
        (office.folder / folder).mkdir()

    for _ in range(3):
        kiosk.clock.forward(minutes=20)
        daemon.once()

    assert only_item(daemon).state is ItemState.DELIVERED
    assert office.received() == {package.name.submission_id: package.sha256}


def test_a_restarted_daemon_goes_on(kiosk: KioskOnDisk, office: StandIn, client: httpx.Client) -> None:
    kiosk.hand_in()
    office.moods.append(answering("PATCH", 500))
    first = kiosk.daemon(office.url, client)
    first.once()
    first.queue.close()
    office.moods.clear()
    kiosk.clock.forward(minutes=1)

    second = kiosk.daemon(office.url, client)

    assert second.once().delivered == 1
    second.queue.close()


def test_a_package_that_can_not_be_read_waits_for_a_person_and_holds_nobody_up(
    kiosk: KioskOnDisk, daemon: Daemon
) -> None:
    broken, good = kiosk.hand_in(), kiosk.hand_in()
    path = kiosk.spool / NEW / str(broken.name)
    path.write_bytes(path.read_bytes()[:-10])

    done = daemon.once()

    assert (done.delivered, done.needs_person) == (1, 1)
    (item,) = daemon.queue.in_state(ItemState.NEEDS_PERSON)
    assert (item.name, item.outcome) == (broken.name, SyncFault.PACKAGE_UNREADABLE)
    assert good.name != broken.name


def test_another_content_under_one_submission_is_never_sent_over_the_first(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    a_letter = letter()
    first, second = kiosk.hand_in(a_letter), kiosk.seal(a_letter)
    daemon.once()

    hand_over(kiosk.spool, second.name, second.encrypted)
    daemon.once()

    (item,) = daemon.queue.in_state(ItemState.NEEDS_PERSON)
    assert (item.name, item.outcome) == (second.name, SyncFault.REPLAY_WITH_OTHER_CONTENT)
    assert office.received() == {first.name.submission_id: first.sha256}


def test_a_delivered_package_is_kept_for_its_retention_and_no_longer(
    kiosk: KioskOnDisk, daemon: Daemon
) -> None:
    package = kiosk.hand_in()
    daemon.once()
    kiosk.clock.forward(days=29)
    assert daemon.once().removed == 0
    assert daemon.store.read(package.name) is not None

    kiosk.clock.forward(days=2)

    assert daemon.once().removed == 1
    assert daemon.store.read(package.name) is None
    assert daemon.store.proof(package.name.submission_id) is not None
    kiosk.clock.forward(days=2)
    assert daemon.once().removed == 0


def test_a_package_whose_proof_was_lost_is_not_let_go_and_the_proof_is_fetched_again(
    kiosk: KioskOnDisk, daemon: Daemon
) -> None:
    package = kiosk.hand_in()
    daemon.once()
    (daemon.store.proofs / f"{package.name.submission_id}.xml").unlink()
    kiosk.clock.forward(days=31)

    assert daemon.once().removed == 0
    assert daemon.store.read(package.name) is not None

    kiosk.clock.forward(seconds=1)
    daemon.once()
    assert daemon.store.proof(package.name.submission_id) is not None


def test_an_undelivered_package_is_kept_for_ever(kiosk: KioskOnDisk, office: StandIn, daemon: Daemon) -> None:
    package = kiosk.hand_in()
    office.moods.append(answering("POST", 500))
    for _ in range(20):
        daemon.once()
        kiosk.clock.forward(days=100)

    assert daemon.store.read(package.name) is not None
    assert only_item(daemon).state is ItemState.SENDING


def test_the_case_status_is_brought_for_the_holder_of_the_receipt(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    a_letter = letter()
    keys = derive_keys(a_letter.secret)
    (office.folder / "status").mkdir()
    kiosk.hand_in(a_letter)
    daemon.once()
    assert not (kiosk.spool / STATUS / keys.lookup).exists()

    for state in ("received", "registered"):
        blob = seal_status({"state": state}, keys, lambda count: b"n" * count)
        (office.folder / "status" / keys.lookup).write_bytes(blob)
        kiosk.clock.forward(minutes=20)
        daemon.once()
        assert open_status((kiosk.spool / STATUS / keys.lookup).read_bytes(), a_letter.secret) == {
            "state": state
        }


def test_the_queue_and_the_log_hold_nothing_personal(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    kiosk.hand_in()
    office.moods.append(once(answering("PATCH", 500)))
    daemon.once()
    kiosk.clock.forward(minutes=1)
    daemon.once()
    daemon.queue.close()

    files = b"".join(path.read_bytes() for path in (kiosk.folder / "daemon").glob("queue*"))
    told = files + "".join(f"{vars(record)}" for record in caplog.records).encode()
    for personal in ("Józefa", "Żółć", "Długa", "600 700 800", "drzewa"):
        assert personal.encode() not in told


def test_leftovers_of_a_dead_screen_are_swept(kiosk: KioskOnDisk, daemon: Daemon) -> None:
    (kiosk.spool / TMP / "leftover").write_bytes(b"half")
    kiosk.clock.now = DrivenClock().now.replace(year=2099)

    daemon.once()

    assert list((kiosk.spool / TMP).iterdir()) == []


def test_the_loop_ends_when_asked_and_outlives_a_failing_disk(
    kiosk: KioskOnDisk, daemon: Daemon, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rounds = threading.Event(), []
    real = Daemon.once

    def failing_first(self: Daemon) -> object:
        rounds.append(1)
        if len(rounds) == 1:
            raise OSError(28, "ENOSPC")
        stop.set()
        return real(self)

    monkeypatch.setattr(Daemon, "once", failing_first)
    daemon.patience = Patience(look_every_s=0)
    kiosk.hand_in()

    daemon.run(stop)

    assert only_item(daemon).state is ItemState.DELIVERED
    assert "round_failed" in caplog.text


def test_an_item_that_needed_a_person_is_tried_again_on_request(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    package, trusted = kiosk.hand_in(), office.trust
    office.trust = type(trusted).of({})
    daemon.once()
    assert only_item(daemon).outcome == SealFault.UNKNOWN_KIOSK
    kiosk.clock.forward(days=1)
    assert daemon.once().delivered == 0
    office.trust = trusted

    daemon.queue.release(package.name, at=kiosk.clock())
    daemon.once()

    assert only_item(daemon).state is ItemState.DELIVERED
