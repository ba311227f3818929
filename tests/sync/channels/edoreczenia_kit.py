"""A kiosk's channel and the sandbox at the other end, joined over TLS or, where speed matters, inside the process."""

import secrets
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.channels.channel import Arrived, Memory, Package
from sync.channels.edoreczenia import (
    AssertionSigner,
    EDoreczeniaChannel,
    EDoreczeniaConfig,
    connect,
    pem_signer,
)
from sync.container import read_contents
from sync.faults import Refused
from sync.sandbox.edoreczenia_api import Call
from sync.sandbox.edoreczenia_core import TOKEN, Cut, EDoreczeniaSandbox
from sync.sandbox.edoreczenia_evidence import EvidenceSigner, Pace
from sync.sandbox.edoreczenia_login import System
from sync.submission import sha256_hex
from sync.vault import decrypt
from tests.sync.channels.edoreczenia_contract import CONTRACT, load_contract
from tests.sync.kit import DrivenClock, KioskOnDisk, Letter, private_pem, rsa_key

OWN = "AE:PL-10000-20000-KIOSK-11"
OFFICE = "AE:PL-30000-40000-URZAD-22"
CLOSED = "AE:PL-30000-40000-ZAMKN-33"
UNKNOWN = "AE:PL-99999-99999-NIEMA-99"
REALM = "https://sandbox.invalid/auth/realms/EDOR"
SYSTEM = "ADE.SYSTEM.kiosk"


def system_key() -> bytes:
    return private_pem(rsa_key())


@cache
def signer() -> AssertionSigner:
    """One is enough: reading an RSA key, and checking it, is slow."""
    return pem_signer(system_key())


@cache
def system() -> System:
    public = rsa_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return System(SYSTEM, OWN, public)


def make_sandbox(
    clock: DrivenClock,
    *,
    signer: EvidenceSigner | None = None,
    state: Path | None = None,
    pace: Pace | None = None,
) -> EDoreczeniaSandbox:
    return EDoreczeniaSandbox(
        realm=REALM,
        systems=[system()],
        addresses={OWN: True, OFFICE: True, CLOSED: False},
        clock=clock,
        state=state,
        pace=pace or Pace(0.0, 0.0, 0.0, 0.0),
        signer=signer,
    )


def make_config(base: str = "https://sandbox.invalid", **changes: object) -> EDoreczeniaConfig:
    config = EDoreczeniaConfig(
        api_url=f"{base}/api/v3",
        token_url=f"{base}{TOKEN}",
        realm=REALM,
        system=SYSTEM,
        sender=OWN,
        recipient=OFFICE,
        search_url=f"{base}/api/se/v4",
    )
    return replace(config, **changes)  # type: ignore[arg-type]  # each test names fields that there are


class InProcess(httpx.BaseTransport):
    """Carries calls to a sandbox without a network; connections break as told."""

    def __init__(self, sandbox: EDoreczeniaSandbox, *, is_contract_checked: bool = True) -> None:
        self.sandbox = sandbox
        self.calls: list[str] = []
        self._contract = load_contract() if is_contract_checked and CONTRACT.exists() else None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        path = request.url.raw_path.decode("ascii").partition("?")[0]
        query = dict(parse_qsl(request.url.query.decode("ascii"), keep_blank_values=True))
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.calls.append(f"{request.method} {path}")
        served = self.sandbox.serve(Call(request.method, path, query, headers, request.content))
        if served.cut is Cut.BEFORE_ANSWER:
            raise httpx.RemoteProtocolError(
                "Server disconnected without sending a response.", request=request
            )
        reply = served.reply
        response_headers = {"Content-Type": reply.media_type, **reply.headers}
        if served.cut is Cut.IN_ANSWER:
            return httpx.Response(reply.status, headers=response_headers, stream=_Broken(reply.body, request))
        response = httpx.Response(reply.status, headers=response_headers, content=reply.body)
        if self._contract is not None and _is_whole(reply.body, reply.media_type):
            self._contract.check(request, response)
        return response


class Checking(httpx.BaseTransport):
    """Holds what goes over a real network against the contract."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self._contract = load_contract() if CONTRACT.exists() else None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        answer = self._inner.handle_request(request)
        answer.read()
        if self._contract is not None and _is_whole(answer.content, answer.headers.get("content-type", "")):
            self._contract.check(request, answer)
        return answer

    def close(self) -> None:
        self._inner.close()


@dataclass
class _Broken(httpx.SyncByteStream):
    body: bytes
    request: httpx.Request

    def __iter__(self) -> Iterator[bytes]:
        yield self.body[: len(self.body) // 2]
        raise httpx.RemoteProtocolError("peer closed connection", request=self.request)


def _is_whole(body: bytes, media_type: str) -> bool:
    return not media_type.startswith("application/json") or body.endswith((b"}", b"]"))


def tls_client(authority: Path) -> httpx.Client:
    context = ssl.create_default_context(cafile=str(authority))
    return httpx.Client(
        transport=Checking(httpx.HTTPTransport(verify=context, trust_env=False)), trust_env=False
    )


@dataclass
class Durable:
    """What survives a crash."""

    kept: Mapping[str, str] = field(default_factory=dict)

    def memory(self) -> Memory:
        return Memory(self.kept, self._store)

    def _store(self, known: Mapping[str, str]) -> None:
        self.kept = dict(known)


def make_channel(
    transport: httpx.BaseTransport, clock: DrivenClock, config: EDoreczeniaConfig | None = None
) -> EDoreczeniaChannel:
    return channel_of(httpx.Client(transport=transport, trust_env=False), clock, config or make_config())


def channel_of(client: httpx.Client, clock: DrivenClock, config: EDoreczeniaConfig) -> EDoreczeniaChannel:
    connection = connect(client, config, signer(), clock=clock, random=secrets.token_bytes)
    return EDoreczeniaChannel(connection, config, clock=clock, random=secrets.token_bytes)


def package_of(kiosk: KioskOnDisk, a_letter: Letter) -> Package:
    sealed = kiosk.seal(a_letter)
    data = decrypt(sealed.encrypted, [kiosk.daemon_identity])
    assert not isinstance(data, Refused)
    return Package(a_letter.submission.submission_id, a_letter.submission.number, sha256_hex(data), data)


def arrived(package: Package, known: Mapping[str, str]) -> Arrived:
    contents = read_contents(package.data)
    assert not isinstance(contents, Refused)
    return Arrived(package.submission_id, package.number, contents.status, known)
