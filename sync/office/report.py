"""Says in plain Polish what the signatures and the sheet account prove, with one of four verdicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sync.office.letters import Letter
from sync.office.words import FIELDS, day
from sync.record import SubmissionRecord
from sync.seal import SignatureReport
from sync.submission import FieldRecord, FieldSource, SheetAccount

SURE = 0.85
"""Below this the recognition itself was in doubt."""


class Tone(StrEnum):
    """How it is shown; the words say it too."""

    DONE = "done"
    DOUBT = "doubt"
    BAD = "bad"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One verdict."""

    tone: Tone
    title: str
    sentence: str
    at: datetime | None = None
    at_label: str = "Czas podany przez podpisującego"
    technical: Sequence[str] = ()


@dataclass(frozen=True)
class FieldLine:
    """One field as the clerk sees it."""

    name: str
    value: str
    origin: str
    is_doubtful: bool


def signature_findings(reports: Sequence[SignatureReport]) -> Sequence[Finding]:
    """One finding for each signature on the PDF, or the one that there is none."""
    if not reports:
        return [Finding(Tone.NOTE, "Bez podpisu kartą", "Mieszkaniec nie podpisał pisma kartą.")]
    return [_signature_finding(report) for report in reports]


def _signature_finding(report: SignatureReport) -> Finding:
    who = f"Podpis złożył(a): {report.signer or 'osoba bez nazwy w certyfikacie'}."
    if not report.is_intact:
        sentence = f"Dokument nie jest tym, który podpisano. {who}"
        return Finding(
            Tone.BAD, "Podpis jest nieważny", sentence, report.claimed_at, technical=report.why_not
        )
    if not report.covers_whole_file:
        sentence = f"Po podpisaniu coś dopisano do pliku. {who}"
        return Finding(
            Tone.BAD, "Podpis nie obejmuje całości", sentence, report.claimed_at, technical=report.why_not
        )
    if not report.is_trusted:
        sentence = f"Dokument jest nienaruszony, ale urząd nie zna wystawcy certyfikatu. {who}"
        return Finding(
            Tone.DOUBT, "Podpisu nie można potwierdzić", sentence, report.claimed_at, technical=report.why_not
        )
    stamp = " Czas potwierdza znacznik czasu." if report.has_time_stamp else ""
    return Finding(Tone.DONE, "Podpis jest ważny", f"{who}{stamp}", report.claimed_at)


def seal_finding(letter: Letter) -> Finding:
    """The seal holds, or the letter would not be here."""
    sentence = "Nikt nie zmienił żadnej części od zapieczętowania w urzędomacie."
    technical = (
        f"SHA-256 paczki: {letter.row.package_sha256}",
        f"Certyfikat: {letter.seal.certificate_subject}",
        f"SHA-256 certyfikatu: {letter.seal.certificate_sha256}",
    )
    return Finding(
        Tone.DONE, "Pieczęć się zgadza", sentence, letter.seal.sealed_at, "Zapieczętowano", technical
    )


def account_finding(account: SheetAccount, pdf_pages: int | None) -> Finding:
    """Every sheet accounted for, and the PDF has the pages that the account says."""
    if pdf_pages is None:
        return Finding(
            Tone.BAD, "Dokumentu nie można wyświetlić", "Pobierz paczkę i sprawdź plik document.pdf."
        )
    if pdf_pages != account.pages_shown:
        sentence = (
            f"W dokumencie stron jest {pdf_pages}, a według urzędomatu powinno być {account.pages_shown}."
        )
        return Finding(Tone.BAD, "Liczba stron się nie zgadza", sentence)
    if account.pages_removed:
        sentence = "Mieszkaniec sam usunął część stron przed złożeniem."
        return Finding(Tone.NOTE, "Kartki się zgadzają", sentence)
    return Finding(Tone.DONE, "Kartki się zgadzają", "Każda strona ma swoje miejsce.")


def field_lines(record: SubmissionRecord) -> Sequence[FieldLine]:
    """The fields in the order in which a letter is read, then any that this version has no name for."""
    order = {name: index for index, name in enumerate(FIELDS)}
    names = sorted(record.fields, key=lambda name: (order.get(name, len(order)), name))
    lines = (_field_line(name, record.fields[name]) for name in names)
    return [line for line in lines if line is not None]


def _field_line(name: str, field: FieldRecord) -> FieldLine | None:
    value = field.value
    text = "; ".join(value) if isinstance(value, tuple | list) else value or ""
    if not text:
        return None
    if name == "date":
        text = _readable_date(text)
    if field.source is FieldSource.RESIDENT:
        return FieldLine(FIELDS.get(name, name), text, "wpisał(a) mieszkaniec", False)
    if field.source is FieldSource.READ and field.confidence is not None:
        is_doubtful = field.confidence < SURE
        origin = f"odczytane, pewność {round(field.confidence * 100)}%"
        return FieldLine(FIELDS.get(name, name), text, origin, is_doubtful)
    return FieldLine(FIELDS.get(name, name), text, "odczytane", False)


def _readable_date(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text  # as the resident wrote it
