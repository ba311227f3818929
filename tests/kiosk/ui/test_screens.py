"""Every button asks for what it says, once a press, and no screen is a dead end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint

from kiosk.view.state import Overlay, Screen
from tests.kiosk.ui import samples
from tests.kiosk.ui.gallery import Stage
from tests.kiosk.ui.looking import controls
from tests.kiosk.ui.touching import asked, slide, tap, tap_at

PRESSES = [
    ("attract", "start", "start", {}),
    ("attract", "comfort-contrast", "toggle_contrast", {}),
    ("attract", "comfort-lower", "toggle_low_reach", {}),
    ("attract", "comfort-speak", "toggle_speech", {}),
    ("attract", "comfort-help", "open_overlay", {"name": "help"}),
    ("home", "comfort-globe", "open_overlay", {"name": "language"}),
    ("privacy", "primary", "accept_notice", {}),
    ("feeder", "primary", "start_scan", {}),
    ("feeder", "useGlass", "use_glass", {}),
    ("scanning", "stop", "stop_scan", {}),
    ("review", "primary", "pages_done", {}),
    ("review", "page-2", "select_page", {"page_id": "f2"}),
    ("review", "turn", "turn_page", {"page_id": "f1"}),
    ("review", "delete", "ask_delete_page", {"page_id": "f1"}),
    ("review", "rescan", "scan_page_again", {"page_id": "f1"}),
    ("review-doubtful", "keep", "keep_page", {"page_id": "f1"}),
    ("review-undo", "undo", "undo", {}),
    ("review", "add", "add_pages", {}),
    ("review", "back", "back", {}),
    ("review", "leave", "leave", {}),
    ("details", "insert", "settle_field", {"name": "sender_name", "value": "Stanisława Błaszczyk"}),
    ("details", "keep", "settle_field", {"name": "sender_name", "value": "Stanisława Błaszezyk"}),
    ("details", "waiting-case_number", "open_field", {"name": "case_number"}),
    ("details-edit", "save", "settle_field", {"name": "sender_address", "value": samples.FIELDS[1].value}),
    ("sign-choice", "withoutCard", "sign_without_card", {}),
    ("sign-choice", "withCard", "sign_with_card", {}),
    ("card-in", "primary", "card_ready", {}),
    ("card", "withoutCard", "sign_without_card", {}),
    ("pin", "digit-7", "pin_digit", {"digit": "7"}),
    ("pin", "digit-erase", "pin_erase", {}),
    ("pin", "digit-left", "pin_clear", {}),
    ("pin-last", "primary", "pin_confirm", {}),
    ("summary", "primary", "hand_in", {}),
    ("summary", "change-signature", "back", {}),
    ("summary", "change-subject", "open_field", {"name": "subject"}),
    ("receipt-printed", "primary", "finish", {}),
    ("receipt-printed", "nextLetter", "next_letter", {}),
    ("receipt-failed", "primary", "finish_without_receipt", {}),
    ("receipt-paper-out", "printAgain", "print_again", {}),
    ("receipt-cover-open", "callStaff", "call_staff", {}),
    ("finished", "primary", "finish", {}),
    ("finished", "nextLetter", "next_letter", {}),
    ("trouble-ready", "primary", "trouble_action", {}),
    ("trouble", "callStaff", "call_staff", {}),
    ("status-error", "primary", "status_look_up", {}),
    ("out-of-service", "callStaff", "call_staff", {}),
    ("overlay-inactivity", "dialogHarmless", "stay", {}),
    ("overlay-leave", "dialogHarmless", "close_overlay", {}),
    ("overlay-leave", "dialogOther", "confirm_leave", {}),
    ("overlay-rescan-page", "dialogHarmless", "scan_page_again", {"page_id": ""}),
    ("overlay-rescan-page", "dialogOther", "keep_page", {"page_id": ""}),
    ("overlay-delete-page", "dialogOther", "delete_page", {}),
    ("overlay-delete-page", "dialogHarmless", "close_overlay", {}),
]


def fresh(stage: Stage, name: str) -> None:
    """Show the sample as one who has just come to it sees it."""
    stage.show(samples.SAMPLES["finished" if name == "home" else "home"], pictures=False)
    stage.show(samples.SAMPLES[name], pictures=False)
    stage.sent.clear()


@pytest.mark.parametrize(("name", "item", "intent", "arguments"), PRESSES)
def test_a_press_asks_for_it(
    stage: Stage, name: str, item: str, intent: str, arguments: dict[str, object]
) -> None:
    fresh(stage, name)
    target = stage.find(item)
    # a line of a list carries its button inside
    inner = [
        child
        for child in target.childItems()
        for child in child.childItems()
        if child.objectName() == "change"
    ]
    tap_at(stage, stage.centre(inner[0] if inner else target).toPoint())
    assert (intent, arguments) in asked(stage)


def test_two_quick_presses_ask_twice_and_the_session_decides(stage: Stage) -> None:
    fresh(stage, "summary")
    tap(stage, "primary")
    tap(stage, "primary")
    assert asked(stage) == [("hand_in", {}), ("hand_in", {})]


def test_a_busy_button_asks_for_nothing(stage: Stage) -> None:
    fresh(stage, "summary-busy")
    tap(stage, "primary")
    assert asked(stage) == []


@pytest.mark.parametrize(
    ("name", "item"), [("pin", "primary"), ("card", "primary"), ("receipt", "primary"), ("review", "undo")]
)
def test_a_button_that_waits_asks_for_nothing(stage: Stage, name: str, item: str) -> None:
    fresh(stage, name)
    tap(stage, item)
    assert asked(stage) == []


def test_a_touch_counts_only_when_it_ends_where_it_began(stage: Stage) -> None:
    fresh(stage, "summary")
    start = stage.centre(stage.find("primary")).toPoint()
    slide(stage, start, QPoint(start.x(), start.y() - 400))
    assert asked(stage) == []


@pytest.mark.parametrize("name", list(samples.SAMPLES))
def test_no_screen_is_a_dead_end(stage: Stage, name: str) -> None:
    fresh(stage, name)
    state = samples.SAMPLES[name]
    names = {control.item.objectName() for control in controls(stage)}
    if state.overlay is not Overlay.NONE:
        assert any(item.startswith(("dialog", "close")) for item in names) or len(names) > 1
        return
    assert "comfort-help" in names
    if state.can_leave:
        assert names & {"leave", "key-leave"}, "no way to end the visit"
    if state.can_go_back:
        assert names & {"back", "leaveAsIs"}, "no way back"


def test_help_says_something_on_every_screen(stage: Stage) -> None:
    for screen in Screen:
        stage.show(replace(samples.SAMPLES["home"], screen=screen, overlay=Overlay.HELP), pictures=False)
        lead = next(item for item in stage.items() if item.objectName() == "dialogTitle")
        assert str(lead.property("words")).strip()


def test_zoom_and_the_pages_set_aside_lead_back_to_the_letter(stage: Stage) -> None:
    fresh(stage, "review")
    tap(stage, "zoom")
    tap(stage, "zoom-in")
    tap(stage, "move-down")
    tap(stage, "primary")
    assert stage.find("turn")
    tap(stage, "aside")
    tap(stage, "restore-2")
    assert ("restore_page", {"page_id": "b2"}) in asked(stage)
    tap(stage, "primary")
    assert stage.find("turn")
    assert asked(stage) == []


def test_many_pages_are_paged_and_the_chosen_one_is_in_view(stage: Stage) -> None:
    fresh(stage, "review-many")
    assert stage.find("page-14")
    tap(stage, "pages-after")
    tap(stage, "page-16")
    assert asked(stage) == [("select_page", {"page_id": "f16"})]


def test_every_polish_letter_is_one_tap(stage: Stage) -> None:
    fresh(stage, "details-edit")
    value = samples.FIELDS[1].value
    for letter in "ąćęłńóśźż":
        tap(stage, f"key-{letter}")
        value += letter
        assert asked(stage) == [("edit_field", {"name": "sender_address", "value": value})]


def test_leaving_a_field_as_it_was_sends_nothing_and_shows_the_list(stage: Stage) -> None:
    fresh(stage, "details-edit")
    tap(stage, "leaveAsIs")
    assert asked(stage) == []
    assert stage.find("field-sender_name")


def test_an_attachment_can_be_struck_out_and_added(stage: Stage) -> None:
    fresh(stage, "details-attachments")
    tap(stage, "drop-1")
    assert asked(stage) == [
        ("edit_field", {"name": "attachments", "value": "szkic sytuacyjny odcinka drogi"})
    ]
    tap(stage, "addLine")
    assert stage.find("drop-2")


def test_a_department_is_chosen_with_one_tap(stage: Stage) -> None:
    fresh(stage, "details-department")
    rows = [control for control in controls(stage) if control.item.property("text") == samples.DEPARTMENTS[1]]
    tap_at(stage, rows[0].whole.center().toPoint())
    assert asked(stage) == [("edit_field", {"name": "recipient", "value": samples.DEPARTMENTS[1]})]


def test_number_and_code_are_typed_with_the_receipts_own_letters(stage: Stage) -> None:
    fresh(stage, "status")
    fields = [control for control in controls(stage) if control.item.inherits("QQuickTextInput")]
    field = min(fields, key=lambda control: control.whole.y())
    tap_at(stage, field.whole.center().toPoint())
    tap(stage, "key-T")
    assert asked(stage) == [("status_type_number", {"value": "T"})]
    assert not [
        control for control in controls(stage) if control.item.objectName() in ("key-I", "key-O", "key-U")
    ]
