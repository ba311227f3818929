"""What the mailbox tells of a message, read leniently: only what decisions rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sync.status import JsonValue


@dataclass(frozen=True)
class Entry:
    """A message in a list, or by itself."""

    message_id: str
    title: str
    sender: str
    recipients: tuple[str, ...]
    thread_id: str
    answers_to: str
    kept_at: datetime | None
    """When the mailbox took it in, by the mailbox's clock."""
    kind: str
    status: str
    files: tuple["HeldFile", ...] | None
    """None where the answer lists no files."""


@dataclass(frozen=True)
class HeldFile:
    """An attachment as the mailbox describes it."""

    attachment_id: str
    name: str
    size: int | None
    digest: str


def read_entry(item: JsonValue) -> Entry | None:
    """Read a `Message`; None where it can't be told which one it is."""
    metadata, control = _object(item, "messageMetadata"), _object(item, "messageControlData")
    message_id = _text(metadata, "messageId")
    if not message_id:
        return None
    attachments = item.get("attachments") if isinstance(item, dict) else None
    recipients = metadata.get("to")
    return Entry(
        message_id=message_id,
        title=_text(metadata, "subject"),
        sender=_text(_object(metadata, "from"), "eDeliveryAddress"),
        recipients=tuple(
            _text(one, "eDeliveryAddress")
            for one in (recipients if isinstance(recipients, list) else [])
            if isinstance(one, dict)
        ),
        thread_id=_text(metadata, "threadId"),
        answers_to=_text(metadata, "refToMessageId"),
        kept_at=read_moment(_text(metadata, "timestamp")),
        kind=_text(control, "messageType"),
        status=_text(control, "status"),
        files=tuple(_file(one) for one in attachments) if isinstance(attachments, list) else None,
    )


def read_moment(text: str) -> datetime | None:
    """Read a date-time; one without a zone is not used."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _file(item: JsonValue) -> HeldFile:
    about = _object(_object(item, "file"), "fileMetadata")
    size = about.get("size")
    return HeldFile(
        attachment_id=_text(item if isinstance(item, dict) else {}, "attachmentId"),
        name=_text(about, "filename"),
        size=size if isinstance(size, int) else None,
        digest=_text(about, "hash"),
    )


def _object(item: object, name: str) -> Mapping[str, JsonValue]:
    inner = item.get(name) if isinstance(item, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def _text(item: Mapping[str, JsonValue], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""
