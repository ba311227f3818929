"""EZD PUW over the wire that it speaks: order, both ways of signing on, and what becomes of calls that break off."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from sync.case_status import CaseState
from sync.channels.channel import Arrived, Deferred, Refusal, Standing
from sync.channels.ezd.puw import PuwConfig
from sync.channels.ezd.puw_auth import TokenAuth
from sync.faults import SyncFault
from sync.sandbox.ezd_puw import PuwAccess
from sync.sandbox.ezd_puw_forms import FORMS
from sync.sandbox.ezd_shell import Misdeed, Mood
from sync.status import open_status
from sync.submission import Document, DocumentRole, Party, PartyKind
from tests.sync.channels.ezd_kit import Puw, Store, package_of, puw_channel, token_auth, transport
from tests.sync.kit import DrivenClock, letter

SHARED = Path(__file__).resolve().parents[4] / "shared" / "reference" / "ezdpuw" / "ezd-api-types.xsd"
TYPES = {
    "/api1/UtworzKoszulke": "UtworzKoszulke",
    "/Zalacznik/DodajZalcznik": "DodajZalacznik",
    "/Api3/RejestrujDokument": "RejestrujDokument",
    "/api3/WyszukajAdresataWplywu": "WyszukajAdresataWplywu",
    "/api3/AdresatDodaj": "AdresatDodaj",
    "/api3/RejestrujWplyw": "RejestrujWplyw",
    "/koszulka/Wyszukaj": "WyszukajWplyw",
    "/koszulka/ListaDokumentow": "KoszulkaListaDokumentow",
    "/KoszulkaRejestry": "PobierzKoszulkeRejestry",
    "/Koszulka/PobierzKoszulki": "PobierzKoszulki",
    "/Dokument/DokumentPobierz": "DokumentPobierz",
    "/RejestrSpraw/StanSprawy": "StanSprawy",
}


@pytest.fixture
def puw() -> Puw:
    return Puw()


def refused(outcome: object) -> SyncFault:
    assert isinstance(outcome, Refusal), outcome
    assert isinstance(outcome.code, SyncFault)
    return outcome.code


def deferred(outcome: object) -> SyncFault:
    assert isinstance(outcome, Deferred), outcome
    return outcome.code


def test_a_letter_is_filed_in_order_and_registered_once(puw: Puw) -> None:
    assert puw.deliver() is Standing.RECEIVED

    routes = [request.removeprefix("POST ") for request in puw.far_end.requests]
    assert routes == [
        "/koszulka/Wyszukaj",
        "/api1/UtworzKoszulke",
        "/Zalacznik/DodajZalcznik",
        "/Api3/RejestrujDokument",
        "/Zalacznik/DodajZalcznik",
        "/Api3/RejestrujDokument",
        "/api3/WyszukajAdresataWplywu",
        "/api3/AdresatDodaj",
        "/api3/RejestrujWplyw",
    ]
    assert puw.leftovers() == []
    assert puw.store.known["register_number"] == "RPW/1/2026"


def test_the_entry_bears_the_receipts_number_and_what_the_resident_confirmed(puw: Puw) -> None:
    puw.deliver()

    [entry] = puw.far_end.entries(puw.package.number)
    assert entry["NumerNadania"] == puw.package.number
    assert entry["SygnaturaWplywu"] == "ŚG.7120.4.2026"
    assert entry["DataWplywu"] == "2026-11-23"
    assert puw.package.sha256 in entry["Uwagi"]
    [sender] = puw.far_end.shelf.all("sender").values()
    assert (sender["NadawcaImie"], sender["NadawcaNazwisko"], sender["Ulica"], sender["Budynek"]) == (
        "Józefa",
        "Żółć",
        "ul. Długa",
        "7",
    )


def test_the_files_arrive_byte_for_byte_with_the_sealed_package(puw: Puw) -> None:
    puw.deliver()

    files = {
        item["Nazwa"]: base64.b64decode(item["Dane"]) for item in puw.far_end.shelf.all("content").values()
    }
    assert files[f"{puw.package.number} paczka.asice"] == puw.package.data
    assert files[f"{puw.package.number}.pdf"].startswith(b"%PDF-")


def test_attachments_travel_as_documents_of_their_own(puw: Puw) -> None:
    a_letter = letter()
    documents = (
        *a_letter.submission.documents,
        Document("attachments/mapa.png", "image/png", DocumentRole.ATTACHMENT, b"\x89PNG"),
    )
    puw.package = package_of(replace(a_letter, submission=replace(a_letter.submission, documents=documents)))

    assert puw.deliver() is Standing.RECEIVED
    names = [item["Nazwa"] for item in puw.far_end.shelf.all("document").values()]
    assert names == [
        f"{puw.package.number}.pdf",
        f"{puw.package.number} zalacznik 1.png",
        f"{puw.package.number} paczka.asice",
    ]


def test_a_title_of_one_word_is_made_two(puw: Puw) -> None:
    a_letter = letter()
    puw.package = package_of(replace(a_letter, submission=replace(a_letter.submission, subject="Skarga")))

    assert puw.deliver() is Standing.RECEIVED
    [entry] = puw.far_end.entries(puw.package.number)
    assert entry["Tytul"] == "Pismo papierowe: Skarga"


@pytest.mark.parametrize(
    "sender",
    [
        Party(""),
        Party("Żółć"),
        Party("Spółka Łąka", PartyKind.INSTITUTION, "ul. Polna 1, 87-100 Toruń"),
        Party("Jan Nowak", address="gdzieś za lasem"),
    ],
)
def test_every_kind_of_sender_is_taken(puw: Puw, sender: Party) -> None:
    a_letter = letter()
    puw.package = package_of(replace(a_letter, submission=replace(a_letter.submission, sender=sender)))

    assert puw.deliver() is Standing.RECEIVED


def test_a_sender_who_is_known_is_not_added_again(puw: Puw) -> None:
    puw.deliver()
    second = Puw(clock=puw.clock)
    second.far_end = puw.far_end
    second.channel = second.new_channel()

    assert second.deliver() is Standing.RECEIVED
    assert puw.far_end.shelf.count("sender") == 1
    assert puw.far_end.shelf.count("entry") == 2


@pytest.mark.parametrize("hours", [12, 24])
def test_the_token_of_the_hour_signs_on(puw: Puw, hours: int) -> None:
    puw.clock.forward(hours=3)  # 16:00 in Warsaw: the two clocks write it differently
    puw.far_end.access = PuwAccess(hours=hours)
    client = httpx.Client(transport=transport(puw.far_end))
    channel = puw_channel(client, puw.clock, auth=token_auth(hours))

    assert channel.deliver(puw.package, puw.store.memory()) is Standing.RECEIVED


def test_routes_for_active_directory_lie_elsewhere(puw: Puw) -> None:
    config = PuwConfig("https://puw.example/ezd", is_active_directory=True)
    channel = puw_channel(httpx.Client(transport=transport(puw.far_end)), puw.clock, config=config)

    assert channel.deliver(puw.package, puw.store.memory()) is Standing.RECEIVED
    assert all(request.startswith("POST /ad/") for request in puw.far_end.requests)


def test_a_wrong_clock_is_corrected_by_the_far_ends_time(puw: Puw) -> None:
    ours = DrivenClock(puw.clock.now - timedelta(hours=5))
    channel = puw_channel(httpx.Client(transport=transport(puw.far_end)), ours, auth=token_auth())

    assert channel.deliver(puw.package, puw.store.memory()) is Standing.RECEIVED
    assert len(puw.far_end.requests) == 10  # the first call twice, then never again


def test_a_wrong_clock_is_named_where_the_correction_does_not_help(puw: Puw) -> None:
    ours = DrivenClock(puw.clock.now - timedelta(hours=5))
    wrong = TokenAuth("another token", lambda count: b"\1" * count)
    channel = puw_channel(httpx.Client(transport=transport(puw.far_end)), ours, auth=wrong)

    outcome = channel.deliver(puw.package, puw.store.memory())

    assert deferred(outcome) is SyncFault.CLOCK_REFUSED
    assert isinstance(outcome, Deferred)
    assert outcome.detail == "this clock is 18000 s behind"


def test_a_wrong_token_at_the_right_time_is_not_called_a_wrong_clock(puw: Puw) -> None:
    wrong = TokenAuth("another token", lambda count: b"\1" * count)
    channel = puw_channel(httpx.Client(transport=transport(puw.far_end)), puw.clock, auth=wrong)

    assert deferred(channel.deliver(puw.package, puw.store.memory())) is SyncFault.NOT_AUTHORISED


@pytest.mark.parametrize(
    "misdeed",
    [Misdeed.DROP_AFTER, Misdeed.DROP_DURING, Misdeed.MALFORMED, Misdeed.STATUS_AFTER, Misdeed.LATE],
)
@pytest.mark.parametrize(
    "route", ["/api1/UtworzKoszulke", "/Api3/RejestrujDokument", "/api3/AdresatDodaj", "/api3/RejestrujWplyw"]
)
def test_what_may_have_been_done_is_looked_for_and_not_repeated(
    puw: Puw, misdeed: Misdeed, route: str
) -> None:
    puw.far_end.moods.append(Mood(misdeed, on=route, status=502, seconds=60))

    assert isinstance(puw.deliver(), Deferred)
    second = puw.deliver()
    if second is Standing.RECEIVED:  # the register is looked at first, and what is there is there
        assert route == "/api3/RejestrujWplyw"
    else:
        assert deferred(second) is SyncFault.UNSETTLED  # too early to call it absent: it may still be at work
    puw.clock.forward(seconds=121)
    assert puw.deliver() is Standing.RECEIVED

    assert puw.leftovers() == []


@pytest.mark.parametrize("route", ["/api1/UtworzKoszulke", "/api3/RejestrujWplyw"])
def test_what_surely_was_not_done_is_repeated(puw: Puw, route: str) -> None:
    puw.far_end.moods.append(Mood(Misdeed.DROP_BEFORE, on=route))

    assert deferred(puw.deliver()) is SyncFault.NETWORK_GONE
    puw.clock.forward(seconds=121)
    assert puw.deliver() is Standing.RECEIVED

    assert puw.leftovers() == []


def test_a_busy_far_end_is_given_the_time_it_asks_for(puw: Puw) -> None:
    puw.far_end.moods.append(Mood(Misdeed.STATUS, on="RejestrujWplyw", status=429, retry_after_s=17))

    outcome = puw.deliver()

    assert isinstance(outcome, Deferred)
    assert (outcome.code, outcome.retry_after_s) == (SyncFault.OFFICE_BUSY, 17)
    assert puw.deliver() is Standing.RECEIVED  # 429 acted on nothing: no need to wait and look


def test_a_reply_about_another_document_stops_for_a_person(puw: Puw) -> None:
    puw.far_end.moods.append(Mood(Misdeed.OTHER_DOCUMENT, on="RejestrujWplyw"))

    assert refused(puw.deliver()) is SyncFault.AMBIGUOUS
    assert "register_number" not in puw.store.known


def test_a_far_end_that_registers_twice_is_noticed(puw: Puw) -> None:
    puw.far_end.moods.append(Mood(Misdeed.DUPLICATE, on="RejestrujWplyw"))

    assert puw.deliver() is Standing.RECEIVED
    assert refused(puw.proof()) is SyncFault.AMBIGUOUS


def test_two_folders_with_the_number_stop_for_a_person(puw: Puw) -> None:
    puw.far_end.moods.append(Mood(Misdeed.DUPLICATE, on="UtworzKoszulke"))
    puw.far_end.moods.append(Mood(Misdeed.DROP_BEFORE, on="DodajZalcznik"))
    puw.deliver()
    puw.store.known = {**puw.store.known, "doing": "folder"}
    del puw.store.known["done.folder"]
    puw.clock.forward(seconds=121)

    assert refused(puw.deliver()) is SyncFault.AMBIGUOUS


def test_a_no_of_ezd_stops_for_a_person_without_personal_data(puw: Puw) -> None:
    puw.far_end._acts = {**puw.far_end._acts, "/api3/AdresatDodaj": _complain}

    outcome = puw.deliver()

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.is_absent) == (SyncFault.FAR_END_REFUSED, False)
    assert "nadawca" in outcome.detail.lower()
    assert not any(word in outcome.detail for word in ("Józefa", "Żółć", "Długa", "600"))


def test_a_no_before_anything_was_done_leaves_other_channels_free(puw: Puw) -> None:
    puw.far_end._acts = {**puw.far_end._acts, "/api1/UtworzKoszulke": _complain}

    outcome = puw.deliver()

    assert isinstance(outcome, Refusal)
    assert outcome.is_absent


def test_a_forgotten_delivery_is_found_by_its_barcode(puw: Puw) -> None:
    puw.deliver()
    puw.store = Store()  # the queue was restored from a backup

    assert puw.deliver() is Standing.RECEIVED
    assert puw.leftovers() == []
    proof = puw.proof()
    assert isinstance(proof, bytes)
    assert puw.channel.check_proof(proof, puw.package, puw.store.memory()) is None


def test_a_document_that_is_known_to_be_ours_is_not_fetched_again(puw: Puw) -> None:
    puw.far_end.moods.append(Mood(Misdeed.DROP_AFTER, on="RejestrujWplyw"))
    puw.deliver()

    assert puw.deliver() is Standing.RECEIVED
    assert "POST /Dokument/DokumentPobierz" not in puw.far_end.requests


def test_other_content_under_the_same_number_is_not_mistaken_for_ours(puw: Puw) -> None:
    puw.deliver()
    for thing, content in puw.far_end.shelf.all("content").items():
        if content["Nazwa"].endswith(".pdf"):
            puw.far_end.shelf.change(thing, Dane=base64.b64encode(b"%PDF-another").decode())
    puw.store = Store()

    assert refused(puw.deliver()) is SyncFault.REPLAY_WITH_OTHER_CONTENT


def test_a_search_that_finds_nothing_may_be_answered_as_an_error(puw: Puw) -> None:
    puw.far_end.not_found_status = 7
    assert refused(puw.deliver()) is SyncFault.FAR_END_REFUSED

    config = PuwConfig("https://puw.example/ezd", not_found_status=7)
    channel = puw_channel(httpx.Client(transport=transport(puw.far_end)), puw.clock, config=config)
    assert channel.deliver(puw.package, puw.store.memory()) is Standing.RECEIVED


@pytest.mark.parametrize(
    ("barcode", "registers", "how"),
    [(False, True, "KoszulkaRejestry"), (True, False, "KodKreskowy"), (False, False, "ListaDokumentow")],
)
@pytest.mark.parametrize("misdeed", [Misdeed.DROP_AFTER, Misdeed.LATE])
def test_one_way_of_looking_is_enough(
    puw: Puw, misdeed: Misdeed, barcode: bool, registers: bool, how: str
) -> None:
    puw.far_end.indexes_barcode, puw.far_end.shows_registers = barcode, registers
    puw.far_end.moods.append(Mood(misdeed, on="RejestrujWplyw", seconds=60))

    for _ in range(3):
        puw.deliver()
        puw.clock.forward(seconds=121)

    assert puw.deliver() is Standing.RECEIVED
    assert puw.leftovers() == []
    proof = puw.proof()
    assert isinstance(proof, bytes)
    assert f'sposob="{how}"'.encode() in proof


def test_an_entry_that_is_gone_is_not_registered_anew(puw: Puw) -> None:
    puw.deliver()
    puw.far_end.shelf._database.execute("DELETE FROM thing WHERE kind = 'entry'")

    assert refused(puw.channel.look_up(puw.package, puw.store.memory())) is SyncFault.AMBIGUOUS


def test_look_up_knows_received_and_unknown(puw: Puw) -> None:
    assert puw.channel.look_up(puw.package, puw.store.memory()) is Standing.UNKNOWN
    puw.deliver()
    assert puw.channel.look_up(puw.package, puw.store.memory()) is Standing.RECEIVED


def test_the_record_is_the_same_for_ever_and_of_this_letter_alone(puw: Puw) -> None:
    puw.deliver()
    first, again = puw.proof(), puw.proof()
    assert isinstance(first, bytes)
    assert first == again
    root = etree.fromstring(first)
    assert "Nie jest podpisany przez EZD" in root.findtext("{*}Uwaga", "")
    assert root.findtext("{*}NumerRejestru") == "RPW/1/2026"
    assert not any(word in first.decode() for word in ("Józefa", "Żółć", "Długa", "drzewa"))

    other = Puw(clock=puw.clock)
    objection = puw.channel.check_proof(first, other.package, puw.store.memory())
    assert objection is not None
    assert objection.code is SyncFault.PROOF_NOT_MATCHING
    forged = first.replace(b"RPW/1/2026", b"RPW/2/2026")
    assert puw.channel.check_proof(forged, puw.package, puw.store.memory()) is not None
    malformed = puw.channel.check_proof(b"<a/>", puw.package, puw.store.memory())
    assert malformed is not None
    assert malformed.code is SyncFault.PROOF_MALFORMED


def test_the_resident_sees_how_the_case_stands() -> None:
    a_letter = letter()
    puw = Puw(package=package_of(a_letter))
    puw.deliver()
    puw.proof()

    def states() -> list[tuple[str, str]]:
        submission = a_letter.submission
        arrived = Arrived(submission.submission_id, submission.number, submission.status, puw.store.known)
        blob = puw.channel.fetch_status(arrived)
        assert isinstance(blob, bytes)
        report = open_status(blob, a_letter.secret)
        assert report is not None
        assert report["number"] == submission.number
        assert report["register_number"] == "RPW/1/2026"
        stations: Any = report["stations"]
        return [(station["state"], report["case_mark"] or "") for station in stations]

    assert states() == [("received", ""), ("registered", "")]
    puw.far_end.open_case("RPW/1/2026", "OR.152.3.2026.AB")
    assert states()[-1] == (CaseState.IN_PROGRESS, "OR.152.3.2026.AB")
    puw.far_end.suspend_case("RPW/1/2026")
    assert states()[-1][0] == CaseState.IN_PROGRESS
    puw.far_end.close_case("RPW/1/2026")
    assert states()[-2:] == [
        (CaseState.IN_PROGRESS, "OR.152.3.2026.AB"),
        (CaseState.CLOSED, "OR.152.3.2026.AB"),
    ]


def test_a_file_that_is_too_large_is_refused_before_the_network(puw: Puw) -> None:
    config = PuwConfig("https://puw.example/ezd", longest_file_bytes=1000)
    channel = puw_channel(httpx.Client(transport=transport(puw.far_end)), puw.clock, config=config)

    outcome = channel.prepare(puw.package)

    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.is_absent) == (SyncFault.TOO_LARGE, True)
    assert puw.channel.prepare(puw.package) is None
    assert puw.far_end.requests == []


@pytest.mark.skipif(not SHARED.exists(), reason="the published types are not beside this checkout")
@pytest.mark.parametrize("route", sorted(FORMS))
def test_the_sandbox_knows_the_published_fields_and_no_others(route: str) -> None:
    fields = _published(TYPES[route])

    assert set(FORMS[route]) == set(fields) - {
        "CID",
        "IdPracownikaWlasciciela",
        "IdStanowiskaWlasciciela",
    } - {name for name in fields if name.startswith("Atrybut")}
    kinds = {"string": str, "base64Binary": str, "int": int, "long": int, "boolean": bool}
    for name, kind in FORMS[route].items():
        told = fields[name].removeprefix("xs:")
        assert isinstance(kind, dict) or told == "dateTime" or kinds[told] is kind


def _published(name: str) -> dict[str, str]:
    schema = "{http://www.w3.org/2001/XMLSchema}"
    [found] = etree.parse(SHARED).xpath(
        "/xs:schema/xs:complexType[@name=$name]",
        namespaces={"xs": "http://www.w3.org/2001/XMLSchema"},
        name=name,
    )
    return {str(field.get("name")): str(field.get("type")) for field in found.iter(f"{schema}element")}


def _complain(given: dict[str, Any]) -> dict[str, Any]:
    from sync.sandbox.ezd_puw import NotDone

    raise NotDone(f"Nadawca JÓZEFA ŻÓŁĆ, ul. Długa 7, tel. 600700800: {json.dumps(given)[:40]}")
