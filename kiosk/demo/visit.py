"""One resident's visit from the first touch to the last, touched on the glass, with a picture of every screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer

from kiosk.app import Kiosk
from kiosk.demo.visitor import LostError, Visitor
from kiosk.demo.world import CARD_PIN, World
from kiosk.shell.drafts import HandedLetter
from kiosk.view.state import FeederPaper, PrintState, Screen

_SETTLE_S = 0.6
"""A screen slides in for a quarter of a second and its pictures are drawn beside it."""
_SLIDE_IN_MS = 260
_PAGE_S = 30.0
_TURN_S = 0.3
_MOST_PARTS = 6
_LOOKS = 15


@dataclass(frozen=True)
class VisitPlan:
    """What the resident does."""

    letter: Path
    signs_with_card: bool
    pictures: Path | None = None


@dataclass
class VisitReport:
    """What came of it."""

    handed: HandedLetter
    seconds: dict[str, float] = field(default_factory=dict)
    fields: dict[str, object] = field(default_factory=dict)
    account: dict[str, int] = field(default_factory=dict)


class Visiting:
    """Plays visits on one kiosk."""

    def __init__(self, world: World, kiosk: Kiosk, visitor: Visitor) -> None:
        self._world = world
        self._kiosk = kiosk
        self._visitor = visitor
        self._pictures: Path | None = None
        self._count = 0
        self._seconds: dict[str, float] = {}
        self._sealing_is_due = True

    def hand_in(self, plan: VisitPlan) -> VisitReport:
        """Hand a letter in. Raises LostError, with what the screen shows, when the visit can't go on."""
        self._pictures, self._count, self._seconds = plan.pictures, 0, {}
        self._sealing_is_due = True
        self._stage("arrive", self._arrive)
        self._stage("scan", lambda: self._scan(plan.letter))
        self._stage("review", self._review)
        self._stage("details", self._details)
        self._stage(
            "sign", lambda: self._sign(with_card=plan.signs_with_card and self._world.card is not None)
        )
        fields, account = self._sent()
        self._stage("seal", self._seal)
        handed = self._kiosk.letters.handed
        if handed is None:
            raise LostError("a receipt is shown, but nothing was handed over")
        self._stage("print", self._take_receipt)
        self._stage("leave", self._leave)
        return VisitReport(handed, dict(self._seconds), fields, account)

    def _arrive(self) -> None:
        self._see(Screen.ATTRACT)
        self._visitor.touch("Dotknij, aby zacząć")
        self._see(Screen.HOME)
        if self._kiosk.shell.shown.interrupted_notice:
            self._visitor.touch("Rozumiem")
        self._visitor.touch("Złóż pismo")
        self._see(Screen.PRIVACY)
        self._visitor.touch("Skanuj pismo")

    def _scan(self, letter: Path) -> None:
        self._on(Screen.FEEDER)
        self._world.scanner.feeder.load(letter)
        shell = self._kiosk.shell
        self._visitor.wait(lambda: shell.shown.feeder_paper == FeederPaper.LOADED, "the paper to be noticed")
        self._picture(Screen.FEEDER)
        self._visitor.touch("Skanuj kartki")
        self._on(Screen.SCANNING)
        # A short letter may be through before its first side is on the glass: the picture is taken while it moves.
        self._picture(Screen.SCANNING, settle_s=_TURN_S)
        sides = max(1, len(list(letter.iterdir())))
        self._on(Screen.REVIEW, within_s=_PAGE_S + 15 * sides)

    def _review(self) -> None:
        shell = self._kiosk.shell
        self._visitor.wait(
            lambda: shell.shown.pages_reading == 0, "the last pages to be read", within_s=_PAGE_S
        )
        self._picture(Screen.REVIEW)
        self._visitor.touch("Sprawdź dane")

    def _details(self) -> None:
        self._see(Screen.DETAILS)
        shell = self._kiosk.shell
        doubts = shell.shown.doubts_left
        while shell.shown.doubts_left:
            left = shell.shown.doubts_left
            self._visitor.touch("Wstaw:", "Zostaw:", "Zostaw puste")
            self._visitor.wait(lambda left=left: shell.shown.doubts_left < left, "the doubt to be settled")  # type: ignore[misc]
        if doubts:
            self._picture(Screen.DETAILS, "settled")
        self._turn_over(Screen.DETAILS, "Dalej")

    def _sign(self, *, with_card: bool) -> None:
        self._see(Screen.SIGN_CHOICE)
        card = self._world.card
        if not with_card or card is None:
            self._visitor.touch("Bez karty")
            self._see(Screen.SUMMARY)
            return
        self._visitor.touch("Podpisz kartą")
        self._see(Screen.CARD)
        card.insert()
        self._visitor.touch("Wpisz PIN")
        self._on(Screen.PIN)
        for digit in CARD_PIN:
            self._visitor.touch(digit)
        self._picture(Screen.PIN)
        self._visitor.touch("Podpisz")
        self._see(Screen.SUMMARY, within_s=60)
        card.pull()

    def _sent(self) -> tuple[dict[str, object], dict[str, int]]:
        """Note what is about to be sent, for the summary."""
        letter = self._kiosk.shell.session.content()
        account = letter.account
        values: dict[str, object] = {
            value.name: value.value.splitlines() if value.name == "attachments" else value.value or None
            for value in letter.fields
        }
        counts = {
            "sheets_in": account.sheets_in,
            "sides_scanned": account.sides_scanned,
            "pages_kept": account.shown,
            "pages_blank": account.blank,
            "pages_removed": account.removed,
        }
        return values, counts

    def _seal(self) -> None:
        shell = self._kiosk.shell
        # Sealing may be over before the next look: its picture is taken as soon as it has slid in.
        shell.changed.connect(self._catch_sealing)
        try:
            self._turn_over(Screen.SUMMARY, "Złóż pismo", "Dalej")
        finally:
            shell.changed.disconnect(self._catch_sealing)
        self._on(Screen.RECEIPT, within_s=60)

    def _catch_sealing(self) -> None:
        if self._kiosk.shell.shown.screen == Screen.SEALING and self._sealing_is_due:
            self._sealing_is_due = False
            QTimer.singleShot(_SLIDE_IN_MS, self._picture_sealing)

    def _picture_sealing(self) -> None:
        self._picture(Screen.SEALING, settle_s=0.0)

    def _take_receipt(self) -> None:
        shell = self._kiosk.shell
        self._visitor.wait(lambda: shell.shown.print_state == PrintState.PRINTED, "the receipt", within_s=60)
        self._picture(Screen.RECEIPT)

    def _leave(self) -> None:
        self._turn_over(Screen.RECEIPT, "Zakończ wizytę", "Dalej")
        self._see(Screen.FINISHED)
        self._visitor.touch("Zakończ")
        self._on(Screen.ATTRACT)

    def _turn_over(self, screen: Screen, *names: str) -> None:
        """Press on until the screen is left: one that does not fit is shown in parts."""
        shell = self._kiosk.shell
        parts = 0
        while shell.shown.screen == screen and parts < _MOST_PARTS:
            self._visitor.touch(*names)
            parts += 1
            self._visitor.linger(_TURN_S)
            if shell.shown.screen == screen:
                self._picture(screen, f"part-{parts + 1}")

    def _stage(self, name: str, act: Callable[[], None]) -> None:
        began = time.monotonic()
        act()
        self._seconds[name] = round(time.monotonic() - began, 2)

    def _see(self, screen: Screen, *, within_s: float = 20.0) -> None:
        self._on(screen, within_s=within_s)
        self._picture(screen)

    def _on(self, screen: Screen, *, within_s: float = 20.0) -> None:
        shell = self._kiosk.shell
        self._visitor.wait(
            lambda: shell.shown.screen == screen, f"the screen {screen.value}", within_s=within_s
        )

    def _picture(self, screen: Screen, what: str = "", *, settle_s: float = _SETTLE_S) -> None:
        if self._pictures is None:
            return
        self._visitor.linger(settle_s)
        shell = self._kiosk.shell
        looks = _LOOKS if settle_s else 0
        while looks and not self._visitor.is_drawn() and shell.shown.screen == screen:
            looks -= 1
            self._visitor.linger(_TURN_S)
        if shell.shown.screen != screen:
            return  # it was left meanwhile: half of two screens is no picture of either
        self._count += 1
        name = "-".join(part for part in (f"{self._count:02d}", screen.value.replace("_", "-"), what) if part)
        self._visitor.picture(self._pictures / f"{name}.png")
