"""What is true of the virtual hardware and of the outbox at one moment, taken off the screen's thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers.virtual.feeder import AdfState
from drivers.virtual.paper import PaperError
from kiosk.demo.controls import Section
from kiosk.demo.world import World
from kiosk.settings import KioskSettings
from kiosk.sync_command import daemon_config, status_report

_FEEDER = {
    AdfState.LOADED: "paper in the tray",
    AdfState.EMPTY: "empty",
    AdfState.PROCESSING: "moving paper",
    AdfState.JAM: "paper jam",
    AdfState.MISPICK: "the roller slips",
    AdfState.MULTIPICK: "two sheets at once",
}


@dataclass(frozen=True)
class Fact:
    """One line of the live states."""

    name: str
    value: str


@dataclass(frozen=True)
class Waiting:
    """One letter in the outbox."""

    number: str
    state: str
    tries: int
    outcome: str


@dataclass(frozen=True)
class Look:
    """Everything that the drawer shows of the world."""

    positions: Mapping[str, str]
    """By the key of a control: the text of the button that is true now."""
    facts: tuple[Fact, ...] = ()
    queue: tuple[Waiting, ...] = ()
    slip: Path | None = None


def control_key(section: Section, label: str) -> str:
    """Name a control in the whole drawer."""
    return f"{section.title}: {label}"


class Watcher:
    """Looks at a world; for one thread."""

    def __init__(self, world: World, settings: KioskSettings, sections: Sequence[Section]) -> None:
        self._world = world
        self._daemon = daemon_config(settings)
        self._sections = sections
        self._slip_seen = (0, 0)
        self._slip: Path | None = None
        self._queue: tuple[Waiting, ...] = ()

    def look(self) -> Look:
        """Return how things stand."""
        positions = {
            control_key(section, control.label): control.now()
            for section in self._sections
            for control in section.controls
            if control.now is not None
        }
        return Look(positions, self._facts(), self._waiting(), self._last_slip())

    def _facts(self) -> tuple[Fact, ...]:
        scanner, card = self._world.scanner, self._world.card
        feeder = _FEEDER.get(scanner.adf_state, "cover open")
        left = scanner.feeder.sides_left
        facts = [
            Fact("Feeder", feeder if scanner.is_there else "unplugged"),
            Fact("Sides left", str(left)),
            Fact("Sheets fed", str(scanner.feeder.sheets_fed)),
        ]
        if card is None:
            facts.append(Fact("Card", "no reader on this machine"))
        else:
            state = card.state
            facts.append(Fact("Card", "in the reader" if state.inserted else "out"))
            facts.append(Fact("PIN tries left", str(state.tries_left)))
            facts.append(Fact("Signatures made", str(state.signatures)))
        facts.append(Fact("Slips printed", str(self._slip_seen[0])))
        return tuple(facts)

    def _waiting(self) -> tuple[Waiting, ...]:
        try:
            report = status_report(self._daemon)
        except sqlite3.Error:
            return self._queue  # the daemon is busy with it: next time
        handed, items = report["handed_over"], report["items"]
        assert isinstance(handed, list)  # noqa: S101  its own command made it
        assert isinstance(items, list)  # noqa: S101  as above
        queued = [
            Waiting(item["number"], item["state"].replace("_", " "), item["attempts"], item["outcome"])
            for item in reversed(items)
        ]
        self._queue = (*(Waiting(number, "in the outbox", 0, "") for number in handed), *queued)
        return self._queue

    def _last_slip(self) -> Path | None:
        """Draw the slip that was printed last, if it has grown or another one has begun."""
        try:
            slips = self._world.printer.slips
        except PaperError:
            return self._slip  # a printer that was told nonsense prints no more
        seen = (len(slips), len(slips[-1]) if slips else 0)
        if slips and seen != self._slip_seen:
            folder = self._world.folder / "printed"
            folder.mkdir(exist_ok=True)
            path = folder / f"slip-{seen[0]}-{seen[1]}.png"
            self._world.printer.save(path, seen[0] - 1)
            if self._slip is not None:
                self._slip.unlink(missing_ok=True)
            self._slip = path
        self._slip_seen = seen
        return self._slip
