"""What a validator says that isn't ours: Apache PDFBox's Preflight, from Debian's packages.

Preflight knows PDF/A-1b. Part 2 of ISO 19005 allows all that part 1 allows, so a document of part 2 that uses none of
the newer freedoms fails Preflight in what differs by name alone: the part's number, and the version of the profile.
"""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ocr.page import OcrFault, PageReading, PageStatus
from ocr.pdf import PdfMeta, PdfPage, make_pdf
from tests.ocr.kit import encoded, slip, written

JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "preflight",
        "pdfbox2",
        "fontbox2",
        "xmpbox",
        "commons-logging",
        "javax.activation",
        "jaxb-api",
    )
]
ALLOWED_IN_PART_2 = {
    "7.11.2",  # "part must be 1"
    "2.1.6",  # "Invalid version of the ICCProfile": part 2 takes version 4
}

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in JARS),
    reason="needs java and Debian's libpdfbox2-java, libactivation-java and libjaxb-api-java",
)


def _complaints(document: bytes, folder: Path) -> set[str]:
    path = folder / "document.pdf"
    path.write_bytes(document)
    said = subprocess.run(
        ["java", "-cp", ":".join(map(str, JARS)), "org.apache.pdfbox.preflight.Validator_A1b", str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "PDF/A-1b file" in said.stdout, said.stderr
    return set(re.findall(r"^([\d.]+) : ", said.stdout, re.MULTILINE))


def _document() -> bytes:
    lines = [("Zażółć gęślą jaźń", 150, 180), ("dnia 14 marca", 150, 270)]
    pages = [
        PdfPage(encoded(slip().convert("RGB")), written(lines)),
        PdfPage(encoded(slip(), quality=95), written(lines, confidence=0.4), turn=90),
        PdfPage(
            encoded(slip().convert("1"), "PNG"),
            PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.TOO_SLOW),
        ),
    ]
    return make_pdf(pages, PdfMeta("Pismo & załączniki", datetime(2026, 11, 23, tzinfo=UTC)))


def test_the_validator_finds_nothing_that_part_2_forbids(tmp_path: Path) -> None:
    assert _complaints(_document(), tmp_path) <= ALLOWED_IN_PART_2


def test_the_validator_would_find_a_fault(tmp_path: Path) -> None:
    broken = _document().replace(b"/OutputIntents", b"/OutputIntentz")

    assert not _complaints(broken, tmp_path) <= ALLOWED_IN_PART_2
