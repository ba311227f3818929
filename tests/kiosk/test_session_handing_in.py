"""A letter is handed in once, and its receipt is printed only when the hand-over is durable."""

from __future__ import annotations

import pytest

from kiosk.session.codes import KioskFault, VisitFault
from kiosk.session.effects import (
    CallStaff,
    ForgetPages,
    HandIn,
    PrintReceipt,
    RecordIntent,
    RecordResult,
    Wipe,
)
from kiosk.session.events import (
    DeviceGone,
    HandOverFailed,
    IntentNotRecorded,
    InternalErrorMet,
    PrintEnded,
    PrintProgressed,
    SealingProgressed,
    TimerFired,
)
from kiosk.session.intents import Wish
from kiosk.session.state import Phase, Printing
from kiosk.session.values import Device, IntentKind, RequestId, SealingStage, SubmissionId, Timer
from tests.kiosk.visit_kit import Visitor, handed_over


def printing(visitor: Visitor) -> Printing:
    assert visitor.session.receipt is not None
    return visitor.session.receipt.printing


def test_taps_on_hand_in_hand_in_once() -> None:
    visitor = Visitor().to_summary()

    first = visitor.wish(Wish.HAND_IN)
    visitor.wish(Wish.HAND_IN, Wish.HAND_IN)
    visitor.journal(first)
    visitor.journal(first)
    visitor.wish(Wish.HAND_IN)

    assert len(visitor.asked(HandIn)) == 1


def test_sealing_waits_for_the_journal() -> None:
    visitor = Visitor().to_summary()

    effects = visitor.wish(Wish.HAND_IN)

    assert [effect.kind for effect in effects if isinstance(effect, RecordIntent)] == [IntentKind.HAND_IN]
    assert not visitor.asked(HandIn)


def test_nothing_is_sealed_when_the_journal_can_not_be_written() -> None:
    visitor = Visitor().to_summary()
    visitor.wish(Wish.HAND_IN)

    visitor.tell(
        IntentNotRecorded(IntentKind.HAND_IN, visitor.session.letter.submission_id, KioskFault.DISK_FULL)
    )

    assert visitor.phase is Phase.TROUBLE
    assert not visitor.asked(HandIn)
    visitor.wish(Wish.BACK)
    assert visitor.phase is Phase.SUMMARY


def test_letter_says_how_many_sheets_and_sides_it_has() -> None:
    letter = Visitor().to_summary().hand_in().letter

    assert letter.account.is_balanced
    assert (letter.account.sheets_in, len(letter.pages), len(letter.aside)) == (2, 2, 2)
    assert [page.sheet for page in letter.pages] == [1, 2]


def test_failed_hand_over_is_tried_again_with_the_same_letter() -> None:
    visitor = Visitor().to_signed_summary()
    first = visitor.hand_in()
    visitor.tell(HandOverFailed(first.letter.submission_id, "sync.disk_full"))
    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == "sync.disk_full"
    assert not visitor.asked(PrintReceipt)

    visitor.journal(visitor.wish(Wish.TROUBLE_ACTION))

    assert visitor.asked(HandIn) == [first, first]


def test_receipt_is_printed_only_after_the_hand_over() -> None:
    visitor = Visitor().to_summary()
    asked = visitor.hand_in()
    for stage in SealingStage:
        visitor.tell(SealingProgressed(asked.letter.submission_id, stage))
    assert not visitor.asked(PrintReceipt)

    visitor.tell(handed_over(asked.letter.submission_id))

    assert visitor.last(PrintReceipt).submission_id == asked.letter.submission_id
    assert visitor.phase is Phase.RECEIPT


def test_hand_over_of_another_letter_prints_nothing() -> None:
    visitor = Visitor().to_summary()
    visitor.hand_in()

    visitor.tell(handed_over(SubmissionId("letter-of-another")))

    assert visitor.phase is Phase.SEALING
    assert not visitor.asked(PrintReceipt)


def test_pages_and_details_are_forgotten_as_soon_as_the_letter_is_handed_over() -> None:
    visitor = Visitor().to_summary()
    ids = tuple(page.page_id for page in visitor.session.letter.pages)
    visitor.tell(handed_over(visitor.hand_in().letter.submission_id))

    assert ForgetPages(ids) in visitor.effects
    assert visitor.session.letter.pages == ()
    assert not any(field.value for field in visitor.session.details.fields)
    assert visitor.session.receipt is not None
    assert visitor.session.receipt.account.sheets_in == 2


def test_visit_can_not_be_left_while_the_letter_is_on_its_way() -> None:
    visitor = Visitor().to_summary()
    visitor.hand_in()

    visitor.wish(Wish.LEAVE, Wish.CONFIRM_LEAVE, Wish.BACK)

    assert visitor.phase is Phase.SEALING


def test_printed_receipt_closes_the_letter_in_the_journal() -> None:
    visitor = Visitor().to_receipt()
    submission_id = visitor.session.letter.submission_id
    visitor.tell(PrintProgressed(visitor.last(PrintReceipt).request_id, 0.5))
    visitor.wish(Wish.FINISH)
    assert visitor.phase is Phase.RECEIPT

    visitor.print()
    visitor.wish(Wish.FINISH)

    assert RecordResult(IntentKind.LETTER, submission_id, submission_id, "done") in visitor.effects
    assert visitor.phase is Phase.FINISHED
    visitor.tell(TimerFired(Timer.FINISHED))
    assert visitor.phase is Phase.ATTRACT
    assert visitor.last(Wipe) == Wipe()


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("printer.paper_out", Printing.PAPER_OUT),
        ("printer.cover_open", Printing.COVER_OPEN),
        ("printer.silent", Printing.FAILED),
    ],
)
def test_failed_receipt_is_printed_whole_again(code: str, shown: Printing) -> None:
    visitor = Visitor().to_receipt()
    first = visitor.last(PrintReceipt)
    visitor.tell(PrintProgressed(first.request_id, 0.6))
    visitor.print(code)
    assert printing(visitor) is shown
    visitor.wish(Wish.FINISH)
    assert visitor.phase is Phase.RECEIPT

    visitor.wish(Wish.PRINT_AGAIN)
    assert visitor.session.receipt is not None
    assert visitor.session.receipt.progress == 0.0
    assert visitor.last(PrintReceipt).request_id != first.request_id
    visitor.print()

    assert printing(visitor) is Printing.PRINTED


def test_resident_who_noted_the_number_may_go_without_paper() -> None:
    visitor = Visitor().to_receipt()
    visitor.wish(Wish.FINISH_WITHOUT_RECEIPT)
    assert visitor.phase is Phase.RECEIPT
    visitor.print("printer.paper_out")

    visitor.wish(Wish.FINISH_WITHOUT_RECEIPT)

    assert visitor.phase is Phase.FINISHED
    assert "done_without_receipt" in [effect.outcome for effect in visitor.asked(RecordResult)]


def test_dead_printer_is_told_at_once_and_its_late_answer_is_dropped() -> None:
    visitor = Visitor().to_receipt()
    asked = visitor.last(PrintReceipt)

    visitor.tell(DeviceGone(Device.PRINTER))
    assert printing(visitor) is Printing.FAILED
    visitor.tell(PrintEnded(asked.request_id, ""))

    assert printing(visitor) is Printing.FAILED


def test_staff_learn_why_they_are_called() -> None:
    visitor = Visitor().to_receipt()
    visitor.print("printer.paper_out")

    visitor.wish(Wish.CALL_STAFF)

    assert visitor.last(CallStaff).code == VisitFault.RECEIPT_NOT_PRINTED


def test_next_letter_keeps_the_comfort_settings_and_nothing_else() -> None:
    visitor = Visitor()
    visitor.wish(Wish.TOGGLE_CONTRAST)
    visitor.to_receipt()
    visitor.print()

    visitor.wish(Wish.NEXT_LETTER)

    assert visitor.phase is Phase.FEEDER
    assert visitor.session.comfort.high_contrast
    assert visitor.session.receipt is None
    assert visitor.session.letter.submission_id == ""
    assert visitor.last(Wipe) == Wipe(whole_visit=False)
    visitor.scan(1)
    assert visitor.session.letter.submission_id == "letter-2"


def test_bug_while_sealing_does_not_lose_the_number() -> None:
    visitor = Visitor().to_summary()
    asked = visitor.hand_in()
    visitor.tell(InternalErrorMet())
    assert visitor.phase is Phase.TROUBLE

    visitor.tell(handed_over(asked.letter.submission_id))

    assert visitor.phase is Phase.RECEIPT
    assert visitor.session.trouble is None


def test_bug_elsewhere_wipes_the_letter_and_says_so() -> None:
    visitor = Visitor().to_details()

    visitor.tell(InternalErrorMet())

    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == KioskFault.INTERNAL_ERROR
    assert visitor.session.letter.pages == ()
    assert Wipe(whole_visit=False) in visitor.effects
    visitor.wish(Wish.BACK)
    assert visitor.phase is Phase.TROUBLE
    visitor.wish(Wish.TROUBLE_ACTION)
    assert visitor.phase is Phase.ATTRACT


def test_progress_of_an_older_print_is_not_shown() -> None:
    visitor = Visitor().to_receipt()

    visitor.tell(PrintProgressed(RequestId("r0"), 0.9))

    assert visitor.session.receipt is not None
    assert visitor.session.receipt.progress == 0.0
