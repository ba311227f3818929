"""The PIN is overwritten wherever it was."""

from kiosk.session.effects import PinDigit
from kiosk.shell.pin import Pin


def typed(digits: str) -> Pin:
    pin = Pin()
    for digit in digits:
        pin.append(PinDigit(digit))
    return pin


def test_taking_leaves_nothing() -> None:
    pin = typed("1234")

    assert pin.take() == bytearray(b"1234")
    assert pin.take() == bytearray()


def test_erasing_takes_one_back() -> None:
    pin = typed("1234")
    pin.erase()

    assert pin.take() == bytearray(b"123")


def test_clearing_overwrites_the_digits() -> None:
    pin = typed("1234")
    held = pin._digits
    pin.clear()

    assert held == bytearray(4)
    assert pin.take() == bytearray()


def test_erasing_nothing_is_harmless() -> None:
    pin = Pin()
    pin.erase()

    assert pin.take() == bytearray()
