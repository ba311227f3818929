from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from ocr.checksums import is_account, is_nip, is_pesel, is_regon, pesel_corrections


def _with_check(digits: str, weights: tuple[int, ...]) -> str:
    return digits + str(-sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 10)


pesels = st.builds(
    lambda day, serial: _with_check(f"{day:%y%m%d}{serial:04}", (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)),
    st.dates(min_value=date(1900, 1, 1), max_value=date(1999, 12, 31)),
    st.integers(0, 9999),
)


@given(pesels)
def test_a_pesel_with_its_check_digit_is_accepted(number: str) -> None:
    assert is_pesel(number)


@given(pesels, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert not is_pesel(wrong)


@given(pesels, st.integers(0, 9))
def test_two_neighbours_changed_round_are_noticed_unless_five_apart(number: str, place: int) -> None:
    first, second = number[place], number[place + 1]
    assume(first != second and abs(int(first) - int(second)) != 5)

    assert not is_pesel(number[:place] + second + first + number[place + 2 :])


def test_a_pesel_of_this_century_has_twenty_added_to_its_month() -> None:
    assert is_pesel(_with_check("0522150012", (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)))


def test_a_pesel_born_on_a_day_that_never_was_is_refused() -> None:
    assert not is_pesel(_with_check("5602310001", (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)))


@given(pesels)
def test_corrections_are_valid_and_differ_in_one_digit(number: str) -> None:
    broken = ("7" if number[0] == "1" else "1") + number[1:]

    for candidate in pesel_corrections(broken):
        assert is_pesel(candidate)
        assert sum(a != b for a, b in zip(candidate, broken, strict=True)) == 1


@given(st.text(max_size=30))
def test_nonsense_is_never_a_number(text: str) -> None:
    assume(not (text.isascii() and text.removeprefix("PL").isdigit()))

    assert not any(check(text) for check in (is_pesel, is_nip, is_regon, is_account))


def test_numbers_with_the_right_check_digit_are_accepted() -> None:
    assert is_nip("5252248481")
    assert is_regon("010137837")
    assert is_account("PL61109010140000071219812874")  # the example in the Polish IBAN registry entry
    assert not is_nip("5252248482")
    assert not is_regon("010137838")
    assert not is_account("PL61109010140000071219812875")
