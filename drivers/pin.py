"""A PIN must live no longer than its one use: this is the only form in which the card host holds it."""

import ctypes
from types import TracebackType
from typing import Self


class ShortLivedPin:
    """A PIN that is overwritten when the `with` block ends; it has no text form, so no log can show it.

    python-pkcs11 asks its PIN argument for `encode()` and uses those very bytes, so there is no other copy.
    """

    def __init__(self, digits: bytes | memoryview) -> None:
        # bytes() of a bytes object would be that same object, and wiping it would change the caller's.
        self._digits = bytes(bytearray(digits))

    def encode(self, encoding: str = "utf-8") -> bytes:
        """Return the PIN for the one call that needs it."""
        del encoding
        return self._digits

    def __len__(self) -> int:
        return len(self._digits)

    def wipe(self) -> None:
        """Overwrite the PIN."""
        if len(self._digits) > 1:
            # CPython keeps the content of a bytes object at its end, before a final zero. A single byte is a
            # shared constant and is no PIN.
            offset = bytes.__basicsize__ - 1
            ctypes.memset(id(self._digits) + offset, 0, len(self._digits))
        self._digits = b""

    def __repr__(self) -> str:
        return "ShortLivedPin(…)"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()
