"""The office's signed proof of receipt: made once, stored with the letter, the same bytes for ever."""

import logging
from dataclasses import dataclass

from sqlalchemy import select, update

from sync.clock import ClockState
from sync.office.database import Database
from sync.office.history import EventKind, record
from sync.office.schema import submissions
from sync.proof import Proof, ProofSigner, build_proof

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Proofs:
    """Issues and finds proofs."""

    database: Database
    signer: ProofSigner
    office_name: str

    def issue(self, submission_id: str) -> bytes | None:
        """Answer the letter's proof, made now if there is none yet; None if there is no such letter.

        Two instances may sign at the same time, and their signatures differ: the first one stored is the proof.
        """
        stored = self._stored(submission_id)
        if stored is not None:
            return stored
        proof = self._describe(submission_id)
        if proof is None:
            return None
        signed = build_proof(proof, self.signer)
        with self.database.write() as connection:
            change = update(submissions).where(
                submissions.c.id == submission_id, submissions.c.proof_xml.is_(None)
            )
            if connection.execute(change.values(proof_xml=signed)).rowcount == 1:
                facts = {"proof": proof.proof_id}
                record(
                    connection,
                    EventKind.PROOF_ISSUED,
                    at=proof.received_at,
                    submission_id=submission_id,
                    facts=facts,
                )
                logger.info("proof_issued", extra={"submission_id": submission_id})
        return self._stored(submission_id)

    def issue_missing(self) -> None:
        """Make the proofs that a crash after the receipt prevented."""
        with self.database.read() as connection:
            query = select(submissions.c.id).where(submissions.c.proof_xml.is_(None))
            missing = connection.execute(query).scalars().all()
        for submission_id in missing:
            self.issue(submission_id)

    def _stored(self, submission_id: str) -> bytes | None:
        with self.database.read() as connection:
            query = select(submissions.c.proof_xml).where(submissions.c.id == submission_id)
            stored: bytes | None = connection.execute(query).scalar()
        return stored

    def _describe(self, submission_id: str) -> Proof | None:
        with self.database.read() as connection:
            query = select(submissions).where(submissions.c.id == submission_id)
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return Proof(
            proof_id=f"PO-{submission_id}",
            submission_id=submission_id,
            number=row.number,
            sha256=row.package_sha256,
            size_bytes=row.package_bytes,
            sheets=row.sheets_in,
            pages=row.pages_shown,
            received_at=row.received_at,
            clock_state=ClockState(row.received_clock),
            recipient=self.office_name,
            kiosk_id=row.kiosk_id,
        )
