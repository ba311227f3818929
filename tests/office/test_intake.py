"""From the last byte to the proof of receipt, whatever the letter says and wherever the power goes."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from sync.clock import ClockState
from sync.office import confined
from sync.office.blobs import FolderStore
from sync.office.confined import Misfortune, Nursery
from sync.office.context import Office
from sync.office.intake import ATTEMPTS, Intake
from sync.office.jobs import JobName
from sync.office.proofs import Proofs
from sync.office.schema import events, submissions, upload_parts
from sync.office.uploads import Uploads
from sync.proof import Proof, verify_proof
from sync.submission import Party, SheetAccount
from tests.office.conftest import new_kiosk
from tests.office.kit import DEADLINE_S, Kiosk, Package, RunningOffice, sealed
from tests.sync.kit import DrivenClock, letter, small_pdf


def proof_of(office: RunningOffice, kiosk: Kiosk, package: Package) -> Proof:
    xml = office.get(kiosk, f"/api/v1/submissions/{package.id}/proof")
    assert xml.headers["Content-Type"] == "application/xml"
    proof = verify_proof(xml.content, [office.seal.der])
    assert isinstance(proof, Proof)
    return proof


def test_a_letter_becomes_a_submission_with_a_proof(on_both: RunningOffice) -> None:
    kiosk = new_kiosk(on_both)
    package = sealed(kiosk)
    on_both.clock.forward(hours=2)

    said = on_both.deliver(kiosk, package)

    assert said == {"state": "received", "sha256": package.sha256, "reason": None, "detail": None}
    proof = proof_of(on_both, kiosk, package)
    assert (proof.submission_id, proof.number) == (package.id, package.submission.number)
    assert (proof.sha256, proof.size_bytes) == (package.sha256, len(package.data))
    assert (proof.sheets, proof.pages, proof.kiosk_id) == (2, 3, kiosk.id)
    assert proof.recipient == on_both.settings.office_name
    assert proof.received_at == on_both.clock()
    found = on_both.office.letters.get(package.id)
    assert found is not None
    assert (found.row.received_at, found.row.sealed_at) == (on_both.clock(), package.submission.sealed.at)
    assert ClockState(found.row.received_clock) is proof.clock_state
    assert found.row.pdf_pages == 3
    assert [page.note for page in found.texts] == ["read", "read", "image_only"]
    assert found.signatures == ()


def test_the_date_of_receipt_is_when_the_last_byte_came(running: RunningOffice) -> None:
    kiosk = new_kiosk(running)
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    running.patch(kiosk, where, 0, package.data[:100])
    running.clock.forward(hours=5)
    running.patch(kiosk, where, 100, package.data[100:])
    at = running.clock()
    assert running.office.intake.wait_idle(DEADLINE_S)
    running.clock.forward(hours=5)

    assert proof_of(running, kiosk, package).received_at == at


def test_the_proof_stays_the_same_for_ever(running: RunningOffice) -> None:
    kiosk = new_kiosk(running)
    package = sealed(kiosk)
    running.deliver(kiosk, package)

    first = running.get(kiosk, f"/api/v1/submissions/{package.id}/proof").content
    running.clock.forward(days=4000)
    second = running.get(kiosk, f"/api/v1/submissions/{package.id}/proof").content

    assert first == second


def test_two_instances_that_sign_at_once_give_one_proof(running: RunningOffice) -> None:
    kiosk = new_kiosk(running)
    package = sealed(kiosk)
    running.deliver(kiosk, package)
    with running.office.database.write() as connection:
        connection.execute(submissions.update().values(proof_xml=None))
    line_up = threading.Barrier(4)
    proofs: list[bytes | None] = []

    def sign() -> None:
        line_up.wait(DEADLINE_S)
        proofs.append(running.office.proofs.issue(package.id))

    signers = [threading.Thread(target=sign) for _ in range(4)]
    for signer in signers:
        signer.start()
    for signer in signers:
        signer.join(DEADLINE_S)

    assert len(proofs) == 4
    assert len(set(proofs)) == 1
    assert proofs[0] is not None


def test_what_no_text_column_holds_does_not_stop_a_letter(on_both: RunningOffice) -> None:
    kiosk = new_kiosk(on_both)
    made = letter(clock=kiosk.clock, kiosk_id=kiosk.id, text="tekst\0z zerem")
    odd = replace(made.submission, sender=Party("Jan\tKowal 💚 ﷽"), subject="S" * 20_000)

    assert on_both.deliver(kiosk, sealed(kiosk, replace(made, submission=odd)))["state"] == "received"


def test_a_number_that_no_column_holds_is_refused(on_both: RunningOffice) -> None:
    kiosk = new_kiosk(on_both)
    made = letter(clock=kiosk.clock, kiosk_id=kiosk.id)
    sheets = 10**30
    absurd = replace(made.submission, account=SheetAccount(sheets, sheets, sheets, 0, 0))
    package = sealed(kiosk, replace(made, submission=absurd))
    before = on_both.footprint()

    said = on_both.deliver(kiosk, package)

    assert (said["state"], said["reason"]) == ("refused", "office.unverifiable")
    assert on_both.footprint() == before


def test_a_pdf_that_is_none_is_taken_and_flagged(running: RunningOffice) -> None:
    """The resident's letter is in, whatever a viewer can make of it; the clerk is told."""
    kiosk = new_kiosk(running)
    made = letter(clock=kiosk.clock, kiosk_id=kiosk.id, pdf=b"%PDF-1.7 torn")
    package = sealed(kiosk, made)

    assert running.deliver(kiosk, package)["state"] == "received"

    found = running.office.letters.get(package.id)
    assert found is not None
    assert found.row.pdf_pages is None


class PowerCutError(BaseException):
    """Ends the work at a point as a kill would: nothing after it runs, and nobody catches it."""


STEPS: list[tuple[type, str]] = [
    (FolderStore, "put"),
    (Intake, "_accept"),
    (Uploads, "remove_received_parts"),
    (Proofs, "issue"),
]


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _owner, step in STEPS])
def test_a_cut_at_any_step_is_finished_by_the_next_start(
    tmp_path: Path, nursery: Nursery, monkeypatch: pytest.MonkeyPatch, owner: type, step: str, is_before: bool
) -> None:
    clock = DrivenClock()
    running = RunningOffice(tmp_path, f"sqlite:///{tmp_path}/office.db", nursery, clock=clock).start()
    kiosk = new_kiosk(running)
    package = sealed(kiosk)
    where = running.create(kiosk, package).headers["Location"]
    running.patch(kiosk, where, 0, package.data[:-1])
    monkeypatch.setattr(Intake, "wake", lambda _self, _upload_id: None)
    running.patch(kiosk, where, len(package.data) - 1, package.data[-1:])
    with monkeypatch.context() as cut:
        cut.setattr(owner, step, _cutting(getattr(owner, step), is_before=is_before))
        with pytest.raises(PowerCutError):
            running.office.intake._take_in(where.rpartition("/")[2])
    running.stop()
    monkeypatch.undo()

    running = RunningOffice(
        tmp_path, f"sqlite:///{tmp_path}/office.db", nursery, clock=clock, keep=True
    ).start()
    running.office.tidy()

    assert running.settled(kiosk, package)["state"] == "received"
    assert _is_there_once(running.office, package)
    assert proof_of(running, kiosk, package).sha256 == package.sha256
    running.stop()


def _cutting(real: Callable[..., object], *, is_before: bool) -> Callable[..., object]:
    def cut(*arguments: object, **named: object) -> object:
        if not is_before:
            real(*arguments, **named)
        raise PowerCutError

    return cut


def _is_there_once(office: Office, package: Package) -> bool:
    with office.database.read() as connection:
        rows = connection.execute(select(submissions.c.id).where(submissions.c.id == package.id)).all()
        found = connection.execute(text("SELECT count(*) FROM submission_search")).scalar()
        parts = connection.execute(select(upload_parts)).all()
        kinds = connection.execute(
            select(events.c.kind).where(events.c.submission_id == package.id)
        ).scalars()
        told = sorted(kinds.all())
    folder = office.settings.blob_dir
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "clock-was-right"]
    leftovers = list((folder / "staging").iterdir())
    stored = [path for path in files if path not in leftovers]
    once = (len(rows), found, len(parts), len(stored)) == (1, 1, 0, 1)
    return once and told == ["proof_issued", "submission_received"]


def test_a_package_that_kills_its_verifier_is_given_up(
    running: RunningOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = new_kiosk(running)
    package = sealed(kiosk)
    before = running.footprint()
    tries: list[JobName] = []

    def deadly(_nursery: Nursery, job: confined.Job, _payload: bytes) -> Misfortune:
        tries.append(job.name)
        return Misfortune.DIED

    monkeypatch.setattr(Nursery, "run", deadly)
    said = running.deliver(kiosk, package)

    assert (said["state"], said["reason"], len(tries)) == ("refused", "office.unverifiable", ATTEMPTS)
    assert running.footprint() == before


def test_a_pdf_that_claims_a_million_pages_is_not_shown(running: RunningOffice) -> None:
    kiosk = new_kiosk(running)
    made = letter(
        clock=kiosk.clock, kiosk_id=kiosk.id, pdf=small_pdf(3).replace(b"/Count 3", b"/Count 1000000")
    )
    package = sealed(kiosk, made)

    assert running.deliver(kiosk, package)["state"] == "received"

    found = running.office.letters.get(package.id)
    assert found is not None
    assert found.row.pdf_pages is None
