"""The hand-over file: valid for an archive, and put into the folder once, wherever a crash comes."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from sync.archive_package import write_archive_package
from sync.channels.channel import Memory, Package, Refusal, Standing
from sync.channels.folder import STAGING, FolderChannel
from sync.container import Contents, build, read_contents
from sync.faults import SyncFault
from sync.submission import Document, DocumentRole, sha256_hex
from tests.sync.kit import DrivenClock, KioskOnDisk, Letter, letter

SCHEMA = Path(__file__).resolve().parents[3].parent / "shared" / "reference" / "archiwum"


@pytest.fixture
def kiosk(tmp_path: Path) -> KioskOnDisk:
    return KioskOnDisk(tmp_path / "kiosk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watched"
    made.mkdir()
    return made


def package_of(kiosk: KioskOnDisk, a_letter: Letter | None = None) -> Package:
    submission = (a_letter or letter(clock=kiosk.clock)).submission
    data = build(submission, kiosk.sealer)
    return Package(submission.submission_id, submission.number, sha256_hex(data), data)


def with_attachment(a_letter: Letter) -> Letter:
    photo = Document("attachments/plan.jpg", "image/jpeg", DocumentRole.ATTACHMENT, b"\xff\xd8plan")
    return replace(
        a_letter,
        submission=replace(a_letter.submission, documents=(*a_letter.submission.documents, photo)),
    )


def contents_of(package: Package) -> Contents:
    contents = read_contents(package.data)
    assert isinstance(contents, Contents)
    return contents


def unpacked(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_holds_the_letter_its_attachments_and_the_seal(kiosk: KioskOnDisk) -> None:
    package = package_of(kiosk, with_attachment(letter(clock=kiosk.clock)))

    files = unpacked(write_archive_package(contents_of(package), package.data))

    documents = {name.removeprefix("dokumenty/") for name in files if name.startswith("dokumenty/")}
    assert documents == {
        f"{package.number}.pdf",
        f"{package.number}.asice",
        f"{package.number}-attachments_plan.jpg",
    }
    assert {f"metadane/{name}.xml" for name in documents} <= set(files)
    assert files[f"dokumenty/{package.number}.asice"] == package.data
    assert files[f"dokumenty/{package.number}-attachments_plan.jpg"] == b"\xff\xd8plan"
    assert sha256_hex(package.data).encode() in files[f"metadane/{package.number}.asice.xml"]
    assert "sprawy/_G.7120.4.2026.xml" in files
    assert "ŚG.7120.4.2026".encode() in files["sprawy/_G.7120.4.2026.xml"]


def test_the_same_letter_gives_the_same_bytes(kiosk: KioskOnDisk) -> None:
    package = package_of(kiosk)

    assert write_archive_package(contents_of(package), package.data) == write_archive_package(
        contents_of(package), package.data
    )


def test_every_description_is_valid_against_metadane_1_7(kiosk: KioskOnDisk, tmp_path: Path) -> None:
    if not SCHEMA.exists():
        pytest.skip("the published schema is not on this machine")
    package = package_of(kiosk, with_attachment(letter(clock=kiosk.clock)))
    files = unpacked(write_archive_package(contents_of(package), package.data))
    described = [name for name in files if name.endswith(".xml")]
    for name in described:
        (tmp_path / name.replace("/", "_")).write_bytes(files[name])

    # A process of its own: libxml2 reads XML_CATALOG_FILES once.
    script = (
        "import sys; from lxml import etree; schema = etree.XMLSchema(etree.parse(sys.argv[1]));"
        "[schema.assertValid(etree.parse(path)) for path in sys.argv[2:]]"
    )
    paths = [str(tmp_path / name.replace("/", "_")) for name in described]
    checked = subprocess.run(
        [sys.executable, "-c", script, str(SCHEMA / "Metadane-1.7.xsd"), *paths],
        env={**os.environ, "XML_CATALOG_FILES": str(SCHEMA / "catalog.xml")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert len(described) == 4


class Crash(BaseException):
    """The power fails here."""


class Crashing:
    """Counts the durable steps, and fails at one of them, before or after it is done."""

    def __init__(self, at: int, *, is_after: bool) -> None:
        self.at, self.is_after, self.done = at, is_after, 0

    def step(self, act: object) -> None:
        self.done += 1
        if self.done == self.at and not self.is_after:
            raise Crash
        act()  # type: ignore[operator]
        if self.done == self.at:
            raise Crash


@pytest.mark.parametrize("is_taken_at_once", [True, False], ids=["taken at once", "left there"])
@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, 6))
def test_a_letter_is_put_there_once_wherever_the_power_fails(
    kiosk: KioskOnDisk,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: int,
    is_after: bool,
    is_taken_at_once: bool,
) -> None:
    package = package_of(kiosk)
    known: dict[str, str] = {}
    taken: list[bytes] = []
    crashing = Crashing(at, is_after=is_after)
    rename = os.rename

    def watched_rename(source: Path, target: Path) -> None:
        crashing.step(lambda: rename(source, target))

    def look_into_folder() -> None:
        for path in folder.glob("*.zip"):
            taken.append(path.read_bytes())
            path.unlink()

    def try_once() -> Standing | None:
        memory = Memory(known, lambda now: crashing.step(lambda: (known.clear(), known.update(now))))
        channel = FolderChannel(folder, DrivenClock())
        try:
            standing = channel.deliver(package, memory)
        except Crash:
            return None
        assert isinstance(standing, Standing)
        return standing

    monkeypatch.setattr(os, "rename", watched_rename)
    first = try_once()
    if is_taken_at_once:
        look_into_folder()
    crashing.at = 0
    assert (first or try_once()) is Standing.RECEIVED
    assert try_once() is Standing.RECEIVED
    look_into_folder()

    assert len(taken) == 1
    assert unpacked(taken[0])[f"dokumenty/{package.number}.asice"] == package.data
    assert list((folder / STAGING).iterdir()) == []


def test_the_record_says_what_was_put_where_and_is_about_this_letter(
    kiosk: KioskOnDisk, folder: Path
) -> None:
    package, other = package_of(kiosk), package_of(kiosk)
    memory = Memory({}, lambda _: None)
    channel = FolderChannel(folder, kiosk.clock)
    assert channel.prepare(package) is None
    assert channel.look_up(package, memory) is Standing.UNKNOWN
    channel.deliver(package, memory)

    proof = channel.fetch_proof(package, memory)

    assert isinstance(proof, bytes)
    (placed,) = folder.glob("*.zip")
    assert json.loads(proof)["file_sha256"] == sha256_hex(placed.read_bytes())
    assert channel.look_up(package, memory) is Standing.RECEIVED
    assert channel.check_proof(proof, package, memory) is None
    refused = channel.check_proof(proof, other, memory)
    assert refused is not None
    assert refused.code is SyncFault.PROOF_NOT_MATCHING


def test_a_folder_that_is_gone_is_waited_for(kiosk: KioskOnDisk, tmp_path: Path) -> None:
    memory = Memory({}, lambda _: None)

    outcome = FolderChannel(tmp_path / "not mounted", kiosk.clock).deliver(package_of(kiosk), memory)

    assert not isinstance(outcome, Standing | Refusal)
    assert outcome.code is SyncFault.MEDIUM_UNWRITABLE
    assert memory.known == {}


def test_what_is_no_package_is_refused(kiosk: KioskOnDisk, folder: Path) -> None:
    broken = replace(package_of(kiosk), data=b"PK not really")

    outcome = FolderChannel(folder, kiosk.clock).deliver(broken, Memory({}, lambda _: None))

    assert isinstance(outcome, Refusal)
    assert outcome.is_absent
