"""What a far end sends is read within bounds, and its headers say nothing that could stop us."""

import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

LONGEST_ANSWER_S = 300.0
_PLAIN_ENCODINGS = {"", "identity"}


def read_bounded(
    answer: httpx.Response, longest_bytes: int, *, monotonic: Callable[[], float] = time.monotonic
) -> bytes | None:
    """Read the body as it comes; None where it is too long, drips for ever, or is packed although nobody asked.

    A packed body of a few kilobytes can unpack to gigabytes before it is measured.
    """
    if answer.headers.get("Content-Encoding", "").strip().lower() not in _PLAIN_ENCODINGS:
        return None
    until = monotonic() + LONGEST_ANSWER_S
    read = bytearray()
    for part in answer.iter_bytes():  # nothing is unpacked: see above
        read += part
        if len(read) > longest_bytes or monotonic() > until:
            return None
    return bytes(read)


def date_of(text: str) -> datetime | None:
    """Read a date of RFC 5322 in UTC; None for anything else, and for one outside the calendar."""
    try:
        given = parsedate_to_datetime(text)
        return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def wait_of(headers: Mapping[str, str]) -> float | None:
    """Read Retry-After in seconds (RFC 9110, 10.2.3); a date counts from the far end's own `Date`.

    The names of the headers must be found in any case, as in httpx.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit() and len(text) < 12:
        return float(text)
    until, now = date_of(text), date_of(headers.get("Date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def is_about_trust(failed: BaseException | None) -> bool:
    """Tell whether TLS failed because the far end did not prove who it is."""
    while failed is not None:
        if isinstance(failed, ssl.SSLCertVerificationError):
            return True
        failed = failed.__cause__ or failed.__context__
    return False


def storable(value: Any) -> Any:
    """Replace, in a JSON value, what neither XML, nor a header, nor a database can hold."""
    if isinstance(value, str):
        return "".join(sign if _is_storable(sign) else "\ufffd" for sign in value)
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(name): storable(item) for name, item in value.items()}
    return value


def _is_storable(sign: str) -> bool:
    return sign in "\t\n\r" or (
        sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff"
    )
