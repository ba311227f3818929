"""Messages too large for one request grow as a draft, which may be broken off and gone on with anywhere.

A draft is nobody's letter yet: one too many does no harm, and is taken up again by its subject.
"""

from http import HTTPStatus

from sync.channels.channel import Deferred, Memory, Refusal
from sync.channels.edoreczenia.entries import Entry, HeldFile
from sync.channels.edoreczenia.files import Attachment
from sync.channels.edoreczenia.http import Answer, Failed
from sync.channels.edoreczenia.look import is_ours
from sync.channels.edoreczenia.mailbox import Mailbox
from sync.channels.edoreczenia.message import OutgoingMessage, with_uploaded, without_files
from sync.faults import SyncFault

DRAFT = "draft"
DRAFT_TRIED = "draft_tried"  # a draft whose sending was tried: when it is gone, it was accepted


def complete_draft(mailbox: Mailbox, message: OutgoingMessage, memory: Memory) -> str | Refusal | Deferred:
    """Bring a draft into the form in which it can be sent; answers its identifier."""
    draft_id = _begin(mailbox, message, memory)
    if not isinstance(draft_id, str):
        return draft_id
    entry = mailbox.read_draft(draft_id)
    if isinstance(entry, Failed):
        return entry.why
    if isinstance(entry, Answer):
        return _gone(draft_id, memory)
    uploaded = _fill(mailbox, draft_id, message, entry)
    if not isinstance(uploaded, dict):
        return uploaded
    answer = mailbox.update_draft(draft_id, with_uploaded(message, mailbox.address, uploaded))
    if isinstance(answer, Failed):
        return answer.why
    return draft_id if answer.is_success else refused(answer)


def refused(answer: Answer) -> Refusal:
    """Answer the far end's refusal of something that was not sent by it."""
    too_large = answer.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = SyncFault.TOO_LARGE if too_large else SyncFault.FAR_END_REFUSED
    return Refusal(code, answer.complaint(), is_absent=True)


def _begin(mailbox: Mailbox, message: OutgoingMessage, memory: Memory) -> str | Refusal | Deferred:
    known = memory.get(DRAFT)
    if known is not None:
        return known
    page = mailbox.list_drafts(subject=message.title)
    if isinstance(page, Failed):
        return page.why
    begun = [entry.message_id for entry in page.entries if is_ours(entry, mailbox.address, message)]
    made: str | Answer | Failed = (
        begun[0] if begun else mailbox.create_draft(without_files(message, mailbox.address))
    )
    if isinstance(made, Failed):
        return made.why
    if isinstance(made, Answer):
        return refused(made)
    memory.save({DRAFT: made})
    return made


def draft_is_gone(memory: Memory) -> Refusal:
    """A draft that was sent is a draft no longer, so its message should be there.

    A person who has made sure that it is not lets it be sent anew, so the draft is forgotten.
    """
    memory.forget(DRAFT, DRAFT_TRIED)
    return Refusal(SyncFault.AMBIGUOUS, "the draft is gone and its message is not there")


def _gone(draft_id: str, memory: Memory) -> Refusal | Deferred:
    if memory.get(DRAFT_TRIED) == draft_id:
        return draft_is_gone(memory)
    memory.forget(DRAFT)
    return Deferred(SyncFault.OFFICE_BROKEN, "the draft is gone; another is begun")


def _fill(
    mailbox: Mailbox, draft_id: str, message: OutgoingMessage, entry: Entry
) -> dict[str, str] | Refusal | Deferred:
    uploaded: dict[str, str] = {}
    wanted = {attachment.name: attachment for attachment in message.attachments}
    for held in entry.files or ():
        attachment = wanted.get(held.name)
        if attachment is not None and held.name not in uploaded and _is_whole(held, attachment):
            uploaded[held.name] = held.attachment_id
            continue
        removed = mailbox.remove_attachment(draft_id, held.attachment_id)
        if isinstance(removed, Failed):
            return removed.why
    for attachment in message.attachments:
        if attachment.name in uploaded:
            continue
        given = mailbox.upload(draft_id, attachment)
        if isinstance(given, Failed):
            return given.why
        if isinstance(given, Answer):
            return refused(given)
        uploaded[attachment.name] = given
    return uploaded


def _is_whole(held: HeldFile, attachment: Attachment) -> bool:
    """Only a digest proves that an upload which broke off came through whole."""
    return (
        bool(held.attachment_id) and held.size == len(attachment.data) and attachment.has_digest(held.digest)
    )
