"""A resident hands a letter in, and a clerk has it, verified, with a proof of receipt back at the kiosk."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image

from kiosk.demo.clerk import Clerk
from kiosk.demo.delivery import wait_for_delivery
from kiosk.demo.visit import VisitPlan
from kiosk.demo.world import CARD_HOLDER, World
from sync.proof import Proof, verify_proof
from sync.seal import certificate_of
from tests.journeys.conftest import Running


def truth(letter: Path) -> dict[str, object]:
    fields: dict[str, object] = json.loads((letter / "letter.json").read_text(encoding="utf-8"))["fields"]
    return fields


def test_letter_signed_with_a_card_reaches_the_clerk(running: Running, letters: Path, tmp_path: Path) -> None:
    world = running.world

    report = running.visiting.hand_in(VisitPlan(letters / "wniosek", signs_with_card=True))

    assert report.account == {
        "sheets_in": 3,
        "sides_scanned": 3,
        "pages_kept": 2,
        "pages_blank": 1,
        "pages_removed": 0,
    }
    expected = truth(letters / "wniosek")
    for name in ("sender_name", "subject", "date", "email"):
        assert report.fields[name] == expected[name]
    delivery = wait_for_delivery(world, report.handed.submission_id)
    assert delivery.is_delivered
    with Clerk(world) as clerk:
        seen = clerk.view(report.handed.submission_id)
        page = clerk.page(report.handed.submission_id)
    assert seen is not None
    assert seen.opened.sha256 == report.handed.package_sha256
    assert seen.proof == delivery.proof
    assert page is not None
    assert CARD_HOLDER in page
    assert "Wniosek o udostępnienie informacji o środowisku" in seen.opened.texts["text/001.txt"]
    check_with_openssl(seen.package, world, tmp_path)
    check_proof(seen.proof, world, report.handed.number)
    check_receipt(running, report.handed.number, report.handed.qr, tmp_path)


def check_with_openssl(package: bytes, world: World, folder: Path) -> None:
    """The commands of the README, on this very package."""
    (folder / "package.asice").write_bytes(package)
    subprocess.run(["unzip", "-q", "package.asice", "-d", "opened"], cwd=folder, check=True)
    verified = subprocess.run(
        [
            *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"),
            *("-in", "META-INF/signature.p7s", "-content", "META-INF/ASiCManifest.xml"),
            *("-CAfile", str(world.folder / "keys/authority.cert.pem"), "-out", "/dev/null"),
        ],
        cwd=folder / "opened",
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stderr
    signed = subprocess.run(
        ["pdfsig", "document.pdf"], cwd=folder / "opened", capture_output=True, text=True, check=False
    )
    assert "Signature is Valid" in signed.stdout


def check_proof(proof: bytes, world: World, number: str) -> None:
    office = certificate_of((world.folder / "keys/office.cert.pem").read_bytes())
    verified = verify_proof(proof, [office])
    assert isinstance(verified, Proof)
    assert verified.number == number


def check_receipt(running: Running, number: str, qr: str, folder: Path) -> None:
    running.world.printer.save(folder / "receipt.png")
    with Image.open(folder / "receipt.png") as paper:
        codes = [code.text for code in zxingcpp.read_barcodes(paper.convert("L"))]
    assert codes == [qr]
    assert number in qr


def test_letter_without_a_card_and_nothing_stays_behind(running: Running, letters: Path) -> None:
    report = running.visiting.hand_in(VisitPlan(letters / "skarga", signs_with_card=False))

    assert not report.handed.is_signed
    assert report.account["pages_kept"] == 1
    assert report.account["pages_blank"] == 1
    kiosk = running.kiosk
    assert len(kiosk.store) == 0
    assert len(kiosk.images) == 0
    assert kiosk.letters.handed is None
    assert kiosk.pin.take() == bytearray()
    assert kiosk.shell.session.letter.account.sheets_in == 0
    assert report.fields["sender_name"] not in repr(kiosk.shell.session)


def test_letter_waits_while_the_office_is_away(running: Running, letters: Path) -> None:
    world = running.world
    world.stop_office()

    report = running.visiting.hand_in(VisitPlan(letters / "skarga", signs_with_card=False))
    assert report.handed.number
    world.start_office()
    world.wait_for_office()

    assert wait_for_delivery(world, report.handed.submission_id).is_delivered
