"""Every way in which HTTP can fail becomes one of our words in one place, so that the rest reads as a plan."""

from collections.abc import Mapping
from http import HTTPStatus

import httpx

from sync.channels.answers import date_of, is_about_trust, read_bounded, wait_of
from sync.channels.channel import Deferred
from sync.channels.tokens import TokenMaker
from sync.faults import SyncFault

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
LONGEST_ANSWER_BYTES = 16 * 1024 * 1024


class Wire:
    """Sends requests to one server; with a token if it wants one."""

    def __init__(self, client: httpx.Client, base_url: str, tokens: TokenMaker | None = None) -> None:
        self._client = client
        self._base = httpx.URL(base_url.rstrip("/") + "/")
        self._tokens = tokens

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def at(self, path: str) -> httpx.URL:
        """Answer the address of a path below the server's base."""
        return self._base.join(path)

    def follow(self, location: str) -> httpx.URL:
        """Take path and query of an address the server gave, but never its host: the token goes to nobody
        else.
        """
        given = self._base.join(location)
        return self._base.copy_with(raw_path=given.raw_path)

    def ask(
        self,
        method: str,
        url: httpx.URL,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response | Deferred:
        """Send a request; answers what decides something (2xx and most of 4xx), or when to come back."""
        answer = self._send(method, url, headers or {}, content)
        if isinstance(answer, Deferred) or answer.status_code != HTTPStatus.UNAUTHORIZED:
            return answer
        if not self._learn_time(answer):
            return Deferred(SyncFault.NOT_AUTHORISED, _reason(answer))
        again = self._send(method, url, headers or {}, content)
        if not isinstance(again, Deferred) and again.status_code == HTTPStatus.UNAUTHORIZED:
            return Deferred(SyncFault.CLOCK_REFUSED, _reason(again))
        return again

    def _send(
        self, method: str, url: httpx.URL, headers: Mapping[str, str], content: bytes | None
    ) -> httpx.Response | Deferred:
        credentials = {"Authorization": self._tokens.header()} if self._tokens is not None else {}
        request = self._client.build_request(
            method,
            url,
            headers={"Accept-Encoding": "identity", **headers, **credentials},
            content=content,
            timeout=TIMEOUT,
        )
        try:
            coming = self._client.send(request, stream=True, follow_redirects=False)
            try:
                body = read_bounded(coming, LONGEST_ANSWER_BYTES)
            finally:
                coming.close()
        except httpx.HTTPError as failed:
            code = SyncFault.OFFICE_UNTRUSTED if is_about_trust(failed) else SyncFault.NETWORK_GONE
            return Deferred(code, type(failed).__name__)
        if body is None:
            return Deferred(SyncFault.OFFICE_BROKEN, "an answer without end")
        answer = httpx.Response(coming.status_code, headers=coming.headers, content=body, request=request)
        return _too_early(answer) or answer

    def _learn_time(self, answer: httpx.Response) -> bool:
        if self._tokens is None or _reason(answer) != "clock":
            return False
        office_time = date_of(answer.headers.get("Date", ""))
        if office_time is None:
            return False
        self._tokens.learn(office_time)
        return True


def reason_of(answer: httpx.Response) -> tuple[str, str]:
    """Read `reason` and `detail` of a refusal; both may be empty."""
    try:
        body = answer.json()
    except ValueError:
        return "", ""
    if not isinstance(body, dict):
        return "", ""
    return str(body.get("reason") or ""), str(body.get("detail") or "")


def _reason(answer: httpx.Response) -> str:
    return reason_of(answer)[0]


def _too_early(answer: httpx.Response) -> Deferred | None:
    """Tell what passes by itself (RFC 9110, 15.5 and 15.6; RFC 6585, 4; RFC 4918, 11.3 and 11.5)."""
    status = answer.status_code
    if status == HTTPStatus.FORBIDDEN:
        return Deferred(SyncFault.NOT_AUTHORISED, _reason(answer))
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.LOCKED):
        return Deferred(SyncFault.OFFICE_BUSY, str(status), wait_of(answer.headers))
    if status == HTTPStatus.REQUEST_TIMEOUT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Deferred(SyncFault.OFFICE_BROKEN, str(status), wait_of(answer.headers))
    return None
