"""Whatever a far end sends, the answer is a value: bounded, and with nothing in it that stops us."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from sync.channels.answers import LONGEST_ANSWER_S, date_of, read_bounded, storable, wait_of

DATE = "Mon, 23 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("wish", "date", "seconds"),
    [
        ("120", DATE, 120.0),
        ("Mon, 23 Nov 2026 10:01:00 GMT", DATE, 60.0),
        ("Mon, 23 Nov 2026 10:01:00 GMT", "Mon, 23 Nov 2026 10:00:00 -0000", 60.0),
        ("Mon, 23 Nov 2026 09:00:00 GMT", DATE, 0.0),
        ("²", DATE, None),
        ("9" * 400, DATE, None),
        ("-5", DATE, None),
        ("soon", DATE, None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", DATE, None),
        ("Mon, 23 Nov 2026 10:01:00 GMT", "", None),
        ("", DATE, None),
    ],
)
def test_a_wish_to_be_left_alone_is_read_or_passed_over(wish: str, date: str, seconds: float | None) -> None:
    assert wait_of(httpx.Headers([("Retry-After", wish.encode()), ("Date", date.encode())])) == seconds


def test_dates_are_in_utc() -> None:
    assert date_of("Mon, 23 Nov 2026 11:00:00 +0100") == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert date_of("Mon, 23 Nov 2026 10:00:00 -0000") == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert date_of("Fri, 31 Dec 9999 23:59:59 -2359") is None
    assert date_of("yesterday") is None


def answer(body: bytes | Iterator[bytes], **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(
        200, headers=named, stream=_Stream(iter([body] if isinstance(body, bytes) else body))
    )


class _Stream(httpx.SyncByteStream):
    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return self._parts


def test_an_answer_is_read_up_to_its_limit() -> None:
    assert read_bounded(answer(b"12345"), 5) == b"12345"
    assert read_bounded(answer(b"123456"), 5) is None


def test_a_packed_answer_is_not_unpacked() -> None:
    assert read_bounded(answer(gzip.compress(bytes(10**7)), Content_Encoding="gzip"), 10**9) is None
    assert read_bounded(answer(b"plain", Content_Encoding="identity"), 10) == b"plain"


def test_an_answer_that_drips_is_given_up() -> None:
    passed = iter([0.0, 1.0, LONGEST_ANSWER_S + 1])

    assert read_bounded(answer(iter([b"a", b"b", b"c"])), 10, monotonic=lambda: next(passed)) is None


def test_what_no_xml_and_no_header_holds_is_replaced() -> None:
    told = {"id": "7\u0000", "list": ["\ud800", "ok\tżółć"], "n": 5, "\u0001": None}

    assert storable(told) == {"id": "7\ufffd", "list": ["\ufffd", "ok\tżółć"], "n": 5, "\ufffd": None}
