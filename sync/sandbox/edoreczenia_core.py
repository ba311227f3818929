"""The sandbox of e-Doręczenia without its network: one call in, and what is to go back, or how it is to break."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from threading import RLock
from urllib.parse import unquote

from sync.sandbox.edoreczenia_api import Call, MailboxApi, Reply, answer, route, search
from sync.sandbox.edoreczenia_checks import Objection
from sync.sandbox.edoreczenia_evidence import EvidenceSigner, Pace
from sync.sandbox.edoreczenia_login import Login, System
from sync.sandbox.edoreczenia_mailbox import Mailboxes
from sync.sandbox.edoreczenia_moods import Mood, Moods
from sync.sandbox.edoreczenia_store import Store

API = "/api/v3/"
SEARCH = "/api/se/v4/search/"
TOKEN = "/auth/realms/EDOR/protocol/openid-connect/token"  # noqa: S105  a path
LARGEST_BODY = 1_000_000_000

_REFUSED = {
    Mood.SERVER_ERROR: Reply(500, b"Internal Server Error", "text/plain"),
    Mood.BUSY: Reply(503, b"", "text/plain", {"Retry-After": "2"}),
    Mood.TOO_MANY: Reply(429, b"", "text/plain", {"Retry-After": "3"}),
    Mood.TOKEN_REFUSED: answer([{"error": "invalid_token", "error_description": "rehearsed"}], 401),
    Mood.MAILBOX_FULL: answer(
        [{"error": "MAILBOX_FULL", "error_description": "Brak miejsca w skrzynce"}], 400
    ),
}


class Cut(StrEnum):
    """Where the connection breaks."""

    NOWHERE = "nowhere"
    BEFORE_ANSWER = "before_answer"
    IN_ANSWER = "in_answer"


@dataclass(frozen=True)
class Served:
    """What goes back."""

    reply: Reply
    cut: Cut = Cut.NOWHERE
    delay_s: float = 0.0


@dataclass
class EDoreczeniaSandbox:
    """Authorisation server, User Agent API and address search of one operator."""

    realm: str
    systems: Sequence[System]
    addresses: Mapping[str, bool]
    clock: Callable[[], datetime]
    state: Path | None = None
    pace: Pace = field(default_factory=Pace)
    signer: EvidenceSigner | None = None
    token_life_s: int = 300
    moods: Moods = field(default_factory=Moods)
    _lock: RLock = field(default_factory=RLock)
    _late: list[tuple[datetime, Callable[[Mood | None], Reply]]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.store = Store(self.state)
        by_name = {system.name: system for system in self.systems}
        self._login = Login(self.realm, by_name, self.store, life_s=self.token_life_s)
        self.mailboxes = Mailboxes(self.store, self.pace, self.clock, self.addresses)
        self._api = MailboxApi(self.mailboxes, self.signer)

    def close(self) -> None:
        """Close the state."""
        self.store.close()

    def serve(self, call: Call) -> Served:
        """Answer a call, in the mood that waits for it."""
        self.catch_up()
        operation, act = self._find(call)
        planned = self.moods.take(operation)
        mood = planned.mood if planned else None
        if planned is not None and mood is Mood.LATE:
            with self._lock:
                self._late.append((self.clock() + timedelta(seconds=planned.seconds), act))
            return Served(Reply(500, b""), Cut.BEFORE_ANSWER)
        if mood is Mood.DROP_BEFORE:
            return Served(Reply(500, b""), Cut.BEFORE_ANSWER)
        reply = _REFUSED.get(mood) if mood else None
        if reply is None:
            with self._lock:
                reply = self._act(act, mood)
        reply = self._dated(reply)
        if mood is Mood.DROP_AFTER:
            return Served(reply, Cut.BEFORE_ANSWER)
        if mood is Mood.DROP_DURING:
            return Served(reply, Cut.IN_ANSWER)
        if mood is Mood.SERVER_ERROR_AFTER:
            return Served(self._dated(Reply(502, b"Bad Gateway", "text/plain")))
        if mood is Mood.MALFORMED:
            return Served(replace(reply, body=reply.body[: len(reply.body) // 2]))
        return Served(reply, delay_s=planned.seconds if planned and mood is Mood.SLOW else 0.0)

    def catch_up(self) -> None:
        """Do what was put off until now."""
        with self._lock:
            now = self.clock()
            due = [act for when, act in self._late if when <= now]
            self._late = [(when, act) for when, act in self._late if when > now]
            for act in due:
                self._act(act, None)

    def sent(self, address: str = "") -> list[tuple[str, str]]:
        """Answer number (case) and identifier of every message that was taken in and not given back, oldest first."""
        found = [one for box in self._boxes(address) for one in self.mailboxes.messages(box)]
        return [(one["case"], one["id"]) for one in reversed(found) if one["label"] == "SENT"]

    def _boxes(self, address: str) -> list[str]:
        return [address] if address else sorted({system.address for system in self.systems})

    def _find(self, call: Call) -> tuple[str, Callable[[Mood | None], Reply]]:
        arrived = self.clock()
        if call.path == TOKEN and call.method == "POST":
            return "token", lambda _: self._give_token(call)
        if call.path.startswith(SEARCH) and call.method == "POST":
            return "search", lambda _: self._search(call)
        if call.path.startswith(API):
            address, _, rest = call.path.removeprefix(API).partition("/")
            found = route(call.method, rest)
            if found is not None:
                operation, scope, arguments = found
                return operation, lambda mood: self._api.act(
                    operation, self._authorise(call, unquote(address), scope, arrived), call, mood, arguments
                )
        return "", lambda _: _not_found()

    def _act(self, act: Callable[[Mood | None], Reply], mood: Mood | None) -> Reply:
        try:
            return act(mood)
        except Objection as said:
            return answer([{"error": said.code, "error_description": said.words}], said.status)

    def _give_token(self, call: Call) -> Reply:
        try:
            given = self._login.give(call.headers.get("content-type", ""), call.body, self.clock())
        except Objection as said:
            return answer({"error": said.code, "error_description": said.words}, said.status)
        return replace(answer(given), headers={"Cache-Control": "no-store"})

    def _authorise(self, call: Call, address: str, scope: str, arrived: datetime) -> str:
        own, scopes = self._login.check(call.headers.get("authorization", ""), arrived)
        if own != address or scope not in scopes:
            raise Objection("access_denied", "the token is for another mailbox or another purpose", 403)
        return address

    def _search(self, call: Call) -> Reply:
        self._login.check(call.headers.get("authorization", ""), self.clock())
        return search(call.path.removeprefix(SEARCH), call.json(), self.addresses)

    def _dated(self, reply: Reply) -> Reply:
        return replace(
            reply,
            headers={"Date": format_datetime(self.clock().astimezone(UTC), usegmt=True), **reply.headers},
        )


def control(sandbox: EDoreczeniaSandbox, call: Call) -> Reply:
    """Rehearsal's own calls: plan moods, let an answer come in, look at what was acted on."""
    told = json.loads(call.body) if call.body else {}
    match call.method, call.path.removeprefix("/_sandbox/"):
        case "POST", "moods":
            sandbox.moods.plan(
                Mood(told["mood"]),
                told.get("on", ""),
                times=int(told.get("times", 1)),
                seconds=float(told.get("seconds", 1.0)),
            )
            return answer({"waiting": sandbox.moods.waiting()})
        case "DELETE", "moods":
            sandbox.moods.clear()
            return answer({"waiting": 0})
        case "POST", "incoming":
            given = sandbox.mailboxes.put_incoming(
                told["address"], told["sender"], told["subject"], told.get("thread", "")
            )
            return answer({"messageId": given})
        case "GET", "sent":
            return answer([{"caseId": case, "messageId": name} for case, name in sandbox.sent()])
        case _:
            return _not_found()


def _not_found() -> Reply:
    return answer([{"error": "NOT_FOUND", "error_description": "no such operation"}], 404)
