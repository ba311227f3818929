"""EZD PUW answers 200 to nearly everything and says in the body whether it did it: one place reads that."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sync.channels.channel import Deferred, Refusal
from sync.channels.ezd.farclock import FarClock
from sync.channels.ezd.line import LONGEST_ANSWER_BYTES, Answer, Line, Unheard
from sync.channels.ezd.moments import read_moment
from sync.channels.ezd.puw_auth import PuwAuth
from sync.faults import SyncFault

SUCCESS = 1

Failure = Unheard | Deferred | Refusal
Scrub = Callable[[str], str]


@dataclass(frozen=True)
class Reply:
    """A reply that says success."""

    content: Mapping[str, Any] = field(repr=False)

    def number(self, name: str) -> str:
        """Answer an id as text; EZD writes 0 where there is none, and so nothing is answered."""
        value = self.content.get(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else ""

    def text(self, name: str) -> str:
        """Answer a text; nothing where there is none."""
        value = self.content.get(name)
        return value.strip() if isinstance(value, str) else ""

    def items(self, name: str) -> list["Reply"]:
        """Answer a list of objects."""
        value = self.content.get(name)
        return [Reply(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else []

    def part(self, name: str) -> "Reply":
        """Answer an object; an empty one where there is none."""
        value = self.content.get(name)
        return Reply(value if isinstance(value, dict) else {})

    def moment(self, name: str) -> datetime | None:
        """Answer a moment; None where there is none."""
        return read_moment(self.content.get(name))


class PuwApi:
    """Calls EZD PUW's routes, signed on."""

    def __init__(
        self,
        line: Line,
        auth: PuwAuth,
        clock: FarClock,
        *,
        owner: Mapping[str, int],
        is_active_directory: bool = False,
    ) -> None:
        """`owner` is put into every request: IdPracownikaWlasciciela and IdStanowiskaWlasciciela, where given."""
        self._line = line
        self._auth = auth
        self._clock = clock
        self._owner = dict(owner)
        self._prefix = "/ad" if is_active_directory else ""

    def close(self) -> None:
        """Close the connections."""
        self._line.close()

    def call(
        self,
        route: str,
        request: Mapping[str, Any],
        scrub: Scrub,
        *,
        longest: int = LONGEST_ANSWER_BYTES,
        empty_status: int | None = None,
    ) -> Reply | Failure:
        """Call a route. A Deferred or Refusal was answered: nothing was done there.

        `empty_status` is a ResultStatus that is not success and still means no more than an empty reply.
        """
        answer: Answer | Failure = self._ask(route, request, longest)
        if isinstance(answer, Answer) and answer.status == HTTPStatus.UNAUTHORIZED:
            answer = self._again(route, request, longest, answer)
        if not isinstance(answer, Answer):
            return answer
        return _judge(answer, scrub, route, empty_status)

    def _ask(self, route: str, request: Mapping[str, Any], longest: int) -> Answer | Unheard:
        headers = self._auth.headers(self._clock.now())
        body = {**self._owner, **request}
        return self._line.ask("POST", f"{self._prefix}{route}", headers=headers, body=body, longest=longest)

    def _again(
        self, route: str, request: Mapping[str, Any], longest: int, refused: Answer
    ) -> Answer | Failure:
        """Try once more in EZD's own time; where that does not help either, name the clock if it is wrong."""
        their_time = refused.date() if self._auth.hangs_on_clock else None
        if their_time is None:
            return Deferred(SyncFault.NOT_AUTHORISED, "401")
        wrong = self._clock.error(their_time)
        if self._clock.learn(their_time):
            answer = self._ask(route, request, longest)
            if not isinstance(answer, Answer) or answer.status != HTTPStatus.UNAUTHORIZED:
                return answer
        self._clock.forget()
        return (
            Deferred(SyncFault.CLOCK_REFUSED, wrong) if wrong else Deferred(SyncFault.NOT_AUTHORISED, "401")
        )


def _judge(answer: Answer, scrub: Scrub, route: str, empty_status: int | None) -> Reply | Failure:
    if answer.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Deferred(SyncFault.NOT_AUTHORISED, f"{answer.status} {route}")
    if answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Refusal(SyncFault.TOO_LARGE, "413")
    content = answer.json()
    if not answer.is_success:
        return Refusal(SyncFault.REQUEST_REFUSED, f"{answer.status} {route} {scrub(_error(content))}".strip())
    if content is None or not isinstance(content.get("ResultStatus"), int):
        why = Deferred(SyncFault.OFFICE_BROKEN, "the answer can't be read")
        return Unheard(why, may_have_acted=True)
    if empty_status is not None and content["ResultStatus"] == empty_status:
        return Reply({})
    if content["ResultStatus"] != SUCCESS:
        text = scrub(str(content.get("ResultMessage") or ""))
        return Refusal(
            SyncFault.FAR_END_REFUSED, f"{route} ResultStatus {content['ResultStatus']} {text}".strip()
        )
    return Reply(content)


def _error(content: Mapping[str, Any] | None) -> str:
    status = (content or {}).get("ResponseStatus")
    return str(status.get("Message") or "") if isinstance(status, dict) else ""
