"""The channel to e-Doręczenia against its sandbox: what arrives, what is proven, what is never done twice."""

import dataclasses
import hashlib
import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from sync.channels.channel import Deferred, Memory, Package, Refusal, Standing
from sync.channels.edoreczenia import (
    AddressBook,
    Attachment,
    EDoreczeniaChannel,
    EDoreczeniaConfig,
    Mailbox,
    MessageSender,
    OutgoingMessage,
    Sent,
    connect,
    pem_signer,
)
from sync.channels.edoreczenia.files import fit_names, object_to_names
from sync.channels.edoreczenia.http import Failed, Http
from sync.channels.edoreczenia.message import object_to
from sync.faults import Refused, SyncFault
from sync.sandbox.edoreczenia_core import EDoreczeniaSandbox
from sync.sandbox.edoreczenia_evidence import EvidenceSigner, Pace
from sync.sandbox.edoreczenia_moods import Mood
from sync.status import open_status
from sync.submission import Document, DocumentRole
from tests.sync.channels.edoreczenia_kit import (
    CLOSED,
    OFFICE,
    OWN,
    UNKNOWN,
    Durable,
    InProcess,
    arrived,
    make_channel,
    make_config,
    make_sandbox,
    package_of,
    signer,
)
from tests.sync.kit import DrivenClock, Holder, KioskOnDisk, Letter, holder, letter, private_pem

DRAFTED = {"inline_bytes": 0}


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> KioskOnDisk:
    return KioskOnDisk(tmp_path_factory.mktemp("kiosk"))


@pytest.fixture(scope="module")
def sealed(kiosk: KioskOnDisk) -> tuple[Letter, Package]:
    made = letter(clock=kiosk.clock)
    enclosed = Document("attachments/plan-1.png", "image/png", DocumentRole.ATTACHMENT, b"\x89PNG" * 300)
    submission = dataclasses.replace(made.submission, documents=(*made.submission.documents, enclosed))
    made = dataclasses.replace(made, submission=submission)
    return made, package_of(kiosk, made)


@pytest.fixture(scope="module")
def package(sealed: tuple[Letter, Package]) -> Package:
    return sealed[1]


@pytest.fixture(scope="module")
def operator() -> Holder:
    return holder("Operator")


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock()


@pytest.fixture
def sandbox(clock: DrivenClock, operator: Holder) -> Iterator[EDoreczeniaSandbox]:
    made = make_sandbox(clock, signer=EvidenceSigner(operator.key, operator.certificate))
    yield made
    made.close()


@pytest.fixture
def wire(sandbox: EDoreczeniaSandbox) -> InProcess:
    return InProcess(sandbox)


@pytest.fixture
def channel(wire: InProcess, clock: DrivenClock, operator: Holder) -> EDoreczeniaChannel:
    return make_channel(wire, clock, make_config(evidence_certificates=(operator.der,)))


@pytest.fixture
def durable() -> Durable:
    return Durable()


@pytest.fixture
def memory(durable: Durable) -> Memory:
    return durable.memory()


def refusal(answer: object) -> tuple[str, bool]:
    assert isinstance(answer, Refusal), answer
    return str(answer.code), answer.is_absent


def deferred(answer: object) -> SyncFault:
    assert isinstance(answer, Deferred), answer
    return answer.code


def proof_of(channel: EDoreczeniaChannel, package: Package, memory: Memory) -> bytes:
    proof = channel.fetch_proof(package, memory)
    assert isinstance(proof, bytes), proof
    return proof


class TestDelivery:
    def test_letter_arrives_once_with_every_file(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        assert channel.prepare(package) is None
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert [case for case, _ in sandbox.sent()] == [package.number]
        message = sandbox.mailboxes.messages(OWN)[0]
        assert message["subject"] == f"{package.number} Wniosek o wycinkę drzewa"
        names = [one["about"]["filename"] for one in message["attachments"]]
        assert names == [f"{package.number}.pdf", "plan-1.png", f"{package.number}.asic"]
        container = sandbox.store.content(message["attachments"][2]["id"])
        assert container == package.data

    def test_proof_holds_the_operators_documents_and_proves_this_package_only(
        self, channel: EDoreczeniaChannel, package: Package, memory: Memory
    ) -> None:
        channel.deliver(package, memory)
        proof = proof_of(channel, package, memory)
        assert channel.check_proof(proof, package, memory) is None
        for kind in ("A.1", "B.1", "D.1", "E.1", "BP.WX", "BP.OX", "BP.OP"):
            assert f'typ="{kind}"'.encode() in proof
        another = dataclasses.replace(package, sha256=hashlib.sha256(b"another").hexdigest())
        objection = channel.check_proof(proof, another, memory)
        assert isinstance(objection, Refused)
        assert objection.code is SyncFault.PROOF_NOT_MATCHING

    def test_accepted_is_not_delivered(self, clock: DrivenClock, package: Package, memory: Memory) -> None:
        sandbox = make_sandbox(clock, pace=Pace(task_s=5, accept_s=10, deliver_s=60, confirm_s=120))
        channel = make_channel(InProcess(sandbox), clock)
        assert deferred(channel.deliver(package, memory)) is SyncFault.OFFICE_VERIFYING
        clock.forward(seconds=6)
        assert channel.deliver(package, memory) is Standing.VERIFYING
        clock.forward(seconds=5)
        assert channel.look_up(package, memory) is Standing.RECEIVED
        assert deferred(channel.fetch_proof(package, memory)) is SyncFault.PROOF_PENDING
        clock.forward(seconds=60)  # E.1 is there, the confirmation is not yet
        assert deferred(channel.fetch_proof(package, memory)) is SyncFault.PROOF_PENDING
        clock.forward(seconds=60)
        assert b'typ="BP.OX"' in proof_of(channel, package, memory)
        sandbox.close()

    def test_a_confirmation_that_never_comes_holds_up_nothing(
        self, clock: DrivenClock, package: Package, memory: Memory
    ) -> None:
        sandbox = make_sandbox(clock, pace=Pace(0, 0, 0, confirm_s=1e9))
        channel = make_channel(InProcess(sandbox), clock)
        channel.deliver(package, memory)
        assert deferred(channel.fetch_proof(package, memory)) is SyncFault.PROOF_PENDING
        clock.forward(minutes=11)
        proof = proof_of(channel, package, memory)
        assert channel.check_proof(proof, package, memory) is None
        sandbox.close()

    def test_large_letter_goes_through_a_draft(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
    ) -> None:
        channel = make_channel(wire, clock, make_config(**DRAFTED))
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert sum("attachments/upload" in call for call in wire.calls) == 3
        assert not any(call == f"POST /api/v3/{OWN}/messages" for call in wire.calls)
        assert len(sandbox.sent()) == 1
        assert sandbox.mailboxes.drafts(OWN) == []

    def test_broken_uploads_are_gone_on_with(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
    ) -> None:
        channel = make_channel(wire, clock, make_config(**DRAFTED))
        for mood in (Mood.DROP_AFTER, Mood.DROP_BEFORE, Mood.MALFORMED, Mood.SERVER_ERROR):
            sandbox.moods.plan(mood, "upload")
            assert isinstance(channel.deliver(package, memory), Deferred)
        sandbox.moods.plan(Mood.DROP_AFTER, "draft_create")
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert len(sandbox.sent()) == 1

    def test_status_tells_of_an_answer_without_opening_it(
        self,
        channel: EDoreczeniaChannel,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        sealed: tuple[Letter, Package],
        durable: Durable,
    ) -> None:
        made, package = sealed
        memory = durable.memory()
        channel.deliver(package, memory)
        assert channel.fetch_status(arrived(package, durable.kept)) is None
        proof_of(channel, package, memory)
        blob = channel.fetch_status(arrived(package, durable.kept))
        assert isinstance(blob, bytes)
        told = open_status(blob, made.secret)
        assert told is not None
        assert (told["number"], told["state"], told["sheets"], told["pages"]) == (
            package.number,
            "received",
            2,
            3,
        )
        clock.forward(days=3)
        reply = sandbox.mailboxes.put_incoming(OWN, OFFICE, f"RE: {package.number} Wniosek")
        sandbox.mailboxes.put_incoming(OWN, OFFICE, "Inna sprawa")
        blob = channel.fetch_status(arrived(package, durable.kept))
        assert isinstance(blob, bytes)
        told = open_status(blob, made.secret)
        assert told is not None
        assert told["state"] == "decision_waiting"
        assert sandbox.mailboxes.message(OWN, reply)["opened"] is False

    def test_far_end_that_was_killed_still_knows(
        self, clock: DrivenClock, package: Package, memory: Memory, tmp_path: Path
    ) -> None:
        first = make_sandbox(clock, state=tmp_path / "state.sqlite")
        first.moods.plan(Mood.DROP_AFTER, "send")
        channel = make_channel(InProcess(first), clock)
        assert deferred(channel.deliver(package, memory)) is SyncFault.NETWORK_GONE
        first.close()
        second = make_sandbox(clock, state=tmp_path / "state.sqlite")
        assert make_channel(InProcess(second), clock).deliver(package, memory) is Standing.RECEIVED
        assert len(second.sent()) == 1
        second.close()


class TestExactlyOnce:
    @pytest.mark.parametrize("changes", [{}, DRAFTED], ids=["whole", "draft"])
    @pytest.mark.parametrize(
        "mood", [Mood.DROP_AFTER, Mood.DROP_DURING, Mood.SERVER_ERROR_AFTER, Mood.MALFORMED]
    )
    def test_a_lost_answer_is_looked_for_and_not_repeated(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
        mood: Mood,
        changes: dict[str, int],
    ) -> None:
        channel = make_channel(wire, clock, make_config(**changes))
        sandbox.moods.plan(mood, "draft_send" if changes else "send")
        assert isinstance(channel.deliver(package, memory), Deferred)
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert len(sandbox.sent()) == 1

    @pytest.mark.parametrize("changes", [{}, DRAFTED], ids=["whole", "draft"])
    def test_only_what_is_surely_absent_is_repeated(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
        changes: dict[str, int],
    ) -> None:
        channel = make_channel(wire, clock, make_config(**changes))
        sandbox.moods.plan(Mood.DROP_BEFORE, "draft_send" if changes else "send")
        assert deferred(channel.deliver(package, memory)) is SyncFault.NETWORK_GONE
        assert deferred(channel.deliver(package, memory)) is SyncFault.UNSETTLED
        clock.forward(minutes=14)
        assert deferred(channel.deliver(package, memory)) is SyncFault.UNSETTLED
        assert sandbox.sent() == []
        clock.forward(minutes=2)
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert len(sandbox.sent()) == 1

    @pytest.mark.parametrize(("settled_after_s", "messages"), [(900.0, 1), (0.0, 2)])
    def test_what_is_done_late_is_waited_for(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
        settled_after_s: float,
        messages: int,
    ) -> None:
        """The second case shows what the waiting is good for."""
        channel = make_channel(wire, clock, make_config(settled_after_s=settled_after_s))
        sandbox.moods.plan(Mood.LATE, "send", seconds=600)
        for _ in range(4):
            channel.deliver(package, memory)
            clock.forward(seconds=250)
        sandbox.catch_up()
        assert len(sandbox.sent()) == messages

    def test_a_clock_that_was_set_back_does_not_wait_for_ever(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, clock: DrivenClock, package: Package,
        memory: Memory,
    ) -> None:  # fmt: skip
        sandbox.moods.plan(Mood.DROP_BEFORE, "send")
        assert isinstance(channel.deliver(package, memory), Deferred)
        clock.forward(days=-30)
        assert deferred(channel.deliver(package, memory)) is SyncFault.UNSETTLED
        clock.forward(minutes=16)
        assert channel.deliver(package, memory) is Standing.RECEIVED

    def test_two_messages_of_one_number_are_for_a_person(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.DUPLICATE, "send")
        assert refusal(channel.deliver(package, memory)) == (SyncFault.AMBIGUOUS, False)

    def test_a_list_that_says_everything_twice_is_not_two_messages(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.DROP_AFTER, "send")
        sandbox.moods.plan(Mood.DUPLICATE, "list", times=5)
        assert isinstance(channel.deliver(package, memory), Deferred)
        assert channel.deliver(package, memory) is Standing.RECEIVED

    @pytest.mark.parametrize("operation", ["task", "read"])
    def test_an_answer_about_another_message_is_not_believed(
        self,
        channel: EDoreczeniaChannel,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
        operation: str,
    ) -> None:
        sandbox.mailboxes.put_incoming(OWN, OFFICE, "Inna sprawa")
        clock.forward(seconds=1)
        sandbox.moods.plan(Mood.OTHER_DOCUMENT, operation)
        first = channel.deliver(package, memory)
        assert first is Standing.RECEIVED or isinstance(first, Deferred)
        assert channel.deliver(package, memory) is Standing.RECEIVED
        own = [name for _, name in sandbox.sent()]
        assert [memory.get("message")] == own

    def test_a_deleted_message_is_not_sent_again(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        channel.deliver(package, memory)
        sandbox.store.remove("message", memory.get("message") or "")
        assert refusal(channel.fetch_proof(package, memory)) == (SyncFault.AMBIGUOUS, False)
        assert sandbox.sent() == []

    def test_a_draft_that_vanished_stops_for_a_person_who_may_let_it_go(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
    ) -> None:
        channel = make_channel(wire, clock, make_config(inline_bytes=0))
        sandbox.moods.plan(Mood.DROP_BEFORE, "draft_send")
        assert isinstance(channel.deliver(package, memory), Deferred)
        sandbox.mailboxes.remove_draft(OWN, memory.get("draft") or "")
        assert deferred(channel.deliver(package, memory)) is SyncFault.UNSETTLED
        clock.forward(minutes=16)
        assert refusal(channel.deliver(package, memory)) == (SyncFault.AMBIGUOUS, False)
        assert channel.deliver(package, memory) is Standing.RECEIVED  # a person has let it go again
        assert len(sandbox.sent()) == 1

    def test_a_task_that_is_forgotten_is_looked_for(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.BUSY, "task_status")
        assert isinstance(channel.deliver(package, memory), Deferred)
        sandbox.store.remove("task", memory.get("task") or "")
        assert channel.deliver(package, memory) is Standing.RECEIVED

    @pytest.mark.parametrize("changes", [{}, DRAFTED], ids=["whole", "draft"])
    def test_a_lost_memory_sends_nothing_anew(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        changes: dict[str, int],
    ) -> None:
        channel = make_channel(wire, clock, make_config(**changes))
        assert channel.deliver(package, Durable().memory()) is Standing.RECEIVED
        assert channel.deliver(package, Durable().memory()) is Standing.RECEIVED
        assert len(sandbox.sent()) == 1

    def test_another_letter_under_the_same_number_is_not_taken_for_this_one(
        self,
        channel: EDoreczeniaChannel,
        sandbox: EDoreczeniaSandbox,
        kiosk: KioskOnDisk,
        sealed: tuple[Letter, Package],
        memory: Memory,
    ) -> None:
        channel.deliver(sealed[1], Durable().memory())
        changed = dataclasses.replace(sealed[0].submission, case_number="INNA.1.2026")
        other = package_of(kiosk, dataclasses.replace(sealed[0], submission=changed))
        assert refusal(channel.deliver(other, memory)) == (SyncFault.REPLAY_WITH_OTHER_CONTENT, False)
        assert len(sandbox.sent()) == 1

    def test_nothing_known_is_said_only_before_the_first_try(
        self, channel: EDoreczeniaChannel, package: Package, memory: Memory
    ) -> None:
        assert channel.look_up(package, memory) is Standing.UNKNOWN

    @pytest.mark.parametrize("mood", [Mood.MALFORMED, Mood.SERVER_ERROR, Mood.DROP_DURING, Mood.BUSY])
    def test_every_call_may_fail_once(
        self,
        wire: InProcess,
        sandbox: EDoreczeniaSandbox,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
        mood: Mood,
    ) -> None:
        channel = make_channel(wire, clock, make_config(**DRAFTED))
        for operation in ("token", "search", "drafts", "draft_create", "draft_read", "upload", "draft_update",
                          "draft_send", "list", "task_status", "task", "read", "evidences"):  # fmt: skip
            sandbox.moods.plan(mood, operation)
        for _ in range(40):
            standing = channel.deliver(package, memory)
            assert not isinstance(standing, Refusal), standing
            if standing is Standing.RECEIVED:
                break
            clock.forward(minutes=6)
        assert len(sandbox.sent()) == 1


class TestRefusals:
    def test_rejected_by_the_operator_leaves_nothing_and_may_be_tried_again(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.REJECTED, "send")
        assert refusal(channel.deliver(package, memory)) == (SyncFault.FAR_END_REFUSED, True)
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert len(sandbox.sent()) == 2
        assert channel.check_proof(proof_of(channel, package, memory), package, memory) is None

    def test_a_task_that_fails_leaves_nothing(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.TASK_FAILS, "send")
        assert refusal(channel.deliver(package, memory)) == (SyncFault.FAR_END_REFUSED, True)
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert len(sandbox.sent()) == 1

    def test_a_full_mailbox_is_told_in_its_own_words(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.MAILBOX_FULL, "send")
        answer = channel.deliver(package, memory)
        assert refusal(answer) == (SyncFault.FAR_END_REFUSED, True)
        assert isinstance(answer, Refusal)
        assert "MAILBOX_FULL" in answer.detail

    def test_not_delivered_is_for_a_person(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.UNDELIVERABLE, "send")
        assert refusal(channel.deliver(package, memory)) == (SyncFault.NOT_DELIVERED, False)
        assert len(sandbox.sent()) == 1

    def test_too_many_requests_are_waited_out(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.TOO_MANY, "send")
        answer = channel.deliver(package, memory)
        assert deferred(answer) is SyncFault.OFFICE_BUSY
        assert isinstance(answer, Deferred)
        assert answer.retry_after_s == 3.0
        assert channel.deliver(package, memory) is Standing.RECEIVED  # it was surely not done: no waiting

    @pytest.mark.parametrize(
        ("recipient", "code"), [(CLOSED, SyncFault.ADDRESS_UNKNOWN), (UNKNOWN, SyncFault.ADDRESS_UNKNOWN)]
    )
    def test_the_address_book_is_asked_first(
        self,
        wire: InProcess,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
        recipient: str,
        code: SyncFault,
    ) -> None:
        channel = make_channel(wire, clock, make_config(recipient=recipient))
        assert refusal(channel.deliver(package, memory)) == (code, True)
        assert not any("messages" in call for call in wire.calls)

    def test_a_department_without_an_address_is_refused_before_the_network(
        self, wire: InProcess, clock: DrivenClock, package: Package
    ) -> None:
        channel = make_channel(wire, clock, make_config(recipient=""))
        assert refusal(channel.prepare(package)) == (SyncFault.ADDRESS_UNKNOWN, True)
        channel = make_channel(
            wire, clock, make_config(recipient="", recipients={"Urząd Marszałkowski": OFFICE})
        )
        assert channel.prepare(package) is None
        assert wire.calls == []

    def test_too_large_is_refused_before_the_network(
        self, wire: InProcess, clock: DrivenClock, package: Package
    ) -> None:
        channel = make_channel(wire, clock, make_config(largest_message_bytes=1000))
        assert refusal(channel.prepare(package)) == (SyncFault.TOO_LARGE, True)


class TestEvidence:
    def test_changed_evidence_is_no_proof(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        channel.deliver(package, memory)
        sandbox.moods.plan(Mood.WRONG_SIGNATURE, "evidence_file", times=20)
        proof = proof_of(channel, package, memory)
        objection = channel.check_proof(proof, package, memory)
        assert isinstance(objection, Refused)
        assert objection.code is SyncFault.PROOF_BAD_SIGNATURE

    def test_evidence_by_another_operator_is_no_proof(
        self, wire: InProcess, clock: DrivenClock, package: Package, memory: Memory
    ) -> None:
        channel = make_channel(wire, clock, make_config(evidence_certificates=(holder("Nikt").der,)))
        channel.deliver(package, memory)
        objection = channel.check_proof(proof_of(channel, package, memory), package, memory)
        assert isinstance(objection, Refused)
        assert objection.code is SyncFault.PROOF_BAD_SIGNATURE

    def test_documents_about_another_message_are_no_proof(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        channel.deliver(package, memory)
        sandbox.moods.plan(Mood.OTHER_DOCUMENT, "evidence_file", times=20)
        objection = channel.check_proof(proof_of(channel, package, memory), package, memory)
        assert isinstance(objection, Refused)
        assert objection.code is SyncFault.PROOF_NOT_MATCHING

    def test_a_list_about_another_message_is_asked_for_again(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        channel.deliver(package, memory)
        sandbox.moods.plan(Mood.OTHER_DOCUMENT, "evidences")
        assert deferred(channel.fetch_proof(package, memory)) is SyncFault.OFFICE_BROKEN
        assert channel.check_proof(proof_of(channel, package, memory), package, memory) is None

    @pytest.mark.parametrize(
        "proof",
        [b"", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"\xff\xfe<\0a\0/\0>\0"],
        ids=["nothing", "other", "entity", "utf-16"],
    )
    def test_what_is_no_proof_is_refused(
        self, channel: EDoreczeniaChannel, package: Package, memory: Memory, proof: bytes
    ) -> None:
        objection = channel.check_proof(proof, package, memory)
        assert isinstance(objection, Refused)
        assert objection.code is SyncFault.PROOF_MALFORMED

    def test_evidence_of_sending_alone_is_no_proof(
        self, channel: EDoreczeniaChannel, package: Package, memory: Memory
    ) -> None:
        channel.deliver(package, memory)
        proof = proof_of(channel, package, memory)
        cut = re.sub(rb'<Dowod [^>]*typ="(E|BP\.O)[^>]*>[^<]*</Dowod>', b"", proof)
        assert cut != proof
        objection = channel.check_proof(cut, package, memory)
        assert isinstance(objection, Refused)
        assert objection.code is SyncFault.PROOF_MALFORMED


class TestTokens:
    def test_a_token_is_kept_until_it_expires(
        self,
        wire: InProcess,
        channel: EDoreczeniaChannel,
        clock: DrivenClock,
        package: Package,
        memory: Memory,
    ) -> None:
        channel.deliver(package, memory)
        assert sum("token" in call for call in wire.calls) == 1
        clock.forward(seconds=280)
        channel.fetch_proof(package, memory)
        assert sum("token" in call for call in wire.calls) == 2

    def test_a_token_that_is_refused_is_renewed(
        self, channel: EDoreczeniaChannel, sandbox: EDoreczeniaSandbox, package: Package, memory: Memory
    ) -> None:
        sandbox.moods.plan(Mood.TOKEN_REFUSED, "send")
        assert channel.deliver(package, memory) is Standing.RECEIVED
        assert len(sandbox.sent()) == 1

    @pytest.mark.parametrize("error", [timedelta(hours=2), timedelta(hours=-2)], ids=["ahead", "behind"])
    def test_a_wrong_clock_is_made_up_for(
        self, wire: InProcess, clock: DrivenClock, package: Package, memory: Memory, error: timedelta
    ) -> None:
        channel = make_channel(wire, DrivenClock(clock.now + error))
        assert channel.deliver(package, memory) is Standing.RECEIVED

    def test_a_wrong_clock_is_named_as_the_cause(
        self, clock: DrivenClock, package: Package, memory: Memory
    ) -> None:
        far_end = make_sandbox(clock)

        class Stubborn(InProcess):
            def handle_request(self, request: httpx.Request) -> httpx.Response:
                if not request.url.path.endswith("/token"):
                    return super().handle_request(request)
                said = {"error": "invalid_client", "error_description": "not of now"}
                return httpx.Response(401, json=said, headers={"Date": "Mon, 23 Nov 2026 12:00:00 GMT"})

        channel = make_channel(Stubborn(far_end), DrivenClock(clock.now + timedelta(minutes=20)))
        answer = channel.deliver(package, memory)
        assert deferred(answer) is SyncFault.CLOCK_REFUSED
        assert isinstance(answer, Deferred)
        assert answer.detail == "this clock is 1200 s ahead"
        far_end.close()

    def test_another_systems_key_is_not_accepted(
        self, wire: InProcess, clock: DrivenClock, package: Package, memory: Memory
    ) -> None:
        channel = make_channel(wire, clock, make_config(system="ADE.SYSTEM.another"))
        assert deferred(channel.deliver(package, memory)) is SyncFault.NOT_AUTHORISED

    def test_weak_and_foreign_keys_are_refused(self) -> None:
        with pytest.raises(ValueError, match="RSA"):
            pem_signer(private_pem(holder("EC").key))


class TestBounds:
    def test_an_answer_without_end_is_cut_off(self) -> None:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 5000))
        answer = Http(httpx.Client(transport=transport)).call("GET", "https://far.end/", limit=4000)
        assert isinstance(answer, Failed)
        assert not answer.is_untouched

    def test_an_answer_that_drips_for_ever_is_cut_off(self) -> None:
        seconds = iter(range(0, 10_000, 400))
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=iter([b"x"] * 10)))
        http = Http(httpx.Client(transport=transport), monotonic=lambda: float(next(seconds)))
        answer = http.call("GET", "https://far.end/")
        assert isinstance(answer, Failed)
        assert answer.why.detail == "an answer without end"

    def test_redirects_are_not_followed(self) -> None:
        asked: list[str] = []

        def respond(request: httpx.Request) -> httpx.Response:
            asked.append(str(request.url))
            return httpx.Response(302, headers={"Location": "https://elsewhere/"})

        client = httpx.Client(transport=httpx.MockTransport(respond), follow_redirects=True)
        assert isinstance(Http(client).call("GET", "https://far.end/"), Failed)
        assert asked == ["https://far.end/"]

    def test_settings_are_judged(self) -> None:
        with pytest.raises(ValueError, match="HTTPS"):
            make_config(base="http://far.end")
        with pytest.raises(ValueError, match="address"):
            make_config(recipient="AE:PL-1-2-X-3")


class TestFiles:
    @pytest.mark.parametrize(
        "name",
        [
            "bez",
            ".pdf",
            "a b.pdf",
            "a/b.pdf",
            "a.PDF",
            "a.exe",
            "a?.pdf",
            "a\t.pdf",
            f"{'a' * 125}.pdf",
            "a|.pdf",
        ],
    )
    def test_names_that_break_the_rules(self, name: str) -> None:
        assert object_to_names([Attachment(name, "application/pdf", b"x")])

    def test_the_same_name_twice(self) -> None:
        twice = [Attachment("a.pdf", "application/pdf", b"x"), Attachment("a.pdf", "application/pdf", b"y")]
        assert object_to_names(twice) == "two files of the same name"

    def test_names_are_made_to_fit(self) -> None:
        given = ["Mapa działki.PDF", "mapa_działki.pdf", "Mapa działki.pdf", f"{'ż' * 200}.xml", "a:b*c.txt"]
        fitted = fit_names(given)
        assert fitted[:3] == ["Mapa_działki.pdf", "mapa_działki.pdf", "Mapa_działki-2.pdf"]
        assert object_to_names([Attachment(name, "text/plain", b"x") for name in fitted]) == ""

    def test_digest_is_sha3(self) -> None:
        attachment = Attachment("a.txt", "text/plain", b"abc")
        assert attachment.digest == "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"
        assert attachment.has_digest(hashlib.sha3_512(b"abc").hexdigest())
        assert not attachment.has_digest(hashlib.sha256(b"abc").hexdigest())


class TestSender:
    """What serial correspondence uses."""

    def sender(self, wire: InProcess, clock: DrivenClock, config: EDoreczeniaConfig) -> MessageSender:
        client = httpx.Client(transport=wire, trust_env=False)
        connection = connect(client, config, signer(), clock=clock, random=secrets.token_bytes)
        return MessageSender(Mailbox(connection, config), config, clock=clock)

    def message(self, reference: str = "SERIA-7-0001") -> OutgoingMessage:
        files = (Attachment("pismo.pdf", "application/pdf", b"%PDF-1.7 "),)
        return OutgoingMessage(reference, OFFICE, "Zawiadomienie", "W załączeniu pismo.", files)

    def test_one_message_is_sent_once(
        self, wire: InProcess, sandbox: EDoreczeniaSandbox, clock: DrivenClock
    ) -> None:
        durable = Durable()
        sandbox.moods.plan(Mood.DROP_AFTER, "send")
        config = make_config()
        assert isinstance(self.sender(wire, clock, config).send(self.message(), durable.memory()), Deferred)
        answer = self.sender(wire, clock, config).send(self.message(), durable.memory())
        assert isinstance(answer, Sent)
        assert sandbox.sent() == [("SERIA-7-0001", answer.message_id)]

    def test_numbers_that_begin_alike_are_kept_apart(
        self, sandbox: EDoreczeniaSandbox, clock: DrivenClock
    ) -> None:
        wire = InProcess(sandbox)
        channel = make_channel(wire, clock)
        sender = channel._sender
        first = Durable()
        assert isinstance(sender.send(self.message("SERIA-7-10"), first.memory()), Sent)
        second = Durable()
        sandbox.moods.plan(Mood.DROP_BEFORE, "send")
        assert isinstance(sender.send(self.message("SERIA-7-1"), second.memory()), Deferred)
        clock.forward(minutes=16)
        assert isinstance(sender.send(self.message("SERIA-7-1"), second.memory()), Sent)
        assert sorted(case for case, _ in sandbox.sent()) == ["SERIA-7-1", "SERIA-7-10"]

    def test_rules_are_judged_before_the_network(self) -> None:
        config = make_config()
        too_long = dataclasses.replace(self.message(), text="x" * 5001)
        assert refusal(object_to(too_long, config)) == (SyncFault.MESSAGE_REFUSED, True)
        strange = dataclasses.replace(
            self.message(), attachments=(Attachment("a.exe", "application/x", b"x"),)
        )
        assert refusal(object_to(strange, config)) == (SyncFault.MESSAGE_REFUSED, True)
        assert refusal(object_to(dataclasses.replace(self.message(), recipient="AE:PL"), config)) == (
            SyncFault.ADDRESS_UNKNOWN,
            True,
        )

    def test_the_address_book_is_searched(self, wire: InProcess, clock: DrivenClock) -> None:
        config = make_config()
        client = httpx.Client(transport=wire, trust_env=False)
        connection = connect(client, config, signer(), clock=clock, random=secrets.token_bytes)
        found = AddressBook(connection, config).find(name="Urząd")
        assert isinstance(found, tuple)
        assert OFFICE in [entry.address for entry in found]
        assert [entry.is_active for entry in found if entry.address == CLOSED] == [False]

    def test_many_addresses_are_checked_at_once(self, wire: InProcess, clock: DrivenClock) -> None:
        config = make_config()
        client = httpx.Client(transport=wire, trust_env=False)
        connection = connect(client, config, signer(), clock=clock, random=secrets.token_bytes)
        found = AddressBook(connection, config).check([OFFICE, CLOSED, UNKNOWN])
        assert isinstance(found, dict)
        assert {address: entry.is_active for address, entry in found.items()} == {OFFICE: True, CLOSED: False}
