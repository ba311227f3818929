import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.page import (
    Box,
    Line,
    LineKind,
    PageContent,
    PageReading,
    PageStatus,
    ScanFault,
    Word,
    quarter_turn,
)

px = st.integers(0, 10_000)
boxes = st.builds(Box, px, px, px, px)
shares = st.integers(0, 100).map(lambda percent: percent / 100)
words = st.builds(Word, st.text(min_size=1, max_size=12), boxes, shares)
lines = st.builds(Line, st.lists(words, max_size=4).map(tuple), boxes, st.sampled_from(LineKind))
readings = st.builds(
    PageReading,
    status=st.sampled_from(PageStatus),
    reason=st.sampled_from(["", "ocr.too_slow"]),
    rotation=st.sampled_from([0, 90, 180, 270]),
    skew_degrees=st.integers(-50, 50).map(lambda tenth: tenth / 10),
    blank=st.booleans(),
    confidence=shares,
    width_px=px,
    height_px=px,
    lines=st.lists(lines, max_size=4).map(tuple),
    seconds=shares,
    error_rate=shares,
    rescan=st.none() | st.sampled_from(ScanFault),
    content=st.sampled_from(PageContent),
)


@given(readings)
def test_a_reading_survives_the_way_through_the_wall(reading: PageReading) -> None:
    assert PageReading.from_bytes(reading.to_bytes()) == reading
    assert PageReading.from_json(json.loads(json.dumps(reading.to_json()))) == reading


def test_only_quarter_turns_are_rotations() -> None:
    assert [quarter_turn(degrees) for degrees in (0, 90, 540, -90)] == [0, 90, 180, 270]
    with pytest.raises(ValueError, match="45"):
        quarter_turn(45)
