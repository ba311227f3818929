"""Credentials that hang on the time must be made in the far end's time, once ours proves to be another."""

from datetime import datetime, timedelta

from sync.clock import Clock

TOLERANCE = timedelta(seconds=60)
"""Clocks closer than this are not the cause of a refused credential."""


class FarClock:
    """Our clock, corrected by the far end's `Date` where that is needed; for credentials and nothing else."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """Answer the far end's time as far as it is known."""
        return self._clock() + self._offset

    def learn(self, their_time: datetime) -> bool:
        """Take the far end's word for the time; True when credentials will differ from those made before."""
        before = self._offset
        self._offset = their_time - self._clock()
        return abs(self._offset - before) >= timedelta(seconds=1)

    def forget(self) -> None:
        """Go by our own clock again."""
        self._offset = timedelta(0)

    def error(self, their_time: datetime) -> str | None:
        """Say how wrong our clock is; None when it is right enough."""
        wrong = self._clock() - their_time
        if abs(wrong) <= TOLERANCE:
            return None
        return f"this clock is {abs(wrong.total_seconds()):.0f} s {'ahead' if wrong > timedelta(0) else 'behind'}"
