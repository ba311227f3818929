"""Passes received letters on to the office's own systems, so that no machine in a lobby holds their keys.

The same channels and the same courier as in a kiosk; notes are kept in the database. One instance at a time has a
letter in hand: it takes a lease, which runs out by itself if that instance dies.
"""

import json
import logging
import random
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from sync.channels.channel import PERSON_FOUND_NOTHING, REGISTER_NUMBER, Deferred, Package, Refusal
from sync.clock import Clock
from sync.courier import CUT_OFF, Again, Courier, LeftAlone, Proven
from sync.faults import SyncFault
from sync.office.blobs import BlobKey, BlobStore
from sync.office.database import Database
from sync.office.history import EventKind, record
from sync.office.registry import Registry
from sync.office.schema import forwards, submissions
from sync.patience import Patience
from sync.queue import ItemState
from sync.submission import ReceiptNumber, SubmissionId, sha256_hex

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)
"""Longer than any channel's longest call."""

_ON_THE_WAY = (ItemState.WAITING.value, ItemState.SENDING.value, ItemState.SENT.value)
_BATCH = 100


@dataclass(frozen=True)
class Forward:
    """How far one letter has come."""

    submission_id: str
    number: str
    channel: str
    state: ItemState
    attempts: int
    outcome: str
    detail: str
    delivered_at: datetime | None


@dataclass
class Forwarding:
    """The office's side of every letter that is passed on."""

    database: Database
    blobs: BlobStore
    registry: Registry
    courier: Courier
    clock: Clock
    chance: random.Random
    patience: Patience = field(default_factory=Patience)
    _left_alone_until: dict[str, datetime] = field(default_factory=dict, init=False)

    def run(self, stop: threading.Event) -> None:
        """Work until asked to stop."""
        while not stop.is_set():
            try:
                self.once()
            except (OSError, SQLAlchemyError) as failed:
                logger.error("forwarding_interrupted", extra={"kind": type(failed).__name__})
            stop.wait(self.patience.look_every_s)

    def once(self) -> int:
        """Enter what is new and bring on what is due; return how many letters arrived."""
        self._enter_new()
        now = self.clock()
        self._left_alone_until = {
            name: until
            for name, until in self._left_alone_until.items()
            if not self.patience.is_due(until, now)
        }
        silent = set(self._left_alone_until)
        arrived = 0
        for _ in range(
            len(self.courier.channels) + 1
        ):  # once more for each channel that falls silent on the way
            before = frozenset(silent)
            for submission_id in self._due(now, before):
                arrived += self._bring(submission_id, silent)
            if silent == before:
                break
        return arrived

    def close(self) -> None:
        """Close the channels."""
        self.courier.close()

    def stopped(self) -> Sequence[Forward]:
        """Every letter that needs a person, oldest first."""
        query = _joined().where(forwards.c.state == ItemState.NEEDS_PERSON.value)
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(submissions.c.received_at)).all()
        return [_forward(row) for row in rows]

    def of(self, submission_id: str) -> Forward | None:
        """How far this letter has come; None where it is not passed on."""
        with self.database.read() as connection:
            row = connection.execute(_joined().where(forwards.c.submission_id == submission_id)).one_or_none()
        return None if row is None else _forward(row)

    def proof(self, submission_id: str) -> bytes | None:
        """The proof that the office's own system gave."""
        with self.database.read() as connection:
            query = select(forwards.c.proof).where(forwards.c.submission_id == submission_id)
            stored: bytes | None = connection.execute(query).scalar()
        return stored

    def release(self, submission_id: str, *, is_absent: bool = False) -> bool:
        """Let a stopped letter be tried again; what its channel remembers stays.

        `is_absent`: a person has looked, and the far end does not have it.
        """
        is_stopped = forwards.c.state == ItemState.NEEDS_PERSON.value
        mine = (forwards.c.submission_id == submission_id, is_stopped)
        fresh: dict[str, object] = {
            "state": ItemState.WAITING.value,
            "attempts": 0,
            "next_try_at": self.clock(),
            "outcome": "",
            "detail": "",
        }
        with self.database.write() as connection:
            remembered = connection.execute(select(forwards.c.memory_json).where(*mine)).scalar()
            if remembered is None:
                return False
            if is_absent:
                known = {**json.loads(remembered), PERSON_FOUND_NOTHING: self.clock().isoformat()}
                fresh["memory_json"] = json.dumps(known, sort_keys=True)
            if connection.execute(update(forwards).where(*mine).values(**fresh)).rowcount != 1:
                return False
            kind, facts = EventKind.FORWARDING_RELEASED, {"is_absent": int(is_absent)}
            record(connection, kind, at=self.clock(), submission_id=submission_id, facts=facts)
        return True

    def _enter_new(self) -> None:
        """Enter letters that nobody has registered yet: with those that a clerk typed in, all is done already."""
        known = exists().where(forwards.c.submission_id == submissions.c.id)
        query = select(submissions.c.id).where(~known, submissions.c.register_number.is_(None)).limit(_BATCH)
        with self.database.read() as connection:
            fresh = connection.execute(query).scalars().all()
        for submission_id in fresh:
            row = {
                "submission_id": submission_id,
                "channel": "",
                "state": ItemState.WAITING.value,
                "attempts": 0,
                "next_try_at": self.clock(),
                "outcome": "",
                "detail": "",
                "memory_json": "{}",
            }
            try:
                with self.database.write() as connection:
                    connection.execute(insert(forwards).values(**row))
            except IntegrityError:
                continue  # another instance was a moment earlier

    def _due(self, now: datetime, silent: frozenset[str]) -> Sequence[str]:
        furthest = now + timedelta(seconds=self.patience.longest_wait_s)
        is_due = or_(forwards.c.next_try_at <= now, forwards.c.next_try_at > furthest)
        may_ask = forwards.c.channel.not_in(silent)
        query = select(forwards.c.submission_id).where(
            forwards.c.state.in_(_ON_THE_WAY), is_due, may_ask, _is_free(now)
        )
        with self.database.read() as connection:
            return connection.execute(query.order_by(forwards.c.next_try_at).limit(_BATCH)).scalars().all()

    def _bring(self, submission_id: str, silent: set[str]) -> bool:
        ledger = _ForwardLedger(self.database, submission_id, self.clock)
        if ledger.channel in silent:
            return False
        lease = self._lease(submission_id)
        if lease is None:
            return False
        try:
            return self._step(submission_id, ledger, silent)
        except (OSError, SQLAlchemyError):
            raise
        except Exception as bug:  # noqa: BLE001  one letter's oddity must not hold up all the others for ever
            logger.error(
                "forwarding_broken", extra={"submission_id": submission_id, "kind": type(bug).__name__}
            )
            self._defer(ledger, Deferred(SyncFault.CHANNEL_BROKEN, type(bug).__name__), silent)
            return False
        finally:
            self._give_back(submission_id, lease)

    def _step(self, submission_id: str, ledger: "_ForwardLedger", silent: set[str]) -> bool:
        try:
            package = self._package(submission_id)
        except OSError as failed:
            self._stop(submission_id, ledger, SyncFault.PACKAGE_UNREADABLE.value, type(failed).__name__)
            return False
        step = self.courier.take_steps(package, ledger, frozenset(silent))
        match step:
            case Proven(proof):
                self._delivered(submission_id, ledger, proof)
                return True
            case Refusal():
                self._stop(submission_id, ledger, step.code.value, step.detail)
            case Deferred():
                self._defer(ledger, step, silent)
            case Again() | LeftAlone():
                pass
        return False

    def _package(self, submission_id: str) -> Package:
        query = select(submissions.c.number, submissions.c.package_sha256, submissions.c.package_key)
        with self.database.read() as connection:
            row = connection.execute(query.where(submissions.c.id == submission_id)).one()
        with self.blobs.open(BlobKey(row.package_key)) as file:
            data = file.read()
        if sha256_hex(data) != row.package_sha256:
            raise OSError("a stored package is damaged")
        return Package(SubmissionId(submission_id), ReceiptNumber(row.number), row.package_sha256, data)

    def _lease(self, submission_id: str) -> datetime | None:
        """Take the letter in hand; None where somebody has it, or has brought it on meanwhile."""
        with self.database.write() as connection:
            now = self.clock()  # inside: waiting for the database is no part of the lease
            lease = now + LEASE
            mine = (
                forwards.c.submission_id == submission_id,
                forwards.c.state.in_(_ON_THE_WAY),
                _is_free(now),
            )
            taken = connection.execute(update(forwards).where(*mine).values(leased_until=lease)).rowcount
        return lease if taken == 1 else None

    def _give_back(self, submission_id: str, lease: datetime) -> None:
        """Only one's own: whoever took longer than a lease may find that another has the letter by now."""
        mine = (forwards.c.submission_id == submission_id, forwards.c.leased_until == lease)
        with self.database.write() as connection:
            connection.execute(update(forwards).where(*mine).values(leased_until=None))

    def _delivered(self, submission_id: str, ledger: "_ForwardLedger", proof: bytes) -> None:
        channel, number = ledger.channel, ledger.known.get(REGISTER_NUMBER)
        done = {"state": ItemState.DELIVERED.value, "outcome": "", "detail": "", "delivered_at": self.clock()}
        facts = {"channel": channel, "proof_sha256": sha256_hex(proof)}
        with self.database.write() as connection:
            ledger.change_in(connection, **done, proof=proof)
            at = self.clock()
            record(
                connection, EventKind.SUBMISSION_FORWARDED, at=at, submission_id=submission_id, facts=facts
            )
            if number:
                self.registry.adopt(connection, submission_id, number, channel)
        logger.info("submission_forwarded", extra={"submission_id": submission_id, "channel": channel})

    def _defer(self, ledger: "_ForwardLedger", why: Deferred, silent: set[str]) -> None:
        row = ledger.row()
        first_s = self.patience.first_proof_s if ledger.is_sent else self.patience.first_retry_s
        next_try = self.patience.next_try(self.clock(), row.attempts, first_s, why.retry_after_s, self.chance)
        ledger.change(
            attempts=row.attempts + 1, next_try_at=next_try, outcome=why.code.value, detail=why.detail
        )
        if why.retry_after_s:  # the wish is about the far end and not about this one letter
            self._left_alone_until[row.channel] = next_try
        if why.retry_after_s or why.code in CUT_OFF:
            silent.add(row.channel)

    def _stop(self, submission_id: str, ledger: "_ForwardLedger", code: str, detail: str) -> None:
        facts = {"code": code, "detail": detail, "channel": ledger.channel}
        with self.database.write() as connection:
            ledger.change_in(connection, state=ItemState.NEEDS_PERSON.value, outcome=code, detail=detail)
            at = self.clock()
            record(connection, EventKind.FORWARDING_STOPPED, at=at, submission_id=submission_id, facts=facts)
        logger.error("forwarding_stopped", extra={"submission_id": submission_id, "code": code})


@dataclass(frozen=True)
class _ForwardLedger:
    """The database's notes of one letter."""

    database: Database
    submission_id: str
    clock: Clock

    def row(self) -> Row[Any]:
        with self.database.read() as connection:
            return connection.execute(
                select(forwards).where(forwards.c.submission_id == self.submission_id)
            ).one()

    def change(self, **values: object) -> None:
        with self.database.write() as connection:
            self.change_in(connection, **values)

    def change_in(self, connection: Connection, **values: object) -> None:
        mine = forwards.c.submission_id == self.submission_id
        connection.execute(update(forwards).where(mine).values(**values))

    @property
    def channel(self) -> str:
        return str(self.row().channel)

    @property
    def is_sent(self) -> bool:
        return bool(self.row().state == ItemState.SENT.value)

    @property
    def known(self) -> Mapping[str, str]:
        known: dict[str, str] = json.loads(self.row().memory_json)
        return known

    def decided(self, channel: str) -> None:
        state, now = ItemState.WAITING.value, self.clock()
        self.change(channel=channel, memory_json="{}", state=state, attempts=0, next_try_at=now)

    def sending(self) -> None:
        self.change(state=ItemState.SENDING.value)

    def sent(self) -> None:
        if not self.is_sent:
            self.change(state=ItemState.SENT.value, attempts=0, sent_at=self.clock())

    def lost(self) -> None:
        self.change(state=ItemState.WAITING.value, memory_json="{}", next_try_at=self.clock())

    def remember(self, known: Mapping[str, str]) -> None:
        self.change(memory_json=json.dumps(dict(known), sort_keys=True))


def _is_free(now: datetime) -> Any:
    """Nobody has it in hand.

    A lease that ends later than any could was given by a clock that was set back since. Instances' clocks differ a
    little, so that only much later counts.
    """
    lease = forwards.c.leased_until
    return or_(lease.is_(None), lease <= now, lease > now + 2 * LEASE)


def _joined() -> Any:
    return select(forwards, submissions.c.number).join(
        submissions, submissions.c.id == forwards.c.submission_id
    )


def _forward(row: Row[Any]) -> Forward:
    return Forward(
        row.submission_id,
        row.number,
        row.channel,
        ItemState(row.state),
        row.attempts,
        row.outcome,
        row.detail,
        row.delivered_at,
    )
