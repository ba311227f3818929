"""Calls with a token: a refused token is renewed once, and then it is a matter for a person."""

from http import HTTPStatus
from typing import Any

import httpx

from sync.channels.channel import Deferred
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.http import JSON_LIMIT, Answer, Failed, Http
from sync.channels.edoreczenia.tokens import AssertionSigner, TokenSource
from sync.clock import Clock, RandomBytes
from sync.faults import SyncFault


class Connection:
    """Sends authorised requests to the mailbox and to the address search."""

    def __init__(self, http: Http, tokens: TokenSource) -> None:
        self._http = http
        self._tokens = tokens

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def call(self, method: str, url: str, *, limit: int = JSON_LIMIT, **content: Any) -> Answer | Failed:
        """Send one request with a token."""
        answer = self._send(method, url, limit, content)
        if isinstance(answer, Failed) or answer.status != HTTPStatus.UNAUTHORIZED:
            return answer
        self._tokens.forget()
        again = self._send(method, url, limit, content)
        if isinstance(again, Answer) and again.status == HTTPStatus.UNAUTHORIZED:
            self._tokens.forget()
            return Failed(Deferred(SyncFault.NOT_AUTHORISED, again.complaint()), is_untouched=True)
        return again

    def _send(self, method: str, url: str, limit: int, content: dict[str, Any]) -> Answer | Failed:
        token = self._tokens.token()
        if isinstance(token, Failed):
            return token
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json, application/octet-stream"}
        return self._http.call(method, url, limit=limit, headers=headers, **content)


def connect(
    client: httpx.Client,
    config: EDoreczeniaConfig,
    sign: AssertionSigner,
    *,
    clock: Clock,
    random: RandomBytes,
) -> Connection:
    """Put a connection together; the client brings trust and must not read the environment."""
    http = Http(client)
    return Connection(http, TokenSource(http, config, sign, clock=clock, random=random))
