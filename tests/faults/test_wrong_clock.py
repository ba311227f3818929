"""The kiosk's clock is wrong, or jumps: letters say so, still arrive, and nothing waits for a year that never comes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sync.clock import ClockState
from sync.container import Opened, open_container
from sync.daemon import Daemon
from sync.queue import ItemState
from sync.vault import decrypt
from tests.sync.kit import NOON, DrivenClock, KioskOnDisk, letter
from tests.sync.standin import StandIn, answering, serving


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path)


@pytest.fixture
def office(kiosk: KioskOnDisk, tmp_path: Path) -> Iterator[StandIn]:
    right_time = DrivenClock()
    far_end = StandIn(
        tmp_path / "office", kiosk.trust, kiosk.transport_key.public_key(), kiosk.proof_signer, right_time
    )
    with serving(far_end):
        yield far_end


@pytest.fixture
def daemon(kiosk: KioskOnDisk, office: StandIn) -> Iterator[Daemon]:
    with httpx.Client(trust_env=False) as client:
        made = kiosk.daemon(office.url, client)
        yield made
        made.queue.close()


@pytest.mark.parametrize(
    "error",
    [
        timedelta(days=-20_000),
        timedelta(days=-9000),
        timedelta(hours=-2),
        timedelta(hours=2),
        timedelta(days=9000),
        timedelta(days=36_500),
    ],
)
def test_a_letter_arrives_however_wrong_the_clock_is(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon, error: timedelta
) -> None:
    kiosk.clock.now = NOON + error
    package = kiosk.hand_in()

    assert daemon.once().delivered == 1
    assert office.received() == {package.name.submission_id: package.sha256}


@pytest.mark.parametrize("state", ClockState)
def test_the_package_says_what_was_known_of_the_clock(kiosk: KioskOnDisk, state: ClockState) -> None:
    package = kiosk.seal(letter(clock=kiosk.clock, state=state))

    plain = decrypt(package.encrypted, [kiosk.recovery_identity])

    assert isinstance(plain, bytes)
    opened = open_container(plain, kiosk.trust)
    assert isinstance(opened, Opened)
    assert opened.record.sealed.state is state
    assert f"Stan zegara: {state.value}" in opened.parts["metadata.xml"].decode()


def test_a_clock_that_is_set_back_does_not_make_a_letter_wait_for_the_old_time(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    kiosk.clock.now = NOON + timedelta(days=400)
    kiosk.hand_in()
    office.moods.append(answering("POST", 503))
    daemon.once()
    office.moods.clear()

    kiosk.clock.now = NOON

    assert daemon.once().delivered == 1


def test_a_clock_that_is_set_back_does_not_stop_the_tidying(kiosk: KioskOnDisk, daemon: Daemon) -> None:
    kiosk.clock.now = NOON + timedelta(days=400)
    daemon.once()
    kiosk.clock.now = NOON
    package = kiosk.hand_in()
    daemon.once()

    kiosk.clock.forward(days=31)

    assert daemon.once().removed == 1
    assert daemon.store.proof(package.name.submission_id) is not None


def test_a_clock_that_jumps_ahead_lets_no_undelivered_letter_go(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    package = kiosk.hand_in()
    office.moods.append(answering("POST", 500))
    daemon.once()

    kiosk.clock.forward(days=36_500)
    daemon.once()

    (item,) = daemon.queue.all()
    assert item.state is ItemState.SENDING
    assert daemon.store.read(package.name) is not None
