"""The wire to e-Doręczenia: a registered electronic delivery, sent as a task, proven by the operator's evidence.

What the contract file leaves open is taken from the technical project of the User Agent API (COI, 5.27):
a message that was accepted lies in the mailbox's OUTBOX at once and in SENT afterwards, and lists come newest
first by the mailbox's own time. Looking before repeating rests on that.
"""

from sync.channels.edoreczenia.book import AddressBook
from sync.channels.edoreczenia.channel import EDoreczeniaChannel
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.connection import Connection, connect
from sync.channels.edoreczenia.evidence import Issued, Outcome, fetch_issued, read_outcome
from sync.channels.edoreczenia.files import Attachment
from sync.channels.edoreczenia.mailbox import Mailbox
from sync.channels.edoreczenia.message import OutgoingMessage
from sync.channels.edoreczenia.sending import MessageSender, Sent
from sync.channels.edoreczenia.tokens import AssertionSigner, pem_signer

__all__ = [
    "AddressBook",
    "AssertionSigner",
    "Attachment",
    "Connection",
    "EDoreczeniaChannel",
    "EDoreczeniaConfig",
    "Issued",
    "Mailbox",
    "MessageSender",
    "Outcome",
    "OutgoingMessage",
    "Sent",
    "connect",
    "fetch_issued",
    "pem_signer",
    "read_outcome",
]
