"""What was about to happen is on disk before it happens, and a crash leaves exactly that behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk import journal as journal_module
from kiosk.journal import Journal, OpenIntent
from kiosk.session.values import IntentKind, SubmissionId

AT = datetime(2026, 4, 9, 8, 24, tzinfo=UTC)
ONE, TWO = SubmissionId("letter-1"), SubmissionId("letter-2")


def open_letter(journal: Journal, submission_id: SubmissionId) -> None:
    journal.record_intent(IntentKind.LETTER, submission_id, submission_id, AT)


def test_new_journal_knows_of_nothing(tmp_path: Path) -> None:
    assert Journal(tmp_path / "state").interrupted() == ()


def test_letter_without_a_result_is_interrupted_at_the_next_start(tmp_path: Path) -> None:
    before = Journal(tmp_path)
    open_letter(before, ONE)
    before.record_intent(IntentKind.SCAN, "letter-1-1", ONE, AT)
    before.record_result(IntentKind.SCAN, "letter-1-1", ONE, "done", AT)
    open_letter(before, TWO)
    before.record_result(IntentKind.LETTER, TWO, TWO, "done", AT)

    after = Journal(tmp_path)

    assert after.interrupted() == (ONE,)
    assert after.open_intents() == (OpenIntent(IntentKind.LETTER, ONE, ONE),)


def test_intent_survives_a_kill_right_after_it_was_recorded(tmp_path: Path) -> None:
    script = (
        "import os, sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from kiosk.journal import Journal; from kiosk.session.values import IntentKind;"
        "Journal(Path(sys.argv[1])).record_intent(IntentKind.LETTER, 'l', 'l', datetime.now(UTC));"
        "os.kill(os.getpid(), 9)"
    )

    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], timeout=60, check=False)

    assert ended.returncode == -9
    assert Journal(tmp_path).interrupted() == ("l",)


@pytest.mark.parametrize("cut", range(1, 140, 7))
def test_torn_last_line_loses_nothing_before_it_and_glues_to_nothing_after(tmp_path: Path, cut: int) -> None:
    journal = Journal(tmp_path)
    open_letter(journal, ONE)
    whole = (tmp_path / "intents.jsonl").read_bytes()
    open_letter(journal, TWO)
    with (tmp_path / "intents.jsonl").open("r+b") as file:
        file.truncate(len(whole) + min(cut, len(whole) - 2))

    again = Journal(tmp_path)
    assert again.interrupted() == (ONE,)
    open_letter(again, TWO)

    assert Journal(tmp_path).interrupted() == (ONE, TWO)


def test_full_disk_is_told_and_leaves_the_journal_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path)
    open_letter(journal, ONE)
    before = (tmp_path / "intents.jsonl").read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            open_letter(journal, TWO)

    assert (tmp_path / "intents.jsonl").read_bytes() == before
    open_letter(journal, TWO)
    assert journal.interrupted() == (ONE, TWO)


def test_grown_journal_keeps_only_what_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_COMPACT_BYTES", 1000)
    journal = Journal(tmp_path)
    open_letter(journal, ONE)
    for number in range(30):
        journal.record_intent(IntentKind.SCAN, f"scan-{number}", ONE, AT)
        journal.record_result(IntentKind.SCAN, f"scan-{number}", ONE, "done", AT)

    again = Journal(tmp_path)

    assert again.interrupted() == (ONE,)
    assert len((tmp_path / "intents.jsonl").read_bytes().splitlines()) == 1
    assert not (tmp_path / "intents.new").exists()


def test_journal_holds_ids_and_codes_and_nothing_else(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    open_letter(journal, ONE)
    journal.record_result(IntentKind.LETTER, ONE, ONE, "abandoned", AT)

    entries = [json.loads(line) for line in (tmp_path / "intents.jsonl").read_text().splitlines()]

    assert {key for entry in entries for key in entry} == {
        "what",
        "kind",
        "key",
        "submission_id",
        "at",
        "outcome",
    }


def test_line_of_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    open_letter(journal, ONE)
    with (tmp_path / "intents.jsonl").open("a") as file:
        file.write('{"what":"intent","kind":"telegram","key":"x","submission_id":"x"}\n[1]\n')

    assert Journal(tmp_path).interrupted() == (ONE,)


@pytest.mark.parametrize(
    ("outcomes", "may_be_out"),
    [
        ([], False),
        ([""], True),
        (["done"], True),
        (["device.gone"], True),
        (["sync.disk_full"], False),
        (["sync.disk_full", ""], True),
        (["device.gone", "sync.disk_full"], True),
    ],
    ids=[
        "not tried",
        "died over it",
        "done",
        "sealer died",
        "disk full",
        "tried again",
        "refused after an unknown outcome",
    ],
)
def test_letter_that_may_be_handed_in_is_never_taken_for_lost(
    tmp_path: Path, outcomes: list[str], may_be_out: bool
) -> None:
    before = Journal(tmp_path)
    open_letter(before, ONE)
    for outcome in outcomes:
        before.record_intent(IntentKind.HAND_IN, ONE, ONE, AT)
        if outcome:
            before.record_result(IntentKind.HAND_IN, ONE, ONE, outcome, AT)

    assert Journal(tmp_path).handed_in() == ((ONE,) if may_be_out else ())


def test_settled_hand_over_of_an_open_letter_survives_compacting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Journal(tmp_path)
    open_letter(before, ONE)
    before.record_intent(IntentKind.HAND_IN, ONE, ONE, AT)
    before.record_result(IntentKind.HAND_IN, ONE, ONE, "done", AT)
    monkeypatch.setattr(journal_module, "_COMPACT_BYTES", 1)

    assert Journal(tmp_path).handed_in() == (ONE,)
