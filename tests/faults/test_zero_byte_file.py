"""An empty file among the pages: the others are digitised, the empty one is named."""

import json
from pathlib import Path

import pikepdf
import pytest

from kiosk.digitise import run
from tests.ocr.kit import SLIP_LINES, encoded, slip


def test_the_other_sides_are_digitised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = tmp_path / "pismo"
    letter.mkdir()
    (letter / "page-01.jpg").write_bytes(b"")
    (letter / "page-02.jpg").write_bytes(encoded(slip()))

    code = run([letter], tmp_path / "out", False)

    assert code == 1
    assert "1 unreadable" in capsys.readouterr().out
    result = json.loads((tmp_path / "out" / "pismo" / "result.json").read_text(encoding="utf-8"))
    assert [page["reason"] for page in result["pages"]] == ["ocr.unreadable_image", ""]
    assert result["page_map"] == [2]
    assert (tmp_path / "out" / "pismo" / "page-01.txt").read_bytes() == b""
    assert SLIP_LINES[0] in (tmp_path / "out" / "pismo" / "page-02.txt").read_text(encoding="utf-8")
    with pikepdf.open(tmp_path / "out" / "pismo" / "document.pdf") as pdf:
        assert len(pdf.pages) == 1


def test_a_letter_of_nothing_but_empty_files_has_no_document(tmp_path: Path) -> None:
    letter = tmp_path / "pismo"
    letter.mkdir()
    (letter / "page-01.jpg").write_bytes(b"")

    assert run([letter], tmp_path / "out", False) == 1

    assert not (tmp_path / "out" / "pismo" / "document.pdf").exists()
