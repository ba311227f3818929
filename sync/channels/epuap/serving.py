"""An office serves a person through ePUAP (WS-Doręczyciel): once, with the UPD as the proof when they have signed.

`dorecz` takes an identifier of ours for the document, and the UPD names it; but ePUAP is not known to turn away the
same identifier twice. So the same care is taken as with a letter: written down before, never repeated while unsure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx
from lxml import etree

from sync.channels.channel import PERSON_FOUND_NOTHING, Deferred, Memory, Refusal, Standing
from sync.channels.epuap.channel import TRIED_AT, EpuapFolders, EpuapKeys
from sync.channels.epuap.config import EpuapConfig, EpuapTrust
from sync.channels.epuap.exchange import Exchange, Lost, Rejected
from sync.channels.epuap.inbox import Inbox
from sync.channels.epuap.letter import Attachment, GeneralLetter, write_letter
from sync.channels.epuap.receipt import ReceiptKind, read_receipt
from sync.channels.epuap.receipts import Receipts
from sync.channels.epuap.services import DONE, File, Served, Service, Services
from sync.channels.epuap.told import refused, told
from sync.channels.epuap.xades import sign_document
from sync.clock import Clock, RandomBytes
from sync.cms import NotSigned
from sync.faults import Refused, SyncFault
from sync.submission import Party

ORDER_ID = "order_id"
_WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True)
class OutgoingLetter:
    """What a person is served with."""

    document_id: str
    """Ours, chosen before the first try, never given to another letter."""

    case_id: str
    inbox: str
    """The person's, `/login/skrytka`."""

    due: datetime
    sender: Party
    recipient: Party
    title: str
    notes: Sequence[str]
    attachments: Sequence[Attachment] = ()


class Doreczyciel:
    """Serves people in one office's name."""

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

    def serve(self, letter: OutgoingLetter, memory: Memory) -> Standing | Refusal | Deferred:
        """Hand the letter to ePUAP, unless that was done; find out first what came of an earlier try."""
        if memory.get(PERSON_FOUND_NOTHING):
            memory.forget(TRIED_AT, PERSON_FOUND_NOTHING)
        if memory.get(ORDER_ID) is not None:
            return Standing.RECEIVED
        tried_at = memory.get(TRIED_AT)
        return self._order(letter, memory) if tried_at is None else self._settle(letter, memory, tried_at)

    def fetch_receipt(self, letter: OutgoingLetter) -> bytes | Deferred | Refusal:
        """Answer the UPD once the person has signed."""
        found = self._receipts.of_document(letter.document_id)
        if found is None:
            stop = self._inbox.collect()
            if stop is not None:
                return told(stop, is_absent=False)
            found = self._receipts.of_document(letter.document_id)
        return found or Deferred(SyncFault.PROOF_PENDING, "not signed for yet")

    def check_receipt(self, receipt: bytes, letter: OutgoingLetter) -> Refused[SyncFault] | None:
        """Demand a UPD about this very document and case."""
        read = read_receipt(receipt, self._trust.receipts, self._clock())
        if isinstance(read, Refused):
            return read
        agreements = {
            "kind of receipt": read.kind is ReceiptKind.UPD,
            "document": read.document_id == letter.document_id,
            "case": read.case_id == letter.case_id,
        }
        wrong = [name for name, agrees in agreements.items() if not agrees]
        return Refused(SyncFault.PROOF_NOT_MATCHING, f"another {' and '.join(wrong)}") if wrong else None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _order(self, letter: OutgoingLetter, memory: Memory) -> Standing | Refusal | Deferred:
        document = self._document(letter)
        if isinstance(document, NotSigned):
            return Deferred(SyncFault.CHANNEL_KEY_SILENT, document.code.value)
        if not self._is_answering:
            stop = self._knock(letter, document)
            if stop is not None:
                return stop
        memory.save({TRIED_AT: self._clock().isoformat()})
        outcome = self._services.serve(_service(letter, document, is_trial=False))
        self._is_answering = isinstance(outcome, Served)
        if isinstance(outcome, Served) and outcome.code == DONE and outcome.document_id == letter.document_id:
            memory.save({ORDER_ID: outcome.order_id})
            return Standing.RECEIVED
        if isinstance(outcome, Served) and outcome.code != DONE:
            return refused(Rejected(outcome.code, outcome.text, is_absent=False))
        if isinstance(outcome, Lost | Rejected) and outcome.is_absent:
            memory.forget(TRIED_AT)
            return told(outcome, is_absent=True)
        if isinstance(outcome, Rejected):
            return refused(outcome)
        return self._settle(letter, memory, memory.get(TRIED_AT) or "")

    def _knock(self, letter: OutgoingLetter, document: File) -> Refusal | Deferred | None:
        outcome = self._services.serve(_service(letter, document, is_trial=True))
        self._is_answering = isinstance(outcome, Served) and outcome.code == DONE
        if not isinstance(outcome, Served):
            return told(outcome, is_absent=True)
        return None if outcome.code == DONE else refused(Rejected(outcome.code, outcome.text, is_absent=True))

    def _settle(self, letter: OutgoingLetter, memory: Memory, tried_at: str) -> Standing | Refusal | Deferred:
        """A UPD settles it, but a person may take days to sign: so someone is asked to look after a while."""
        found = self.fetch_receipt(letter) if self._config.pull_url else None
        if isinstance(found, bytes) and self.check_receipt(found, letter) is None:
            memory.save({ORDER_ID: "", "settled_by": "UPD"})
            return Standing.RECEIVED
        if isinstance(found, Refusal) or (
            isinstance(found, Deferred) and found.code is not SyncFault.PROOF_PENDING
        ):
            return found
        waited_s = (self._clock() - datetime.fromisoformat(tried_at)).total_seconds()
        if self._config.pull_url and 0 <= waited_s < self._config.look_for_s:
            return Deferred(SyncFault.UNSETTLED)
        return Refusal(SyncFault.AMBIGUOUS, f"dorecz at {tried_at} broke off, and no UPD was found")

    def _document(self, letter: OutgoingLetter) -> File | NotSigned:
        written = GeneralLetter(
            correlation_id=letter.document_id,
            place=self._config.place,
            day=self._clock().astimezone(_WARSAW).date(),
            recipient=letter.recipient,
            sender=letter.sender,
            title=letter.title,
            notes=letter.notes,
            attachments=letter.attachments,
        )
        root = write_letter(written, self._config.template)
        refusal = sign_document(root, self._seal, when=self._clock(), random=self._random)
        data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
        return refusal or File(f"{letter.document_id}.xml", data)


def _service(letter: OutgoingLetter, document: File, *, is_trial: bool) -> Service:
    return Service(document, letter.inbox, letter.due, letter.document_id, letter.case_id, is_trial=is_trial)
