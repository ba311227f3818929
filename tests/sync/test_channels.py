"""What comes back over the wire, kind by kind: gone, untrusted, too early, refused, in another time."""

import secrets
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sync.channels.channel import Deferred, Memory, Package, Refusal, Standing
from sync.channels.office import UPLOAD_URL
from sync.channels.tokens import TokenMaker
from sync.channels.wire import Wire
from sync.container import build
from sync.faults import SealFault, SyncFault
from sync.submission import sha256_hex
from tests.sync.kit import KIOSK_ID, DrivenClock, KioskOnDisk, letter, private_pem
from tests.sync.proxy import proxy_to
from tests.sync.standin import StandIn, answering, once, serving


def forgetful() -> Memory:
    return Memory({}, lambda _: None)


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
def package(kiosk: KioskOnDisk) -> Package:
    submission = letter().submission
    data = build(submission, kiosk.sealer)
    return Package(submission.submission_id, submission.number, sha256_hex(data), data)


def scripted(*answers: httpx.Response | Exception) -> httpx.Client:
    """A client whose far end gives these answers in turn; the last one for ever."""
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        one = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(one, Exception):
            raise one
        return one

    return httpx.Client(transport=httpx.MockTransport(answer))


def deferred(answer: object) -> SyncFault:
    assert isinstance(answer, Deferred), answer
    return answer.code


def ask(client: httpx.Client) -> httpx.Response | Deferred:
    wire = Wire(client, "http://office.example")
    return wire.ask("GET", wire.at("x"))


def untrusted() -> httpx.ConnectError:
    error = httpx.ConnectError("certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


@pytest.mark.parametrize(
    ("answer", "code", "wait_s"),
    [
        (httpx.ConnectError("refused"), SyncFault.NETWORK_GONE, None),
        (httpx.ReadTimeout("late"), SyncFault.NETWORK_GONE, None),
        (httpx.RemoteProtocolError("cut"), SyncFault.NETWORK_GONE, None),
        (untrusted(), SyncFault.OFFICE_UNTRUSTED, None),
        (httpx.Response(401), SyncFault.NOT_AUTHORISED, None),
        (httpx.Response(403, json={"reason": "unknown_kiosk"}), SyncFault.NOT_AUTHORISED, None),
        (httpx.Response(429, headers={"Retry-After": "7"}), SyncFault.OFFICE_BUSY, 7),
        (httpx.Response(503, headers={"Retry-After": "soon"}), SyncFault.OFFICE_BUSY, None),
        (httpx.Response(423), SyncFault.OFFICE_BUSY, None),
        (httpx.Response(408), SyncFault.OFFICE_BROKEN, None),
        (httpx.Response(500), SyncFault.OFFICE_BROKEN, None),
        (httpx.Response(507, headers={"Retry-After": "60"}), SyncFault.OFFICE_BROKEN, 60),
        (
            httpx.Response(
                503,
                headers={
                    "Retry-After": "Mon, 23 Nov 2026 13:00:00 GMT",
                    "Date": "Mon, 23 Nov 2026 12:00:00 GMT",
                },
            ),
            SyncFault.OFFICE_BUSY,
            3600,
        ),
    ],
)
def test_what_passes_by_itself_is_deferred(
    answer: httpx.Response | Exception, code: SyncFault, wait_s: float | None
) -> None:
    with scripted(answer) as client:
        outcome = ask(client)

    assert isinstance(outcome, Deferred)
    assert (outcome.code, outcome.retry_after_s) == (code, wait_s)


@pytest.mark.parametrize("status", [200, 204, 400, 404, 409, 410, 413, 415])
def test_what_decides_something_is_passed_on(status: int) -> None:
    with scripted(httpx.Response(status)) as client:
        outcome = ask(client)

    assert isinstance(outcome, httpx.Response)
    assert outcome.status_code == status


def test_a_token_is_short_lived_and_never_the_same() -> None:
    clock = DrivenClock()
    secret = ec.generate_private_key(ec.SECP256R1())
    maker = TokenMaker(KIOSK_ID, private_pem(secret), clock=clock, random=secrets.token_bytes)

    first, second = maker.header(), maker.header()

    claims = jwt.decode(
        first.removeprefix("Bearer "),
        secret.public_key(),
        algorithms=["ES256"],
        audience="urzedomat-office",
        options={"verify_exp": False, "verify_iat": False},
    )
    assert (claims["iss"], claims["sub"], claims["exp"] - claims["iat"]) == (KIOSK_ID, KIOSK_ID, 300)
    assert first != second


def test_a_location_on_another_host_does_not_get_the_token() -> None:
    wire = Wire(httpx.Client(), "https://office.example/urzedomat")

    assert (
        str(wire.follow("https://thief.example/api/v1/uploads/7?x=1"))
        == "https://office.example/api/v1/uploads/7?x=1"
    )
    assert str(wire.at("api/v1/uploads")) == "https://office.example/urzedomat/api/v1/uploads"


def test_a_package_is_received_and_its_address_was_remembered_before_the_first_byte(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package
) -> None:
    saved: list[dict[str, str]] = []
    patches_at_save: list[int] = []

    def save(known: object) -> None:
        assert isinstance(known, dict)
        saved.append(known)
        patches_at_save.append(sum(request.startswith("PATCH") for request in office.requests))

    standing = kiosk.channel(office.url, client).deliver(package, Memory({}, save))

    assert standing is Standing.RECEIVED
    assert list(saved[0]) == [UPLOAD_URL]
    assert patches_at_save == [0]


def test_a_damaged_chunk_is_sent_again(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package
) -> None:
    office.moods.append(once(answering("PATCH", 460)))

    assert kiosk.channel(office.url, client).deliver(package, forgetful()) is Standing.RECEIVED


def test_chunks_that_keep_arriving_damaged_are_a_network_fault(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package
) -> None:
    office.moods.append(answering("PATCH", 460))

    assert deferred(kiosk.channel(office.url, client).deliver(package, forgetful())) is SyncFault.NETWORK_GONE


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (409, {"reason": "replay_with_other_content"}, SyncFault.REPLAY_WITH_OTHER_CONTENT),
        (409, {"reason": "number_taken"}, SyncFault.REQUEST_REFUSED),
        (413, {"reason": "too_large"}, SyncFault.TOO_LARGE),
        (400, {}, SyncFault.REQUEST_REFUSED),
        (412, {}, SyncFault.REQUEST_REFUSED),
    ],
)
def test_an_upload_that_is_not_wanted_is_a_refusal_with_the_offices_reason(
    kiosk: KioskOnDisk,
    office: StandIn,
    client: httpx.Client,
    package: Package,
    status: int,
    body: dict[str, str],
    code: SyncFault,
) -> None:
    office.moods.append(answering("POST", status, body=body))

    refusal = kiosk.channel(office.url, client).deliver(package, forgetful())

    assert isinstance(refusal, Refusal)
    assert refusal.code is code
    assert body.get("reason", "") in refusal.detail


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("seal.bad_signature", SealFault.BAD_SIGNATURE),
        ("office.replay_with_other_content", SyncFault.REPLAY_WITH_OTHER_CONTENT),
        ("office.invented_tomorrow", SyncFault.OFFICE_REFUSED),
    ],
)
def test_the_offices_verdict_keeps_its_reason(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package, reason: str, code: object
) -> None:
    office.moods.append(answering("GET", 200, body={"state": "refused", "reason": reason}))

    refusal = kiosk.channel(office.url, client).look_up(package, forgetful())

    assert isinstance(refusal, Refusal)
    assert refusal.code is code


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"state": "dancing"}'])
def test_an_answer_that_makes_no_sense_is_waited_out(
    kiosk: KioskOnDisk, package: Package, body: bytes
) -> None:
    with scripted(httpx.Response(200, content=body)) as client:
        channel = kiosk.channel("http://office.example", client)

        assert deferred(channel.look_up(package, forgetful())) is SyncFault.OFFICE_BROKEN


def test_bytes_that_were_not_sent_by_us_are_noticed(kiosk: KioskOnDisk, package: Package) -> None:
    too_many = httpx.Response(200, headers={"Upload-Offset": str(len(package.data) + 1)})
    with scripted(too_many, httpx.Response(404)) as client:
        channel = kiosk.channel("http://office.example", client)

        refusal = channel.deliver(package, Memory({UPLOAD_URL: "/u/1"}, lambda _: None))

    assert isinstance(refusal, Refusal)
    assert refusal.code is SyncFault.REQUEST_REFUSED


def test_an_upload_goes_on_wherever_the_line_broke(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package
) -> None:
    """The line breaks after every number of bytes in turn, until the letter is through."""
    with proxy_to(office.url) as proxy:
        channel = kiosk.channel(proxy.url, client)
        known: dict[str, str] = {}
        memory = Memory(known, lambda saved: known.update(saved))
        for bytes_until_cut in range(200, 60_000, 700):
            proxy.cut_after_bytes = bytes_until_cut
            outcome = channel.deliver(package, memory)
            if outcome is Standing.RECEIVED:
                break
            assert deferred(outcome) is SyncFault.NETWORK_GONE

    assert office.received() == {package.submission_id: package.sha256}
    assert office.accepted == [package.submission_id]


def test_the_office_time_is_taken_for_tokens_when_ours_is_wrong(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package
) -> None:
    kiosk.clock.now = datetime(2001, 1, 1, tzinfo=UTC)
    office_clock = DrivenClock()
    office.clock = office_clock

    assert kiosk.channel(office.url, client).deliver(package, forgetful()) is Standing.RECEIVED


def test_a_time_that_the_office_never_accepts_is_its_own_fault(
    kiosk: KioskOnDisk, office: StandIn, client: httpx.Client, package: Package
) -> None:
    for method in ("GET", "POST"):
        office.moods.append(answering(method, 401, body={"reason": "clock"}))

    assert (
        deferred(kiosk.channel(office.url, client).look_up(package, forgetful())) is SyncFault.CLOCK_REFUSED
    )


def test_the_offset_is_learnt_once() -> None:
    clock = DrivenClock()
    maker = TokenMaker(
        KIOSK_ID,
        private_pem(ec.generate_private_key(ec.SECP256R1())),
        clock=clock,
        random=secrets.token_bytes,
    )

    maker.learn(clock() + timedelta(hours=3))

    assert maker.offset == timedelta(hours=3)
