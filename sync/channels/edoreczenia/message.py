"""One message to one recipient, as the User Agent API wants it."""

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.channels.channel import Refusal
from sync.channels.edoreczenia.ade import is_ade
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.files import ALGORITHM, Attachment, object_to_names
from sync.faults import SyncFault
from sync.status import JsonValue

LONGEST_TEXT = 5000
LONGEST_SUBJECT = 200
"""The contract gives no limit; one line of a list is all that anybody reads."""

_FILES = uuid.UUID("5f2d6a52-6d0c-5d39-9b7e-0d5f0b6f9f0e")


@dataclass(frozen=True)
class OutgoingMessage:
    """What is to be sent, once.

    The reference is this message's alone, for ever: it opens the subject and is the case number, so that after an
    uncertain call the mailbox can be looked through for it. The same reference never goes with other content.
    """

    reference: str
    recipient: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachments: tuple[Attachment, ...]

    @property
    def title(self) -> str:
        """The subject as it is sent; the reference stands first so that nothing cuts it off."""
        return " ".join(f"{self.reference} {self.subject}".split())[:LONGEST_SUBJECT].strip()

    @property
    def size_bytes(self) -> int:
        """What the attachments weigh together."""
        return sum(len(attachment.data) for attachment in self.attachments)

    def is_titled(self, title: object) -> bool:
        """Tell whether a subject is this message's, and not that of an answer to it or of another number."""
        return isinstance(title, str) and f"{title.strip()} ".startswith(f"{self.reference} ")


def object_to(message: OutgoingMessage, config: EDoreczeniaConfig) -> Refusal | None:
    """Judge a message without the network; None: it can be sent."""
    if not message.reference or " " in message.reference:
        raise ValueError("a reference is one word")
    if not is_ade(message.recipient):
        return Refusal(SyncFault.ADDRESS_UNKNOWN, "no address for electronic delivery", is_absent=True)
    if message.size_bytes > config.largest_message_bytes:
        return Refusal(SyncFault.TOO_LARGE, f"{message.size_bytes} bytes of attachments", is_absent=True)
    objection = object_to_names(message.attachments)
    if not objection and len(message.text) > LONGEST_TEXT:
        objection = f"more than {LONGEST_TEXT} characters of text"
    return Refusal(SyncFault.MESSAGE_REFUSED, objection, is_absent=True) if objection else None


def whole(message: OutgoingMessage, sender: str) -> dict[str, JsonValue]:
    """Answer the message with its attachments inside."""
    attachments: list[JsonValue] = [
        {
            "order": order,
            "file": {
                "fileMetadata": describe(message, attachment),
                "file": base64.b64encode(attachment.data).decode("ascii"),
            },
        }
        for order, attachment in enumerate(message.attachments, start=1)
    ]
    return {**_head(message, sender), "attachments": attachments}


def without_files(message: OutgoingMessage, sender: str) -> dict[str, JsonValue]:
    """Answer the message as a draft begins."""
    return _head(message, sender)


def with_uploaded(message: OutgoingMessage, sender: str, uploaded: Mapping[str, str]) -> dict[str, JsonValue]:
    """Answer the draft in its last form: `uploaded` gives the attachment's identifier for each file name."""
    attachments: list[JsonValue] = [
        {
            "order": order,
            "attachmentId": uploaded[attachment.name],
            "file": {"fileMetadata": describe(message, attachment)},
        }
        for order, attachment in enumerate(message.attachments, start=1)
    ]
    return {**_head(message, sender), "attachments": attachments}


def describe(message: OutgoingMessage, attachment: Attachment) -> dict[str, JsonValue]:
    """Answer `FileMetadata`; the file's identifier is the same at every try."""
    return {
        "fileId": str(uuid.uuid5(_FILES, f"{message.reference}/{attachment.name}")),
        "filename": attachment.name,
        "contentType": attachment.media_type,
        "size": len(attachment.data),
        "alg": ALGORITHM,
        "hash": attachment.digest,
    }


def _head(message: OutgoingMessage, sender: str) -> dict[str, JsonValue]:
    recipients: list[JsonValue] = [{"eDeliveryAddress": message.recipient}]
    return {
        "messageMetadata": {
            "from": {"eDeliveryAddress": sender},
            "to": recipients,
            "subject": message.title,
            "caseId": message.reference,
            "shippingService": "electronic",
        },
        "textBody": message.text,
    }
