"""A letter into an EZD, whichever: the same promises as any other channel, the same record as its proof."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sync.case_status import CaseReport, CaseState, Step
from sync.channels.channel import (
    PERSON_FOUND_NOTHING,
    REGISTER_NUMBER,
    Arrived,
    Deferred,
    Memory,
    Package,
    Refusal,
    Standing,
)
from sync.channels.ezd.dialect import REGISTER, Dialect, Sighting
from sync.channels.ezd.journal import DOING, DONE, SINCE, Journal, Stop
from sync.channels.ezd.letter import EzdLetter, read_letter
from sync.channels.ezd.receipt import EzdRecord, read_record, write_record
from sync.clock import Clock, RandomBytes
from sync.faults import Refused, SyncFault
from sync.status import keys_of, seal_status

_ABOUT = ("sealed_at", "sheets", "pages", "letter_sha256")
_LOOKED_UP = ("looked_up", "looked_up_at", "registered_at")
_NO_IDS = {"adopted", *_ABOUT, *_LOOKED_UP, REGISTER_NUMBER, DOING, SINCE, PERSON_FOUND_NOTHING}


@dataclass(frozen=True)
class EzdChannel:
    """Delivers over one dialect."""

    dialect: Dialect
    clock: Clock
    random: RandomBytes
    settle: timedelta = timedelta(seconds=120)
    """After so long a call that broke off has been acted on or never will be; longer than EZD's own time-outs."""

    @property
    def name(self) -> str:
        """The dialect's."""
        return self.dialect.name

    def prepare(self, package: Package) -> Refusal | None:
        """Judge the sizes; whatever else a letter may be, EZD takes it."""
        letter = read_letter(package)
        if isinstance(letter, Refusal):
            return replace(letter, is_absent=True)
        largest = max(len(file.data) for file in letter.files)
        if largest > self.dialect.longest_file_bytes:
            return Refusal(SyncFault.TOO_LARGE, f"a file of {largest} bytes", is_absent=True)
        return None

    def deliver(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Look whether it is there already, then take the steps that are left."""
        letter = read_letter(package)
        if isinstance(letter, Refusal):
            return letter
        journal = Journal(memory, self.clock, self.settle)
        stop = self._adopt(letter, journal, memory) or self.dialect.bring(letter, journal, memory)
        if stop is None:
            return Standing.RECEIVED
        if isinstance(stop, Refusal) and stop.code is not SyncFault.AMBIGUOUS and not journal.is_begun:
            return replace(stop, is_absent=stop.code is not SyncFault.REPLAY_WITH_OTHER_CONTENT)
        return stop

    def look_up(self, package: Package, memory: Memory) -> Standing | Refusal | Deferred:
        """Ask EZD for the entry: by what is remembered of it, else by the number on the receipt."""
        number = memory.get(REGISTER_NUMBER)
        if number is None:
            letter = read_letter(package)
            found = letter if isinstance(letter, Refusal) else self.dialect.find(letter, memory.known)
            if isinstance(found, Deferred | Refusal):
                return found
            return Standing.UNKNOWN if found is None else Standing.RECEIVED
        sighting = self.dialect.sight(package.number, memory.known)
        if isinstance(sighting, Deferred | Refusal):
            return sighting
        if sighting is None:  # withdrawn there perhaps; registering it anew is for a person to decide
            return Refusal(SyncFault.AMBIGUOUS, f"{number} is not found any more")
        return Standing.RECEIVED if sighting.register_number == number else _contradiction(number, sighting)

    def fetch_proof(self, package: Package, memory: Memory) -> bytes | Deferred | Refusal:
        """Write the record of what EZD answered, after finding the entry once more."""
        number = memory.get(REGISTER_NUMBER)
        if number is None:
            return Deferred(SyncFault.PROOF_PENDING, "not registered yet")
        if memory.get("looked_up_at") is None:
            sighting = self.dialect.sight(package.number, memory.known)
            if isinstance(sighting, Deferred | Refusal):
                return sighting
            if sighting is None:
                return Deferred(SyncFault.PROOF_PENDING, f"{number} is not found yet")
            if sighting.register_number != number:
                return _contradiction(number, sighting)
            memory.save(self._sighted(sighting, memory))
        return write_record(self._record(package, memory))

    def check_proof(self, proof: bytes, package: Package, memory: Memory) -> Refused[SyncFault] | None:
        """Compare the record with the package and with what is remembered of EZD's answers."""
        record = read_record(proof)
        if isinstance(record, Refused):
            return record
        agreements = {
            "submission": record.submission_id == package.submission_id,
            "number": record.number == package.number,
            "digest": record.package_sha256 == package.sha256,
            "size": record.package_bytes == str(len(package.data)),
            "register number": record.register_number == memory.get(REGISTER_NUMBER),
            "system": (record.system, record.address) == (self.dialect.name, self.dialect.address),
            "record": record == self._record(package, memory),
        }
        wrong = [name for name, agrees in agreements.items() if not agrees]
        return Refused(SyncFault.PROOF_NOT_MATCHING, f"another {' and '.join(wrong)}") if wrong else None

    def fetch_status(self, arrived: Arrived) -> bytes | Deferred | None:
        """Ask EZD how the case stands, and seal that for the holder of the receipt."""
        known = arrived.known
        if REGISTER_NUMBER not in known:
            return None
        case = self.dialect.case(known)
        if isinstance(case, Deferred):
            return case
        received = _moment(known.get("registered_at") or known.get(DONE + REGISTER))
        steps = [Step(CaseState.RECEIVED, received), Step(CaseState.REGISTERED, received)]
        report = CaseReport(
            number=arrived.number,
            sealed_at=known.get("sealed_at", ""),
            received_at=received.isoformat() if received else "",
            register_number=known[REGISTER_NUMBER],
            case_mark=case.mark if case else "",
            sheets=int(known.get("sheets", "0")),
            pages=int(known.get("pages", "0")),
            steps=[*steps, *(case.steps if case else ())],
        )
        return seal_status(report.to_json(), keys_of(arrived.status), self.random)

    def close(self) -> None:
        """Close the connections."""
        self.dialect.close()

    def _adopt(self, letter: EzdLetter, journal: Journal, memory: Memory) -> Stop | None:
        """Look in the register before anything else, at each try: a restored backup may have forgotten."""
        if journal.has(REGISTER):
            return None
        found = self.dialect.find(letter, memory.known)
        if isinstance(found, Deferred | Refusal):
            return found
        if found is not None:
            now = self.clock().isoformat(timespec="seconds")
            dated = {name: now if name.startswith(DONE) else value for name, value in found.items()}
            memory.save({**_about(letter), **dated, DOING: ""})
        elif memory.get("sealed_at") is None:
            memory.save(_about(letter))
        return None

    def _sighted(self, sighting: Sighting, memory: Memory) -> dict[str, str]:
        registered = sighting.registered_at.isoformat() if sighting.registered_at else None
        return {
            "looked_up": sighting.how,
            "looked_up_at": self.clock().isoformat(timespec="seconds"),
            "registered_at": registered or memory.get(DONE + REGISTER) or "",
        }

    def _record(self, package: Package, memory: Memory) -> EzdRecord:
        known = memory.known
        times = {name.removeprefix(DONE): at for name, at in known.items() if name.startswith(DONE)}
        ids = {
            name: value
            for name, value in known.items()
            if name not in _NO_IDS and not name.startswith(DONE) and value
        }
        return EzdRecord(
            system=self.dialect.name,
            address=self.dialect.address,
            submission_id=package.submission_id,
            number=package.number,
            package_sha256=package.sha256,
            package_bytes=str(len(package.data)),
            letter_sha256=known.get("letter_sha256", ""),
            register_number=known.get(REGISTER_NUMBER, ""),
            registered_at=known.get("registered_at", ""),
            ids=ids,
            times=times,
            looked_up=known.get("looked_up", ""),
            looked_up_at=known.get("looked_up_at", ""),
        )


def _about(letter: EzdLetter) -> dict[str, str]:
    """What the record and the status need when the package is gone."""
    return {
        "sealed_at": letter.sealed_at.isoformat(),
        "sheets": str(letter.sheets),
        "pages": str(letter.pages),
        "letter_sha256": letter.letter_sha256,
    }


def _contradiction(number: str, sighting: Sighting) -> Refusal:
    return Refusal(SyncFault.AMBIGUOUS, f"registered as {number}, found as {sighting.register_number}")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
