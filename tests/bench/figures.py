"""Percentiles and their table, the same for every bench."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of all values lies."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def say(what: str, *facts: str) -> None:
    """Print one line of the bench."""
    print(f"{what:<34} {'   '.join(facts)}", flush=True)


def spread(values: Sequence[float], unit: str = "ms", scale: float = 1000.0) -> str:
    """Return p50, p99 and the number of values."""
    middle, high = percentile(values, 0.5) * scale, percentile(values, 0.99) * scale
    return f"p50 {middle:.1f} {unit}  p99 {high:.1f} {unit}  (n={len(values)})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return ours against theirs, by the medians."""
    return f"ratio {statistics.median(ours) / statistics.median(theirs):.2f}"
