"""A proof of receipt is worth what its signature is worth: by the pinned office, over these very words."""

import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from sync.clock import ClockState
from sync.faults import Refused, SyncFault
from sync.proof import NAMESPACE, Proof, ProofSigner, build_proof, verify_proof
from sync.sandbox.epuap_keys import make_credential
from tests.sync.kit import NOON, holder, refusal_code, rsa_key

AUTHORITY = holder("Test CA")
OFFICE = holder("Urząd Marszałkowski", issuer=AUTHORITY)
SIGNER = ProofSigner(OFFICE.key, OFFICE.certificate)
PROOF = Proof(
    proof_id="UPO-1",
    submission_id="01a20908-de2f-7920-9df6-1c8ab8ceb246",
    number="TOR1-6S42-WKVQ-T",
    sha256="0" * 64,
    size_bytes=123_456,
    sheets=2,
    pages=3,
    received_at=NOON,
    clock_state=ClockState.SYNCHRONISED,
    recipient="Urząd Marszałkowski & Zażółć",
    kiosk_id="tor1",
)
XML = build_proof(PROOF, SIGNER)


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_what_the_office_confirmed_is_what_is_read(kind: str) -> None:
    office = OFFICE if kind == "EC" else holder("Urząd", issuer=AUTHORITY, key=rsa_key())

    xml = build_proof(PROOF, ProofSigner(office.key, office.certificate))

    assert verify_proof(xml, [office.der]) == PROOF


def test_a_proof_stays_good_when_the_pinned_certificate_has_run_out() -> None:
    old = make_credential("Urząd", NOON - timedelta(days=9000), days=(0, 30))

    xml = build_proof(PROOF, ProofSigner(old.key, old.certificate))

    assert verify_proof(xml, [old.der]) == PROOF


def test_xmlsec1_agrees(tmp_path: Path) -> None:
    (tmp_path / "proof.xml").write_bytes(XML)
    (tmp_path / "ca.pem").write_bytes(AUTHORITY.pem)

    done = subprocess.run(
        [
            "xmlsec1",
            "--verify",
            "--trusted-pem",
            "ca.pem",
            "--id-attr:Id",
            "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
            "proof.xml",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "3/3" in done.stdout + done.stderr


def test_any_of_the_pinned_certificates_will_do_while_the_key_is_replaced() -> None:
    assert verify_proof(XML, [holder("Nowy klucz").der, OFFICE.der]) == PROOF


def test_another_offices_proof_is_refused() -> None:
    other = holder("Inny urząd", issuer=AUTHORITY)

    assert refusal_code(verify_proof(XML, [other.der])) == SyncFault.PROOF_BAD_SIGNATURE
    assert refusal_code(verify_proof(XML, [])) == SyncFault.PROOF_BAD_SIGNATURE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Numer", "TOR1-0000-0000-0"),
        ("SkrotSHA256", "f" * 64),
        ("IdentyfikatorZlozenia", "other"),
        ("DataOdbioru", "2020-01-01T00:00:00Z"),
        ("LiczbaStron", "30"),
    ],
)
def test_a_changed_word_is_noticed(name: str, text: str) -> None:
    root = etree.fromstring(XML)
    element = root.find(f"{{{NAMESPACE}}}{name}")
    assert element is not None
    assert element.text != text
    element.text = text

    assert refusal_code(verify_proof(etree.tostring(root), [OFFICE.der])) == SyncFault.PROOF_BAD_SIGNATURE


def test_a_changed_signing_time_is_noticed() -> None:
    tampered = XML.replace(b"SigningTime>2026", b"SigningTime>2016")

    assert tampered != XML
    assert refusal_code(verify_proof(tampered, [OFFICE.der])) == SyncFault.PROOF_BAD_SIGNATURE


def test_a_good_signature_inside_another_document_proves_nothing() -> None:
    """Signature wrapping: the signed proof is moved aside and a forged one is shown instead."""
    forged = etree.fromstring(build_proof(replace(PROOF, number="TOR1-FAKE-FAKE-0"), SIGNER))
    signature = forged.find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    assert signature is not None
    forged.remove(signature)
    forged.append(etree.fromstring(XML))
    also = etree.fromstring(XML).find("{http://www.w3.org/2000/09/xmldsig#}Signature")
    assert also is not None
    forged.append(also)

    assert isinstance(verify_proof(etree.tostring(forged), [OFFICE.der]), Refused)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        XML[: len(XML) // 2],
        b'<!DOCTYPE x [<!ENTITY e "1">]>' + XML.split(b"?>", 1)[1],
        b'<PotwierdzenieOdbioru xmlns="urn:urzedomat:proof-of-receipt:1"/>',
    ],
)
def test_what_is_no_proof_is_refused_as_such(xml: bytes) -> None:
    assert refusal_code(verify_proof(xml, [OFFICE.der])) == SyncFault.PROOF_MALFORMED


def test_a_signed_document_that_lacks_something_is_malformed() -> None:
    xml = build_proof(replace(PROOF, kiosk_id=""), SIGNER)

    assert refusal_code(verify_proof(xml, [OFFICE.der])) == SyncFault.PROOF_MALFORMED


def test_a_proof_stays_good_after_the_certificate_has_run_out() -> None:
    """The pinned certificate ends ten years from the test's noon; the machine's clock plays no part."""
    old = build_proof(replace(PROOF, received_at=NOON.replace(year=2060)), SIGNER)

    assert isinstance(verify_proof(old, [OFFICE.der]), Proof)
