"""What the tests of sealing and delivery share: fresh keys, a letter, a clock that is driven, a kiosk on disk."""

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.channels.office import OfficeChannel
from sync.channels.tokens import TokenMaker
from sync.channels.wire import Wire
from sync.clock import ClockReading, ClockState
from sync.courier import Courier
from sync.daemon import Daemon
from sync.faults import Refused
from sync.outbox import STATUS, HandOver, create_spool, hand_over
from sync.package_store import PackageStore
from sync.patience import Patience
from sync.proof import ProofSigner
from sync.queue import Queue
from sync.routing import Routing
from sync.seal import KioskTrust, Sealer
from sync.sealing import SealedPackage, seal
from sync.status import derive_keys
from sync.submission import (
    Document,
    DocumentRole,
    FieldRecord,
    FieldSource,
    KioskRecord,
    PageFate,
    PageRecord,
    Party,
    PartyKind,
    SheetAccount,
    StatusSecret,
    Submission,
    new_number,
    new_secret,
    new_submission_id,
)
from sync.vault import new_identity, recipient_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KIOSK_ID = "tor1"

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class DrivenClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass(frozen=True)
class Holder:
    """A key with its certificate."""

    key: Key
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        return private_pem(self.key)


def private_pem(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    """One is enough: making an RSA key is slow."""
    return rsa.generate_private_key(65537, 2048)


def holder(name: str, *, issuer: Holder | None = None, key: Key | None = None, unit: str = "") -> Holder:
    """Make a certificate, signed by the issuer or by itself; valid around noon."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if unit:
        names.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    subject = x509.Name(names)
    signer = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOON - timedelta(days=30))
        .not_valid_after(NOON + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(_usage(is_authority=issuer is None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer is not None:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(purposes, critical=False).add_extension(authority, critical=False)
    return Holder(key, builder.sign(signer, hashes.SHA256()))


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def small_pdf(pages: int = 1, *, ballast: bytes = b"") -> bytes:
    """Make a PDF that pyHanko's strict reader takes."""
    import io

    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        if ballast:
            page.obj.Ballast = pdf.make_stream(ballast)
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


@dataclass(frozen=True)
class Letter:
    """A confirmed letter and the secret that its resident got."""

    submission: Submission
    secret: StatusSecret


def letter(
    *,
    clock: Callable[[], datetime] = lambda: NOON,
    pdf: bytes | None = None,
    kiosk_id: str = KIOSK_ID,
    text: str = "Proszę o usunięcie drzewa. Zażółć gęślą jaźń.",
    state: ClockState = ClockState.SYNCHRONISED,
) -> Letter:
    """Make a letter of two sheets with one blank back."""
    secret = new_secret(secrets.token_bytes)
    submission = Submission(
        submission_id=new_submission_id(clock, secrets.token_bytes),
        number=new_number("TOR1", secrets.token_bytes),
        kiosk=KioskRecord(kiosk_id, "TOR1", "0.1.0"),
        sealed=ClockReading(clock(), state, "within 0.010 s"),
        account=SheetAccount(sheets_in=2, sides_scanned=4, pages_shown=3, pages_blank=1, pages_removed=0),
        sender=Party("Józefa Żółć", address="ul. Długa 7 m. 3, 87-100 Toruń", phone="600 700 800"),
        recipient=Party("Urząd Marszałkowski", PartyKind.INSTITUTION, "pl. Teatralny 2, 87-100 Toruń"),
        subject="Wniosek o wycinkę drzewa",
        case_number="ŚG.7120.4.2026",
        letter_date=clock().date(),
        documents=(
            Document("document.pdf", "application/pdf", DocumentRole.LETTER, pdf or small_pdf(3)),
            *(
                Document(f"text/{page:03}.txt", "text/plain", DocumentRole.TEXT, f"{text} {page}".encode())
                for page in (1, 2, 3)
            ),
        ),
        status=derive_keys(secret).access(),
        fields={"sender_name": FieldRecord("Józefa Żółć", FieldSource.RESIDENT, 0.71, 0)},
        pages=(
            PageRecord(1, "front", PageFate.SHOWN, 1, 0, "read", 0.97),
            PageRecord(1, "back", PageFate.BLANK),
            PageRecord(2, "front", PageFate.SHOWN, 2, 180, "read", 0.93),
            PageRecord(2, "back", PageFate.SHOWN, 3, 0, "image_only"),
        ),
    )
    return Letter(submission, secret)


@dataclass
class KioskOnDisk:
    """A kiosk's keys, spool and daemon folder."""

    folder: Path
    clock: DrivenClock = field(default_factory=DrivenClock)
    authority: Holder = field(default_factory=lambda: holder("Test CA"))

    def __post_init__(self) -> None:
        self.seal_holder = holder("Kiosk tor1", issuer=self.authority)
        self.office_holder = holder("Urząd", issuer=self.authority)
        self.transport_key = ec.generate_private_key(ec.SECP256R1())
        self.daemon_identity, self.recovery_identity = new_identity(), new_identity()
        create_spool(self.spool)

    @property
    def spool(self) -> Path:
        return self.folder / "spool"

    @property
    def recipients(self) -> list[str]:
        return [recipient_of(self.daemon_identity), recipient_of(self.recovery_identity)]

    @property
    def sealer(self) -> Sealer:
        return Sealer.from_pem(self.seal_holder.key_pem, self.seal_holder.pem, self.authority.pem)

    @property
    def trust(self) -> KioskTrust:
        return KioskTrust.of({KIOSK_ID: [self.seal_holder.der]})

    @property
    def proof_signer(self) -> ProofSigner:
        return ProofSigner(self.office_holder.key, self.office_holder.certificate)

    def seal(self, a_letter: Letter | None = None) -> SealedPackage:
        return seal((a_letter or letter(clock=self.clock)).submission, self.sealer, self.recipients)

    def hand_in(self, a_letter: Letter | None = None) -> SealedPackage:
        """Seal a letter and hand it over."""
        package = self.seal(a_letter)
        done = hand_over(self.spool, package.name, package.encrypted, reserve_bytes=0)
        assert isinstance(done, HandOver), done
        return package

    def channel(self, office_url: str, client: httpx.Client, *, chunk_bytes: int = 4096) -> OfficeChannel:
        tokens = TokenMaker(
            KIOSK_ID, private_pem(self.transport_key), clock=self.clock, random=secrets.token_bytes
        )
        return OfficeChannel(
            Wire(client, office_url, tokens), [self.office_holder.der], chunk_bytes=chunk_bytes
        )

    def daemon(self, office_url: str, client: httpx.Client, **patience: float) -> Daemon:
        store = PackageStore(self.folder / "daemon")
        store.create()
        return Daemon(
            spool=self.spool,
            status_folder=self.spool / STATUS,
            store=store,
            queue=Queue(self.folder / "daemon" / "queue.sqlite"),
            courier=Courier({"office": self.channel(office_url, client)}, Routing()),
            identities=[self.daemon_identity],
            clock=self.clock,
            chance=random.Random(7),
            patience=Patience(**patience),  # type: ignore[arg-type]  # whole numbers are numbers
        )


def refusal_code(answer: object) -> str:
    """Answer the code of a refusal; anything else fails the test."""
    assert isinstance(answer, Refused), answer
    return str(answer.code.value)
