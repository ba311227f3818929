"""A letter to ePUAP, against a platform that verifies every signature and validates every request."""

import random
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import PERSON_FOUND_NOTHING, Arrived, Deferred, Memory, Package, Refusal, Standing
from sync.channels.epuap import receipts as receipts_module
from sync.channels.epuap.channel import (
    DOCUMENT_ID,
    TRIED_AT,
    EpuapChannel,
    EpuapFolders,
    EpuapKeys,
)
from sync.channels.epuap.config import EpuapTrust, Template
from sync.channels.epuap.receipt import EpuapReceipt, ReceiptKind, read_receipt
from sync.channels.epuap.services import File, Pulled, Served, Service
from sync.cms import NotSigned, Sealer
from sync.courier import Courier
from sync.daemon import Daemon
from sync.faults import Refused, SealFault, SyncFault
from sync.outbox import STATUS
from sync.package_store import PackageStore
from sync.queue import ItemState, Queue
from sync.routing import Route, Routing
from sync.sandbox.epuap_moods import Mood
from sync.sandbox.epuap_security import Rules
from sync.status import derive_keys, open_status
from sync.vault import decrypt
from tests.sync.channels.epuap_kit import (
    BASE,
    Office,
    breaking_at,
    config_at,
    keys,
    package_of,
    platform_of,
    sealer,
)
from tests.sync.kit import KioskOnDisk, letter, small_pdf


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def package() -> Package:
    return package_of()


def silent(office: Office) -> Office:
    """An office without a reply inbox: nothing can be looked for."""
    return Office(office.folder, config=config_at(BASE, pull_url=""))


def arrived(office: Office) -> list[str]:
    return [kept.correlation for kept in office.store.documents()]


def code_of(outcome: object) -> object:
    assert isinstance(outcome, Deferred | Refusal | Refused), outcome
    return outcome.code


@pytest.mark.parametrize("has_timestamp", [False, True])
@pytest.mark.parametrize("template", list(Template))
@pytest.mark.parametrize("sends_as_any", [False, True])
def test_a_letter_arrives_and_its_receipt_is_the_proof(
    tmp_path: Path, package: Package, template: Template, has_timestamp: bool, sends_as_any: bool
) -> None:
    config = config_at(BASE, template=template, has_timestamp=has_timestamp, sends_as_any=sends_as_any)
    office = Office(tmp_path, config=config, platform=platform_of(keys(), rules=Rules(has_timestamp)))
    channel, memory = office.channel(), office.memory()

    standing = channel.deliver(package, memory)
    proof = channel.fetch_proof(package, memory)

    assert (standing, office.far_end.refused) == (Standing.RECEIVED, [])
    assert isinstance(proof, bytes)
    assert channel.check_proof(proof, package, memory) is None
    (kept,) = office.store.documents()
    assert proof == kept.receipt
    assert memory.get(DOCUMENT_ID) == kept.document_id


def test_an_intention_is_on_the_disk_before_the_letter_leaves(office: Office, package: Package) -> None:
    seen: list[int] = []
    memory = Memory(
        {}, lambda known: seen.append(len(office.store.documents())) if TRIED_AT in known else None
    )

    office.channel().deliver(package, memory)

    assert seen[0] == 0


def test_nothing_of_the_letter_is_in_the_memory(office: Office, package: Package) -> None:
    memory = office.memory()
    office.channel().deliver(package, memory)

    assert "Żółć" not in str(memory.known)
    assert set(memory.known) == {
        "tried_at", "document_sha256", "inbox", "sealed_at", "sheets", "pages", "document_id", "receipt_id",
        "received_at",
    }  # fmt: skip


def test_a_letter_that_arrived_is_not_sent_again(office: Office, package: Package) -> None:
    memory = office.memory()
    office.channel().deliver(package, memory)

    assert office.channel().deliver(package, office.memory()) is Standing.RECEIVED
    assert office.channel().look_up(package, office.memory()) is Standing.RECEIVED
    assert len(arrived(office)) == 1


def test_a_department_has_an_inbox_of_its_own(tmp_path: Path, package: Package) -> None:
    config = config_at(BASE, inboxes={"Urząd Marszałkowski": "/urzad/odpowiedzi"})
    office = Office(tmp_path, config=config)

    office.channel().deliver(package, office.memory())

    assert [kept.inbox for kept in office.store.documents()] == ["/urzad/odpowiedzi"]


def test_a_large_letter_lies_in_filerepo_and_is_uploaded_once(tmp_path: Path) -> None:
    office = Office(tmp_path, config=config_at(BASE, embed_up_to_bytes=500))
    package = package_of()
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.DROP_BEFORE, "skrytka")

    first = channel.deliver(package, memory)
    memory.save({PERSON_FOUND_NOTHING: "yes"})
    second = channel.deliver(package, memory)

    assert (code_of(first), second) == (SyncFault.UNSETTLED, Standing.RECEIVED)
    (kept,) = office.store.documents()
    assert b'kodowanie="URI"' in kept.data
    assert b"fileId=plik-1<" in kept.data
    assert office.store.file("plik-2") is None


def test_what_is_larger_than_the_channel_carries_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    small = package_of(letter(pdf=small_pdf()))
    no_repo = Office(tmp_path, config=config_at(BASE, embed_up_to_bytes=100, file_repo_url="")).channel()
    small_repo = Office(tmp_path, config=config_at(BASE, embed_up_to_bytes=1, file_up_to_bytes=100)).channel()

    for channel in (no_repo, small_repo):
        refusal = channel.prepare(small)
        assert isinstance(refusal, Refusal)
        assert (refusal.code, refusal.is_absent) == (SyncFault.TOO_LARGE, True)


def test_a_package_that_is_none_is_refused(office: Office, package: Package) -> None:
    broken = Package(package.submission_id, package.number, package.sha256, b"PK")

    refusal = office.channel().prepare(broken)

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.is_absent) == (SealFault.MALFORMED, True)


@pytest.mark.parametrize(
    ("mood", "code", "wait_s"),
    [
        (Mood.BUSY, SyncFault.OFFICE_BUSY, 7),
        (Mood.TOO_MANY, SyncFault.OFFICE_BUSY, 7),
        (Mood.SERVER_ERROR, SyncFault.OFFICE_BROKEN, None),
        (Mood.DROP_BEFORE, SyncFault.NETWORK_GONE, None),
    ],
)
def test_the_channel_knocks_before_it_risks_a_letter(
    office: Office, package: Package, mood: Mood, code: SyncFault, wait_s: float | None
) -> None:
    office.far_end.moods.add(mood, "skrytka", wait_s=7)
    memory = office.memory()

    outcome = office.channel().deliver(package, memory)

    assert isinstance(outcome, Deferred)
    assert (outcome.code, outcome.retry_after_s) == (code, wait_s)
    assert memory.get(TRIED_AT) is None
    assert office.channel().deliver(package, memory) is Standing.RECEIVED


@pytest.mark.parametrize("mood", [Mood.BUSY, Mood.TOO_MANY])
def test_a_letter_that_was_turned_away_at_the_door_is_sent_again(
    office: Office, package: Package, mood: Mood
) -> None:
    office = silent(office)
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(mood, "skrytka", wait_s=60)

    first = channel.deliver(package, memory)

    assert isinstance(first, Deferred)
    assert first.retry_after_s == 60
    assert channel.deliver(package, memory) is Standing.RECEIVED
    assert len(arrived(office)) == 1


@pytest.mark.parametrize("step", ["connect", "send"])
def test_a_request_that_did_not_leave_whole_is_sent_again(
    office: Office, package: Package, step: str
) -> None:
    office = silent(office)
    channel, memory = office.channel(), office.memory()
    channel.check()

    with breaking_at(office, step):
        first = channel.deliver(package, memory)

    assert code_of(first) is SyncFault.NETWORK_GONE
    assert memory.get(TRIED_AT) is None
    assert channel.deliver(package, memory) is Standing.RECEIVED


LOST = [
    Mood.DROP_AFTER,
    Mood.DROP_DURING,
    Mood.SERVER_ERROR_AFTER,
    Mood.MALFORMED,
    Mood.WRONG_SIGNATURE,
    Mood.UNSIGNED,
    Mood.EXPIRED_SIGNER,
    Mood.STRANGE_SIGNER,
]


@pytest.mark.parametrize("mood", LOST)
def test_a_lost_answer_stops_for_a_person_where_nothing_can_be_looked_for(
    office: Office, package: Package, mood: Mood
) -> None:
    office = silent(office)
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(mood, "skrytka")

    first = channel.deliver(package, memory)
    again = office.channel().deliver(package, office.memory())

    for refusal in (first, again):
        assert isinstance(refusal, Refusal)
        assert (refusal.code, refusal.is_absent) == (SyncFault.AMBIGUOUS, False)
    assert len(arrived(office)) == 1


@pytest.mark.parametrize("mood", LOST)
def test_a_lost_answer_is_settled_by_the_receipt_that_comes_into_the_reply_inbox(
    tmp_path: Path, package: Package, mood: Mood
) -> None:
    office = Office(tmp_path, platform=platform_of(keys(), sends_receipts_to_inbox=True))
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(mood, "skrytka")

    standing = channel.deliver(package, memory)

    assert standing is Standing.RECEIVED
    proof = channel.fetch_proof(package, memory)
    assert isinstance(proof, bytes)
    assert channel.check_proof(proof, package, memory) is None
    assert len(arrived(office)) == 1
    assert office.store.head("/urzad/odpowiedzi") is None


def test_a_letter_is_looked_for_a_while_before_a_person_is_asked(office: Office, package: Package) -> None:
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.DROP_BEFORE, "skrytka")

    outcomes = [channel.deliver(package, memory)]
    for minutes in (5, 9, 2):
        office.clock.forward(minutes=minutes)
        outcomes.append(channel.deliver(package, memory))

    assert [code_of(one) for one in outcomes] == [SyncFault.UNSETTLED] * 3 + [SyncFault.AMBIGUOUS]
    assert arrived(office) == []


def test_once_a_person_has_found_nothing_the_letter_is_sent_again(office: Office, package: Package) -> None:
    office = silent(office)
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.DROP_BEFORE, "skrytka")
    channel.deliver(package, memory)

    memory.save({PERSON_FOUND_NOTHING: "2026-11-23"})

    assert channel.deliver(package, memory) is Standing.RECEIVED
    assert memory.get(PERSON_FOUND_NOTHING) is None


def test_a_receipt_that_a_person_brings_settles_a_lost_answer(office: Office, package: Package) -> None:
    office = silent(office)
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.DROP_AFTER, "skrytka")
    channel.deliver(package, memory)
    (kept,) = office.store.documents()

    refused = channel.adopt_receipt(office.reissue(kept.document_id), memory)

    assert refused is None
    assert channel.deliver(package, memory) is Standing.RECEIVED
    proof = channel.fetch_proof(package, memory)
    assert isinstance(proof, bytes)
    assert channel.check_proof(proof, package, memory) is None


def test_a_receipt_for_a_letter_that_was_never_sent_is_not_taken(office: Office, package: Package) -> None:
    office.channel().deliver(package, office.memory())
    (kept,) = office.store.documents()

    refused = office.channel().adopt_receipt(office.reissue(kept.document_id), Memory({}, lambda _: None))

    assert code_of(refused) is SyncFault.PROOF_NOT_MATCHING


@pytest.mark.parametrize(
    ("mood", "text"), [(Mood.REFUSED, "zamknięta na zawsze"), (Mood.EXCEPTION, "na życzenie")]
)
def test_a_code_that_is_not_known_stops_for_a_person_with_its_text(
    office: Office, package: Package, mood: Mood, text: str
) -> None:
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(mood, "skrytka")

    refusal = channel.deliver(package, memory)

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.is_absent) == (SyncFault.FAR_END_REFUSED, False)
    assert refusal.detail.startswith("kod 7351: ")
    assert text in refusal.detail


def test_what_the_platform_calls_our_mistake_is_surely_absent(office: Office, package: Package) -> None:
    channel, memory = office.channel(), office.memory()
    office.platform = platform_of(keys(), largest_document_bytes=3_500)
    office.far_end.acts.platform = office.platform

    refusal = channel.deliver(package, memory)

    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.is_absent) == (SyncFault.FAR_END_REFUSED, True)
    assert memory.get(TRIED_AT) is None


def test_a_system_that_is_not_registered_is_told_so(office: Office, package: Package) -> None:
    office.far_end.acts.platform = platform_of(keys(), accounts=())

    refusal = office.channel().deliver(package, office.memory())

    assert isinstance(refusal, Refusal)
    assert refusal.is_absent
    assert "FailedAuthentication" in refusal.detail


def test_a_receipt_that_is_late_comes_by_pull(office: Office, package: Package) -> None:
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.RECEIPT_LATE, "skrytka")
    channel.deliver(package, memory)
    office.far_end.moods.add(Mood.DROP_BEFORE, "pull")

    first = channel.fetch_proof(package, memory)
    second = channel.fetch_proof(package, memory)

    assert code_of(first) is SyncFault.NETWORK_GONE
    assert isinstance(second, bytes)
    assert channel.check_proof(second, package, memory) is None


def test_a_receipt_that_never_comes_is_waited_for(office: Office, package: Package) -> None:
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.RECEIPT_NEVER, "skrytka")

    assert channel.deliver(package, memory) is Standing.RECEIVED
    assert code_of(channel.fetch_proof(package, memory)) is SyncFault.PROOF_PENDING


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        (Mood.RECEIPT_FORGED, SyncFault.PROOF_BAD_SIGNATURE),
        (Mood.OTHER_DOCUMENT, SyncFault.PROOF_NOT_MATCHING),
    ],
)
def test_a_receipt_that_is_no_good_is_no_proof(
    office: Office, package: Package, mood: Mood, code: SyncFault
) -> None:
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(mood, "skrytka")
    channel.deliver(package, memory)

    proof = channel.fetch_proof(package, memory)

    assert isinstance(proof, bytes)
    assert code_of(channel.check_proof(proof, package, memory)) is code


def test_a_reply_to_an_earlier_letter_is_not_taken_for_this_one(office: Office, package: Package) -> None:
    office = silent(office)
    channel = office.channel()
    channel.deliver(package, office.memory())
    office.far_end.moods.add(Mood.REPLAYED, "skrytka")

    outcome = channel.deliver(package_of(), Memory({}, lambda _: None))

    assert code_of(outcome) is SyncFault.AMBIGUOUS
    assert len(arrived(office)) == 2


def test_a_receipt_for_another_offices_inbox_is_no_proof(office: Office, package: Package) -> None:
    channel, memory = office.channel(), office.memory()
    channel.deliver(package, memory)
    proof = channel.fetch_proof(package, memory)
    memory.save({"inbox": "/inny/skrytka"})

    assert isinstance(proof, bytes)
    objection = channel.check_proof(proof, package, memory)
    assert objection == Refused(SyncFault.PROOF_NOT_MATCHING, "another recipient")


def test_a_receipt_under_another_trust_is_no_proof(office: Office, package: Package) -> None:
    memory = office.memory()
    office.channel().deliver(package, memory)
    wary = office.channel(trust=EpuapTrust(replies=office.trust.replies, receipts=[keys().stranger.der]))
    proof = wary.fetch_proof(package, memory)

    assert isinstance(proof, bytes)
    assert code_of(wary.check_proof(proof, package, memory)) is SyncFault.PROOF_BAD_SIGNATURE


def test_the_authority_above_the_signers_may_be_pinned_instead(office: Office, package: Package) -> None:
    authority = [keys().authority.der]
    channel = office.channel(trust=EpuapTrust(replies=authority, receipts=authority))
    memory = office.memory()

    assert channel.deliver(package, memory) is Standing.RECEIVED
    proof = channel.fetch_proof(package, memory)
    assert isinstance(proof, bytes)
    assert channel.check_proof(proof, package, memory) is None


def test_an_expired_signer_is_refused_although_its_authority_is_pinned(office: Office) -> None:
    channel = office.channel(trust=EpuapTrust(replies=[keys().authority.der], receipts=[]))
    office.far_end.moods.add(Mood.EXPIRED_SIGNER, "skrytka")

    outcome = channel.check()

    assert isinstance(outcome, Deferred)
    assert outcome == Deferred(
        SyncFault.OFFICE_UNTRUSTED, "the signer's certificate is not valid at that time"
    )


def test_what_comes_by_pull_and_is_no_receipt_is_kept_encrypted(office: Office, package: Package) -> None:
    answer = b"<Dokument>Odpowiedz dla Anny</Dokument>"
    office.store.enqueue("/urzad/odpowiedzi", "pismo.xml", b"", "2026-11-23T10:00:00Z", answer)
    office.far_end.moods.add(Mood.DUPLICATE, "pull")
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.RECEIPT_LATE, "skrytka")
    channel.deliver(package, memory)

    proof = channel.fetch_proof(package, memory)

    assert isinstance(proof, bytes)
    (kept,) = (office.folder / "letters").iterdir()
    assert b"Anny" not in kept.read_bytes()
    assert decrypt(kept.read_bytes(), [office.identity]) == answer
    assert office.store.count("/urzad/odpowiedzi") == 0


def test_a_death_between_keeping_and_confirming_loses_no_document(
    office: Office, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel, memory = office.channel(), office.memory()
    channel.check()
    office.far_end.moods.add(Mood.RECEIPT_LATE, "skrytka")
    channel.deliver(package, memory)

    class Died(BaseException):
        pass

    def die(*_: object) -> None:
        raise Died

    monkeypatch.setattr(receipts_module, "sync_folder", die)
    with pytest.raises(Died):
        channel.fetch_proof(package, memory)
    monkeypatch.undo()

    assert office.store.count("/urzad/odpowiedzi") == 1
    assert isinstance(office.channel().fetch_proof(package, office.memory()), bytes)


def test_an_answer_that_a_full_disk_did_not_take_is_still_known_to_this_process(
    office: Office, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = silent(office)
    channel, memory = office.channel(), office.memory()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(receipts_module, "write_durably", full)
    with pytest.raises(OSError, match="No space"):
        channel.deliver(package, memory)
    monkeypatch.undo()

    assert channel.deliver(package, memory) is Standing.RECEIVED
    assert isinstance(channel.fetch_proof(package, memory), bytes)
    assert len(arrived(office)) == 1


def test_a_key_that_does_not_sign_is_told_by_its_code(office: Office, package: Package) -> None:
    good = sealer(keys().system)
    mute = Sealer(good.certificate_der, (), lambda _: NotSigned(SealFault.CARD_GONE))
    folders = EpuapFolders(office.folder / "r", office.folder / "l", office.recipients)
    client = httpx.Client(transport=office.transport)
    for pair in (EpuapKeys(mute, good), EpuapKeys(good, mute)):
        channel = EpuapChannel(
            office.config,
            pair,
            office.trust,
            folders,
            client=client,
            clock=office.clock,
            random=lambda n: b"x" * n,
        )

        outcome = channel.deliver(package, office.memory())

        assert outcome == Deferred(SyncFault.CHANNEL_KEY_SILENT, "seal.card_gone")


def test_knocking_delivers_nothing(office: Office) -> None:
    assert office.channel().check() is None
    assert arrived(office) == []


def test_knocking_tells_what_is_wrong_with_the_reply_inbox(office: Office) -> None:
    office.far_end.moods.add(Mood.REFUSED, "pull")

    outcome = office.channel().check()

    assert isinstance(outcome, Refusal)
    assert "zamknięta na zawsze" in outcome.detail


def test_the_resident_reads_that_the_letter_was_received(office: Office) -> None:
    a_letter = letter()
    package, memory = package_of(a_letter), office.memory()
    channel = office.channel()
    access = derive_keys(a_letter.secret).access()
    about = Arrived(package.submission_id, package.number, access, memory.known)
    assert channel.fetch_status(about) is None
    channel.deliver(package, memory)

    blob = channel.fetch_status(Arrived(package.submission_id, package.number, access, memory.known))

    assert isinstance(blob, bytes)
    report = open_status(blob, a_letter.secret)
    assert report is not None
    assert (report["number"], report["state"], report["sheets"], report["pages"]) == (
        package.number,
        "received",
        2,
        3,
    )


def test_a_person_is_served_and_the_upd_names_our_document(office: Office, package: Package) -> None:
    office.channel().deliver(package, office.memory())
    (kept,) = office.store.documents()
    services = office.services()
    due = office.clock().replace(year=2027)

    served = services.serve(Service(File("p.xml", kept.data), "/jan/domyslna", due, "NASZ-1", "OR.1.2.2026"))

    assert isinstance(served, Served)
    assert (served.code, served.document_id) == (1, "NASZ-1")
    assert office.far_end.acts.sign_for(served.order_id)
    pulled = services.pull_next()
    assert isinstance(pulled, Pulled)
    receipt = read_receipt(pulled.document.data, office.trust.receipts, office.clock())
    assert isinstance(receipt, EpuapReceipt)
    assert (receipt.kind, receipt.document_id, receipt.case_id) == (ReceiptKind.UPD, "NASZ-1", "OR.1.2.2026")


def test_an_unknown_path_is_a_fault_of_the_settings_and_nothing_was_sent(
    tmp_path: Path, package: Package
) -> None:
    office = Office(tmp_path, config=config_at(BASE, skrytka_url=f"{BASE}/elsewhere"))

    outcome = office.channel().deliver(package, office.memory())

    assert outcome == Deferred(SyncFault.OFFICE_BROKEN, "status 404")


def test_a_reply_that_is_too_long_is_not_read_to_its_end(tmp_path: Path, package: Package) -> None:
    office = Office(tmp_path, config=config_at(BASE, reply_up_to_bytes=1000))

    outcome = office.channel().check()

    assert outcome == Deferred(SyncFault.OFFICE_BROKEN, "the reply is too long")


def test_the_daemon_brings_a_letter_and_keeps_its_receipt(tmp_path: Path) -> None:
    office = Office(tmp_path / "epuap")
    kiosk = KioskOnDisk(tmp_path / "kiosk", clock=office.clock)
    store = PackageStore(kiosk.folder / "daemon")
    store.create()
    daemon = Daemon(
        spool=kiosk.spool,
        status_folder=kiosk.spool / STATUS,
        store=store,
        queue=Queue(kiosk.folder / "daemon" / "queue.sqlite"),
        courier=Courier({"epuap": office.channel()}, Routing((Route(("epuap",)),))),
        identities=[kiosk.daemon_identity],
        clock=office.clock,
        chance=random.Random(7),
    )
    handed_in = kiosk.hand_in(letter(clock=office.clock))
    office.far_end.moods.add(Mood.BUSY, "skrytka")

    for _ in range(4):
        daemon.once()
        office.clock.forward(minutes=2)

    (item,) = daemon.queue.all()
    proof = store.proof(handed_in.name.submission_id)
    daemon.close()
    assert item.state is ItemState.DELIVERED
    assert arrived(office) == [handed_in.name.submission_id]
    assert proof == office.store.documents()[0].receipt
