"""What an EZD is told of a letter, whichever EZD it is."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from sync.channels.channel import Package, Refusal
from sync.clock import ClockState
from sync.container import CONTAINER_TYPE, read_contents
from sync.faults import Refused
from sync.postal import PostalAddress, split_address
from sync.submission import LETTER, DocumentRole, Party, PartyKind

LONGEST_TITLE = 240
_WORD = re.compile(r"\w{3,}")
_LONG_NUMBER = re.compile(r"\d{6,}")
_CLOCKS = {
    ClockState.SYNCHRONISED: "zsynchronizowany",
    ClockState.DRIFTED: "chwilowo bez synchronizacji",
    ClockState.UNKNOWN: "niepewny",
}


@dataclass(frozen=True)
class File:
    """A file for EZD; its name is how it is found again."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Sender:
    """Who writes, in the parts that registers want."""

    kind: PartyKind
    first_names: str = field(repr=False)
    surname: str = field(repr=False)
    name: str = field(repr=False)
    address: PostalAddress | None = field(repr=False)
    address_text: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    pesel: str = field(repr=False)

    @property
    def is_person(self) -> bool:
        """A person, not an institution."""
        return self.kind is PartyKind.PERSON


@dataclass(frozen=True)
class EzdLetter:
    """A letter as it is brought into an EZD."""

    number: str
    submission_id: str
    package_sha256: str
    package_bytes: int
    letter_sha256: str
    title: str = field(repr=False)
    sender: Sender
    sealed_at: datetime
    clock_state: ClockState
    letter_date: date | None
    own_mark: str = field(repr=False)
    """The mark that the sender put on the letter, such as a case that it answers to."""
    sheets: int
    pages: int
    files: tuple[File, ...]
    """The letter itself, then what goes with it."""

    @property
    def remark(self) -> str:
        """What the clerk reads beside the entry."""
        return (
            f"Urzędomat {self.number}. Pismo papierowe zdigitalizowane w kiosku: kartek {self.sheets}, "
            f"stron {self.pages}. Zegar kiosku {_CLOCKS[self.clock_state]}. SHA-256 paczki {self.package_sha256}."
        )

    def scrub(self, text: str) -> str:
        """Take the letter's personal data out of a text of the far end, and make it short."""
        sender = self.sender
        told = [sender.name, sender.address_text, sender.email, sender.phone, sender.pesel, self.title]
        words = {word for item in told for word in [item, *_WORD.findall(item)] if word}
        for word in sorted(words, key=len, reverse=True):
            text = re.sub(re.escape(word), "…", text, flags=re.IGNORECASE)
        return _LONG_NUMBER.sub("…", " ".join(text.split()))[:200]


def read_letter(package: Package) -> EzdLetter | Refusal:
    """Read what is told of a package; the sealed package itself goes along, as what the seal can be checked on."""
    contents = read_contents(package.data)
    if isinstance(contents, Refused):
        return Refusal(contents.code, contents.detail)
    record = contents.record
    files = [File(f"{package.number}.pdf", "application/pdf", contents.parts[LETTER])]
    attachments = [document for document in record.documents if document.role is DocumentRole.ATTACHMENT]
    for position, document in enumerate(attachments, 1):
        name = f"{package.number} zalacznik {position}{_extension(document.name)}"
        files.append(File(name, document.media_type, contents.parts[document.name]))
    files.append(File(f"{package.number} paczka.asice", CONTAINER_TYPE, package.data))
    return EzdLetter(
        number=package.number,
        submission_id=package.submission_id,
        package_sha256=package.sha256,
        package_bytes=len(package.data),
        letter_sha256=hashlib.sha256(contents.parts[LETTER]).hexdigest(),
        title=title_of(record.subject, package.number),
        sender=_sender(record.sender),
        sealed_at=record.sealed.at,
        clock_state=record.sealed.state,
        letter_date=record.letter_date,
        own_mark=record.case_number,
        sheets=record.account.sheets_in,
        pages=record.account.pages_shown,
        files=tuple(files),
    )


def title_of(subject: str, number: str) -> str:
    """Make a title of at least two words of three letters or more, which is what EZD asks for."""
    subject = " ".join(subject.split())
    if not subject:
        return f"Pismo papierowe {number}"
    title = subject if len(_WORD.findall(subject)) > 1 else f"Pismo papierowe: {subject}"
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _sender(party: Party) -> Sender:
    name = " ".join(party.name.split())
    is_person = party.kind is PartyKind.PERSON
    first_names, _, surname = name.rpartition(" ") if is_person else ("", "", "")
    return Sender(
        kind=party.kind,
        first_names=first_names,
        surname=surname,
        name=name,
        address=split_address(party.address.strip()),
        address_text=" ".join(party.address.split()),
        email=party.email.strip(),
        phone=party.phone.strip(),
        pesel=party.pesel.strip(),
    )


def _extension(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    return f".{extension.lower()}" if stem and dot and extension.isalnum() else ""
