"""Every hand that can be laid on the virtual hardware, as data: the drawer draws it, a test presses it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drivers.virtual.cacard import TRIES_MAX, Insertion
from drivers.virtual.card import VirtualCard
from drivers.virtual.escl import VirtualScanner
from drivers.virtual.feeder import AdfState
from drivers.virtual.printer import PaperSensor, VirtualPrinter
from kiosk.demo.host_processes import HOSTS, kill_host
from kiosk.demo.world import World

SPEEDS_S = {"At once": 0.0, "1 s": 1.0, "3 s": 3.0}
LINES_BEFORE_MISHAP = 10
"""Somewhere in the middle of a receipt."""


@dataclass(frozen=True)
class Button:
    """One thing that a hand can do."""

    text: str
    hint: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Control:
    """A row of buttons for one thing; `now` names the one that is true at the moment, if that can be told."""

    label: str
    buttons: tuple[Button, ...]
    now: Callable[[], str] | None = None

    def button(self, text: str) -> Button:
        """Return the button with these words; raise KeyError."""
        for button in self.buttons:
            if button.text == text:
                return button
        raise KeyError(text)


@dataclass(frozen=True)
class Section:
    """One device; its hands act one after the other, in a lane of their own."""

    title: str
    controls: tuple[Control, ...]


def sections_of(world: World) -> tuple[Section, ...]:
    """Return all controls of a world; a card only where there is a reader."""
    card = () if world.card is None else (_card(world.card),)
    return (_scanner(world.scanner), *card, _printer(world.printer), _network(world), _hosts())


class _Lid:
    """The scanner's lid hides behind a jam in what the device says of itself, so the hand remembers it."""

    def __init__(self, scanner: VirtualScanner) -> None:
        self._feeder = scanner.feeder
        self.now = "Closed"

    def open(self) -> None:
        self._feeder.open_cover()
        self.now = "Open"

    def close(self) -> None:
        self._feeder.close_cover()
        self.now = "Closed"


def _scanner(scanner: VirtualScanner) -> Section:
    feeder, lid = scanner.feeder, _Lid(scanner)
    faults = {
        AdfState.JAM: "Jammed",
        AdfState.MULTIPICK: "Two sheets at once",
        AdfState.MISPICK: "Roller slips",
    }

    def set_speed(seconds: float) -> None:
        feeder.seconds_per_sheet = seconds

    def speed() -> str:
        return next((text for text, value in SPEEDS_S.items() if value == feeder.seconds_per_sheet), "")

    misfortunes = tuple(
        Control(
            label,
            (
                Button("Now", f"{what}: the feeder stops at once.", plan),
                Button(
                    "After a sheet",
                    f"{what} when one more sheet has been fed.",
                    lambda plan=plan: plan(after_sheets=1),  # type: ignore[misc]  # the default is no argument
                ),
            ),
        )
        for label, what, plan in (
            ("Paper jam", "A sheet gets stuck", feeder.jam),
            ("Double feed", "Two sheets are drawn in together", feeder.multipick),
        )
    )
    return Section(
        "Scanner",
        (
            Control(
                "Paper path",
                (
                    Button(
                        "Clear",
                        "Take the stuck sheet out of the path; it goes back on top of the stack.",
                        feeder.clear,
                    ),
                ),
                lambda: faults.get(feeder.state, "Clear"),
            ),
            *misfortunes,
            Control(
                "Cover",
                (
                    Button("Closed", "Close the scanner's cover.", lid.close),
                    Button("Open", "Open the scanner's cover, also in mid-letter.", lid.open),
                ),
                lambda: lid.now,
            ),
            Control(
                "Feeder", (Button("Take paper out", "Empty the tray, also in mid-letter.", feeder.take_out),)
            ),
            Control(
                "Plug",
                (
                    Button("In", "Plug the scanner in again, under the same address.", scanner.come_back),
                    Button("Out", "Pull the plug: every connection breaks.", scanner.vanish),
                ),
                lambda: "In" if scanner.is_there else "Out",
            ),
            Control(
                "Per sheet",
                tuple(
                    Button(text, "How long one sheet takes.", lambda value=value: set_speed(value))  # type: ignore[misc]
                    for text, value in SPEEDS_S.items()
                ),
                speed,
            ),
        ),
    )


def _card(card: VirtualCard) -> Section:
    return Section(
        "Card",
        (
            Control(
                "Reader",
                (
                    Button("In", "Put the card into the reader.", card.insert),
                    Button("Out", "Pull the card out.", card.pull),
                ),
                lambda: "In" if card.state.inserted else "Out",
            ),
            Control(
                "Insert badly",
                (
                    Button(
                        "Upside down",
                        "Put the card in without contact.",
                        lambda: card.insert(Insertion.UPSIDE_DOWN),
                    ),
                    Button(
                        "Another card",
                        "Put in a card that can't sign, such as one of a library.",
                        lambda: card.insert(Insertion.FOREIGN),
                    ),
                ),
            ),
            Control(
                "While signing",
                (
                    Button(
                        "Pull it out",
                        "Pull the card out in the middle of the next signature.",
                        card.pull_during_signature,
                    ),
                ),
            ),
            Control(
                "PIN tries",
                (
                    Button(
                        "3 left", "Give all tries back, as a PUK would.", lambda: card.set_tries(TRIES_MAX)
                    ),
                    Button("1 left", "As after two wrong PINs.", lambda: card.set_tries(1)),
                    Button("Blocked", "As after three wrong PINs.", lambda: card.set_tries(0)),
                ),
                lambda: f"{card.tries} left" if card.tries else "Blocked",
            ),
        ),
    )


def _printer(printer: VirtualPrinter) -> Section:
    papers = {PaperSensor.OK: "Enough", PaperSensor.NEAR_END: "Near end", PaperSensor.OUT: "Out"}
    hints = {
        PaperSensor.OK: "Put a new roll in.",
        PaperSensor.NEAR_END: "The roll is nearly used up.",
        PaperSensor.OUT: "The roll has ended.",
    }
    return Section(
        "Receipt printer",
        (
            Control(
                "Paper",
                tuple(
                    Button(text, hints[paper], lambda paper=paper: printer.set_paper(paper))  # type: ignore[misc]
                    for paper, text in papers.items()
                ),
                lambda: papers[printer.mechanism.paper],
            ),
            Control(
                "Cover",
                (
                    Button("Closed", "Close the printer's cover.", lambda: printer.set_cover(is_open=False)),
                    Button("Open", "Open the printer's cover.", lambda: printer.set_cover(is_open=True)),
                ),
                lambda: "Open" if printer.mechanism.is_cover_open else "Closed",
            ),
            Control(
                "While printing",
                (
                    Button(
                        "Paper ends",
                        f"The roll ends after {LINES_BEFORE_MISHAP} more lines: in mid-receipt.",
                        lambda: printer.run_out_after(LINES_BEFORE_MISHAP),
                    ),
                    Button(
                        "Cover opens",
                        f"Somebody opens the cover after {LINES_BEFORE_MISHAP} more lines.",
                        lambda: printer.open_cover_after(LINES_BEFORE_MISHAP),
                    ),
                ),
            ),
            Control(
                "Plug",
                (
                    Button("In", "Plug the printer in again.", printer.plug_in),
                    Button("Out", "Pull the plug: what it had not printed is forgotten.", printer.unplug),
                ),
                lambda: "In" if printer.is_plugged_in else "Out",
            ),
        ),
    )


def _network(world: World) -> Section:
    return Section(
        "Network",
        (
            Control(
                "Office",
                (
                    Button("On", "Let the office be reachable.", world.start_office),
                    Button("Off", "Cut the network: nobody answers there.", world.stop_office),
                ),
                lambda: "On" if world.is_office_running else "Off",
            ),
            Control(
                "Sync daemon",
                (
                    Button("Running", "Start the daemon that hands letters over.", world.start_daemon),
                    Button(
                        "Stopped",
                        "Stop it: sealed letters wait, encrypted, in the outbox.",
                        world.stop_daemon,
                    ),
                ),
                lambda: "Running" if world.is_daemon_running else "Stopped",
            ),
        ),
    )


def _hosts() -> Section:
    return Section(
        "Host processes",
        (
            Control(
                "Kill",
                tuple(
                    Button(
                        name,
                        f"kill -9 the process that serves the {name}; it should be back by itself.",
                        lambda name=name: kill_host(name),  # type: ignore[misc]
                    )
                    for name in HOSTS
                ),
            ),
        ),
    )
