from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.dates import MONTHS, find_dates

days = st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31))


@given(days)
def test_every_way_of_writing_a_day_gives_that_day(day: date) -> None:
    written = (
        f"{day.day} {MONTHS[day.month - 1]} {day.year} r.",
        f"{day:%d.%m.%Y} r.",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d/%m/%Y}",
    )

    for text in written:
        assert [found.value for found in find_dates(f"Toruń, dnia {text}")] == [day]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toruń, I marca 2026 r.", date(2026, 3, 1)),  # an old-style 1
        ("Toruń, 5 pazdziernika 2026 r.", date(2026, 10, 5)),  # marks lost
        ("dn. 3 IV 2026", date(2026, 4, 3)),
    ],
)
def test_slips_of_reading_are_seen_through(text: str, expected: date) -> None:
    assert [found.value for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["31.02.2026", "art. 127 § 1", "tel. 602 109 418", "1:25 000", "12 kotów 2026"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text) == []
