"""The untouched images go into the package when the settings ask for them, and stay out when they don't."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.sealer.draft import Draft, DraftAccount, DraftPage, submission_of
from kiosk.settings import KioskSettings, load_settings
from sync.clock import ClockState
from sync.submission import DocumentRole, KioskRecord

SCAN = b"\xff\xd8 as it was scanned"
DRAFT = Draft(
    submission_id="019ab0f0-0000-7000-8000-000000000001",
    number="TOR1-7F3K-92QM-4",
    secret="0" * 26,
    sealed_at=datetime(2026, 11, 23, tzinfo=UTC),
    clock_state=ClockState.SYNCHRONISED,
    clock_note="",
    language="pl",
    account=DraftAccount(sheets_in=1, sides_scanned=1, pages_shown=1, pages_blank=0, pages_removed=0),
    pages=(
        DraftPage(
            sheet=1,
            side="front",
            fate="shown",
            number=1,
            rotation=0,
            reading="read",
            confidence=0.9,
            digest_sha256=hashlib.sha256(SCAN).hexdigest(),
        ),
    ),
    fields={},
    texts=("Pismo",),
)


@pytest.mark.parametrize("scans", [[], [SCAN]])
def test_the_digest_is_always_there_and_the_image_when_it_was_asked_for(scans: list[bytes]) -> None:
    submission = submission_of(DRAFT, b"%PDF", KioskRecord("tor1", "TOR1", "0"), "Urząd", scans)

    assert submission.pages[0].digest_sha256 == hashlib.sha256(SCAN).hexdigest()
    assert [d.data for d in submission.documents if d.role is DocumentRole.SCAN] == scans
    assert [d.name for d in submission.documents if d.role is DocumentRole.SCAN] == ["scans/001.jpg"][
        : len(scans)
    ]


def test_images_are_not_sent_unless_the_office_asks(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text("[seal]\nsend_scans = true\n", encoding="utf-8")

    assert KioskSettings().seal.send_scans is False
    assert load_settings(settings).seal.send_scans is True
