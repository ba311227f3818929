"""Identifiers for life, sheets that add up, and moments that say how far they can be trusted."""

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.clock import ClockReading, ClockState, ClockWatch, KernelClock, kernel_clock
from sync.submission import Receipt, SheetAccount, new_submission_id, parse_submission_id
from tests.sync.kit import NOON, DrivenClock, letter


@given(st.integers(0, (1 << 48) - 1), st.binary(min_size=10, max_size=10))
def test_a_submission_id_is_a_uuid_of_version_7_with_its_moment(milliseconds: int, drawn: bytes) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds % 10**13)

    made = new_submission_id(lambda: at, lambda count: drawn[:count])

    parsed = uuid.UUID(made)
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == int(at.timestamp() * 1000)
    assert parse_submission_id(made) == made


def test_submission_ids_sort_by_time() -> None:
    clock = DrivenClock()
    earlier = new_submission_id(clock, secrets.token_bytes)
    clock.forward(seconds=0.001)

    later = new_submission_id(clock, secrets.token_bytes)

    assert earlier < later


@pytest.mark.parametrize(
    "text",
    ["", "x", str(uuid.uuid4()), str(uuid.UUID(int=0)), "../../etc/passwd"],
    ids=["empty", "letter", "version 4", "nil", "path"],
)
def test_nothing_else_is_taken_for_a_submission_id(text: str) -> None:
    assert parse_submission_id(text) is None
    assert parse_submission_id(new_submission_id(DrivenClock(), secrets.token_bytes).upper()) is None


def test_sheets_that_add_up_have_nothing_to_say() -> None:
    assert SheetAccount(2, 4, 3, 1, 0).check() == ()
    assert SheetAccount(3, 3, 3, 0, 0).check() == ()


@pytest.mark.parametrize(
    "account",
    [
        SheetAccount(2, 4, 3, 0, 0),
        SheetAccount(2, 4, 4, 1, 0),
        SheetAccount(1, 4, 4, 0, 0),
        SheetAccount(5, 4, 4, 0, 0),
        SheetAccount(2, 4, 5, -1, 0),
    ],
)
def test_a_sheet_that_is_missing_is_named(account: SheetAccount) -> None:
    assert account.check()


def test_the_receipts_link_keeps_the_secret_out_of_the_servers_log() -> None:
    made = letter()
    receipt = Receipt(
        made.submission.submission_id,
        made.submission.number,
        made.secret,
        made.submission.sealed,
        made.submission.account,
        "0" * 64,
    )

    address, _, fragment = receipt.link("https://urzad.example/").partition("#")

    assert fragment == made.secret
    assert address == f"https://urzad.example/status?n={made.submission.number}"
    assert made.secret not in repr(receipt)


def watch(memory: Path, clock: DrivenClock, *, is_synchronised: bool) -> ClockWatch:
    return ClockWatch(clock, lambda: KernelClock(is_synchronised, 0.01), memory)


def test_a_clock_that_was_never_right_is_unknown(tmp_path: Path) -> None:
    reading = watch(tmp_path / "clock", DrivenClock(), is_synchronised=False).read()

    assert reading.state is ClockState.UNKNOWN


def test_a_clock_remembers_across_restarts_since_when_it_is_on_its_own(tmp_path: Path) -> None:
    clock = DrivenClock()
    assert watch(tmp_path / "clock", clock, is_synchronised=True).read().state is ClockState.SYNCHRONISED
    clock.forward(hours=5)

    reading = watch(tmp_path / "clock", clock, is_synchronised=False).read()

    assert reading.state is ClockState.DRIFTED
    assert NOON.isoformat(timespec="seconds") in reading.note


def test_a_clock_that_was_set_back_is_unknown(tmp_path: Path) -> None:
    clock = DrivenClock()
    watch(tmp_path / "clock", clock, is_synchronised=True).read()
    clock.forward(days=-1)

    assert watch(tmp_path / "clock", clock, is_synchronised=False).read().state is ClockState.UNKNOWN


def test_a_reading_without_a_time_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ClockReading(NOON.replace(tzinfo=None), ClockState.UNKNOWN)


def test_the_kernel_can_be_asked() -> None:
    answer = kernel_clock()

    assert answer is None or answer.largest_error_s >= 0
    assert timedelta(seconds=answer.largest_error_s if answer else 0) >= timedelta(0)
