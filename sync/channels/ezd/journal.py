"""EZD knows no identifier of ours that makes repeating harmless: each step is written down before and after it.

In the channel's memory `doing` names the step that was begun, `doing_since` when; `done.<step>` says when EZD had
answered it, and beside it lie the ids that it gave.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sync.channels.channel import Deferred, Memory, Refusal
from sync.channels.ezd.line import Unheard
from sync.clock import Clock
from sync.faults import SyncFault

Ids = Mapping[str, str]
"""What to remember of a step: ids of the far end, never personal data."""
Stop = Deferred | Refusal

DOING = "doing"
SINCE = "doing_since"
DONE = "done."


class Journal:
    """Takes steps, each once, also over crashes."""

    def __init__(self, memory: Memory, clock: Clock, settle: timedelta) -> None:
        """`settle` is the time after which a call that broke off has surely been acted on, or never will be."""
        self._memory = memory
        self._clock = clock
        self._settle = settle

    def has(self, step: str) -> bool:
        """Tell whether a step is done."""
        return self._memory.get(DONE + step) is not None

    @property
    def is_begun(self) -> bool:
        """Something was done, or may have been."""
        return bool(self._memory.get(DOING)) or any(name.startswith(DONE) for name in self._memory.known)

    def take(
        self,
        step: str,
        act: Callable[[], Ids | Unheard | Stop],
        look: Callable[[], Ids | Stop | None] | None = None,
    ) -> Stop | None:
        """Do a step unless it is done; None when it is.

        `look` finds out what became of an act that broke off, None meaning that it surely left nothing. Without
        `look` a step is one that may be repeated.
        """
        if self.has(step):
            return None
        if self._memory.get(DOING) == step and look is not None:
            wait = self._hold_off()
            found = wait or look()
            if isinstance(found, Deferred | Refusal):
                return found
            if found is not None:
                self.done(step, found)
                return None
        self._memory.save({DOING: step, SINCE: self._clock().isoformat()})
        outcome = act()
        if isinstance(outcome, Unheard):
            if not outcome.may_have_acted:
                self._memory.save({DOING: ""})
            return outcome.why
        if isinstance(outcome, Deferred | Refusal):  # an answer: nothing was done
            self._memory.save({DOING: ""})
            return outcome
        self.done(step, outcome)
        return None

    def done(self, step: str, ids: Ids) -> None:
        """Write down that EZD has answered, and what, in one durable step."""
        self._memory.save({**ids, DONE + step: self._clock().isoformat(timespec="seconds"), DOING: ""})

    def _hold_off(self) -> Deferred | None:
        now = self._clock()
        since = datetime.fromisoformat(self._memory.get(SINCE) or now.isoformat())
        if since > now:  # the clock was set back: count from here
            self._memory.save({SINCE: now.isoformat()})
            since = now
        left = self._settle - (now - since)
        if left <= timedelta(0):
            return None
        return Deferred(SyncFault.UNSETTLED, f"looking in {left.total_seconds():.0f} s")
