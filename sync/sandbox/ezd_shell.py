"""What both EZD sandboxes stand in: requests and replies without a network, misdeeds on command, what was kept.

The far end itself is a plain function from a request to a reply, so that a test can call it directly a hundred
times a second; `ezd_server` puts it behind TLS.
"""

import json
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

CONTROL = "/_sandbox/"


@dataclass(frozen=True)
class Request:
    """A request, whole; header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def params(self) -> dict[str, str]:
        """The query's parameters, each once."""
        return {name: values[-1] for name, values in parse_qs(self.query, keep_blank_values=True).items()}


@dataclass(frozen=True)
class Reply:
    """A reply, to be given after a while."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0


@dataclass(frozen=True)
class Cut:
    """The connection ends after these bytes of the reply's body, or before any of the reply."""

    reply: Reply | None = None
    sent: int = 0


class Misdeed(StrEnum):
    """How a far end can go wrong."""

    DROP_BEFORE = "drop-before"  # hangs up without acting
    DROP_DURING = "drop-during"  # acts, and hangs up in the middle of the reply
    DROP_AFTER = "drop-after"  # acts, and hangs up without a reply
    STATUS = "status"  # answers with a status instead of acting
    STATUS_AFTER = "status-after"  # acts, and answers with a status
    SLOW = "slow"  # acts, and answers late
    MALFORMED = "malformed"  # acts, and answers what can't be read
    DUPLICATE = "duplicate"  # acts twice
    LATE = "late"  # hangs up without a reply, and acts only after some seconds
    OTHER_DOCUMENT = "other-document"  # acts, and answers about something else


@dataclass(frozen=True)
class Mood:
    """A misdeed for the next calls whose path contains `on`."""

    misdeed: Misdeed
    on: str = ""
    times: int = 1
    status: int = 503
    retry_after_s: int | None = None
    seconds: float = 0.0


class Shelf:
    """What the far end keeps: in memory, or in a file that outlives it."""

    def __init__(self, path: Path | None = None) -> None:
        self._database = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, content TEXT)"
        )

    def add(self, kind: str, content: Mapping[str, Any]) -> int:
        """Keep a thing; answers its id."""
        row = self._database.execute(
            "INSERT INTO thing (kind, content) VALUES (?, ?)", (kind, json.dumps(dict(content)))
        )
        return int(row.lastrowid or 0)

    def get(self, kind: str, thing: int) -> dict[str, Any] | None:
        """Answer a thing; None where there is none of that kind and id."""
        row = self._database.execute(
            "SELECT content FROM thing WHERE id = ? AND kind = ?", (thing, kind)
        ).fetchone()
        return dict(json.loads(row[0])) if row else None

    def change(self, thing: int, **values: Any) -> None:
        """Change some of a thing."""
        row = self._database.execute("SELECT content FROM thing WHERE id = ?", (thing,)).fetchone()
        content = json.dumps({**json.loads(row[0]), **values})
        self._database.execute("UPDATE thing SET content = ? WHERE id = ?", (content, thing))

    def all(self, kind: str) -> dict[int, dict[str, Any]]:
        """Answer every thing of a kind, oldest first."""
        rows = self._database.execute("SELECT id, content FROM thing WHERE kind = ? ORDER BY id", (kind,))
        return {thing: json.loads(content) for thing, content in rows}

    def count(self, kind: str) -> int:
        """Count the things of a kind."""
        row = self._database.execute("SELECT count(*) FROM thing WHERE kind = ?", (kind,)).fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the file."""
        self._database.close()


class FarEnd(ABC):
    """A far end that answers requests one at a time, in the mood that was ordered."""

    def __init__(self, shelf: Shelf, clock: Callable[[], datetime]) -> None:
        self.shelf = shelf
        self.clock = clock
        self.moods: list[Mood] = []
        self.requests: list[str] = []
        self._guard = threading.Lock()
        self._late: list[tuple[datetime, Request]] = []

    @abstractmethod
    def act(self, request: Request) -> Reply:
        """Do what is asked, and answer."""

    @abstractmethod
    def about_another(self, reply: Reply) -> Reply:
        """Turn a reply into one about another letter."""

    @abstractmethod
    def summary(self) -> dict[str, Any]:
        """What has come in, for whoever rehearses."""

    def answer(self, request: Request) -> Reply | Cut:
        """Answer one request as the mood has it."""
        with self._guard:
            if request.path.startswith(CONTROL):
                return self._control(request)
            self._catch_up()
            self.requests.append(f"{request.method} {request.path}")
            reply = self._in_mood(request, self._next_mood(request.path))
        if isinstance(reply, Cut):
            return replace(reply, reply=self._dated(reply.reply)) if reply.reply else reply
        return self._dated(reply)

    def _in_mood(self, request: Request, mood: Mood | None) -> Reply | Cut:
        if mood is None:
            return self.act(request)
        if mood.misdeed is Misdeed.DROP_BEFORE:
            return Cut()
        if mood.misdeed is Misdeed.STATUS:
            return _status(mood)
        if mood.misdeed is Misdeed.LATE:
            self._late.append((self.clock() + timedelta(seconds=mood.seconds), request))
            return Cut()
        if mood.misdeed is Misdeed.DUPLICATE:
            self.act(request)
        reply = self.act(request)
        match mood.misdeed:
            case Misdeed.DROP_AFTER:
                return Cut()
            case Misdeed.DROP_DURING:
                return Cut(reply, len(reply.body) // 2)
            case Misdeed.STATUS_AFTER:
                return _status(mood)
            case Misdeed.SLOW:
                return replace(reply, delay_s=mood.seconds)
            case Misdeed.MALFORMED:
                return replace(reply, body=b"<html>" + reply.body[: len(reply.body) // 2])
            case Misdeed.OTHER_DOCUMENT:
                return self.about_another(reply)
            case _:
                return reply

    def _catch_up(self) -> None:
        """Act on what was left lying, once its time has come."""
        due = [request for at, request in self._late if at <= self.clock()]
        self._late = [(at, request) for at, request in self._late if at > self.clock()]
        for request in due:
            self.act(request)

    def _next_mood(self, path: str) -> Mood | None:
        for position, mood in enumerate(self.moods):
            if mood.on in path:
                if mood.times > 1:
                    self.moods[position] = replace(mood, times=mood.times - 1)
                else:
                    del self.moods[position]
                return mood
        return None

    def _control(self, request: Request) -> Reply:
        if request.method == "POST" and request.path == f"{CONTROL}moods":
            try:
                ordered = json.loads(request.body)
                moods = [Mood(**{**mood, "misdeed": Misdeed(mood["misdeed"])}) for mood in ordered]
            except (ValueError, TypeError, KeyError) as wrong:
                return as_json(400, {"error": str(wrong)})
            self.moods += moods
            return as_json(200, {"moods": len(self.moods)})
        if request.method == "GET" and request.path == f"{CONTROL}state":
            return as_json(200, self.summary())
        return as_json(404, {"error": "moods or state"})

    def _dated(self, reply: Reply) -> Reply:
        now = format_datetime(self.clock().replace(microsecond=0), usegmt=True)
        return replace(reply, headers={"Date": now, **reply.headers})


def as_json(status: int, content: object, media_type: str = "application/json; charset=utf-8") -> Reply:
    """Answer JSON."""
    return Reply(status, json.dumps(content, ensure_ascii=False).encode(), {"Content-Type": media_type})


def _status(mood: Mood) -> Reply:
    headers = {} if mood.retry_after_s is None else {"Retry-After": str(mood.retry_after_s)}
    return Reply(mood.status, b"", headers)
