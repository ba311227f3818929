"""Takes what the screen handed over to the office, for as long as that takes, and brings the proof of
receipt back.
"""

import logging
import random
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sync.channels.channel import Arrived, Deferred, Package, Refusal
from sync.clock import Clock
from sync.courier import CUT_OFF, Again, Courier, Proven
from sync.faults import Refused, SyncFault
from sync.files import write_durably
from sync.outbox import PackageName, sweep
from sync.package_store import PackageStore
from sync.patience import Patience
from sync.queue import Change, Item, ItemState, Queue
from sync.submission import StatusAccess, sha256_hex
from sync.vault import decrypt

log = logging.getLogger(__name__)

_ON_THE_WAY = (ItemState.WAITING, ItemState.SENDING, ItemState.SENT)


@dataclass(frozen=True)
class Round:
    """What one pass over the queue has done."""

    picked_up: int = 0
    delivered: int = 0
    on_the_way: int = 0
    needs_person: int = 0
    removed: int = 0


@dataclass(frozen=True)
class QueueLedger:
    """The queue's notes of one item."""

    queue: Queue
    name: PackageName
    clock: Clock

    @property
    def _item(self) -> Item:
        item = self.queue.get(self.name)
        assert item is not None  # noqa: S101  items are never removed from the queue
        return item

    @property
    def channel(self) -> str:
        """As the queue has it."""
        return self._item.channel

    @property
    def is_sent(self) -> bool:
        """As the queue has it."""
        return self._item.state is ItemState.SENT

    @property
    def known(self) -> Mapping[str, str]:
        """As the queue has it."""
        return self._item.memory

    def decided(self, channel: str) -> None:
        """Begin over this channel, now."""
        fresh = Change(
            channel=channel, memory={}, state=ItemState.WAITING, attempts=0, next_try_at=self.clock()
        )
        self.queue.change(self.name, fresh)

    def sending(self) -> None:
        """Note it, and tell the log."""
        self.queue.change(self.name, Change(state=ItemState.SENDING))
        item = self._item
        about = {"submission_id": item.submission_id, "attempt": item.attempts + 1, "channel": item.channel}
        log.info("delivery_started", extra=about)

    def sent(self) -> None:
        """Note it once: from now on the tries are those for the proof."""
        if not self.is_sent:
            self.queue.change(self.name, Change(state=ItemState.SENT, attempts=0, sent_at=self.clock()))

    def lost(self) -> None:
        """Back to the beginning."""
        self.queue.change(self.name, Change(state=ItemState.WAITING, memory={}, next_try_at=self.clock()))

    def remember(self, known: Mapping[str, str]) -> None:
        """Replace the memory."""
        self.queue.change(self.name, Change(memory=known))


@dataclass
class Daemon:
    """The loop and its decisions; how a wire works is the channel's."""

    spool: Path
    status_folder: Path
    store: PackageStore
    queue: Queue
    courier: Courier
    identities: Sequence[str] = field(repr=False)
    clock: Clock
    chance: random.Random
    patience: Patience = field(default_factory=Patience)
    _knows_folder: bool = field(default=False, init=False)
    _cut_off: set[str] = field(
        default_factory=set, init=False
    )  # channels where nobody answered in this round
    _left_alone_until: dict[str, datetime] = field(default_factory=dict, init=False)
    _tidied_at: datetime | None = field(default=None, init=False)

    def run(self, stop: threading.Event) -> None:
        """Work until asked to stop."""
        log.info("daemon_started")
        while not stop.is_set():
            try:
                self.once()
            except (OSError, sqlite3.OperationalError) as failed:
                # A full or failing disk: nothing was lost, and it may be mended while we wait.
                log.error("round_failed", extra={"kind": type(failed).__name__})
            stop.wait(self.patience.look_every_s)
        log.info("daemon_stopped")

    def once(self) -> Round:
        """Do everything that is due now."""
        picked_up = self._pick_up()
        delivered = self._bring_on()
        removed = self._tidy() if delivered or self._is_time_to_tidy() else 0
        return Round(
            picked_up=picked_up,
            delivered=delivered,
            on_the_way=self.queue.count(*_ON_THE_WAY),
            needs_person=self.queue.count(ItemState.NEEDS_PERSON),
            removed=removed,
        )

    def close(self) -> None:
        """Close the queue and the connections."""
        self.courier.close()
        self.queue.close()

    def _bring_on(self) -> int:
        """Advance what is due, whoever waited longest first; where nobody answers, the others need not ask too.

        Since a failed item is due later than the rest, each round tries another one and none is starved.
        """
        self._cut_off.clear()
        now = self.clock()
        self._left_alone_until = {
            name: until
            for name, until in self._left_alone_until.items()
            if not self.patience.is_due(until, now)
        }
        self.queue.pull_in(now, longest_wait_s=self.patience.longest_wait_s)
        delivered = 0
        for _ in range(
            len(self.courier.channels) + 1
        ):  # once more for each channel that falls silent on the way
            silent = self._silent
            for item in self.queue.due(now, without=silent):
                if item.channel not in self._silent:
                    delivered += self._advance(item)
            if self._silent == silent:
                break
        return delivered

    @property
    def _silent(self) -> frozenset[str]:
        """The channels that are not to be asked now."""
        return frozenset(self._cut_off | self._left_alone_until.keys())

    def _pick_up(self) -> int:
        """Move packages out of the spool, then enter those the queue does not know, also after a crash
        between.
        """
        # An error half-way leaves packages that were moved and not entered: then the folder is looked through again.
        knows_folder, self._knows_folder = self._knows_folder, False
        taken = self.store.take_over(self.spool)
        entered = 0
        # Once at the start the whole folder: a crash may have come between moving a package and entering it.
        for name, size in taken if knows_folder else self.store.held():
            if self.queue.add(name, size_bytes=size, at=self.clock()):
                log.info("package_picked_up", extra={"submission_id": name.submission_id})
                entered += 1
        self._knows_folder = True
        return entered

    def _is_time_to_tidy(self) -> bool:
        if self._tidied_at is None:
            return True
        since = (self.clock() - self._tidied_at).total_seconds()
        return not 0 <= since < self.patience.tidy_every_s  # less than nothing: the clock was set back

    def _tidy(self) -> int:
        self._tidied_at = self.clock()
        swept = sweep(self.spool, older_than=self.clock().timestamp() - self.patience.stale_s)
        if swept:
            log.info("unfinished_files_swept", extra={"files": swept})
        removed = self._let_go()
        self._refresh_statuses()
        return removed

    def _advance(self, item: Item) -> bool:
        """Bring one item as far as it goes now; True when it became delivered."""
        try:
            return self._take_steps(item)
        except OSError as failed:  # one package on a bad sector must not hold up the others
            return self._defer(item, Deferred(SyncFault.DISK_FAILING, type(failed).__name__))
        except sqlite3.Error:
            raise
        except Exception as bug:  # noqa: BLE001  one letter's oddity must not hold up all the others for ever
            log.error(
                "delivery_broken", extra={"submission_id": item.submission_id, "kind": type(bug).__name__}
            )
            item = self.queue.get(item.name) or item
            return self._defer(item, Deferred(SyncFault.CHANNEL_BROKEN, type(bug).__name__))

    def _take_steps(self, item: Item) -> bool:
        package = self._open(item)
        if isinstance(package, Refusal):
            return self._stop(item, package)
        step = self.courier.take_steps(package, QueueLedger(self.queue, item.name, self.clock), self._silent)
        item = self.queue.get(item.name) or item
        match step:
            case Proven():
                return self._delivered(item, step)
            case Deferred():
                return self._defer(item, step)
            case Refusal():
                return self._stop(item, step)
            case Again(Refusal() as why):
                about = {"submission_id": item.submission_id, "code": why.code.value}
                log.warning("channel_changed", extra=about)
                self.queue.change(item.name, Change(outcome=why.code.value, detail=why.detail))
        return False

    def _open(self, item: Item) -> Package | Refusal:
        sealed = self.store.read(item.name)
        if sealed is None:
            return Refusal(SyncFault.PACKAGE_UNREADABLE, "the package is not in its folder")
        data = decrypt(sealed, self.identities)
        if isinstance(data, Refused):
            return Refusal(data.code, data.detail)
        if sha256_hex(data) != item.name.sha256:
            return Refusal(SyncFault.PACKAGE_UNREADABLE, "not the container that was handed over")
        return Package(item.submission_id, item.number, item.name.sha256, data)

    def _delivered(self, item: Item, proven: Proven) -> bool:
        self.store.store_proof(item.submission_id, proven.proof)
        delivered = Change(
            state=ItemState.DELIVERED,
            outcome="",
            detail="",
            delivered_at=self.clock(),
            lookup=proven.contents.status.lookup,
            status_key=proven.contents.status.key,
        )
        self.queue.change(item.name, delivered)
        log.info("submission_delivered", extra={"submission_id": item.submission_id})
        return True

    def _defer(self, item: Item, why: Deferred) -> bool:
        first_s = self.patience.first_proof_s if item.state is ItemState.SENT else self.patience.first_retry_s
        next_try = self.patience.next_try(
            self.clock(), item.attempts, first_s, why.retry_after_s, self.chance
        )
        change = Change(attempts=item.attempts + 1, next_try_at=next_try, outcome=why.code, detail=why.detail)
        self.queue.change(item.name, change)
        if why.code in CUT_OFF:
            self._cut_off.add(item.channel)
        if why.retry_after_s:  # the wish is about the office and not about this one item
            self._left_alone_until[item.channel] = next_try
        log.info("delivery_deferred", extra={"submission_id": item.submission_id, "code": why.code.value})
        return False

    def _stop(self, item: Item, why: Refusal) -> bool:
        change = Change(state=ItemState.NEEDS_PERSON, outcome=why.code.value, detail=why.detail)
        self.queue.change(item.name, change)
        log.error("delivery_stopped", extra={"submission_id": item.submission_id, "code": why.code.value})
        return False

    def _let_go(self) -> int:
        """Remove packages whose retention has passed and whose proof is there and still verifies."""
        removed = 0
        oldest = self.clock() - timedelta(days=self.patience.retention_days)
        for item in self.queue.to_let_go(oldest):
            if self._is_proven(item):
                self.store.remove(item.name)
                self.queue.change(item.name, Change(package_removed_at=self.clock()))
                log.info("package_removed", extra={"submission_id": item.submission_id})
                removed += 1
        return removed

    def _is_proven(self, item: Item) -> bool:
        """Without its proof a package is not let go: the item goes back to fetch it again."""
        proof, package = self.store.proof(item.submission_id), self._open(item)
        if isinstance(
            package, Refusal
        ):  # already gone after a crash, or unreadable: then only the proof is left
            return proof is not None and self.store.read(item.name) is None
        if proof is not None:
            ledger = QueueLedger(self.queue, item.name, self.clock)
            is_proven = self.courier.is_proven(proof, package, ledger)
            if (
                is_proven is not False
            ):  # None: the settings no longer name its channel; the package stays until they do
                return bool(is_proven)
        self.queue.change(item.name, Change(state=ItemState.SENT, next_try_at=self.clock()))
        return False

    def _refresh_statuses(self) -> None:
        """Fetch the encrypted case statuses that are due; a failure waits for the next round."""
        now = self.clock()
        youngest = now - timedelta(days=self.patience.status_days)
        period = timedelta(seconds=self.patience.status_every_s)
        silent: set[str] = set()
        followed = self.queue.followed(delivered_after=youngest, read_until=now - period, now=now)
        for item in followed:
            channel = self.courier.channels.get(item.channel)
            if channel is None or channel.name in silent:
                continue
            access = StatusAccess(item.lookup, item.status_key)
            blob = channel.fetch_status(Arrived(item.submission_id, item.number, access, item.memory))
            if isinstance(blob, Deferred):
                silent.add(channel.name)
                continue
            if blob is not None:
                write_durably(self.status_folder / item.lookup, blob, mode=0o640)
            self.queue.change(item.name, Change(status_read_at=now))
