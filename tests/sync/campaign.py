"""A seeded campaign of `kill -9`: screen, daemon and office die at chosen steps and at random moments, over
and over.

Run as a program of its own, so that it has a single thread and may fork: everything is imported once, and
each victim is a fork of it. A victim carries a plan, "die at your n-th step", where a step is a call that
leaves a trace outside the process: open, write, fsync, rename, unlink, an SQL statement, an HTTP request,
an answer. Others are killed from outside after a random time. One role at a time is in danger, so that the
others carry the letters on. Nothing is simulated but death: the hand-over, the daemon and the office are
the real ones.

The office's confined processes, which verify packages, come from one zygote that outlives the offices'
lives: starting it anew would be most of the work of every life.
"""

import argparse
import asyncio.selector_events
import collections
import gc
import hashlib
import itertools
import json
import os
import random
import signal
import socket
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from cryptography.hazmat.primitives import serialization
from sqlalchemy import event

from sync.office.app import create_app
from sync.office.confined import Nursery
from sync.office.context import Office, World, open_office
from sync.office.settings import OfficeSettings
from sync.outbox import NEW, TMP, HandOver, hand_over, sweep, waiting_packages
from sync.proof import Proof, verify_proof
from sync.queue import ItemState, Queue
from sync.sealing import SealedPackage
from tests.sync.kit import KIOSK_ID, NOON, KioskOnDisk, Letter, letter, small_pdf

SCREEN, DAEMON, OFFICE = "screen", "daemon", "office"
LONGEST_PLAN = {SCREEN: 6, DAEMON: 36, OFFICE: 55}
"""A little more than the steps that one letter takes, so that the last ones are reached too."""

SHARES = {SCREEN: 1, DAEMON: 2, OFFICE: 2}
"""How the deaths are spread over the roles."""

OUTSTANDING = 3
IMPATIENCE = 0.02
"""How often, at each look, a victim that has not reached its planned end is killed from outside."""

GIVE_UP_S = 330.0


class SteadyClock:
    """Passes like real time, but begins at noon of the tests' day, when the certificates are valid."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self) -> datetime:
        return NOON + timedelta(seconds=time.monotonic() - self._start)


@dataclass(frozen=True)
class Plan:
    """Die at the n-th step, just before it happens or just after."""

    step: int
    is_before: bool


@dataclass(frozen=True)
class Life:
    """A running child."""

    role: str
    is_doomed: bool


class Doom:
    """Counts steps in a victim and ends it at the planned one."""

    def __init__(self, role: str, plan: Plan | None, report: int) -> None:
        self._role = role
        self._plan = plan
        self._report = report
        self._taken = 0
        self._write = os.write
        self._guard = threading.Lock()

    def watch(self, owner: Any, name: str, label: str = "") -> None:
        """Make every call of a function a step."""
        real = getattr(owner, name)

        def watched(*arguments: Any, **named: Any) -> Any:
            is_last = self._is_last()
            if is_last and self._plan is not None and self._plan.is_before:
                self._die(f"before {label or name}")
            answer = real(*arguments, **named)
            if is_last:
                self._die(f"after {label or name}")
            return answer

        setattr(owner, name, watched)

    def step(self, label: str) -> None:
        """Take a step that can only be died before."""
        if self._is_last():
            self._die(f"before {label}")

    def statement(self, sql: str) -> None:
        """Make an SQL statement that changes something a step."""
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "COMMIT")):
            self.step("sql")

    def _is_last(self) -> bool:
        with self._guard:
            self._taken += 1
            return self._plan is not None and self._taken == self._plan.step

    def _die(self, where: str) -> None:
        self._write(self._report, f"{self._role} {where}\n".encode())
        os.kill(os.getpid(), signal.SIGKILL)


def watch_files(doom: Doom) -> None:
    for name in ("open", "write", "fsync", "rename", "replace", "link", "unlink"):
        doom.watch(os, name)


@dataclass
class Campaign:
    """The supervisor: starts, kills and restarts, until enough have died; then lets the survivors finish."""

    folder: Path
    seed: int
    kills_wanted: int
    kiosk: KioskOnDisk = field(init=False)
    packages: list[SealedPackage] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    lives: collections.Counter[str] = field(default_factory=collections.Counter)
    children: dict[int, Life] = field(default_factory=dict)
    endangered: str = SCREEN
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.clock = SteadyClock()
        self.kiosk = KioskOnDisk(self.folder)
        self.kiosk.clock = self.clock  # type: ignore[assignment]  # a clock is a clock
        self.settings = self._settings()
        self.report = os.open(self.folder / "deaths", os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        # Bound here and inherited, so that the office keeps its address over all its lives.
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.handing_over: SealedPackage | None = None
        self.plans = {role: itertools.cycle(self._every_plan(role)) for role in LONGEST_PLAN}
        self.nursery = Nursery()
        self.nursery.start()
        # Built once and without a connection or a thread in it: what a life does is what happens from here on.
        app = create_app(self.settings, World(clock=self.clock, nursery=self.nursery))
        self.office: Office = app.state.office
        self.office.database.close()
        self.house = uvicorn.Config(
            app, log_config=None, ws="none", http="h11", loop="asyncio", date_header=False
        )
        self.house.load()
        self.client = httpx.Client(transport=httpx.HTTPTransport(verify=False), trust_env=False)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})

    def run(self) -> None:
        """Kill until enough have died, then let everything come to rest."""
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            is_over = self.kills.total() >= self.kills_wanted
            if is_over and self._is_at_rest():
                break
            self._keep_alive(is_over=is_over)
            if (
                signal.sigtimedwait({signal.SIGCHLD}, self.random.uniform(0.004, 0.07)) is None
                and not is_over
            ):
                self._strike()
            self._bury()
        self._end_all()

    def _keep_alive(self, *, is_over: bool) -> None:
        living = {life.role for life in self.children.values()}
        if OFFICE not in living:
            self._start(OFFICE, self._be_office, is_over=is_over)
        # A daemon in danger begins its life with something to pick up, so that it may die over that too.
        if DAEMON not in living and (is_over or self.endangered != DAEMON or self._is_spool_filled()):
            self._start(DAEMON, self._be_daemon, is_over=is_over)
        if SCREEN not in living:
            self._start_screen(is_over=is_over)

    def _start_screen(self, *, is_over: bool) -> None:
        """Hand over the letter the last screen died over, or a new one, or, for mischief, one from before."""
        package = self.handing_over
        if package is None and is_over:
            return
        if package is None:
            delivered = sum(1 for _ in (self.folder / "daemon" / "proofs").glob("*.xml"))
            if len(self.packages) - delivered < OUTSTANDING:
                self.packages.append(self.kiosk.seal(self._letter()))
                package = self.packages[-1]
            elif self.endangered == SCREEN or (self.endangered == DAEMON and not self._is_spool_filled()):
                package = self.random.choice(self.packages)
            else:
                return
        self.handing_over = package
        self._start(SCREEN, lambda doom: self._be_screen(doom, package), is_over=is_over)

    def _is_spool_filled(self) -> bool:
        return any(waiting_packages(self.kiosk.spool))

    def _letter(self) -> Letter:
        # Some letters take several chunks, so that uploads are broken in the middle too.
        ballast = self.random.randbytes(self.random.choice((100, 6_000, 20_000)))
        return letter(clock=self.clock, pdf=small_pdf(ballast=ballast))

    def _start(self, role: str, live: Callable[[Doom], None], *, is_over: bool) -> None:
        is_doomed = not is_over and role == self.endangered
        plan = next(self.plans[role]) if is_doomed else None
        self.lives[role] += 1
        child = os.fork()
        if child != 0:
            self.children[child] = Life(role, is_doomed)
            return
        status = 70
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            live(Doom(role, plan, self.report))
            status = 0
        except BaseException as unexpected:  # noqa: BLE001  a child must never return into its parent's loop
            os.write(2, f"{role}: {unexpected!r}\n".encode())
        finally:
            os._exit(status)

    def _every_plan(self, role: str) -> list[Plan]:
        """Every step of a role, before and after, in an order that the seed gives."""
        plans = [
            Plan(step, is_before) for step in range(1, LONGEST_PLAN[role] + 1) for is_before in (True, False)
        ]
        self.random.shuffle(plans)
        return plans

    def _strike(self) -> None:
        """Kill the endangered role in the middle of whatever it is doing; a planned end is mostly waited
        for.
        """
        for child, life in self.children.items():
            if life.role == self.endangered and (not life.is_doomed or self.random.random() < IMPATIENCE):
                os.kill(child, signal.SIGKILL)

    def _bury(self) -> None:
        while self.children:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child == 0:
                return
            life = self.children.pop(child, Life("zygote", False))
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
                self.kills[life.role] += 1
                if life.is_doomed:
                    self.endangered = min(SHARES, key=lambda role: self.kills[role] / SHARES[role])
            elif os.waitstatus_to_exitcode(status) != 0:
                self.failures.append(f"{life.role} ended with {os.waitstatus_to_exitcode(status)}")
            elif life.role == SCREEN and self.handing_over is not None:
                self.acknowledged.add(self.handing_over.name.submission_id)
                self.handing_over = None

    def _is_at_rest(self) -> bool:
        if self.handing_over is not None:
            return False
        delivered = {path.stem for path in (self.folder / "daemon" / "proofs").glob("*.xml")}
        if {package.name.submission_id for package in self.packages} - delivered:
            return False
        with sqlite3.connect(self.folder / "daemon" / "queue.sqlite", timeout=30) as queue:
            (waiting,) = queue.execute("SELECT count(*) FROM item WHERE state <> 'delivered'").fetchone()
        queue.close()
        return bool(waiting == 0)

    def _end_all(self) -> None:
        for child in self.children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        self.children.clear()
        self.nursery.close()
        self.client.close()

    def _be_screen(self, doom: Doom, package: SealedPackage) -> None:
        watch_files(doom)
        done = hand_over(self.kiosk.spool, package.name, package.encrypted, reserve_bytes=0)
        if not isinstance(done, HandOver):
            raise RuntimeError(done.code)

    def _be_daemon(self, doom: Doom) -> None:
        watch_files(doom)
        doom.watch(httpx.Client, "send", "http")
        daemon = self.kiosk.daemon(
            self.url,
            self.client,
            first_retry_s=0.01,
            longest_retry_s=0.05,
            first_proof_s=0.01,
            tidy_every_s=1.0,
            status_every_s=1.0,
        )
        daemon.queue._database.set_trace_callback(doom.statement)
        pause = threading.Event()
        while True:
            daemon.once()
            pause.wait(0.004)

    def _be_office(self, doom: Doom) -> None:
        watch_files(doom)
        doom.watch(asyncio.selector_events._SelectorSocketTransport, "write", "answer")  # type: ignore[attr-defined]
        event.listen(
            self.office.database.engine,
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_: doom.statement(statement),
        )
        event.listen(self.office.database.engine, "commit", lambda *_: doom.step("commit"))
        uvicorn.Server(self.house).run(sockets=[self.door])

    def _settings(self) -> OfficeSettings:
        office = self.folder / "office"
        office.mkdir()
        (office / "key.pem").write_bytes(self.kiosk.office_holder.key_pem)
        (office / "cert.pem").write_bytes(self.kiosk.office_holder.pem)
        settings = OfficeSettings(
            database_url=f"sqlite:///{office}/office.db",
            blob_dir=office / "blobs",
            office_seal_key_path=office / "key.pem",
            office_seal_certificate_path=office / "cert.pem",
            tidy_interval_s=0.3,
        )
        first = open_office(settings, World(clock=self.clock))
        public = self.kiosk.transport_key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        first.register.add(
            KIOSK_ID,
            "Toruń",
            seal_pem=self.kiosk.seal_holder.pem.decode(),
            transport_pem=public.decode(),
            now=self.clock(),
        )
        first.close()
        return settings


def judge(campaign: Campaign) -> dict[str, object]:
    """Compare what was handed over with what the office has, byte for byte, and with what the daemon
    believes.
    """
    sent = {str(package.name.submission_id): package.sha256 for package in campaign.packages}
    office = campaign.folder / "office"
    with sqlite3.connect(office / "office.db") as database:
        rows = database.execute("SELECT id, package_key FROM submissions").fetchall()
    database.close()
    held: dict[str, list[str]] = collections.defaultdict(list)
    for submission_id, key in rows:
        held[submission_id].append(hashlib.sha256((office / "blobs" / key).read_bytes()).hexdigest())
    queue = Queue(campaign.folder / "daemon" / "queue.sqlite")
    undelivered = [item.submission_id for item in queue.all() if item.state is not ItemState.DELIVERED]
    queue.close()
    proofs = {
        path.stem: verify_proof(path.read_bytes(), [campaign.kiosk.office_holder.der])
        for path in (campaign.folder / "daemon" / "proofs").glob("*.xml")
    }
    sweep(campaign.kiosk.spool, older_than=time.time() + 60)
    return {
        "lost": sorted(set(sent) - set(held)),
        "doubled": sorted(submission for submission, copies in held.items() if len(copies) != 1),
        "wrong": sorted(s for s, digest in sent.items() if held.get(s, [digest])[0] != digest),
        "unexpected": sorted(set(held) - set(sent)),
        "stray_blobs": sum(1 for path in (office / "blobs" / "packages").rglob("*") if path.is_file())
        - len(sent),
        "undelivered": sorted(undelivered),
        "unproven": sorted(
            s for s, digest in sent.items() if not isinstance(p := proofs.get(s), Proof) or p.sha256 != digest
        ),
        "leftovers": sorted(p.name for f in (NEW, TMP) for p in (campaign.kiosk.spool / f).iterdir()),
    }


def main() -> None:
    """Run a campaign and print its report as one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--kills", type=int, required=True)
    options = parser.parse_args()
    campaign = Campaign(options.folder, options.seed, options.kills)
    campaign.kiosk.seal()  # warms everything up that a victim would otherwise do once a life
    gc.freeze()
    started = time.monotonic()
    campaign.run()
    deaths = collections.Counter((options.folder / "deaths").read_text().splitlines())
    report = {
        "seed": options.seed,
        "kills": campaign.kills.total(),
        "kills_by_role": campaign.kills,
        "kills_at_steps": deaths,
        "lives": campaign.lives,
        "submissions": len(campaign.packages),
        "acknowledged": len(campaign.acknowledged),
        "failures": campaign.failures,
        "seconds": round(time.monotonic() - started, 1),
        **judge(campaign),
    }
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
