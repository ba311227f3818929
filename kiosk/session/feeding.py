"""Nothing moves before the journal knows of it: from the feeder screen to a scan whose intent is on disk."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.codes import VisitFault
from kiosk.session.effects import Effect, NewSubmission, RecordIntent, RecordResult, StartScan
from kiosk.session.events import Event, IntentNotRecorded, IntentRecorded, SubmissionBegun
from kiosk.session.intents import Intent, Wish
from kiosk.session.letter import Job, JobState, Letter, Purpose, ready_to_append
from kiosk.session.raising import raise_trouble
from kiosk.session.state import Phase, Remedy, Session, Step, request, show
from kiosk.session.values import IntentKind, JobId, Paper, Source


def take(session: Session, event: Event) -> Step | None:
    """Choose feeder or glass, start, and wait for the journal."""
    match event:
        case Intent(wish) if session.phase is Phase.FEEDER:
            return _wish(session, wish)
        case SubmissionBegun(request_id, submission_id, today) if request_id == session.letter.opening:
            letter = replace(session.letter, submission_id=submission_id, today=today, opening=None)
            return _record_job(replace(session, letter=letter))
        case IntentRecorded(kind, key):
            return _recorded(session, kind, key)
        case IntentNotRecorded(IntentKind.LETTER | IntentKind.SCAN, key, code):
            return _not_recorded(session, key, code)
        case _:
            return None


def can_start(session: Session) -> bool:
    """Whether the scanner could pull something in now; a sensor that can't tell is believed."""
    has_paper = session.letter.uses_glass or session.devices.paper is not Paper.EMPTY
    return session.devices.is_scanner_ready and has_paper


def start(session: Session) -> Step | None:
    """Begin a scan; None when one is under way or the scanner is not ready."""
    letter = session.letter
    if letter.job or letter.opening or not can_start(session):
        return None
    if _room(session) <= 0:
        return raise_trouble(session, VisitFault.TOO_MANY_PAGES, Remedy.REVIEW, Phase.REVIEW)
    session = show(session, Phase.SCANNING)
    if letter.submission_id:
        return _record_job(session)
    session, request_id = request(session)
    return replace(session, letter=replace(letter, opening=request_id)), (NewSubmission(request_id),)


def drop_unstarted(session: Session, outcome: str) -> Step:
    """Give up a scan for which nothing has moved yet."""
    letter, effects = session.letter, tuple[Effect, ...]()
    if letter.job is not None:
        effects = (RecordResult(IntentKind.SCAN, letter.job.job_id, letter.submission_id, outcome),)
    return replace(session, letter=replace(letter, job=None, opening=None)), effects


def _wish(session: Session, wish: Wish) -> Step | None:
    letter = session.letter
    match wish:
        case Wish.START_SCAN:
            return start(session)
        case Wish.USE_GLASS:
            return replace(session, letter=replace(letter, uses_glass=not letter.uses_glass)), ()
        case Wish.BACK if letter.pages:
            return show(replace(session, letter=ready_to_append(letter)), Phase.REVIEW), ()
        case Wish.BACK:
            return show(session, Phase.PRIVACY), ()
        case _:
            return None


def _room(session: Session) -> int:
    letter, limit = session.letter, session.config.max_sides
    if letter.purpose is Purpose.REPLACE_ALL:
        return limit
    replaced = sum(page.sheet_key == letter.replaces for page in letter.pages)
    return limit - len(letter.pages) + replaced


def _record_job(session: Session) -> Step:
    serial = session.serial + 1
    letter = session.letter
    job_id = JobId(f"{letter.submission_id}-{serial}")
    job = Job(job_id, Source.GLASS if letter.uses_glass else Source.FEEDER)
    effects: tuple[Effect, ...] = (RecordIntent(IntentKind.SCAN, job_id, letter.submission_id),)
    if not letter.is_recorded:
        effects = (
            RecordIntent(IntentKind.LETTER, letter.submission_id, letter.submission_id),
            *effects,
        )
    return replace(session, serial=serial, letter=replace(letter, job=job)), effects


def _recorded(session: Session, kind: IntentKind, key: str) -> Step | None:
    letter = session.letter
    if kind is IntentKind.LETTER and key == letter.submission_id:
        return _start_if_recorded(session, replace(letter, is_recorded=True))
    if kind is IntentKind.SCAN and letter.job is not None and key == letter.job.job_id:
        return _start_if_recorded(session, replace(letter, job=replace(letter.job, is_recorded=True)))
    return None


def _start_if_recorded(session: Session, letter: Letter) -> Step:
    session, job = replace(session, letter=letter), letter.job
    if job is None or job.state is not JobState.RECORDING or not (job.is_recorded and letter.is_recorded):
        return session, ()
    room = _room(session)
    running = replace(job, state=JobState.RUNNING, room=room)
    letter = replace(letter, job=running, jobs=(*letter.jobs, job.job_id))
    scan = StartScan(job.job_id, letter.submission_id, job.source, room)
    return replace(session, letter=letter), (scan,)


def _not_recorded(session: Session, key: str, code: str) -> Step | None:
    letter = session.letter
    job = letter.job
    if job is None or job.state is not JobState.RECORDING or key not in (job.job_id, letter.submission_id):
        return None
    session, dropped = drop_unstarted(session, code)
    session, raised = raise_trouble(
        session, code, Remedy.SCAN, Phase.REVIEW if letter.pages else Phase.FEEDER
    )
    return session, dropped + raised
