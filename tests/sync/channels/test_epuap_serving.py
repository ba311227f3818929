"""Serving people through ePUAP: each once, and the UPD is the proof."""

import collections
import random
import secrets
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import PERSON_FOUND_NOTHING, Deferred, Memory, Refusal, Standing
from sync.channels.epuap.channel import EpuapFolders, EpuapKeys
from sync.channels.epuap.letter import Attachment
from sync.channels.epuap.serving import ORDER_ID, Doreczyciel, OutgoingLetter
from sync.faults import Refused, SyncFault
from sync.sandbox.epuap_moods import Mood
from sync.submission import Party, PartyKind
from tests.sync.channels.epuap_kit import BASE, Office, config_at, keys, sealer
from tests.sync.kit import NOON

OFFICE = Party("Urząd", PartyKind.INSTITUTION, "pl. Teatralny 2, 87-100 Toruń")


def outgoing(number: int = 1) -> OutgoingLetter:
    return OutgoingLetter(
        document_id=f"SERIA-{number}",
        case_id="OR.1.2.2026",
        inbox="/jan/domyslna",
        due=NOON + timedelta(days=14),
        sender=OFFICE,
        recipient=Party("Jan Przykładowy", address="ul. Testowa 1, 87-100 Toruń"),
        title="Zawiadomienie",
        notes=("Treść zawiadomienia.",),
        attachments=(Attachment("z.pdf", "application/pdf", "Zawiadomienie", data=b"%PDF"),),
    )


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def doreczyciel(office: Office) -> Doreczyciel:
    return Doreczyciel(
        office.config,
        EpuapKeys(system=sealer(keys().system), seal=sealer(keys().seal)),
        office.trust,
        EpuapFolders(office.folder / "receipts", office.folder / "letters", office.recipients),
        client=httpx.Client(transport=office.transport),
        clock=office.clock,
        random=secrets.token_bytes,
    )


def orders(office: Office) -> list[str]:
    return [order.document_id for order in office.store.orders()]


def code_of(outcome: object) -> object:
    assert isinstance(outcome, Deferred | Refusal | Refused), outcome
    return outcome.code


def test_a_person_is_served_once_and_signs_for_it(office: Office) -> None:
    serving, memory = doreczyciel(office), office.memory()

    standings = [serving.serve(outgoing(), memory), doreczyciel(office).serve(outgoing(), office.memory())]
    waiting = serving.fetch_receipt(outgoing())
    assert office.far_end.acts.sign_for(memory.known[ORDER_ID])
    receipt = serving.fetch_receipt(outgoing())

    assert standings == [Standing.RECEIVED] * 2
    assert orders(office) == ["SERIA-1"]
    assert code_of(waiting) is SyncFault.PROOF_PENDING
    assert isinstance(receipt, bytes)
    assert serving.check_receipt(receipt, outgoing()) is None
    assert code_of(serving.check_receipt(receipt, outgoing(2))) is SyncFault.PROOF_NOT_MATCHING
    assert code_of(serving.check_receipt(b"<x/>", outgoing())) is SyncFault.PROOF_MALFORMED


def test_a_lost_answer_is_never_repeated_by_itself(office: Office) -> None:
    serving, memory = doreczyciel(office), office.memory()
    serving.serve(outgoing(7), Memory({}, lambda _: None))
    office.far_end.moods.add(Mood.DROP_AFTER, "doreczyciel")

    outcomes = [serving.serve(outgoing(), memory)]
    office.clock.forward(minutes=16)
    outcomes.append(serving.serve(outgoing(), memory))

    assert [code_of(one) for one in outcomes] == [SyncFault.UNSETTLED, SyncFault.AMBIGUOUS]
    assert orders(office) == ["SERIA-7", "SERIA-1"]


def test_the_upd_settles_a_lost_answer(office: Office) -> None:
    serving, memory = doreczyciel(office), office.memory()
    serving.serve(outgoing(7), Memory({}, lambda _: None))
    office.far_end.moods.add(Mood.DROP_AFTER, "doreczyciel")
    serving.serve(outgoing(), memory)
    assert office.far_end.acts.sign_for(office.store.orders()[-1].order_id)

    assert serving.serve(outgoing(), memory) is Standing.RECEIVED
    assert memory.get("settled_by") == "UPD"
    assert serving.serve(outgoing(), memory) is Standing.RECEIVED


def test_what_the_platform_does_not_take_is_told_with_its_text(office: Office) -> None:
    late = outgoing()
    office.clock.forward(days=30)

    refusal = doreczyciel(office).serve(late, office.memory())

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.is_absent) == (SyncFault.FAR_END_REFUSED, True)
    assert "TerminDoreczenia" in refusal.detail


def test_a_code_that_is_not_known_stops_for_a_person(office: Office) -> None:
    serving, memory = doreczyciel(office), office.memory()
    serving.serve(outgoing(7), Memory({}, lambda _: None))
    office.far_end.moods.add(Mood.REFUSED, "doreczyciel")

    refusal = serving.serve(outgoing(), memory)

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.is_absent) == (SyncFault.FAR_END_REFUSED, False)
    assert "kod 7351" in refusal.detail


def test_whatever_breaks_nobody_is_served_twice(tmp_path: Path) -> None:
    """A person looks on the platform whenever they are asked, and says so where nothing is there."""
    office = Office(tmp_path, config=config_at(BASE, pull_url=""))
    chance = random.Random(11)
    moods = [mood for mood in Mood if mood not in (Mood.SLOW, Mood.REPLAYED)]
    serving = doreczyciel(office)
    asked = 0
    for number in range(60):
        memory = Memory({}, lambda _: None)
        for turn in range(20):
            office.far_end.moods.clear()
            if turn < 3 and chance.random() < 0.6:
                office.far_end.moods.add(chance.choice(moods), "doreczyciel")
            outcome = serving.serve(outgoing(number), memory)
            if outcome is Standing.RECEIVED:
                break
            is_there = f"SERIA-{number}" in orders(office)
            if isinstance(outcome, Refusal):
                asked += 1
                assert not (outcome.is_absent and is_there)
                memory.save({ORDER_ID: "found by a person"} if is_there else {PERSON_FOUND_NOTHING: "yes"})
        else:
            pytest.fail("a letter never came to an end")

    assert collections.Counter(orders(office)) == {f"SERIA-{number}": 1 for number in range(60)}
    assert asked > 5
