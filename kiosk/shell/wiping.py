"""Ends a visit for the machine: everything that belonged to the resident is forgotten, in one place."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence

from kiosk.session.effects import Wipe


class Wiping:
    """Serves Wipe: calls everybody who keeps something of a visit."""

    def __init__(self, forget: Sequence[Callable[[], None]]) -> None:
        """`forget`: one function for each part that keeps something; none of them may fail or wait."""
        self._forget = tuple(forget)

    def wipe(self, effect: Wipe) -> None:
        """Forget all of the visit. What the comfort settings are is the session's own affair."""
        del effect
        for forget in self._forget:
            forget()
        # Pictures and texts in reference cycles go now, not when the next resident's visit happens to be large.
        gc.collect()
