"""The operator's rules for messages and files, as strictly as contract and technical project state them."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

ADDRESS = re.compile(r"^AE:PL-\d{5}-\d{5}-[A-Z]{5}-\d{2}$")
INLINE_LIMIT = 15 * 1024 * 1024
MOST_RECIPIENTS = 15
KINDS = frozenset(
    [
        *(
            "txt",
            "rtf",
            "pdf",
            "xps",
            "odt",
            "ods",
            "odp",
            "doc",
            "xls",
            "ppt",
            "docx",
            "xlsx",
            "pptx",
            "csv",
        ),
        *(
            "jpg",
            "jpeg",
            "tif",
            "tiff",
            "geotiff",
            "png",
            "svg",
            "jp2",
            "wav",
            "mp3",
            "avi",
            "mpg",
            "mpeg",
            "mp4",
        ),
        *(
            "m4a",
            "mpeg4",
            "ogg",
            "ogv",
            "zip",
            "tar",
            "gz",
            "gzip",
            "7z",
            "html",
            "xhtml",
            "css",
            "xml",
            "xsd",
        ),
        *("gml", "rng", "xsl", "xslt", "tsl", "xmlsig", "xades", "pades", "cades", "asic", "xmlenc"),
        *("dwg", "dwf", "dxf", "dgn"),
    ]
)

_MESSAGE = {"messageControlData", "messageMetadata", "textBody", "attachments", "evidences"}
_METADATA = {
    *(
        "from",
        "to",
        "hybridShipment",
        "subject",
        "messageId",
        "refToMessageId",
        "threadId",
        "caseId",
        "timestamp",
    ),
    *("receiptDate", "submissionDate", "eventDate", "shippingService", "additionalData"),
}
_SET_BY_OPERATOR = {"messageId", "timestamp", "receiptDate", "submissionDate", "eventDate"}
_ADDRESS_DATA = {"eDeliveryAddress", "address", "crossborderInformation", "contributor"}
_ATTACHMENT = {"order", "attachmentId", "file"}
_FILE = {"fileId", "filename", "contentType", "size", "alg", "hash", "description"}


class Objection(Exception):  # noqa: N818  named for what it says
    """A request that breaks a rule: a code and words, answered with 400 or the given status."""

    def __init__(self, code: str, words: str, status: int = 400) -> None:
        super().__init__(f"{code}: {words}")
        self.code, self.words, self.status = code, words, status


def check_draft(message: Any, address: str) -> None:
    """A draft may be unfinished, but what is in it must be right."""
    _check_shape(message, address)
    metadata = message.get("messageMetadata", {})
    if not (metadata.get("to") or metadata.get("subject") or message.get("textBody")):
        raise Objection("DRAFT_EMPTY", "a draft needs a recipient, a subject or a text")


def check_message(message: Any, address: str, recipients: Mapping[str, bool]) -> None:
    """A message that is to be sent; `recipients` says of every known address whether it takes deliveries."""
    _check_shape(message, address)
    metadata = message["messageMetadata"]
    to = metadata.get("to") or []
    if not 1 <= len(to) <= MOST_RECIPIENTS:
        raise Objection("RECIPIENTS", f"{len(to)} recipients")
    for recipient in (one["eDeliveryAddress"] for one in to):
        if not recipients.get(recipient, False):
            raise Objection("RECIPIENT_UNKNOWN", "the recipient takes no deliveries")
    if not (metadata.get("subject") or "").strip():
        raise Objection("SUBJECT_MISSING", "a message needs a subject")


def check_inline(attachments: Iterable[Any]) -> list[tuple[dict[str, Any], bytes]]:
    """Check attachments that are inside the request; answers each with its content."""
    checked, total = [], 0
    for attachment in attachments:
        file = attachment.get("file") or {}
        about = file.get("fileMetadata") or {}
        try:
            data = base64.b64decode(file.get("file") or "", validate=True)
        except (binascii.Error, TypeError, ValueError) as broken:
            raise Objection("ATTACHMENT_ENCODING", "a file that is not base64") from broken
        check_file(about, data)
        total += len(data)
        checked.append((about, data))
    if total > INLINE_LIMIT:
        raise Objection("ATTACHMENTS_TOO_LARGE", "more than 15 MB belongs into an upload")
    check_unique(about["filename"] for about, _ in checked)
    return checked


def check_file(about: Mapping[str, Any], data: bytes) -> None:
    """Check what is told of a file against its content."""
    unknown = set(about) - _FILE
    if unknown:
        raise Objection("UNKNOWN_FIELD", f"fileMetadata: {sorted(unknown)[0]}")
    if not about.get("fileId"):
        raise Objection("FILE_ID", "fileMetadata without fileId")
    check_name(about.get("filename"))
    if about.get("alg") != "SHA-3":
        raise Objection("ALGORITHM", "only SHA-3 is allowed")
    if about.get("size") != len(data) or not data:
        raise Objection("SIZE", "the file has another size")
    if about.get("hash") not in _digests(data):
        raise Objection("HASH", "the file has another digest")
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", str(about.get("contentType") or "")):
        raise Objection("CONTENT_TYPE", "not a media type")


def check_name(name: Any) -> None:
    """Check a file's name (R1)."""
    if not isinstance(name, str) or not 3 <= len(name) <= 128:
        raise Objection("FILENAME", "a name of 128 characters at most")
    if re.search(r'[\s~"#%&*:<>?!/\\{|}\x00-\x1f]', name):
        raise Objection("FILENAME", "a character that is not allowed")
    stem, dot, kind = name.rpartition(".")
    if not stem or not dot or kind not in KINDS:
        raise Objection("FILE_KIND", "a kind of file that is not on the list")


def check_unique(names: Iterable[str]) -> None:
    """A name stands once in a message."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Objection("FILENAME", "the same name twice")
        seen.add(name)


def _digests(data: bytes) -> set[str]:
    made = [hashlib.sha3_256(data).digest(), hashlib.sha3_512(data).digest()]
    return {digest.hex() for digest in made} | {base64.b64encode(digest).decode() for digest in made}


def _check_shape(message: Any, address: str) -> None:
    if not isinstance(message, dict):
        raise Objection("MESSAGE", "not a message")
    _only(message, _MESSAGE, "message")
    if "messageControlData" in message or "evidences" in message:
        raise Objection("READ_ONLY", "control data and evidence are the operator's")
    metadata = message.get("messageMetadata")
    if not isinstance(metadata, dict):
        raise Objection("METADATA", "messageMetadata is missing")
    _only(metadata, _METADATA - _SET_BY_OPERATOR, "messageMetadata")
    if metadata.get("shippingService") != "electronic":
        raise Objection("SHIPPING_SERVICE", "only electronic here")
    sender = metadata.get("from")
    if sender is not None and _address(sender) != address:
        raise Objection("SENDER", "the sender is not this mailbox")
    to = metadata.get("to", [])
    if not isinstance(to, list):
        raise Objection("RECIPIENTS", "to is not a list")
    for one in to:
        _address(one)
    for name in ("subject", "caseId", "threadId", "refToMessageId"):
        if name in metadata and not isinstance(metadata[name], str):
            raise Objection("METADATA", f"{name} is not text")
    _check_content(message)


def _check_content(message: Mapping[str, Any]) -> None:
    text = message.get("textBody", "")
    if not isinstance(text, str) or len(text) > 5000:
        raise Objection("TEXT", "a text of 5000 characters at most")
    attachments = message.get("attachments", [])
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Objection("ATTACHMENTS", "attachments is not a list of attachments")
    for one in attachments:
        _only(one, _ATTACHMENT, "attachment")


def _address(data: Any) -> str:
    if not isinstance(data, dict):
        raise Objection("ADDRESS", "not address data")
    _only(data, _ADDRESS_DATA, "address data")
    told = data.get("eDeliveryAddress")
    if not isinstance(told, str) or not ADDRESS.match(told):
        raise Objection("ADDRESS", "not an address for electronic delivery")
    return told


def _only(data: Mapping[str, Any], allowed: set[str], where: str) -> None:
    unknown = set(data) - allowed
    if unknown:
        raise Objection("UNKNOWN_FIELD", f"{where}: {sorted(unknown)[0]}")
