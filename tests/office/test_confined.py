"""The throw-away processes: what a hostile file can cost, and what it can't."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.office.confined import Job, Misfortune, Nursery
from sync.office.jobs import JobName
from tests.office.kit import DEADLINE_S, eventually
from tests.sync.kit import small_pdf

MIB = 1024 * 1024


@pytest.fixture
def own_nursery() -> Iterator[Nursery]:
    nursery = Nursery()
    yield nursery
    nursery.close()


def draw(
    nursery: Nursery, pdf: bytes, *, deadline_s: float = DEADLINE_S, memory_bytes: int = 1024 * MIB
) -> object:
    return nursery.run(Job(JobName.RENDER, {"index": 0, "width_px": 220}, deadline_s, memory_bytes), pdf)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


def test_a_page_is_drawn(nursery: Nursery) -> None:
    drawn = draw(nursery, small_pdf())

    assert isinstance(drawn, bytes)
    assert drawn.startswith(b"\xff\xd8")


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"\0" * 5000, small_pdf()[:300]])
def test_a_broken_file_is_an_empty_answer(nursery: Nursery, pdf: bytes) -> None:
    assert draw(nursery, pdf) == b""


def test_a_job_that_takes_too_long_is_left(nursery: Nursery) -> None:
    assert draw(nursery, small_pdf(), deadline_s=0.001) in (Misfortune.DEADLINE, Misfortune.DIED)
    assert isinstance(draw(nursery, small_pdf()), bytes)


def test_a_job_that_wants_too_much_memory_dies_alone(nursery: Nursery) -> None:
    assert draw(nursery, small_pdf(), memory_bytes=1 * MIB) is Misfortune.DIED
    assert isinstance(draw(nursery, small_pdf()), bytes)


def test_a_dead_zygote_is_replaced(own_nursery: Nursery) -> None:
    assert isinstance(draw(own_nursery, small_pdf()), bytes)
    process = own_nursery._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait(DEADLINE_S)

    assert isinstance(draw(own_nursery, small_pdf()), bytes)


def test_nothing_is_left_behind(own_nursery: Nursery) -> None:
    draw(own_nursery, small_pdf())
    process = own_nursery._process
    assert process is not None

    own_nursery.close()

    assert process.returncode is not None
    eventually(lambda: process.pid not in children_of(os.getpid()))
