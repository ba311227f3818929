"""Number and secret together open a case, and nothing of it stays on the screen afterwards."""

from __future__ import annotations

from kiosk.session.effects import LookUpStatus
from kiosk.session.events import StatusFound, StatusNotFound, StatusStep
from kiosk.session.intents import Wish
from kiosk.session.state import Lookup, Phase
from kiosk.session.values import RequestId
from tests.kiosk.visit_kit import NOON, Visitor


def asked(visitor: Visitor) -> LookUpStatus:
    visitor.wish(Wish.START, Wish.CHECK_CASE)
    visitor.wish(Wish.STATUS_TYPE_NUMBER, value="TOR1-7F3K-92QM-4")
    visitor.wish(Wish.STATUS_TYPE_SECRET, value="ABCD-EFGH-JKMN-PQRS")
    visitor.wish(Wish.STATUS_LOOK_UP)
    return visitor.last(LookUpStatus)


def test_case_is_shown_and_forgotten_on_the_way_back() -> None:
    visitor = Visitor()
    question = asked(visitor)
    assert question.number == "TOR1-7F3K-92QM-4"

    visitor.tell(StatusFound(question.request_id, (StatusStep("received", NOON, is_now=True),)))
    assert visitor.phase is Phase.STATUS_SHOWN
    visitor.wish(Wish.BACK)

    assert visitor.phase is Phase.STATUS
    assert visitor.session.lookup == Lookup()


def test_second_tap_asks_once() -> None:
    visitor = Visitor()
    asked(visitor)

    visitor.wish(Wish.STATUS_LOOK_UP, Wish.STATUS_LOOK_UP)

    assert len(visitor.asked(LookUpStatus)) == 1


def test_wrong_number_can_be_corrected() -> None:
    visitor = Visitor()
    question = asked(visitor)

    visitor.tell(StatusNotFound(question.request_id, "status.not_a_number"))
    assert visitor.session.lookup.error == "status.not_a_number"
    visitor.wish(Wish.STATUS_TYPE_NUMBER, value="TOR1-7F3K-92QM-5")

    assert visitor.session.lookup.error == ""


def test_answer_that_comes_after_going_back_shows_nothing() -> None:
    visitor = Visitor()
    question = asked(visitor)
    visitor.wish(Wish.BACK)

    visitor.tell(StatusFound(question.request_id, ()), StatusFound(RequestId("r0"), ()))

    assert visitor.phase is Phase.HOME


def test_number_alone_asks_nothing() -> None:
    visitor = Visitor()
    visitor.wish(Wish.START, Wish.CHECK_CASE)
    visitor.wish(Wish.STATUS_TYPE_NUMBER, value="TOR1-7F3K-92QM-4")

    visitor.wish(Wish.STATUS_LOOK_UP)

    assert not visitor.asked(LookUpStatus)


def test_secret_does_not_show_in_logs() -> None:
    visitor = Visitor()
    question = asked(visitor)

    assert "ABCD" not in repr(question)
    assert "ABCD" not in repr(visitor.session)
