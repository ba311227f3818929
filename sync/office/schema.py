"""The office's tables, the same on SQLite and PostgreSQL, so that a small office can grow without a change."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC in the database: SQLite has no zones and PostgreSQL must agree with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a time without a zone: a date of receipt must mean one moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the stored time its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text from outside. PostgreSQL can't hold the character NUL and would refuse a whole letter for it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Put the replacement character in its place."""
        return None if value is None else value.replace("\0", "\ufffd")


metadata = MetaData()

schema_versions = Table(
    "schema_versions",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("applied_at", UtcDateTime, nullable=False),
)

kiosks = Table(
    "kiosks",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("seal_certificates_pem", Text, nullable=False),
    Column("transport_key_pem", Text, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("submission_id", String(36), nullable=False, unique=True),
    Column("kiosk_id", ForeignKey("kiosks.id"), nullable=False),
    Column("number", String(40), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("failed_attempts", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    Column("completed_clock", String(20)),
    Column("completed_clock_note", Text),
    Index("uploads_by_state", "state", "expires_at"),
)

upload_parts = Table(
    "upload_parts",
    metadata,
    Column("upload_id", ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True),
    Column("start", BigInteger, primary_key=True),
    Column("length", BigInteger, nullable=False),
    Column("blob_key", String(200), nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", String(40), nullable=False),
    Column("number_folded", String(40), nullable=False, unique=True),
    Column("kiosk_id", ForeignKey("kiosks.id"), nullable=False),
    Column("package_key", String(200), nullable=False),
    Column("package_sha256", String(64), nullable=False),
    Column("package_bytes", BigInteger, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("received_clock", String(20), nullable=False),
    Column("received_clock_note", Text, nullable=False),
    Column("sealed_at", UtcDateTime, nullable=False),
    Column("sealed_clock", String(20), nullable=False),
    Column("sealed_clock_note", Words, nullable=False),
    Column("sheets_in", Integer, nullable=False),
    Column("sides_scanned", Integer, nullable=False),
    Column("pages_shown", Integer, nullable=False),
    Column("pages_blank", Integer, nullable=False),
    Column("pages_removed", Integer, nullable=False),
    Column("pdf_pages", Integer),
    Column("software_version", Words, nullable=False),
    Column("sender", Words, nullable=False),
    Column("addressee", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("is_signed", Boolean, nullable=False),
    Column("record_json", Text, nullable=False),
    Column("signatures_json", Text, nullable=False),
    Column("seal_json", Text, nullable=False),
    Column("status_lookup", String(64), unique=True),
    Column("status_key", LargeBinary),
    Column("state", String(30), nullable=False),
    Column("resident_note", Words, nullable=False),
    Column("register_number", String(60), unique=True),
    Column("case_mark", String(80)),
    Column("version", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("proof_xml", LargeBinary),
    Index("submissions_by_receipt", "received_at"),
    Index("submissions_by_state", "state", "received_at"),
)

forwards = Table(
    "forwards",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("channel", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("outcome", String(80), nullable=False),
    Column("detail", Words, nullable=False),
    Column("memory_json", Text, nullable=False),
    Column("proof", LargeBinary),
    Column("sent_at", UtcDateTime),
    Column("delivered_at", UtcDateTime),
    Index("forwards_by_state", "state", "next_try_at"),
)

documents = Table(
    "documents",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("name", String(255), primary_key=True),
    Column("media_type", String(120), nullable=False),
    Column("role", String(40), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
)

page_texts = Table(
    "page_texts",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("text", Words, nullable=False),
    Column("note", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("submission_id", String(36)),
    Column("kiosk_id", String(64)),
    Column("user_id", Integer),
    Column("facts_json", Words, nullable=False),
    Index("events_by_submission", "submission_id", "id"),
    Index("events_by_kind", "kind", "id"),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("failed_tries", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
    Column("added_at", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("form_token", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Index("sessions_by_age", "created_at"),
)

tries = Table(
    "tries",
    metadata,
    Column("bucket", String(64), primary_key=True),
    Column("window_start", BigInteger, primary_key=True),
    Column("count", Integer, nullable=False),
)
