"""What the operator evidences about a message, and which of it counts.

A.1 says that the sender's operator accepted the message: it is sent. B.1 and D.1 (and the notification D.3) are
stations on the way. E.1 says that it lies in the recipient's mailbox; for a public body that is the moment of
receipt. BP.OX (XML) and BP.OP (PDF) are the statutory confirmation of receipt, which the sender's operator issues
on E.1, or where the law takes a letter as delivered without it. So E.1, BP.OX or BP.OP is the proof of receipt;
A.1 is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sync.channels.channel import Deferred
from sync.channels.edoreczenia.entries import read_moment
from sync.channels.edoreczenia.http import Answer, Failed
from sync.channels.edoreczenia.mailbox import Mailbox, broken
from sync.faults import SyncFault
from sync.status import JsonValue

REJECTED = frozenset({"A.2"})
UNDELIVERED = frozenset({"B.2", "B.3", "D.2", "E.2"})
CONFIRMATIONS = frozenset({"BP.OX", "BP.OP"})
DELIVERED = frozenset({"E.1"}) | CONFIRMATIONS
ACCEPTED = frozenset({"A.1", "B.1", "D.1", "D.3", "BP.WX", "BP.WP"}) | UNDELIVERED | DELIVERED

_ALL = ACCEPTED | REJECTED
_BY_SPELLING = {kind.replace(".", ""): kind for kind in _ALL}


@dataclass(frozen=True)
class Evidence:
    """One event, as the mailbox lists it."""

    evidence_id: str
    kind: str
    """With the dot, e.g. `E.1`, whichever way it was spelt."""
    event_at: datetime | None
    reason: str


@dataclass(frozen=True)
class Issued:
    """Evidence with the document that the operator issued; empty where it issued none."""

    evidence: Evidence
    document: bytes = field(repr=False)

    @property
    def is_xml(self) -> bool:
        """Tell whether the document can be judged; the others are presentations of it."""
        return self.document.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


@dataclass(frozen=True)
class Outcome:
    """What all evidence together says."""

    evidences: tuple[Evidence, ...]

    def first(self, kinds: frozenset[str]) -> Evidence | None:
        """Answer the first evidence of such a kind."""
        return next((evidence for evidence in self.evidences if evidence.kind in kinds), None)

    @property
    def is_accepted(self) -> bool:
        """The sender's operator has taken it over."""
        return self.first(ACCEPTED) is not None

    @property
    def is_delivered(self) -> bool:
        """The recipient has it, or counts as having it."""
        return self.first(DELIVERED) is not None

    @property
    def rejection(self) -> Evidence | None:
        """The evidence that the sender's operator did not take it."""
        return None if self.is_accepted else self.first(REJECTED)

    @property
    def failure(self) -> Evidence | None:
        """The evidence that it can't be delivered, unless it was after all."""
        return None if self.is_delivered else self.first(UNDELIVERED)

    @property
    def received_at(self) -> datetime | None:
        """When the recipient got it: the event of E.1, else of the confirmation."""
        delivery = self.first(frozenset({"E.1"})) or self.first(CONFIRMATIONS)
        return delivery.event_at if delivery else None


def read_outcome(mailbox: Mailbox, message_id: str) -> Outcome | Answer | Failed:
    """Ask what is evidenced; evidence about another message is an answer that makes no sense."""
    told = mailbox.evidences(message_id)
    if not isinstance(told, list):
        return told
    return _read(told, message_id)


def fetch_issued(mailbox: Mailbox, outcome: Outcome) -> list[Issued] | Deferred:
    """Fetch the operator's documents, one after the other; those that prove receipt must be there."""
    issued = []
    for evidence in outcome.evidences:
        answer = mailbox.evidence_file(evidence.evidence_id)
        if isinstance(answer, Failed):
            return answer.why
        if not answer.is_success and evidence.kind in DELIVERED:
            return Deferred(SyncFault.PROOF_PENDING, answer.complaint())
        issued.append(Issued(evidence, answer.body if answer.is_success else b""))
    return issued


def _read(told: Sequence[JsonValue], message_id: str) -> Outcome | Failed:
    evidences = []
    for item in told:
        evidence_id = item.get("evidenceId") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(evidence_id, str) or not evidence_id:
            return broken("evidence that can't be read")
        if item.get("messageId") != message_id:
            return broken("evidence about another message")
        kind = str(item.get("type") or "")
        reasons = item.get("reasonDetails")
        told_reasons = reasons if isinstance(reasons, list) else []
        evidences.append(
            Evidence(
                evidence_id=evidence_id,
                kind=_BY_SPELLING.get(kind.replace(".", ""), kind),
                event_at=read_moment(str(item.get("eventDate") or "")),
                reason=" ".join(filter(None, [str(item.get("reasonId") or ""), *map(str, told_reasons)]))[
                    :200
                ],
            )
        )
    return Outcome(tuple(evidences))
