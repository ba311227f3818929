"""Letters to ePUAP that are cut at every step: none lost, none twice, each with its proof."""

from pathlib import Path

import pytest

from tests.sync.channels.epuap_campaign import Campaign

CUTS = 150
STEPS = {"connect", "send", "reply", "save, before", "save, after", "write, before", "write, after"}


@pytest.mark.parametrize("has_reply_inbox", [True, False])
def test_whatever_is_cut_every_letter_arrives_once_and_is_proven(
    tmp_path: Path, has_reply_inbox: bool
) -> None:
    campaign = Campaign(tmp_path, 20261123, has_reply_inbox)

    tally = campaign.run(CUTS)

    assert tally.failures == []
    assert tally.cuts.total() >= CUTS
    reached = {cut.partition(" at ")[2] for cut in tally.cuts if " at " in cut}
    assert reached >= STEPS, "the campaign no longer reaches every step"
    assert any(cut.startswith("mood") for cut in tally.cuts)
