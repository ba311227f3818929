"""EZD RP, Integrator API v2: a task made of the letter, its entry in the register, what describes it, attachments.

The number on the receipt is the name of the file that the task is made of, so that tasks and entries are found by
it (`searchValue`), and stands in the entry's consignment number and remark.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from sync.case_status import CaseState, Step
from sync.channels.channel import REGISTER_NUMBER, Deferred, Memory, Refusal
from sync.channels.ezd.dialect import REGISTER, Case, Sighting, unshown
from sync.channels.ezd.journal import DONE, Ids, Journal, Stop
from sync.channels.ezd.letter import EzdLetter, File
from sync.channels.ezd.line import Answer, Unheard
from sync.channels.ezd.moments import WARSAW, read_moment
from sync.channels.ezd.rp_sender import ADDRESS_VERSION, RpSenders
from sync.channels.ezd.rp_session import RpSession
from sync.faults import SyncFault

TASK, DOCUMENT = "task_id", "document_id"
LARGEST_FILE_BYTES = 500 * 1024 * 1024
PAGE = 25
MOST_PAGES = 20

_REGISTER_NUMBER = re.compile(r"RPW/(\d+)/(\d{4})\Z")
_RUNNING = {1, 2, 3, 5, 6, 11}
_OVER = {4, 7, 8, 12, 13, 14, 16, 17, 18}
_SHA256 = re.compile(r"SHA-256 paczki ([0-9a-f]{64})")

Outcome = Ids | Unheard | Stop
Found = list[Mapping[str, Any]]


@dataclass(frozen=True)
class RpConfig:
    """How letters look in this office's EZD RP; the keys are of its own dictionaries."""

    api_url: str
    sso_url: str
    delivery_key: str = "EZDRP.Metadane.SposobDostarczenia10"
    document_kind_key: str = "EZDRP.Metadane.Rodzaj.Dokumentu.18"
    document_type_key: str = "EZDRP.Metadane.RPW.Typ.8"
    access_key: str = "EZDRP.Metadane.RPW.Dostep1"
    sender_role_key: str = "EZDRP.RPW.RodzajNadawcy1"
    adds_senders: bool = True
    """Off where the key may not add to the address book: who is not in it is then named in the remark."""
    longest_file_bytes: int = LARGEST_FILE_BYTES


@dataclass(frozen=True)
class RpDialect:
    """Speaks EZD RP."""

    config: RpConfig
    session: RpSession
    name: str = field(default="ezd-rp", init=False)

    @property
    def address(self) -> str:
        """Where this EZD is."""
        return self.config.api_url

    @property
    def longest_file_bytes(self) -> int:
        """The largest file that it takes."""
        return min(self.config.longest_file_bytes, LARGEST_FILE_BYTES)

    def find(self, letter: EzdLetter, known: Mapping[str, str]) -> Ids | Stop | None:
        """Search the register for the receipt's number; compare the digest in the remark, where there is one."""
        del known
        entry = self._entry(letter.number)
        if entry is None or isinstance(entry, Deferred | Refusal):
            return entry
        told = _SHA256.search(str(entry.get("uwagi") or ""))
        if told is not None and told[1] != letter.package_sha256:
            return Refusal(SyncFault.REPLAY_WITH_OTHER_CONTENT, str(entry.get("numerRPW")))
        ids = {
            "adopted": "yes",
            REGISTER_NUMBER: str(entry.get("numerRPW") or ""),
            "entry_id": str(entry.get("idPismo") or ""),
            **_case_ids(entry),
        }
        steps = {DONE + step: "" for step in ("task", "document", REGISTER)}
        return {**{name: value for name, value in ids.items() if value}, **steps}

    def bring(self, letter: EzdLetter, journal: Journal, memory: Memory) -> Stop | None:
        """Task, document, entry, sender, description, attachments."""
        stop = journal.take("task", lambda: self._make_task(letter), lambda: self._find_task(letter))
        stop = stop or journal.take("document", lambda: self._find_document(letter, memory))
        stop = stop or journal.take(
            REGISTER, lambda: self._register(letter, memory), lambda: self._find_entry(letter, memory)
        )
        senders = RpSenders(self.session, adds=self.config.adds_senders)
        stop = stop or journal.take("sender", lambda: senders.find_or_add(letter), lambda: None)
        stop = stop or journal.take("metadata", lambda: self._describe(letter, memory))
        for position, file in enumerate(letter.files[1:], 1):
            stop = stop or self._attach(position, file, letter, journal, memory)
        return stop

    def sight(self, number: str, known: Mapping[str, str]) -> Sighting | Stop | None:
        """Find the entry by the document that was registered, and by the receipt's number."""
        direct = self._number_on_document(known.get(DOCUMENT, ""))
        if isinstance(direct, Deferred | Refusal):
            return direct
        entry = self._entry(number)
        if isinstance(entry, Deferred | Refusal):
            return entry
        if entry is None:
            return Sighting(direct, "dokumenty/numerRpw", None) if direct else None
        searched = str(entry.get("numerRPW") or "")
        if direct and direct != searched:
            return Refusal(SyncFault.AMBIGUOUS, f"{direct} on the document, {searched} found")
        return Sighting(searched, "rpw/_search", read_moment(entry.get("dataRejestracji")))

    def case(self, known: Mapping[str, str]) -> Case | Deferred | None:
        """Read the entry with its case; the case's status decides."""
        number = known[REGISTER_NUMBER]
        listed = self._search(number)
        if isinstance(listed, Deferred):
            return listed
        if isinstance(listed, Refusal):
            return None
        entry = next((item for item in listed if item.get("numerRPW") == number), {})
        case = entry.get("sprawa")
        if not isinstance(case, dict) or not case.get("idSprawa"):
            return None
        status = case.get("status")
        steps = []
        if status in _RUNNING | _OVER:
            steps.append(Step(CaseState.IN_PROGRESS, read_moment(case.get("dataRejestracji"))))
        if status in _OVER:
            steps.append(Step(CaseState.CLOSED, None))
        return Case(str(case.get("znak") or entry.get("znakSprawy") or ""), steps)

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def _make_task(self, letter: EzdLetter) -> Outcome:
        answer = self.session.ask("POST", "/obiegi", letter.scrub, files=[_part(letter.files[0])])
        if not isinstance(answer, Answer):
            return answer
        content = answer.json() or {}
        listed = content.get("listaIdObieg", [content.get("idObieg")])
        ids = [item for item in listed if isinstance(item, str) and item] if isinstance(listed, list) else []
        if len(ids) != 1:
            return Unheard(Deferred(SyncFault.OFFICE_BROKEN, "the answer names no task"), may_have_acted=True)
        return {TASK: ids[0]}

    def _find_task(self, letter: EzdLetter) -> Ids | Stop | None:
        listed = self._all("GET", "/obiegi", {"searchValue": letter.number}, letter.scrub)
        if isinstance(listed, Deferred | Refusal):
            return listed
        tasks = {str(item["idObieg"]) for item in listed if letter.number in str(item.get("tytulDokumentu"))}
        if len(tasks) > 1:
            return Refusal(SyncFault.AMBIGUOUS, f"{len(tasks)} tasks with this number")
        return {TASK: tasks.pop()} if tasks else None

    def _find_document(self, letter: EzdLetter, memory: Memory) -> Outcome:
        task = memory.known[TASK]
        listed = self._all("GET", f"/obiegi/{_quoted(task)}/dokumenty", {}, letter.scrub)
        if isinstance(listed, Deferred | Refusal):
            return listed
        found = [str(item.get("idDokumentPrzestrzeni") or "") for item in listed]
        if len(found) != 1 or not found[0]:
            return Refusal(SyncFault.AMBIGUOUS, f"{len(found)} documents in the task")
        return {DOCUMENT: found[0]}

    def _register(self, letter: EzdLetter, memory: Memory) -> Outcome:
        path = f"/dokumenty/{_quoted(memory.known[DOCUMENT])}/rpw"
        answer = self.session.ask("POST", path, letter.scrub, body={})
        if not isinstance(answer, Answer):
            return answer
        content = answer.json() or {}
        number = content.get("numerRpw")
        if not isinstance(number, str) or not _REGISTER_NUMBER.match(number):
            why = Deferred(SyncFault.OFFICE_BROKEN, "the answer names no register number")
            return Unheard(why, may_have_acted=True)
        return {REGISTER_NUMBER: number, "entry_id": str(content.get("idPismo") or "")}

    def _find_entry(self, letter: EzdLetter, memory: Memory) -> Ids | Stop | None:
        found = self.sight(letter.number, memory.known)
        return {REGISTER_NUMBER: found.register_number} if isinstance(found, Sighting) else found

    def _describe(self, letter: EzdLetter, memory: Memory) -> Outcome:
        """Write what describes the entry; writing it again changes nothing."""
        address = memory.get(ADDRESS_VERSION)
        is_known = bool(address)
        remark = letter.remark
        if letter.sender.name and not is_known:
            remark = f"{remark} Nadawca: {letter.sender.name}, {letter.sender.address_text or 'bez adresu'}."
        described: dict[str, Any] = {
            "dataWplywu": letter.sealed_at.astimezone(WARSAW).date().isoformat(),
            "dataNaPismie": letter.letter_date.isoformat() if letter.letter_date else None,
            "znakNaPismie": letter.own_mark or None,
            "numerNadawczy": letter.number,
            "uwagi": remark,
            "sposobDostarczenia": self.config.delivery_key,
            "rodzajDokumentu": self.config.document_kind_key,
            "typDokumentu": self.config.document_type_key,
            "dostep": self.config.access_key,
            "czyAnonimowy": not is_known,
        }
        body = {
            "metadaneSystemowe": {name: value for name, value in described.items() if value is not None},
            "metadaneNiesystemowe": [],
            "adresaci": [{"idAdresWersja": address, "rodzaj": self.config.sender_role_key}]
            if is_known
            else [],
        }
        answer = self.session.ask("PUT", f"{_path(memory)}/metadane", letter.scrub, body=body)
        return {} if isinstance(answer, Answer) else answer

    def _attach(
        self, position: int, file: File, letter: EzdLetter, journal: Journal, memory: Memory
    ) -> Stop | None:
        step = f"attachment.{position}"

        def act() -> Outcome:
            path = f"{_path(memory)}/zalaczniki"
            answer = self.session.ask("POST", path, letter.scrub, files=[_part(file)])
            return {} if isinstance(answer, Answer) else answer

        def look() -> Ids | Stop | None:
            answer = self._heard(self.session.ask("GET", _path(memory), letter.scrub))
            if not isinstance(answer, Answer):
                return answer
            listed = (answer.json() or {}).get("zalaczniki")
            if not isinstance(listed, list):
                return Deferred(SyncFault.OFFICE_BROKEN, "the list can't be read")
            names = [item.get("nazwa") for item in listed if isinstance(item, dict)]
            return {} if _is_among(file, names) else None

        if memory.get("adopted") and not journal.has(step):
            found = look()
            if isinstance(found, Deferred | Refusal):
                return found
            if found is not None:
                journal.done(step, found)
        return journal.take(step, act, look)

    def _number_on_document(self, document: str) -> str | Stop:
        if not document:
            return ""
        answer = self._heard(
            self.session.ask("GET", f"/dokumenty/{_quoted(document)}", unshown, is_missing_ok=True)
        )
        if not isinstance(answer, Answer):
            return answer
        content = answer.json() or {}
        if answer.is_success and content.get("idDokumentPrzestrzeni") != document:
            return Deferred(SyncFault.OFFICE_BROKEN, "the answer is about another document")
        number = str(content.get("numerRpw") or "")
        if number and not _REGISTER_NUMBER.match(number):
            return Refusal(SyncFault.AMBIGUOUS, "a register number of another shape")
        return number

    def _entry(self, number: str) -> Mapping[str, Any] | Stop | None:
        """Answer the one entry that bears the receipt's number; withdrawn ones do not count."""
        listed = self._search(number)
        if isinstance(listed, Deferred | Refusal):
            return listed
        ours = [item for item in listed if _bears(item, number) and item.get("czyUsuniety") is not True]
        numbers = {str(item.get("numerRPW")) for item in ours}
        if len(numbers) > 1:
            return Refusal(SyncFault.AMBIGUOUS, f"{len(numbers)} entries with this number")
        if numbers and not _REGISTER_NUMBER.match(min(numbers)):
            return Refusal(SyncFault.AMBIGUOUS, "a register number of another shape")
        return ours[0] if ours else None

    def _search(self, value: str) -> Found | Stop:
        return self._all("POST", "/rpw/_search", {"searchValue": value}, unshown)

    def _all(
        self, method: str, path: str, query: Mapping[str, str], scrub: Callable[[str], str]
    ) -> Found | Stop:
        """Read every page of a list."""
        found: Found = []
        for page in range(MOST_PAGES):
            params = {**query, "page": page, "pageSize": PAGE}
            answer = self._heard(
                self.session.ask(method, path, scrub, body=params)
                if method == "POST"
                else self.session.ask(
                    method, path, scrub, params={name: str(value) for name, value in params.items()}
                )
            )
            if not isinstance(answer, Answer):
                return answer
            content = answer.json() or {}
            listed, info = content.get("lista"), content.get("pageInfo")
            if not isinstance(listed, list) or not isinstance(info, dict):
                return Deferred(SyncFault.OFFICE_BROKEN, "the list can't be read")
            found += [item for item in listed if isinstance(item, dict)]
            if not _has_more(info, page):
                return found
        return Refusal(SyncFault.AMBIGUOUS, "too many entries to look through")

    def _heard(self, answer: Answer | Unheard | Stop) -> Answer | Stop:
        return answer.why if isinstance(answer, Unheard) else answer


def _part(file: File) -> tuple[str, tuple[str, bytes, str]]:
    return "file", (file.name, file.data, file.media_type)


def _quoted(theirs: str) -> str:
    """An id of the far end leads to no other path."""
    return quote(theirs, safe="")


def _path(memory: Memory) -> str:
    match = _REGISTER_NUMBER.match(memory.known[REGISTER_NUMBER])
    if match is None:  # never stored otherwise
        raise ValueError("a register number of another shape")
    return f"/rpw/{match[1]}/{match[2]}"


def _bears(entry: Mapping[str, Any], number: str) -> bool:
    """A search for text may find more than was asked for."""
    fields = (entry.get("numerNadawczy"), entry.get("tytul"), entry.get("uwagi"))
    return any(number in str(value or "") for value in fields)


def _is_among(file: File, names: list[Any]) -> bool:
    stem = file.name.rpartition(".")[0]
    return any(name in (file.name, stem) for name in names)


def _case_ids(entry: Mapping[str, Any]) -> dict[str, str]:
    listed = entry.get("zalaczniki")
    documents = [item.get("idDokumentPrzestrzeni") for item in listed] if isinstance(listed, list) else []
    return {DOCUMENT: str(documents[0] or "")} if documents else {}


def _has_more(info: Mapping[str, Any], page: int) -> bool:
    told = info.get("isNextPageExists")
    count = info.get("pagesCount")
    return told if isinstance(told, bool) else isinstance(count, int) and page + 1 < count
