"""Finding the next item costs the same, however many delivered ones lie behind it."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sync.numbers import new_number
from sync.outbox import PackageName
from sync.patience import Patience
from sync.queue import Change, Item, ItemState, Queue
from sync.submission import new_submission_id
from tests.sync.kit import NOON

LONGEST_S = Patience().longest_wait_s


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    made = Queue(tmp_path / "queue.sqlite")
    yield made
    made.close()


def enter(queue: Queue, at: datetime = NOON, **changed: object) -> PackageName:
    name = PackageName(
        new_submission_id(lambda: at, secrets.token_bytes),
        new_number("TOR1", secrets.token_bytes),
        secrets.token_hex(32),
    )
    queue.add(name, size_bytes=1, at=at)
    if changed:
        queue.change(name, Change(**changed))  # type: ignore[arg-type]
    return name


def names(items: list[Item]) -> list[PackageName]:
    return [item.name for item in items]


def due(queue: Queue, now: datetime = NOON, *without: str) -> list[PackageName]:
    return names(queue.due(now, without=without))


def test_whoever_waits_longest_comes_first_and_nobody_before_the_time(queue: Queue) -> None:
    late = enter(queue, NOON, next_try_at=NOON - timedelta(seconds=1))
    early = enter(queue, NOON, next_try_at=NOON - timedelta(seconds=9), state=ItemState.SENT)
    enter(queue, NOON, next_try_at=NOON + timedelta(seconds=1))
    enter(queue, NOON, state=ItemState.NEEDS_PERSON)

    assert due(queue) == [early, late]


def test_an_item_of_a_clock_that_was_set_back_is_due(queue: Queue) -> None:
    lost = enter(queue, NOON, next_try_at=NOON + timedelta(days=400))
    enter(queue, NOON, next_try_at=NOON + timedelta(hours=1))
    assert due(queue) == []

    queue.pull_in(NOON, longest_wait_s=LONGEST_S)

    assert due(queue) == [lost]


def test_a_channel_left_alone_hides_only_its_own_items(queue: Queue) -> None:
    enter(queue, NOON, channel="first")
    other, undecided = enter(queue, NOON, channel="second"), enter(queue)

    assert set(due(queue, NOON, "first")) == {other, undecided}


def test_no_more_than_asked_for(queue: Queue) -> None:
    for _ in range(5):
        enter(queue)

    assert len(queue.due(NOON, limit=3)) == 3


def test_packages_to_let_go_are_those_delivered_long_ago_and_still_held(queue: Queue) -> None:
    old = NOON - timedelta(days=31)
    held = enter(queue, state=ItemState.DELIVERED, delivered_at=old)
    enter(queue, state=ItemState.DELIVERED, delivered_at=old, package_removed_at=NOON)
    enter(queue, state=ItemState.DELIVERED, delivered_at=NOON)

    assert names(queue.to_let_go(NOON - timedelta(days=30))) == [held]


def test_a_case_is_followed_until_it_is_old_and_not_too_often(queue: Queue) -> None:
    arrived = {"state": ItemState.DELIVERED, "delivered_at": NOON - timedelta(days=2)}
    never_read = enter(queue, **arrived, lookup="a")
    read_long_ago = enter(queue, **arrived, lookup="b", status_read_at=NOON - timedelta(hours=1))
    read_in_the_future = enter(queue, **arrived, lookup="c", status_read_at=NOON + timedelta(days=9))
    enter(queue, **arrived, lookup="d", status_read_at=NOON - timedelta(minutes=1))
    enter(queue, **arrived)
    enter(queue, **{**arrived, "delivered_at": NOON - timedelta(days=99)}, lookup="e")

    found = queue.followed(
        delivered_after=NOON - timedelta(days=90), read_until=NOON - timedelta(minutes=15), now=NOON
    )

    assert names(found) == [never_read, read_long_ago, read_in_the_future]


def test_only_what_is_on_its_way_is_read_to_find_the_next(queue: Queue) -> None:
    """The plan of the database: an index of the items on their way, no sorting, no look at the delivered ones."""
    statements: list[str] = []
    queue._database.set_trace_callback(statements.append)
    queue.due(NOON)
    queue.pull_in(NOON, longest_wait_s=LONGEST_S)
    queue.to_let_go(NOON)
    queue.followed(delivered_after=NOON, read_until=NOON, now=NOON)
    queue._database.set_trace_callback(None)

    plans = [
        " ".join(row["detail"] for row in queue._database.execute(f"EXPLAIN QUERY PLAN {statement}"))
        for statement in statements
    ]

    assert "item_on_the_way" in plans[0]
    assert "item_on_the_way" in plans[1]
    assert "item_to_let_go" in plans[2]
    assert "item_followed" in plans[3]
    assert not any("TEMP B-TREE" in plan for plan in plans)


def test_counting_by_state(queue: Queue) -> None:
    enter(queue)
    enter(queue, state=ItemState.SENT)
    enter(queue, state=ItemState.DELIVERED)

    assert queue.count(ItemState.WAITING, ItemState.SENT) == 2
    assert queue.count(ItemState.NEEDS_PERSON) == 0
