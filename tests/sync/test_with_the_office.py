"""The daemon and the real office together: the letter, its proof, and the case status that only the receipt opens."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.daemon import Daemon
from sync.office.confined import Nursery
from sync.outbox import STATUS
from sync.proof import Proof, verify_proof
from sync.queue import ItemState
from sync.status import open_status
from tests.office.kit import DEADLINE_S, Kiosk, RunningOffice
from tests.sync.kit import KioskOnDisk, letter, small_pdf


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path / "kiosk")


@pytest.fixture
def office(kiosk: KioskOnDisk, tmp_path: Path, nursery: Nursery) -> Iterator[RunningOffice]:
    running = RunningOffice(tmp_path, f"sqlite:///{tmp_path}/office.db", nursery, clock=kiosk.clock).start()
    registered = Kiosk(clock=kiosk.clock)
    registered.seal, registered.transport = kiosk.seal_holder, kiosk.transport_key
    running.add_kiosk(registered)
    kiosk.office_holder = running.seal
    yield running
    running.stop()


@pytest.fixture
def daemon(kiosk: KioskOnDisk, office: RunningOffice) -> Iterator[Daemon]:
    made = kiosk.daemon(office.url, httpx.Client(trust_env=False))
    yield made
    made.close()


def deliver(daemon: Daemon, kiosk: KioskOnDisk, office: RunningOffice) -> None:
    """Send, let the office verify in its own time, and fetch the proof."""
    daemon.once()
    assert office.office.intake.wait_idle(DEADLINE_S)
    kiosk.clock.forward(minutes=1)
    daemon.once()


def test_a_letter_in_many_chunks_comes_back_as_a_proof_of_the_pinned_office(
    kiosk: KioskOnDisk, office: RunningOffice, daemon: Daemon
) -> None:
    a_letter = letter(pdf=small_pdf(3, ballast=b"".join(bytes([n % 251]) * 7 for n in range(9_000))))
    package = kiosk.hand_in(a_letter)

    deliver(daemon, kiosk, office)

    (item,) = daemon.queue.all()
    assert item.state is ItemState.DELIVERED
    xml = daemon.store.proof(package.name.submission_id)
    assert xml is not None
    proof = verify_proof(xml, [office.seal.der])
    assert isinstance(proof, Proof)
    assert (proof.submission_id, proof.number, proof.sha256) == (
        package.name.submission_id,
        package.name.number,
        package.sha256,
    )
    assert (proof.sheets, proof.pages, proof.size_bytes) == (2, 3, package.container_size_bytes)


def test_the_case_status_reaches_the_kiosk_and_only_the_receipts_secret_opens_it(
    kiosk: KioskOnDisk, office: RunningOffice, daemon: Daemon
) -> None:
    a_letter = letter()
    kiosk.hand_in(a_letter)
    deliver(daemon, kiosk, office)
    kiosk.clock.forward(minutes=20)
    daemon.once()

    (blob,) = (kiosk.spool / STATUS).iterdir()

    status = open_status(blob.read_bytes(), a_letter.secret)
    assert status is not None
    assert open_status(blob.read_bytes(), letter().secret) is None


def test_a_seal_that_is_not_on_the_offices_list_comes_back_as_its_reason(
    kiosk: KioskOnDisk, office: RunningOffice, daemon: Daemon
) -> None:
    kiosk.seal_holder = KioskOnDisk(kiosk.folder.parent / "other").seal_holder
    kiosk.hand_in()

    deliver(daemon, kiosk, office)

    (item,) = daemon.queue.all()
    assert (item.state, item.outcome) == (ItemState.NEEDS_PERSON, "seal.unknown_kiosk")
