"""Opens the case status that the sync daemon brought: only the receipt's secret can, and guessing is slowed down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kiosk.session.effects import LookUpStatus
from kiosk.session.events import Event, StatusFound, StatusNotFound, StatusStep
from kiosk.shell.lanes import Lanes
from sync.faults import Refused
from sync.numbers import parse_number, parse_secret
from sync.status import derive_keys, open_status

_TRIES_A_MINUTE = 10


class StatusFault(StrEnum):
    """Why no status is shown."""

    NOT_A_NUMBER = "status.not_a_number"
    NOT_A_SECRET = "status.not_a_secret"  # noqa: S105  (a code)
    UNKNOWN = "status.unknown"
    TOO_MANY_TRIES = "status.too_many_tries"


class Status:
    """Serves LookUpStatus."""

    def __init__(
        self,
        folder: Path,
        *,
        monotonic: Callable[[], float],
        lanes: Lanes,
        post: Callable[[Event], None],
    ) -> None:
        self._folder = folder
        self._monotonic = monotonic
        self._lanes = lanes
        self._post = post
        self._tries: list[float] = []

    def look_up(self, effect: LookUpStatus) -> None:
        """Look, off the screen's thread."""
        self._lanes.run("status", lambda: self._post(self._answer(effect)))

    def _answer(self, effect: LookUpStatus) -> Event:
        number, secret = parse_number(effect.number), parse_secret(effect.secret)
        if isinstance(number, Refused):
            return StatusNotFound(effect.request_id, StatusFault.NOT_A_NUMBER)
        if isinstance(secret, Refused):
            return StatusNotFound(effect.request_id, StatusFault.NOT_A_SECRET)
        if not self._may_try():
            return StatusNotFound(effect.request_id, StatusFault.TOO_MANY_TRIES)
        try:
            blob = (self._folder / derive_keys(secret).lookup).read_bytes()
        except FileNotFoundError:
            return StatusNotFound(effect.request_id, StatusFault.UNKNOWN)
        report = open_status(blob, secret)
        if report is None or report.get("number") != str(number):
            return StatusNotFound(effect.request_id, StatusFault.UNKNOWN)
        return StatusFound(effect.request_id, tuple(_steps(report)))

    def _may_try(self) -> bool:
        now = self._monotonic()
        self._tries = [then for then in self._tries if now - then < 60]
        self._tries.append(now)
        return len(self._tries) <= _TRIES_A_MINUTE


def _steps(report: Mapping[str, object]) -> list[StatusStep]:
    stations = report.get("stations")
    entries = [entry for entry in stations if isinstance(entry, dict)] if isinstance(stations, list) else []
    number = str(report.get("register_number") or "")
    return [
        StatusStep(
            state=str(entry.get("state", "")),
            at=_moment(entry.get("at")),
            is_now=position == len(entries) - 1,
            detail=number if entry.get("state") == "registered" else "",
        )
        for position, entry in enumerate(entries)
    ]


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None
