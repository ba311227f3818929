"""Relief first, then paper: the number is on the screen whatever the printer does."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import ending
from kiosk.session.codes import PRINTER_COVER_OPEN, PRINTER_GONE, PRINTER_PAPER_OUT
from kiosk.session.effects import Effect, ForgetPages, PrintReceipt, RecordResult, Say, Sound
from kiosk.session.events import Event, HandedOver, PrintEnded, PrintProgressed, TimerFired
from kiosk.session.intents import Intent, Wish
from kiosk.session.letter import Letter
from kiosk.session.state import (
    Details,
    Phase,
    Printing,
    Receipt,
    Session,
    Signing,
    Step,
    request,
    show,
)
from kiosk.session.values import IntentKind, SoundName, Spoken, Timer

_FAILURES = {PRINTER_PAPER_OUT: Printing.PAPER_OUT, PRINTER_COVER_OPEN: Printing.COVER_OPEN}
FAILED = (Printing.PAPER_OUT, Printing.COVER_OPEN, Printing.FAILED)


def take(session: Session, event: Event) -> Step | None:
    """Print, print again, and say goodbye."""
    receipt = session.receipt
    match event:
        case PrintProgressed(request_id, fraction) if receipt and request_id == receipt.request:
            progress = min(1.0, max(receipt.progress, fraction))
            return replace(session, receipt=replace(receipt, progress=progress)), ()
        case PrintEnded(request_id, code) if receipt and request_id == receipt.request:
            return _ended(session, receipt, code)
        case TimerFired(Timer.FINISHED) if session.phase is Phase.FINISHED:
            return ending.end_visit(session)
        case Intent(wish) if session.phase is Phase.RECEIPT and receipt:
            return _wish(session, receipt, wish)
        case Intent(Wish.FINISH | Wish.START) if session.phase is Phase.FINISHED:
            return ending.end_visit(session)
        case Intent(Wish.NEXT_LETTER) if session.phase is Phase.FINISHED:
            return ending.end_letter(session, Phase.FEEDER)
        case _:
            return None


def handed_over(session: Session, event: HandedOver) -> Step:
    """Forget the letter, keep the receipt, and print it."""
    letter = session.letter
    receipt = Receipt(
        number=event.number,
        secret=event.secret,
        qr=event.qr,
        at=event.at,
        clock=event.clock,
        digest_prefix=event.digest_prefix,
        account=letter.account,
        is_signed=session.signing.signed_in is not None,
    )
    gone = ForgetPages(tuple(page.page_id for page in letter.pages))
    done = RecordResult(IntentKind.HAND_IN, letter.submission_id, letter.submission_id, "done")
    kept = Letter(submission_id=letter.submission_id, is_recorded=letter.is_recorded)
    session = replace(
        show(session, Phase.RECEIPT),
        letter=kept,
        details=Details(),
        signing=Signing(),
        sealing=None,
        trouble=None,
    )
    session, effects = _print(session, receipt)
    return session, (done, gone, Sound(SoundName.DONE), *effects)


def printer_gone(session: Session) -> Step:
    """The printer died: what it was printing will not come out whole."""
    receipt = session.receipt
    if receipt is None or receipt.printing is not Printing.PRINTING:
        return session, ()
    return _ended(session, receipt, PRINTER_GONE)


def _print(session: Session, receipt: Receipt) -> Step:
    session, request_id = request(session)
    printing = replace(receipt, printing=Printing.PRINTING, progress=0.0, request=request_id)
    effect = PrintReceipt(request_id, session.letter.submission_id)
    return replace(session, receipt=printing), (effect,)


def _ended(session: Session, receipt: Receipt, code: str) -> Step:
    if code:
        failed = replace(receipt, printing=_FAILURES.get(code, Printing.FAILED), request=None)
        effects: tuple[Effect, ...] = (Sound(SoundName.TROUBLE), Say(Spoken.RECEIPT_FAILED))
        return replace(session, receipt=failed), effects
    printed = replace(receipt, printing=Printing.PRINTED, progress=1.0, request=None)
    session, closed = _closed(session, "done")
    return replace(session, receipt=printed), (*closed, Say(Spoken.RECEIPT_PRINTED))


def _wish(session: Session, receipt: Receipt, wish: Wish) -> Step | None:
    match wish:
        case Wish.PRINT_AGAIN if receipt.printing is not Printing.PRINTING:
            return _print(session, receipt)
        case Wish.FINISH if receipt.printing is Printing.PRINTED:
            return _finish(session)
        case Wish.FINISH_WITHOUT_RECEIPT if receipt.printing in FAILED:
            return _finish(session)
        case Wish.NEXT_LETTER if receipt.printing is not Printing.PRINTING:
            return ending.end_letter(session, Phase.FEEDER)
        case _:
            return None


def _finish(session: Session) -> Step:
    """Wipe at once; only the thank-you in the resident's language stays for a moment."""
    session, wiped = ending.end_letter(session, Phase.FINISHED)
    return session, wiped


def _closed(session: Session, outcome: str) -> Step:
    letter = session.letter
    if letter.is_closed:
        return session, ()
    result = RecordResult(IntentKind.LETTER, letter.submission_id, letter.submission_id, outcome)
    return replace(session, letter=replace(letter, is_closed=True)), (result,)
