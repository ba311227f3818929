"""What the clerk looks at: the inbox, one letter, and the exact bytes that the kiosk sealed."""

import hashlib
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from sync.office.blobs import BlobKey, BlobStore
from sync.office.database import Database
from sync.office.history import Event, of_submission
from sync.office.schema import documents, kiosks, page_texts, submissions
from sync.office.search import matching
from sync.office.states import LetterState
from sync.office.verdict import RECORD, SEAL, SIGNATURES, DocumentFacts, SealReport
from sync.record import SubmissionRecord
from sync.seal import SignatureReport

PAGE_ROWS = 25
WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True)
class InboxFilter:
    """What the clerk asked for; empty means everything."""

    state: LetterState | None = None
    addressee: str = ""
    kiosk_id: str = ""
    since: date | None = None
    until: date | None = None
    is_signed: bool | None = None
    words: str = ""


@dataclass(frozen=True)
class InboxRow:
    """One line of the inbox."""

    id: str
    number: str
    received_at: datetime
    sender: str
    subject: str
    addressee: str
    sheets_in: int
    pages_shown: int
    is_signed: bool
    state: LetterState
    register_number: str | None


@dataclass(frozen=True)
class InboxPage:
    """One page of the inbox, and how much there is in all."""

    rows: Sequence[InboxRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """At least one, so that "1 z 1" can be said of an empty list."""
        return max(1, -(-self.total // PAGE_ROWS))


@dataclass(frozen=True)
class PageText:
    """The recognised text of one page, and what the recognition said of it."""

    page: int
    text: str
    note: str


@dataclass(frozen=True)
class Letter:
    """Everything about one letter."""

    id: str
    kiosk_name: str
    row: Row[Any]
    record: SubmissionRecord
    signatures: Sequence[SignatureReport]
    seal: SealReport
    documents: Sequence[DocumentFacts]
    texts: Sequence[PageText]
    history: Sequence[Event]

    @property
    def state(self) -> LetterState:
        """Where it stands."""
        return LetterState(self.row.state)


class PartDamagedError(RuntimeError):
    """What lies in the store is not what was received; the server's disk or somebody has changed it."""


class Letters:
    """Reads letters; it changes nothing."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def inbox(self, wanted: InboxFilter, page: int) -> InboxPage:
        """One page of the letters that fit, newest first."""
        with self._database.read() as connection:
            conditions = _conditions(connection, wanted)
            total = connection.execute(
                select(func.count()).select_from(submissions).where(*conditions)
            ).scalar_one()
            page = min(max(1, page), max(1, -(-total // PAGE_ROWS)))
            query = _inbox_query().where(*conditions).limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
            rows = [_inbox_row(row) for row in connection.execute(query)]
        return InboxPage(rows, total, page)

    def counts(self) -> Mapping[LetterState, int]:
        """How many letters stand where."""
        query = select(submissions.c.state, func.count()).group_by(submissions.c.state)
        with self._database.read() as connection:
            found = {LetterState(state): count for state, count in connection.execute(query)}
        return {state: found.get(state, 0) for state in LetterState}

    def addressees(self) -> Sequence[str]:
        """Everyone to whom a letter was ever addressed, for the filter."""
        query = select(submissions.c.addressee).distinct().order_by(submissions.c.addressee)
        with self._database.read() as connection:
            return connection.execute(query).scalars().all()

    def get(self, submission_id: str) -> Letter | None:
        """One letter, whole."""
        query = select(submissions, kiosks.c.name.label("kiosk_name")).join(kiosks)
        with self._database.read() as connection:
            row = connection.execute(query.where(submissions.c.id == submission_id)).one_or_none()
            if row is None:
                return None
            return Letter(
                id=row.id,
                kiosk_name=row.kiosk_name,
                row=row,
                record=RECORD.validate_json(row.record_json),
                signatures=SIGNATURES.validate_json(row.signatures_json),
                seal=SEAL.validate_json(row.seal_json),
                documents=_documents(connection, submission_id),
                texts=_texts(connection, submission_id),
                history=of_submission(connection, submission_id),
            )

    def part(self, submission_id: str, name: str) -> tuple[bytes, DocumentFacts] | None:
        """One part of the sealed package, checked against the digest that was verified at receipt."""
        query = select(submissions.c.package_key).where(submissions.c.id == submission_id)
        with self._database.read() as connection:
            key = connection.execute(query).scalar()
            facts = next((item for item in _documents(connection, submission_id) if item.name == name), None)
        if key is None or facts is None:
            return None
        try:
            with self._blobs.open(BlobKey(key)) as package, zipfile.ZipFile(package) as archive:
                data = archive.read(name)
        except (zipfile.BadZipFile, zlib.error, KeyError, FileNotFoundError) as broken:
            raise PartDamagedError(f"{name} of {submission_id}") from broken
        if hashlib.sha256(data).hexdigest() != facts.sha256:
            raise PartDamagedError(f"{name} of {submission_id}")
        return data, facts


def _inbox_query() -> Select[Any]:
    columns = [submissions.c[name] for name in InboxRow.__dataclass_fields__]
    return select(*columns).order_by(submissions.c.received_at.desc(), submissions.c.id.desc())


def _conditions(connection: Connection, wanted: InboxFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        conditions.append(submissions.c.state == wanted.state.value)
    if wanted.addressee:
        conditions.append(submissions.c.addressee == wanted.addressee)
    if wanted.kiosk_id:
        conditions.append(submissions.c.kiosk_id == wanted.kiosk_id)
    if wanted.is_signed is not None:
        conditions.append(submissions.c.is_signed.is_(wanted.is_signed))
    if wanted.since is not None:
        conditions.append(submissions.c.received_at >= _midnight(wanted.since))
    if wanted.until is not None:
        conditions.append(submissions.c.received_at < _midnight(wanted.until + timedelta(days=1)))
    words = matching(connection, wanted.words)
    return conditions if words is None else [*conditions, and_(words)]


def _midnight(day: date) -> datetime:
    """A clerk's day begins at midnight in Warsaw, not in Greenwich."""
    return datetime.combine(day, time(), WARSAW)


def _inbox_row(row: Row[Any]) -> InboxRow:
    values = dict(row._mapping)
    return InboxRow(**{**values, "state": LetterState(values["state"])})


def _documents(connection: Connection, submission_id: str) -> Sequence[DocumentFacts]:
    columns = [documents.c[name] for name in DocumentFacts.__dataclass_fields__]
    query = select(*columns).where(documents.c.submission_id == submission_id).order_by(documents.c.name)
    return [DocumentFacts(*row) for row in connection.execute(query)]


def _texts(connection: Connection, submission_id: str) -> Sequence[PageText]:
    query = select(page_texts.c.page, page_texts.c.text, page_texts.c.note)
    query = query.where(page_texts.c.submission_id == submission_id).order_by(page_texts.c.page)
    return [PageText(*row) for row in connection.execute(query)]
