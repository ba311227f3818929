"""The mailbox behind an address: the calls of the User Agent API that are used, with their answers read."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import quote

from sync.channels.channel import Deferred
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.connection import Connection
from sync.channels.edoreczenia.entries import Entry, read_entry
from sync.channels.edoreczenia.files import ALGORITHM, Attachment
from sync.channels.edoreczenia.http import FILE_LIMIT, Answer, Failed
from sync.faults import SyncFault
from sync.status import JsonValue


class Detail(StrEnum):
    """How much of a message is fetched. `full` marks an incoming message as opened; the others leave no trace."""

    MINIMAL = "minimal"
    METADATA = "metadata"
    FULL = "full"


@dataclass(frozen=True)
class Page:
    """A piece of a list, newest first."""

    entries: tuple[Entry, ...]
    length: int
    """How many items the piece had, those that can't be read included."""
    total: int | None


@dataclass(frozen=True)
class TaskResult:
    """What became of one recipient's message in a finished task."""

    message_id: str
    recipient: str
    complaint: str


class Mailbox:
    """One mailbox; every method is one call."""

    def __init__(self, connection: Connection, config: EDoreczeniaConfig) -> None:
        self._connection = connection
        self._base = f"{config.api_url.rstrip('/')}/{quote(config.sender, safe=':')}"
        self.address = config.sender

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def send(self, message: dict[str, JsonValue]) -> Answer | Failed:
        """Hand a message over; accepted with 202 and the identifier of the task that sends it."""
        return self._connection.call("POST", self._at("messages"), json=message)

    def send_draft(self, draft_id: str) -> Answer | Failed:
        """Hand a draft over, in the same way."""
        return self._connection.call("POST", self._at("drafts", "send"), json={"messageId": draft_id})

    def task_is_finished(self, task_id: str) -> bool | Answer | Failed:
        """Ask after a task; an answer is returned where the mailbox refuses to tell."""
        answer = self._connection.call("GET", self._at("messages", "tasks", task_id, "status"))
        if isinstance(answer, Failed) or not answer.is_success:
            return answer
        told = answer.json()
        status = told.get("messageTaskStatus") if isinstance(told, dict) else None
        if status not in ("FINISHED", "PENDING"):
            return broken("a task without a status")
        return status == "FINISHED"

    def task_results(self, task_id: str) -> tuple[TaskResult, ...] | Answer | Failed:
        """Fetch what a finished task has come to."""
        answer = self._connection.call("GET", self._at("messages", "tasks", task_id))
        if isinstance(answer, Failed) or not answer.is_success:
            return answer
        told = answer.json()
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            return broken("a task that can't be read")
        return tuple(_result(one) for one in told if isinstance(one, dict))

    def list_messages(
        self,
        *,
        subject: str = "",
        sender: str = "",
        offset: int = 0,
        limit: int = 100,
        is_opened: bool | None = None,
    ) -> Page | Failed:
        """List messages by their metadata, newest first; nothing is marked as opened."""
        query: dict[str, str | int] = {"format": Detail.METADATA.value, "offset": offset, "limit": limit}
        query |= {name: value for name, value in (("subject", subject), ("sender", sender)) if value}
        if is_opened is not None:
            query["opened"] = "true" if is_opened else "false"
        return _page(self._connection.call("GET", self._at("messages"), params=query))

    def list_drafts(self, *, subject: str, limit: int = 100) -> Page | Failed:
        """List drafts by their metadata."""
        query: dict[str, str | int] = {
            "format": Detail.METADATA.value,
            "subject": subject,
            "offset": 0,
            "limit": limit,
        }
        return _page(self._connection.call("GET", self._at("drafts"), params=query))

    def read(self, message_id: str, detail: Detail = Detail.METADATA) -> Entry | Answer | Failed:
        """Fetch a message; `full` lists its files and, if it is incoming, marks it as opened."""
        answer = self._connection.call(
            "GET", self._at("messages", message_id), params={"format": detail.value}
        )
        if isinstance(answer, Answer) and answer.status == HTTPStatus.ACCEPTED:
            return Failed(Deferred(SyncFault.OFFICE_VERIFYING, "still being moved"), is_untouched=True)
        told = answer.json() if isinstance(answer, Answer) and answer.is_success else None
        return _one(answer, told[0] if isinstance(told, list) and len(told) == 1 else None, message_id)

    def read_draft(self, draft_id: str) -> Entry | Answer | Failed:
        """Fetch a draft with the list of its files."""
        answer = self._connection.call(
            "GET", self._at("drafts", draft_id), params={"format": Detail.FULL.value}
        )
        return _one(answer, answer.json() if isinstance(answer, Answer) else None, draft_id)

    def create_draft(self, message: dict[str, JsonValue]) -> str | Answer | Failed:
        """Begin a draft; answers its identifier."""
        answer = self._connection.call("POST", self._at("drafts"), json=message)
        if isinstance(answer, Failed) or not answer.is_success:
            return answer
        told = answer.json()
        draft_id = told.get("messageId") if isinstance(told, dict) else None
        return draft_id if isinstance(draft_id, str) and draft_id else broken("a draft without an identifier")

    def update_draft(self, draft_id: str, message: dict[str, JsonValue]) -> Answer | Failed:
        """Put the draft into the form in which it is to be sent."""
        return self._connection.call("PUT", self._at("drafts", draft_id), json=message)

    def upload(self, draft_id: str, attachment: Attachment) -> str | Answer | Failed:
        """Add a file of any size to a draft; answers the attachment's identifier."""
        about = {
            "filename": attachment.name,
            "contentType": attachment.media_type,
            "size": str(len(attachment.data)),
            "alg": ALGORITHM,
        }
        answer = self._connection.call(
            "POST",
            self._at(draft_id, "attachments", "upload"),
            data=about,
            files={"file": (attachment.name, attachment.data, attachment.media_type)},
        )
        if isinstance(answer, Failed) or not answer.is_success:
            return answer
        told = answer.json()
        given = told.get("attachmentId") if isinstance(told, dict) else None
        return given if isinstance(given, str) and given else broken("an upload without an identifier")

    def remove_attachment(self, draft_id: str, attachment_id: str) -> Answer | Failed:
        """Take a file out of a draft."""
        return self._connection.call("DELETE", self._at("drafts", draft_id, "attachments", attachment_id))

    def evidences(self, message_id: str) -> list[JsonValue] | Answer | Failed:
        """List what the operator has evidenced about a message."""
        answer = self._connection.call("GET", self._at("messages", message_id, "evidences"))
        if isinstance(answer, Failed) or not answer.is_success:
            return answer
        told = answer.json()
        found = told.get("evidences") if isinstance(told, dict) else None
        return found if isinstance(found, list) else broken("evidence that can't be read")

    def evidence_file(self, evidence_id: str) -> Answer | Failed:
        """Fetch the document that the operator issued."""
        return self._connection.call("GET", self._at("evidences", "purde", evidence_id), limit=FILE_LIMIT)

    def _at(self, *steps: str) -> str:
        return "/".join([self._base, *(quote(step, safe="") for step in steps)])


def broken(told: str) -> Failed:
    """Answer that the far end has said something that makes no sense; it may have acted."""
    return Failed(Deferred(SyncFault.OFFICE_BROKEN, told), is_untouched=False)


def _one(answer: Answer | Failed, told: JsonValue, message_id: str) -> Entry | Answer | Failed:
    if isinstance(answer, Failed) or not answer.is_success:
        return answer
    entry = read_entry(told)
    if entry is None or entry.message_id != message_id:
        return broken("not the message that was asked for")
    return entry


def _page(answer: Answer | Failed) -> Page | Failed:
    if isinstance(answer, Failed):
        return answer
    if not answer.is_success:
        return Failed(Deferred(SyncFault.OFFICE_BROKEN, answer.complaint()), is_untouched=True)
    told = answer.json()
    found = told.get("messages") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(found, list):
        return broken("a list that can't be read")
    total = told.get("total")
    entries = tuple(entry for entry in map(read_entry, found) if entry is not None)
    return Page(entries, len(found), total if isinstance(total, int) else None)


def _result(told: dict[str, JsonValue]) -> TaskResult:
    addressee = told.get("addressee")
    address = addressee.get("eDeliveryAddress") if isinstance(addressee, dict) else None
    complaint = " ".join(str(told[name]) for name in ("error", "error_description") if told.get(name))
    return TaskResult(
        message_id=str(told.get("messageId") or ""),
        recipient=str(address or told.get("addresseeAde") or ""),
        complaint=complaint[:300],
    )
