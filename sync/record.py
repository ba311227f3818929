"""`submission.json` and `metadata/kiosk.json`: what the package says about itself, for the office to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from sync.clock import ClockState
from sync.faults import Refused, SealFault
from sync.numbers import parse_number
from sync.submission import (
    DocumentRole,
    FieldRecord,
    KioskRecord,
    PageRecord,
    Party,
    SheetAccount,
    StatusAccess,
    Submission,
    parse_submission_id,
    sha256_hex,
)

FORMAT = 1
_STRICT = ConfigDict(extra="forbid")


def _is_submission_id(text: str) -> str:
    if parse_submission_id(text) is None:
        raise ValueError("not a submission id")
    return text


def _is_number(text: str) -> str:
    if parse_number(text) != text:
        raise ValueError("not a receipt number")
    return text


def _is_zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


@checked(frozen=True, config=_STRICT)
class ClockRecord:
    """When the package was sealed, and what the kiosk knew about its clock."""

    at: Annotated[datetime, AfterValidator(_is_zoned)]
    state: ClockState
    note: str = ""


@checked(frozen=True, config=_STRICT)
class DocumentRecord:
    """One document of the package."""

    name: str
    media_type: str
    role: DocumentRole
    sha256: Sha256
    size_bytes: int


@checked(frozen=True, config=_STRICT)
class SubmissionRecord:
    """Everything the resident confirmed, without the documents themselves."""

    submission_id: Annotated[str, AfterValidator(_is_submission_id)]
    number: Annotated[str, AfterValidator(_is_number)]
    kiosk: KioskRecord
    sealed: ClockRecord
    account: SheetAccount
    sender: Party
    recipient: Party
    subject: str
    case_number: str
    letter_date: date | None
    language: str
    documents: tuple[DocumentRecord, ...]
    fields: Mapping[str, FieldRecord] = field(default_factory=dict)
    pages: tuple[PageRecord, ...] = ()
    format: int = FORMAT


@dataclass(frozen=True)
class _KioskFile:
    kiosk: KioskRecord
    sealed: ClockRecord
    status: StatusAccess
    format: int = FORMAT


_SUBMISSION = TypeAdapter(SubmissionRecord)
_KIOSK = TypeAdapter(_KioskFile)


def write_submission(submission: Submission) -> bytes:
    """Write `submission.json`."""
    record = SubmissionRecord(
        submission_id=submission.submission_id,
        number=submission.number,
        kiosk=submission.kiosk,
        sealed=_clock(submission),
        account=submission.account,
        sender=submission.sender,
        recipient=submission.recipient,
        subject=submission.subject,
        case_number=submission.case_number,
        letter_date=submission.letter_date,
        language=submission.language,
        documents=tuple(
            DocumentRecord(d.name, d.media_type, d.role, sha256_hex(d.data), len(d.data))
            for d in submission.documents
        ),
        fields=dict(submission.fields),
        pages=submission.pages,
    )
    return _json(_SUBMISSION.dump_python(record, mode="json"))


def write_kiosk(submission: Submission) -> bytes:
    """Write `metadata/kiosk.json`: the machine, its clock, and how the resident is told of the status."""
    return _json(
        _KIOSK.dump_python(_KioskFile(submission.kiosk, _clock(submission), submission.status), mode="json")
    )


def read_submission(data: bytes) -> SubmissionRecord | Refused[SealFault]:
    """Read `submission.json`; a field that is not known is an error, since it would be silently lost."""
    try:
        record = _SUBMISSION.validate_json(data)
    except ValidationError as broken:
        return Refused(SealFault.MALFORMED, f"submission.json: {_where(broken)}")
    imbalance = record.account.check()
    if imbalance:
        return Refused(SealFault.MALFORMED, f"sheet account: {imbalance[0]}")
    return record


def read_status_access(data: bytes) -> StatusAccess | Refused[SealFault]:
    """Read the lookup and key out of `metadata/kiosk.json`."""
    try:
        return _KIOSK.validate_json(data).status
    except ValidationError as broken:
        return Refused(SealFault.MALFORMED, f"metadata/kiosk.json: {_where(broken)}")


def _clock(submission: Submission) -> ClockRecord:
    return ClockRecord(submission.sealed.at, submission.sealed.state, submission.sealed.note)


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _where(broken: ValidationError) -> str:
    """Name the place and the rule, never the value: it may be somebody's name."""
    first = broken.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(step) for step in first['loc'])} {first['type']}"
