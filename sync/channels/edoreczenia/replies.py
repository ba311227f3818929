"""What came back to the mailbox, found without marking anything as opened: opening is the clerk's to do."""

from datetime import UTC, datetime

from sync.channels.channel import Deferred
from sync.channels.edoreczenia.entries import Entry
from sync.channels.edoreczenia.http import Failed
from sync.channels.edoreczenia.mailbox import Mailbox

_LAST = datetime.max.replace(tzinfo=UTC)


def find_reply(
    mailbox: Mailbox, *, reference: str, recipient: str, message_id: str, thread_id: str = ""
) -> Entry | Deferred | None:
    """Answer the oldest answer of the recipient to a message; None where there is none yet.

    An answer keeps the thread and quotes the subject behind `RE:`, and so the reference in it.
    """
    page = mailbox.list_messages(subject=reference, sender=recipient)
    if isinstance(page, Failed):
        return page.why
    replies = [
        entry
        for entry in page.entries
        if entry.sender == recipient
        and entry.kind in ("", "Message", "Stub")
        and (
            reference in entry.title
            or message_id == entry.answers_to
            or (thread_id and thread_id == entry.thread_id)
        )
    ]
    return min(replies, key=lambda entry: entry.kept_at or _LAST, default=None)
