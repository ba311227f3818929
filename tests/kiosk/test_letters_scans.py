"""Which images leave the screen beside the PDF: none, or those of the letter's own pages, in their order."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from drivers.wire import Buffer
from kiosk.session.effects import HandIn
from kiosk.session.values import (
    LetterContent,
    LetterPage,
    PageId,
    Place,
    ReadStatus,
    SheetAccount,
    Side,
    SubmissionId,
)
from kiosk.shell.letters import PAGE_LOST, Letters, LetterTools
from kiosk.shell.pages import KeptPage, PageStore

NOT_SEALED = "seal.not_done"


class _Sealer:
    def __init__(self) -> None:
        self.scans: list[bytes] | None = None

    def seal(self, draft: object, pdf: Buffer, scans: Sequence[Buffer] = ()) -> str:
        del draft, pdf
        self.scans = [scan.bytes() for scan in scans]
        return NOT_SEALED


def _page(page_id: str, place: Place) -> LetterPage:
    return LetterPage(PageId(page_id), 1, Side.FRONT, place, 0, ReadStatus.READ, 0.9)


def _letter() -> LetterContent:
    return LetterContent(
        submission_id=SubmissionId("019ab0f0-0000-7000-8000-000000000001"),
        pages=(_page("second", Place.SHOWN), _page("first", Place.SHOWN)),
        aside=(_page("blank", Place.BLANK), _page("removed", Place.REMOVED)),
        account=SheetAccount(4, 4, 2, 1, 1),
        fields=(),
        language="pl",
    )


def _hand_in(*, sends_scans: bool, lost: str = "") -> tuple[_Sealer, list[Any]]:
    sealer, posted, store = _Sealer(), list[Any](), PageStore()
    for page_id in {"first", "second", "blank", "removed"} - {lost}:
        store.put(page_id, KeptPage(Buffer.of(page_id.encode()), "", 300))
    tools: Any = SimpleNamespace(
        reader=SimpleNamespace(make_pdf=lambda *_: Buffer.of(b"%PDF")),
        sealer=sealer,
        clock=SimpleNamespace(read=lambda: SimpleNamespace(at=None)),
        sends_scans=sends_scans,
    )
    drafts: Any = SimpleNamespace(draft=lambda *_: object(), clear=lambda: None)
    lanes: Any = SimpleNamespace(run=_at_once)
    letters = Letters(tools, store, drafts, SimpleNamespace(), lanes=lanes, post=posted.append)  # type: ignore[arg-type]
    letters.hand_in(HandIn(_letter(), None))
    letters.clear()
    store.clear()
    return sealer, posted


def _at_once(_lane: str, work: Callable[[], None]) -> None:
    work()


def test_images_stay_here_unless_the_settings_ask() -> None:
    assert LetterTools.sends_scans is False
    assert _hand_in(sends_scans=False)[0].scans == []


def test_the_letters_own_pages_go_along_and_no_others() -> None:
    assert _hand_in(sends_scans=True)[0].scans == [b"second", b"first"]


@pytest.mark.parametrize("lost", ["first", "second"])
def test_a_page_that_is_gone_is_told_instead_of_left_out(lost: str) -> None:
    sealer, posted = _hand_in(sends_scans=True, lost=lost)

    assert sealer.scans is None
    assert posted[-1].code == PAGE_LOST
