"""Turns what QML calls into what the session understands, and drops what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Wish(StrEnum):
    """Everything that a resident may ask for; the values are the names that `kiosk.view.intents` sends."""

    TOUCHED = "touched"
    START = "start"
    SET_LANGUAGE = "set_language"
    SET_TEXT_STEP = "set_text_step"
    TOGGLE_CONTRAST = "toggle_contrast"
    TOGGLE_LOW_REACH = "toggle_low_reach"
    TOGGLE_SPEECH = "toggle_speech"
    OPEN_OVERLAY = "open_overlay"
    CLOSE_OVERLAY = "close_overlay"
    STAY = "stay"
    LEAVE = "leave"
    CONFIRM_LEAVE = "confirm_leave"
    BACK = "back"
    HAND_IN_LETTER = "hand_in_letter"
    CHECK_CASE = "check_case"
    ACCEPT_NOTICE = "accept_notice"
    DISMISS_INTERRUPTED = "dismiss_interrupted"
    START_SCAN = "start_scan"
    USE_GLASS = "use_glass"
    STOP_SCAN = "stop_scan"
    SELECT_PAGE = "select_page"
    TURN_PAGE = "turn_page"
    ASK_DELETE_PAGE = "ask_delete_page"
    DELETE_PAGE = "delete_page"
    KEEP_PAGE = "keep_page"
    RESTORE_PAGE = "restore_page"
    UNDO = "undo"
    ADD_PAGES = "add_pages"
    SCAN_AGAIN = "scan_again"
    SCAN_PAGE_AGAIN = "scan_page_again"
    PAGES_DONE = "pages_done"
    EDIT_FIELD = "edit_field"
    SETTLE_FIELD = "settle_field"
    OPEN_FIELD = "open_field"
    DETAILS_DONE = "details_done"
    SIGN_WITH_CARD = "sign_with_card"
    SIGN_WITHOUT_CARD = "sign_without_card"
    CARD_READY = "card_ready"
    PIN_DIGIT = "pin_digit"
    PIN_ERASE = "pin_erase"
    PIN_CLEAR = "pin_clear"
    PIN_CONFIRM = "pin_confirm"
    CONSENT_LAST_TRY = "consent_last_try"
    HAND_IN = "hand_in"
    PRINT_AGAIN = "print_again"
    FINISH_WITHOUT_RECEIPT = "finish_without_receipt"
    FINISH = "finish"
    NEXT_LETTER = "next_letter"
    TROUBLE_ACTION = "trouble_action"
    CALL_STAFF = "call_staff"
    STATUS_TYPE_NUMBER = "status_type_number"
    STATUS_TYPE_SECRET = "status_type_secret"  # noqa: S105  (a name, not a secret)
    STATUS_LOOK_UP = "status_look_up"


@dataclass(frozen=True)
class Intent:
    """One wish. `about` names a page, field, overlay or language; `value` is what was typed, and private."""

    wish: Wish
    about: str = ""
    value: str = field(default="", repr=False)


_ABOUT = {
    Wish.SET_LANGUAGE: "code",
    Wish.SET_TEXT_STEP: "step",
    Wish.OPEN_OVERLAY: "name",
    Wish.SELECT_PAGE: "page_id",
    Wish.TURN_PAGE: "page_id",
    Wish.ASK_DELETE_PAGE: "page_id",
    Wish.KEEP_PAGE: "page_id",
    Wish.RESTORE_PAGE: "page_id",
    Wish.SCAN_PAGE_AGAIN: "page_id",
    Wish.EDIT_FIELD: "name",
    Wish.SETTLE_FIELD: "name",
    Wish.OPEN_FIELD: "name",
}
_VALUE = {
    Wish.EDIT_FIELD: "value",
    Wish.SETTLE_FIELD: "value",
    Wish.PIN_DIGIT: "digit",
    Wish.STATUS_TYPE_NUMBER: "value",
    Wish.STATUS_TYPE_SECRET: "value",
}


def parse_intent(name: str, arguments: Mapping[str, object]) -> Intent | None:
    """Return the intent, or None for a name that nobody knows."""
    try:
        wish = Wish(name)
    except ValueError:
        return None
    return Intent(wish, _argument(_ABOUT, wish, arguments), _argument(_VALUE, wish, arguments))


def _argument(keys: Mapping[Wish, str], wish: Wish, arguments: Mapping[str, object]) -> str:
    return str(arguments.get(keys[wish], "")) if wish in keys else ""
