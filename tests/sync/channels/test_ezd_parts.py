"""The small parts of the EZD channels: what a failed call may have done, times in any spelling, texts without names."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from sync.channels.channel import Deferred
from sync.channels.ezd.farclock import FarClock
from sync.channels.ezd.journal import Journal
from sync.channels.ezd.letter import EzdLetter, read_letter, title_of
from sync.channels.ezd.line import Answer, Line, Unheard
from sync.channels.ezd.moments import read_moment
from sync.channels.ezd.puw import PuwConfig
from sync.channels.ezd.puw_auth import TokenAuth
from sync.faults import SyncFault
from tests.sync.channels.ezd_kit import Store, a_package
from tests.sync.kit import NOON, DrivenClock


def line_to(answer: httpx.Response | Exception) -> Line:
    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Line(httpx.Client(transport=httpx.MockTransport(handle)), "https://ezd.example/api/")


@pytest.mark.parametrize(
    ("answer", "code", "may_have_acted"),
    [
        (httpx.ConnectError("refused"), SyncFault.NETWORK_GONE, False),
        (httpx.ConnectTimeout("late"), SyncFault.NETWORK_GONE, False),
        (httpx.ReadTimeout("late"), SyncFault.NETWORK_GONE, True),
        (httpx.WriteError("cut"), SyncFault.NETWORK_GONE, True),
        (httpx.RemoteProtocolError("cut"), SyncFault.NETWORK_GONE, True),
        (httpx.Response(429), SyncFault.OFFICE_BUSY, False),
        (httpx.Response(423), SyncFault.OFFICE_BUSY, False),
        (httpx.Response(408), SyncFault.OFFICE_BROKEN, True),
        (httpx.Response(500), SyncFault.OFFICE_BROKEN, True),
        (httpx.Response(503), SyncFault.OFFICE_BUSY, True),
        (httpx.Response(504), SyncFault.OFFICE_BROKEN, True),
        (httpx.Response(200, content=b"x" * 2000), SyncFault.OFFICE_BROKEN, True),
    ],
)
def test_of_every_failure_it_is_known_whether_something_may_have_been_done(
    answer: httpx.Response | Exception, code: SyncFault, may_have_acted: bool
) -> None:
    outcome = line_to(answer).ask("POST", "/x", body={}, longest=1000)

    assert isinstance(outcome, Unheard)
    assert (outcome.why.code, outcome.may_have_acted) == (code, may_have_acted)


def test_an_endless_answer_is_not_read_to_its_end() -> None:
    read = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1)
            yield b"x" * 1000

    outcome = line_to(httpx.Response(200, content=endless())).ask("GET", "/x", longest=5000)

    assert isinstance(outcome, Unheard)
    assert len(read) <= 7


def test_a_redirect_leads_nowhere() -> None:
    asked = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(307, headers={"Location": "https://thief.example/"})

    client = httpx.Client(transport=httpx.MockTransport(handle), follow_redirects=True)
    outcome = Line(client, "https://ezd.example/api").ask("POST", "/x", body={"secret": 1})

    assert isinstance(outcome, Answer)
    assert outcome.status == 307
    assert asked == ["https://ezd.example/api/x"]


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_not_read_as_one(body: bytes) -> None:
    assert Answer(200, httpx.Headers(), body).json() is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T13:00:00", NOON),
        ("2026-11-23T12:00:00Z", NOON),
        ("2026-07-01T14:00:00", datetime(2026, 7, 1, 12, 0, tzinfo=UTC)),
        ("/Date(1795435200000)/", NOON),
        ("/Date(1795435200000+0100)/", NOON),
        ("0001-01-01T00:00:00", None),
        ("/Date(-62135596800000)/", None),
        ("/Date(99999999999999999)/", None),
        ("yesterday", None),
        (None, None),
        (7, None),
    ],
)
def test_moments_are_read_in_every_spelling(text: object, moment: datetime | None) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Wniosek o wycinkę drzewa", "Wniosek o wycinkę drzewa"),
        ("  Skarga\n", "Pismo papierowe: Skarga"),
        ("o co", "Pismo papierowe: o co"),
        ("", "Pismo papierowe TOR1-7F3K-92QM-4"),
    ],
)
def test_a_title_has_two_words(subject: str, title: str) -> None:
    assert title_of(subject, "TOR1-7F3K-92QM-4") == title


def test_a_long_title_ends_at_a_word() -> None:
    title = title_of("bardzo długi tytuł " * 40, "TOR1-7F3K-92QM-4")

    assert len(title) <= 240
    assert title.endswith(("bardzo…", "długi…", "tytuł…"))


def test_a_text_of_the_far_end_is_shown_without_the_letters_data() -> None:
    read = read_letter(a_package())
    assert isinstance(read, EzdLetter)

    shown = read.scrub(
        "Adresat ŻÓŁĆ Józefa (600 700 800), Długa 7: PESEL 44051401359 zły;\n wycinkę? " + "x" * 300
    )

    assert not any(
        word in shown for word in ("ŻÓŁĆ", "Józefa", "600 700 800", "Długa", "44051401359", "wycinkę")
    )
    assert shown.startswith("Adresat … …")
    assert len(shown) <= 200


def test_the_far_ends_time_is_taken_only_when_it_makes_a_difference() -> None:
    clock = DrivenClock()
    far = FarClock(clock)

    assert not far.learn(NOON)
    assert far.learn(NOON + timedelta(hours=2))
    assert far.now() == NOON + timedelta(hours=2)
    assert far.error(NOON + timedelta(seconds=59)) is None
    assert far.error(NOON - timedelta(hours=1)) == "this clock is 3600 s ahead"
    far.forget()
    assert far.now() == NOON


def test_a_clock_that_was_set_back_prolongs_the_wait_once() -> None:
    clock, store = DrivenClock(), Store()
    looked: list[int] = []

    def attempt() -> Deferred | None:
        journal = Journal(store.memory(), clock, timedelta(seconds=100))
        broken = Unheard(Deferred(SyncFault.NETWORK_GONE), may_have_acted=True)

        def look() -> dict[str, str]:
            looked.append(1)
            return {"id": "7"}

        outcome = journal.take("step", lambda: broken, look)
        assert outcome is None or isinstance(outcome, Deferred)
        return outcome

    assert attempt() is not None
    clock.forward(days=-1)
    assert attempt() is not None
    assert looked == []
    clock.forward(seconds=101)
    assert attempt() is None
    assert (looked, store.known["id"]) == ([1], "7")


def test_settings_that_can_not_be_are_refused() -> None:
    with pytest.raises(ValueError, match="barcode_field"):
        PuwConfig("https://ezd.example", barcode_field="KodKreskowy")
    with pytest.raises(ValueError, match="12 or 24"):
        TokenAuth("token", lambda count: b"\0" * count, hours=13)
