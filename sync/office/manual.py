"""Writes the tables of docs/office-guide.md from the code, so that the manual can't tell another story.

usage: python -m sync.office.manual docs/office-guide.md
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from sync.office.faults import OfficeFault
from sync.office.settings import OfficeSettings

SETTINGS_MARK = "<!-- settings -->"
FAULTS_MARK = "<!-- faults -->"


@dataclass(frozen=True)
class FaultWords:
    """What a technician is told."""

    cause: str
    remedy: str


WORDS: Mapping[OfficeFault, FaultWords] = {
    OfficeFault.TOKEN_MISSING: FaultWords(
        "The request carries no token.", "Something other than a kiosk is asking; look at the proxy."
    ),
    OfficeFault.TOKEN_INVALID: FaultWords(
        "The token is not signed by the kiosk's transport key, or is for another office.",
        "Compare the kiosk's `transport.pub.pem` with the one registered; `renew-kiosk`.",
    ),
    OfficeFault.CLOCK: FaultWords(
        "The kiosk's clock is off by more than `token_leeway_s`.",
        "Nothing: the kiosk corrects its tokens by the `Date` of the answer. See to its time server.",
    ),
    OfficeFault.UNKNOWN_KIOSK: FaultWords("No kiosk has this id.", "`add-kiosk`."),
    OfficeFault.REVOKED_KIOSK: FaultWords(
        "The kiosk was shut out.", "If it is back in good hands: register it under a new id with new keys."
    ),
    OfficeFault.BAD_REQUEST: FaultWords(
        "The announcement of an upload makes no sense.", "Update the kiosk or the office to the same version."
    ),
    OfficeFault.WRONG_TYPE: FaultWords(
        "The body is not a piece of an ASiC-E package.", "The same; or a proxy changes `Content-Type`."
    ),
    OfficeFault.TOO_LARGE: FaultWords(
        "More bytes than `max_upload_bytes`, or than were announced.", "Raise the limit, and the proxy's."
    ),
    OfficeFault.NUMBER_TAKEN: FaultWords(
        "Another letter has this number: two kiosks share a code, or one lost its book of used numbers.",
        "Give each kiosk a code of its own; export the package and take it in by hand.",
    ),
    OfficeFault.REPLAY: FaultWords(
        "The submission is known with other content.", "Export the package and compare; nothing was changed."
    ),
    OfficeFault.ALREADY_RECEIVED: FaultWords(
        "A kiosk wants to take back what the office already has.", "Nothing: the letter is in."
    ),
    OfficeFault.UPLOAD_UNKNOWN: FaultWords(
        "No such upload or submission of this kiosk.", "Nothing: it begins anew."
    ),
    OfficeFault.UPLOAD_EXPIRED: FaultWords(
        "Nobody came back to the upload for `upload_lifetime_s`.", "Nothing: it begins anew."
    ),
    OfficeFault.OFFSET_MISMATCH: FaultWords(
        "The kiosk goes on at the wrong byte.", "Nothing: it asks again."
    ),
    OfficeFault.CHECKSUM_MISMATCH: FaultWords(
        "A piece arrived damaged.", "Nothing: it is sent again. Often: look at the line and the proxy."
    ),
    OfficeFault.CHECKSUM_UNSUPPORTED: FaultWords(
        "A checksum of another kind than sha256 or sha1.", "Update the kiosk."
    ),
    OfficeFault.TUS_VERSION: FaultWords(
        "Another version of tus.", "Update the kiosk, or the proxy drops headers."
    ),
    OfficeFault.DIGEST_MISMATCH: FaultWords(
        "All bytes came, but they are not the announced file.",
        "`sync retry` on the kiosk; test its memory and disk.",
    ),
    OfficeFault.OTHER_PACKAGE: FaultWords(
        "The package is a sound one, but of another letter or kiosk.",
        "Export it and report it: a bug, or a forgery.",
    ),
    OfficeFault.UNVERIFIABLE: FaultWords(
        "Three verifications ended without an answer, or a value in it can't be stored.",
        "Raise `verify_deadline_s` or `worker_memory_bytes` if the letter is large; else export and report it.",
    ),
    OfficeFault.STORAGE_FULL: FaultWords(
        "The office's disk is full.", "Make room; the kiosks wait and lose nothing."
    ),
}


def settings_table() -> str:
    """Every key with its default and meaning."""
    rows = ["| key | default | meaning |", "| --- | --- | --- |", *_rows("", OfficeSettings)]
    return "\n".join(rows)


def faults_table() -> str:
    """Every code with its cause and remedy."""
    rows = [f"| `{fault.value}` | {WORDS[fault].cause} | {WORDS[fault].remedy} |" for fault in OfficeFault]
    return "\n".join(["| code | cause | remedy |", "| --- | --- | --- |", *rows])


def refreshed(page: str) -> str:
    """The page with both tables as the code has them."""
    for mark, table in ((SETTINGS_MARK, settings_table()), (FAULTS_MARK, faults_table())):
        before, _, rest = page.partition(mark)
        _old, _, after = rest.partition(mark)
        page = f"{before}{mark}\n{table}\n{mark}{after}"
    return page


def _rows(section: str, model: type[BaseModel]) -> Iterable[str]:
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from _rows(f"{name}.", info.annotation)
        else:
            default = "must be given" if info.default is PydanticUndefined else f"`{info.default}`"
            yield f"| `{section}{name}` | {default} | {info.description or ''} |"


if __name__ == "__main__":
    PAGE = Path(sys.argv[1])
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
