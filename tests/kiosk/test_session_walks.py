"""Whatever residents, devices and clocks do, in whatever order, the promises of a visit hold in every state."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.failures import load_catalogue
from kiosk.session.effects import (
    Effect,
    FindCertificates,
    ForgetPages,
    HandIn,
    LookUpStatus,
    NewSubmission,
    PrintReceipt,
    ReadFields,
    ReadPage,
    RecordIntent,
    RecordResult,
    SignLetter,
    StartScan,
    StartTimer,
    StopTimer,
    Wipe,
)
from kiosk.session.events import (
    CardFailed,
    CardInserted,
    CardRemoved,
    DeviceBack,
    DeviceGone,
    Event,
    FieldsRead,
    HandOverFailed,
    IntentNotRecorded,
    IntentRecorded,
    InternalErrorMet,
    PageRead,
    PrintEnded,
    PrintProgressed,
    ScanEnded,
    ScannerSeen,
    ServiceResumed,
    ServiceStopped,
    SideScanned,
    Signed,
    SigningFailed,
    StatusFound,
    StatusNotFound,
    SubmissionBegun,
    TimerFired,
)
from kiosk.session.inactivity import idle_s
from kiosk.session.intents import Intent, Wish
from kiosk.session.machine import new_session, step
from kiosk.session.state import Dialog, Phase, SessionConfig, blank_session
from kiosk.session.values import (
    Device,
    IntentKind,
    JobId,
    PageId,
    Paper,
    Proposal,
    ReadStatus,
    RequestId,
    Side,
    SubmissionId,
    Timer,
)
from kiosk.view.project import project
from kiosk.view.state import Overlay, Screen
from tests.kiosk.visit_kit import TODAY, certificate, handed_over

CONFIG = SessionConfig(office_name="Urząd", departments=("Departament",), max_sides=12)
CATALOGUE = load_catalogue()
ZONE = ZoneInfo("Europe/Warsaw")
REST = (Phase.ATTRACT, Phase.OUT_OF_SERVICE)
FAULTS = [
    "scanner.jam",
    "scanner.cover_open",
    "scanner.empty",
    "scanner.cancelled",
    "scanner.too_many",
    "device.gone",
]
FORWARD = {
    Phase.ATTRACT: Wish.START,
    Phase.HOME: Wish.HAND_IN_LETTER,
    Phase.PRIVACY: Wish.ACCEPT_NOTICE,
    Phase.FEEDER: Wish.START_SCAN,
    Phase.REVIEW: Wish.PAGES_DONE,
    Phase.CARD: Wish.CARD_READY,
    Phase.SUMMARY: Wish.HAND_IN,
    Phase.RECEIPT: Wish.FINISH,
    Phase.FINISHED: Wish.NEXT_LETTER,
    Phase.TROUBLE: Wish.TROUBLE_ACTION,
    Phase.STATUS: Wish.STATUS_LOOK_UP,
    Phase.STATUS_SHOWN: Wish.BACK,
}


class World:
    """What the far end knows: questions that wait for an answer, what is on disk, which pictures it holds."""

    def __init__(self) -> None:
        self.questions: list[Effect] = []
        self.on_disk: set[tuple[IntentKind, str]] = set()
        self.handed_over: set[SubmissionId] = set()
        self.sealing: set[SubmissionId] = set()
        self.pictures: set[PageId] = set()
        self.timers: set[Timer] = set()
        self.seen: set[PageId] = set()
        self.jobs: dict[JobId, int] = {}
        self.letters = 0

    def run(self, effect: Effect) -> None:
        """Run an effect, and hold it against what was promised."""
        match effect:
            case StartScan(job_id, submission_id):
                assert (IntentKind.SCAN, job_id) in self.on_disk
                assert (IntentKind.LETTER, submission_id) in self.on_disk
                assert job_id not in self.jobs
                self.jobs[job_id] = 0
            case ReadPage(page_id):
                assert page_id not in self.pictures
                self.pictures.add(page_id)
                self.questions.append(effect)
            case ForgetPages(page_ids):
                self.pictures -= set(page_ids)
            case HandIn(letter):
                assert (IntentKind.HAND_IN, letter.submission_id) in self.on_disk
                assert letter.submission_id not in self.handed_over | self.sealing
                assert letter.account.is_balanced
                assert letter.account.sides_scanned == len(letter.pages) + len(letter.aside)
                assert letter.pages
                self.sealing.add(letter.submission_id)
                self.questions.append(effect)
            case PrintReceipt(_, submission_id):
                assert submission_id in self.handed_over
                self.questions.append(effect)
            case Wipe():
                self.pictures.clear()
            case StartTimer(name):
                self.timers.add(name)
            case StopTimer(name):
                self.timers.discard(name)
            case RecordResult(kind, key):
                assert kind is IntentKind.LETTER or (kind, key) in self.on_disk | self.asked_to_record()
            case (
                RecordIntent()
                | NewSubmission()
                | ReadFields()
                | FindCertificates()
                | SignLetter()
                | LookUpStatus()
            ):
                self.questions.append(effect)
            case _:
                pass

    def asked_to_record(self) -> set[tuple[IntentKind, str]]:
        return {(effect.kind, effect.key) for effect in self.questions if isinstance(effect, RecordIntent)}


class Visits(RuleBasedStateMachine):
    """One kiosk through any number of visits."""

    def __init__(self) -> None:
        super().__init__()
        self.session = new_session(CONFIG)
        self.world = World()
        self.tell(DeviceBack(Device.SCANNER), DeviceBack(Device.CARDS), ScannerSeen(Paper.LOADED))

    def tell(self, *events: Event) -> None:
        for event in events:
            before = self.session
            self.session, effects = step(before, event)
            for effect in effects:
                if isinstance(effect, SignLetter):
                    card = before.signing.card
                    assert card is not None
                    assert not card.is_on_last_try or (
                        effect.consent_last_try and before.dialog is Dialog.LAST_TRY
                    )
                self.world.run(effect)

    def wish(self, *wishes: Wish, about: str = "", value: str = "") -> None:
        self.tell(*(Intent(wish, about, value) for wish in wishes))

    # -- the resident

    @rule(wish=st.sampled_from(Wish), data=st.data())
    def wishes_anything(self, wish: Wish, data: st.DataObject) -> None:
        ids = [page.page_id for page in self.session.letter.pages]
        names = ["sender_name", "date", "email", "nothing", "help", "language", "de", "2"]
        about = data.draw(st.sampled_from([*ids, *names]))
        value = data.draw(st.sampled_from(["", "5", "x@y.pl", "9 kwietnia 2026", "TOR1"]))
        self.wish(wish, about=about, value=value)

    @initialize(times=st.integers(0, 14), card=st.booleans())
    def has_come_some_way(self, times: int, card: bool) -> None:
        self.goes_on(times, card)

    @rule(times=st.integers(1, 3), card=st.booleans())
    def does_what_the_screen_says(self, times: int, card: bool) -> None:
        self.goes_on(times, card)

    def goes_on(self, times: int, card: bool) -> None:
        """Do the obvious thing on each screen, while every device is sound."""
        for _ in range(times):
            if self.session.dialog is not Dialog.NONE:
                self.wish(Wish.CLOSE_OVERLAY)
            match self.session.phase:
                case Phase.SCANNING if self.session.letter.job and self.world.jobs:
                    self.deliver(list(self.world.jobs)[-1], sheets=2)
                case Phase.DETAILS:
                    for field in self.session.details.open:
                        self.wish(Wish.SETTLE_FIELD, about=field.spec.name, value=field.value)
                    self.wish(Wish.DETAILS_DONE)
                case Phase.SIGN_CHOICE:
                    self.tell(DeviceBack(Device.CARDS), CardInserted())
                    self.wish(Wish.SIGN_WITH_CARD if card else Wish.SIGN_WITHOUT_CARD)
                case Phase.PIN:
                    for digit in "1357":
                        self.wish(Wish.PIN_DIGIT, value=digit)
                    self.wish(Wish.PIN_CONFIRM, Wish.CONSENT_LAST_TRY)
                case Phase.HOME | Phase.FEEDER | Phase.TROUBLE:
                    self.tell(DeviceBack(Device.SCANNER), ScannerSeen(Paper.LOADED))
                    self.wish(FORWARD[self.session.phase])
                case phase if phase in FORWARD:
                    self.wish(FORWARD[phase])
            self.answers_well()

    # -- the devices

    @rule()
    def answers_well(self) -> None:
        """Answer every question that is open, as a sound machine does."""
        while self.world.questions:
            self.tell(*self.answer(self.world.questions.pop(0), is_well=True))

    @precondition(lambda self: self.world.questions)
    @rule(data=st.data(), is_well=st.booleans())
    def answers_one(self, data: st.DataObject, is_well: bool) -> None:
        index = data.draw(st.integers(0, len(self.world.questions) - 1))
        self.tell(*self.answer(self.world.questions.pop(index), is_well=is_well))

    @precondition(lambda self: self.world.jobs)
    @rule(
        sheets=st.integers(0, 3), half=st.booleans(), code=st.sampled_from(["", "", *FAULTS]), data=st.data()
    )
    def scans(self, sheets: int, half: bool, code: str, data: st.DataObject) -> None:
        """Deliver sheets of any job there ever was, the present one most often."""
        jobs = list(self.world.jobs)
        job_id = data.draw(st.sampled_from([*jobs, *jobs[-1:] * 5]))
        is_over = data.draw(st.booleans())
        self.deliver(job_id, sheets, half=half and bool(code), code=code, is_over=is_over)

    def deliver(
        self, job_id: JobId, sheets: int, *, half: bool = False, code: str = "", is_over: bool = True
    ) -> None:
        sides = [(sheet, side) for sheet in range(1, sheets + 1) for side in Side]
        for sheet, side in [*sides, *([(sheets + 1, Side.FRONT)] if half else [])]:
            number = self.world.jobs[job_id]
            self.world.jobs[job_id] += 1
            self.tell(SideScanned(job_id, PageId(f"{job_id}-{number:03d}"), sheet, side))
        if is_over:
            self.tell(ScanEnded(job_id, code, len(sides), sheets))

    @rule(device=st.sampled_from(Device), is_back=st.booleans())
    def device_comes_or_goes(self, device: Device, is_back: bool) -> None:
        self.tell(DeviceGone(device))
        if is_back:
            self.tell(DeviceBack(device))

    @rule(paper=st.sampled_from(Paper), code=st.sampled_from(["", "", "scanner.cover_open"]))
    def scanner_tells(self, paper: Paper, code: str) -> None:
        self.tell(ScannerSeen(paper, code))

    @rule(is_in=st.booleans())
    def card_moves(self, is_in: bool) -> None:
        self.tell(CardInserted() if is_in else CardRemoved())

    @rule(name=st.sampled_from(Timer))
    def timer_fires(self, name: Timer) -> None:
        self.world.timers.discard(name)
        self.tell(TimerFired(name))

    @rule(
        event=st.sampled_from(
            [
                ServiceStopped("kiosk.out_of_service"),
                ServiceResumed(),
                ServiceResumed(),
                InternalErrorMet(),
                Signed(RequestId("r0")),
                PrintEnded(RequestId("r0"), ""),
                handed_over(SubmissionId("nobody's")),
                SideScanned(JobId("nobody's"), PageId("nobody's"), 1, Side.FRONT),
                PageRead(PageId("nobody's"), ReadStatus.READ),
                IntentRecorded(IntentKind.SCAN, "nobody's"),
            ]
        )
    )
    def something_odd_happens(self, event: Event) -> None:
        self.tell(event)

    def answer(self, asked: Effect, *, is_well: bool) -> list[Event]:
        match asked:
            case RecordIntent(kind, key) if is_well:
                self.world.on_disk.add((kind, key))
                return [IntentRecorded(kind, key)]
            case RecordIntent(kind, key):
                return [IntentNotRecorded(kind, key, "kiosk.disk_full")]
            case NewSubmission(request_id):
                self.world.letters += 1
                return [SubmissionBegun(request_id, SubmissionId(f"letter-{self.world.letters}"), TODAY)]
            case ReadPage(page_id):
                status = ReadStatus.READ if is_well else ReadStatus.UNREADABLE
                is_blank = is_well and page_id.endswith(("1", "3", "5"))
                rescan = "ocr.scan_folded" if page_id.endswith("2") else ""
                return [PageRead(page_id, status, is_blank=is_blank, rescan=rescan)]
            case ReadFields(request_id):
                read = Proposal("sender_name", "Jan Kos", 0.99 if is_well else 0.5)
                return [FieldsRead(request_id, (read,))]
            case FindCertificates() | SignLetter():
                return [self.answer_of_card(asked, is_well=is_well)]
            case HandIn(letter):
                self.world.sealing.discard(letter.submission_id)
                if not is_well:
                    return [HandOverFailed(letter.submission_id, "sync.disk_full")]
                self.world.handed_over.add(letter.submission_id)
                return [handed_over(letter.submission_id)]
            case PrintReceipt(request_id):
                return [
                    PrintProgressed(request_id, 0.5),
                    PrintEnded(request_id, "" if is_well else "printer.paper_out"),
                ]
            case LookUpStatus(request_id):
                return [StatusFound(request_id) if is_well else StatusNotFound(request_id, "status.unknown")]
            case _:
                raise AssertionError(asked)

    def answer_of_card(self, asked: FindCertificates | SignLetter, *, is_well: bool) -> Event:
        if isinstance(asked, FindCertificates):
            failed = CardFailed(asked.request_id, "card.no_certificate")
            return certificate(asked, tries_left=2) if is_well else failed
        if is_well:
            return Signed(asked.request_id)
        card = self.session.signing.card
        left = max(0, card.tries_left - 1) if card else -1
        return SigningFailed(asked.request_id, "card.pin_wrong", left)

    # -- what holds in every state

    @invariant()
    def every_side_is_accounted_for_and_no_other_is_kept(self) -> None:
        letter = self.session.letter
        staged = letter.job.staged if letter.job else ()
        held = [page.page_id for page in (*letter.pages, *staged)]
        assert letter.account.is_balanced
        assert len(held) == len(set(held))
        assert set(held) == self.world.pictures
        assert {page.job_id for page in letter.pages} <= set(letter.jobs)
        assert all(page.page_id.startswith(page.job_id) for page in letter.pages)
        assert len(letter.pages) <= CONFIG.max_sides

    @invariant()
    def visit_is_watched_unless_the_machine_is_at_work(self) -> None:
        session, timers = self.session, self.world.timers
        if idle_s(session) is None:
            assert Timer.IDLE not in timers
        if session.dialog is Dialog.INACTIVITY:
            assert session.phase not in REST
        if (
            session.phase not in (*REST, Phase.SCANNING, Phase.SEALING, Phase.FINISHED)
            and not session.receipt
        ):
            busy = session.signing.is_signing or session.dialog is Dialog.INACTIVITY
            assert busy or idle_s(session) == CONFIG.idle_s

    @invariant()
    def scanning_screen_means_that_a_scan_is_under_way(self) -> None:
        letter = self.session.letter
        is_under_way = letter.job is not None or letter.opening is not None
        assert (self.session.phase is Phase.SCANNING) == is_under_way

    @invariant()
    def receipt_is_shown_only_for_what_was_handed_over(self) -> None:
        if self.session.phase is Phase.RECEIPT:
            assert self.session.receipt is not None
            assert self.session.letter.submission_id in self.world.handed_over
        else:
            assert self.session.receipt is None

    @invariant()
    def every_state_has_a_screen(self) -> None:
        view = project(self.session, CATALOGUE, ZONE)
        assert view.screen is Screen(self.session.phase.value)
        assert view.overlay is Overlay(self.session.dialog.value)
        assert (view.screen is Screen.TROUBLE) <= bool(view.trouble.title)
        assert view.sides_scanned == len(view.pages) + len(view.blanks) + len(view.removed) or view.number

    @invariant()
    def no_typed_or_read_word_shows_in_the_session(self) -> None:
        shown = repr(self.session)
        assert "Jan Kos" not in shown
        assert "x@y.pl" not in shown

    @invariant()
    def there_is_a_way_out_that_leaves_nothing(self) -> None:
        session = self.session
        if session.phase is Phase.SEALING:
            # What is being sealed can't be called back; its answer comes, and then there is a way.
            submission_id = session.letter.submission_id
            failed = HandOverFailed(submission_id, "sync.disk_full")
            unwritten = IntentNotRecorded(IntentKind.HAND_IN, submission_id, "kiosk.disk_full")
            session, _ = step(session, failed if session.sealing else unwritten)
        for wish in (Wish.CLOSE_OVERLAY, Wish.LEAVE, Wish.CONFIRM_LEAVE):
            before = session
            session, effects = step(session, Intent(wish))
            if session.phase in REST and before.phase not in REST:
                assert Wipe() in effects
        assert session.phase in REST
        if self.session.phase not in REST:
            assert session == blank_session(session)


Visits.TestCase.settings = settings(
    max_examples=50,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_visits = Visits.TestCase
