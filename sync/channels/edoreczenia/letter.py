"""How a letter of the kiosk looks as a message: the PDF to read, what was enclosed, and the sealed container."""

from dataclasses import dataclass
from datetime import UTC
from pathlib import PurePosixPath

from sync.channels.channel import Package, Refusal
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.files import Attachment, fit_names
from sync.channels.edoreczenia.message import OutgoingMessage
from sync.container import CONTAINER_TYPE, read_contents
from sync.faults import Refused, SealFault
from sync.record import SubmissionRecord
from sync.submission import LETTER, DocumentRole


@dataclass(frozen=True)
class Composed:
    """The message, and what the record says that is still needed when the package is gone."""

    message: OutgoingMessage
    record: SubmissionRecord


def compose(package: Package, config: EDoreczeniaConfig) -> Composed | Refusal:
    """Make the message of a package; it is the same at every try."""
    contents = read_contents(package.data)
    if isinstance(contents, Refused):
        return Refusal(contents.code, contents.detail, is_absent=True)
    record = contents.record
    if LETTER not in contents.parts:
        return Refusal(SealFault.MISSING_PART, LETTER, is_absent=True)
    files = [(f"{package.number}.pdf", "application/pdf", contents.parts[LETTER])]
    for document in record.documents:
        if document.role is DocumentRole.ATTACHMENT and document.name in contents.parts:
            name = PurePosixPath(document.name).name
            files.append((name, document.media_type, contents.parts[document.name]))
    if config.is_container_sent:
        files.append((f"{package.number}.asic", CONTAINER_TYPE, package.data))
    names = fit_names(name for name, _, _ in files)
    attachments = tuple(
        Attachment(name, media_type, data) for name, (_, media_type, data) in zip(names, files, strict=True)
    )
    message = OutgoingMessage(
        reference=package.number,
        recipient=config.recipient_of(record.recipient.name),
        subject=record.subject,
        text=_text(package, record, is_container_sent=config.is_container_sent),
        attachments=attachments,
    )
    return Composed(message, record)


def _text(package: Package, record: SubmissionRecord, *, is_container_sent: bool) -> str:
    sealed_at = record.sealed.at.astimezone(UTC)
    lines = [
        "Pismo złożone na papierze w kiosku i odwzorowane cyfrowo.",
        "",
        f"Numer z potwierdzenia: {package.number}",
        f"Zapieczętowano: {sealed_at:%Y-%m-%d %H:%M:%S} UTC (zegar: {record.sealed.state.value})",
        f"Kartek: {record.account.sheets_in}, stron: {record.account.pages_shown}",
        f"SHA-256 pakietu: {package.sha256}",
    ]
    if record.case_number:
        lines.append(f"Znak sprawy podany w piśmie: {record.case_number}")
    if is_container_sent:
        lines += ["", f"Plik {package.number}.asic to pakiet ASiC-E z pieczęcią kiosku."]
    return "\n".join(lines)
