"""The daemon over TLS into a sandbox EZD: from the hand-over to the record and the resident's status."""

import random
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import Channel
from sync.channels.ezd.receipt import EzdRecord, read_record
from sync.clock import Clock
from sync.courier import Courier
from sync.daemon import Daemon
from sync.outbox import STATUS
from sync.package_store import PackageStore
from sync.patience import Patience
from sync.queue import ItemState, Queue
from sync.routing import Route, Routing
from sync.sandbox.ezd_puw import EzdPuwSandbox
from sync.sandbox.ezd_rp import EzdRpSandbox
from sync.sandbox.ezd_server import Certificate, serving
from sync.sandbox.ezd_shell import FarEnd, Misdeed, Mood, Shelf
from sync.status import derive_keys, open_status
from tests.sync.channels.ezd_kit import puw_channel, rp_channel, token_auth
from tests.sync.kit import DrivenClock, KioskOnDisk, letter

FarEndMaker = Callable[[Shelf, Clock], FarEnd]
ChannelMaker = Callable[[httpx.Client, Clock, str], Channel]

PUW: tuple[FarEndMaker, ChannelMaker] = (
    EzdPuwSandbox,
    lambda client, clock, url: puw_channel(client, clock, url=url, auth=token_auth()),
)
RP: tuple[FarEndMaker, ChannelMaker] = (
    EzdRpSandbox,
    lambda client, clock, url: rp_channel(client, clock, url=url),
)


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path)


@contextmanager
def trusting(certificate: Certificate) -> Iterator[httpx.Client]:
    context = ssl.create_default_context(cafile=str(certificate.authority))
    with httpx.Client(verify=context, trust_env=False) as client:
        yield client


def a_daemon(kiosk: KioskOnDisk, channel: Channel) -> Daemon:
    store = PackageStore(kiosk.folder / "daemon")
    store.create()
    return Daemon(
        spool=kiosk.spool,
        status_folder=kiosk.spool / STATUS,
        store=store,
        queue=Queue(kiosk.folder / "daemon" / "queue.sqlite"),
        courier=Courier({channel.name: channel}, Routing((Route((channel.name,)),))),
        identities=[kiosk.daemon_identity],
        clock=kiosk.clock,
        chance=random.Random(7),
        patience=Patience(status_every_s=1.0, tidy_every_s=0.0),
    )


@pytest.mark.parametrize(("make_far_end", "make_channel"), [PUW, RP], ids=["ezd-puw", "ezd-rp"])
def test_a_letter_is_registered_and_proven_through_broken_connections(
    kiosk: KioskOnDisk, tmp_path: Path, make_far_end: FarEndMaker, make_channel: ChannelMaker
) -> None:
    far_end = make_far_end(Shelf(tmp_path / "far-end.sqlite"), kiosk.clock)
    a_letter = letter(clock=kiosk.clock)
    package = kiosk.hand_in(a_letter)
    for misdeed in (Misdeed.DROP_AFTER, Misdeed.DROP_DURING, Misdeed.DROP_BEFORE, Misdeed.MALFORMED):
        far_end.moods.append(Mood(misdeed))
        far_end.moods.append(Mood(Misdeed.SLOW, times=2))
    with serving(far_end, tmp_path / "tls") as (url, certificate), trusting(certificate) as client:
        daemon = a_daemon(kiosk, make_channel(client, kiosk.clock, url))
        for _ in range(30):
            if daemon.once().delivered:
                break
            kiosk.clock.forward(seconds=130)
        daemon.once()

        [item] = daemon.queue.all()
        assert item.state is ItemState.DELIVERED, (item.outcome, item.detail)
        assert far_end.moods == []
        assert len(far_end.summary()["entries"]) == 1
        record = read_record((kiosk.folder / "daemon" / "proofs" / f"{item.submission_id}.xml").read_bytes())
        assert isinstance(record, EzdRecord)
        assert (record.number, record.register_number) == (str(package.name.number), "RPW/1/2026")
        blob = (kiosk.spool / STATUS / derive_keys(a_letter.secret).lookup).read_bytes()
        report = open_status(blob, a_letter.secret)
        assert report is not None
        assert (report["state"], report["register_number"]) == ("registered", "RPW/1/2026")
        daemon.close()


def test_a_package_is_let_go_while_its_record_still_holds(kiosk: KioskOnDisk, tmp_path: Path) -> None:
    far_end = EzdPuwSandbox(Shelf(), kiosk.clock)
    kiosk.hand_in()
    with serving(far_end, tmp_path / "tls") as (url, certificate), trusting(certificate) as client:
        daemon = a_daemon(kiosk, puw_channel(client, kiosk.clock, url=url))
        daemon.once()
        kiosk.clock.forward(days=31)

        assert daemon.once().removed == 1
        daemon.close()


def test_a_certificate_that_ran_out_is_not_trusted(kiosk: KioskOnDisk, tmp_path: Path) -> None:
    far_end = EzdPuwSandbox(Shelf(), kiosk.clock)
    kiosk.hand_in()
    with (
        serving(far_end, tmp_path / "tls", is_expired=True) as (url, certificate),
        trusting(certificate) as client,
    ):
        daemon = a_daemon(kiosk, puw_channel(client, kiosk.clock, url=url))
        daemon.once()

        [item] = daemon.queue.all()
        assert item.outcome == "sync.office_untrusted"
        assert far_end.requests == []
        daemon.close()


def test_a_stranger_with_the_right_name_is_not_trusted(kiosk: KioskOnDisk, tmp_path: Path) -> None:
    far_end = EzdPuwSandbox(Shelf(), kiosk.clock)
    kiosk.hand_in()
    with (
        serving(far_end, tmp_path / "one") as (url, _),
        serving(EzdPuwSandbox(Shelf(), kiosk.clock), tmp_path / "other") as (_, other),
        trusting(other) as client,
    ):
        daemon = a_daemon(kiosk, puw_channel(client, kiosk.clock, url=url))
        daemon.once()

        assert daemon.queue.all()[0].outcome == "sync.office_untrusted"
        daemon.close()


def test_secrets_are_no_part_of_what_is_shown() -> None:
    channel = rp_channel(httpx.Client(), DrivenClock())
    auth = token_auth()

    assert "rehearsal" not in repr(channel)
    assert "rehearsal" not in repr(auth)
