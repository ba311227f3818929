"""How long the daemon waits: never giving up on what passes by itself, never all kiosks at once."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

DAY_S = 86_400.0


@dataclass(frozen=True)
class Patience:
    """Every delay of the daemon, in one place."""

    first_retry_s: float = 5.0
    longest_retry_s: float = 900.0
    first_proof_s: float = 1.0  # the office verifies within seconds, as a rule
    longest_retry_after_s: float = DAY_S  # an office may ask for more; a day is enough for a person to notice
    look_every_s: float = 1.0  # how often the spool is looked at
    tidy_every_s: float = 60.0  # how often retention and statuses are looked after
    status_every_s: float = 900.0
    status_days: int = 90
    retention_days: int = 30
    stale_s: float = 3600.0  # age at which a dead screen's unfinished file is swept

    def next_try(
        self, now: datetime, attempts: int, first_s: float, retry_after_s: float | None, chance: random.Random
    ) -> datetime:
        """Double the wait each time, jittered between half and whole; the office's own wish is the least."""
        doubled = first_s * 2.0 ** min(attempts, 30)
        wait = min(doubled, self.longest_retry_s) * chance.uniform(0.5, 1.0)
        wish = min(retry_after_s or 0.0, self.longest_retry_after_s)
        return now + timedelta(seconds=max(wait, wish))

    @property
    def longest_wait_s(self) -> float:
        """No wait is longer; a moment further off means that the clock was set back meanwhile."""
        return max(self.longest_retry_s, self.longest_retry_after_s)

    def is_due(self, next_try_at: datetime | None, now: datetime) -> bool:
        """Tell whether a moment has come, or lies further off than any wait."""
        if next_try_at is None or next_try_at <= now:
            return True
        return next_try_at - now > timedelta(seconds=self.longest_wait_s)
