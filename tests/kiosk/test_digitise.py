import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from kiosk.digitise import BadInputError, find_letters, run
from tests.ocr.kit import SLIP_LINES, encoded, slip

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    folder = tmp_path / "letters" / "pismo"
    folder.mkdir(parents=True)
    (folder / "page-1.jpg").write_bytes(encoded(slip().rotate(180)))
    (folder / "page-2.png").write_bytes(encoded(slip(()), "PNG"))
    frames = [slip().convert("1"), slip(("Strona trzecia z czterech",)).convert("1")]
    frames[0].save(folder / "page-10.tif", save_all=True, append_images=frames[1:], compression="group4")
    return folder


def test_a_folder_of_letters_becomes_texts_documents_and_results(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    code = run([letter.parent], out, True, clock=lambda: NOON)

    assert code == 0
    texts = sorted((out / "pismo").glob("page-*.txt"))
    assert [text.name for text in texts] == ["page-01.txt", "page-02.txt", "page-03.txt", "page-04.txt"]
    assert texts[0].read_text(encoding="utf-8").splitlines() == list(SLIP_LINES)
    assert texts[1].read_text(encoding="utf-8") == ""
    result = json.loads((out / "pismo" / "result.json").read_text(encoding="utf-8"))
    assert result["page_map"] == [1, 3, 4]
    assert result["pages"][0]["rotation"] == 180
    assert [page["blank"] for page in result["pages"]] == [False, True, False, False]
    assert {"rotation", "skew", "blank", "confidence", "seconds", "status"} <= result["pages"][0].keys()
    assert result["fields"]["date"] == "2026-03-14"
    with pikepdf.open(out / "pismo" / "document.pdf") as pdf:
        assert len(pdf.pages) == 3
    summary = json.loads(capsys.readouterr().out)["letters"][0]
    assert (summary["sides"], summary["pages"], summary["blank"], summary["unreadable"]) == (4, 3, 1, 0)


def test_pages_come_in_the_order_of_their_numbers(letter: Path) -> None:
    sides = find_letters([letter])[0].sides

    assert [(side.file.name, side.frame) for side in sides] == [
        ("page-1.jpg", 0),
        ("page-2.png", 0),
        ("page-10.tif", 0),
        ("page-10.tif", 1),
    ]


def test_a_name_that_is_no_number_or_no_text_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "letter"
    folder.mkdir()
    for name in (b"1\xc2\xb22.png", b"p\xff.png"):
        (folder / os.fsdecode(name)).write_bytes(encoded(slip(), "PNG"))

    assert run([folder], tmp_path / "out", False, clock=lambda: NOON) == 0

    result = json.loads((tmp_path / "out/letter/result.json").read_text(encoding="utf-8"))
    assert [page["file"] for page in result["pages"]] == ["1²2.png", "p\\xff.png"]


def test_a_link_in_the_place_of_a_result_is_replaced_and_not_followed(tmp_path: Path) -> None:
    folder, out, precious = tmp_path / "letter", tmp_path / "out/letter", tmp_path / "precious"
    folder.mkdir()
    (folder / "1.png").write_bytes(encoded(slip(), "PNG"))
    out.mkdir(parents=True)
    precious.write_text("keep me")
    (out / "result.json").symlink_to(precious)

    assert run([folder], tmp_path / "out", False, clock=lambda: NOON) == 0

    assert precious.read_text() == "keep me"
    assert not (out / "result.json").is_symlink()


def test_what_is_no_letter_is_said_plainly(
    letter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    for path, words in (
        (tmp_path / "absent", "there is no"),
        (letter / "page-1.jpg", "is a file"),
        (empty, "has no page images"),
    ):
        assert run([path], tmp_path / "out", False) == 2
        assert words in capsys.readouterr().err
    with pytest.raises(BadInputError, match="two letters are named"):
        find_letters([letter, letter])


def test_how_a_letter_was_read_is_drawn_when_asked_and_not_else(tmp_path: Path) -> None:
    folder, out = tmp_path / "pismo", tmp_path / "out"
    folder.mkdir()
    (folder / "page-1.jpg").write_bytes(encoded(slip()))
    (folder / "page-2.jpg").write_bytes(b"no picture")

    run([folder], out, False, explain=True, clock=lambda: NOON)
    drawn = (out / "pismo" / "explain.html").read_text(encoding="utf-8")
    run([folder], out, False, clock=lambda: NOON)

    assert "Side 1: page-1.jpg" in drawn
    assert SLIP_LINES[0].split()[-1] in drawn
    assert "ocr.unreadable_image" in drawn
    assert not (out / "pismo" / "explain.html").exists()
