"""Cuts the channel to e-Doręczenia at every step, by chance that a seed gives, and counts what was lost or doubled.

A step is a request or a durable note. A cut is a connection that breaks before, while or after the far end acts, or
a process that dies before or after a step: what it had not noted down is gone. Now and then the far end is in a mood
besides. A letter that has met its share of cuts is then carried to its end, and judged.

`python -m tests.sync.channels.edoreczenia_campaign --cuts 10000 --seed 1`
"""

import argparse
import collections
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from sync.channels.channel import Deferred, Package, Refusal
from sync.channels.edoreczenia.bundle import check_bundle
from sync.channels.edoreczenia.letter import Composed, compose
from sync.courier import Courier, Proven
from sync.routing import Route, Routing
from sync.sandbox.edoreczenia_core import EDoreczeniaSandbox
from sync.sandbox.edoreczenia_evidence import Pace
from sync.sandbox.edoreczenia_moods import Mood
from tests.sync.channels.edoreczenia_kit import InProcess, make_channel, make_config, make_sandbox, package_of
from tests.sync.kit import DrivenClock, KioskOnDisk, letter

WAYS = ("killed before", "killed after", "cut before", "cut while answering", "cut after", "acted on late")
MOODS = (
    Mood.SERVER_ERROR,
    Mood.SERVER_ERROR_AFTER,
    Mood.BUSY,
    Mood.TOO_MANY,
    Mood.MALFORMED,
    Mood.TOKEN_REFUSED,
)
MOST_CUTS = 16
MOST_LIVES = 200
PAUSES_S = (1.0, 10.0, 60.0, 300.0, 901.0, 4000.0)
RATES = (0.05, 0.1, 0.2, 0.4)
"""How likely each step is to be cut; low ones reach the late steps, high ones cut the recovery from a cut."""


class Killed(BaseException):
    """The process is gone: nothing may catch this on the way."""


@dataclass
class Fate:
    """Decides at each step of a letter whether it is cut, and how, until the letter has had its share."""

    chance: random.Random
    rate: float
    share: int
    cuts: collections.Counter[str] = field(default_factory=collections.Counter)

    def strike(self, *ways: str) -> str:
        """Answer one of these ways, or nothing."""
        if self.share <= 0 or self.chance.random() >= self.rate:
            return ""
        self.share -= 1
        way = self.chance.choice(ways)
        self.cuts[way] += 1
        return way


class CutWire(InProcess):
    """The sandbox inside the process, with a connection or a process that breaks as fate has it."""

    def __init__(self, sandbox: EDoreczeniaSandbox, fate: Fate) -> None:
        super().__init__(sandbox, is_contract_checked=False)
        self.fate = fate

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        way = self.fate.strike(*WAYS)
        if way == "killed before":
            raise Killed
        if way == "cut before":
            raise httpx.ConnectError("refused", request=request)
        if way in ("cut while answering", "acted on late"):
            mood = Mood.LATE if way == "acted on late" else Mood.DROP_DURING
            self.sandbox.moods.clear()
            self.sandbox.moods.plan(mood, seconds=self.fate.chance.choice((1.0, 100.0, 850.0)))
        answer = super().handle_request(request)
        if way == "killed after":
            raise Killed
        if way == "cut after":
            raise httpx.ReadError("reset", request=request)
        return answer


@dataclass
class Notes:
    """A ledger that survives the process; it dies before or after writing, as fate has it."""

    fate: Fate
    channel: str = ""
    is_sent: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    losses: int = 0

    def decided(self, channel: str) -> None:
        self._note(channel=channel, known={})

    def sending(self) -> None:
        self._note()

    def sent(self) -> None:
        self._note(is_sent=True)

    def lost(self) -> None:
        self._note(is_sent=False, known={}, losses=self.losses + 1)

    def remember(self, known: Mapping[str, str]) -> None:
        self._note(known=dict(known))

    def _note(self, **changes: Any) -> None:
        way = self.fate.strike("killed before", "killed after")
        if way == "killed before":
            raise Killed
        for name, value in changes.items():
            setattr(self, name, value)
        if way:
            raise Killed


@dataclass
class Tally:
    """What came of it."""

    cuts: collections.Counter[str] = field(default_factory=collections.Counter)
    letters: int = 0
    lives: int = 0
    moods: int = 0
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    unproven: list[int] = field(default_factory=list)
    stopped: list[tuple[int, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.cuts.values())

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.unproven or self.stopped)


def run(
    cuts: int,
    seed: int,
    folder: Path,
    *,
    monotonic: Callable[[], float] = time.monotonic,
) -> tuple[Tally, float]:
    """Cut until that many cuts have been made; answers the tally and the cuts per second."""
    kiosk = KioskOnDisk(folder)
    package = package_of(kiosk, letter(clock=kiosk.clock))
    tally, began = Tally(), monotonic()
    while tally.total < cuts:
        _carry(package, seed, tally)
    return tally, tally.total / max(monotonic() - began, 1e-9)


def _carry(package: Package, seed: int, tally: Tally) -> None:
    number = tally.letters
    chance = random.Random(f"{seed}/{number}")
    kind = chance.choice(("whole", "draft"))
    clock = DrivenClock()
    pace = chance.choice((Pace(0, 0, 0, 0), Pace(0.5, 2, 20, 30), Pace(30, 120, 900, 1000)))
    sandbox = make_sandbox(clock, pace=pace)
    config = make_config(inline_bytes=0 if kind == "draft" else 15_000_000)
    fate = Fate(chance, chance.choice(RATES), chance.randint(1, MOST_CUTS))
    wire, notes = CutWire(sandbox, fate), Notes(fate)
    tally.letters += 1
    proof: bytes | None = None
    for _ in range(MOST_LIVES):
        tally.lives += 1
        if fate.share > 0 and chance.random() < 0.3:
            sandbox.moods.plan(chance.choice(MOODS))
            tally.moods += 1
        courier = Courier(
            {"edoreczenia": make_channel(wire, clock, config)}, Routing((Route(("edoreczenia",)),))
        )
        proof = _live(courier, package, notes, clock, chance, number, tally)
        if proof is not None or any(letter == number for letter, _ in tally.stopped):
            break
        clock.forward(seconds=chance.choice(PAUSES_S))
    tally.cuts += fate.cuts
    clock.forward(hours=1)
    sandbox.catch_up()
    _judge(sandbox, package, notes, proof, number, tally)
    sandbox.close()


def _live(
    courier: Courier,
    package: Package,
    notes: Notes,
    clock: DrivenClock,
    chance: random.Random,
    number: int,
    tally: Tally,
) -> bytes | None:
    """One life of the process: it tries a few times, and ends with the proof, with a cut, or because it is stopped."""
    try:
        for _ in range(4):
            step = courier.take_steps(package, notes)
            if isinstance(step, Proven):
                return step.proof
            if isinstance(step, Refusal):
                tally.stopped.append((number, f"{step.code.value} {step.detail}"))
                return None
            if isinstance(step, Deferred):
                clock.forward(seconds=max(step.retry_after_s or 0.0, chance.choice(PAUSES_S)))
    except Killed:
        pass
    return None


def _judge(
    sandbox: EDoreczeniaSandbox,
    package: Package,
    notes: Notes,
    proof: bytes | None,
    number: int,
    tally: Tally,
) -> None:
    sent = [name for case, name in sandbox.sent() if case == package.number]
    if not sent:
        tally.lost.append(number)
    if len(sent) > 1:
        tally.doubled.append(number)
    composed = compose(package, make_config())
    assert isinstance(composed, Composed)
    message_id = notes.known.get("message", "")
    is_about_it = proof is not None and message_id in sent
    if not is_about_it or check_bundle(proof or b"", package, composed.message, message_id, make_config()):
        tally.unproven.append(number)


def main() -> None:
    """Run a campaign and print its counts; the exit status tells whether anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally, rate = run(chosen.cuts, chosen.seed, Path(folder))
    counts = {
        "cuts": tally.total,
        **{f"cuts, {way}": tally.cuts[way] for way in WAYS},
        "letters": tally.letters,
        "lives": tally.lives,
        "moods": tally.moods,
        "lost": len(tally.lost),
        "doubled": len(tally.doubled),
        "unproven": len(tally.unproven),
        "stopped": tally.stopped[:5],
        "cuts_per_s": round(rate),
    }
    sys.stdout.write(json.dumps(counts, indent=1) + "\n")
    sys.exit(0 if tally.is_clean else 1)


if __name__ == "__main__":
    main()
