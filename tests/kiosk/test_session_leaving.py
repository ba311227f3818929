"""A visit ends when the resident says so or when nobody is there, and then nothing of it is left."""

from __future__ import annotations

import inspect

import pytest

from kiosk.session.effects import (
    CallStaff,
    CancelScan,
    RecordResult,
    Sound,
    StartTimer,
    StopTimer,
    WatchFeeder,
    Wipe,
)
from kiosk.session.events import (
    CardInserted,
    KioskStarted,
    OfficeSeen,
    ScannerSeen,
    ServiceResumed,
    ServiceStopped,
    Shut,
    TimerFired,
)
from kiosk.session.intents import Wish, parse_intent
from kiosk.session.state import Comfort, Dialog, Phase, SessionConfig, blank_session
from kiosk.session.values import IntentKind, Paper, Side, SoundName, SubmissionId, Timer
from kiosk.view.intents import Intent as ScreenIntents
from tests.kiosk.visit_kit import CONFIG, Visitor


def idle(visitor: Visitor) -> None:
    visitor.tell(TimerFired(Timer.IDLE))


# -- inactivity


def test_visit_left_alone_warns_counts_down_and_wipes_itself() -> None:
    visitor = Visitor().to_details()

    idle(visitor)
    assert visitor.session.dialog is Dialog.INACTIVITY
    assert visitor.session.seconds_left == 20
    assert Sound(SoundName.WARNING) in visitor.effects
    for left in range(19, 0, -1):
        visitor.tell(TimerFired(Timer.SECOND))
        assert visitor.session.seconds_left == left
    visitor.tell(TimerFired(Timer.SECOND))

    assert visitor.session == blank_session(visitor.session)
    assert visitor.last(Wipe) == Wipe()
    assert visitor.last(RecordResult).outcome == "abandoned"


def test_answer_to_the_warning_leads_back_to_the_same_screen() -> None:
    visitor = Visitor().to_details()
    before = visitor.session
    idle(visitor)

    effects = visitor.wish(Wish.STAY)

    assert visitor.session == before
    assert StopTimer(Timer.SECOND) in effects
    assert StartTimer(Timer.IDLE, CONFIG.idle_s) in effects


def test_touch_beside_the_buttons_starts_the_countdown_afresh_and_leaves_the_buttons_there() -> None:
    visitor = Visitor().to_details()
    idle(visitor)
    visitor.tell(TimerFired(Timer.SECOND))

    visitor.wish(Wish.TOUCHED)
    assert visitor.session.seconds_left == 20
    visitor.wish(Wish.CONFIRM_LEAVE)

    assert visitor.phase is Phase.ATTRACT


def test_tick_that_comes_after_the_answer_does_nothing() -> None:
    visitor = Visitor().to_details()
    idle(visitor)
    visitor.wish(Wish.STAY)
    before = visitor.session

    visitor.tell(TimerFired(Timer.SECOND))

    assert visitor.session == before


def test_every_touch_and_every_card_puts_the_warning_off() -> None:
    visitor = Visitor().to_sign_choice()

    assert StartTimer(Timer.IDLE, CONFIG.idle_s) in visitor.wish(Wish.TOUCHED)
    assert StartTimer(Timer.IDLE, CONFIG.idle_s) in visitor.tell(CardInserted())


def test_paper_put_into_the_feeder_is_a_sign_of_life() -> None:
    visitor = Visitor().to_feeder()

    assert StartTimer(Timer.IDLE, CONFIG.idle_s) in visitor.tell(ScannerSeen(Paper.EMPTY))
    assert visitor.tell(ScannerSeen(Paper.EMPTY)) == ()


def test_nobody_is_hurried_while_the_machine_is_at_work() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    idle(visitor)
    assert visitor.session.dialog is Dialog.NONE

    visitor = Visitor().to_summary()
    visitor.hand_in()
    idle(visitor)
    assert visitor.session.dialog is Dialog.NONE

    visitor = Visitor().to_receipt()
    idle(visitor)
    assert visitor.session.dialog is Dialog.NONE


def test_receipt_screen_waits_longer() -> None:
    visitor = Visitor().to_receipt()

    visitor.print()

    assert StartTimer(Timer.IDLE, CONFIG.receipt_idle_s) in visitor.effects
    idle(visitor)
    assert visitor.session.dialog is Dialog.INACTIVITY


def test_language_that_somebody_left_on_the_attract_screen_goes_away() -> None:
    visitor = Visitor()

    effects = visitor.wish(Wish.SET_LANGUAGE, about="de")
    assert StartTimer(Timer.IDLE, CONFIG.idle_s) in effects
    idle(visitor)

    assert visitor.session.comfort == Comfort()
    assert visitor.session.dialog is Dialog.NONE
    assert visitor.last(Wipe) == Wipe()


def test_untouched_attract_screen_needs_no_timer() -> None:
    visitor = Visitor()

    idle(visitor)

    assert not visitor.asked(Wipe)
    assert not visitor.asked(StartTimer)


def test_quiet_kiosk_makes_no_sound() -> None:
    visitor = Visitor(SessionConfig(has_sound=False)).to_review()

    idle(visitor)

    assert visitor.session.dialog is Dialog.INACTIVITY
    assert not visitor.asked(Sound)


# -- leaving


def test_leaving_asks_only_when_something_would_be_lost() -> None:
    visitor = Visitor().to_feeder()
    visitor.wish(Wish.LEAVE)
    assert visitor.phase is Phase.ATTRACT

    visitor = Visitor().to_review()
    visitor.wish(Wish.LEAVE)
    assert visitor.session.dialog is Dialog.LEAVE
    visitor.wish(Wish.CLOSE_OVERLAY)
    assert visitor.phase is Phase.REVIEW
    visitor.wish(Wish.LEAVE, Wish.CONFIRM_LEAVE)

    assert visitor.session == blank_session(visitor.session)


def test_yes_without_the_question_does_not_end_the_visit() -> None:
    visitor = Visitor().to_review()

    visitor.wish(Wish.CONFIRM_LEAVE)

    assert visitor.phase is Phase.REVIEW


def test_leaving_while_scanning_stops_the_motor_and_settles_the_journal() -> None:
    visitor = Visitor().to_feeder()
    job_id = visitor.start_scan().job_id
    visitor.wish(Wish.LEAVE)

    effects = visitor.wish(Wish.CONFIRM_LEAVE)

    assert CancelScan(job_id) in effects
    assert {(effect.kind, effect.outcome) for effect in effects if isinstance(effect, RecordResult)} == {
        (IntentKind.SCAN, "abandoned"),
        (IntentKind.LETTER, "abandoned"),
    }


def test_question_stays_under_the_finger_when_the_scan_ends_meanwhile() -> None:
    visitor = Visitor().to_feeder()
    visitor.start_scan()
    visitor.wish(Wish.LEAVE)

    visitor.feed((1, Side.FRONT))

    assert visitor.phase is Phase.REVIEW
    assert visitor.session.dialog is Dialog.LEAVE


def test_comfort_settings_end_with_the_visit() -> None:
    visitor = Visitor()
    visitor.wish(Wish.START, Wish.TOGGLE_CONTRAST, Wish.TOGGLE_LOW_REACH, Wish.TOGGLE_SPEECH)
    visitor.wish(Wish.SET_TEXT_STEP, about="3")
    visitor.wish(Wish.SET_LANGUAGE, about="uk")
    assert visitor.session.comfort == Comfort("uk", 3, high_contrast=True, low_reach=True, speech=True)

    visitor.wish(Wish.LEAVE)

    assert visitor.session.comfort == Comfort()


@pytest.mark.parametrize(
    ("wish", "about"),
    [
        (Wish.SET_LANGUAGE, "fr"),
        (Wish.SET_TEXT_STEP, "4"),
        (Wish.SET_TEXT_STEP, "x"),
        (Wish.OPEN_OVERLAY, "leave"),
    ],
)
def test_settings_that_do_not_exist_are_ignored(wish: Wish, about: str) -> None:
    visitor = Visitor()
    visitor.wish(Wish.START)
    before = visitor.session

    visitor.wish(wish, about=about)

    assert visitor.session == before


def test_comfort_settings_work_inside_their_dialog_and_the_screen_below_does_not() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.OPEN_OVERLAY, about="text_size")

    visitor.wish(Wish.SET_TEXT_STEP, about="2")
    visitor.wish(Wish.PAGES_DONE)

    assert visitor.session.comfort.text_step == 2
    assert visitor.phase is Phase.REVIEW
    assert visitor.session.dialog is Dialog.TEXT_SIZE


def test_no_dialog_opens_above_another() -> None:
    visitor = Visitor().to_review()
    visitor.wish(Wish.OPEN_OVERLAY, about="help")

    visitor.wish(Wish.OPEN_OVERLAY, about="language")
    visitor.wish(Wish.LEAVE)

    assert visitor.session.dialog is Dialog.HELP


# -- the kiosk itself


def test_interrupted_letter_is_told_until_somebody_has_read_it() -> None:
    visitor = Visitor()
    visitor.tell(KioskStarted((SubmissionId("letter-0"),)))
    visitor.wish(Wish.START, Wish.LEAVE)
    assert visitor.session.interrupted == ("letter-0",)

    effects = visitor.wish(Wish.DISMISS_INTERRUPTED)

    assert visitor.session.interrupted == ()
    key = SubmissionId("letter-0")
    assert RecordResult(IntentKind.LETTER, key, key, "told") in effects


def test_switching_off_wipes_and_leaves_the_letter_open_in_the_journal() -> None:
    visitor = Visitor().to_review()
    visitor.effects.clear()

    visitor.tell(Shut())

    assert visitor.session.letter.pages == ()
    assert visitor.asked(Wipe)
    assert not visitor.asked(RecordResult)


def test_service_stops_at_once_where_nothing_is_lost_and_after_the_visit_elsewhere() -> None:
    visitor = Visitor()
    visitor.tell(ServiceStopped("kiosk.out_of_service"))
    assert visitor.phase is Phase.OUT_OF_SERVICE
    visitor.wish(Wish.START, Wish.LEAVE, Wish.HAND_IN_LETTER)
    assert visitor.phase is Phase.OUT_OF_SERVICE
    visitor.tell(ServiceResumed())
    assert visitor.phase is Phase.ATTRACT

    visitor.to_review()
    visitor.tell(ServiceStopped("kiosk.disk_full"))
    assert visitor.phase is Phase.REVIEW
    visitor.wish(Wish.LEAVE, Wish.CONFIRM_LEAVE)
    assert visitor.phase is Phase.OUT_OF_SERVICE


def test_office_out_of_reach_changes_only_the_notice() -> None:
    visitor = Visitor()

    visitor.tell(OfficeSeen(reachable=False))
    visitor.to_receipt()

    assert not visitor.session.devices.is_office_reachable


def test_feeder_is_watched_where_paper_is_put_in() -> None:
    visitor = Visitor().to_feeder()
    assert visitor.asked(WatchFeeder) == [WatchFeeder(on=True)]

    visitor.start_scan()

    assert visitor.last(WatchFeeder) == WatchFeeder(on=False)


def test_staff_can_be_called_from_every_screen() -> None:
    visitor = Visitor().to_review()
    before = visitor.session

    visitor.wish(Wish.CALL_STAFF)

    assert visitor.asked(CallStaff) == [CallStaff("")]
    assert visitor.session == before


def test_names_that_nobody_knows_are_dropped_at_the_edge() -> None:
    assert parse_intent("format_disk", {}) is None
    assert parse_intent("turn_page", {}) is not None


def test_typed_values_do_not_show_in_logs() -> None:
    intent = parse_intent("edit_field", {"name": "sender_name", "value": "Stanisława Błaszczyk"})

    assert intent is not None
    assert intent.value == "Stanisława Błaszczyk"
    assert "Stanisława" not in repr(intent)


def test_every_intent_of_the_screens_is_known_to_the_session() -> None:
    sent: list[str] = []
    screen = ScreenIntents(lambda name, _arguments: sent.append(name))

    for name, method in vars(ScreenIntents).items():
        if inspect.isfunction(method) and not name.startswith("_"):
            method(screen, *[""] * (len(inspect.signature(method).parameters) - 1))

    assert set(sent) == {wish.value for wish in Wish}
