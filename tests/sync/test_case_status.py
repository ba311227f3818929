"""What other systems say of a case reaches the resident in the office's own words and shape."""

from datetime import timedelta

import pytest

from sync.case_status import SENTENCES, CaseReport, CaseState, Step
from sync.office.resident import ResidentStatus
from sync.office.states import WORDS, LetterState
from tests.sync.kit import NOON


def a_report(*steps: Step) -> CaseReport:
    return CaseReport("TOR1-7F3K-92QM-4", NOON.isoformat(), NOON.isoformat(), "RPW/1/2026", "", 2, 3, steps)


def test_the_shape_is_that_of_the_offices_report() -> None:
    ours = a_report(Step(CaseState.RECEIVED, NOON)).to_json()
    theirs = ResidentStatus(
        "TOR1-7F3K-92QM-4", LetterState.RECEIVED, "", NOON, NOON, NOON, "RPW/1/2026", None, 2, 3, []
    ).to_json()

    assert ours.keys() == theirs.keys()
    assert ours["case_mark"] is None


@pytest.mark.parametrize("state", list(LetterState))
def test_the_states_and_sentences_are_the_offices(state: LetterState) -> None:
    assert SENTENCES[CaseState(state.value)] == WORDS[state].resident
    assert len(CaseState) == len(LetterState)


def test_a_step_without_a_time_is_told_without_one() -> None:
    later = NOON + timedelta(days=1)
    report = a_report(
        Step(CaseState.RECEIVED, NOON), Step(CaseState.IN_PROGRESS, later), Step(CaseState.CLOSED, None)
    ).to_json()

    assert report["state"] == "closed"
    assert report["changed_at"] == later.isoformat()
    assert report["stations"] == [
        {"state": "received", "at": NOON.isoformat()},
        {"state": "in_progress", "at": later.isoformat()},
        {"state": "closed", "at": ""},
    ]
