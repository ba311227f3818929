"""Holds the PIN while it is typed: in one bytearray that is overwritten, never in the session and never in QML."""

from __future__ import annotations

from kiosk.session.effects import PinClear, PinDigit, PinErase


class Pin:
    """The digits typed so far."""

    def __init__(self) -> None:
        self._digits = bytearray()

    def append(self, effect: PinDigit) -> None:
        """One more digit."""
        self._digits += effect.digit.encode("ascii")

    def erase(self, effect: PinErase | None = None) -> None:
        """Take the last one back."""
        del effect
        if self._digits:
            self._digits[-1] = 0
            del self._digits[-1]

    def clear(self, effect: PinClear | None = None) -> None:
        """Overwrite all of them."""
        del effect
        self._digits[:] = bytes(len(self._digits))
        self._digits = bytearray()

    def take(self) -> bytearray:
        """Hand the digits to the one who signs, who must overwrite them; nothing is kept here."""
        taken, self._digits = self._digits, bytearray()
        return taken
