"""EZD RP over the wire that it speaks: the token and the clock, the order, and what becomes of broken calls."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sync.case_status import CaseState
from sync.channels.channel import Arrived, Deferred, Refusal, Standing
from sync.channels.ezd.rp import RpConfig
from sync.faults import SyncFault
from sync.sandbox.ezd_rp import RpAccess
from sync.sandbox.ezd_shell import Misdeed, Mood, as_json
from sync.status import open_status
from sync.submission import Party, PartyKind
from tests.sync.channels.ezd_kit import RP_URL, Rp, Store, package_of, rp_channel, transport
from tests.sync.kit import DrivenClock, letter

PREFIX = "/ezdrp/integrator/v2"


@pytest.fixture
def rp() -> Rp:
    return Rp()


def refused(outcome: object) -> SyncFault:
    assert isinstance(outcome, Refusal), outcome
    assert isinstance(outcome.code, SyncFault)
    return outcome.code


def deferred(outcome: object) -> SyncFault:
    assert isinstance(outcome, Deferred), outcome
    return outcome.code


def test_a_letter_goes_its_way_in_order(rp: Rp) -> None:
    assert rp.deliver() is Standing.RECEIVED

    steps = [request.replace(PREFIX, "") for request in rp.far_end.requests]
    assert steps == [
        "POST /connect/token",
        "POST /rpw/_search",
        "POST /obiegi",
        "GET /obiegi/obieg-2/dokumenty",
        "POST /dokumenty/dokument-1/rpw",
        "POST /adresaci/_search",
        "POST /adresaci",
        "POST /adresaci/_search",
        "PUT /rpw/1/2026/metadane",
        "POST /rpw/1/2026/zalaczniki",
    ]
    assert rp.leftovers() == []


def test_the_entry_is_described_as_the_resident_confirmed(rp: Rp) -> None:
    rp.deliver()

    [entry] = rp.far_end.entries(rp.package.number)
    assert entry["numerNadawczy"] == rp.package.number
    assert entry["znakNaPismie"] == "ŚG.7120.4.2026"
    assert entry["dataWplywu"] == "2026-11-23"
    assert entry["czyAnonimowy"] is False
    assert [item["nazwa"] for item in entry["zalaczniki"]] == [
        rp.package.number,
        f"{rp.package.number} paczka",
    ]
    [sender] = rp.far_end.shelf.all("sender").values()
    assert sender["nazwisko"] == "Żółć"
    assert sender["listaAdresow"][0]["miejscowoscNazwa"] == "Toruń"


@pytest.mark.parametrize(
    ("sender", "is_anonymous"),
    [
        (Party(""), True),
        (Party("Jan Nowak", address="gdzieś za lasem"), True),
        (Party("Spółka Łąka", PartyKind.INSTITUTION, "ul. Polna 1, 87-100 Toruń"), False),
    ],
)
def test_a_sender_whom_no_address_names_is_told_in_the_remark(
    rp: Rp, sender: Party, is_anonymous: bool
) -> None:
    a_letter = letter()
    rp.package = package_of(replace(a_letter, submission=replace(a_letter.submission, sender=sender)))

    assert rp.deliver() is Standing.RECEIVED
    [entry] = rp.far_end.entries(rp.package.number)
    assert entry["czyAnonimowy"] is is_anonymous
    assert bool(entry["nadawcy"]) is not is_anonymous
    assert (sender.name in entry["uwagi"]) is (is_anonymous or not sender.name)


def test_a_sender_who_is_known_is_not_added_again(rp: Rp) -> None:
    rp.deliver()
    second = Rp(clock=rp.clock)
    second.far_end = rp.far_end
    second.channel = second.new_channel()

    assert second.deliver() is Standing.RECEIVED
    assert rp.far_end.shelf.count("sender") == 1


def test_a_key_that_may_not_add_senders_names_them_in_the_remark(rp: Rp) -> None:
    config = RpConfig(RP_URL, RP_URL, adds_senders=False)
    channel = rp_channel(httpx.Client(transport=transport(rp.far_end)), rp.clock, config=config)

    assert channel.deliver(rp.package, rp.store.memory()) is Standing.RECEIVED
    [entry] = rp.far_end.entries(rp.package.number)
    assert "Józefa Żółć" in entry["uwagi"]
    assert rp.far_end.shelf.count("sender") == 0


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_wrong_clock_is_corrected_by_the_far_ends_time(rp: Rp, hours: int) -> None:
    ours = DrivenClock(rp.clock.now + timedelta(hours=hours))
    channel = rp_channel(httpx.Client(transport=transport(rp.far_end)), ours)

    assert channel.deliver(rp.package, rp.store.memory()) is Standing.RECEIVED
    assert rp.far_end.requests.count("POST /connect/token") == 2


def test_a_wrong_clock_is_named_where_the_correction_does_not_help(rp: Rp) -> None:
    ours = DrivenClock(rp.clock.now + timedelta(hours=1))
    rp.far_end.access = RpAccess(api_key="withdrawn")
    channel = rp_channel(httpx.Client(transport=transport(rp.far_end)), ours)

    outcome = channel.deliver(rp.package, rp.store.memory())

    assert isinstance(outcome, Deferred)
    assert (outcome.code, outcome.detail) == (SyncFault.CLOCK_REFUSED, "this clock is 3600 s ahead")


def test_a_withdrawn_key_at_the_right_time_is_not_called_a_wrong_clock(rp: Rp) -> None:
    rp.far_end.access = RpAccess(api_key="withdrawn")

    assert deferred(rp.deliver()) is SyncFault.NOT_AUTHORISED
    assert rp.far_end.requests == ["POST /connect/token"]


def test_a_token_is_used_until_it_ends_and_replaced_when_it_is_withdrawn(rp: Rp) -> None:
    rp.deliver()
    rp.far_end.forget_tokens()
    rp.proof()
    assert rp.far_end.requests.count("POST /connect/token") == 2
    rp.clock.forward(hours=2)
    rp.channel.look_up(rp.package, rp.store.memory())
    assert rp.far_end.requests.count("POST /connect/token") == 3


def test_another_post_is_not_authorised(rp: Rp) -> None:
    rp.far_end.access = RpAccess(post_id="another")

    assert deferred(rp.deliver()) is SyncFault.NOT_AUTHORISED


@pytest.mark.parametrize(
    "misdeed",
    [Misdeed.DROP_AFTER, Misdeed.DROP_DURING, Misdeed.MALFORMED, Misdeed.STATUS_AFTER, Misdeed.LATE],
)
@pytest.mark.parametrize("on", ["/obiegi", "/dokumenty/dokument-1/rpw", "/adresaci", "/zalaczniki"])
def test_what_may_have_been_done_is_looked_for_and_not_repeated(rp: Rp, misdeed: Misdeed, on: str) -> None:
    if on == "/adresaci":  # the search before the addition passes
        rp.far_end.moods.append(Mood(Misdeed.SLOW, on="/adresaci/_search"))
    rp.far_end.moods.append(Mood(misdeed, on=on, status=502, seconds=60))

    assert isinstance(rp.deliver(), Deferred)
    rp.clock.forward(seconds=121)
    assert rp.deliver() is Standing.RECEIVED

    assert rp.leftovers() == []


@pytest.mark.parametrize("misdeed", [Misdeed.DROP_BEFORE, Misdeed.DROP_AFTER, Misdeed.LATE])
def test_a_description_may_be_written_again_at_once(rp: Rp, misdeed: Misdeed) -> None:
    rp.far_end.moods.append(Mood(misdeed, on="/metadane", seconds=60))

    assert deferred(rp.deliver()) is SyncFault.NETWORK_GONE
    assert rp.deliver() is Standing.RECEIVED
    assert rp.leftovers() == []


def test_an_early_second_try_waits_before_it_calls_anything_absent(rp: Rp) -> None:
    rp.far_end.moods.append(Mood(Misdeed.LATE, on="/dokumenty/dokument-1/rpw", seconds=100))

    assert deferred(rp.deliver()) is SyncFault.NETWORK_GONE
    rp.clock.forward(seconds=60)
    assert deferred(rp.deliver()) is SyncFault.UNSETTLED
    rp.clock.forward(seconds=61)
    assert rp.deliver() is Standing.RECEIVED
    assert rp.leftovers() == []


def test_a_conflict_is_looked_into(rp: Rp) -> None:
    rp.far_end.refuses_second = True
    rp.far_end.moods.append(Mood(Misdeed.STATUS_AFTER, on="/dokumenty/dokument-1/rpw", status=409))

    assert deferred(rp.deliver()) is SyncFault.OFFICE_BUSY
    rp.clock.forward(seconds=121)
    assert rp.deliver() is Standing.RECEIVED
    assert rp.leftovers() == []


def test_too_many_requests_are_given_the_time_they_ask_for(rp: Rp) -> None:
    rp.far_end.moods.append(Mood(Misdeed.STATUS, on="/obiegi", status=429, retry_after_s=30))

    outcome = rp.deliver()

    assert isinstance(outcome, Deferred)
    assert (outcome.code, outcome.retry_after_s) == (SyncFault.OFFICE_BUSY, 30)
    assert rp.deliver() is Standing.RECEIVED


def test_a_far_end_that_registers_twice_is_noticed(rp: Rp) -> None:
    rp.far_end.moods.append(Mood(Misdeed.DUPLICATE, on="/dokumenty/dokument-1/rpw"))

    rp.deliver()

    assert refused(rp.proof()) is SyncFault.AMBIGUOUS


def test_a_reply_about_another_task_stops_for_a_person(rp: Rp) -> None:
    rp.far_end.moods.append(Mood(Misdeed.OTHER_DOCUMENT, on="/obiegi"))

    assert refused(rp.deliver()) is SyncFault.REQUEST_REFUSED
    assert rp.far_end.shelf.count("entry") == 0


def test_a_reply_about_another_entry_stops_for_a_person(rp: Rp) -> None:
    rp.far_end.moods.append(Mood(Misdeed.OTHER_DOCUMENT, on="/dokumenty/dokument-1/rpw"))

    assert isinstance(rp.deliver(), Refusal)
    assert isinstance(rp.proof(), Refusal)


def test_a_refused_body_is_told_without_personal_data(rp: Rp) -> None:
    config = RpConfig(RP_URL, RP_URL, delivery_key="Żółć.Józefa")
    channel = rp_channel(httpx.Client(transport=transport(rp.far_end)), rp.clock, config=config)

    outcome = channel.deliver(rp.package, rp.store.memory())

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.is_absent) == (SyncFault.REQUEST_REFUSED, False)
    assert "sposobDostarczenia" in outcome.detail


def test_a_forgotten_delivery_is_found_by_its_number_and_completed(rp: Rp) -> None:
    rp.far_end.moods.append(Mood(Misdeed.DROP_BEFORE, on="/metadane"))
    rp.deliver()
    rp.store = Store()  # the queue was restored from a backup

    assert rp.deliver() is Standing.RECEIVED
    assert rp.leftovers() == []
    rp.store = Store()
    assert rp.deliver() is Standing.RECEIVED
    assert rp.leftovers() == []


def test_other_content_under_the_same_number_is_not_mistaken_for_ours(rp: Rp) -> None:
    rp.deliver()
    rp.store = Store()
    rp.package = replace(rp.package, sha256="0" * 64)

    assert refused(rp.deliver()) is SyncFault.REPLAY_WITH_OTHER_CONTENT


def test_a_withdrawn_entry_is_not_registered_anew(rp: Rp) -> None:
    rp.deliver()
    rp.far_end.withdraw("RPW/1/2026")
    for thing in rp.far_end.shelf.all("document"):
        rp.far_end.shelf.change(thing, numerRpw=None)

    assert refused(rp.channel.look_up(rp.package, rp.store.memory())) is SyncFault.AMBIGUOUS


def test_a_register_number_of_another_shape_stops_for_a_person(rp: Rp) -> None:
    rp.deliver()
    for thing in rp.far_end.shelf.all("entry"):
        rp.far_end.shelf.change(thing, numerRPW="W/1/2026")
    rp.store = Store()

    assert refused(rp.deliver()) is SyncFault.AMBIGUOUS


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"lista": 7}', b'{"lista": [7], "pageInfo": {}}', b"\xff"])
def test_lists_that_make_no_sense_are_never_an_empty_register(body: bytes) -> None:
    rp = Rp()
    answer = as_json(200, {})
    rp.far_end.about_another = lambda _: replace(answer, body=body)  # type: ignore[method-assign]
    rp.far_end.moods.append(Mood(Misdeed.OTHER_DOCUMENT, on="/rpw/_search"))

    outcome = rp.deliver()

    if body == b'{"lista": [7], "pageInfo": {}}':  # what is no entry is not ours
        assert outcome is Standing.RECEIVED
    else:
        assert deferred(outcome) is SyncFault.OFFICE_BROKEN


@pytest.mark.parametrize(
    ("status", "last"),
    [
        (1, CaseState.IN_PROGRESS),
        (2, CaseState.IN_PROGRESS),
        (3, CaseState.IN_PROGRESS),
        (5, CaseState.IN_PROGRESS),
        (6, CaseState.IN_PROGRESS),
        (4, CaseState.CLOSED),
        (7, CaseState.CLOSED),
        (99, CaseState.REGISTERED),
    ],
)
def test_the_resident_sees_how_the_case_stands(status: int, last: CaseState) -> None:
    a_letter = letter()
    rp = Rp(package=package_of(a_letter))
    rp.deliver()
    rp.proof()
    rp.far_end.set_case("RPW/1/2026", "OR.152.3.2026.AB", status)

    submission = a_letter.submission
    arrived = Arrived(submission.submission_id, submission.number, submission.status, rp.store.known)
    blob = rp.channel.fetch_status(arrived)

    assert isinstance(blob, bytes)
    report = open_status(blob, a_letter.secret)
    assert report is not None
    stations: Any = report["stations"]
    assert [station["state"] for station in stations][-1] == report["state"] == last
    assert (report["case_mark"], report["register_number"]) == ("OR.152.3.2026.AB", "RPW/1/2026")


def test_a_file_above_the_contracts_limit_is_refused_before_the_network(rp: Rp) -> None:
    config = RpConfig(RP_URL, RP_URL, longest_file_bytes=1000)
    channel = rp_channel(httpx.Client(transport=transport(rp.far_end)), rp.clock, config=config)

    outcome = channel.prepare(rp.package)

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.is_absent) == (SyncFault.TOO_LARGE, True)
