"""Takes what the screen handed over to the office, for as long as that takes, and brings the proof of
receipt back.
"""

import logging
import random
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sync.channels.channel import Channel, Deferred, Memory, Package, Refusal, Standing
from sync.clock import Clock
from sync.container import peek
from sync.faults import Refused, SyncFault
from sync.files import write_durably
from sync.outbox import sweep
from sync.package_store import PackageStore
from sync.patience import Patience
from sync.queue import Change, Item, ItemState, Queue
from sync.submission import sha256_hex
from sync.vault import decrypt

log = logging.getLogger(__name__)

_CUT_OFF = {SyncFault.NETWORK_GONE, SyncFault.OFFICE_UNTRUSTED}
_ON_THE_WAY = (ItemState.WAITING, ItemState.SENDING, ItemState.SENT)


@dataclass(frozen=True)
class Round:
    """What one pass over the queue has done."""

    picked_up: int = 0
    delivered: int = 0
    on_the_way: int = 0
    needs_person: int = 0
    removed: int = 0


@dataclass
class Daemon:
    """The loop and its decisions; how a wire works is the channel's."""

    spool: Path
    status_folder: Path
    store: PackageStore
    queue: Queue
    channel: Channel
    identities: Sequence[str] = field(repr=False)
    clock: Clock
    chance: random.Random
    patience: Patience = field(default_factory=Patience)
    _knows_folder: bool = field(default=False, init=False)
    _is_cut_off: bool = field(default=False, init=False)
    _left_alone_until: datetime | None = field(default=None, init=False)
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
            on_the_way=len(self.queue.in_state(*_ON_THE_WAY)),
            needs_person=len(self.queue.in_state(ItemState.NEEDS_PERSON)),
            removed=removed,
        )

    def close(self) -> None:
        """Close the queue and the connections."""
        self.channel.close()
        self.queue.close()

    def _bring_on(self) -> int:
        """Advance what is due, whoever waited longest first; where nobody answers, the others need not ask too.

        Since a failed item is due later than the rest, each round tries another one and none is starved.
        """
        if not self.patience.is_due(self._left_alone_until, self.clock()):
            return 0
        self._left_alone_until, self._is_cut_off = None, False
        items = self.queue.in_state(*_ON_THE_WAY)
        due = [item for item in items if self.patience.is_due(item.next_try_at, self.clock())]
        delivered = 0
        for item in sorted(due, key=lambda item: item.next_try_at or item.picked_up_at):
            delivered += self._advance(item)
            if self._is_cut_off or self._left_alone_until is not None:
                break
        return delivered

    def _pick_up(self) -> int:
        """Move packages out of the spool, then enter those the queue does not know, also after a crash
        between.
        """
        taken = self.store.take_over(self.spool)
        entered = 0
        for name, size in self.store.held() if taken or not self._knows_folder else ():
            if self.queue.add(name, size_bytes=size, channel=self.channel.name, at=self.clock()):
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

    def _take_steps(self, item: Item) -> bool:
        package = self._open(item)
        if isinstance(package, Refusal):
            return self._stop(item, package)
        is_there = item.state is ItemState.SENT
        standing = self.channel.look_up(package) if is_there else self._send(item, package)
        if isinstance(standing, Refusal):
            return self._stop(item, standing)
        if isinstance(standing, Deferred):
            return self._defer(item, standing)
        if standing is Standing.UNKNOWN:  # the office lost it, a restored backup perhaps: we still have it
            self.queue.change(item.name, Change(state=ItemState.WAITING, memory={}, next_try_at=self.clock()))
            return False
        item = self._sent(item)
        if standing is Standing.VERIFYING:
            return self._defer(item, Deferred(SyncFault.OFFICE_VERIFYING))
        return self._collect_proof(item, package)

    def _open(self, item: Item) -> Package | Refusal:
        sealed = self.store.read(item.name)
        if sealed is None:
            return Refusal(SyncFault.PACKAGE_UNREADABLE, "the package is not in its folder")
        data = decrypt(sealed, self.identities)
        if isinstance(data, Refused):
            return Refusal(data.code, data.detail)
        if sha256_hex(data) != item.name.sha256:
            return Refusal(SyncFault.PACKAGE_UNREADABLE, "not the container that was handed over")
        return self.channel.prepare(Package(item.submission_id, item.number, item.name.sha256, data))

    def _send(self, item: Item, package: Package) -> Standing | Refusal | Deferred:
        self.queue.change(item.name, Change(state=ItemState.SENDING))
        log.info(
            "delivery_started", extra={"submission_id": item.submission_id, "attempt": item.attempts + 1}
        )
        memory = Memory(item.memory, lambda known: self.queue.change(item.name, Change(memory=known)))
        return self.channel.deliver(package, memory)

    def _sent(self, item: Item) -> Item:
        if item.state is not ItemState.SENT:
            self.queue.change(item.name, Change(state=ItemState.SENT, attempts=0, sent_at=self.clock()))
        return self.queue.get(item.name) or item

    def _collect_proof(self, item: Item, package: Package) -> bool:
        proof = self.channel.fetch_proof(item.submission_id)
        if isinstance(proof, Deferred):
            return self._defer(item, proof)
        objection = self.channel.check_proof(proof, package)
        if objection is not None:
            return self._stop(item, Refusal(objection.code, objection.detail))
        self.store.store_proof(item.submission_id, proof)
        access = peek(package.data)
        delivered = Change(
            state=ItemState.DELIVERED,
            outcome="",
            detail="",
            delivered_at=self.clock(),
            lookup="" if isinstance(access, Refused) else access.lookup,
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
        self._is_cut_off = why.code in _CUT_OFF
        if why.retry_after_s:  # the wish is about the office and not about this one item
            self._left_alone_until = next_try
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
        for item in self.queue.in_state(ItemState.DELIVERED):
            is_over = item.delivered_at is not None and item.delivered_at <= oldest
            if item.package_removed_at is None and is_over and self._is_proven(item):
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
        if proof is not None and self.channel.check_proof(proof, package) is None:
            return True
        self.queue.change(item.name, Change(state=ItemState.SENT, next_try_at=self.clock()))
        return False

    def _refresh_statuses(self) -> None:
        """Fetch the encrypted case statuses that are due; a failure waits for the next round."""
        now = self.clock()
        youngest = now - timedelta(days=self.patience.status_days)
        period = timedelta(seconds=self.patience.status_every_s)
        for item in self.queue.in_state(ItemState.DELIVERED):
            is_followed = item.lookup and item.delivered_at is not None and item.delivered_at > youngest
            is_fresh = item.status_read_at is not None and now - period < item.status_read_at <= now
            if not is_followed or is_fresh:
                continue
            blob = self.channel.fetch_status(item.lookup)
            if isinstance(blob, Deferred):
                return
            if blob is not None:
                write_durably(self.status_folder / item.lookup, blob, mode=0o640)
            self.queue.change(item.name, Change(status_read_at=now))
