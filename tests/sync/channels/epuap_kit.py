"""What the tests of the ePUAP wire share: a platform, an office's channel to it, and letters."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from sync.archive import Limits, read_archive, write_archive
from sync.channels.channel import Memory, Package
from sync.channels.epuap.channel import EpuapChannel, EpuapFolders, EpuapKeys
from sync.channels.epuap.config import EpuapConfig, EpuapTrust, ReplyInbox
from sync.channels.epuap.exchange import Exchange
from sync.channels.epuap.services import Services
from sync.cms import Sealer
from sync.container import RECORD, build
from sync.faults import Refused
from sync.manifest import MIMETYPE, Part
from sync.sandbox.epuap import INBOX, REPLY_INBOX, SUBJECT
from sync.sandbox.epuap_acts import Account, Platform
from sync.sandbox.epuap_contract import OfficialContract
from sync.sandbox.epuap_far_end import Cut, EpuapFarEnd
from sync.sandbox.epuap_keys import Credential, SandboxKeys
from sync.sandbox.epuap_receipts import Event, issue_upp
from sync.sandbox.epuap_store import Store
from sync.submission import new_number, new_submission_id, sha256_hex
from sync.vault import new_identity, recipient_of
from tests.sync.kit import KIOSK_ID, NOON, DrivenClock, Holder, Letter, holder, letter

BASE = "https://localhost:1"
OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "reference" / "epuap"
NO_OFFICIAL = "ePUAP's own WSDL and XSD files are not beside this checkout"


@cache
def keys() -> SandboxKeys:
    """One set is enough: making eight RSA keys is slow."""
    return SandboxKeys.fresh(NOON)


@cache
def kiosk_seal() -> Holder:
    return holder(KIOSK_ID)


@cache
def kiosk_sealer() -> Sealer:
    return Sealer.from_pem(kiosk_seal().key_pem, kiosk_seal().pem)


@cache
def official() -> OfficialContract | None:
    return OfficialContract(OFFICIAL) if OFFICIAL.is_dir() else None


@cache
def sealer(credential: Credential) -> Sealer:
    """Loading an RSA key takes longer than signing with it."""
    return Sealer.from_pem(credential.key_pem, credential.pem)


def package_of(a_letter: Letter | None = None) -> Package:
    submission = (a_letter or letter()).submission
    data = build(submission, kiosk_sealer())
    return Package(submission.submission_id, submission.number, sha256_hex(data), data)


def quick_package(clock: Callable[[], datetime]) -> Package:
    """Another letter with the same content and a seal that no longer fits, which no channel judges."""
    parts = dict(_template_parts())
    submission_id, number = (
        new_submission_id(clock, secrets.token_bytes),
        new_number("TOR1", secrets.token_bytes),
    )
    record = json.loads(parts[RECORD])
    parts[RECORD] = json.dumps(record | {"submission_id": submission_id, "number": number}).encode()
    data = write_archive([Part(name, "", held) for name, held in parts.items() if name != MIMETYPE], NOON)
    return Package(submission_id, number, sha256_hex(data), data)


@cache
def _template_parts() -> Mapping[str, bytes]:
    parts = read_archive(package_of().data, Limits())
    assert not isinstance(parts, Refused)
    return parts


def config_at(base: str, **changes: Any) -> EpuapConfig:
    made = EpuapConfig(
        subject=SUBJECT,
        inbox=INBOX,
        reply_inbox=ReplyInbox(*REPLY_INBOX),
        skrytka_url=f"{base}/pk_external_ws/services/skrytka",
        pull_url=f"{base}/pk_external_ws/services/pull",
        doreczyciel_url=f"{base}/pk_external_ws/services/doreczyciel",
        file_repo_url=f"{base}/repo-ws-ext/FileRepoService",
    )
    return replace(made, **changes)


def platform_of(made: SandboxKeys, **changes: Any) -> Platform:
    account = Account(
        SUBJECT, frozenset({made.system.der}), {INBOX: "skrytka", REPLY_INBOX[1]: REPLY_INBOX[0]}
    )
    return replace(Platform(accounts=(account,), seals=frozenset({made.seal.der})), **changes)


class InProcess(httpx.BaseTransport):
    """Carries requests to the platform without a socket; may be told to break at any byte."""

    def __init__(self, far_end: EpuapFarEnd) -> None:
        self.far_end = far_end
        self.breaks: Callable[[str], None] = lambda _: None
        """Called with the name of each step; raises to break there."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.breaks("connect")
        body = bytearray()
        assert isinstance(request.stream, httpx.SyncByteStream)
        for piece in request.stream:
            body += piece
            self.breaks("send")
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = self.far_end.answer(request.url.path, headers, bytes(body))
        self.breaks("reply")
        if reply.cut is not Cut.NOWHERE:
            raise httpx.RemoteProtocolError("the connection broke")
        return httpx.Response(
            reply.status, headers=dict(reply.headers), stream=Bytes(reply.body), request=request
        )


class Bytes(httpx.SyncByteStream):
    def __init__(self, data: bytes) -> None:
        self._data = data

    def __iter__(self) -> Iterator[bytes]:
        yield self._data


@dataclass
class Office:
    """A platform in this process, and the channel of an office to it."""

    folder: Path
    config: EpuapConfig = field(default_factory=lambda: config_at(BASE))
    platform: Platform = field(default_factory=lambda: platform_of(keys()))
    clock: DrivenClock = field(default_factory=DrivenClock)
    contract: OfficialContract | None = field(default_factory=official)
    store: Store = field(default_factory=Store)

    def __post_init__(self) -> None:
        self.far_end = EpuapFarEnd(
            self.platform, keys(), self.store, clock=self.clock, contract=self.contract
        )
        self.transport = InProcess(self.far_end)
        self.identity = new_identity()
        self.recipients = [recipient_of(self.identity), recipient_of(new_identity())]
        self.saved: list[Mapping[str, str]] = []

    @property
    def trust(self) -> EpuapTrust:
        return EpuapTrust(replies=[keys().replies.der], receipts=[keys().receipts.der])

    def channel(self, *, trust: EpuapTrust | None = None, client: httpx.Client | None = None) -> EpuapChannel:
        """A channel as after a restart: it knows what is on the disk and nothing else."""
        return EpuapChannel(
            self.config,
            EpuapKeys(system=sealer(keys().system), seal=sealer(keys().seal)),
            trust or self.trust,
            EpuapFolders(self.folder / "receipts", self.folder / "letters", self.recipients),
            client=client or httpx.Client(transport=self.transport),
            clock=self.clock,
            random=secrets.token_bytes,
        )

    def services(self) -> Services:
        exchange = Exchange(
            self.config,
            self.trust,
            sealer(keys().system),
            httpx.Client(transport=self.transport),
            self.clock,
            secrets.token_bytes,
        )
        return Services(exchange)

    def reissue(self, document_id: str) -> bytes:
        """The receipt as the platform's pages show it."""
        (kept,) = (one for one in self.store.documents() if one.document_id == document_id)
        subject = kept.inbox.strip("/").partition("/")[0]
        event = Event(f"UPP-{document_id}", document_id, subject, kept.subject, self.clock())
        return issue_upp(event, keys().receipts)

    def memory(self) -> Memory:
        """What was saved last."""
        return Memory(self.saved[-1] if self.saved else {}, lambda known: self.saved.append(dict(known)))


@contextmanager
def breaking_at(office: Office, step: str) -> Iterator[None]:
    def breaks(name: str) -> None:
        if name == step:
            raise httpx.ReadError("broken") if step == "reply" else httpx.ConnectError("broken")

    office.transport.breaks = breaks
    try:
        yield
    finally:
        office.transport.breaks = lambda _: None
