"""The office can have the untouched images; they are the sides that were scanned, or the package is refused."""

import hashlib
from dataclasses import replace

import pytest

from sync.container import Opened, Refused, build, open_container
from sync.faults import SealFault
from sync.manifest import MANIFEST
from sync.seal import KioskTrust, Sealer
from sync.submission import Document, DocumentRole, Submission, scan_name
from tests.sync.kit import holder, letter

AUTHORITY = holder("Test CA")
KIOSK = holder("Kiosk tor1", issuer=AUTHORITY)
TRUST = KioskTrust.of({"tor1": [KIOSK.der]})
SIDES = [b"\xff\xd8first", b"\xff\xd8second", b"\xff\xd8third"]


def _with_scans(sides: list[bytes]) -> Submission:
    submission = letter().submission
    pages = tuple(
        page if page.number is None else replace(page, digest_sha256=_digest(SIDES[page.number - 1]))
        for page in submission.pages
    )
    scans = [
        Document(scan_name(number), "image/jpeg", DocumentRole.SCAN, side)
        for number, side in enumerate(sides, start=1)
    ]
    return replace(submission, pages=pages, documents=(*submission.documents, *scans))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _opened(submission: Submission) -> Opened | Refused[SealFault]:
    return open_container(build(submission, Sealer.from_pem(KIOSK.key_pem, KIOSK.pem, AUTHORITY.pem)), TRUST)


def test_the_record_names_the_digest_of_every_side_with_and_without_the_images() -> None:
    for sides in ([], SIDES):
        opened = _opened(_with_scans(sides))

        assert isinstance(opened, Opened)
        digests = {page.number: page.digest_sha256 for page in opened.record.pages if page.number}
        assert digests == {number: _digest(side) for number, side in enumerate(SIDES, start=1)}
        assert [name for name in opened.parts if name.startswith("scans/")] == [
            scan_name(number) for number, _ in enumerate(sides, start=1)
        ]


def test_the_images_are_untouched_and_named_in_the_manifest() -> None:
    opened = _opened(_with_scans(SIDES))

    assert isinstance(opened, Opened)
    assert [opened.parts[scan_name(number)] for number in (1, 2, 3)] == SIDES
    assert all(scan_name(number).encode() in opened.parts[MANIFEST] for number in (1, 2, 3))


@pytest.mark.parametrize("sides", [SIDES[::-1], [*SIDES, b"\xff\xd8one more"]])
def test_an_image_that_is_not_the_side_of_its_page_is_refused(sides: list[bytes]) -> None:
    refused = _opened(_with_scans(sides))

    assert isinstance(refused, Refused)
    assert refused.code is SealFault.WRONG_DIGEST
