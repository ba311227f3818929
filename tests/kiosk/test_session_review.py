"""Every change of the pages can be taken back, in order, as often as there were changes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.session.codes import VisitFault
from kiosk.session.effects import Say
from kiosk.session.events import PageRead
from kiosk.session.intents import Wish
from kiosk.session.state import Dialog, Phase
from kiosk.session.values import PageId, Place, ReadStatus, Spoken
from tests.kiosk.visit_kit import Visitor


def arrangement(visitor: Visitor) -> list[tuple[str, Place, int]]:
    return [(page.page_id, page.place, page.turn) for page in visitor.session.letter.pages]


def remove(visitor: Visitor, page_id: str) -> None:
    visitor.wish(Wish.ASK_DELETE_PAGE, about=page_id)
    visitor.wish(Wish.DELETE_PAGE)


def test_page_turns_by_quarters_and_comes_round() -> None:
    visitor = Visitor().to_review(1)
    (page_id,) = visitor.ids()

    turns = []
    for _ in range(4):
        visitor.wish(Wish.TURN_PAGE, about=page_id)
        turns.append(arrangement(visitor)[0][2])

    assert turns == [90, 180, 270, 0]


def test_page_is_removed_only_after_a_yes_and_can_be_brought_back() -> None:
    visitor = Visitor().to_review(2)
    one, two = visitor.ids()
    visitor.wish(Wish.ASK_DELETE_PAGE, about=one)
    assert visitor.session.dialog is Dialog.DELETE_PAGE
    visitor.wish(Wish.CLOSE_OVERLAY)
    assert visitor.ids() == [one, two]

    remove(visitor, one)
    assert visitor.ids() == [two]
    assert visitor.ids(Place.REMOVED) == [one]
    assert visitor.session.letter.selected_page == two
    visitor.wish(Wish.RESTORE_PAGE, about=one)

    assert visitor.ids() == [one, two]


def test_answer_without_a_question_removes_nothing() -> None:
    visitor = Visitor().to_review(2)

    visitor.wish(Wish.DELETE_PAGE)

    assert len(visitor.ids()) == 2


def test_pages_that_do_not_exist_are_ignored() -> None:
    visitor = Visitor().to_review(1)
    before = visitor.session

    for wish in (
        Wish.SELECT_PAGE,
        Wish.TURN_PAGE,
        Wish.ASK_DELETE_PAGE,
        Wish.RESTORE_PAGE,
        Wish.SCAN_PAGE_AGAIN,
    ):
        visitor.wish(wish, about="no-such-page")

    assert visitor.session == before


def test_letter_without_a_page_is_not_handed_in() -> None:
    visitor = Visitor().to_review(1)
    remove(visitor, visitor.ids()[0])

    visitor.wish(Wish.PAGES_DONE)

    assert visitor.session.trouble is not None
    assert visitor.session.trouble.code == VisitFault.NO_PAGES
    visitor.wish(Wish.TROUBLE_ACTION, Wish.UNDO)
    assert visitor.phase is Phase.REVIEW
    assert len(visitor.ids()) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["turn", "remove", "restore"]), st.integers(0, 5)), max_size=25))
def test_undo_takes_every_change_back_in_turn(changes: list[tuple[str, int]]) -> None:
    visitor = Visitor().to_review(3)
    ids = [page.page_id for page in visitor.session.letter.pages]
    states = [arrangement(visitor)]
    for what, index in changes:
        if what == "turn":
            visitor.wish(Wish.TURN_PAGE, about=ids[index])
        elif what == "restore":
            visitor.wish(Wish.RESTORE_PAGE, about=ids[index])
        else:
            remove(visitor, ids[index])
        if arrangement(visitor) != states[-1]:
            states.append(arrangement(visitor))

    for state in reversed(states[:-1]):
        visitor.wish(Wish.UNDO)
        assert arrangement(visitor) == state

    assert visitor.session.letter.history == ()
    visitor.wish(Wish.UNDO)
    assert arrangement(visitor) == states[0]


def test_changing_pages_after_signing_drops_the_signature_and_says_so() -> None:
    visitor = Visitor().to_signed_summary()
    visitor.wish(Wish.SELECT_PAGE, about=visitor.ids()[0])
    assert visitor.session.signing.signed_in is not None

    visitor.wish(Wish.TURN_PAGE, about=visitor.ids()[0])

    assert visitor.session.signing.signed_in is None
    assert visitor.session.signing.note == VisitFault.SIGNATURE_DROPPED
    assert Say(Spoken.SIGNATURE_DROPPED) in visitor.effects
    visitor.wish(Wish.PAGES_DONE, Wish.DETAILS_DONE)
    assert visitor.phase is Phase.SIGN_CHOICE


def test_looking_at_the_pages_after_signing_keeps_the_signature() -> None:
    visitor = Visitor().to_signed_summary()

    visitor.wish(Wish.SELECT_PAGE, about=visitor.ids()[1])
    visitor.wish(Wish.PAGES_DONE, Wish.DETAILS_DONE)

    assert visitor.phase is Phase.SUMMARY
    assert visitor.session.signing.signed_in is not None


def with_doubtful(visitor: Visitor, *numbers: int) -> list[PageId]:
    """Have these pages read so badly that a new scan is asked for."""
    ids = [PageId(visitor.ids()[number]) for number in numbers]
    for page_id in ids:
        visitor.tell(PageRead(page_id, ReadStatus.READ, confidence=0.4, rescan="ocr.scan_folded"))
    return ids


def test_doubtful_page_is_asked_about_before_the_details_and_kept_with_one_tap() -> None:
    visitor = Visitor().to_review(2)
    (doubtful,) = with_doubtful(visitor, 1)

    visitor.wish(Wish.PAGES_DONE)
    assert (visitor.phase, visitor.session.dialog) == (Phase.REVIEW, Dialog.RESCAN_PAGE)
    assert visitor.session.letter.selected_page == doubtful
    effects = visitor.wish(Wish.KEEP_PAGE)

    assert (visitor.phase, visitor.session.dialog) == (Phase.DETAILS, Dialog.NONE)
    assert Say(Spoken.PAGE_KEPT) in effects


def test_every_doubtful_page_is_asked_about_once() -> None:
    visitor = Visitor().to_review(3)
    one, three = with_doubtful(visitor, 0, 2)

    visitor.wish(Wish.PAGES_DONE)
    assert visitor.session.letter.selected_page == one
    visitor.wish(Wish.KEEP_PAGE)
    assert visitor.session.letter.selected_page == three
    visitor.wish(Wish.KEEP_PAGE)
    assert visitor.phase is Phase.DETAILS
    visitor.wish(Wish.BACK, Wish.PAGES_DONE)

    assert visitor.phase is Phase.DETAILS


def test_doubtful_page_kept_on_the_review_is_not_asked_about() -> None:
    visitor = Visitor().to_review(2)
    (doubtful,) = with_doubtful(visitor, 0)

    visitor.wish(Wish.KEEP_PAGE, about=doubtful)
    visitor.wish(Wish.PAGES_DONE)

    assert visitor.phase is Phase.DETAILS


def test_sheet_of_a_doubtful_page_is_scanned_again_in_its_place() -> None:
    visitor = Visitor().to_review(2)
    (doubtful,) = with_doubtful(visitor, 1)

    visitor.wish(Wish.PAGES_DONE)
    visitor.wish(Wish.SCAN_PAGE_AGAIN)
    assert (visitor.phase, visitor.session.dialog) == (Phase.FEEDER, Dialog.NONE)
    visitor.scan(1)
    visitor.wish(Wish.PAGES_DONE)

    assert doubtful not in visitor.ids()
    assert len(visitor.ids()) == 2
    assert visitor.phase is Phase.DETAILS


def test_question_about_a_doubtful_page_can_be_left_open() -> None:
    visitor = Visitor().to_review(1)
    with_doubtful(visitor, 0)

    visitor.wish(Wish.PAGES_DONE)
    visitor.wish(Wish.CLOSE_OVERLAY)
    assert (visitor.phase, visitor.session.dialog) == (Phase.REVIEW, Dialog.NONE)
    visitor.wish(Wish.PAGES_DONE)

    assert visitor.session.dialog is Dialog.RESCAN_PAGE


def test_removed_doubtful_page_asks_for_nothing() -> None:
    visitor = Visitor().to_review(2)
    (doubtful,) = with_doubtful(visitor, 0)

    remove(visitor, doubtful)
    visitor.wish(Wish.PAGES_DONE)

    assert visitor.phase is Phase.DETAILS


def test_package_says_which_kept_pages_are_hard_to_read() -> None:
    visitor = Visitor().to_review(2)
    (doubtful,) = with_doubtful(visitor, 1)
    visitor.wish(Wish.KEEP_PAGE, about=doubtful)

    assert [page.is_doubtful for page in visitor.session.content().pages] == [False, True]
