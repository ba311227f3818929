"""A short campaign of cuts over both EZDs: nothing lost, nothing there twice, everything proven."""

import pytest

from tests.sync.channels.ezd_campaign import Campaign
from tests.sync.channels.ezd_kit import Puw, Rp

CUTS = 150


@pytest.mark.parametrize("world", [Puw, Rp])
def test_cuts_at_every_step_lose_and_double_nothing(world: type[Puw] | type[Rp]) -> None:
    campaign = Campaign(world, seed=20261123, cuts_wanted=CUTS)

    campaign.run()

    assert campaign.cuts.total() >= CUTS
    assert len(campaign.cuts) >= 9, campaign.cuts  # nearly every kind of fault had its turn
    assert (campaign.lost, campaign.doubled, campaign.unproven, campaign.stopped) == ([], [], [], [])
