"""The office's reply inbox, emptied onto this machine's disk: receipts that came late, and everything else.

The queue gives its head again and again until that is confirmed (at least once), so a document is on the disk before
it is confirmed, under a name made of its digest. What is not a receipt may be about people, and lies encrypted.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sync.channels.epuap.exchange import Lost, Rejected
from sync.channels.epuap.extra import read_extra
from sync.channels.epuap.receipt import EpuapReceipt, read_receipt
from sync.channels.epuap.receipts import Receipts
from sync.channels.epuap.services import DONE, Pulled, Services
from sync.files import write_durably
from sync.vault import encrypt

_AT_ONCE = 50
"""How many documents one look takes in, so that a full inbox does not hold up the letters."""


@dataclass(frozen=True)
class Inbox:
    """Pulls and keeps."""

    services: Services
    receipts: Receipts
    letters: Path
    """Where answers that are not receipts are put, for whoever reads them."""

    recipients: Sequence[str]
    """Keys (`age1…`) that can read those."""

    def collect(self) -> Lost | Rejected | None:
        """Bring in what waits; None when there is no more, or for now enough."""
        for _ in range(_AT_ONCE):
            pulled = self.services.pull_next()
            if pulled is None or isinstance(pulled, Lost | Rejected):
                return pulled
            self._keep(pulled)
            confirmed = self.services.confirm_pulled(pulled)
            if isinstance(confirmed, Lost | Rejected):
                return confirmed
            if confirmed != DONE:
                return Rejected(confirmed, "potwierdzOdebranie", is_absent=False)
        return None

    def _keep(self, pulled: Pulled) -> None:
        data, exchange = pulled.document.data, self.services.exchange
        receipt = read_receipt(data, exchange.trust.receipts, exchange.clock())
        if isinstance(receipt, EpuapReceipt):
            ours, digests = read_extra(pulled.extra), receipt.document_sha256
            self.receipts.keep(data, document_id=receipt.document_id, ours=ours, digests=digests)
            return
        self.letters.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.letters / f"{hashlib.sha256(data).hexdigest()}.age"
        if not path.exists():
            write_durably(path, encrypt(data, self.recipients))
