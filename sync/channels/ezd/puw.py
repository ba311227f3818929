"""EZD PUW: a folder, the files and documents in it, the sender, and then the entry in the register.

The number on the receipt stands in the folder's name and, as the item's barcode, in the entry: by the one the
folder is found again, by the other the entry (`/koszulka/Wyszukaj` with KodKreskowy). Which field of the entry the
installation indexes as the barcode is a setting, since the contract does not say.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sync.case_status import CaseState, Step
from sync.channels.channel import REGISTER_NUMBER, Deferred, Memory, Refusal
from sync.channels.ezd.dialect import REGISTER, Case, Sighting, unshown
from sync.channels.ezd.journal import DONE, Ids, Journal, Stop
from sync.channels.ezd.letter import EzdLetter, File
from sync.channels.ezd.line import Unheard
from sync.channels.ezd.moments import WARSAW
from sync.channels.ezd.puw_api import PuwApi, Reply
from sync.channels.ezd.puw_sender import PuwSenders
from sync.faults import SyncFault

PAGE = 100
MOST_PAGES = 50

Outcome = Ids | Unheard | Stop


@dataclass(frozen=True)
class PuwConfig:
    """How letters look in this office's EZD PUW; values that its dictionaries must know."""

    base_url: str
    is_active_directory: bool = False
    owner_id: int = 0
    owner_post_id: int = 0
    barcode_field: str = "NumerNadania"
    """Where the receipt's number is put so that KodKreskowy finds it: NumerNadania or SygnaturaWplywu."""
    delivery: str = "Osobiście"
    document_kind: str = "Pismo"
    document_access: str = ""
    person_type: str = "OsobaFizyczna"
    institution_type: str = "Instytucja"
    longest_file_bytes: int = 100 * 1024 * 1024
    not_found_status: int | None = None
    """The ResultStatus by which this installation says that a search found nothing, where it is not success."""

    def __post_init__(self) -> None:
        if self.barcode_field not in ("NumerNadania", "SygnaturaWplywu"):
            raise ValueError("barcode_field: NumerNadania or SygnaturaWplywu")

    @property
    def owner(self) -> Mapping[str, int]:
        """What every request carries about the acting person."""
        ids = {"IdPracownikaWlasciciela": self.owner_id, "IdStanowiskaWlasciciela": self.owner_post_id}
        return {name: value for name, value in ids.items() if value}


@dataclass(frozen=True)
class PuwDialect:
    """Speaks EZD PUW."""

    config: PuwConfig
    api: PuwApi
    name: str = field(default="ezd-puw", init=False)

    @property
    def address(self) -> str:
        """Where this EZD is."""
        return self.config.base_url

    @property
    def longest_file_bytes(self) -> int:
        """The largest file that is worth trying."""
        return self.config.longest_file_bytes

    def find(self, letter: EzdLetter, known: Mapping[str, str]) -> Ids | Stop | None:
        """Look by the barcode, and compare a document that is not known to be ours with the letter."""
        reply = self._by_barcode(letter.number)
        if not isinstance(reply, Reply):
            return reply
        document = reply.number("IdDokumentu")
        if document and document != known.get("document_id.0"):
            other = self._holds_other(document, letter)
            if other is not None:
                return other
        ids = {
            REGISTER_NUMBER: reply.text("ZnakWplywu"),
            "folder_id": reply.number("IdKoszulki"),
            "document_id.0": document,
        }
        steps = ["folder", "sender", REGISTER]
        for position in range(len(letter.files)):
            steps += [f"upload.{position}", f"document.{position}"]
        at = letter.sealed_at.isoformat(timespec="seconds")
        return {
            **{name: value for name, value in ids.items() if value},
            **{DONE + step: at for step in steps},
        }

    def bring(self, letter: EzdLetter, journal: Journal, memory: Memory) -> Stop | None:
        """Folder, files, documents, sender, entry."""
        stop = journal.take("folder", lambda: self._make_folder(letter), lambda: self._find_folder(letter))
        for position, file in enumerate(letter.files):
            stop = stop or self._bring_file(position, file, letter, journal, memory)
        senders = PuwSenders(self.api, self.config.person_type, self.config.institution_type)
        stop = stop or journal.take("sender", lambda: senders.find_or_add(letter), lambda: None)
        return stop or journal.take(
            REGISTER, lambda: self._register(letter, memory), lambda: self._find_entry(letter, memory)
        )

    def sight(self, number: str, known: Mapping[str, str]) -> Sighting | Stop | None:
        """Find the entry by the folder that was made for it, by the barcode, and by the document that was entered.

        Absence is believed only where none of the three shows it.
        """
        entry = self._entry_of_folder(known.get("folder_id", ""))
        if isinstance(entry, Deferred | Refusal):
            return entry
        barcode = self._by_barcode(number)
        if isinstance(barcode, Deferred | Refusal):
            return barcode
        if barcode is None and entry is None:
            return self._sight_on_document(known)
        if barcode is None:
            return (
                Sighting(entry.text("ZnakWplywu"), "KoszulkaRejestry", _registered(entry)) if entry else None
            )
        found = Sighting(barcode.text("ZnakWplywu"), "KodKreskowy", _registered(entry) if entry else None)
        if entry and entry.text("ZnakWplywu") != found.register_number:
            return Refusal(
                SyncFault.AMBIGUOUS,
                f"{entry.text('ZnakWplywu')} in the folder, {found.register_number} found",
            )
        return found

    def case(self, known: Mapping[str, str]) -> Case | Deferred | None:
        """Ask StanSprawy by the register number."""
        reply = self._heard(
            self.api.call("/RejestrSpraw/StanSprawy", {"rpw": known[REGISTER_NUMBER]}, unshown)
        )
        if isinstance(reply, Deferred):
            return reply
        if isinstance(reply, Refusal):  # an entry without a case may be answered as an error
            return None
        mark = reply.text("ZnakSprawy")
        is_over = reply.content.get("Zakonczona") is True
        is_running = bool(mark) or any(
            reply.content.get(name) is True for name in ("WRealizacji", "Zawieszona")
        )
        steps = []
        if is_running or is_over:
            steps.append(Step(CaseState.IN_PROGRESS, reply.moment("DataRejestracji") if mark else None))
        if is_over:
            steps.append(Step(CaseState.CLOSED, reply.moment("DataZakonczenia")))
        return Case(mark, steps)

    def close(self) -> None:
        """Close the connections."""
        self.api.close()

    def _make_folder(self, letter: EzdLetter) -> Outcome:
        reply = self.api.call("/api1/UtworzKoszulke", {"Nazwa": _folder_name(letter)}, letter.scrub)
        return _with_id(reply, "IdKoszulki", "folder_id")

    def _find_folder(self, letter: EzdLetter) -> Ids | Stop | None:
        """Go through the acting person's open folders; the contract numbers parts from 0 or 1, it does not say."""
        found: set[str] = set()
        for page in range(MOST_PAGES):
            request = {"WielkoscPartii": PAGE, "CzescPartii": page, "Zakonczone": False}
            reply = self._heard(self.api.call("/Koszulka/PobierzKoszulki", request, letter.scrub))
            if page == 0 and isinstance(reply, Refusal):
                continue
            if not isinstance(reply, Reply):
                return reply
            folders = reply.items("Pisma")
            found |= {folder.number("ID") for folder in folders if letter.number in folder.text("Nazwa")}
            if page and len(folders) < PAGE:
                break
        else:
            return Refusal(SyncFault.AMBIGUOUS, "too many open folders to look through")
        if len(found) > 1:
            return Refusal(SyncFault.AMBIGUOUS, f"{len(found)} folders with this number")
        return {"folder_id": found.pop()} if found else None

    def _bring_file(
        self, position: int, file: File, letter: EzdLetter, journal: Journal, memory: Memory
    ) -> Stop | None:
        content, document = f"content_id.{position}", f"document_id.{position}"
        # An upload that nothing refers to is seen by nobody: it may be repeated.
        stop = journal.take(f"upload.{position}", lambda: self._upload(file, letter, content))
        return stop or journal.take(
            f"document.{position}",
            lambda: self._add_document(position, file, letter, memory, document),
            lambda: self._find_document(file, memory, document),
        )

    def _upload(self, file: File, letter: EzdLetter, name: str) -> Outcome:
        request = {"DaneBase64": base64.b64encode(file.data).decode(), "Nazwa": file.name}
        return _with_id(self.api.call("/Zalacznik/DodajZalcznik", request, letter.scrub), "ContentId", name)

    def _add_document(
        self, position: int, file: File, letter: EzdLetter, memory: Memory, name: str
    ) -> Outcome:
        content = int(memory.known[f"content_id.{position}"])
        document: dict[str, Any] = {
            "Nazwa": file.name,
            "Tytul": letter.title if position == 0 else f"Załącznik {file.name}",
            "Rodzaj": self.config.document_kind,
            "Dostep": self.config.document_access,
            "DataDokumentu": letter.letter_date.isoformat() if letter.letter_date else "",
            "Metadane": True,
            "MetaBrakDaty": letter.letter_date is None,
            "MetaBrakZnaku": not letter.own_mark,
            "Lokalizacja": {"IdZalacznika": content, "NazwaZawartosci": file.name},
        }
        request = {
            "Dokument": {key: value for key, value in document.items() if value != ""},
            "Koszulka": {"IdKoszulki": int(memory.known["folder_id"])},
        }
        return _with_id(self.api.call("/Api3/RejestrujDokument", request, letter.scrub), "IdDokumentu", name)

    def _find_document(self, file: File, memory: Memory, name: str) -> Ids | Stop | None:
        listed = self._documents(memory.known)
        if not isinstance(listed, list):
            return listed
        found = [item.number("ID") for item in listed if item.text("Nazwa") == file.name]
        if len(found) > 1:
            return Refusal(SyncFault.AMBIGUOUS, f"{len(found)} documents of one name in the folder")
        return {name: found[0]} if found else None

    def _register(self, letter: EzdLetter, memory: Memory) -> Outcome:
        known = memory.known
        request: dict[str, Any] = {
            "IdDokumentu": int(known["document_id.0"]),
            "Tytul": letter.title,
            "Rodzaj": self.config.document_kind,
            "DataPisma": letter.letter_date.isoformat() if letter.letter_date else "",
            "DataWplywu": letter.sealed_at.astimezone(WARSAW).date().isoformat(),
            "SposobDostarczenia": self.config.delivery,
            "SygnaturaWplywu": letter.own_mark,
            "LiczbaZalacznikow": len(letter.files) - 1,
            "Uwagi": letter.remark,
            "CzyDokumentElektroniczny": False,  # the paper lies in the kiosk and goes into the store
            "NiePodlegaPrzechowywaniuWSkladzieChronologicznym": False,
            "AdresatID": int(known.get("sender_id") or 0),
            "AdresatAdresID": int(known.get("sender_address_id") or 0),
        }
        if self.config.barcode_field == "SygnaturaWplywu" and letter.own_mark:
            request["Uwagi"] = f"{letter.remark} Znak na piśmie: {letter.own_mark}."
        request[self.config.barcode_field] = letter.number
        reply = self.api.call(
            "/api3/RejestrujWplyw",
            {key: value for key, value in request.items() if value != ""},
            letter.scrub,
        )
        if not isinstance(reply, Reply):
            return reply
        if reply.number("IdDokumentu") not in ("", known["document_id.0"]):
            return Refusal(SyncFault.AMBIGUOUS, "the reply is about another document")
        return _entry(reply) or Unheard(_unreadable(), may_have_acted=True)

    def _find_entry(self, letter: EzdLetter, memory: Memory) -> Ids | Stop | None:
        found = self.sight(letter.number, memory.known)
        if isinstance(found, Sighting):
            return {REGISTER_NUMBER: found.register_number}
        return found

    def _by_barcode(self, number: str) -> Reply | Stop | None:
        request, nothing = {"KodKreskowy": number}, self.config.not_found_status
        reply = self._heard(self.api.call("/koszulka/Wyszukaj", request, unshown, empty_status=nothing))
        if not isinstance(reply, Reply):
            return reply
        listed = reply.content.get("IdsKoszulek")
        folders = {str(item) for item in listed if item} if isinstance(listed, list) else set()
        folders |= {reply.number("IdKoszulki")} - {""}
        if len(folders) > 1:
            return Refusal(SyncFault.AMBIGUOUS, f"{len(folders)} entries with this number")
        if not reply.text("ZnakWplywu"):
            return Refusal(SyncFault.AMBIGUOUS, "found without a register number") if folders else None
        return reply

    def _documents(self, known: Mapping[str, str]) -> list[Reply] | Stop:
        request = {"IdKoszulki": int(known["folder_id"])}
        reply = self._heard(self.api.call("/koszulka/ListaDokumentow", request, unshown))
        return reply.items("ListaDokumentow") if isinstance(reply, Reply) else reply

    def _sight_on_document(self, known: Mapping[str, str]) -> Sighting | Stop | None:
        """Read the number off the document; newer versions tell it there."""
        document = known.get("document_id.0")
        if not document or not known.get("folder_id"):
            return None
        listed = self._documents(known)
        if not isinstance(listed, list):
            return listed
        numbers = [item.text("ZnakWplywu") for item in listed if item.number("ID") == document]
        return Sighting(numbers[0], "ListaDokumentow", None) if numbers and numbers[0] else None

    def _entry_of_folder(self, folder: str) -> Reply | Stop | None:
        if not folder:
            return None
        request = {"Koszulka": {"IdKoszulki": int(folder)}}
        reply = self._heard(self.api.call("/KoszulkaRejestry", request, unshown))
        if not isinstance(reply, Reply):
            return reply
        entry = reply.part("Wplyw")
        return entry if entry.text("ZnakWplywu") else None

    def _holds_other(self, document: str, letter: EzdLetter) -> Stop | None:
        size = len(letter.files[0].data)
        request = {"DokumentId": int(document)}
        reply = self._heard(
            self.api.call("/Dokument/DokumentPobierz", request, unshown, longest=4 * size + 65536)
        )
        if not isinstance(reply, Reply):
            return reply
        digest = hashlib.sha512(letter.files[0].data).hexdigest()
        told = reply.text("Sha512").lower()
        if not told:
            try:
                told = hashlib.sha512(base64.b64decode(reply.text("Zawartosc"), validate=True)).hexdigest()
            except binascii.Error:
                return Deferred(SyncFault.OFFICE_BROKEN, "the document can't be read")
        return (
            None if told == digest else Refusal(SyncFault.REPLAY_WITH_OTHER_CONTENT, f"document {document}")
        )

    def _heard(self, reply: Reply | Unheard | Stop) -> Reply | Stop:
        """Reading changes nothing: an answer that did not come is asked for again later."""
        return reply.why if isinstance(reply, Unheard) else reply


def _folder_name(letter: EzdLetter) -> str:
    return f"{letter.number} {letter.title}"


def _with_id(reply: Reply | Unheard | Stop, theirs: str, ours: str) -> Outcome:
    if not isinstance(reply, Reply):
        return reply
    value = reply.number(theirs)
    return {ours: value} if value else Unheard(_unreadable(), may_have_acted=True)


def _entry(reply: Reply) -> Ids | None:
    if not reply.text("ZnakWplywu"):
        return None
    ids = {"entry_id": reply.number("IdWplywu"), "entry_folder_id": reply.number("IdKoszulki")}
    return {
        REGISTER_NUMBER: reply.text("ZnakWplywu"),
        **{name: value for name, value in ids.items() if value},
    }


def _registered(entry: Reply) -> datetime | None:
    return entry.moment("DataRejestracji")


def _unreadable() -> Deferred:
    return Deferred(SyncFault.OFFICE_BROKEN, "the answer names no id")
