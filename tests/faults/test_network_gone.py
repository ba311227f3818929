"""The network goes away, in the middle or for days: letters wait, go on where they stopped, and arrive once."""

import random
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.daemon import Daemon
from sync.faults import SyncFault
from sync.queue import ItemState
from tests.sync.kit import KioskOnDisk, letter, small_pdf
from tests.sync.proxy import Proxy, proxy_to
from tests.sync.standin import StandIn, serving


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
def network(office: StandIn) -> Iterator[Proxy]:
    with proxy_to(office.url) as proxy:
        yield proxy


@pytest.fixture
def daemon(kiosk: KioskOnDisk, network: Proxy) -> Iterator[Daemon]:
    with httpx.Client(trust_env=False) as client:
        made = kiosk.daemon(network.url, client)
        yield made
        made.queue.close()


def test_letters_wait_for_days_and_arrive_once_each(
    kiosk: KioskOnDisk, office: StandIn, network: Proxy, daemon: Daemon
) -> None:
    network.cut()
    packages = [kiosk.hand_in() for _ in range(3)]
    for _ in range(50):
        assert daemon.once().delivered == 0
        kiosk.clock.forward(hours=2)
    assert {item.outcome for item in daemon.queue.all()} == {SyncFault.NETWORK_GONE}
    assert {item.state for item in daemon.queue.all()} == {ItemState.SENDING}
    assert {item.attempts > 10 for item in daemon.queue.all()} == {True}, "none is starved"

    network.mend()
    kiosk.clock.forward(hours=1)
    daemon.once()

    assert office.received() == {package.name.submission_id: package.sha256 for package in packages}
    assert sorted(office.accepted) == sorted(package.name.submission_id for package in packages)


def test_waiting_is_never_longer_than_a_quarter_of_an_hour(
    kiosk: KioskOnDisk, network: Proxy, daemon: Daemon
) -> None:
    network.cut()
    kiosk.hand_in()
    for _ in range(40):
        daemon.once()
        (item,) = daemon.queue.all()
        assert item.next_try_at is not None
        assert (item.next_try_at - kiosk.clock()).total_seconds() <= 900
        kiosk.clock.now = item.next_try_at


def test_a_line_that_breaks_again_and_again_still_brings_the_letter_through(
    kiosk: KioskOnDisk, office: StandIn, network: Proxy, daemon: Daemon
) -> None:
    chance = random.Random(3)
    package = kiosk.hand_in(letter(pdf=small_pdf(ballast=chance.randbytes(60_000))))
    breaks = 0
    while not office.received():
        network.cut_after_bytes = chance.randrange(3_000, 18_000)
        daemon.once()
        kiosk.clock.forward(minutes=20)
        breaks += 1
        assert breaks < 100
    network.cut_after_bytes = None
    for _ in range(3):
        daemon.once()
        kiosk.clock.forward(minutes=20)

    assert breaks > 3
    assert office.received() == {package.name.submission_id: package.sha256}
    (item,) = daemon.queue.all()
    assert item.state is ItemState.DELIVERED
    sent = sum(1 for request in office.requests if request.startswith("POST"))
    assert sent == 1, "it was begun anew instead of gone on with"


def test_a_letter_is_not_doubled_when_only_the_answer_is_lost(
    kiosk: KioskOnDisk, office: StandIn, network: Proxy, daemon: Daemon
) -> None:
    """The office has taken everything in, and the line breaks before it can say so."""
    package = kiosk.hand_in()

    def deaf(handler: object) -> bool:
        if handler.command != "PATCH":  # type: ignore[attr-defined]  # a Handler
            return False
        handler._route()  # type: ignore[attr-defined]
        network.cut()
        return True

    office.moods.append(deaf)  # type: ignore[arg-type]
    for _ in range(6):
        daemon.once()
        network.mend()
        kiosk.clock.forward(minutes=20)

    assert office.accepted == [package.name.submission_id]
    (item,) = daemon.queue.all()
    assert item.state is ItemState.DELIVERED
