"""A visit without a screen: the session, and a far end that answers its questions as devices would."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

from kiosk.session.effects import (
    Effect,
    FindCertificates,
    HandIn,
    NewSubmission,
    PrintReceipt,
    ReadFields,
    RecordIntent,
    SignLetter,
    StartScan,
)
from kiosk.session.events import (
    CardInserted,
    CertificateFound,
    DeviceBack,
    Event,
    FieldsRead,
    HandedOver,
    IntentRecorded,
    KioskStarted,
    PageRead,
    PrintEnded,
    ScanEnded,
    ScannerSeen,
    SideScanned,
    Signed,
    SubmissionBegun,
)
from kiosk.session.fields import Field
from kiosk.session.intents import Intent, Wish
from kiosk.session.machine import new_session, step
from kiosk.session.state import Phase, SessionConfig
from kiosk.session.values import (
    ClockTrust,
    Device,
    PageId,
    Paper,
    Place,
    Proposal,
    ReadStatus,
    Side,
    SubmissionId,
)

TODAY = date(2026, 4, 9)
NOON = datetime(2026, 4, 9, 8, 24, tzinfo=UTC)
CONFIG = SessionConfig(
    office_name="Urząd Marszałkowski", departments=("Departament Środowiska", "Departament Rolnictwa")
)
SURE = (
    Proposal("sender_name", "Stanisława Błaszczyk", 0.98),
    Proposal("sender_address", "ul. Źródlana 120/2, 86-300 Grudziądz", 0.97),
    Proposal("recipient", "Departament Środowiska", 0.95),
    Proposal("subject", "Petycja w sprawie chodnika", 0.93),
    Proposal("date", "2026-04-08", 0.99),
)

Kind = TypeVar("Kind", bound=Effect)


class Visitor:
    """Drives one session and keeps what it asked of the world."""

    def __init__(self, config: SessionConfig = CONFIG) -> None:
        self.session = new_session(config)
        self.effects: list[Effect] = []
        self.proposals: tuple[Proposal, ...] = SURE
        self._submissions = 0
        self.tell(
            KioskStarted(), DeviceBack(Device.SCANNER), DeviceBack(Device.CARDS), DeviceBack(Device.PRINTER)
        )
        self.tell(ScannerSeen(Paper.LOADED))

    # -- telling

    def tell(self, *events: Event) -> tuple[Effect, ...]:
        """Let these things happen; return what the last one led to."""
        effects: tuple[Effect, ...] = ()
        for event in events:
            self.session, effects = step(self.session, event)
            self.effects.extend(effects)
        return effects

    def wish(self, *wishes: Wish, about: str = "", value: str = "") -> tuple[Effect, ...]:
        return self.tell(*(Intent(wish, about, value) for wish in wishes))

    # -- looking

    @property
    def phase(self) -> Phase:
        return self.session.phase

    def asked(self, kind: type[Kind]) -> list[Kind]:
        """Return every effect of this kind so far."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def last(self, kind: type[Kind]) -> Kind:
        return self.asked(kind)[-1]

    def ids(self, place: Place = Place.SHOWN) -> list[str]:
        return [page.page_id for page in self.session.letter.placed(place)]

    def field(self, name: str) -> Field:
        return next(item for item in self.session.details.fields if item.spec.name == name)

    # -- the ways that most tests go

    def to_feeder(self) -> Visitor:
        self.wish(Wish.START, Wish.HAND_IN_LETTER, Wish.ACCEPT_NOTICE)
        assert self.phase is Phase.FEEDER
        return self

    def start_scan(self) -> StartScan:
        """Start the scanner and let the journal take the intents."""
        count = len(self.asked(StartScan))
        begun = self.wish(Wish.START_SCAN)
        self.journal(begun)
        assert len(self.asked(StartScan)) == count + 1
        return self.last(StartScan)

    def begin(self, asked: NewSubmission) -> tuple[Effect, ...]:
        """Give the letter its id."""
        self._submissions += 1
        return self.tell(
            SubmissionBegun(asked.request_id, SubmissionId(f"letter-{self._submissions}"), TODAY)
        )

    def journal(self, effects: Iterable[Effect]) -> None:
        """Answer the journal's and the submission's questions."""
        for effect in effects:
            if isinstance(effect, NewSubmission):
                self.journal(self.begin(effect))
            elif isinstance(effect, RecordIntent):
                self.tell(IntentRecorded(effect.kind, effect.key))

    def feed(self, *sides: tuple[int, Side], code: str = "", end: bool = True) -> list[PageId]:
        """Deliver these sides of the running scan, and its end."""
        job_id = self.last(StartScan).job_id
        ids = []
        for index, (sheet, side) in enumerate(sides):
            ids.append(PageId(f"{job_id}-{index:03d}"))
            self.tell(SideScanned(job_id, ids[-1], sheet, side))
        if end:
            self.tell(ScanEnded(job_id, code, len(sides), len({sheet for sheet, _ in sides})))
        return ids

    def read(self, page_ids: Iterable[PageId], *, blank: bool = False) -> None:
        for page_id in page_ids:
            self.tell(PageRead(page_id, ReadStatus.READ, is_blank=blank, confidence=0.9))

    def scan(self, sheets: int, *, blank_backs: bool = True) -> list[PageId]:
        """Scan so many two-sided sheets; the backs are blank."""
        self.start_scan()
        ids = self.feed(*((sheet, side) for sheet in range(1, sheets + 1) for side in Side))
        self.read(ids[0::2])
        self.read(ids[1::2], blank=blank_backs)
        return ids

    def to_review(self, sheets: int = 2) -> Visitor:
        self.to_feeder().scan(sheets)
        assert self.phase is Phase.REVIEW
        return self

    def to_details(self, sheets: int = 2) -> Visitor:
        self.to_review(sheets)
        self.tell(FieldsRead(self.last(ReadFields).request_id, self.proposals))
        self.wish(Wish.PAGES_DONE)
        assert self.phase is Phase.DETAILS
        return self

    def to_sign_choice(self) -> Visitor:
        self.to_details()
        self.wish(Wish.DETAILS_DONE)
        assert self.phase is Phase.SIGN_CHOICE
        return self

    def to_pin(self, *, tries_left: int = 3, needs_consent: bool = False) -> Visitor:
        self.to_sign_choice()
        self.wish(Wish.SIGN_WITH_CARD)
        self.tell(CardInserted())
        self.tell(
            certificate(self.last(FindCertificates), tries_left=tries_left, needs_consent=needs_consent)
        )
        self.wish(Wish.CARD_READY)
        assert self.phase is Phase.PIN
        return self

    def type_pin(self, digits: str = "1234") -> None:
        for digit in digits:
            self.wish(Wish.PIN_DIGIT, value=digit)

    def to_signed_summary(self) -> Visitor:
        self.to_pin().type_pin()
        self.wish(Wish.PIN_CONFIRM)
        self.tell(Signed(self.last(SignLetter).request_id))
        assert self.phase is Phase.SUMMARY
        return self

    def to_summary(self) -> Visitor:
        self.to_sign_choice()
        self.wish(Wish.SIGN_WITHOUT_CARD)
        assert self.phase is Phase.SUMMARY
        return self

    def hand_in(self) -> HandIn:
        self.journal(self.wish(Wish.HAND_IN))
        return self.last(HandIn)

    def to_receipt(self) -> Visitor:
        self.to_summary()
        self.tell(handed_over(self.hand_in().letter.submission_id))
        assert self.phase is Phase.RECEIPT
        return self

    def print(self, code: str = "") -> None:
        self.tell(PrintEnded(self.last(PrintReceipt).request_id, code))


def certificate(
    asked: FindCertificates, *, tries_left: int = 3, needs_consent: bool = False
) -> CertificateFound:
    return CertificateFound(
        asked.request_id,
        "certificate-1",
        "Stanisława Błaszczyk",
        "Centrum Certyfikacji",
        tries_left=tries_left,
        needs_consent=needs_consent,
    )


def handed_over(submission_id: SubmissionId) -> HandedOver:
    return HandedOver(
        submission_id,
        number="TOR1-7F3K-92QM-4",
        secret="ABCD-EFGH-JKMN-PQRS",
        qr="https://urzad.example/status?n=TOR1-7F3K-92QM-4#ABCDEFGHJKMNPQRS",
        at=NOON,
        clock=ClockTrust.SYNCHRONISED,
        digest_prefix="3f9a",
    )
