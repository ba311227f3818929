"""The sandbox's User Agent API and address search: calls in, answers out, as the contract words them."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from sync.sandbox.edoreczenia_checks import ADDRESS, Objection
from sync.sandbox.edoreczenia_evidence import EvidenceSigner, document_of
from sync.sandbox.edoreczenia_mailbox import Mailboxes
from sync.sandbox.edoreczenia_moods import Mood
from sync.sandbox.edoreczenia_store import Doc

LIST_LIMIT = 2000
_LIST_QUERY = {
    *("offset", "limit", "format", "sender", "massMessagesGrouped", "massMessageId", "recipient", "subject"),
    *(
        "submissionDateFrom",
        "submissionDateTo",
        "eventDateFrom",
        "eventDateTo",
        "receiptDateFrom",
        "receiptDateTo",
    ),
    *("attachments", "label", "shippingService", "sortColumn", "sortDirection", "opened"),
}
_READ, _WRITE = "read_messages", "write_messages"
_ROUTES = (
    ("send", "POST", r"messages", _WRITE),
    ("list", "GET", r"messages", _READ),
    ("task_status", "GET", r"messages/tasks/([^/]+)/status", _READ),
    ("task", "GET", r"messages/tasks/([^/]+)", _READ),
    ("evidences", "GET", r"messages/([^/]+)/evidences", _READ),
    ("read", "GET", r"messages/([^/]+)", _READ),
    ("drafts", "GET", r"drafts", _READ),
    ("draft_create", "POST", r"drafts", _WRITE),
    ("draft_send", "POST", r"drafts/send", _WRITE),
    ("draft_read", "GET", r"drafts/([^/]+)", _READ),
    ("draft_update", "PUT", r"drafts/([^/]+)", _WRITE),
    ("draft_delete", "DELETE", r"drafts/([^/]+)", _WRITE),
    ("attachment_delete", "DELETE", r"drafts/([^/]+)/attachments/([^/]+)", _WRITE),
    ("upload", "POST", r"([^/]+)/attachments/upload", _WRITE),
    ("evidence_file", "GET", r"evidences/purde/([^/]+)", _READ),
)
_FATES = {
    Mood.REJECTED: "rejected",
    Mood.UNDELIVERABLE: "undeliverable",
    Mood.TASK_FAILS: "task_fails",
}


@dataclass(frozen=True)
class Call:
    """A request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """With names in lower case."""
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """Read the body."""
        if self.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Objection("CONTENT_TYPE", "JSON is wanted", 415)
        try:
            return json.loads(self.body)
        except ValueError as broken:
            raise Objection("JSON", "not JSON") from broken


@dataclass(frozen=True)
class Reply:
    """An answer."""

    status: int
    body: bytes = field(repr=False)
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(content: Any, status: int = 200) -> Reply:
    """Answer JSON."""
    return Reply(status, json.dumps(content, ensure_ascii=False).encode())


def route(method: str, path: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Answer operation, needed scope and arguments of a path below the mailbox."""
    for operation, wanted, pattern, scope in _ROUTES:
        found = re.fullmatch(pattern, path) if wanted == method else None
        if found is not None:
            return operation, scope, tuple(unquote(group) for group in found.groups())
    return None


class MailboxApi:
    """The operations below an address."""

    def __init__(self, mailboxes: Mailboxes, signer: EvidenceSigner | None) -> None:
        self._boxes = mailboxes
        self._signer = signer
        self._operations: dict[str, Callable[[str, Call, Mood | None, tuple[str, ...]], Reply]] = {
            "send": self._send,
            "list": self._list,
            "task_status": self._task_status,
            "task": self._task,
            "evidences": self._evidences,
            "read": self._read,
            "drafts": self._drafts,
            "draft_create": self._draft_create,
            "draft_send": self._draft_send,
            "draft_read": self._draft_read,
            "draft_update": self._draft_update,
            "draft_delete": self._draft_delete,
            "attachment_delete": self._attachment_delete,
            "upload": self._upload,
            "evidence_file": self._evidence_file,
        }

    def act(
        self, operation: str, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]
    ) -> Reply:
        """Do what the call asks for."""
        return self._operations[operation](address, call, mood, arguments)

    def _send(self, address: str, call: Call, mood: Mood | None, _: tuple[str, ...]) -> Reply:
        _query(call, set())
        fate, copies = (
            _FATES.get(mood, "delivered") if mood else "delivered",
            2 if mood is Mood.DUPLICATE else 1,
        )
        return answer({"messageTaskId": self._boxes.send(address, call.json(), fate, copies)}, 202)

    def _draft_send(self, address: str, call: Call, mood: Mood | None, _: tuple[str, ...]) -> Reply:
        told = call.json()
        if not isinstance(told, dict) or set(told) != {"messageId"}:
            raise Objection("DRAFT", "messageId is wanted")
        fate, copies = (
            _FATES.get(mood, "delivered") if mood else "delivered",
            2 if mood is Mood.DUPLICATE else 1,
        )
        return answer(
            {"messageTaskId": self._boxes.send_draft(address, told["messageId"], fate, copies)}, 202
        )

    def _task_status(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        del call, mood
        is_finished, _ = self._boxes.task(address, arguments[0])
        return answer({"messageTaskStatus": "FINISHED" if is_finished else "PENDING"})

    def _task(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        del call
        is_finished, messages = self._boxes.task(address, arguments[0])
        if not is_finished:
            return answer([])
        told = []
        if mood is Mood.OTHER_DOCUMENT:
            messages = [self._another(address, one) for one in messages]
        for message in messages:
            entry = {"addressee": {"eDeliveryAddress": message["to"][0]}, "addresseeAde": message["to"][0]}
            if message["fate"] == "task_fails":
                entry |= {
                    "status": "ERROR",
                    "error": "SERVICE",
                    "error_description": "Nie przekazano do usługi",
                }
            else:
                entry |= {"status": "OK", "messageId": message["id"]}
            told.append(entry)
        return answer(told)

    def _list(self, address: str, call: Call, mood: Mood | None, _: tuple[str, ...]) -> Reply:
        query = _query(call, _LIST_QUERY)
        wanted = query.get("format", "minimal")
        if wanted not in ("minimal", "metadata"):
            raise Objection("FORMAT", "minimal or metadata")
        found = [one for one in self._boxes.messages(address) if self._is_wanted(one, query)]
        if mood is Mood.DUPLICATE:
            found = [one for one in found for _ in range(2)]
        piece = _piece(found, query, LIST_LIMIT)
        shown = [self._show(one, wanted) for one in piece]
        return answer({"messages": shown, "resultSize": len(shown), "total": len(found)})

    def _read(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        wanted = _query(call, {"format"}).get("format", "full")
        if wanted not in ("full", "fullExtended", "metadata", "minimal"):
            raise Objection("FORMAT", "full, fullExtended, metadata or minimal")
        names = arguments[0].split(",")
        if len(names) > 50:
            raise Objection("TOO_MANY", "at most 50 messages")
        messages = [self._boxes.message(address, name) for name in names]
        if mood is Mood.OTHER_DOCUMENT:
            messages = [self._another(address, one) for one in messages]
        for message in messages:
            if wanted.startswith("full"):
                self._boxes.open(message)
        return answer([self._show(one, wanted) for one in messages])

    def _drafts(self, address: str, call: Call, mood: Mood | None, _: tuple[str, ...]) -> Reply:
        del mood
        query = _query(call, _LIST_QUERY)
        if query.get("format", "metadata") != "metadata":
            raise Objection("FORMAT", "metadata")
        subject = query.get("subject", "").lower()
        found = [
            one
            for one in self._boxes.drafts(address)
            if subject in one["message"]["messageMetadata"].get("subject", "").lower()
        ]
        shown = [self._show_draft(one, with_files=False) for one in _piece(found, query, 100)]
        return answer({"messages": shown, "resultSize": len(shown), "total": len(found)})

    def _draft_create(self, address: str, call: Call, mood: Mood | None, _: tuple[str, ...]) -> Reply:
        del mood
        return answer({"messageId": self._boxes.create_draft(address, call.json())})

    def _draft_read(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        del mood
        wanted = _query(call, {"format"}).get("format", "full")
        draft = self._boxes.draft(address, arguments[0])
        return answer(self._show_draft(draft, with_files=wanted == "full"))

    def _draft_update(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        del mood
        self._boxes.update_draft(address, arguments[0], call.json())
        return answer({"messageId": arguments[0]})

    def _draft_delete(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        del call, mood
        self._boxes.remove_draft(address, arguments[0])
        return answer([{"messageId": arguments[0]}])

    def _upload(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        del mood
        fields = _multipart(call.headers.get("content-type", ""), call.body)
        data = fields.pop("file", None)
        if data is None or not {"filename", "contentType"} <= set(fields):
            raise Objection("UPLOAD", "filename, contentType and file are wanted")
        if set(fields) - {"filename", "contentType", "size", "alg", "description"}:
            raise Objection("UNKNOWN_FIELD", "a field of the form that is not known")
        about = {name: value.decode() for name, value in fields.items()}
        given = self._boxes.upload(address, arguments[0], about, data)
        about_file = {**about, "fileId": given, "size": len(data)}
        return answer({"attachmentId": given, "fileMetadata": about_file})

    def _attachment_delete(
        self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]
    ) -> Reply:
        del call, mood
        about = self._boxes.remove_upload(address, arguments[0], arguments[1])
        size = {"size": int(about["size"])} if "size" in about else {}
        return answer({**about, **size, "fileId": arguments[1]})

    def _evidences(self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]) -> Reply:
        query = _query(call, {"type", "downloaded", "sortColumn", "sortDirection"})
        message = self._boxes.message(address, arguments[0])
        if mood is Mood.OTHER_DOCUMENT:
            message = self._another(address, message)
        told = [
            {
                "evidenceId": name,
                "messageId": message["id"],
                "type": kind,
                "createDate": _time(at),
                "eventDate": _time(at),
                "downloaded": False,
                **(_reason() if kind.endswith("2") else {}),
                "from": {"eDeliveryAddress": message["sender"]},
                "to": {"eDeliveryAddress": message["to"][0]},
            }
            for name, kind, at in self._boxes.evidences(message)
            if query.get("type") in (None, kind)
        ]
        if mood is Mood.DUPLICATE:
            told += told
        return answer({"evidences": told})

    def _evidence_file(
        self, address: str, call: Call, mood: Mood | None, arguments: tuple[str, ...]
    ) -> Reply:
        del call
        for message in self._boxes.messages(address):
            for name, kind, at in self._boxes.evidences(message):
                if name == arguments[0]:
                    about = self._another(address, message) if mood is Mood.OTHER_DOCUMENT else message
                    document = self._document(name, about, kind, at)
                    if mood is Mood.WRONG_SIGNATURE:
                        document = re.sub(rb"<EventTime>\d", b"<EventTime>9", document)
                    return Reply(200, document, "application/octet-stream")
        raise Objection("EVIDENCE_NOT_FOUND", "no such evidence")

    def _document(self, name: str, message: Doc, kind: str, at: datetime) -> bytes:
        """Issue a document once, and the same bytes ever after."""
        key = f"{name}/{message['id']}"
        kept = self._boxes.store.content(key)
        if kept is None:
            kept = document_of(message, kind, at, self._signer)
            self._boxes.store.keep(key, kept)
        return kept

    def _another(self, address: str, message: Doc) -> Doc:
        """Answer some other message, or an invented one."""
        others = (one for one in self._boxes.messages(address) if one["id"] != message["id"])
        return next(others, {**message, "id": "ANOTHER", "subject": "Inna sprawa", "attachments": []})

    def _is_wanted(self, message: Doc, query: Mapping[str, str]) -> bool:
        return (
            query.get("subject", "").lower() in message["subject"].lower()
            and query.get("sender", message["sender"]) == message["sender"]
            and query.get("recipient", message["to"][0]) == message["to"][0]
            and query.get("label", message["label"]) in (message["label"], self._location(message))
            and query.get("opened", str(message["opened"]).lower()) == str(message["opened"]).lower()
        )

    def _location(self, message: Doc) -> str:
        return "OUTBOX" if self._boxes.is_outgoing(message) else str(message["label"])

    def _show(self, message: Doc, wanted: str) -> Doc:
        metadata: Doc = {"messageId": message["id"], "shippingService": "electronic"}
        if wanted == "minimal":
            return {"messageMetadata": metadata}
        at = {kind: _time(when) for _, kind, when in self._boxes.evidences(message)}
        metadata |= {
            "from": {"eDeliveryAddress": message["sender"]},
            "to": [{"eDeliveryAddress": one} for one in message["to"]],
            "subject": message["subject"],
            "threadId": message["thread"],
            "timestamp": _time(datetime.fromisoformat(message["handed_in"])),
        }
        metadata |= {"submissionDate": at["A.1"], "eventDate": at["A.1"]} if "A.1" in at else {}
        metadata |= {"receiptDate": at["BP.OX"]} if "BP.OX" in at else {}
        control = {
            "messageTaskId": message["task"],
            "massMessage": False,
            "opened": message["opened"],
            "status": self._boxes.status(message),
            "messageType": "Message",
            "labels": [{"label": message["label"], "messageLocation": self._location(message)}],
        }
        shown: Doc = {"messageControlData": control, "messageMetadata": metadata}
        if wanted.startswith("full"):
            metadata["caseId"] = message["case"]
            shown["textBody"] = message["text"]
            shown["attachments"] = [
                {"order": order, "attachmentId": one["id"], "file": {"fileMetadata": one["about"]}}
                for order, one in enumerate(message["attachments"], start=1)
            ]
        return shown

    def _show_draft(self, draft: Doc, *, with_files: bool) -> Doc:
        message = draft["message"]
        timestamp = _time(datetime.fromisoformat(draft["kept_at"]))
        metadata = {**message["messageMetadata"], "messageId": draft["id"], "timestamp": timestamp}
        control = {"messageType": "Message", "labels": [{"label": "DRAFTS", "messageLocation": "DRAFTS"}]}
        shown: Doc = {"messageControlData": control, "messageMetadata": metadata}
        if with_files:
            told = {
                one.get("attachmentId"): one["file"]
                for one in message.get("attachments", [])
                if "file" in one
            }
            shown["textBody"] = message.get("textBody", "")
            shown["attachments"] = [
                {
                    "attachmentId": one["id"],
                    "file": told.get(one["id"]) or {"fileMetadata": self._uploaded(one)},
                }
                for one in draft["uploaded"]
            ]
        return shown

    def _uploaded(self, one: Doc) -> Doc:
        data = self._boxes.store.content(one["id"]) or b""
        digest = hashlib.sha3_256(data).hexdigest()
        return {**one["about"], "fileId": one["id"], "size": len(data), "alg": "SHA-3", "hash": digest}


def search(operation: str, told: Any, addresses: Mapping[str, bool]) -> Reply:
    """Answer the address search, by the summary of its contract."""
    if not isinstance(told, dict) or not ADDRESS.match(str(told.get("senderEda") or "")):
        raise Objection("SENDER", "senderEda is wanted")

    def entry(address: str) -> Doc:
        status = "ACTIVE" if addresses[address] else "INACTIVE"
        return {"eda": address, "isPublic": True, "edaStatus": status, "designatedOperator": True}

    if operation == "eda-confirmation":
        wanted = str(told.get("recipientEda"))
        if set(told) != {"recipientEda", "senderEda"} or not ADDRESS.match(wanted):
            raise Objection("RECIPIENT", "recipientEda is wanted")
        if wanted not in addresses:
            raise Objection("NOT_FOUND", "no such address", 404)
        return answer(entry(wanted))
    if operation == "eda-search":
        wanted_all = told.get("recipientEdas")
        if set(told) != {"recipientEdas", "senderEda", "limit"} or not isinstance(wanted_all, list):
            raise Objection("QUERY", "recipientEdas, senderEda and limit are wanted")
        if not 1 <= len(wanted_all) <= 1000 or not 1 <= told["limit"] <= 1000:
            raise Objection("QUERY", "at most 1000 addresses")
        return answer({"results": [entry(one) for one in wanted_all if one in addresses][: told["limit"]]})
    if operation == "bae_search":
        known = {
            *(
                "recipientEdasOnly",
                "senderEda",
                "searchCategory",
                "entityName",
                "name",
                "surname",
                "officialIds",
            ),
            *("address", "offset", "limit"),
        }
        if set(told) - known or len(told.get("officialIds", [])) > 4 or told.get("limit", 0) > 50:
            raise Objection("QUERY", "a query that the search does not take")
        return answer({"results": [entry(address) for address in addresses]})
    raise Objection("NOT_FOUND", "no such search", 404)


def _query(call: Call, allowed: set[str]) -> Mapping[str, str]:
    unknown = set(call.query) - allowed
    if unknown:
        raise Objection("UNKNOWN_PARAMETER", sorted(unknown)[0])
    return call.query


def _piece(found: list[Doc], query: Mapping[str, str], most: int) -> list[Doc]:
    offset, limit = query.get("offset", "0"), query.get("limit", "20")
    if not offset.isdigit() or not limit.isdigit() or not 1 <= int(limit) <= most:
        raise Objection("LIMIT", f"from 1 to {most}")
    return found[int(offset) : int(offset) + int(limit)]


def _multipart(media_type: str, body: bytes) -> dict[str, bytes]:
    found = re.fullmatch(r'multipart/form-data;\s*boundary="?([^";]{1,70})"?', media_type)
    if found is None:
        raise Objection("CONTENT_TYPE", "multipart/form-data is wanted", 415)
    mark = b"--" + found.group(1).encode()
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(pieces) < 3 or pieces[0] or pieces[-1].rstrip(b"\r\n") != b"--":
        raise Objection("MULTIPART", "a form that ends in the middle")
    fields: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        head, _, data = piece[2:].partition(b"\r\n\r\n")
        named = re.search(rb'[;\s]name="([^"]+)"', head)
        if named is None or named.group(1).decode() in fields:
            raise Objection("MULTIPART", "a field without a name, or twice")
        fields[named.group(1).decode()] = data
    return fields


def _reason() -> Doc:
    return {"reasonId": "R_01", "reasonDetails": ["Odrzucono w próbie", "Rejected in a rehearsal"]}


def _time(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
