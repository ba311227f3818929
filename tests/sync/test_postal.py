"""Addresses as people write them, in the parts that registers want."""

import pytest

from sync.postal import PostalAddress, split_address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ul. Długa 7 m. 3, 87-100 Toruń", PostalAddress("ul. Długa", "7", "3", "87-100", "Toruń")),
        ("87-100 Toruń, ul. Długa 7", PostalAddress("ul. Długa", "7", "", "87-100", "Toruń")),
        ("Osiek 12A/4\n87-340 Osiek", PostalAddress("Osiek", "12A/4", "", "87-340", "Osiek")),
        ("87-100 Toruń", PostalAddress("", "", "", "87-100", "Toruń")),
        ("Plac bez numeru, 87-100 Toruń", PostalAddress("Plac bez numeru", "", "", "87-100", "Toruń")),
    ],
)
def test_an_address_is_split(text: str, parts: PostalAddress) -> None:
    assert split_address(text) == parts


@pytest.mark.parametrize("text", ["", "gdzieś za lasem", "Toruń 87100"])
def test_what_names_no_town_is_not_split(text: str) -> None:
    assert split_address(text) is None
