"""Of every call that fails it must be known whether EZD may have acted on it: all that follows hangs on that."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx

from sync.channels.answers import date_of, is_about_trust, read_bounded, storable, wait_of
from sync.channels.channel import Deferred
from sync.faults import SyncFault

TIMEOUT = httpx.Timeout(60.0, connect=10.0)
LONGEST_ANSWER_BYTES = 4 * 1024 * 1024

_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_NOT_ACTED_ON = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.LOCKED)

Upload = tuple[str, bytes, str]
"""A file's name, content and media type."""


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: httpx.Headers = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """2xx."""
        return 200 <= self.status < 300

    def json(self) -> dict[str, Any] | None:
        """Read the body as a JSON object; None for anything else."""
        try:
            content = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return storable(content) if isinstance(content, dict) else None

    def date(self) -> datetime | None:
        """Answer the far end's time."""
        return date_of(self.headers.get("Date", ""))


@dataclass(frozen=True)
class Unheard:
    """There is no answer to go by."""

    why: Deferred
    may_have_acted: bool


class Line:
    """Sends requests to one base address; no redirect is followed and no answer read beyond its limit."""

    def __init__(self, client: httpx.Client, base_url: str) -> None:
        """The client is the caller's: TLS trust and connections are its matter."""
        self._client = client
        self._base = httpx.URL(base_url.rstrip("/") + "/")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        files: Sequence[tuple[str, Upload]] = (),
        longest: int = LONGEST_ANSWER_BYTES,
    ) -> Answer | Unheard:
        """Send one request: `body` as JSON, `form` urlencoded, or `files` as multipart."""
        request = self._client.build_request(
            method,
            self._base.join(path.lstrip("/")),
            headers={"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})},
            params=params,
            json=body,
            data=form,
            files=list(files) or None,
            timeout=TIMEOUT,
        )
        try:
            answer = self._client.send(request, stream=True, follow_redirects=False)
            try:
                content = read_bounded(answer, longest)
            finally:
                answer.close()
        except _NEVER_SENT as failed:
            code = SyncFault.OFFICE_UNTRUSTED if is_about_trust(failed) else SyncFault.NETWORK_GONE
            return Unheard(Deferred(code, type(failed).__name__), may_have_acted=False)
        except httpx.HTTPError as failed:
            return Unheard(Deferred(SyncFault.NETWORK_GONE, type(failed).__name__), may_have_acted=True)
        if content is None:
            return Unheard(Deferred(SyncFault.OFFICE_BROKEN, "an answer without end"), may_have_acted=True)
        return _too_early(answer) or Answer(answer.status_code, answer.headers, content)


def _too_early(answer: httpx.Response) -> Unheard | None:
    status = answer.status_code
    if status in _NOT_ACTED_ON:
        return Unheard(
            Deferred(SyncFault.OFFICE_BUSY, str(status), wait_of(answer.headers)), may_have_acted=False
        )
    if status == HTTPStatus.SERVICE_UNAVAILABLE:  # a gateway may say so after it has passed the call on
        return Unheard(
            Deferred(SyncFault.OFFICE_BUSY, str(status), wait_of(answer.headers)), may_have_acted=True
        )
    if status == HTTPStatus.REQUEST_TIMEOUT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        why = Deferred(SyncFault.OFFICE_BROKEN, str(status), wait_of(answer.headers))
        return Unheard(why, may_have_acted=True)
    return None
