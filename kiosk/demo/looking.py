"""What is true of the virtual hardware and of the outbox at one moment, taken off the screen's thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drivers.virtual.feeder import AdfState
from drivers.virtual.paper import PaperError, PaperItem
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
class States:
    """How the hardware stands."""

    positions: Mapping[str, str] = field(default_factory=dict)
    """By the key of a control: the text of the button that is true now."""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Outbox:
    """What waits for the office, and what it has; newest first."""

    letters: tuple[Waiting, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A picture of what was printed last."""

    path: Path | None = None


def control_key(section: Section, label: str) -> str:
    """Name a control in the whole drawer."""
    return f"{section.title}: {label}"


class Watcher:
    """Looks at a world. Its three looks may be taken on three threads: a slow disk holds up no sensor."""

    def __init__(self, world: World, settings: KioskSettings, sections: Sequence[Section]) -> None:
        self._world = world
        self._daemon = daemon_config(settings)
        self._sections = sections
        self._drawn = (0, 0)
        self._slip = Slip()
        self._outbox = Outbox()

    def states(self) -> States:
        """Ask the devices; quick."""
        positions = {
            control_key(section, control.label): control.now()
            for section in self._sections
            for control in section.controls
            if control.now is not None
        }
        return States(positions, self._facts())

    def _facts(self) -> tuple[Fact, ...]:
        scanner, card = self._world.scanner, self._world.card
        feeder = _FEEDER.get(scanner.adf_state, "cover open")
        facts = [
            Fact("Feeder", feeder if scanner.is_there else "unplugged"),
            Fact("Sides left", str(scanner.feeder.sides_left)),
            Fact("Sheets fed", str(scanner.feeder.sheets_fed)),
            Fact("Slips printed", str(len(self._slips()))),
        ]
        if card is None:
            return (*facts, Fact("Card", "no reader"))
        state = card.state
        return (
            *facts,
            Fact("Card", "in the reader" if state.inserted else "out"),
            Fact("PIN tries left", str(state.tries_left)),
            Fact("Signatures made", str(state.signatures)),
        )

    def outbox(self) -> Outbox:
        """Ask the daemon's queue, as `urzedomat sync status` does."""
        try:
            report = status_report(self._daemon)
        except sqlite3.Error:
            return self._outbox  # the daemon is busy with it: next time
        handed, items = report["handed_over"], report["items"]
        assert isinstance(handed, list)  # noqa: S101  its own command made it
        assert isinstance(items, list)  # noqa: S101  as above
        queued = [
            Waiting(item["number"], item["state"].replace("_", " "), item["attempts"], item["outcome"])
            for item in reversed(items)
        ]
        self._outbox = Outbox((*(Waiting(number, "in the outbox", 0, "") for number in handed), *queued))
        return self._outbox

    def slip(self) -> Slip:
        """Draw the slip that was printed last, if it has grown or another one has begun."""
        slips = self._slips()
        seen = (len(slips), len(slips[-1]) if slips else 0)
        if slips and seen != self._drawn:
            folder = self._world.folder / "printed"
            folder.mkdir(exist_ok=True)
            path = folder / f"slip-{seen[0]}-{seen[1]}.png"
            self._world.printer.save(path, seen[0] - 1)
            if self._slip.path is not None:
                self._slip.path.unlink(missing_ok=True)
            self._slip = Slip(path)
        self._drawn = seen
        return self._slip

    def _slips(self) -> list[list[PaperItem]]:
        try:
            return self._world.printer.slips
        except PaperError:
            return []  # it was told nonsense and prints no more; its own tests tell what
