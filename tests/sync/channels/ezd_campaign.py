"""Cuts the EZD channels at every step, by chance that a seed gives, and counts what was lost, doubled or unproven.

`python -m tests.sync.channels.ezd_campaign --cuts 10000 --seed 1`
"""

import argparse
import collections
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from sync.channels.channel import Deferred, Package, Refusal, Standing
from sync.channels.ezd.channel import EzdChannel
from sync.sandbox.ezd_shell import Misdeed, Mood
from tests.sync.channels.ezd_kit import Killed, Puw, Rp, a_package

PACKAGES = 12
LONGEST_ROUNDS = 80
MISDEEDS = (
    Misdeed.DROP_BEFORE,
    Misdeed.DROP_DURING,
    Misdeed.DROP_AFTER,
    Misdeed.LATE,
    Misdeed.STATUS,
    Misdeed.STATUS_AFTER,
    Misdeed.MALFORMED,
)
PAUSES_S = (1.0, 6.0, 125.0, 125.0, 400.0)


@dataclass
class Plan:
    """One fault: at which request or save of this life, and which."""

    kind: str
    at: int
    mood: Mood | None = None


@dataclass
class Life:
    """One life of the daemon with a fault in it; counts requests and saves until its time has come."""

    world: Puw | Rp
    plan: Plan | None
    requests: int = 0
    saves: int = 0
    is_hit: bool = False

    def before_request(self) -> None:
        self.requests += 1
        if self.plan is None or self.requests != self.plan.at:
            return
        if self.plan.kind == "killed before send":
            self._hit()
            raise Killed
        if self.plan.kind == "refused connection":
            self._hit()
            raise httpx.ConnectError("refused")
        if self.plan.mood is not None:
            self._hit()
            self.world.far_end.moods.append(self.plan.mood)

    def before_save(self) -> None:
        self.saves += 1
        self._maybe_die("killed before save")

    def after_save(self) -> None:
        self._maybe_die("killed after save")

    def _maybe_die(self, kind: str) -> None:
        if self.plan is not None and self.plan.kind == kind and self.saves == self.plan.at:
            self._hit()
            raise Killed

    def _hit(self) -> None:
        self.is_hit = True


@dataclass
class Campaign:
    """Letter after letter, each into a far end of its own, until enough cuts were made."""

    make: Callable[..., Puw | Rp]
    seed: int
    cuts_wanted: int
    cuts: collections.Counter[str] = field(default_factory=collections.Counter)
    letters: int = 0
    lives: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.packages: list[Package] = [a_package() for _ in range(PACKAGES)]

    def run(self) -> None:
        while self.cuts.total() < self.cuts_wanted:
            self._one_letter()

    def _one_letter(self) -> None:
        world = self.make(package=self.packages[self.letters % PACKAGES])
        self.letters += 1
        delivered = self._live(world, lambda channel: _deliver(channel, world))
        proof = self._live(world, lambda channel: _prove(channel, world)) if delivered else None
        if not delivered:
            self.lost.append(world.package.number)
        elif proof is None:
            self.unproven.append(world.package.number)
        world.clock.forward(seconds=500)  # whatever was left lying has been acted on by now
        world.deliver()
        wrong = world.leftovers()
        if wrong:
            self.doubled.append(f"{world.package.number}: {', '.join(wrong)}")

    def _live(self, world: Puw | Rp, act: Callable[[EzdChannel], bool]) -> bool:
        for round_number in range(LONGEST_ROUNDS):
            life = Life(world, self._plan() if round_number < LONGEST_ROUNDS // 2 else None)
            self.lives += 1
            channel = world.new_channel(life.before_request)
            world.store.before, world.store.after = life.before_save, life.after_save
            try:
                is_done = act(channel)
            except Killed:
                is_done = False
            except Stopped as stopped:
                self.stopped.append(f"{life.plan}: {stopped}")
                return False
            finally:
                world.store.before = world.store.after = lambda: None
                if life.is_hit and life.plan is not None:
                    self.cuts[life.plan.mood.misdeed if life.plan.mood else life.plan.kind] += 1
            if is_done:
                return True
            world.clock.forward(seconds=self.chance.choice(PAUSES_S))
        return False

    def _plan(self) -> Plan:
        kind = self.chance.choice(
            [
                "mood",
                "mood",
                "mood",
                "killed before send",
                "killed before save",
                "killed after save",
                "refused connection",
            ]
        )
        # Early steps come first in every life, so that later ones are reached by the luck of a far cut.
        at = self.chance.randint(1, 10)
        if kind != "mood":
            return Plan(kind, at)
        status = self.chance.choice((429, 500, 502, 503, 504))
        if (misdeed := self.chance.choice(MISDEEDS)) is Misdeed.STATUS_AFTER and status == 429:
            status = 502
        seconds = self.chance.uniform(1.0, 100.0)
        return Plan(kind, at, Mood(misdeed, status=status, retry_after_s=3, seconds=seconds))


class Stopped(Exception):  # noqa: N818
    """The channel wants a person, and there was no cause for that."""


def _deliver(channel: EzdChannel, world: Puw | Rp) -> bool:
    outcome = channel.deliver(world.package, world.store.memory())
    if isinstance(outcome, Refusal):
        raise Stopped(f"{outcome.code} {outcome.detail}")
    return outcome is Standing.RECEIVED


def _prove(channel: EzdChannel, world: Puw | Rp) -> bool:
    memory = world.store.memory()
    proof = channel.fetch_proof(world.package, memory)
    if isinstance(proof, Refusal):
        raise Stopped(f"{proof.code} {proof.detail}")
    if isinstance(proof, Deferred):
        return False
    objection = channel.check_proof(proof, world.package, memory)
    if objection is not None:
        raise Stopped(f"{objection.code} {objection.detail}")
    return True


def report(campaign: Campaign, seconds: float) -> dict[str, object]:
    return {
        "seed": campaign.seed,
        "cuts": campaign.cuts.total(),
        "by_kind": dict(campaign.cuts),
        "letters": campaign.letters,
        "lives": campaign.lives,
        "lost": campaign.lost,
        "doubled": campaign.doubled,
        "unproven": campaign.unproven,
        "stopped": campaign.stopped,
        "seconds": round(seconds, 1),
        "cuts_per_s": round(campaign.cuts.total() / seconds, 1),
    }


def main() -> None:
    """Run a campaign over each dialect and print its report, one line of JSON each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    worlds: tuple[tuple[str, Callable[..., Puw | Rp]], ...] = (("ezd-puw", Puw), ("ezd-rp", Rp))
    for name, make in worlds:
        campaign = Campaign(make, options.seed, options.cuts)
        started = time.monotonic()
        campaign.run()
        json.dump({"channel": name, **report(campaign, time.monotonic() - started)}, sys.stdout, default=str)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
