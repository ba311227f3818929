"""EZD RP's Integrator API wants a token made of a key and the time, and the post that is acted for."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from sync.channels.channel import Deferred, Refusal
from sync.channels.ezd.farclock import FarClock
from sync.channels.ezd.line import Answer, Line, Unheard, Upload
from sync.clock import Clock
from sync.faults import SyncFault

PREFIX = "/ezdrp/integrator/v2"
SCOPE = "api.ezdrp.gov.pl"
_BEFORE_ITS_END = timedelta(seconds=30)
_LONGEST_LIFE_S = 86_400  # whatever the far end says: a fresh token costs one call a day

Failure = Unheard | Deferred | Refusal


@dataclass(frozen=True)
class RpAccount:
    """Who calls, and for which post."""

    web_host: str
    organisation_id: str
    key_id: str
    post_id: str
    api_key: str = field(repr=False)


@dataclass
class RpSession:
    """Asks the Integrator API, with a fresh token where one is needed."""

    account: RpAccount
    api: Line
    sso: Line
    clock: Clock
    far_clock: FarClock
    _token: str = field(default="", init=False, repr=False)
    _token_ends: datetime | None = field(default=None, init=False)

    def close(self) -> None:
        """Close the connections."""
        self.api.close()
        self.sso.close()

    def ask(
        self,
        method: str,
        path: str,
        scrub: Callable[[str], str],
        *,
        params: Mapping[str, str] | None = None,
        body: Any = None,
        files: Sequence[tuple[str, Upload]] = (),
        is_missing_ok: bool = False,
    ) -> Answer | Failure:
        """Send one request; an Answer is 2xx, or 404 where that is an answer. A Deferred or Refusal was answered."""

        def once() -> Answer | Failure:
            token = self._fresh_token()
            if not isinstance(token, str):
                return token
            headers = {"Authorization": f"Bearer {token}", "SID": self.account.post_id}
            return self.api.ask(method, PREFIX + path, headers=headers, params=params, body=body, files=files)

        answer = once()
        if isinstance(answer, Answer) and answer.status == HTTPStatus.UNAUTHORIZED:
            self._token = ""  # it may have been withdrawn before its time
            answer = once()
        if not isinstance(answer, Answer):
            return answer
        return _judge(answer, scrub, f"{method} {path}", is_missing_ok=is_missing_ok)

    def _fresh_token(self) -> str | Failure:
        if self._token and self._token_ends is not None and self.clock() < self._token_ends:
            return self._token
        answer = self._request_token()
        if not isinstance(answer, Answer):
            return Deferred(answer.why.code, answer.why.detail, answer.why.retry_after_s)
        if answer.is_success:
            return self._accept(answer)
        their_time = answer.date()
        wrong = self.far_clock.error(their_time) if their_time else None
        if their_time is not None and self.far_clock.learn(their_time):
            again = self._request_token()
            if isinstance(again, Answer) and again.is_success:
                return self._accept(again)
        self.far_clock.forget()
        if wrong:
            return Deferred(SyncFault.CLOCK_REFUSED, wrong)
        return Deferred(SyncFault.NOT_AUTHORISED, f"token: {answer.status}")

    def _request_token(self) -> Answer | Unheard:
        now = self.far_clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        form = {
            "grant_type": "api_credentials",
            "client_id": f"api_{_digest(self.account.web_host)}",
            "scope": SCOPE,
            "pid": self.account.organisation_id,
            "aki": self.account.key_id,
            "rt": now,
            "akh": _digest(now + self.account.api_key),
        }
        return self.sso.ask("POST", "/connect/token", form=form)

    def _accept(self, answer: Answer) -> str | Failure:
        content = answer.json() or {}
        token, life = content.get("access_token"), content.get("expires_in")
        if not isinstance(token, str) or not token or not isinstance(life, int):
            return Deferred(SyncFault.OFFICE_BROKEN, "the token can't be read")
        self._token = token
        lasting = timedelta(seconds=min(max(life, 0), _LONGEST_LIFE_S))
        self._token_ends = self.clock() + lasting - _BEFORE_ITS_END
        return token


def _judge(
    answer: Answer, scrub: Callable[[str], str], call: str, *, is_missing_ok: bool
) -> Answer | Failure:
    if is_missing_ok and answer.status == HTTPStatus.NOT_FOUND:
        return answer
    if answer.is_success:
        if answer.body and answer.json() is None:
            return Unheard(Deferred(SyncFault.OFFICE_BROKEN, "the answer can't be read"), may_have_acted=True)
        return answer
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Deferred(SyncFault.NOT_AUTHORISED, f"{answer.status} {call}")
    if answer.status == HTTPStatus.CONFLICT:  # it may be our own earlier try that it conflicts with: look
        return Unheard(Deferred(SyncFault.OFFICE_BUSY, "409"), may_have_acted=True)
    if answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Refusal(SyncFault.TOO_LARGE, "413")
    problem = answer.json() or {}
    told = [str(problem.get(name) or "") for name in ("title", "detail", "message")]
    text = scrub(" ".join(part for part in told if part))
    error = str(problem.get("errorId") or "")[:64]
    return Refusal(SyncFault.REQUEST_REFUSED, " ".join(f"{answer.status} {call} {text} {error}".split()))


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
