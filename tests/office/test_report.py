"""What the clerk reads about signatures, the seal and the sheets: true, and in plain words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sync.office.accounts import Role
from sync.office.confined import Nursery
from sync.office.letters import InboxFilter
from sync.office.report import Tone, account_finding, field_lines, signature_findings
from sync.record import SubmissionRecord
from sync.seal import SignedPdf, key_signer, sign_pdf
from sync.submission import FieldRecord, FieldSource, SheetAccount
from tests.office.conftest import new_kiosk, sqlite_url
from tests.office.kit import Browser, RunningOffice, sealed
from tests.sync.kit import NOON, DrivenClock, Holder, holder, letter, small_pdf


@pytest.fixture(scope="module")
def authority() -> Holder:
    return holder("Wystawca podpisów")


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, nursery: Nursery, authority: Holder
) -> Iterator[RunningOffice]:
    """An office that believes one issuer of cards."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "roots.pem").write_bytes(authority.pem)
    roots = [folder / "roots.pem"]
    office = RunningOffice(
        folder, sqlite_url(folder), nursery, clock=DrivenClock(), signature_trust_paths=roots
    ).start()
    office.add_user("anna", Role.CLERK)
    yield office
    office.stop()


def signed_by(signer: Holder, *issuers: Holder) -> bytes:
    signed = sign_pdf(
        small_pdf(3), signer.der, [item.der for item in issuers], key_signer(signer.key_pem), NOON
    )
    assert isinstance(signed, SignedPdf)
    return signed.pdf


def page_of(office: RunningOffice, pdf: bytes) -> str:
    kiosk = new_kiosk(office)
    package = sealed(kiosk, letter(clock=kiosk.clock, kiosk_id=kiosk.id, pdf=pdf))
    assert office.deliver(kiosk, package)["state"] == "received"
    browser = Browser(office)
    browser.log_in("anna")
    return browser.get(f"/pisma/{package.id}").text


def test_a_signature_from_a_known_issuer_is_valid(office: RunningOffice, authority: Holder) -> None:
    page = page_of(office, signed_by(holder("Józefa Żółć", issuer=authority), authority))

    assert "Podpis jest ważny" in page
    assert "Podpis złożył(a): Józefa Żółć." in page
    assert office.office.letters.inbox(InboxFilter(is_signed=True), 1).total >= 1


def test_a_signature_from_nobody_known_is_doubtful(office: RunningOffice) -> None:
    page = page_of(office, signed_by(holder("Ktoś")))

    assert "Podpisu nie można potwierdzić" in page
    assert "Podpis jest ważny" not in page


def test_a_document_changed_after_signing_is_said_to_be(office: RunningOffice, authority: Holder) -> None:
    pdf = signed_by(holder("Józefa Żółć", issuer=authority), authority)
    at = pdf.index(b"/MediaBox")

    page = page_of(office, pdf[:at] + pdf[at:].replace(b"595", b"594", 1))

    assert "Podpis jest nieważny" in page
    assert "Podpis jest ważny" not in page


def test_a_letter_without_a_signature_is_no_reproach(office: RunningOffice) -> None:
    page = page_of(office, small_pdf(3))

    assert "Bez podpisu kartą" in page
    assert "Pieczęć się zgadza" in page


def test_missing_pages_are_a_fault() -> None:
    account = SheetAccount(sheets_in=2, sides_scanned=4, pages_shown=3, pages_blank=1, pages_removed=0)

    assert account_finding(account, 3).tone is Tone.DONE
    assert account_finding(account, 2).tone is Tone.BAD
    assert account_finding(account, None).tone is Tone.BAD


def test_removed_pages_are_told_of() -> None:
    account = SheetAccount(sheets_in=2, sides_scanned=4, pages_shown=2, pages_blank=1, pages_removed=1)

    assert "usunął" in account_finding(account, 2).sentence


def test_no_signature_is_one_finding() -> None:
    assert [finding.tone for finding in signature_findings(())] == [Tone.NOTE]


def test_each_field_says_where_it_comes_from(office: RunningOffice) -> None:
    kiosk = new_kiosk(office)
    package = sealed(kiosk)
    office.deliver(kiosk, package)
    found = office.office.letters.get(package.id)
    assert found is not None
    record = _with_fields(
        found.record,
        subject=FieldRecord("Skarga", FieldSource.READ, 0.97),
        case_number=FieldRecord("OR.1.2.2026", FieldSource.READ, 0.5),
        date=FieldRecord("2026-04-09", FieldSource.RESIDENT, 0.2),
        attachments=FieldRecord(("mapa", "zdjęcie"), FieldSource.READ, 0.9),
        phone=FieldRecord(None, FieldSource.NONE),
    )

    lines = {line.name: (line.value, line.origin, line.is_doubtful) for line in field_lines(record)}

    assert lines == {
        "W sprawie": ("Skarga", "odczytane, pewność 97%", False),
        "Znak sprawy w piśmie": ("OR.1.2.2026", "odczytane, pewność 50%", True),
        "Data pisma": ("9 kwietnia 2026", "wpisał(a) mieszkaniec", False),
        "Załączniki": ("mapa; zdjęcie", "odczytane, pewność 90%", False),
    }


def _with_fields(record: SubmissionRecord, **fields: FieldRecord) -> SubmissionRecord:
    return replace(record, fields=fields)
