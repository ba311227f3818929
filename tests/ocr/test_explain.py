"""What was done to a page can be looked at in one file, in a real browser, whatever the letter says."""

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ocr.engine import Engine
from ocr.explain import Recorder, why_asked
from ocr.explain_html import Side, explanation
from ocr.fields import FieldName, FieldReading
from ocr.image import load_picture
from ocr.page import Box, OcrFault, PageReading, PageStatus, ScanFault
from ocr.text import Sign
from ocr.words import WordList, hash_word
from tests.ocr.kit import SLIP_LINES, encoded, slip

pytest_plugins = ("tests.ocr.engine_fixtures",)

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<script>document.title='taken'</script>\"'&"
WORDS = WordList(np.sort(np.array([hash_word(b"pismo")], np.uint64)))


@pytest.fixture(scope="module")
def side(engine: Engine) -> Side:
    picture = load_picture(encoded(slip().rotate(180)))
    assert not isinstance(picture, OcrFault)
    recorder = Recorder(picture, WORDS)
    reading = engine.read(picture, seen=recorder)
    recorder.finish()
    return Side("page-1.jpg", reading, recorder)


def test_steps_are_kept_from_the_scan_to_the_text(side: Side) -> None:
    assert side.recorder is not None
    steps = [shown.step for shown in side.recorder.shown]

    assert steps[:2] == ["as scanned", "even out"]
    assert {"find_lines", "turn_over"} <= set(steps)
    assert steps[-1] == "read"
    assert all(shown.jpeg.startswith(b"\xff\xd8") for shown in side.recorder.shown)
    assert side.recorder.quality is not None


def test_file_says_what_was_read_and_how_sure_that_is(side: Side) -> None:
    field = FieldReading("2026-03-14", 0.97, 0, Box(10, 20, 30, 40), ("2026-03-11",))

    page = explanation("pismo", [side], {FieldName.DATE: field})

    for word in SLIP_LINES[0].split():
        assert word in page
    for told in ("2026-03-14", "0.970", "2026-03-11", "page-1.jpg", "letter_px"):
        assert told in page
    assert "http" not in page.replace("http-equiv", "")  # nothing beside the file is needed


def test_why_a_second_reader_was_asked_is_said() -> None:
    line = tuple(Sign(sign, place, place + 1.0, 0.99) for place, sign in enumerate("pisrno"))

    assert why_asked(line, WORDS) == "“pisrno” is in no word list"
    assert why_asked((), WORDS) == "the first reader saw nothing"


def test_side_without_a_picture_is_told_of_all_the_same() -> None:
    reading = PageReading.without_text(PageStatus.UNREADABLE, OcrFault.UNREADABLE_IMAGE)

    assert "ocr.unreadable_image" in explanation("pismo", [Side("page-1.jpg", reading, None)], {})


def test_flagged_page_says_so() -> None:
    reading = PageReading(PageStatus.READ, error_rate=0.2, rescan=ScanFault.FOLDED)

    page = explanation("pismo", [Side("page-1.jpg", reading, None)], {})

    assert "ocr.scan_folded" in page
    assert "20.00%" in page


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium on this machine")
def test_hostile_text_is_shown_and_not_run(side: Side, tmp_path: Path) -> None:
    file = tmp_path / "explain.html"
    hostile = Side(HOSTILE, side.reading, side.recorder)
    field = FieldReading(HOSTILE, 0.5, 0, None, (HOSTILE,))
    file.write_text(explanation(HOSTILE, [hostile], {FieldName.SUBJECT: field}), encoding="utf-8")

    seen = _in_browser(file, tmp_path)

    assert seen["title"] == f"{HOSTILE}: how it was read"
    assert seen["broken"] == 0
    assert seen["words"] >= 9
    assert HOSTILE in seen["text"]


def _in_browser(file: Path, profile: Path) -> dict[str, Any]:
    """Open the file and return what the browser made of it."""
    probe = file.with_name("probe.html")
    script = """<script>addEventListener('load', async () => {
      const images = [...document.querySelectorAll('image')].map(i => i.getAttribute('href'));
      const done = await Promise.all(images.map(href => new Promise(r => {
        const i = new Image(); i.onload = () => r(i.width > 0); i.onerror = () => r(false); i.src = href; })));
      const seen = {title: document.title, broken: done.filter(d => !d).length + (images.length ? 0 : 1),
        words: document.querySelectorAll('rect[fill^="#"]').length, text: document.body.innerText};
      const out = document.createElement('pre'); out.id = 'seen';
      out.textContent = JSON.stringify(seen); document.body.replaceChildren(out); });</script>"""
    probe.write_text(
        file.read_text(encoding="utf-8").replace("</body>", f"{script}</body>"), encoding="utf-8"
    )
    dumped = subprocess.run(
        [
            str(CHROMIUM),
            *("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000"),
            f"--user-data-dir={profile / 'chromium'}",
            "--dump-dom",
            probe.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    inner = dumped.split('<pre id="seen">', 1)[1].split("</pre>", 1)[0]
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        inner = inner.replace(entity, sign)
    seen: dict[str, Any] = json.loads(inner)
    return seen
