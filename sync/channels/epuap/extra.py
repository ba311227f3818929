"""What we send along in `DaneDodatkowe`: should it come back with a receipt, it says whose receipt that is."""

from dataclasses import dataclass

from lxml import etree

from sync.channels.epuap.names import EXTRA
from sync.faults import Refused
from sync.safexml import parse_xml
from sync.submission import SubmissionId, parse_submission_id


@dataclass(frozen=True)
class Extra:
    """The submission, its number for people, and the digest of the document that was sent for it."""

    submission_id: SubmissionId
    number: str
    document_sha256: str


def write_extra(extra: Extra) -> bytes:
    """Write it as XML, which the contract asks for."""
    root = etree.Element(f"{{{EXTRA}}}Zgloszenie", nsmap={None: EXTRA})
    fields = (
        ("Identyfikator", extra.submission_id),
        ("Numer", extra.number),
        ("SkrotSHA256", extra.document_sha256),
    )
    for name, value in fields:
        etree.SubElement(root, f"{{{EXTRA}}}{name}").text = value
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def read_extra(data: bytes) -> Extra | None:
    """Read it where it is ours; None for anything else."""
    root = parse_xml(data) if data else None
    if root is None or isinstance(root, Refused) or root.tag != f"{{{EXTRA}}}Zgloszenie":
        return None
    values = [root.findtext(f"{{{EXTRA}}}{name}") for name in ("Identyfikator", "Numer", "SkrotSHA256")]
    text, number, digest = (value or "" for value in values)
    submission_id = parse_submission_id(text)
    return Extra(submission_id, number, digest) if submission_id and digest else None
