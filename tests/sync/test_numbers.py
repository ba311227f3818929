"""A number read aloud, scribbled down and typed again must be right or be noticed to be wrong."""

import itertools
import secrets
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.faults import NumberFault, Refused
from sync.numbers import (
    ALPHABET,
    UsedNumbers,
    check_character,
    fold_number,
    new_number,
    new_secret,
    parse_number,
    parse_secret,
)

BODIES = st.text(ALPHABET, min_size=8, max_size=8)


@given(BODIES)
def test_every_single_wrong_character_is_noticed(body: str) -> None:
    whole = "T0R1" + body + check_character("TOR1" + body)

    for place, other in itertools.product(range(len(whole)), ALPHABET):
        wrong = whole[:place] + other + whole[place + 1 :]
        if wrong != whole:
            assert check_character(wrong[:-1]) != wrong[-1]


@given(BODIES)
def test_every_swap_of_two_different_characters_is_noticed(body: str) -> None:
    whole = "T0R1" + body + check_character("TOR1" + body)

    for left, right in itertools.combinations(range(len(whole)), 2):
        if whole[left] == whole[right]:
            continue
        swapped = list(whole)
        swapped[left], swapped[right] = swapped[right], swapped[left]
        assert check_character("".join(swapped[:-1])) != swapped[-1]


def test_no_pair_of_neighbours_can_be_swapped_unnoticed_at_any_place() -> None:
    """Exhaustive: since the code is linear, it is enough to try every pair at every place among zeros."""
    for place in range(12):
        for left, right in itertools.permutations(ALPHABET, 2):
            body = ["0"] * 13
            body[place], body[place + 1] = left, right
            swapped = [*body[:place], right, left, *body[place + 2 :]]
            syndrome = ALPHABET.index(check_character("".join(body[:-1]))) ^ ALPHABET.index(body[-1])
            wrong = ALPHABET.index(check_character("".join(swapped[:-1]))) ^ ALPHABET.index(swapped[-1])
            assert syndrome != wrong


@given(st.binary(min_size=8, max_size=8))
def test_a_number_is_read_however_it_is_typed(drawn: bytes) -> None:
    number = new_number("TOR1", lambda count: drawn[:count])
    sloppy = number.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert parse_number(number) == number
    assert parse_number(number.replace("-", "")) == number
    assert parse_number(sloppy, codes=["TOR1"]) == number
    assert fold_number(number) == fold_number(new_number("TOR1", lambda count: drawn[:count]))


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NumberFault.LENGTH),
        ("TOR1-7F3K", NumberFault.LENGTH),
        ("TOR1-TOR1-TOR1-TOR1-7F3K-92QM-4", NumberFault.LENGTH),
        ("TOR1-7F3K-92UM-4", NumberFault.CHARACTER),
        ("TOR1-7F3K-92Q!-4", NumberFault.CHARACTER),
    ],
)
def test_what_is_no_number_is_told_apart(typed: str, fault: NumberFault) -> None:
    assert parse_number(typed) == Refused(fault)


def test_a_mistyped_number_names_the_check_as_the_reason() -> None:
    number = new_number("TOR1", secrets.token_bytes)
    wrong = number[:5] + ("A" if number[5] != "A" else "B") + number[6:]

    assert parse_number(wrong) == Refused(NumberFault.CHECK)


def test_a_secret_has_at_least_80_bits_and_is_read_however_it_is_typed() -> None:
    secret = new_secret(secrets.token_bytes)

    assert len(secret.replace("-", "")) * 5 >= 80
    assert parse_secret(secret.lower().replace("-", "").replace("0", "O")) == secret
    assert parse_secret(secret[:-1]) == Refused(NumberFault.LENGTH)


def test_a_kiosk_never_gives_the_same_number_twice(tmp_path: Path) -> None:
    draws = iter([b"\0" * 8, b"\0" * 8, b"\0" * 8, b"\1" * 8])
    first = UsedNumbers(tmp_path / "numbers", "TOR1").take(lambda _: next(draws))

    second = UsedNumbers(tmp_path / "numbers", "TOR1").take(lambda _: next(draws))

    assert first != second
    assert next(draws, None) is None


def test_a_torn_last_line_does_not_swallow_the_next_number(tmp_path: Path) -> None:
    book = tmp_path / "numbers"
    book.write_text("TOR1-0000-0000-0\nTOR1-7F3", encoding="ascii")

    number = UsedNumbers(book, "TOR1").take(secrets.token_bytes)

    assert book.read_text(encoding="ascii").splitlines()[-1] == number


@pytest.mark.parametrize("code", ["tor1", "T", "TOURIST1", "TUR1", "TOR-1"])
def test_a_kiosk_code_that_can_not_be_read_aloud_is_a_mistake(code: str) -> None:
    with pytest.raises(ValueError, match="kiosk code"):
        new_number(code, secrets.token_bytes)
