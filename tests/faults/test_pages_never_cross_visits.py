"""One resident's pages must never get into another's letter, whatever became of the first one's scan.

SANE's airscan back end fetches sheets ahead. The first test shows that the danger is real: it does what the product
must not do. The others show that the product doesn't.
"""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from drivers.host import Answer, Emit, Method
from drivers.scanner import ScanEnd, ScanJob, ScannedSide, ScannerClient, ScannerFault
from drivers.virtual.escl import Cut, Silence, VirtualScanner, write_sane_config
from drivers.wire import Buffer, JsonValue
from tests.drivers.processes import wait_until
from tests.drivers.scanner_kit import QUICK, ScanBench, Seen, host_environment, write_page
from tests.drivers.wall_kit import ThreadLauncher

pytest_plugins = ("tests.drivers.scanner_fixtures",)

FIRST_VISIT = (101, 102, 103, 104, 105, 106)
SECOND_VISIT = (201, 202)

ONE_HANDLE_FOR_TWO_VISITS = """
import sys, threading
import sane
from tests.drivers.scanner_kit import number_on
sane.init()
handle = sane.open(sys.argv[1])
handle.source, handle.mode, handle.resolution = "ADF", "Color", 75
def side():
    handle.start()
    return number_on(handle.snap(True))
print(side(), flush=True)
sys.stdin.readline()  # meanwhile the rest of the stack is fetched ahead
handle.cancel()
print(side(), flush=True)
"""


def test_sane_itself_hands_pages_of_a_cancelled_job_to_the_next_one_on_the_same_handle(
    tmp_path: Path,
) -> None:
    with VirtualScanner() as scanner:
        device = write_sane_config(tmp_path / "sane", scanner.port)
        scanner.feeder.load([write_page(tmp_path / f"{number}.jpg", number) for number in FIRST_VISIT])
        with subprocess.Popen(
            [sys.executable, "-c", ONE_HANDLE_FOR_TWO_VISITS, device],
            env=host_environment() | {"SANE_CONFIG_DIR": str(tmp_path / "sane")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stdout.readline() == "101\n"
            wait_until(lambda: scanner.feeder.sides_left == 0)
            scanner.feeder.load(write_page(tmp_path / "201.jpg", 201))
            process.stdin.write("\n")
            process.stdin.flush()
            crossed = process.stdout.readline()

    assert crossed == "102\n"


@dataclass(frozen=True)
class Misfortune:
    """Something that strikes when the first side has come and SANE has fetched ahead as far as it can."""

    name: str
    strike: Callable[[ScanBench], None]
    sides_left: int = 0
    """How much of the stack is still in the feeder then: a hand, or a jam, keeps it there."""


def _cancel_from_elsewhere(bench: ScanBench) -> None:
    threading.Thread(target=bench.client.cancel).start()


def _kill_host(bench: ScanBench) -> None:
    os.kill(bench.host_pid, signal.SIGKILL)


def _freeze_host(bench: ScanBench) -> None:
    os.kill(bench.host_pid, signal.SIGSTOP)


def _fail(bench: ScanBench) -> None:
    del bench
    raise KeyError("a fault of the kiosk's own")


def _jam(bench: ScanBench) -> None:
    bench.scanner.feeder.jam()
    bench.scanner.feeder.let_go()


def _cut(bench: ScanBench) -> None:
    bench.scanner.cut_pages(Cut.CONNECTION)
    bench.scanner.feeder.let_go()


def _silence(bench: ScanBench) -> None:
    bench.scanner.fall_silent(Silence.PAGES)
    bench.scanner.feeder.let_go()


MISFORTUNES = (
    Misfortune("cancelled by the kiosk", lambda bench: bench.client.cancel()),
    Misfortune("cancelled from elsewhere", _cancel_from_elsewhere),
    Misfortune("cancelled in mid-page", _cancel_from_elsewhere, sides_left=3),
    Misfortune("host killed", _kill_host),
    Misfortune("host killed in mid-page", _kill_host, sides_left=3),
    Misfortune("host frozen", _freeze_host),
    Misfortune("kiosk failed", _fail),
    Misfortune("jam", _jam, sides_left=3),
    Misfortune("connection cut", _cut, sides_left=3),
    Misfortune("unplugged", lambda bench: bench.scanner.vanish(), sides_left=3),
    Misfortune("silent", _silence, sides_left=3),
)


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScanBench]:
    """Build a bench that doesn't wait long for a frozen host; all these visits use the same one, as in life."""
    built = ScanBench(tmp_path_factory.mktemp("bench"), deadlines=replace(QUICK, side_s=2.0))
    yield built
    built.close()


def _first_visit(bench: ScanBench, job_id: str, misfortune: Misfortune) -> list[int]:
    """Scan a letter that comes to grief; return the pages that came, and put the scanner right."""
    bench.put_in(*FIRST_VISIT)
    if misfortune.sides_left:
        bench.scanner.feeder.hold(after_sheets=len(FIRST_VISIT) - misfortune.sides_left)
    seen: list[int] = []

    def take(side: Seen) -> None:
        seen.append(side.number)
        if len(seen) == 1:
            wait_until(lambda: bench.scanner.feeder.sides_left == misfortune.sides_left)
            misfortune.strike(bench)

    with contextlib.suppress(KeyError):
        bench.scan(job_id, then=take)
    assert bench.client.wait_ready(20)
    bench.put_right()
    return seen


@pytest.mark.parametrize("misfortune", MISFORTUNES, ids=lambda misfortune: misfortune.name)
def test_next_visit_gets_its_own_pages_and_no_others(hasty: ScanBench, misfortune: Misfortune) -> None:
    first = _first_visit(hasty, "first", misfortune)
    hasty.put_in(*SECOND_VISIT)

    second = hasty.scan("second")

    assert tuple(first) == FIRST_VISIT[: len(first)] != ()
    assert second.outcome is None
    assert second.numbers == list(SECOND_VISIT)
    assert {side.job_id for side in second.sides} == {"second"}


def test_visits_in_any_order_of_misfortunes_keep_their_pages_apart(hasty: ScanBench) -> None:
    order = random.Random(20260409)

    for visit in range(6):
        misfortune = order.choice(MISFORTUNES)
        _first_visit(hasty, f"unlucky-{visit}", misfortune)
        hasty.put_in(300 + visit)
        lucky = hasty.scan(f"lucky-{visit}")

        assert (lucky.outcome, lucky.numbers) == (None, [300 + visit]), misfortune.name


class LyingScanner:
    """A host that hands over a side of somebody else's job."""

    name = "scanner"
    urgent = frozenset({"cancel"})

    def start(self, emit: Emit) -> None:
        del emit

    def methods(self) -> Mapping[str, Method]:
        return {"begin": lambda *_: Answer(), "next_side": self._next_side, "cancel": lambda *_: Answer()}

    def close(self) -> None:
        """Let nothing go: there is nothing."""

    def _next_side(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body, buffers
        side: dict[str, JsonValue] = {"index": 0, "sheet": 1, "side": "front", "width_px": 1, "height_px": 1}
        return Answer(
            body={**side, "job_id": "theirs", "dpi": 75, "digest_sha256": ""}, buffers=[Buffer.of(b"page")]
        )


def test_side_of_another_job_is_dropped_even_if_the_host_hands_it_over() -> None:
    client = ScannerClient(ThreadLauncher.serving(LyingScanner()))
    taken: list[ScannedSide] = []

    end = client.scan(ScanJob("mine"), taken.append)
    client.close()

    assert taken == []
    assert end == ScanEnd(ScannerFault.CRASHED, 0, 0)
