"""A person reads the receipt's number aloud, mistypes it and loses it: it is short, checked, and tells
nothing.

`TOR1-7F3K-92QM-4` is the kiosk's code, eight random Crockford base-32 characters and a check character. The
check is a linear code over GF(32): each position is weighted with another power of a generator, so every
wrong character and every swap of two characters, adjacent or not, changes it, and it stays inside the 32
characters that a person can read.
"""

import fcntl
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NewType

from sync.clock import RandomBytes
from sync.faults import NumberFault, Refused
from sync.files import sync_folder

ReceiptNumber = NewType("ReceiptNumber", str)
StatusSecret = NewType("StatusSecret", str)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 8
SECRET_CHARACTERS = 16  # 80 bits

_KIOSK_CODE = re.compile(r"[A-TV-Z0-9]{2,6}\Z")
_FOLD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans("", "", " -‐‑–—\t\n\u00a0")
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def new_number(kiosk_code: str, random: RandomBytes) -> ReceiptNumber:
    """Draw a number; whether this kiosk has used it before is for `UsedNumbers` to know."""
    if not _KIOSK_CODE.match(kiosk_code):
        raise ValueError("a kiosk code has two to six capital letters or digits, and no U")
    drawn = _draw(RANDOM_CHARACTERS, random)
    return _printed(kiosk_code, drawn, check_character(kiosk_code + drawn))


def check_character(text: str) -> str:
    """Answer the check character for a kiosk code and the random characters."""
    total, weight = 0, 1
    for character in reversed(text.translate(_FOLD)):
        weight = _double(weight)
        total ^= _multiply(weight, _VALUE[character])
    return ALPHABET[total]


def parse_number(text: str, codes: Iterable[str] = ()) -> ReceiptNumber | Refused[NumberFault]:
    """Read a number as a person types it: lower case, spaces, no hyphens, O for 0, I or L for 1.

    `codes` are the kiosk codes in use: `T0R1` is then read as the `TOR1` that was meant.
    """
    bare = text.translate(_SEPARATORS).upper()
    code, tail = bare[: -RANDOM_CHARACTERS - 1], bare[-RANDOM_CHARACTERS - 1 :].translate(_FOLD)
    if not 2 <= len(code) <= 6:
        return Refused(NumberFault.LENGTH)
    if any(character not in _VALUE for character in code.translate(_FOLD) + tail):
        return Refused(NumberFault.CHARACTER)
    if check_character(code + tail[:-1]) != tail[-1]:
        return Refused(NumberFault.CHECK)
    known = {known.translate(_FOLD): known for known in codes}
    return _printed(known.get(code.translate(_FOLD), code), tail[:-1], tail[-1])


def fold_number(number: ReceiptNumber) -> str:
    """Answer the form under which two spellings of one number are equal, for looking it up."""
    return number.translate(_SEPARATORS).translate(_FOLD)


def new_secret(random: RandomBytes) -> StatusSecret:
    """Draw the secret that opens the case status; the kiosk prints it and keeps no copy."""
    return _grouped(_draw(SECRET_CHARACTERS, random))


def parse_secret(text: str) -> StatusSecret | Refused[NumberFault]:
    """Read a secret as a person types it, with the same tolerance as a number."""
    bare = text.translate(_SEPARATORS).upper().translate(_FOLD)
    if len(bare) != SECRET_CHARACTERS:
        return Refused(NumberFault.LENGTH)
    if any(character not in _VALUE for character in bare):
        return Refused(NumberFault.CHARACTER)
    return _grouped(bare)


class UsedNumbers:
    """The kiosk's record of the numbers it has given out, so that none is ever given twice."""

    def __init__(self, path: Path, kiosk_code: str) -> None:
        self._path = path
        self._kiosk_code = kiosk_code

    def take(self, random: RandomBytes) -> ReceiptNumber:
        """Draw a number that was never used and write it down durably before answering it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a+", encoding="ascii") as book:
            fcntl.flock(book, fcntl.LOCK_EX)
            book.seek(0)
            known = book.read()
            used = set(known.split())
            number = new_number(self._kiosk_code, random)
            while number in used:
                number = new_number(self._kiosk_code, random)
            # A torn last line, left by a power cut, must not swallow the new number.
            book.write(("" if not known or known.endswith("\n") else "\n") + number + "\n")
            book.flush()
            os.fsync(book.fileno())
        if not known:
            sync_folder(self._path.parent)
        return number


def _draw(characters: int, random: RandomBytes) -> str:
    return "".join(ALPHABET[byte & 31] for byte in random(characters))


def _printed(code: str, drawn: str, check: str) -> ReceiptNumber:
    return ReceiptNumber(f"{code}-{drawn[:4]}-{drawn[4:]}-{check}")


def _grouped(drawn: str) -> StatusSecret:
    return StatusSecret("-".join(drawn[start : start + 4] for start in range(0, len(drawn), 4)))


def _double(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 0b100000 else value


def _multiply(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left, right = _double(left), right >> 1
    return product
