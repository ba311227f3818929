"""Whatever the feeder does, every sheet is accounted for and nothing moves before the journal knows."""

from __future__ import annotations

import pytest

from kiosk.session.codes import KioskFault, VisitFault
from kiosk.session.effects import (
    CancelScan,
    ForgetPages,
    NewSubmission,
    ReadPage,
    RecordIntent,
    RecordResult,
    Say,
    StartScan,
)
from kiosk.session.events import (
    DeviceBack,
    DeviceGone,
    IntentNotRecorded,
    IntentRecorded,
    PageRead,
    ScanEnded,
    ScannerSeen,
    SideScanned,
    SubmissionBegun,
    TimerFired,
)
from kiosk.session.intents import Wish
from kiosk.session.state import Phase, SessionConfig
from kiosk.session.values import (
    Device,
    IntentKind,
    JobId,
    PageId,
    Paper,
    Place,
    ReadStatus,
    RequestId,
    Side,
    Source,
    Spoken,
    SubmissionId,
    Timer,
)
from tests.kiosk.visit_kit import TODAY, Visitor

FRONT, BACK = Side.FRONT, Side.BACK


def account(visitor: Visitor) -> tuple[int, int, int, int, int]:
    """Sheets in, sides scanned, shown, blank, removed."""
    now = visitor.session.letter.account
    return now.sheets_in, now.sides_scanned, now.shown, now.blank, now.removed


# -- before the motor moves


def test_motor_waits_until_letter_and_scan_are_on_disk() -> None:
    visitor = Visitor().to_feeder()

    (asked,) = [effect for effect in visitor.wish(Wish.START_SCAN) if isinstance(effect, NewSubmission)]
    recorded = [effect for effect in visitor.begin(asked) if isinstance(effect, RecordIntent)]
    assert [intent.kind for intent in recorded] == [IntentKind.LETTER, IntentKind.SCAN]
    assert visitor.tell(IntentRecorded(recorded[0].kind, recorded[0].key)) == ()
    started = visitor.tell(IntentRecorded(recorded[1].kind, recorded[1].key))

    assert [type(effect) for effect in started] == [StartScan]
    assert visitor.last(StartScan).job_id == recorded[1].key


def test_motor_waits_for_the_letter_even_when_the_scan_is_recorded_first() -> None:
    visitor = Visitor().to_feeder()
    (asked,) = [effect for effect in visitor.wish(Wish.START_SCAN) if isinstance(effect, NewSubmission)]
    letter, scan = (effect for effect in visitor.begin(asked) if isinstance(effect, RecordIntent))

    visitor.tell(IntentRecorded(scan.kind, scan.key))
    assert not visitor.asked(StartScan)
    visitor.tell(IntentRecorded(letter.kind, letter.key))

    assert len(visitor.asked(StartScan)) == 1


@pytest.mark.parametrize("missing", [IntentKind.LETTER, IntentKind.SCAN])
def test_full_disk_stops_the_scan_before_the_motor_and_can_be_tried_again(missing: IntentKind) -> None:
    visitor = Visitor().to_feeder()
    (asked,) = [effect for effect in visitor.wish(Wish.START_SCAN) if isinstance(effect, NewSubmission)]
    for effect in visitor.begin(asked):
        if isinstance(effect, RecordIntent):
            is_missing = effect.kind is missing
            visitor.tell(
                IntentNotRecorded(effect.kind, effect.key, KioskFault.DISK_FULL)
                if is_missing
                else IntentRecorded(effect.kind, effect.key)
            )

    assert not visitor.asked(StartScan)
    assert visitor.phase is Phase.TROUBLE
    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == KioskFault.DISK_FULL

    visitor.journal(visitor.wish(Wish.TROUBLE_ACTION))
    assert len(visitor.asked(StartScan)) == 1


def test_second_tap_on_scan_starts_nothing() -> None:
    visitor = Visitor().to_feeder()

    first = visitor.wish(Wish.START_SCAN)
    second = visitor.wish(Wish.START_SCAN)
    visitor.journal(first)

    assert not [effect for effect in second if isinstance(effect, NewSubmission | RecordIntent | StartScan)]
    assert len(visitor.asked(StartScan)) == 1


def test_submission_of_a_scan_that_was_stopped_is_not_used() -> None:
    visitor = Visitor().to_feeder()
    visitor.wish(Wish.START_SCAN, Wish.STOP_SCAN)
    assert visitor.phase is Phase.FEEDER

    visitor.tell(SubmissionBegun(visitor.last(NewSubmission).request_id, SubmissionId("late"), TODAY))

    assert visitor.session.letter.submission_id == ""
    assert not visitor.asked(RecordIntent)


def test_submission_for_another_question_is_not_used() -> None:
    visitor = Visitor().to_feeder()
    visitor.wish(Wish.START_SCAN)

    visitor.tell(SubmissionBegun(RequestId("r-none"), SubmissionId("other"), TODAY))

    assert visitor.session.letter.submission_id == ""


def test_empty_feeder_starts_nothing_but_the_glass_does() -> None:
    visitor = Visitor().to_feeder()
    visitor.tell(ScannerSeen(Paper.EMPTY))
    visitor.wish(Wish.START_SCAN)
    assert visitor.phase is Phase.FEEDER

    visitor.wish(Wish.USE_GLASS)
    started = visitor.start_scan()

    assert started.source is Source.GLASS


def test_missing_scanner_greys_out_handing_in_until_it_is_back() -> None:
    visitor = Visitor()
    visitor.wish(Wish.START)
    visitor.tell(DeviceGone(Device.SCANNER))
    visitor.wish(Wish.HAND_IN_LETTER)
    assert visitor.phase is Phase.HOME

    visitor.tell(DeviceBack(Device.SCANNER))
    visitor.wish(Wish.HAND_IN_LETTER)

    assert visitor.phase is Phase.PRIVACY


# -- sides


def test_pages_come_one_by_one_and_blank_backs_step_aside() -> None:
    visitor = Visitor().to_review(3)

    assert account(visitor) == (3, 6, 3, 3, 0)
    assert visitor.phase is Phase.REVIEW
    assert len(visitor.asked(ReadPage)) == 6


def test_side_of_another_job_never_gets_in_and_is_forgotten() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()

    effects = visitor.tell(SideScanned(JobId("yesterday-1"), PageId("foreign"), 1, FRONT))

    assert visitor.session.letter.pages == ()
    assert effects == (ForgetPages((PageId("foreign"),)),)


def test_side_that_comes_after_the_visit_is_forgotten() -> None:
    visitor = Visitor().to_feeder()
    started = visitor.start_scan()
    visitor.wish(Wish.LEAVE, Wish.CONFIRM_LEAVE)
    assert visitor.phase is Phase.ATTRACT

    effects = visitor.tell(SideScanned(started.job_id, PageId("late"), 1, FRONT))

    assert effects == (ForgetPages((PageId("late"),)),)
    assert visitor.session.letter.pages == ()


def test_same_side_told_twice_counts_once() -> None:
    visitor = Visitor().to_feeder()
    job_id = visitor.start_scan().job_id
    side = SideScanned(job_id, PageId("a"), 1, FRONT)

    visitor.tell(side, side)

    assert visitor.session.letter.account.sides_scanned == 1


def test_sheets_are_counted_aloud_once_each() -> None:
    visitor = Visitor().to_feeder()
    visitor.scan(2)

    said = [effect.value for effect in visitor.asked(Say) if effect.what is Spoken.SHEET_SCANNED]

    assert said == [1, 2]


# -- jam and other faults


def jammed(visitor: Visitor, *, with_half_sheet: bool) -> list[PageId]:
    visitor.to_feeder().start_scan()
    sides = [(1, FRONT), (1, BACK), (2, FRONT), (2, BACK)]
    return visitor.feed(*sides, *([(3, FRONT)] if with_half_sheet else []), code="scanner.jam")


@pytest.mark.parametrize("with_half_sheet", [False, True])
def test_jam_keeps_whole_sheets_and_the_stuck_one_is_fed_again(with_half_sheet: bool) -> None:
    visitor = Visitor()
    ids = jammed(visitor, with_half_sheet=with_half_sheet)
    assert visitor.phase is Phase.TROUBLE
    assert account(visitor)[:2] == (2, 4)
    if with_half_sheet:
        assert (ids[4],) in [effect.page_ids for effect in visitor.asked(ForgetPages)]

    visitor.tell(ScannerSeen(Paper.LOADED))
    visitor.journal(visitor.wish(Wish.TROUBLE_ACTION))
    more = visitor.feed((1, FRONT), (1, BACK), (2, FRONT), (2, BACK))

    assert account(visitor)[:2] == (4, 8)
    assert visitor.ids() == [*ids[:4], *more]
    assert list(visitor.session.letter.sheet_numbers().values()) == [1, 2, 3, 4]


def test_continue_button_sleeps_until_the_scanner_is_sound() -> None:
    visitor = Visitor()
    jammed(visitor, with_half_sheet=False)
    visitor.wish(Wish.TROUBLE_ACTION)
    assert visitor.phase is Phase.TROUBLE

    visitor.tell(ScannerSeen(Paper.LOADED, "scanner.cover_open"))
    assert visitor.session.trouble is not None
    assert visitor.session.trouble.steps_done == 1
    visitor.wish(Wish.TROUBLE_ACTION)
    assert visitor.phase is Phase.TROUBLE
    visitor.tell(ScannerSeen(Paper.LOADED))
    visitor.wish(Wish.TROUBLE_ACTION)

    assert visitor.phase is Phase.SCANNING


def test_a_sheet_that_can_not_be_fed_again_does_not_hold_the_letter_up() -> None:
    visitor = Visitor()
    jammed(visitor, with_half_sheet=False)

    visitor.wish(Wish.BACK)

    assert visitor.phase is Phase.REVIEW
    assert account(visitor)[:2] == (2, 4)


def test_scanner_that_dies_in_mid_letter_ends_the_scan_at_once() -> None:
    visitor = Visitor().to_feeder()
    job_id = visitor.start_scan().job_id
    visitor.feed((1, FRONT), (1, BACK), (2, FRONT), end=False)

    visitor.tell(DeviceGone(Device.SCANNER))
    assert visitor.phase is Phase.TROUBLE
    assert account(visitor)[:2] == (1, 2)
    assert visitor.last(RecordResult).outcome == "scanner.unplugged"
    visitor.tell(ScanEnded(job_id, "device.gone", 3, 2))
    visitor.tell(DeviceBack(Device.SCANNER))
    visitor.journal(visitor.wish(Wish.TROUBLE_ACTION))

    assert visitor.phase is Phase.SCANNING
    assert account(visitor)[:2] == (1, 2)


def test_scan_without_a_side_is_an_empty_feeder() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()

    visitor.feed()

    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == "scanner.empty"
    visitor.wish(Wish.TROUBLE_ACTION)
    assert visitor.phase is Phase.TROUBLE
    visitor.tell(ScannerSeen(Paper.LOADED))
    visitor.wish(Wish.TROUBLE_ACTION)
    assert visitor.phase is Phase.SCANNING


def test_one_sided_scanner_keeps_every_side_before_a_jam() -> None:
    visitor = Visitor(SessionConfig(is_duplex=False)).to_feeder()
    visitor.start_scan()

    visitor.feed((1, FRONT), (2, FRONT), code="scanner.jam")

    assert account(visitor)[:2] == (2, 2)


def test_stop_keeps_the_whole_sheets_and_shows_them() -> None:
    visitor = Visitor().to_feeder()
    job_id = visitor.start_scan().job_id
    visitor.feed((1, FRONT), (1, BACK), (2, FRONT), end=False)

    assert [effect for effect in visitor.wish(Wish.STOP_SCAN) if isinstance(effect, CancelScan)]
    assert visitor.phase is Phase.SCANNING
    visitor.tell(ScanEnded(job_id, "scanner.cancelled", 3, 2))

    assert visitor.phase is Phase.REVIEW
    assert account(visitor)[:2] == (1, 2)


def test_scanner_that_does_not_stop_is_given_up() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.wish(Wish.STOP_SCAN)

    visitor.tell(TimerFired(Timer.STOPPING))

    assert visitor.phase is Phase.FEEDER
    assert visitor.session.letter.job is None


def test_thick_letter_ends_in_plain_words_and_keeps_what_fitted() -> None:
    visitor = Visitor(SessionConfig(max_sides=4)).to_feeder()
    assert visitor.start_scan().max_sides == 4

    visitor.feed((1, FRONT), (1, BACK), (2, FRONT), (2, BACK), (3, FRONT), code="scanner.too_many")

    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == VisitFault.TOO_MANY_PAGES
    assert account(visitor)[:2] == (2, 4)
    visitor.wish(Wish.TROUBLE_ACTION)
    assert visitor.phase is Phase.REVIEW


def test_full_letter_takes_no_more() -> None:
    visitor = Visitor(SessionConfig(max_sides=4)).to_review(2)

    visitor.wish(Wish.ADD_PAGES, Wish.START_SCAN)

    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == VisitFault.TOO_MANY_PAGES


def test_two_hundred_sheets_stay_accounted_for() -> None:
    visitor = Visitor(SessionConfig(max_sides=400)).to_feeder()
    visitor.scan(200)

    assert account(visitor) == (200, 400, 200, 200, 0)


# -- more, again, instead


def test_added_sheets_follow_the_first_ones() -> None:
    visitor = Visitor().to_review(2)
    first = visitor.ids()

    visitor.wish(Wish.ADD_PAGES)
    assert visitor.phase is Phase.FEEDER
    more = visitor.scan(1)

    assert visitor.ids() == [*first, more[0]]
    assert account(visitor) == (3, 6, 3, 3, 0)


def test_scanning_again_discards_the_old_sides_when_the_first_new_one_comes() -> None:
    visitor = Visitor().to_review(2)
    old_job = visitor.last(StartScan).job_id
    old = [page.page_id for page in visitor.session.letter.pages]
    visitor.wish(Wish.SCAN_AGAIN)
    visitor.start_scan()
    assert account(visitor)[:2] == (2, 4)

    new = visitor.feed((1, FRONT), (1, BACK))

    assert account(visitor)[:2] == (1, 2)
    assert visitor.ids() == list(new)
    assert ForgetPages(tuple(old)) in visitor.effects
    discarded = [effect for effect in visitor.asked(RecordResult) if effect.outcome == "discarded"]
    assert [effect.key for effect in discarded] == [old_job]


def test_scanning_again_with_an_empty_feeder_loses_nothing() -> None:
    visitor = Visitor().to_review(2)
    visitor.wish(Wish.SCAN_AGAIN)
    visitor.start_scan()

    visitor.feed(code="scanner.empty")
    visitor.wish(Wish.BACK)

    assert visitor.phase is Phase.REVIEW
    assert account(visitor) == (2, 4, 2, 2, 0)


def test_jam_while_scanning_again_continues_with_the_new_sides() -> None:
    visitor = Visitor().to_review(2)
    visitor.wish(Wish.SCAN_AGAIN)
    visitor.start_scan()
    first = visitor.feed((1, FRONT), (1, BACK), code="scanner.jam")

    visitor.tell(ScannerSeen(Paper.LOADED))
    visitor.journal(visitor.wish(Wish.TROUBLE_ACTION))
    second = visitor.feed((1, FRONT), (1, BACK))

    assert visitor.ids() == [*first, *second]


def test_sheet_scanned_again_takes_the_place_of_the_old_one() -> None:
    visitor = Visitor().to_review(3)
    one, two, three = visitor.ids()
    visitor.wish(Wish.SCAN_PAGE_AGAIN, about=two)

    new = visitor.scan(1)

    assert visitor.ids() == [one, new[0], three]
    assert account(visitor) == (3, 6, 3, 3, 0)
    assert visitor.session.letter.selected_page == new[0]


def test_failed_second_scan_of_a_sheet_keeps_the_old_one() -> None:
    visitor = Visitor().to_review(2)
    before = visitor.ids()
    visitor.wish(Wish.SCAN_PAGE_AGAIN, about=before[0])
    visitor.start_scan()

    new = visitor.feed((1, FRONT), code="scanner.jam")

    assert visitor.ids() == before
    assert ForgetPages(tuple(new)) in visitor.effects
    visitor.wish(Wish.BACK)
    assert visitor.phase is Phase.REVIEW
    assert account(visitor) == (2, 4, 2, 2, 0)


def test_button_on_the_scanner_starts_the_letter_over() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.feed((1, FRONT), (1, BACK), code="scanner.cancelled")

    visitor.journal(visitor.wish(Wish.TROUBLE_ACTION))
    new = visitor.feed((1, FRONT), (1, BACK), (2, FRONT), (2, BACK))

    assert visitor.ids() == list(new)


# -- reading


def test_letter_of_blank_sheets_is_told_and_can_still_be_looked_at() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.read(visitor.feed((1, FRONT), (1, BACK)), blank=True)
    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == VisitFault.EMPTY_LETTER

    visitor.wish(Wish.BACK)
    assert visitor.phase is Phase.REVIEW
    visitor.wish(Wish.RESTORE_PAGE, about=visitor.ids(Place.BLANK)[0])

    assert account(visitor) == (1, 2, 1, 1, 0)


def test_blank_letter_fed_again_replaces_the_blank_sides() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.read(visitor.feed((1, FRONT), (1, BACK)), blank=True)

    visitor.wish(Wish.TROUBLE_ACTION)
    visitor.scan(1)

    assert account(visitor) == (1, 2, 1, 1, 0)


def test_side_that_the_resident_brought_back_stays_whatever_reading_says() -> None:
    visitor = Visitor().to_review(1)
    (back,) = visitor.ids(Place.BLANK)
    visitor.wish(Wish.RESTORE_PAGE, about=back)

    visitor.tell(PageRead(PageId(back), ReadStatus.READ, is_blank=True))

    assert back in visitor.ids()


def test_going_on_waits_for_the_last_page_and_then_goes_by_itself() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    one, two = visitor.feed((1, FRONT), (2, FRONT))
    visitor.read([one])
    visitor.wish(Wish.PAGES_DONE)
    assert visitor.phase is Phase.REVIEW

    visitor.read([two])

    assert visitor.phase is Phase.DETAILS


def test_page_that_is_never_read_goes_on_as_a_picture() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    (one,) = visitor.feed((1, FRONT))
    visitor.wish(Wish.PAGES_DONE)

    visitor.tell(TimerFired(Timer.READING))

    assert visitor.phase is Phase.DETAILS
    page = visitor.session.letter.page(one)
    assert page is not None
    assert page.status is ReadStatus.IMAGE_ONLY


def test_reading_that_comes_after_the_review_moves_no_page() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    one, two = visitor.feed((1, FRONT), (1, BACK))
    visitor.read([one])
    visitor.wish(Wish.PAGES_DONE)
    visitor.tell(TimerFired(Timer.READING))

    visitor.read([two], blank=True)

    assert visitor.ids() == [one, two]


def test_unreadable_page_has_to_be_scanned_again() -> None:
    visitor = Visitor().to_review(2)
    one, two = visitor.ids()
    visitor.tell(PageRead(PageId(two), ReadStatus.UNREADABLE, reason="ocr.unreadable_image"))
    visitor.wish(Wish.PAGES_DONE)
    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == VisitFault.UNREADABLE_PAGE

    visitor.wish(Wish.TROUBLE_ACTION)
    new = visitor.scan(1)
    visitor.wish(Wish.PAGES_DONE)

    assert visitor.ids() == [one, new[0]]
    assert visitor.phase is Phase.DETAILS
