"""Takes in what was carried over on a stick as if it had come by wire: each letter once, whichever way was first.

The packages are encrypted to the office's recovery key, so that a lost stick tells nobody anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sync.container import read_contents
from sync.faults import Refused
from sync.office.context import Office
from sync.office.faults import OfficeFault, Refusal
from sync.office.history import refusal_of
from sync.office.uploads import Upload, UploadOrder, UploadState
from sync.outbox import PackageName
from sync.submission import sha256_hex
from sync.vault import decrypt

VERIFY_DEADLINE_S = 300.0


class ImportOutcome(StrEnum):
    """What became of one file."""

    TAKEN = "taken"  # received now
    KNOWN = "known"  # the office had it already, by wire or from an earlier stick
    REFUSED = "refused"  # the office does not accept it; the detail says why
    UNREADABLE = "unreadable"  # it can't be decrypted with this key, or is not what its name says
    PENDING = "pending"  # it is here, and the check has not ended: import again, or look at the inbox


@dataclass(frozen=True)
class Imported:
    """One file's fate."""

    name: PackageName
    outcome: ImportOutcome
    detail: str = ""


def import_packages(office: Office, folder: Path, identities: Sequence[str]) -> list[Imported]:
    """Take in every package of the folder; what is no package is passed over. The office's workers must run.

    Raises OSError when the folder can't be read.
    """
    names = [(path, PackageName.parse(path.name)) for path in sorted(folder.iterdir()) if path.is_file()]
    return [_take(office, path, name, identities) for path, name in names if name is not None]


def _take(office: Office, path: Path, name: PackageName, identities: Sequence[str]) -> Imported:
    data = decrypt(path.read_bytes(), identities)
    if isinstance(data, Refused):
        return Imported(name, ImportOutcome.UNREADABLE, data.code.value)
    contents = read_contents(data)
    if sha256_hex(data) != name.sha256 or isinstance(contents, Refused):
        return Imported(name, ImportOutcome.UNREADABLE, "not the package that its name promises")
    kiosk_id = contents.record.kiosk.kiosk_id  # only a claim: the check of the seal demands that kiosk's key
    if office.register.find(kiosk_id) is None:
        return Imported(name, ImportOutcome.REFUSED, OfficeFault.UNKNOWN_KIOSK.value)
    order = UploadOrder(name.submission_id, name.number, name.sha256, len(data))
    upload = office.uploads.create(kiosk_id, order, now=office.world.clock())
    if isinstance(upload, Refusal):
        return Imported(name, ImportOutcome.REFUSED, upload.fault.value)
    if upload.state is UploadState.RECEIVED:
        return Imported(name, ImportOutcome.KNOWN)
    _complete(office, upload, data)
    return _judged(office, name, upload, kiosk_id)


def _complete(office: Office, upload: Upload, data: bytes) -> None:
    """Add the bytes that are missing; a kiosk that uploads at the same time may be faster, then its bytes count."""
    current: Upload | None = upload
    while current is not None and current.state is UploadState.OPEN:
        with office.staging.create() as staged:
            staged.write(data[current.received :])
            staged.settle()
            office.uploads.append(current, current.received, staged, office.read_clock)
        current = office.uploads.get(upload.id)


def _judged(office: Office, name: PackageName, upload: Upload, kiosk_id: str) -> Imported:
    office.intake.wake(upload.id)
    office.intake.wait_idle(VERIFY_DEADLINE_S)
    after = office.uploads.of_submission(name.submission_id, kiosk_id)
    if after is not None:
        is_here = after.state is UploadState.RECEIVED
        return Imported(name, ImportOutcome.TAKEN if is_here else ImportOutcome.PENDING)
    with office.database.read() as connection:
        event = refusal_of(connection, name.submission_id, kiosk_id)
    code = event.facts.get("code") if event is not None else None
    return Imported(name, ImportOutcome.REFUSED, str(code or OfficeFault.UNVERIFIABLE.value))
