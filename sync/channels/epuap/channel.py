"""A letter to ePUAP: sent once, or not at all, or left to a person to find out.

`nadaj` accepts no identifier of ours that makes repeating harmless, and there is no call to look a letter up. So the
channel writes down that it is about to send, sends, and keeps the receipt. Where the answer is lost it looks for the
receipt: on its own disk, then in the office's reply inbox, to which ePUAP may bring receipts later. A receipt that is
found settles it; that none is found proves nothing, and after a while a person is asked. Because an unknown outcome
is so costly, the channel knocks first (`CzyProbne`) whenever it does not know the line to be good.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from sync.case_status import CaseReport, CaseState, Step
from sync.channels.channel import (
    PERSON_FOUND_NOTHING,
    Arrived,
    Deferred,
    Memory,
    Package,
    Refusal,
    Standing,
)
from sync.channels.epuap.config import EpuapConfig, EpuapTrust
from sync.channels.epuap.document import Draft, draft_document, sign_draft
from sync.channels.epuap.exchange import Exchange, Lost, Rejected
from sync.channels.epuap.extra import Extra, write_extra
from sync.channels.epuap.inbox import Inbox
from sync.channels.epuap.probe import probe_shipment
from sync.channels.epuap.receipt import EpuapReceipt, ReceiptKind, read_receipt
from sync.channels.epuap.receipts import Receipts
from sync.channels.epuap.services import DONE, File, Services, Shipment, Submitted
from sync.channels.epuap.told import refused, told
from sync.clock import Clock, RandomBytes
from sync.cms import NotSigned, Sealer
from sync.faults import Refused, SyncFault
from sync.status import keys_of, seal_status
from sync.submission import SubmissionId

TRIED_AT = "tried_at"
"""In the memory: a call that sends the letter was begun, and what came of it is not known."""

DOCUMENT_SHA256 = "document_sha256"
DOCUMENT_ID = "document_id"
RECEIPT_ID = "receipt_id"
RECEIVED_AT = "received_at"
INBOX = "inbox"


@dataclass(frozen=True)
class EpuapKeys:
    """Whose keys sign: the system registered with ePUAP (RSA) the calls, the office's seal the letters."""

    system: Sealer
    seal: Sealer


@dataclass(frozen=True)
class EpuapFolders:
    """Where the channel keeps what it is given, and who can read the part that is about people."""

    receipts: Path
    letters: Path
    recipients: Sequence[str] = field(repr=False)


class EpuapChannel:
    """Delivers to one office's account."""

    name = "epuap"

    def __init__(
        self,
        config: EpuapConfig,
        keys: EpuapKeys,
        trust: EpuapTrust,
        folders: EpuapFolders,
        *,
        client: httpx.Client,
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._config = config
        self._seal = keys.seal
        self._trust = trust
        self._client = client
        self._clock = clock
        self._random = random
        self._services = Services(Exchange(config, trust, keys.system, client, clock, random))
        self._receipts = Receipts(folders.receipts)
        self._inbox = Inbox(self._services, self._receipts, folders.letters, folders.recipients)
        self._is_answering = False
        self._unsaved: dict[SubmissionId, Submitted] = {}  # answers that a full disk did not take

    def prepare(self, package: Package) -> Refusal | None:
        """Judge what is in the package and how large it is."""
        draft = draft_document(package, self._config)
        return Refusal(draft.code, draft.detail, is_absent=True) if isinstance(draft, Refused) else None

    def check(self) -> Refusal | Deferred | None:
        """Knock: a letter that is checked and not delivered, and a look at the reply inbox; None: all is well."""
        shipment = probe_shipment(self._config, self._seal, clock=self._clock, random=self._random)
        if isinstance(shipment, NotSigned):
            return Deferred(SyncFault.CHANNEL_KEY_SILENT, shipment.code.value)
        outcome = self._services.submit(shipment)
        self._is_answering = isinstance(outcome, Submitted) and outcome.code == DONE
        if isinstance(outcome, Submitted) and outcome.code != DONE:
            return refused(Rejected(outcome.code, outcome.text, is_absent=True))
        if not isinstance(outcome, Submitted):
            return told(outcome, is_absent=True)
        waiting = self._services.count_waiting() if self._config.pull_url else 0
        return None if isinstance(waiting, int) else told(waiting, is_absent=True)

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Send, unless it was sent; find out first what came of an earlier try."""
        if memory.get(PERSON_FOUND_NOTHING):
            memory.forget(TRIED_AT, PERSON_FOUND_NOTHING)
        standing = self.look_up(package, memory)
        return self._send(package, memory) if standing is Standing.UNKNOWN else standing

    def look_up(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Answer from what is remembered, or look for the receipt of a call that broke off."""
        if memory.get(DOCUMENT_ID):
            return Standing.RECEIVED
        tried_at = memory.get(TRIED_AT)
        return self._settle(package, memory, tried_at) if tried_at else Standing.UNKNOWN

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        """Answer the receipt that came with the reply, or that has come into the reply inbox since."""
        del package
        document_id = memory.get(DOCUMENT_ID) or ""
        found = self._receipts.of_document(document_id)
        if found is None and self._config.pull_url:
            stop = self._inbox.collect()
            if stop is not None:
                return told(stop, is_absent=False)
            found = self._receipts.of_document(document_id)
        return found or Deferred(SyncFault.PROOF_PENDING, "the letter is there; its UPP has not come yet")

    def adopt_receipt(self, receipt: bytes, memory: Memory) -> Refused[SyncFault] | None:
        """Take a receipt that a person brought from ePUAP's pages for a letter whose reply was lost."""
        read = read_receipt(receipt, self._trust.receipts, self._clock())
        if isinstance(read, Refused):
            return read
        if memory.get(TRIED_AT) is None or read.recipient != _subject_of(memory.get(INBOX) or ""):
            return Refused(SyncFault.PROOF_NOT_MATCHING, "no such letter was on its way there")
        self._receipts.keep(receipt, document_id=read.document_id)
        self._remember(read.document_id, read.receipt_id, memory)
        return None

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        """Demand ePUAP's signature, and the document and inbox that this package was sent as and to."""
        del package  # ePUAP never sees the package; what was made of it is remembered
        receipt = read_receipt(proof, self._trust.receipts, self._clock())
        if isinstance(receipt, Refused):
            return receipt
        sent = memory.get(DOCUMENT_SHA256)
        agreements = {
            "kind of receipt": receipt.kind is ReceiptKind.UPP,
            "document": receipt.document_id == memory.get(DOCUMENT_ID),
            "recipient": receipt.recipient == _subject_of(memory.get(INBOX) or ""),
            "content": all(digest == sent for digest in receipt.document_sha256),
        }
        wrong = [name for name, agrees in agreements.items() if not agrees]
        return Refused(SyncFault.PROOF_NOT_MATCHING, f"another {' and '.join(wrong)}") if wrong else None

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        """Seal what the receipt says: ePUAP knows that the letter came, and nothing of its case."""
        received = arrived.known.get(RECEIVED_AT)
        if not received:
            return None
        report = CaseReport(
            number=arrived.number,
            sealed_at=arrived.known.get("sealed_at", ""),
            received_at=received,
            register_number="",
            case_mark="",
            sheets=int(arrived.known.get("sheets", "0")),
            pages=int(arrived.known.get("pages", "0")),
            steps=(Step(CaseState.RECEIVED, datetime.fromisoformat(received)),),
        )
        return seal_status(report.to_json(), keys_of(arrived.status), self._random)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _send(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        draft = draft_document(package, self._config)
        if isinstance(draft, Refused):
            return Refusal(draft.code, draft.detail, is_absent=True)
        if not self._is_answering:
            stop = self.check()
            if stop is not None:
                return stop
        links = self._store_files(draft, memory)
        if isinstance(links, Refusal | Deferred):
            return links
        document = sign_draft(draft, links, self._config, self._seal, clock=self._clock, random=self._random)
        if isinstance(document, NotSigned):
            return Deferred(SyncFault.CHANNEL_KEY_SILENT, document.code.value)
        return self._submit(package, draft, document, memory)

    def _store_files(self, draft: Draft, memory: Memory) -> list[str] | Refusal | Deferred:
        """Put what is too large to embed into FileRepo; a file left there by a broken call concerns nobody."""
        links = []
        for position, enclosure in enumerate(draft.enclosures):
            if enclosure.is_embedded:
                continue
            name = f"file_{position}"
            stored = memory.get(name) or self._services.store_file(enclosure.file)
            if isinstance(stored, Lost | Rejected):
                self._is_answering = False
                return told(stored, is_absent=True)
            if memory.get(name) is None:
                memory.save({name: stored})
            links.append(f"{self._config.file_repo_link}{stored}")
        return links

    def _submit(
        self, package: Package, draft: Draft, document: File, memory: Memory
    ) -> Standing | Refusal | Deferred:
        record = draft.contents.record
        ours = Extra(package.submission_id, package.number, hashlib.sha256(document.data).hexdigest())
        memory.save(
            {
                TRIED_AT: self._clock().isoformat(),
                DOCUMENT_SHA256: ours.document_sha256,
                INBOX: draft.inbox,
                "sealed_at": record.sealed.at.isoformat(),
                "sheets": str(record.account.sheets_in),
                "pages": str(record.account.pages_shown),
            }
        )
        outcome = self._services.submit(Shipment(document, draft.inbox, write_extra(ours)))
        self._is_answering = isinstance(outcome, Submitted)
        if isinstance(outcome, Submitted) and self._receipts.of_document(outcome.document_id) is not None:
            outcome = Lost(SyncFault.OFFICE_BROKEN, "the reply is about an earlier letter", is_absent=False)
        if isinstance(outcome, Submitted) and outcome.code == DONE:
            self._unsaved[package.submission_id] = outcome
            return self._keep(outcome, ours, memory)
        if isinstance(outcome, Submitted):
            return refused(Rejected(outcome.code, outcome.text, is_absent=False))
        if outcome.is_absent:
            memory.forget(TRIED_AT)
            return told(outcome, is_absent=True)
        if isinstance(outcome, Rejected):
            return refused(outcome)
        return self._settle(package, memory, memory.get(TRIED_AT) or "", why=outcome)

    def _keep(self, done: Submitted, ours: Extra, memory: Memory) -> Standing:
        """The receipt is on the disk before the memory says that all is well: there is no asking for it again."""
        if done.receipt is not None:
            self._receipts.keep(done.receipt, document_id=done.document_id, ours=ours)
        self._remember(done.document_id, done.receipt_id, memory)
        del self._unsaved[ours.submission_id]
        return Standing.RECEIVED

    def _remember(self, document_id: str, receipt_id: str, memory: Memory) -> None:
        received_at = self._clock().isoformat()
        memory.save({DOCUMENT_ID: document_id, RECEIPT_ID: receipt_id, RECEIVED_AT: received_at})

    def _settle(
        self, package: Package, memory: Memory, tried_at: str, *, why: Lost | None = None
    ) -> Standing | Refusal | Deferred:
        """Look for the receipt of a letter of which it is not known whether it went out."""
        ours = Extra(package.submission_id, package.number, memory.get(DOCUMENT_SHA256) or "")
        unsaved = self._unsaved.get(package.submission_id)
        if unsaved is not None:
            return self._keep(unsaved, ours, memory)
        found = self._receipts.of_submission(ours)
        if found is None and self._config.pull_url:
            stop = self._inbox.collect()
            if stop is not None:
                return told(stop, is_absent=False)
            found = self._receipts.of_submission(ours)
        receipt = None if found is None else read_receipt(found, self._trust.receipts, self._clock())
        if isinstance(receipt, EpuapReceipt):
            self._remember(receipt.document_id, receipt.receipt_id, memory)
            return Standing.RECEIVED
        waited_s = (self._clock() - datetime.fromisoformat(tried_at)).total_seconds()
        if self._config.pull_url and 0 <= waited_s < self._config.look_for_s:
            return Deferred(
                SyncFault.UNSETTLED, why.detail if why else "", why.retry_after_s if why else None
            )
        return Refusal(SyncFault.AMBIGUOUS, f"nadaj at {tried_at} broke off, and no UPP was found")


def _subject_of(inbox: str) -> str:
    """Answer the account of an inbox's address, `/podmiot/skrytka`."""
    return inbox.strip("/").partition("/")[0]
