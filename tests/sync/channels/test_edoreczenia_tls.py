"""The channel to e-Doręczenia over a real network with TLS, in the daemon too, and while the far end misbehaves."""

import json
import random
import secrets
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import Deferred, Standing
from sync.channels.edoreczenia import EDoreczeniaChannel, EDoreczeniaConfig
from sync.clock import system_clock
from sync.courier import Courier
from sync.daemon import Daemon
from sync.faults import SyncFault
from sync.outbox import STATUS
from sync.package_store import PackageStore
from sync.patience import Patience
from sync.queue import ItemState, Queue
from sync.routing import Route, Routing
from sync.sandbox.edoreczenia_core import EDoreczeniaSandbox
from sync.sandbox.edoreczenia_moods import Mood
from sync.sandbox.edoreczenia_server import SandboxServer
from sync.sandbox.edoreczenia_tls import Material, make_material
from sync.status import open_status
from tests.sync.channels.edoreczenia_contract import CONTRACT, load_contract
from tests.sync.channels.edoreczenia_kit import (
    OFFICE,
    OWN,
    Durable,
    channel_of,
    make_config,
    make_sandbox,
    package_of,
    tls_client,
)
from tests.sync.kit import DrivenClock, KioskOnDisk, letter, small_pdf


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return make_material(tmp_path_factory.mktemp("tls"), system_clock)


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock()


@pytest.fixture
def kiosk(tmp_path: Path, clock: DrivenClock) -> KioskOnDisk:
    return KioskOnDisk(tmp_path, clock)


@pytest.fixture
def sandbox(clock: DrivenClock, material: Material) -> Iterator[EDoreczeniaSandbox]:
    made = make_sandbox(clock, signer=material.signer())
    yield made
    made.close()


@pytest.fixture
def server(sandbox: EDoreczeniaSandbox, material: Material) -> Iterator[SandboxServer]:
    with SandboxServer(sandbox, material) as listening:
        yield listening


@pytest.fixture
def config(server: SandboxServer, material: Material) -> EDoreczeniaConfig:
    der = ssl.PEM_cert_to_DER_cert(_certificate(material.folder / "operator.pem"))
    return make_config(server.url, evidence_certificates=(der,))


@pytest.fixture
def channel(
    config: EDoreczeniaConfig, material: Material, clock: DrivenClock
) -> Iterator[EDoreczeniaChannel]:
    made = channel_of(tls_client(material.authority), clock, config)
    yield made
    made.close()


def _certificate(file: Path) -> str:
    text = file.read_text(encoding="ascii")
    return text[text.index("-----BEGIN CERTIFICATE") :]


@pytest.mark.skipif(not CONTRACT.exists(), reason="the operator's contract file is not ours to ship")
def test_every_call_of_a_delivery_keeps_the_contract(
    channel: EDoreczeniaChannel,
    kiosk: KioskOnDisk,
    clock: DrivenClock,
    config: EDoreczeniaConfig,
    material: Material,
) -> None:
    package, memory = package_of(kiosk, letter(clock=clock)), Durable().memory()
    load_contract().seen.clear()
    assert channel.deliver(package, memory) is Standing.RECEIVED
    drafting = channel_of(
        tls_client(material.authority), clock, make_config(config.api_url[:-7], inline_bytes=0)
    )
    assert drafting.deliver(package_of(kiosk, letter(clock=clock)), Durable().memory()) is Standing.RECEIVED
    drafting.close()
    assert isinstance(channel.fetch_proof(package, memory), bytes)
    seen = {(method, path, status) for method, path, status in load_contract().seen}
    address = "/{eDeliveryAddress}"
    assert seen >= {
        ("POST", f"{address}/messages", 202),
        ("GET", f"{address}/messages/tasks/{{messageTaskId}}/status", 200),
        ("GET", f"{address}/messages/tasks/{{messageTaskId}}", 200),
        ("GET", f"{address}/messages/{{messageId}}", 200),
        ("GET", f"{address}/messages/{{messageId}}/evidences", 200),
        ("GET", f"{address}/evidences/{{messageType}}/{{evidenceId}}", 200),
        ("GET", f"{address}/drafts", 200),
        ("POST", f"{address}/drafts", 200),
        ("GET", f"{address}/drafts/{{messageId}}", 200),
        ("PUT", f"{address}/drafts/{{messageId}}", 200),
        ("POST", f"{address}/{{messageId}}/attachments/upload", 200),
        ("POST", f"{address}/drafts/send", 202),
    }


@pytest.mark.parametrize("mood", [Mood.DROP_BEFORE, Mood.DROP_DURING, Mood.DROP_AFTER])
def test_connection_breaks_for_real(
    channel: EDoreczeniaChannel,
    sandbox: EDoreczeniaSandbox,
    kiosk: KioskOnDisk,
    clock: DrivenClock,
    mood: Mood,
) -> None:
    package, memory = package_of(kiosk, letter(clock=clock)), Durable().memory()
    sandbox.moods.plan(mood, "send")
    broken = channel.deliver(package, memory)
    assert isinstance(broken, Deferred)
    assert broken.code is SyncFault.NETWORK_GONE
    clock.forward(minutes=16)
    assert channel.deliver(package, memory) is Standing.RECEIVED
    assert len(sandbox.sent()) == 1


def test_expired_certificate_is_not_trusted(
    server: SandboxServer,
    material: Material,
    kiosk: KioskOnDisk,
    clock: DrivenClock,
    config: EDoreczeniaConfig,
) -> None:
    package, memory = package_of(kiosk, letter(clock=clock)), Durable().memory()
    control = httpx.Client(verify=ssl.create_default_context(cafile=str(material.authority)), trust_env=False)
    with control:
        control.post(f"{server.url}/_sandbox/certificate", json={"expired": True}).raise_for_status()
        channel = channel_of(tls_client(material.authority), clock, config)
        answer = channel.deliver(package, memory)
        channel.close()
        assert isinstance(answer, Deferred)
        assert answer.code is SyncFault.OFFICE_UNTRUSTED
        control.post(f"{server.url}/_sandbox/certificate", json={"expired": False}).raise_for_status()
    channel = channel_of(tls_client(material.authority), clock, config)
    assert channel.deliver(package, memory) is Standing.RECEIVED
    channel.close()


def test_strangers_certificate_is_not_trusted(
    config: EDoreczeniaConfig, kiosk: KioskOnDisk, clock: DrivenClock, tmp_path: Path
) -> None:
    stranger = make_material(tmp_path / "stranger", system_clock)
    channel = channel_of(tls_client(stranger.authority), clock, config)
    answer = channel.deliver(package_of(kiosk, letter(clock=clock)), Durable().memory())
    channel.close()
    assert isinstance(answer, Deferred)
    assert answer.code is SyncFault.OFFICE_UNTRUSTED


def test_daemon_delivers_and_brings_proof_and_status_back(
    channel: EDoreczeniaChannel,
    sandbox: EDoreczeniaSandbox,
    kiosk: KioskOnDisk,
    clock: DrivenClock,
    server: SandboxServer,
    material: Material,
) -> None:
    made = letter(clock=clock)
    package = kiosk.hand_in(made)
    store = PackageStore(kiosk.folder / "daemon")
    store.create()
    daemon = Daemon(
        spool=kiosk.spool,
        status_folder=kiosk.spool / STATUS,
        store=store,
        queue=Queue(kiosk.folder / "daemon" / "queue.sqlite"),
        courier=Courier({"edoreczenia": channel}, Routing((Route(("edoreczenia",)),))),
        identities=[kiosk.daemon_identity],
        clock=clock,
        chance=random.Random(7),
        patience=Patience(),
    )
    with httpx.Client(
        verify=ssl.create_default_context(cafile=str(material.authority)), trust_env=False
    ) as control:
        for mood in ("drop_after", "server_error_after"):
            control.post(f"{server.url}/_sandbox/moods", json={"mood": mood, "on": "send"}).raise_for_status()
        for _ in range(12):
            daemon.once()
            clock.forward(minutes=16)
        listed = control.get(f"{server.url}/_sandbox/sent").json()
    item = daemon.queue.find(made.submission.number)[0]
    assert item.state is ItemState.DELIVERED
    assert [one["caseId"] for one in listed] == [made.submission.number]
    proof = store.proof(package.name.submission_id)
    assert proof is not None
    assert b"DowodyDoreczenia" in proof
    sandbox.mailboxes.put_incoming(OWN, OFFICE, f"RE: {made.submission.number}")
    clock.forward(minutes=16)
    daemon.once()
    blob = (kiosk.spool / STATUS / item.lookup).read_bytes()
    told = open_status(blob, made.secret)
    assert told is not None
    assert told["state"] == "decision_waiting"
    assert json.dumps(dict(item.memory)).find("Żół") == -1  # nobody's name in the queue
    daemon.queue.close()


def test_slow_answer_is_waited_for(
    channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, kiosk: KioskOnDisk, clock: DrivenClock
) -> None:
    sandbox.moods.plan(Mood.SLOW, "send", seconds=0.2)
    assert channel.deliver(package_of(kiosk, letter(clock=clock)), Durable().memory()) is Standing.RECEIVED


def test_large_upload_over_the_wire(
    config: EDoreczeniaConfig,
    sandbox: EDoreczeniaSandbox,
    material: Material,
    kiosk: KioskOnDisk,
    clock: DrivenClock,
) -> None:
    package = package_of(kiosk, letter(clock=clock, pdf=small_pdf(ballast=secrets.token_bytes(16_000_000))))
    channel = channel_of(tls_client(material.authority), clock, config)
    assert channel.deliver(package, Durable().memory()) is Standing.RECEIVED
    channel.close()
    held = sandbox.mailboxes.messages(OWN)[0]["attachments"]
    assert [len(sandbox.store.content(one["id"]) or b"") > 15_000_000 for one in held] == [True, True]
