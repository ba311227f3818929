"""Looking for a message in the mailbox after a call of unknown outcome: found, surely absent, or not to be told."""

from datetime import datetime, timedelta

from sync.channels.channel import Deferred, Refusal
from sync.channels.edoreczenia.entries import Entry
from sync.channels.edoreczenia.http import Failed
from sync.channels.edoreczenia.mailbox import Mailbox, Page
from sync.channels.edoreczenia.message import OutgoingMessage
from sync.faults import SyncFault

PAGE = 200
MOST_PAGES = 50
_CLOCKS_APART = timedelta(days=1)


def look_for(
    mailbox: Mailbox, message: OutgoingMessage, *, since: datetime, apart_from: frozenset[str]
) -> str | Refusal | Deferred | None:
    """Answer the message's identifier; None when the mailbox surely does not hold it at this moment.

    The search by subject is tried first. It is not believed when it finds nothing, since the contract does not
    say how it compares: then the newest messages are gone through, back to well before the call.
    """
    found = find_by_title(mailbox, message, apart_from)
    if found is not None:
        return found
    further = _go_through(mailbox, message, since - _CLOCKS_APART)
    return _only(further - apart_from) if isinstance(further, set) else further


def find_by_title(
    mailbox: Mailbox, message: OutgoingMessage, apart_from: frozenset[str]
) -> str | Refusal | Deferred | None:
    """Answer the message's identifier where the search by subject finds it; None proves nothing."""
    page = mailbox.list_messages(subject=message.title)
    if isinstance(page, Failed):
        return page.why
    return _only(_among(page, mailbox.address, message) - apart_from)


def _only(found: set[str]) -> str | Refusal | None:
    if len(found) > 1:
        return Refusal(SyncFault.AMBIGUOUS, f"{len(found)} messages of this number")
    return next(iter(found), None)


def is_ours(entry: Entry, address: str, message: OutgoingMessage) -> bool:
    """Tell whether an entry is this message as it was sent from this mailbox."""
    is_from_here = entry.sender in ("", address)
    is_to_there = not entry.recipients or message.recipient in entry.recipients
    return is_from_here and is_to_there and message.is_titled(entry.title)


def _go_through(
    mailbox: Mailbox, message: OutgoingMessage, earliest: datetime
) -> set[str] | Refusal | Deferred:
    found: set[str] = set()
    for number in range(MOST_PAGES):
        page = mailbox.list_messages(offset=number * PAGE, limit=PAGE)
        if isinstance(page, Failed):
            return page.why
        if len(page.entries) != page.length:
            return Deferred(SyncFault.OFFICE_BROKEN, "a message in the list that can't be read")
        found |= _among(page, mailbox.address, message)
        is_before = all(entry.kept_at is not None and entry.kept_at < earliest for entry in page.entries)
        if page.length < PAGE or is_before:
            return found
    return Refusal(SyncFault.AMBIGUOUS, "too many messages in the mailbox to be sure")


def _among(page: Page, address: str, message: OutgoingMessage) -> set[str]:
    return {entry.message_id for entry in page.entries if is_ours(entry, address, message)}
