"""The channel `edoreczenia`: a letter goes out as a registered electronic delivery to the office's address."""

import weakref
from datetime import datetime, timedelta

from sync.channels.channel import Arrived, Deferred, Memory, Package, Refusal, Standing
from sync.channels.edoreczenia.book import AddressBook
from sync.channels.edoreczenia.bundle import build_bundle, check_bundle
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.connection import Connection
from sync.channels.edoreczenia.evidence import CONFIRMATIONS, Outcome, fetch_issued, read_outcome
from sync.channels.edoreczenia.http import Answer, Failed
from sync.channels.edoreczenia.letter import Composed, compose
from sync.channels.edoreczenia.mailbox import Detail, Mailbox
from sync.channels.edoreczenia.message import OutgoingMessage, object_to
from sync.channels.edoreczenia.replies import find_reply
from sync.channels.edoreczenia.sending import MESSAGE, MessageSender, Sent
from sync.channels.edoreczenia.status import RECEIVED_AT, RECIPIENT, THREAD, facts_of, report
from sync.clock import Clock, RandomBytes
from sync.faults import Refused, SyncFault
from sync.status import keys_of, seal_status

ACCEPTED = "accepted"  # the operator has taken the message over; that is never withdrawn
COMPARED = "compared"  # the mailbox holds the very files that were sent
KNOWN_ADDRESS = "known_address"
DELIVERED_SEEN = "delivered_seen"


class EDoreczeniaChannel:
    """Delivers from one mailbox to the addresses of the office's departments."""

    name = "edoreczenia"

    def __init__(
        self, connection: Connection, config: EDoreczeniaConfig, *, clock: Clock, random: RandomBytes
    ) -> None:
        self._config = config
        self._mailbox = Mailbox(connection, config)
        self._book = AddressBook(connection, config) if config.search_url else None
        self._sender = MessageSender(self._mailbox, config, clock=clock)
        self._clock = clock
        self._random = random
        self._latest: tuple[weakref.ref[Package], Composed | Refusal] | None = None

    def prepare(self, package: Package) -> Refusal | None:
        """Judge address, sizes and names of files."""
        composed = self._compose(package)
        return composed if isinstance(composed, Refusal) else object_to(composed.message, self._config)

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Send it, or go on with what an earlier try began."""
        composed = self._compose(package)
        if isinstance(composed, Refusal):
            return composed
        objection = self._confirm_address(composed, memory)
        if objection is not None:
            return objection
        sent = self._sender.send(composed.message, memory)
        return self._stand(composed.message, memory) if isinstance(sent, Sent) else sent

    def look_up(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Ask what came of it; received means that the operator evidences having accepted it."""
        composed = self._compose(package)
        if isinstance(composed, Refusal):
            return composed
        found = self._sender.find(composed.message, memory)
        if found is None:
            return Standing.UNKNOWN
        return self._stand(composed.message, memory) if isinstance(found, Sent) else found

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        """Fetch all evidence, once there is evidence that the recipient has the letter."""
        composed = self._compose(package)
        if isinstance(composed, Refusal):
            return composed
        message_id = memory.get(MESSAGE) or ""
        outcome = self._outcome(message_id, memory)
        if not isinstance(outcome, Outcome):
            return outcome
        if not outcome.is_delivered or self._awaits_confirmation(outcome, memory):
            return Deferred(SyncFault.PROOF_PENDING)
        issued = fetch_issued(self._mailbox, outcome)
        if isinstance(issued, Deferred):
            return issued
        if outcome.received_at is not None and memory.get(RECEIVED_AT) is None:
            memory.save({RECEIVED_AT: outcome.received_at.isoformat()})
        return build_bundle(package, composed.message, self._config.sender, message_id, issued)

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        """Demand evidence of receipt about this very message, signed by the operator where its key is pinned."""
        composed = self._compose(package)
        if isinstance(composed, Refusal):
            return Refused(SyncFault.PROOF_NOT_MATCHING, "the package can't be read")
        return check_bundle(proof, package, composed.message, memory.get(MESSAGE) or "", self._config)

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        """Say that the office has the letter, and whether it has answered."""
        known = arrived.known
        if RECEIVED_AT not in known or MESSAGE not in known:
            return None
        reply = find_reply(
            self._mailbox,
            reference=arrived.number,
            recipient=known.get(RECIPIENT, ""),
            message_id=known[MESSAGE],
            thread_id=known.get(THREAD, ""),
        )
        if isinstance(reply, Deferred):
            return reply
        told = report(arrived.number, known, reply.kept_at if reply else None)
        return seal_status(told, keys_of(arrived.status), self._random)

    def close(self) -> None:
        """Close the connections."""
        self._mailbox.close()

    def _compose(self, package: Package) -> Composed | Refusal:
        """Open a package once for the several questions that are asked about it, and forget it with the package."""
        if self._latest is None or self._latest[0]() is not package:
            self._latest = weakref.ref(package, self._forget), compose(package, self._config)
        return self._latest[1]

    def _forget(self, gone: "weakref.ref[Package]") -> None:
        if self._latest is not None and self._latest[0] is gone:
            self._latest = None

    def _confirm_address(self, composed: Composed, memory: Memory) -> Refusal | Deferred | None:
        """Ask the address book before the first try; nothing has been sent yet, so a refusal leaves nothing."""
        facts = facts_of(composed)
        if memory.get(RECIPIENT) == composed.message.recipient and memory.get(KNOWN_ADDRESS):
            return None
        objection = object_to(composed.message, self._config)
        if objection is not None:
            return objection
        if self._book is not None and memory.get(MESSAGE) is None:
            entry = self._book.confirm(composed.message.recipient)
            if isinstance(entry, Deferred):
                return entry
            if isinstance(entry, Refused):
                return Refusal(entry.code, entry.detail, is_absent=True)
        memory.save({**facts, KNOWN_ADDRESS: "yes"})
        return None

    def _stand(self, message: OutgoingMessage, memory: Memory) -> Standing | Refusal | Deferred:
        if memory.get(ACCEPTED):
            return Standing.RECEIVED
        message_id = memory.get(MESSAGE) or ""
        objection = None if memory.get(COMPARED) else self._compare(message_id, message, memory)
        if objection is not None:
            return objection
        outcome = self._outcome(message_id, memory)
        if not isinstance(outcome, Outcome):
            return outcome
        if not outcome.is_accepted:
            return Standing.VERIFYING
        memory.save({ACCEPTED: "yes"})
        return Standing.RECEIVED

    def _compare(
        self, message_id: str, message: OutgoingMessage, memory: Memory
    ) -> Refusal | Deferred | None:
        """Compare what the mailbox holds with what was to be sent; the message is our own, nothing gets opened."""
        entry = self._mailbox.read(message_id, Detail.FULL)
        if isinstance(entry, Failed):
            return entry.why
        if isinstance(entry, Answer):
            return Refusal(SyncFault.AMBIGUOUS, f"the message is not there any more: {entry.complaint()}")
        held = {file.name: file for file in entry.files or ()}
        if set(held) != {attachment.name for attachment in message.attachments}:
            return Refusal(SyncFault.REPLAY_WITH_OTHER_CONTENT, "other files than were sent")
        for attachment in message.attachments:
            file = held[attachment.name]
            is_same_size = file.size is None or file.size == len(attachment.data)
            if not is_same_size or (file.digest and not attachment.has_digest(file.digest)):
                return Refusal(SyncFault.REPLAY_WITH_OTHER_CONTENT, "a file with another digest")
        memory.save({COMPARED: "yes", **({THREAD: entry.thread_id} if entry.thread_id else {})})
        return None

    def _outcome(self, message_id: str, memory: Memory) -> Outcome | Refusal | Deferred:
        outcome = read_outcome(self._mailbox, message_id)
        if isinstance(outcome, Failed):
            return outcome.why
        if isinstance(outcome, Answer):
            return Refusal(SyncFault.AMBIGUOUS, f"the message is not there any more: {outcome.complaint()}")
        if outcome.rejection is not None:
            self._sender.reject(memory)
            memory.forget(COMPARED, KNOWN_ADDRESS)
            told = f"{outcome.rejection.kind} {outcome.rejection.reason}".strip()
            return Refusal(SyncFault.FAR_END_REFUSED, told, is_absent=True)
        if outcome.failure is not None:
            told = f"{outcome.failure.kind} {outcome.failure.reason}".strip()
            return Refusal(SyncFault.NOT_DELIVERED, told)
        return outcome

    def _awaits_confirmation(self, outcome: Outcome, memory: Memory) -> bool:
        """The statutory confirmation follows the evidence of delivery; for a while it is waited for."""
        if outcome.first(CONFIRMATIONS) is not None:
            return False
        now = self._clock()
        seen = memory.get(DELIVERED_SEEN)
        if seen is None:
            memory.save({DELIVERED_SEEN: now.isoformat()})
            return self._config.confirmation_s > 0
        return now - datetime.fromisoformat(seen) < timedelta(seconds=self._config.confirmation_s)
