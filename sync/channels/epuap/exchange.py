"""One call to ePUAP, and how sure one can be afterwards that it had no effect.

Nothing in the contract makes a repeated call harmless, so this is the question that matters: a request of which the
last byte never left can't have been acted on, and neither can one that was turned away at the door. Of everything
else the outcome is unknown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import httpx
from lxml import etree

from sync.channels.answers import is_about_trust, read_bounded, wait_of
from sync.channels.epuap.config import EpuapConfig, EpuapTrust
from sync.channels.epuap.envelope import Message, seal_message
from sync.channels.epuap.names import DS, OBI, SOAP, WSSE
from sync.channels.epuap.trust import verify_signature
from sync.clock import Clock, RandomBytes
from sync.cms import NotSigned, Sealer
from sync.faults import Refused, SyncFault
from sync.safexml import parse_xml

_PIECE_BYTES = 64 * 1024
_TURNED_AWAY = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.TOO_MANY_REQUESTS,
}
_LONGEST_TEXT = 200
_SECURITY = f"./{{{SOAP}}}Header/{{{WSSE}}}Security/"


@dataclass(frozen=True)
class Lost:
    """No answer that can be used; `is_absent` when the call surely had no effect."""

    code: SyncFault
    detail: str
    is_absent: bool
    retry_after_s: float | None = None


@dataclass(frozen=True)
class Rejected:
    """The far end's own no, in its words; `is_absent` when it says that the request itself was at fault."""

    code: int | None
    text: str
    is_absent: bool


Outcome = etree._Element | Lost | Rejected


@dataclass(frozen=True)
class Operation:
    """Where a call goes and what it is called."""

    url: str
    action: str


@dataclass(frozen=True)
class Exchange:
    """Signs, sends, and reads only what the far end signed."""

    config: EpuapConfig
    trust: EpuapTrust
    system: Sealer
    client: httpx.Client
    clock: Clock
    random: RandomBytes

    def call(self, operation: Operation, message: Message) -> Outcome:
        """Answer the one child of the reply's signed body."""
        stamped_at = self.clock() if self.config.has_timestamp else None
        sealed = seal_message(message, self.system, random=self.random, stamped_at=stamped_at)
        if isinstance(sealed, NotSigned):
            return Lost(SyncFault.CHANNEL_KEY_SILENT, sealed.code.value, is_absent=True)
        received = self._send(operation, sealed)
        if isinstance(received, Lost):
            return received
        status, data = received
        return read_reply(data, status, self.trust, self.clock())

    def _send(self, operation: Operation, sealed: bytes) -> tuple[int, bytes] | Lost:
        letter = _Posted(sealed)
        headers = {
            "Content-Type": "text/xml; charset=UTF-8",
            "Content-Length": str(len(sealed)),
            "SOAPAction": f'"{operation.action}"',
            "Accept-Encoding": "identity",  # so that the size that is bounded is the size that is parsed
        }
        try:
            with self.client.stream(
                "POST",
                operation.url,
                content=letter,
                headers=headers,
                timeout=httpx.Timeout(self.config.timeout_s, connect=min(30.0, self.config.timeout_s)),
                follow_redirects=False,
            ) as answer:
                return self._receive(answer)
        except (httpx.HTTPError, httpx.StreamError) as failed:
            code = SyncFault.OFFICE_UNTRUSTED if is_about_trust(failed) else SyncFault.NETWORK_GONE
            return Lost(code, type(failed).__name__, is_absent=not letter.is_all_sent)

    def _receive(self, answer: httpx.Response) -> tuple[int, bytes] | Lost:
        status = answer.status_code
        is_closed = status == HTTPStatus.SERVICE_UNAVAILABLE and wait_of(answer.headers) is not None
        if status in _TURNED_AWAY or is_closed or answer.is_redirect:
            return Lost(
                _turned_away(status),
                f"status {status}",
                is_absent=True,
                retry_after_s=wait_of(answer.headers),
            )
        if status not in (
            HTTPStatus.OK,
            HTTPStatus.INTERNAL_SERVER_ERROR,
        ):  # SOAP 1.1, 6.2: a fault comes with 500
            return Lost(
                SyncFault.OFFICE_BROKEN,
                f"status {status}",
                is_absent=False,
                retry_after_s=wait_of(answer.headers),
            )
        data = read_bounded(answer, self.config.reply_up_to_bytes)
        if data is None:
            return Lost(SyncFault.OFFICE_BROKEN, "the reply is too long", is_absent=False)
        return status, data


def read_reply(data: bytes, status: int, trust: EpuapTrust, at: datetime) -> Outcome:
    """Read a reply: a fault in its own words, or what its signature covers."""
    root = parse_xml(data, is_large=True)
    if isinstance(root, Refused):
        return Lost(SyncFault.OFFICE_BROKEN, f"status {status}, {root.detail}", is_absent=False)
    fault = root.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault")
    if fault is not None:
        return _rejected(fault)
    signature = root.find(f"{_SECURITY}{{{DS}}}Signature")
    if root.tag != f"{{{SOAP}}}Envelope" or status != HTTPStatus.OK or signature is None:
        return Lost(SyncFault.OFFICE_BROKEN, f"status {status}, not a signed reply", is_absent=False)
    covered = verify_signature(data, signature, _SECURITY, trust.replies, at)
    if isinstance(covered, Refused):
        return Lost(SyncFault.OFFICE_UNTRUSTED, covered.detail, is_absent=False)
    bodies = [one for one in covered.elements if one.tag == f"{{{SOAP}}}Body"]
    if len(bodies) != 1 or len(bodies[0]) != 1:
        return Lost(
            SyncFault.OFFICE_UNTRUSTED, "the signature does not cover the reply's body", is_absent=False
        )
    return bodies[0][0]


def quoted(text: str | None) -> str:
    """Shorten the far end's words to one line that can stand in a table."""
    return " ".join((text or "").split())[:_LONGEST_TEXT]


class _Posted:
    """The request's bytes, knowing whether the last of them was handed to the connection."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.is_all_sent = False

    def __iter__(self) -> Iterator[bytes]:
        view = memoryview(self._data)
        last = max(0, len(view) - 1)
        for start in range(0, last, _PIECE_BYTES):
            yield bytes(view[start : min(start + _PIECE_BYTES, last)])
        self.is_all_sent = True
        yield bytes(view[last:])


def _turned_away(status: int) -> SyncFault:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return SyncFault.NOT_AUTHORISED
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return SyncFault.OFFICE_BUSY
    return SyncFault.OFFICE_BROKEN


def _rejected(fault: etree._Element) -> Rejected | Lost:
    own = fault.find(f"detail/{{{OBI}}}Wyjatek")
    code_text = fault.findtext("faultcode") or ""
    prefix, _, name = code_text.strip().rpartition(":")
    is_about_request = fault.nsmap.get(prefix or None) == WSSE or name.split(".")[0] == "Client"
    if own is None:
        said = quoted(f"{code_text} {fault.findtext('faultstring') or ''}")
        if is_about_request:
            return Rejected(None, said, is_absent=True)
        return Lost(SyncFault.OFFICE_BROKEN, said, is_absent=False)
    number = (own.findtext("kod") or "").strip()
    code = int(number) if number.lstrip("-").isdigit() else None
    return Rejected(code, quoted(own.findtext("komunikat")), is_absent=is_about_request)
