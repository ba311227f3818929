"""The sandbox's mailboxes: messages in and out, drafts, tasks; every change is kept whole or not at all."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sync.sandbox.edoreczenia_checks import (
    Objection,
    check_draft,
    check_file,
    check_inline,
    check_message,
    check_name,
    check_unique,
)
from sync.sandbox.edoreczenia_evidence import Pace, events, evidence_id, status_of
from sync.sandbox.edoreczenia_store import Doc, Store

_DAY = timedelta(days=1)


@dataclass
class Mailboxes:
    """All mailboxes of the operator."""

    store: Store
    pace: Pace
    clock: Callable[[], datetime]
    addresses: Mapping[str, bool]
    """Every address in the book, and whether it takes deliveries."""
    new_id: Callable[[], str] = lambda: str(uuid.uuid4()).upper()

    def send(self, address: str, message: Any, fate: str = "delivered", copies: int = 1) -> str:
        """Take a whole message in; answers the task."""
        check_message(message, address, self.addresses)
        files = check_inline(message.get("attachments", []))
        with self.store:
            attachments = []
            for about, data in files:
                held = self.new_id()
                self.store.keep(held, data)
                attachments.append({"id": held, "about": about})
            return self._register(address, message, attachments, fate, copies)

    def send_draft(self, address: str, draft_id: str, fate: str = "delivered", copies: int = 1) -> str:
        """Take a draft in, which is a draft no longer."""
        with self.store:
            draft = self.draft(address, draft_id)
            check_message(draft["message"], address, self.addresses)
            by_id = {one["id"]: one for one in draft["uploaded"]}
            attachments = []
            for one in draft["message"].get("attachments", []):
                held = by_id.get(one.get("attachmentId") or "")
                if held is None:
                    raise Objection("ATTACHMENT_MISSING", "an attachment that was never uploaded")
                told = (one.get("file") or {}).get("fileMetadata")
                if told is not None:
                    check_file(told, self.store.content(held["id"]) or b"")
                attachments.append({"id": held["id"], "about": told or held["about"]})
            check_unique(one["about"]["filename"] for one in attachments)
            self.store.remove("draft", draft_id)
            return self._register(address, draft["message"], attachments, fate, copies)

    def put_incoming(self, address: str, sender: str, subject: str, thread_id: str = "") -> str:
        """Let a message come in."""
        now = self.clock().isoformat()
        message_id = self.new_id()
        doc = {
            "id": message_id, "box": address, "sender": sender, "to": [address], "subject": subject, "case": "",
            "thread": thread_id or self.new_id(), "text": "", "attachments": [], "handed_in": now, "fate": "delivered",
            "task": "", "opened": False, "label": "INBOX",
        }  # fmt: skip
        with self.store:
            self.store.put("message", message_id, doc)
        return message_id

    def message(self, address: str, message_id: str) -> Doc:
        """Answer a message of the mailbox."""
        found = self.store.get("message", message_id)
        if found is None or found["box"] != address or self._is_back(found):
            raise Objection("MESSAGE_NOT_FOUND", "no such message in this mailbox")
        return found

    def messages(self, address: str) -> list[Doc]:
        """Answer all messages of the mailbox, newest first."""
        held = (one for one in self.store.all("message") if one["box"] == address)
        return [one for one in held if not self._is_back(one)]

    def open(self, message: Doc) -> None:
        """Mark an incoming message as opened."""
        if message["label"] == "INBOX" and not message["opened"]:
            message["opened"] = True
            with self.store:
                self.store.put("message", message["id"], message)

    def task(self, address: str, task_id: str) -> tuple[bool, list[Doc]]:
        """Tell whether a task is finished, and its messages."""
        task = self.store.get("task", task_id)
        if task is None or task["box"] != address:
            raise Objection("TASK_NOT_FOUND", "no such task")
        messages = [self.store.get("message", one) or {} for one in task["messages"]]
        return all(self._is_handed_over(one) for one in messages), messages

    def create_draft(self, address: str, message: Any) -> str:
        """Begin a draft."""
        check_draft(message, address)
        if message.get("attachments"):
            raise Objection("ATTACHMENTS", "attachments are uploaded to a draft once it is there")
        draft_id = self.new_id()
        with self.store:
            self.store.put("draft", draft_id, self._draft(draft_id, address, message))
        return draft_id

    def update_draft(self, address: str, draft_id: str, message: Any) -> None:
        """Replace a draft's message."""
        check_draft(message, address)
        with self.store:
            draft = self.draft(address, draft_id)
            known = {one["id"] for one in draft["uploaded"]}
            for one in message.get("attachments", []):
                if one.get("attachmentId") not in known:
                    raise Objection("ATTACHMENT_MISSING", "an attachment that was never uploaded")
            self.store.put("draft", draft_id, {**draft, "message": message})

    def upload(self, address: str, draft_id: str, about: Doc, data: bytes) -> str:
        """Add a file to a draft."""
        check_name(about.get("filename"))
        if about.get("alg") not in (None, "SHA-3"):
            raise Objection("ALGORITHM", "only SHA-3 is allowed")
        if about.get("size") not in (None, str(len(data))) or not data:
            raise Objection("SIZE", "the file has another size")
        held = self.new_id()
        with self.store:
            draft = self.draft(address, draft_id)
            check_unique([*(one["about"]["filename"] for one in draft["uploaded"]), about["filename"]])
            self.store.keep(held, data)
            draft["uploaded"].append({"id": held, "about": about})
            self.store.put("draft", draft_id, draft)
        return held

    def remove_upload(self, address: str, draft_id: str, attachment_id: str) -> Doc:
        """Take a file out of a draft; answers what it was."""
        with self.store:
            draft = self.draft(address, draft_id)
            gone = [one for one in draft["uploaded"] if one["id"] == attachment_id]
            if not gone:
                raise Objection("ATTACHMENT_NOT_FOUND", "no such attachment")
            draft["uploaded"].remove(gone[0])
            self.store.put("draft", draft_id, draft)
        about: Doc = gone[0]["about"]
        return about

    def remove_draft(self, address: str, draft_id: str) -> None:
        """Delete a draft."""
        with self.store:
            self.draft(address, draft_id)
            self.store.remove("draft", draft_id)

    def draft(self, address: str, draft_id: str) -> Doc:
        """Answer a draft of the mailbox."""
        found = self.store.get("draft", draft_id)
        if found is None or found["box"] != address:
            raise Objection("DRAFT_NOT_FOUND", "no such draft in this mailbox")
        return found

    def drafts(self, address: str) -> list[Doc]:
        """Answer all drafts of the mailbox, newest first."""
        return [one for one in self.store.all("draft") if one["box"] == address]

    def evidences(self, message: Doc) -> list[tuple[str, str, datetime]]:
        """Answer identifier, kind and time of everything evidenced so far."""
        if message["label"] == "INBOX":
            return []
        return [
            (evidence_id(message["id"], kind), kind, at)
            for kind, at in events(message, self.pace, self.clock())
        ]

    def status(self, message: Doc) -> str:
        """Answer the message's status."""
        return "Doręczona" if message["label"] == "INBOX" else status_of(message, self.pace, self.clock())

    def is_outgoing(self, message: Doc) -> bool:
        """Tell whether a message still waits to be handed over."""
        return not self._is_handed_over(message)

    def _is_handed_over(self, message: Doc) -> bool:
        handed_in = datetime.fromisoformat(message["handed_in"])
        return self.clock() >= handed_in + timedelta(seconds=self.pace.task_s)

    def _is_back(self, message: Doc) -> bool:
        return message["fate"] == "task_fails" and self._is_handed_over(message)

    def _draft(self, draft_id: str, address: str, message: Any) -> Doc:
        now = self.clock().isoformat()
        return {"id": draft_id, "box": address, "message": message, "uploaded": [], "kept_at": now}

    def _register(
        self, address: str, message: Any, attachments: Sequence[Doc], fate: str, copies: int
    ) -> str:
        task_id, now = self.new_id(), self.clock().isoformat()
        metadata = message["messageMetadata"]
        made = []
        for recipient in metadata["to"] * copies:
            message_id = self.new_id()
            doc = {
                "id": message_id, "box": address, "sender": address, "to": [recipient["eDeliveryAddress"]],
                "subject": metadata["subject"], "case": metadata.get("caseId", ""),
                "thread": metadata.get("threadId") or self.new_id(), "text": message.get("textBody", ""),
                "attachments": list(attachments), "handed_in": now, "fate": fate, "task": task_id, "opened": False,
                "label": "SENT",
            }  # fmt: skip
            self.store.put("message", message_id, doc)
            made.append(message_id)
        if fate == "task_fails":
            draft_id = self.new_id()
            plain = {**message, "attachments": []}
            self.store.put("draft", draft_id, self._draft(draft_id, address, plain))
        self.store.put("task", task_id, {"box": address, "messages": made, "fate": fate})
        return task_id
