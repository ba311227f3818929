"""What the tests of the EZD channels share: packages, far ends in the same process, a memory that can be cut off."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

import httpx

from sync.channels.channel import Deferred, Memory, Package, Refusal, Standing
from sync.channels.ezd.channel import EzdChannel
from sync.channels.ezd.farclock import FarClock
from sync.channels.ezd.line import Line
from sync.channels.ezd.puw import PuwConfig, PuwDialect
from sync.channels.ezd.puw_api import PuwApi
from sync.channels.ezd.puw_auth import BasicAuth, PuwAuth, TokenAuth
from sync.channels.ezd.rp import RpConfig, RpDialect
from sync.channels.ezd.rp_session import RpAccount, RpSession
from sync.clock import Clock
from sync.container import build
from sync.sandbox.ezd_puw import EzdPuwSandbox, PuwAccess
from sync.sandbox.ezd_rp import EzdRpSandbox, RpAccess
from sync.sandbox.ezd_shell import Cut, FarEnd, Request, Shelf
from sync.seal import Sealer
from sync.submission import sha256_hex
from tests.sync.kit import DrivenClock, Letter, holder, letter

PUW_URL = "https://puw.example/ezd"
RP_URL = "https://ezd.example"
SETTLE = timedelta(seconds=120)


class Killed(BaseException):
    """The process ends here; no handler of ordinary errors may catch it."""


@cache
def _sealer() -> Sealer:
    seal_holder = holder("Kiosk tor1", issuer=holder("Test CA"))
    return Sealer.from_pem(seal_holder.key_pem, seal_holder.pem, seal_holder.pem)


def package_of(a_letter: Letter) -> Package:
    data = build(a_letter.submission, _sealer())
    return Package(a_letter.submission.submission_id, a_letter.submission.number, sha256_hex(data), data)


def a_package() -> Package:
    return package_of(letter())


@dataclass
class Store:
    """Where a memory is durable; `before` and `after` are called around every write."""

    known: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    saves: int = 0

    def memory(self) -> Memory:
        return Memory(self.known, self._write)

    def _write(self, known: Mapping[str, str]) -> None:
        self.before()
        self.known = dict(known)
        self.saves += 1
        self.after()


def transport(far_end: FarEnd, before: Callable[[], None] = lambda: None) -> httpx.MockTransport:
    """The far end in this process: its cuts look like those of a connection."""

    def handle(request: httpx.Request) -> httpx.Response:
        before()
        path = request.url.path
        path = path.removeprefix("/ezd") if path.startswith("/ezd/") else path
        answer = far_end.answer(
            Request(
                method=request.method,
                path=path,
                query=request.url.query.decode(),
                headers={name.lower(): value for name, value in request.headers.items()},
                body=request.read(),
            )
        )
        if isinstance(answer, Cut):
            if answer.reply is None:
                raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
            raise httpx.ReadError("connection lost in the reply")
        return httpx.Response(answer.status, headers=dict(answer.headers), content=answer.body)

    return httpx.MockTransport(handle)


def puw_channel(
    client: httpx.Client,
    clock: Clock,
    *,
    url: str = PUW_URL,
    auth: PuwAuth | None = None,
    config: PuwConfig | None = None,
) -> EzdChannel:
    config = config or PuwConfig(url, owner_id=7)
    access = PuwAccess()
    api = PuwApi(
        Line(client, config.base_url),
        auth or BasicAuth(access.login, access.password),
        FarClock(clock),
        owner=config.owner,
        is_active_directory=config.is_active_directory,
    )
    return EzdChannel(PuwDialect(config, api), clock, secrets.token_bytes, SETTLE)


def token_auth(hours: int = 12) -> TokenAuth:
    return TokenAuth(PuwAccess().application_token, secrets.token_bytes, hours)


def rp_channel(
    client: httpx.Client, clock: Clock, *, url: str = RP_URL, config: RpConfig | None = None
) -> EzdChannel:
    config = config or RpConfig(url, url)
    access = RpAccess()
    account = RpAccount(
        access.web_host, access.organisation_id, access.key_id, access.post_id, access.api_key
    )
    line = Line(client, config.api_url)
    return EzdChannel(
        RpDialect(config, RpSession(account, line, line, clock, FarClock(clock))),
        clock,
        secrets.token_bytes,
        SETTLE,
    )


@dataclass
class Puw:
    """A letter, an EZD PUW in this process, and a channel between them."""

    clock: DrivenClock = field(default_factory=DrivenClock)
    store: Store = field(default_factory=Store)
    package: Package = field(default_factory=a_package)

    def __post_init__(self) -> None:
        self.far_end = EzdPuwSandbox(Shelf(), self.clock)
        self.channel = self.new_channel()

    def new_channel(self, before: Callable[[], None] = lambda: None) -> EzdChannel:
        return puw_channel(httpx.Client(transport=transport(self.far_end, before)), self.clock)

    def deliver(self) -> Standing | Refusal | Deferred:
        return self.channel.deliver(self.package, self.store.memory())

    def proof(self) -> bytes | Deferred | Refusal:
        return self.channel.fetch_proof(self.package, self.store.memory())

    def leftovers(self) -> list[str]:
        """What is there once too often, or not at all."""
        files = 2
        wanted = {"folder": 1, "document": files, "sender": 1, "entry": 1}
        return [
            f"{self.far_end.shelf.count(kind)} {kind}"
            for kind, count in wanted.items()
            if self.far_end.shelf.count(kind) != count
        ]


@dataclass
class Rp:
    """A letter, an EZD RP in this process, and a channel between them."""

    clock: DrivenClock = field(default_factory=DrivenClock)
    store: Store = field(default_factory=Store)
    package: Package = field(default_factory=a_package)

    def __post_init__(self) -> None:
        self.far_end = EzdRpSandbox(Shelf(), self.clock)
        self.channel = self.new_channel()

    def new_channel(self, before: Callable[[], None] = lambda: None) -> EzdChannel:
        return rp_channel(httpx.Client(transport=transport(self.far_end, before)), self.clock)

    def deliver(self) -> Standing | Refusal | Deferred:
        return self.channel.deliver(self.package, self.store.memory())

    def proof(self) -> bytes | Deferred | Refusal:
        return self.channel.fetch_proof(self.package, self.store.memory())

    def leftovers(self) -> list[str]:
        """What is there once too often, or not at all."""
        wanted = {"task": 1, "document": 2, "sender": 1, "entry": 1}
        wrong = [
            f"{self.far_end.shelf.count(kind)} {kind}"
            for kind, count in wanted.items()
            if self.far_end.shelf.count(kind) != count
        ]
        for entry in self.far_end.entries(self.package.number):
            wrong += [] if len(entry["zalaczniki"]) == 2 else [f"{len(entry['zalaczniki'])} attachments"]
            wrong += [] if entry.get("numerNadawczy") == self.package.number else ["not described"]
        return wrong
