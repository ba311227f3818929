"""From the last byte to the proof of receipt: every step can be repeated after a crash, and none happens twice."""

import logging
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import DataError, IntegrityError

from sync.clock import Clock
from sync.numbers import fold_number
from sync.office.blobs import BlobKey, BlobStore, StagedFile, Staging, package_key
from sync.office.confined import Misfortune
from sync.office.database import Database
from sync.office.faults import OfficeFault, PackageRefused
from sync.office.history import EventKind, record
from sync.office.metrics import Metrics
from sync.office.proofs import Proofs
from sync.office.schema import documents, page_texts, submissions, uploads
from sync.office.search import index_submission
from sync.office.states import LetterState
from sync.office.uploads import Upload, Uploads, UploadState, mark_dropping
from sync.office.verdict import RECORD, SEAL, SIGNATURES, VerifiedPackage
from sync.office.verifier import Verifier
from sync.status import keys_of

logger = logging.getLogger(__name__)

ATTEMPTS = 3
"""A package on which the confined process ended this often without an answer is given up."""

COPY_BYTES = 1024 * 1024


@dataclass(frozen=True)
class IntakeParts:
    """What the intake works with."""

    database: Database
    blobs: BlobStore
    staging: Staging
    uploads: Uploads
    verifier: Verifier
    proofs: Proofs
    clock: Clock
    metrics: Metrics


class Intake:
    """Takes complete uploads in, on a few threads of its own."""

    def __init__(self, parts: IntakeParts, *, threads: int) -> None:
        self._parts = parts
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="intake")
        self._working: set[str] = set()  # only saves work: the database decides who takes an upload in
        self._changed = threading.Condition()

    def wake(self, upload_id: str) -> None:
        """Take this upload in soon, unless this instance is at it already."""
        with self._changed:
            if upload_id in self._working:
                return
            self._working.add(upload_id)
        self._pool.submit(self._work, upload_id)

    def resume(self) -> None:
        """Go on with everything that a crash, or another instance's end, left half done."""
        uploads_ = self._parts.uploads
        uploads_.expire(now=self._parts.clock())
        for upload in uploads_.in_state(UploadState.DROPPING):
            uploads_.remove_dropped(upload.id)
        for upload_id in uploads_.received_with_parts():
            uploads_.remove_received_parts(upload_id)
        self._parts.proofs.issue_missing()
        for upload in uploads_.in_state(UploadState.COMPLETE):
            self.wake(upload.id)

    def wait_idle(self, timeout_s: float) -> bool:
        """Wait until this instance has nothing in hand."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._working, timeout_s)

    def close(self) -> None:
        """Finish what is in hand, begin nothing new."""
        self._pool.shutdown(cancel_futures=True)

    def _work(self, upload_id: str) -> None:
        try:
            for _attempt in range(ATTEMPTS):
                if self._take_in(upload_id):
                    return
        except Exception:
            # The environment failed (disk, database): the upload stays complete and `resume` comes back to it.
            logger.exception("intake_interrupted", extra={"upload_id": upload_id})
        finally:
            with self._changed:
                self._working.discard(upload_id)
                self._changed.notify_all()

    def _take_in(self, upload_id: str) -> bool:
        """Try once; True when the upload is decided."""
        upload = self._parts.uploads.get(upload_id)
        if upload is None or upload.state is not UploadState.COMPLETE:
            return True
        with self._assembled(upload) as package:
            judged = self._judge(upload, package)
            if isinstance(judged, Misfortune):
                return self._give_up_after_attempts(upload, judged)
            if isinstance(judged, VerifiedPackage):
                self._parts.blobs.put(package_key(upload.sha256), package)
        if isinstance(judged, VerifiedPackage):
            self._accept(upload, judged)
        else:
            self._refuse(upload, judged)
        return True

    @contextmanager
    def _assembled(self, upload: Upload) -> Iterator[StagedFile]:
        with self._parts.staging.create() as staged:
            for key, _length in self._parts.uploads.parts(upload.id):
                with self._parts.blobs.open(key) as part:
                    while data := part.read(COPY_BYTES):
                        staged.write(data)
            staged.settle()
            yield staged

    def _judge(self, upload: Upload, package: StagedFile) -> VerifiedPackage | PackageRefused | Misfortune:
        if (package.sha256, package.size) != (upload.sha256, upload.length):
            return PackageRefused(
                OfficeFault.DIGEST_MISMATCH.value, "the file is not the one that was announced"
            )
        with self._parts.metrics.verify_seconds.time():
            return self._parts.verifier.verify(package.path, upload)

    def _give_up_after_attempts(self, upload: Upload, misfortune: Misfortune) -> bool:
        logger.warning("verification_without_answer", extra={"upload_id": upload.id, "how": misfortune.value})
        if self._parts.uploads.count_failed_attempt(upload.id) < ATTEMPTS:
            return False
        detail = (
            "verification ended without an answer" if misfortune is Misfortune.DIED else "it took too long"
        )
        self._refuse(upload, PackageRefused(OfficeFault.UNVERIFIABLE.value, detail))
        return True

    def _accept(self, upload: Upload, package: VerifiedPackage) -> None:
        key = package_key(upload.sha256)
        try:
            with self._parts.database.write() as connection:
                if not _mark_received(connection, upload):
                    return
                _insert_submission(connection, upload, package, key)
                record(
                    connection,
                    EventKind.SUBMISSION_RECEIVED,
                    at=upload.completed_at or self._parts.clock(),
                    submission_id=upload.submission_id,
                    kiosk_id=upload.kiosk_id,
                    facts={"sha256": upload.sha256, "size": upload.length},
                )
        except IntegrityError:
            # Two letters with one number: the first keeps it. Ids can't collide, an upload is unique by them.
            detail = "another submission has this number"
            self._refuse(upload, PackageRefused(OfficeFault.NUMBER_TAKEN.value, detail), stored=key)
            return
        except (DataError, OverflowError):
            # A sealed letter can still say something that no column holds, such as 10^30 sheets.
            detail = "it holds a value that can't be stored"
            self._refuse(upload, PackageRefused(OfficeFault.UNVERIFIABLE.value, detail), stored=key)
            return
        self._parts.metrics.received.labels(kiosk=upload.kiosk_id).inc()
        logger.info("submission_received", extra={"submission_id": upload.submission_id})
        self._parts.uploads.remove_received_parts(upload.id)
        self._parts.proofs.issue(upload.submission_id)

    def _refuse(self, upload: Upload, refused: PackageRefused, *, stored: BlobKey | None = None) -> None:
        if stored is not None:
            self._parts.blobs.delete(stored)
        with self._parts.database.write() as connection:
            if not mark_dropping(connection, upload.id, UploadState.COMPLETE):
                return
            record(
                connection,
                EventKind.PACKAGE_REFUSED,
                at=self._parts.clock(),
                submission_id=upload.submission_id,
                kiosk_id=upload.kiosk_id,
                facts={"code": refused.code, "detail": refused.detail, "sha256": upload.sha256},
            )
        self._parts.metrics.refused.labels(code=refused.code).inc()
        logger.warning("package_refused", extra={"upload_id": upload.id, "code": refused.code})
        self._parts.uploads.remove_dropped(upload.id)


def _mark_received(connection: Connection, upload: Upload) -> bool:
    """The one decision that lets exactly one of several racing instances record the letter."""
    change = update(uploads).where(uploads.c.id == upload.id, uploads.c.state == UploadState.COMPLETE)
    return connection.execute(change.values(state=UploadState.RECEIVED)).rowcount == 1


def _insert_submission(
    connection: Connection, upload: Upload, package: VerifiedPackage, key: BlobKey
) -> None:
    connection.execute(insert(submissions).values(**_submission_row(upload, package, key)))
    rows = [{"submission_id": upload.submission_id, **vars(item)} for item in package.documents]
    connection.execute(insert(documents), rows)
    pages = _page_rows(upload.submission_id, package)
    if pages:
        connection.execute(insert(page_texts), pages)
    index_submission(connection, upload.submission_id, _searchable_words(package))


def _submission_row(upload: Upload, package: VerifiedPackage, key: BlobKey) -> Mapping[str, object]:
    letter, keys = package.record, keys_of(package.status)
    account = letter.account
    return {
        "id": upload.submission_id,
        "number": letter.number,
        "number_folded": fold_number(upload.number),
        "kiosk_id": upload.kiosk_id,
        "package_key": key,
        "package_sha256": upload.sha256,
        "package_bytes": upload.length,
        "received_at": upload.completed_at,
        "received_clock": upload.completed_clock,
        "received_clock_note": upload.completed_clock_note or "",
        "sealed_at": letter.sealed.at,
        "sealed_clock": letter.sealed.state.value,
        "sealed_clock_note": letter.sealed.note,
        "sheets_in": account.sheets_in,
        "sides_scanned": account.sides_scanned,
        "pages_shown": account.pages_shown,
        "pages_blank": account.pages_blank,
        "pages_removed": account.pages_removed,
        "pdf_pages": package.pdf_pages,
        "software_version": letter.kiosk.software_version,
        "sender": letter.sender.name,
        "addressee": letter.recipient.name,
        "subject": letter.subject,
        "is_signed": any(report.is_intact for report in package.signatures),
        "record_json": RECORD.dump_json(package.record).decode(),
        "signatures_json": SIGNATURES.dump_json(package.signatures).decode(),
        "seal_json": SEAL.dump_json(package.seal).decode(),
        "status_lookup": keys.lookup,
        "status_key": keys.key,
        "state": LetterState.RECEIVED.value,
        "resident_note": "",
        "version": 1,
        "changed_at": upload.completed_at,
    }


def _page_rows(submission_id: str, package: VerifiedPackage) -> list[dict[str, object]]:
    readings = {page.number: page.reading for page in package.record.pages if page.number is not None}
    return [
        {"submission_id": submission_id, "page": page, "text": words, "note": readings.get(page, "")}
        for page, words in enumerate(package.texts, start=1)
    ]


def _searchable_words(package: VerifiedPackage) -> str:
    letter = package.record
    who = (letter.sender.name, letter.sender.address, letter.recipient.name)
    return " ".join((letter.number, *who, letter.subject, letter.case_number, *package.texts))
