"""Uploads that may be broken off at any byte: what was acknowledged is on the disk, and only one content can win."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from sync.clock import ClockReading, RandomBytes
from sync.numbers import ReceiptNumber, fold_number
from sync.office.blobs import BlobKey, BlobStore, StagedFile, part_key, part_prefix
from sync.office.database import Database
from sync.office.faults import OfficeFault, Refusal
from sync.office.schema import submissions, upload_parts, uploads
from sync.submission import SubmissionId


class UploadState(StrEnum):
    """Where an upload is."""

    OPEN = "open"  # bytes are still coming
    COMPLETE = "complete"  # every byte is durable; the package is being verified
    RECEIVED = "received"  # became a submission; the row stays for ever, so that a repeat is recognised
    DROPPING = "dropping"  # given up; its parts are being removed


@dataclass(frozen=True)
class UploadOrder:
    """What a kiosk says it is about to send."""

    submission_id: SubmissionId
    number: ReceiptNumber
    sha256: str
    length: int


@dataclass(frozen=True)
class Upload:
    """One upload as the database knows it."""

    id: str
    submission_id: SubmissionId
    kiosk_id: str
    number: ReceiptNumber
    sha256: str
    length: int
    received: int
    state: UploadState
    failed_attempts: int
    expires_at: datetime
    completed_at: datetime | None
    completed_clock: str | None
    completed_clock_note: str | None

    @property
    def remaining(self) -> int:
        """How many bytes are still to come."""
        return self.length - self.received


class Uploads:
    """The office's side of every upload. Its truth is the database, so any instance can go on with any upload."""

    def __init__(self, database: Database, blobs: BlobStore, *, lifetime_s: int, random: RandomBytes) -> None:
        self._database = database
        self._blobs = blobs
        self._lifetime = timedelta(seconds=lifetime_s)
        self._random = random

    def create(self, kiosk_id: str, order: UploadOrder, *, now: datetime) -> Upload | Refusal:
        """Begin an upload, or answer the one that this submission already has."""
        self._finish_dropping(order.submission_id)
        try:
            with self._database.write() as connection:
                found = self._known(connection, kiosk_id, order)
                if found is None:
                    connection.execute(insert(uploads).values(**self._fresh_row(kiosk_id, order, now)))
                    found = self._known(connection, kiosk_id, order)
        except IntegrityError:  # another instance was a moment earlier with the same submission
            with self._database.read() as connection:
                found = self._known(connection, kiosk_id, order)
        assert found is not None  # noqa: S101  either inserted here or by the one we collided with
        return found

    def find(self, upload_id: str, kiosk_id: str, *, now: datetime) -> Upload | Refusal:
        """Look an upload up; another kiosk's is as good as none."""
        with self._database.read() as connection:
            row = connection.execute(select(uploads).where(uploads.c.id == upload_id)).one_or_none()
        upload = None if row is None else _upload(row)
        if upload is None or upload.kiosk_id != kiosk_id or upload.state is UploadState.DROPPING:
            return Refusal(OfficeFault.UPLOAD_UNKNOWN, HTTPStatus.NOT_FOUND, "there is no such upload")
        if upload.state is UploadState.OPEN and upload.expires_at < now:
            return Refusal(OfficeFault.UPLOAD_EXPIRED, HTTPStatus.GONE, "the upload was left for too long")
        return upload

    def get(self, upload_id: str) -> Upload | None:
        """Look an upload up for the office's own work."""
        with self._database.read() as connection:
            row = connection.execute(select(uploads).where(uploads.c.id == upload_id)).one_or_none()
        return None if row is None else _upload(row)

    def of_submission(self, submission_id: str, kiosk_id: str) -> Upload | None:
        """The upload of one submission of this kiosk."""
        query = select(uploads).where(
            uploads.c.submission_id == submission_id, uploads.c.kiosk_id == kiosk_id
        )
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _upload(row)

    def append(
        self, upload: Upload, start: int, staged: StagedFile, read_clock: Callable[[], ClockReading]
    ) -> bool:
        """Make a part durable and move the offset; False if another request moved it first.

        The comparison in the UPDATE is the lock: it holds across instances, and a dead client can't keep it.
        """
        key = part_key(upload.id, start)
        self._blobs.put(key, staged)
        reading = read_clock()  # only now is the part durable: for the last one this is the date of receipt
        with self._database.write() as connection:
            is_ours = self._move_offset(connection, upload, start, staged.size, reading)
            if is_ours:
                part = {"start": start, "length": staged.size, "blob_key": key}
                connection.execute(insert(upload_parts).values(upload_id=upload.id, **part))
        if not is_ours:
            self._blobs.delete(key)
        return is_ours

    def parts(self, upload_id: str) -> Sequence[tuple[BlobKey, int]]:
        """The durable parts in order, each with its length."""
        query = select(upload_parts.c.blob_key, upload_parts.c.length)
        query = query.where(upload_parts.c.upload_id == upload_id).order_by(upload_parts.c.start)
        with self._database.read() as connection:
            return [(BlobKey(key), length) for key, length in connection.execute(query)]

    def terminate(self, upload: Upload) -> Refusal | None:
        """Give up an upload at the kiosk's wish; a complete one is the office's already."""
        with self._database.write() as connection:
            is_dropped = mark_dropping(connection, upload.id, UploadState.OPEN)
        if not is_dropped:
            detail = "the last byte has been received"
            return Refusal(OfficeFault.ALREADY_RECEIVED, HTTPStatus.FORBIDDEN, detail)
        self.remove_dropped(upload.id)
        return None

    def expire(self, *, now: datetime) -> int:
        """Drop open uploads that nobody came back for; return how many."""
        query = select(uploads.c.id).where(uploads.c.state == UploadState.OPEN, uploads.c.expires_at < now)
        with self._database.write() as connection:
            old = connection.execute(query).scalars().all()
            for upload_id in old:
                mark_dropping(connection, upload_id, UploadState.OPEN)
        return len(old)

    def in_state(self, state: UploadState) -> Sequence[Upload]:
        """Every upload in a state: the work list after a crash."""
        with self._database.read() as connection:
            return [
                _upload(row) for row in connection.execute(select(uploads).where(uploads.c.state == state))
            ]

    def remove_dropped(self, upload_id: str) -> None:
        """Remove the parts, then the row that still names them: a crash in between is repeated, not lost."""
        self._blobs.delete_prefix(part_prefix(upload_id))
        with self._database.write() as connection:
            connection.execute(
                delete(uploads).where(uploads.c.id == upload_id, uploads.c.state == UploadState.DROPPING)
            )

    def remove_received_parts(self, upload_id: str) -> None:
        """Remove the parts of a package that is now stored whole."""
        self._blobs.delete_prefix(part_prefix(upload_id))
        with self._database.write() as connection:
            connection.execute(delete(upload_parts).where(upload_parts.c.upload_id == upload_id))

    def received_with_parts(self) -> Sequence[str]:
        """Ids of received uploads whose parts a crash left behind."""
        query = select(uploads.c.id).join(upload_parts, upload_parts.c.upload_id == uploads.c.id)
        query = query.where(uploads.c.state == UploadState.RECEIVED).distinct()
        with self._database.read() as connection:
            return connection.execute(query).scalars().all()

    def count_failed_attempt(self, upload_id: str) -> int:
        """Write down that a verification ended without an answer; return how often that has happened."""
        with self._database.write() as connection:
            change = update(uploads).where(uploads.c.id == upload_id)
            connection.execute(change.values(failed_attempts=uploads.c.failed_attempts + 1))
            query = select(uploads.c.failed_attempts).where(uploads.c.id == upload_id)
            return connection.execute(query).scalar() or 0

    def _known(self, connection: Connection, kiosk_id: str, order: UploadOrder) -> Upload | Refusal | None:
        """What this submission already has here, if anything."""
        query = select(uploads).where(uploads.c.submission_id == order.submission_id)
        row = connection.execute(query).one_or_none()
        if row is not None:
            is_same = (row.kiosk_id, row.sha256, row.length, row.number) == (
                kiosk_id,
                order.sha256,
                order.length,
                order.number,
            )
            detail = "this submission is known with other content"
            return _upload(row) if is_same else Refusal(OfficeFault.REPLAY, HTTPStatus.CONFLICT, detail)
        folded = fold_number(order.number)
        taken = select(submissions.c.id).where(submissions.c.number_folded == folded)
        if connection.execute(taken).first() is not None:
            detail = "another submission has this number"
            return Refusal(OfficeFault.NUMBER_TAKEN, HTTPStatus.CONFLICT, detail)
        return None

    def _fresh_row(self, kiosk_id: str, order: UploadOrder, now: datetime) -> dict[str, object]:
        return {
            "id": self._random(20).hex(),
            "submission_id": order.submission_id,
            "kiosk_id": kiosk_id,
            "number": order.number,
            "sha256": order.sha256,
            "length": order.length,
            "received": 0,
            "state": UploadState.OPEN,
            "failed_attempts": 0,
            "created_at": now,
            "expires_at": now + self._lifetime,
        }

    def _move_offset(
        self, connection: Connection, upload: Upload, start: int, length: int, reading: ClockReading
    ) -> bool:
        values: dict[str, object] = {"received": start + length, "expires_at": reading.at + self._lifetime}
        if start + length == upload.length:
            values |= {
                "state": UploadState.COMPLETE,
                "completed_at": reading.at,
                "completed_clock": reading.state.value,
                "completed_clock_note": reading.note,
            }
        change = update(uploads).where(
            uploads.c.id == upload.id, uploads.c.received == start, uploads.c.state == UploadState.OPEN
        )
        return connection.execute(change.values(**values)).rowcount == 1

    def _finish_dropping(self, submission_id: str) -> None:
        query = select(uploads.c.id).where(
            uploads.c.submission_id == submission_id, uploads.c.state == UploadState.DROPPING
        )
        with self._database.read() as connection:
            left_over = connection.execute(query).scalar()
        if left_over is not None:
            self.remove_dropped(left_over)


def mark_dropping(connection: Connection, upload_id: str, expected: UploadState) -> bool:
    """Give an upload up inside the caller's transaction; False if it is not in that state any more."""
    change = update(uploads).where(uploads.c.id == upload_id, uploads.c.state == expected)
    return connection.execute(change.values(state=UploadState.DROPPING)).rowcount == 1


def _upload(row: Row[Any]) -> Upload:
    return Upload(
        id=row.id,
        submission_id=SubmissionId(row.submission_id),
        kiosk_id=row.kiosk_id,
        number=ReceiptNumber(row.number),
        sha256=row.sha256,
        length=row.length,
        received=row.received,
        state=UploadState(row.state),
        failed_attempts=row.failed_attempts,
        expires_at=row.expires_at,
        completed_at=row.completed_at,
        completed_clock=row.completed_clock,
        completed_clock_note=row.completed_clock_note,
    )
