"""What the office is told of each page of a letter."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

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
from kiosk.shell.drafts import DraftMaker
from kiosk.shell.pages import PageStore
from sync.clock import ClockReading, ClockState
from sync.office.words import PAGE_NOTES

READ = LetterPage(PageId("a"), 1, Side.FRONT, Place.SHOWN, 0, ReadStatus.READ, 0.9)


def readings_told(*pages: LetterPage) -> list[str]:
    sealed = ClockReading(datetime(2026, 11, 23, 12, 0, tzinfo=UTC), ClockState.SYNCHRONISED)
    numbers: Any = SimpleNamespace(take=lambda _: "TOR1-7F3K-92QM-4")
    clock: Any = SimpleNamespace(read=lambda: sealed)
    maker = DraftMaker(numbers, clock, os.urandom, qr_of=lambda *_: "")
    letter = LetterContent(
        SubmissionId("019ab0f0-0000-7000-8000-000000000001"), pages, (), SheetAccount(1, 1, 1), (), "pl"
    )
    return [page.reading for page in maker.draft(letter, [], PageStore()).pages]


def test_page_that_was_kept_though_hard_to_read_is_told_as_such() -> None:
    assert readings_told(READ, replace(READ, is_doubtful=True)) == ["read", "doubtful"]


def test_clerk_has_words_for_it() -> None:
    assert "słabo czytelna" in PAGE_NOTES["doubtful"]
