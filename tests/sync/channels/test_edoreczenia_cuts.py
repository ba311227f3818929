"""A short campaign of cuts: nothing lost, nothing doubled, every proof fetched."""

from pathlib import Path

import pytest

from sync.channels.edoreczenia import sending
from tests.sync.channels.edoreczenia_campaign import WAYS, run

CUTS = 250


def test_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    tally, _ = run(CUTS, 4, tmp_path)
    assert tally.total >= CUTS
    assert tally.is_clean, tally
    assert all(tally.cuts[way] for way in WAYS)


def test_campaign_notices_a_channel_that_does_not_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "look_for", lambda *_, **__: None)
    tally, _ = run(80, 4, tmp_path)
    assert tally.doubled
