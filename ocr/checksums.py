"""Checks the numbers that carry a check digit: the surest sign that a number was read right.

PESEL: act of 24.09.2010 on the population register. NIP and REGON: their regulations. Account numbers: ISO 13616.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

PESEL_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
REGON_WEIGHTS = (8, 9, 2, 3, 4, 5, 6, 7)
REGON_LONG_WEIGHTS = (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)
CENTURIES = {0: 1900, 20: 2000, 40: 2100, 60: 2200, 80: 1800}  # added to the month
# Digits that a recogniser takes for each other, found on the sample letters and in both recognisers' habits.
LOOKALIKES = {
    "0": "68",
    "1": "47",
    "2": "7",
    "3": "8",
    "4": "19",
    "5": "6",
    "6": "508",
    "7": "12",
    "8": "360",
    "9": "4",
}


def is_pesel(number: str) -> bool:
    """Check digit and a birth date that exists."""
    return (
        len(number) == 11
        and _are_digits(number)
        and (10 - _weighted(number, PESEL_WEIGHTS) % 10) % 10 == int(number[10])
        and pesel_birth_date(number) is not None
    )


def pesel_birth_date(number: str) -> date | None:
    year, month, day = int(number[0:2]), int(number[2:4]), int(number[4:6])
    century = month // 20 * 20
    try:
        return date(CENTURIES[century] + year, month - century, day)
    except (KeyError, ValueError):
        return None


def is_nip(number: str) -> bool:
    if len(number) != 10 or not _are_digits(number):
        return False
    check = _weighted(number, NIP_WEIGHTS) % 11
    return check != 10 and check == int(number[9])


def is_regon(number: str) -> bool:
    """Nine digits for an organisation, fourteen for its branch."""
    if not _are_digits(number) or len(number) not in (9, 14):
        return False
    if len(number) == 14 and not is_regon(number[:9]):
        return False
    weights = REGON_WEIGHTS if len(number) == 9 else REGON_LONG_WEIGHTS
    return _weighted(number, weights) % 11 % 10 == int(number[-1])


def is_account(number: str) -> bool:
    """Polish account number, with or without PL in front."""
    digits = number.removeprefix("PL")
    return len(digits) == 26 and _are_digits(digits) and int(digits[2:] + "2521" + digits[:2]) % 97 == 1


def pesel_corrections(number: str) -> list[str]:
    """Return the valid numbers that differ in one digit which is easily taken for the one read."""
    if len(number) != 11 or not _are_digits(number):
        return []
    return [candidate for candidate in _one_digit_off(number) if is_pesel(candidate)]


def _one_digit_off(number: str) -> Iterator[str]:
    for place, digit in enumerate(number):
        for other in LOOKALIKES[digit]:
            yield number[:place] + other + number[place + 1 :]


def _weighted(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _are_digits(number: str) -> bool:
    return number.isascii() and number.isdigit()
