"""Both EZDs tell times in several spellings, and mean Polish time where they name no zone."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")

_MICROSOFT_DATE = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/\Z")


def read_moment(value: object) -> datetime | None:
    """Read ISO 8601, or `/Date(…)/` as ServiceStack writes it; the year 1 means that there is none."""
    if not isinstance(value, str):
        return None
    ticks = _MICROSOFT_DATE.match(value)
    try:
        moment = datetime.fromtimestamp(int(ticks[1]) / 1000, UTC) if ticks else datetime.fromisoformat(value)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=WARSAW)
        return zoned.astimezone(UTC) if zoned.year > 1 else None
    except (ValueError, OverflowError, OSError):
        return None
