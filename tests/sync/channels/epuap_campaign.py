"""A seeded campaign against the ePUAP wire: every letter is cut at chosen steps, again and again, until it is through.

A cut is a connection that breaks (before the request, within it, or after it was acted on), an answer that is no use,
or a death: the channel ends in the middle of a step and a new one goes on with what had reached the disk. What the
channel leaves to a person, a person here does as its remedy says: looks on the platform, and either says that nothing
is there, or brings the receipt.

Run as a program for more: `python -m tests.sync.channels.epuap_campaign --cuts 10000 --seed 1`.
"""

import argparse
import collections
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from sync.channels.channel import PERSON_FOUND_NOTHING, Deferred, Memory, Package, Refusal, Standing
from sync.channels.epuap import inbox, receipts
from sync.channels.epuap.channel import DOCUMENT_ID, EpuapChannel
from sync.channels.epuap.receipt import EpuapReceipt, read_receipt
from sync.faults import SyncFault
from sync.files import write_durably
from sync.sandbox.epuap_moods import Mood
from tests.sync.channels.epuap_kit import BASE, Office, config_at, keys, platform_of, quick_package

_LEFT_TO_PERSON = {SyncFault.AMBIGUOUS, SyncFault.FAR_END_REFUSED}
_MOODS = [mood for mood in Mood if mood not in (Mood.SLOW, Mood.RECEIPT_NEVER)]
_LAST_STEP = 14
"""A little more than the steps that one letter takes, so that the last ones are reached too."""

_MOST_TURNS = 60


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Tally:
    """What the campaign did and saw."""

    letters: int = 0
    cuts: collections.Counter[str] = field(default_factory=collections.Counter)
    persons: collections.Counter[str] = field(default_factory=collections.Counter)
    cpu_s: float = 0.0
    failures: list[str] = field(default_factory=list)


@dataclass
class Campaign:
    """One office, many letters."""

    folder: Path
    seed: int
    has_reply_inbox: bool
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        config = config_at(BASE, **({} if self.has_reply_inbox else {"pull_url": ""}))
        platform = platform_of(keys(), sends_receipts_to_inbox=self.has_reply_inbox)
        self.office = Office(self.folder, config=config, platform=platform)
        self.office.transport.breaks = self._at_step
        self.steps_left = -1
        self.mood: Mood | None = None
        self.proofs: dict[str, bytes] = {}

    def run(self, cuts: int) -> Tally:
        """Deliver letters until so many cuts were made."""
        started = time.process_time()
        real = write_durably
        inbox.write_durably = receipts.write_durably = self._write  # type: ignore[attr-defined]  # steps like any other
        try:
            while self.tally.cuts.total() < cuts:
                self._deliver(quick_package(self.office.clock))
        finally:
            inbox.write_durably = receipts.write_durably = real  # type: ignore[attr-defined]
        self._judge()
        self.tally.cpu_s = time.process_time() - started
        return self.tally

    def _deliver(self, package: Package) -> None:
        self.tally.letters += 1
        durable: dict[str, str] = {}
        channel = self._restart()
        is_sent = False
        for turn in range(_MOST_TURNS):
            memory = Memory(durable, lambda known: self._save(durable, known))
            self._plan_cut() if turn < 8 else self._behave()
            outcome: Standing | Deferred | Refusal | None
            try:
                outcome = channel.look_up(package, memory) if is_sent else channel.deliver(package, memory)
                if outcome is Standing.RECEIVED:
                    is_sent = True
                    outcome = self._prove(channel, package, memory)
                    if outcome is None:
                        return
            except Killed:
                channel = self._restart()
                continue
            self.steps_left = -1
            if isinstance(outcome, Refusal):
                self._ask_person(outcome, channel, package, durable)
            elif isinstance(outcome, Deferred):
                self.office.clock.forward(seconds=self.chance.choice((5, 60, 600, 1200)))
        self.tally.failures.append(f"{package.submission_id} never came to an end")

    def _prove(self, channel: EpuapChannel, package: Package, memory: Memory) -> Refusal | Deferred | None:
        proof = channel.fetch_proof(package, memory)
        if isinstance(proof, Deferred | Refusal):
            return proof
        objection = channel.check_proof(proof, package, memory)
        if objection is not None:
            return Refusal(objection.code, objection.detail)
        self.proofs[package.submission_id] = proof
        return None

    def _restart(self) -> EpuapChannel:
        self.steps_left = -1
        return self.office.channel(client=httpx.Client(transport=self.office.transport))

    def _plan_cut(self) -> None:
        self._behave()
        kind = self.chance.random()
        if kind < 0.25:
            mood = self.chance.choice(_MOODS)
            self.office.far_end.moods.add(mood, self.chance.choice(("skrytka", "pull", "")))
            self.mood = mood
        elif kind < 0.95:
            self.steps_left = self.chance.randrange(_LAST_STEP)

    def _behave(self) -> None:
        if self.mood is not None and self.office.far_end.moods.is_empty:
            self.tally.cuts[f"mood {self.mood.value}"] += 1
        self.mood = None
        self.office.far_end.moods.clear()
        self.steps_left = -1

    def _at_step(self, name: str) -> None:
        self.steps_left -= 1
        if self.steps_left != -1:
            return
        is_death = self.chance.random() < 0.5
        self.tally.cuts[f"{'death' if is_death else 'break'} at {name}"] += 1
        if is_death or name.startswith(("save", "write")):
            raise Killed
        raise httpx.ConnectError("cut") if name == "connect" else httpx.ReadError("cut")

    def _save(self, durable: dict[str, str], known: Mapping[str, str]) -> None:
        self._at_step("save, before")
        durable.clear()
        durable.update(known)
        self._at_step("save, after")

    def _write(self, path: Path, data: bytes, *, mode: int = 0o600) -> None:
        self._at_step("write, before")
        write_durably(path, data, mode=mode)
        self._at_step("write, after")

    def _ask_person(
        self, why: Refusal, channel: EpuapChannel, package: Package, durable: dict[str, str]
    ) -> None:
        """A person acts on what the platform holds, and on nothing else."""
        self.tally.persons[why.code.value] += 1
        there = [
            kept
            for kept in self.office.far_end.acts.store.documents()
            if kept.correlation == package.submission_id
        ]
        if why.code in _LEFT_TO_PERSON and not why.is_absent and not there:
            durable[PERSON_FOUND_NOTHING] = "yes"
        elif why.is_absent and there:
            self.tally.failures.append(f"{package.submission_id} was called absent and is there")
        elif there:
            # Whether it was lost or is no good: the platform's pages show the receipt as it was issued.
            upp = self.office.reissue(there[0].document_id)
            durable.pop(DOCUMENT_ID, None)
            memory = Memory(durable, lambda known: durable.update(known))
            refused = channel.adopt_receipt(upp, memory)
            if refused is not None:
                self.tally.failures.append(f"{package.submission_id}: {refused.code} {refused.detail}")

    def _judge(self) -> None:
        arrived = collections.Counter(kept.correlation for kept in self.office.far_end.acts.store.documents())
        ids = {kept.correlation: kept.document_id for kept in self.office.far_end.acts.store.documents()}
        for submission_id, count in arrived.items():
            if count != 1:
                self.tally.failures.append(f"{submission_id} arrived {count} times")
        if len(arrived) != self.tally.letters:
            self.tally.failures.append(f"{self.tally.letters} letters, {len(arrived)} arrived")
        for submission_id in arrived:
            proof = self.proofs.get(submission_id, b"")
            receipt = read_receipt(proof, self.office.trust.receipts, self.office.clock())
            if not isinstance(receipt, EpuapReceipt) or receipt.document_id != ids[submission_id]:
                self.tally.failures.append(f"{submission_id} has no proof of its own")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    failed = 0
    for has_reply_inbox in (True, False):
        memory_disk = Path("/dev/shm")  # what is cut is the order of the writes, not the disk
        with tempfile.TemporaryDirectory(dir=memory_disk if memory_disk.is_dir() else None) as folder:
            tally = Campaign(Path(folder), chosen.seed, has_reply_inbox).run(chosen.cuts // 2)
        failed += len(tally.failures)
        rate = tally.cuts.total() / tally.cpu_s
        print(
            f"reply inbox {has_reply_inbox}: {tally.cuts.total()} cuts of {tally.letters} letters, {rate:.0f}/CPU s"
        )
        print(f"  persons {dict(tally.persons)}\n  cuts {dict(tally.cuts)}\n  failures {tally.failures}")
    return 1 if failed else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
