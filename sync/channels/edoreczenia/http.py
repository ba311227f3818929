"""What a call has come to, with the one thing that decides about repeating: whether the far end can have acted."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx

from sync.channels.answers import date_of, is_about_trust, read_bounded, wait_of
from sync.channels.channel import Deferred
from sync.faults import SyncFault
from sync.status import JsonValue

TIMEOUT = httpx.Timeout(60.0, connect=10.0)
JSON_LIMIT = 8_000_000
FILE_LIMIT = 4_000_000

_DECIDING = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True)
class Answer:
    """An answer that decides something: success, or a refusal of this very request."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """Tell whether the request was done."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def json(self) -> JsonValue:
        """Read the body; None when it is not JSON."""
        try:
            read: JsonValue = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return read

    def complaint(self) -> str:
        """Answer the far end's codes and words, cut to what a technician can read."""
        read = self.json()
        entries = read if isinstance(read, list) else [read]
        told = [
            " ".join(str(entry[name]) for name in ("error", "error_description") if entry.get(name))
            for entry in entries
            if isinstance(entry, dict)
        ]
        return f"{self.status} {'; '.join(told)}".strip()[:300]

    def date(self) -> datetime | None:
        """Answer the far end's own time."""
        return date_of(self.headers.get("date", ""))


@dataclass(frozen=True)
class Failed:
    """A call that decided nothing."""

    why: Deferred
    is_untouched: bool
    """The far end surely did not act on it."""


class Http:
    """Sends requests and reads bounded answers; it follows no redirects."""

    def __init__(self, client: httpx.Client, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """The client brings trust and certificates; it must not take proxies from the environment."""
        self._client = client
        self._monotonic = monotonic

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def call(self, method: str, url: str, *, limit: int = JSON_LIMIT, **content: Any) -> Answer | Failed:
        """Send one request; `content` is httpx's `headers`, `params`, `json`, `data` or `files`."""
        request = self._client.build_request(method, url, timeout=TIMEOUT, **content)
        request.headers["Accept-Encoding"] = "identity"
        try:
            answer = self._client.send(request, stream=True, follow_redirects=False)
            try:
                body = read_bounded(answer, limit, monotonic=self._monotonic)
            finally:
                answer.close()
        except _NEVER_SENT as failed:
            code = SyncFault.OFFICE_UNTRUSTED if is_about_trust(failed) else SyncFault.NETWORK_GONE
            return Failed(Deferred(code, type(failed).__name__), is_untouched=True)
        except (httpx.HTTPError, httpx.StreamError) as failed:
            return Failed(Deferred(SyncFault.NETWORK_GONE, type(failed).__name__), is_untouched=False)
        if body is None:
            return Failed(Deferred(SyncFault.OFFICE_BROKEN, "an answer without end"), is_untouched=False)
        return _judge(Answer(answer.status_code, answer.headers, body))


def _judge(answer: Answer) -> Answer | Failed:
    status = answer.status
    if answer.is_success or status in _DECIDING:
        return answer
    if status == HTTPStatus.FORBIDDEN:
        return Failed(Deferred(SyncFault.NOT_AUTHORISED, answer.complaint()), is_untouched=True)
    if status == HTTPStatus.TOO_MANY_REQUESTS:  # RFC 6585, 4: it was not processed
        return Failed(
            Deferred(SyncFault.OFFICE_BUSY, str(status), wait_of(answer.headers)), is_untouched=True
        )
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.LOCKED):
        return Failed(
            Deferred(SyncFault.OFFICE_BUSY, str(status), wait_of(answer.headers)), is_untouched=False
        )
    return Failed(Deferred(SyncFault.OFFICE_BROKEN, str(status), wait_of(answer.headers)), is_untouched=False)
