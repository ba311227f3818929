"""The ePUAP wire as it will be: HTTP over TLS on loopback, with connections that really break."""

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from sync.channel_setup import https_client
from sync.channels.channel import Deferred, Memory, Package, Refusal, Standing
from sync.channels.epuap.channel import TRIED_AT, EpuapChannel, EpuapFolders, EpuapKeys
from sync.channels.epuap.config import EpuapTrust
from sync.cms import Sealer, certificate_of
from sync.faults import SyncFault
from sync.sandbox.epuap import open_far_end
from sync.sandbox.epuap_far_end import EpuapFarEnd
from sync.sandbox.epuap_keys import make_credential
from sync.sandbox.epuap_moods import Mood
from sync.vault import new_identity, recipient_of
from tests.sync.channels.epuap_kit import config_at, package_of, sealer
from tests.sync.sandbox.epuap_server import Running, keys_of_today, serving


@pytest.fixture
def far_end() -> Iterator[EpuapFarEnd]:
    made = open_far_end(keys_of_today())
    yield made
    made.acts.store.close()


@pytest.fixture
def running(far_end: EpuapFarEnd, tmp_path: Path) -> Iterator[Running]:
    with serving(far_end, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def package() -> Package:
    return package_of()


def channel_to(base: str, folder: Path, authority: Path | None, **changes: object) -> EpuapChannel:
    made = keys_of_today()
    return EpuapChannel(
        config_at(base, **({"pull_url": "", "timeout_s": 20.0} | changes)),
        EpuapKeys(system=sealer(made.system), seal=sealer(made.seal)),
        EpuapTrust(replies=[made.replies.der], receipts=[made.receipts.der]),
        EpuapFolders(
            folder / "receipts",
            folder / "letters",
            [recipient_of(new_identity()), recipient_of(new_identity())],
        ),
        client=https_client(authority),
        clock=lambda: datetime.now(UTC),
        random=secrets.token_bytes,
    )


@pytest.fixture
def channel(running: Running, tmp_path: Path) -> Iterator[EpuapChannel]:
    made = channel_to(running.base, tmp_path, running.authority)
    yield made
    made.close()


def memory() -> Memory:
    return Memory({}, lambda _: None)


def ask_for(running: Running, mood: str, service: str = "skrytka") -> None:
    with https_client(running.authority) as client:
        answer = client.post(f"{running.base}/sandbox/moods", json={"mood": mood, "service": service})
        assert answer.status_code == 204


def test_a_letter_goes_through_and_the_sandbox_tells_of_it(
    running: Running, channel: EpuapChannel, package: Package
) -> None:
    known = memory()

    assert channel.deliver(package, known) is Standing.RECEIVED

    proof = channel.fetch_proof(package, known)
    assert isinstance(proof, bytes)
    assert channel.check_proof(proof, package, known) is None
    with https_client(running.authority) as client:
        state = client.get(f"{running.base}/sandbox/state").json()
    assert [one["correlation"] for one in state["documents"]] == [package.submission_id]
    assert package.submission_id not in json.dumps(state["refused"])


@pytest.mark.parametrize(
    ("mood", "has_arrived"),
    [
        (Mood.DROP_BEFORE, False),
        (Mood.DROP_DURING, True),
        (Mood.DROP_AFTER, True),
        (Mood.SERVER_ERROR, False),
    ],
)
def test_a_connection_that_breaks_after_the_request_leaves_it_to_a_person(
    far_end: EpuapFarEnd,
    running: Running,
    channel: EpuapChannel,
    package: Package,
    mood: Mood,
    has_arrived: bool,
) -> None:
    assert channel.check() is None
    ask_for(running, mood.value)

    outcome = channel.deliver(package, memory())

    assert isinstance(outcome, Refusal)
    assert outcome.code is SyncFault.AMBIGUOUS
    assert bool(far_end.acts.store.documents()) is has_arrived


def test_a_slow_answer_is_waited_for(running: Running, channel: EpuapChannel, far_end: EpuapFarEnd) -> None:
    far_end.moods.add(Mood.SLOW, "skrytka", wait_s=0.2)

    assert channel.check() is None


def test_an_answer_that_is_too_slow_is_lost(
    running: Running, far_end: EpuapFarEnd, tmp_path: Path, package: Package
) -> None:
    impatient = channel_to(running.base, tmp_path, running.authority, timeout_s=0.5)
    far_end.moods.add(Mood.SLOW, "skrytka", wait_s=2.0)

    outcome = impatient.check()

    impatient.close()
    assert outcome == Deferred(SyncFault.NETWORK_GONE, "ReadTimeout")


def test_a_certificate_that_has_expired_is_not_talked_to(
    far_end: EpuapFarEnd, tmp_path: Path, package: Package
) -> None:
    old = make_credential(
        "localhost", datetime.now(UTC), issuer=keys_of_today().authority, days=(-40, -1), hosts=("localhost",)
    )
    known = memory()
    with serving(far_end, tmp_path, old) as running:
        channel = channel_to(running.base, tmp_path, running.authority)
        outcome = channel.deliver(package, known)
        channel.close()

    assert isinstance(outcome, Deferred)
    assert outcome.code is SyncFault.OFFICE_UNTRUSTED
    assert known.get(TRIED_AT) is None


def test_whoever_is_not_pinned_is_not_talked_to(running: Running, tmp_path: Path, package: Package) -> None:
    channel = channel_to(running.base, tmp_path, None)

    outcome = channel.deliver(package, memory())

    channel.close()
    assert isinstance(outcome, Deferred)
    assert outcome.code is SyncFault.OFFICE_UNTRUSTED


def test_nobody_listening_means_that_nothing_was_sent(
    running: Running, tmp_path: Path, package: Package
) -> None:
    channel = channel_to("https://localhost:9", tmp_path, running.authority)
    known = memory()

    outcome = channel.deliver(package, known)

    channel.close()
    assert outcome == Deferred(SyncFault.NETWORK_GONE, "ConnectError")
    assert known.get(TRIED_AT) is None


def test_moods_that_there_are_none_of_are_told(running: Running) -> None:
    with https_client(running.authority) as client:
        answer = client.post(f"{running.base}/sandbox/moods", json={"mood": "cheerful"})
        assert client.delete(f"{running.base}/sandbox/moods").status_code == 204
        assert client.get(f"{running.base}/pk_external_ws/services/skrytka").status_code == 405

    assert answer.status_code == 422
    assert "drop_after" in answer.json()["moods"]


def test_a_killed_sandbox_still_knows_what_it_acted_on(tmp_path: Path, package: Package) -> None:
    folder = tmp_path / "sandbox"

    def start() -> tuple[subprocess.Popen[str], dict[str, str]]:
        program = "import sys; from sync.sandbox.epuap import main; sys.exit(main(sys.argv[1:]))"
        child = subprocess.Popen(
            [sys.executable, "-c", program, "--folder", str(folder), "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[3],
        )
        assert child.stdout is not None
        lines = []
        for line in child.stdout:
            lines.append(line)
            if line == "}\n":
                break
        return child, json.loads("".join(lines))

    def state(told: dict[str, str]) -> list[dict[str, str]]:
        with https_client(Path(told["authority"])) as client:
            documents: list[dict[str, str]] = client.get(f"{told['base']}/sandbox/state").json()["documents"]
            return documents

    first, told = start()
    try:
        pair = [
            Sealer.from_pem(*(Path(one).read_bytes() for one in told[name])) for name in ("system", "seal")
        ]
        receipts = [Path(told[name]).read_bytes() for name in ("trust_replies", "trust_receipts")]
        client = https_client(Path(told["authority"]))
        channel = EpuapChannel(
            config_at(told["base"], pull_url=""),
            EpuapKeys(*pair),
            EpuapTrust([certificate_of(receipts[0])], [certificate_of(receipts[1])]),
            EpuapFolders(tmp_path / "r", tmp_path / "l", ()),
            client=client,
            clock=lambda: datetime.now(UTC),
            random=secrets.token_bytes,
        )
        delivered = channel.deliver(package, memory())
        channel.close()
        before = state(told)
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
    second, told = start()
    try:
        after = state(told)
    finally:
        second.terminate()
        second.communicate()

    assert delivered is Standing.RECEIVED
    assert [one["correlation"] for one in before] == [package.submission_id]
    assert after == before


def test_an_http_redirect_is_not_followed(tmp_path: Path) -> None:
    seen: list[str] = []

    def away(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"Location": "https://thief.example/"})

    made = keys_of_today()
    channel = EpuapChannel(
        config_at("https://epuap.example", pull_url=""),
        EpuapKeys(system=sealer(made.system), seal=sealer(made.seal)),
        EpuapTrust([], []),
        EpuapFolders(tmp_path, tmp_path, ()),
        client=httpx.Client(transport=httpx.MockTransport(away), follow_redirects=True),
        clock=lambda: datetime.now(UTC),
        random=secrets.token_bytes,
    )

    outcome = channel.check()

    assert outcome == Deferred(SyncFault.OFFICE_BROKEN, "status 302")
    assert seen == ["epuap.example"]
