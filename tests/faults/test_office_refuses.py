"""The office says no: the letter waits for a person, with the cause and the remedy, and goes on when told to."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.failures.catalogue import Severity, load_catalogue
from sync.daemon import Daemon
from sync.faults import SealFault, SyncFault
from sync.queue import ItemState
from tests.sync.kit import KioskOnDisk, holder
from tests.sync.standin import Interceptor, StandIn, answering, serving


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
def daemon(kiosk: KioskOnDisk, office: StandIn) -> Iterator[Daemon]:
    with httpx.Client(trust_env=False) as client:
        made = kiosk.daemon(office.url, client)
        yield made
        made.queue.close()


REFUSALS: list[tuple[Interceptor, str]] = [
    (answering("POST", 413, body={"reason": "too_large"}), SyncFault.TOO_LARGE),
    (
        answering("POST", 409, body={"reason": "replay_with_other_content"}),
        SyncFault.REPLAY_WITH_OTHER_CONTENT,
    ),
    (answering("POST", 415), SyncFault.REQUEST_REFUSED),
    (answering("GET", 200, body={"state": "refused", "reason": "seal.zip_bomb"}), SealFault.ZIP_BOMB),
    (answering("GET", 200, body={"state": "refused", "reason": "new.reason"}), SyncFault.OFFICE_REFUSED),
]


@pytest.mark.parametrize(
    ("mood", "code"), REFUSALS, ids=[f"{i}-{code}" for i, (_, code) in enumerate(REFUSALS)]
)
def test_a_refusal_waits_for_a_person_and_is_not_hammered(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon, mood: Interceptor, code: str
) -> None:
    package = kiosk.hand_in()
    office.moods.append(mood)
    daemon.once()
    asked = len(office.requests)
    for _ in range(10):
        kiosk.clock.forward(days=1)
        daemon.once()

    (item,) = daemon.queue.all()
    assert (item.state, item.outcome) == (ItemState.NEEDS_PERSON, code)
    assert len(office.requests) == asked
    assert daemon.store.read(package.name) is not None
    failure = load_catalogue().failure(item.outcome)
    assert failure.severity is Severity.TECHNICIAN
    assert failure.remedy

    office.moods.clear()
    daemon.queue.release(package.name, at=kiosk.clock())
    daemon.once()

    (item,) = daemon.queue.all()
    assert item.state is ItemState.DELIVERED
    assert office.received() == {package.name.submission_id: package.sha256}


def test_a_kiosk_whose_seal_is_not_registered_is_refused_without_a_trace_of_the_letter(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    kiosk.seal_holder = holder("Kiosk tor1", issuer=kiosk.authority)
    kiosk.hand_in()

    daemon.once()

    (item,) = daemon.queue.all()
    assert (item.state, item.outcome) == (ItemState.NEEDS_PERSON, SealFault.UNKNOWN_KIOSK)
    assert office.received() == {}


@pytest.mark.parametrize("status", [401, 403])
def test_a_kiosk_that_is_not_let_in_keeps_knocking(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon, status: int
) -> None:
    """The fault is on the office's list, and mending it there is enough."""
    kiosk.hand_in()
    office.moods.append(answering("GET", status))
    daemon.once()
    (item,) = daemon.queue.all()
    assert (item.state, item.outcome) == (ItemState.SENDING, SyncFault.NOT_AUTHORISED)

    office.moods.clear()
    kiosk.clock.forward(hours=1)

    assert daemon.once().delivered == 1


def test_one_refused_letter_does_not_hold_up_the_others(
    kiosk: KioskOnDisk, office: StandIn, daemon: Daemon
) -> None:
    right = kiosk.seal_holder
    kiosk.seal_holder = holder("Kiosk tor1", issuer=kiosk.authority)
    kiosk.hand_in()
    kiosk.seal_holder = right
    good = kiosk.hand_in()

    done = daemon.once()

    assert (done.delivered, done.needs_person) == (1, 1)
    assert office.received() == {good.name.submission_id: good.sha256}
