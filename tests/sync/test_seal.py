"""The resident's signature on the PDF: made by a key we never hold, checked by programs that are not ours."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from sync.faults import SealFault
from sync.seal import NotSigned, PdfTrust, SignedPdf, is_demo_certificate, key_signer, sign_pdf, verify_pdf
from tests.sync.kit import NOON, Holder, holder, rsa_key, small_pdf

AUTHORITY = holder("Centrum Testowe")
PEOPLE = {
    "RSA": holder("Jan Żółty", issuer=AUTHORITY, key=rsa_key()),
    "EC": holder("Anna Łąka", issuer=AUTHORITY),
}
TIME_STAMPER = holder("Znacznik czasu", issuer=AUTHORITY, key=rsa_key())
TRUST = PdfTrust([AUTHORITY.der], at=NOON)
PDF = small_pdf(2)


def signed(who: Holder, pdf: bytes = PDF) -> bytes:
    done = sign_pdf(pdf, who.der, [AUTHORITY.der], key_signer(who.key_pem), NOON)
    assert isinstance(done, SignedPdf), done
    return done.pdf


@pytest.mark.parametrize("kind", PEOPLE)
def test_a_signature_is_intact_trusted_and_named(kind: str) -> None:
    who = PEOPLE[kind]

    (report,) = verify_pdf(signed(who), TRUST)

    assert (report.is_intact, report.is_trusted, report.covers_whole_file) == (True, True, True)
    assert report.signer == who.certificate.subject.rfc4514_string().removeprefix("CN=")
    assert report.claimed_at == NOON
    assert report.why_not == ()


@pytest.mark.parametrize("kind", PEOPLE)
def test_pdfsig_and_openssl_agree(kind: str, tmp_path: Path) -> None:
    pdf = signed(PEOPLE[kind])
    (tmp_path / "signed.pdf").write_bytes(pdf)
    start, length, rest, rest_length = (
        int(number) for number in re.findall(rb"/ByteRange\s*\[(\d+) (\d+) (\d+) (\d+)", pdf)[-1]
    )
    contents = bytes.fromhex(pdf[start + length + 1 : rest - 1].decode())
    (tmp_path / "signature.der").write_bytes(contents)
    (tmp_path / "signed.bin").write_bytes(pdf[start : start + length] + pdf[rest : rest + rest_length])
    (tmp_path / "ca.pem").write_bytes(AUTHORITY.pem)

    pdfsig = subprocess.run(
        ["pdfsig", "-nocert", "signed.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    openssl = subprocess.run(
        [
            "openssl",
            "cms",
            "-verify",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "signature.der",
            "-content",
            "signed.bin",
            "-CAfile",
            "ca.pem",
            "-purpose",
            "any",
            "-out",
            "/dev/null",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert "Signature Validation: Signature is Valid." in pdfsig.stdout
    assert "ETSI.CAdES.detached" in pdfsig.stdout
    assert openssl.returncode == 0, openssl.stderr


def test_a_card_pulled_while_signing_is_an_outcome_and_the_key_is_asked_once() -> None:
    calls = []

    def pulled(data: bytes) -> NotSigned:
        calls.append(data)
        return NotSigned(SealFault.CARD_GONE)

    done = sign_pdf(PDF, PEOPLE["RSA"].der, [], pulled, NOON)

    assert done == NotSigned(SealFault.CARD_GONE)
    assert len(calls) == 1


def test_a_bug_in_the_card_host_is_not_mistaken_for_an_outcome() -> None:
    def broken(_: bytes) -> bytes:
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError, match="bug"):
        sign_pdf(PDF, PEOPLE["RSA"].der, [], broken, NOON)


@pytest.mark.parametrize("pdf", [b"", b"not a PDF", PDF[: len(PDF) // 2]])
def test_what_is_no_pdf_can_not_be_signed(pdf: bytes) -> None:
    done = sign_pdf(pdf, PEOPLE["EC"].der, [], key_signer(PEOPLE["EC"].key_pem), NOON)

    assert isinstance(done, NotSigned)
    assert done.code is SealFault.PDF_UNREADABLE


def test_an_unsigned_or_unreadable_document_has_no_reports() -> None:
    assert verify_pdf(PDF, TRUST) == ()
    assert verify_pdf(b"nothing", TRUST) == ()


def test_a_changed_byte_is_noticed() -> None:
    pdf = bytearray(signed(PEOPLE["EC"]))
    pdf[pdf.index(b"/MediaBox") + 12] ^= 1

    reports = verify_pdf(bytes(pdf), TRUST)

    assert not any(report.is_intact for report in reports)
    assert all("not the one that was signed" in report.why_not[0] for report in reports)


def test_something_added_afterwards_is_noticed() -> None:
    once = signed(PEOPLE["EC"])

    (report,) = verify_pdf(once + b"\n% more\n", TRUST)

    assert not report.covers_whole_file
    assert "something was added after the signature" in report.why_not


def test_a_signature_under_an_unknown_authority_is_intact_but_not_trusted() -> None:
    stranger = holder("Ktoś")

    (report,) = verify_pdf(signed(PEOPLE["EC"]), PdfTrust([stranger.der], at=NOON))

    assert (report.is_intact, report.is_trusted) == (True, False)
    assert any("not trusted" in reason for reason in report.why_not)


def test_a_certificate_that_had_run_out_is_not_trusted() -> None:
    (report,) = verify_pdf(signed(PEOPLE["EC"]), PdfTrust([AUTHORITY.der], at=NOON + timedelta(days=9999)))

    assert not report.is_trusted


def test_certificates_made_for_a_demonstration_are_told_apart() -> None:
    assert is_demo_certificate(holder("Kiosk", unit="URZEDOMAT DEMO").der)
    assert not is_demo_certificate(holder("Kiosk", unit="Kancelaria").der)
    assert not is_demo_certificate(holder("Kiosk").der)


def test_a_time_stamp_is_added_where_a_server_answers() -> None:
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(TIME_STAMPER.der),
        keys.PrivateKeyInfo.load(
            TIME_STAMPER.key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        fixed_dt=NOON,
    )
    who = PEOPLE["EC"]

    done = sign_pdf(PDF, who.der, [AUTHORITY.der], key_signer(who.key_pem), NOON, timestamper=stamper)

    assert isinstance(done, SignedPdf)
    (report,) = verify_pdf(done.pdf, TRUST)
    assert report.has_time_stamp
    assert report.is_intact
