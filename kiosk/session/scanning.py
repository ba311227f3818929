"""Sides arrive one by one; whatever stops the feeder, no side is lost and none is counted twice."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import feeding, reading
from kiosk.session.codes import SCANNER_CANCELLED, SCANNER_EMPTY, SCANNER_TOO_MANY, VisitFault
from kiosk.session.effects import (
    CancelScan,
    Effect,
    ForgetPages,
    ReadPage,
    RecordResult,
    Say,
    StartTimer,
    StopTimer,
)
from kiosk.session.events import Event, ScanEnded, SideScanned, TimerFired
from kiosk.session.intents import Intent, Wish
from kiosk.session.letter import (
    Job,
    JobState,
    Letter,
    Page,
    Purpose,
    halved_sheet,
    ready_to_append,
    sides_of,
    swap_sheet,
    without_pages,
)
from kiosk.session.raising import raise_trouble
from kiosk.session.state import Phase, Remedy, Session, Step, show
from kiosk.session.values import IntentKind, PageId, Paper, Source, Spoken, Timer


def take(session: Session, event: Event) -> Step | None:
    """Take sides in, stop on request, and go on when the motor stands."""
    job = session.letter.job
    match event:
        case SideScanned() if job is None or event.job_id != job.job_id or job.state is JobState.RECORDING:
            # A side of a scan that was given up, perhaps of another resident's letter: it never gets in.
            known = session.letter.page(event.page_id) is not None
            return session, () if known else (ForgetPages((event.page_id,)),)
        case SideScanned() if job is not None:
            return _side(session, job, event)
        case ScanEnded(job_id, code) if job is not None and job_id == job.job_id:
            return ended(session, code)
        case TimerFired(Timer.STOPPING) if job is not None and job.state is JobState.STOPPING:
            return ended(session, "device.timeout")
        case Intent(Wish.STOP_SCAN) if session.phase is Phase.SCANNING:
            return _stop(session, job)
        case _:
            return None


def ended(session: Session, code: str) -> Step:
    """The motor stands: settle the account of this job and show the pages, or what went wrong."""
    job = session.letter.job
    if job is None or job.state is JobState.RECORDING:
        return session, ()
    code = SCANNER_EMPTY if not code and not sides_of(session.letter, job) else code
    letter, forgotten = _settled(session, job, code)
    effects: list[Effect] = [RecordResult(IntentKind.SCAN, job.job_id, letter.submission_id, code or "done")]
    if job.state is JobState.STOPPING:
        effects.append(StopTimer(Timer.STOPPING))
    if forgotten:
        effects.append(ForgetPages(forgotten))
    session, shown = _next_screen(replace(session, letter=letter), job, code)
    return session, (*effects, *shown)


def _side(session: Session, job: Job, side: SideScanned) -> Step:
    letter = session.letter
    if letter.page(side.page_id) or any(page.page_id == side.page_id for page in job.staged):
        return session, ()
    if sides_of(letter, job) >= job.room:
        return session, (ForgetPages((side.page_id,)),)
    letter, effects = _discarded(letter)
    page = Page(side.page_id, job.job_id, side.sheet, side.side)
    if letter.purpose is Purpose.REPLACE_SHEET:
        job = replace(job, staged=(*job.staged, page))
    else:
        letter = replace(letter, pages=(*letter.pages, page))
    letter = replace(letter, job=job)
    said = () if _is_second_side(letter, page) else (Say(Spoken.SHEET_SCANNED, len(letter.sheet_numbers())),)
    return replace(session, letter=letter), (*effects, ReadPage(side.page_id), *said)


def _discarded(letter: Letter) -> tuple[Letter, tuple[Effect, ...]]:
    """Scanning everything again discards the old sides as soon as the first new one has come, and not before."""
    if letter.purpose is not Purpose.REPLACE_ALL:
        return letter, ()
    old_jobs = tuple(job_id for job_id in letter.jobs if letter.job is None or job_id != letter.job.job_id)
    effects: list[Effect] = [
        RecordResult(IntentKind.SCAN, job_id, letter.submission_id, "discarded") for job_id in old_jobs
    ]
    if letter.pages:
        effects.append(ForgetPages(tuple(page.page_id for page in letter.pages)))
    kept = tuple(job_id for job_id in letter.jobs if job_id not in old_jobs)
    return replace(letter, pages=(), history=(), jobs=kept, purpose=Purpose.APPEND), tuple(effects)


def _settled(session: Session, job: Job, code: str) -> tuple[Letter, tuple[PageId, ...]]:
    """Return the letter without the job, and the sides that have to be scanned again."""
    letter = replace(session.letter, job=None)
    is_whole = not code and job.state is JobState.RUNNING
    if letter.purpose is Purpose.REPLACE_SHEET:
        has_old = any(page.sheet_key == letter.replaces for page in letter.pages)
        if not (is_whole and has_old and letter.replaces):
            return letter, tuple(page.page_id for page in job.staged)
        old = tuple(page.page_id for page in letter.pages if page.sheet_key == letter.replaces)
        return ready_to_append(swap_sheet(letter, letter.replaces, job.staged)), old
    gone = tuple[PageId, ...]()
    if not is_whole and job.source is Source.FEEDER and session.config.is_duplex:
        gone = halved_sheet(letter.pages, job.job_id)
    letter = without_pages(letter, gone)
    return (ready_to_append(letter) if is_whole else letter), gone


def _next_screen(session: Session, job: Job, code: str) -> Step:
    letter = session.letter
    here = Phase.REVIEW if letter.pages else Phase.FEEDER
    if job.state is JobState.STOPPING:
        return show(session, here), ()
    if code == SCANNER_TOO_MANY:
        return raise_trouble(session, VisitFault.TOO_MANY_PAGES, Remedy.REVIEW, Phase.REVIEW)
    if not code:
        session, effects = reading.look_for_blank_letter(show(session, Phase.REVIEW))
        return session, (Say(Spoken.SCAN_ENDED, letter.account.sheets_in), *effects)
    if code == SCANNER_CANCELLED:
        # Who pressed the device's own button has the sheets in disorder: the whole letter is fed again.
        session = replace(session, letter=replace(letter, purpose=Purpose.REPLACE_ALL))
    return raise_trouble(_noticed(session, code), code, Remedy.SCAN, here)


def _noticed(session: Session, code: str) -> Session:
    """Believe the scan's fault until the scanner itself says that it is over."""
    if code == SCANNER_EMPTY:
        return replace(session, devices=replace(session.devices, paper=Paper.EMPTY))
    if code == SCANNER_CANCELLED:
        return session
    return replace(session, devices=replace(session.devices, scanner_code=code))


def _stop(session: Session, job: Job | None) -> Step:
    if job is None or job.state is JobState.RECORDING:
        session, effects = feeding.drop_unstarted(session, "cancelled")
        return show(session, Phase.REVIEW if session.letter.pages else Phase.FEEDER), effects
    if job.state is not JobState.RUNNING:
        return session, ()
    letter = replace(session.letter, job=replace(job, state=JobState.STOPPING))
    timer = StartTimer(Timer.STOPPING, session.config.stopping_s)
    return replace(session, letter=letter), (CancelScan(job.job_id), timer)


def _is_second_side(letter: Letter, page: Page) -> bool:
    staged = letter.job.staged if letter.job else ()
    return sum(other.sheet_key == page.sheet_key for other in (*letter.pages, *staged)) > 1
