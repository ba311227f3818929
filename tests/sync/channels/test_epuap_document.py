"""What ePUAP is given: the two templates, the words about the paper, and signatures that others verify."""

import base64
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from sync.channel_settings import load_channels
from sync.channels.epuap.config import EpuapConfig, Template
from sync.channels.epuap.document import draft_document, origin_of, sign_draft
from sync.channels.epuap.dsig import Covered, begin_signature, digest_of, finish_signature
from sync.channels.epuap.letter import Attachment, GeneralLetter, Origin, write_letter
from sync.channels.epuap.names import DS, ENVELOPED, EXC_C14N, UPO
from sync.channels.epuap.receipt import EpuapReceipt, read_receipt
from sync.channels.epuap.services import File
from sync.channels.epuap.xades import sign_document
from sync.cms import Sealer, key_signer
from sync.faults import Refused, SyncFault
from sync.sandbox.epuap_receipts import Event, issue_upp
from sync.seal import SignedPdf, sign_pdf
from sync.submission import Party, PartyKind
from tests.sync.channels.epuap_kit import BASE, config_at, keys, package_of, sealer
from tests.sync.kit import NOON, Holder, holder, letter, rsa_key, small_pdf

STR = "{http://crd.gov.pl/xml/schematy/struktura/2009/11/16/}"
INFO = "Informacje/{*}Informacja"
XMLSEC = shutil.which("xmlsec1")


def drafted(a_letter: object = None, **changes: object) -> etree._Element:
    config: EpuapConfig = config_at(BASE, **changes)
    draft = draft_document(package_of(a_letter), config)  # type: ignore[arg-type]  # a letter or none
    assert not isinstance(draft, Refused)
    made = sign_draft(draft, [], config, sealer(keys().seal), clock=lambda: NOON, random=lambda n: b"r" * n)
    assert isinstance(made, File)
    return etree.fromstring(made.data)


def a_general_letter(**changes: object) -> GeneralLetter:
    about: dict[str, object] = {
        "correlation_id": "1",
        "place": "Toruń",
        "day": date(2026, 11, 23),
        "recipient": Party("Urząd", PartyKind.INSTITUTION, "pl. Teatralny 2, 87-100 Toruń"),
        "sender": Party("Anna Maria Przykładowa", address="Przykładowo, bez numeru", pesel="44051401359"),
        "title": "Wniosek",
        "notes": ("uwaga",),
        "attachments": (),
    }
    return GeneralLetter(**(about | changes))  # type: ignore[arg-type]  # the fields above


@pytest.mark.parametrize("template", list(Template))
def test_the_document_has_the_elements_of_the_published_sample(template: Template) -> None:
    sample = (
        Path(__file__).resolve().parents[4] / f"shared/reference/crd/pismo-ogolne-{template.value}.sample.xml"
    )
    if not sample.exists():
        pytest.skip("the samples are not beside this checkout")
    attachment = Attachment("a.pdf", "application/pdf", "o czym", data=b"x")

    ours = write_letter(a_general_letter(attachments=(attachment,)), template)

    def outline(root: etree._Element) -> list[object]:
        shallow = [root, *root, *root[1], *root[2]]
        return [
            one.tag for one in shallow if isinstance(one.tag, str) and not one.tag.startswith(f"{{{DS}}}")
        ]

    assert outline(ours) == outline(etree.parse(sample).getroot())


def test_a_digitised_paper_says_so() -> None:
    root = drafted()

    notes = [one.text for one in root[2].findall("{*}" + INFO)]
    assert notes[0] == Origin.PAPER.value
    (about,) = root.iter(f"{STR}OpisZalacznika")
    assert about.text == Origin.PAPER.value


def test_a_letter_signed_by_card_says_so_and_carries_the_signed_pdf() -> None:
    resident = holder("Anna", key=rsa_key())
    signed = sign_pdf(small_pdf(3), resident.der, (), key_signer(resident.key_pem), NOON)
    assert isinstance(signed, SignedPdf)

    root = drafted(letter(pdf=signed.pdf))

    assert root[2].findtext("{*}" + INFO) == Origin.SIGNED_PDF.value
    assert origin_of(signed.pdf) is Origin.SIGNED_PDF
    assert origin_of(b"no pdf") is Origin.PAPER


def test_names_addresses_and_numbers_stand_in_their_fields() -> None:
    root = write_letter(a_general_letter(), Template.WZOR_4566)

    def text(name: str) -> list[str | None]:
        return [one.text for one in root.iter(f"{{*}}{name}")]

    assert (text("Nazwisko"), text("Imie"), text("PESEL")) == (
        ["Przykładowa"],
        ["Anna Maria"],
        ["44051401359"],
    )
    assert text("KodPocztowy") == ["87-100"]
    assert text("Ulica") == ["pl. Teatralny", "Przykładowo, bez numeru"]


def test_characters_that_xml_has_no_room_for_are_left_out() -> None:
    root = write_letter(a_general_letter(title="Wnio\x00sek\x0c"), Template.WZOR_4566)

    assert root.findtext("{*}TrescDokumentu/{*}Tytul") == "Wniosek"


@pytest.mark.skipif(XMLSEC is None, reason="the xmlsec1 command is not installed")
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_the_xmlsec1_command_verifies_the_letters_signature(tmp_path: Path, kind: str) -> None:
    key = rsa_key() if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    signer: Holder = holder("Pieczęć", key=key)
    root = write_letter(a_general_letter(), Template.WZOR_4566)
    assert (
        sign_document(root, Sealer.from_pem(signer.key_pem, signer.pem), when=NOON, random=lambda n: b"r" * n)
        is None
    )
    document, certificate = tmp_path / "pismo.xml", tmp_path / "cert.pem"
    document.write_bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8"))
    certificate.write_bytes(signer.pem)
    command = [
        str(XMLSEC),
        "--verify",
        "--id-attr:Id",
        "SignedProperties",
        "--pubkey-cert-pem",
        str(certificate),
    ]

    good = subprocess.run([*command, str(document)], capture_output=True, check=False, timeout=60)
    document.write_bytes(document.read_bytes().replace(b"Wniosek", b"Wniosok"))
    changed = subprocess.run([*command, str(document)], capture_output=True, check=False, timeout=60)

    assert good.returncode == 0, good.stderr
    assert changed.returncode != 0


def upp(**changes: str) -> bytes:
    about = {"receipt_id": "U1", "document_id": "DOK1", "recipient": "urzad", "sender": "urzad"} | changes
    return issue_upp(Event(at=NOON, **about), keys().receipts)


def refusal_of(xml: bytes) -> SyncFault:
    outcome = read_receipt(xml, [keys().receipts.der], NOON)
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def test_a_receipt_is_read_with_its_stylesheet_covered_by_the_signature() -> None:
    receipt = read_receipt(upp(), [keys().receipts.der], NOON)

    assert isinstance(receipt, EpuapReceipt)
    assert (receipt.document_id, receipt.recipient) == ("DOK1", "urzad")
    assert refusal_of(upp().replace(b"styl.xsl", b"stil.xsl")) is SyncFault.PROOF_BAD_SIGNATURE


def test_a_signer_below_a_pinned_authority_must_have_been_valid_when_the_receipt_was_made() -> None:
    authority = [keys().authority.der]
    event = Event("U1", "DOK1", "urzad", "urzad", NOON)
    long_after = NOON + timedelta(days=5000)

    expired = read_receipt(issue_upp(event, keys().expired), authority, NOON)
    old = read_receipt(upp(), authority, long_after)

    assert expired == Refused(
        SyncFault.PROOF_BAD_SIGNATURE, "the signer's certificate is not valid at that time"
    )
    assert isinstance(old, EpuapReceipt)


def test_only_what_the_signature_covers_is_read() -> None:
    """The signed receipt is wrapped into another one: the outer one is what a careless reader would see."""
    inner = etree.fromstring(upp())
    outer = etree.fromstring(upp(document_id="DOK2"))
    (signature,) = inner.findall(f"{{{DS}}}Signature")
    for old in outer.findall(f"{{{DS}}}Signature"):
        outer.remove(old)
    outer.append(signature)

    assert refusal_of(etree.tostring(outer)) is SyncFault.PROOF_BAD_SIGNATURE


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (lambda: b"<x/>", SyncFault.PROOF_MALFORMED),
        (lambda: b"no xml", SyncFault.PROOF_MALFORMED),
        (lambda: b'<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>', SyncFault.PROOF_MALFORMED),
        (lambda: upp().replace(b"DOK1", b"DOK2"), SyncFault.PROOF_BAD_SIGNATURE),
        (lambda: upp(document_id=""), SyncFault.PROOF_MALFORMED),
    ],
)
def test_what_is_no_receipt_is_refused(xml: Callable[[], bytes], code: SyncFault) -> None:
    assert refusal_of(xml()) is code


@pytest.mark.parametrize(
    "damage",
    [
        (b"rsa-sha256", b"rsa-sha1"),
        (b"xmlenc#sha256", b"xmlenc#sha000"),
        (b"enveloped-signature", b"base64"),
        (b"<ds:DigestValue>", b"<ds:DigestValue>AA"),
    ],
)
def test_a_signature_with_other_algorithms_or_digests_is_refused(damage: tuple[bytes, bytes]) -> None:
    assert refusal_of(upp().replace(*damage)) is SyncFault.PROOF_BAD_SIGNATURE


def test_a_receipt_may_cover_the_document_it_is_about_by_its_digest() -> None:
    root = etree.fromstring(upp())
    for old in root.findall(f"{{{DS}}}Signature"):
        root.remove(old)
    signer = sealer(keys().receipts)
    covered = [
        Covered("", digest_of(root.getroottree()), (ENVELOPED, EXC_C14N)),
        Covered("pismo.xml", b"d" * 32, ()),
    ]
    signature = begin_signature(root)
    info = etree.SubElement(signature, f"{{{DS}}}KeyInfo")
    data = etree.SubElement(info, f"{{{DS}}}X509Data")
    etree.SubElement(data, f"{{{DS}}}X509Certificate").text = base64.b64encode(
        signer.certificate_der
    ).decode()
    assert finish_signature(signature, covered, signer) is None

    receipt = read_receipt(etree.tostring(root.getroottree()), [keys().receipts.der], NOON)

    assert isinstance(receipt, EpuapReceipt)
    assert receipt.document_sha256 == ((b"d" * 32).hex(),)
    assert root.tag == f"{{{UPO}}}Dokument"


def test_the_settings_in_the_manual_can_be_loaded(tmp_path: Path) -> None:
    manual = (Path(__file__).resolve().parents[3] / "docs" / "epuap.md").read_text(encoding="utf-8")
    path = tmp_path / "channels.toml"
    path.write_text(manual.split("```toml\n")[1].split("```")[0], encoding="utf-8")

    settings = load_channels(path)

    assert settings.epuap is not None
    assert settings.epuap.config.template is Template.WZOR_4566
    assert settings.epuap.config.inbox_for("Departament Środowiska") == "/urzad/srodowisko"
    assert settings.epuap.config.inbox_for("inny") == "/urzad/skrytka"
