"""Draws what was done to a letter's pages, and why, as one HTML file that needs nothing beside it.

Everything read from a page is escaped: a letter may hold any text.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape

from ocr.engine import Engine
from ocr.explain import Heard, Recorder, Shown
from ocr.fields import FieldName, FieldReading
from ocr.image import Picture, load_picture
from ocr.page import Box, OcrFault, PageReading, Word
from ocr.quality import Quality
from ocr.words import WordList
from ocr.worker import limit_threads

STYLE = """
:root{--ink:#16222C;--soft:#40525F;--line:#C4D0D9;--ground:#EDF1F4;--accent:#0B4568;--doubt:#6B4500;--bad:#8C1D18}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.45 "Noto Sans",sans-serif}
main{max-width:1700px;margin:0 auto;padding:24px}h1{font-size:28px;margin:8px 0}h2{font-size:23px;margin:0 0 8px}
h3{font-size:18px;margin:24px 0 8px}section{background:#fff;border:1px solid var(--line);border-radius:12px;
padding:20px 24px;margin:20px 0}.steps{display:flex;flex-wrap:wrap;gap:16px}figure{margin:0;width:min(400px,100%)}
figure.large{width:min(800px,100%)}figure svg{display:block;width:100%;height:auto;border:1px solid var(--line)}
figcaption{font-size:14px;color:var(--soft)}figcaption b{color:var(--ink)}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:5px 10px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{font-size:14px;color:var(--soft)}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.flag{border-left:6px solid var(--bad);padding:8px 14px;background:#FBE9E7}.fine{color:var(--soft)}
mark{padding:0 3px;border-radius:3px;color:inherit}.scale span{padding:2px 10px;margin-right:6px;border-radius:3px}
"""
BANDS = (
    (0.99, "#2E7D32", "at least .99"),
    (0.95, "#7FA82B", "at least .95"),
    (0.8, "#D89B00", "at least .80"),
    (0.5, "#D9601A", "at least .50"),
    (0.0, "#B3261E", "less"),
)
MEASURES = {
    "paper_tone": "paper's tone among the lines (0 black, 255 white)",
    "contrast": "ink against the paper around it (0 to 1)",
    "edge_px": "width of the letters' edges, px",
    "letter_px": "height of the letters, most of them small ones, px",
    "bend": "how far lines stray from straight, in their heights",
    "tilt_degrees": "difference between the lines' slopes, degrees",
    "unevenness": "folds and creases in the paper's tone",
    "cut_share": "lines that run over the picture's side",
    "unread_share": "area found as print in which nothing was read",
    "paper_share": "the page that is neither ink nor halftone",
    "merged_share": "found area in boxes too high for one line of these letters",
}


@dataclass(frozen=True, slots=True)
class Side:
    """`recorder`: None for a side that wasn't read again, because there is no picture or it came to nothing."""

    file: str
    reading: PageReading
    recorder: Recorder | None


class Explainer:
    """Reads pages once more, in this process, and watches. Loads the models when the first page comes."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._words: WordList | None = None

    def side(self, file: str, image: bytes, reading: PageReading) -> Side:
        """Watch the page being read again. A page on which reading failed isn't tried a second time."""
        picture = load_picture(image)
        if reading.reason not in ("", OcrFault.NO_TEXT.value) or not isinstance(picture, Picture):
            return Side(file, reading, None)
        if self._engine is None or self._words is None:
            limit_threads()
            self._words = WordList.load()
            self._engine = Engine.load(words=self._words)
        recorder = Recorder(picture, self._words)
        self._engine.read(picture, seen=recorder)
        recorder.finish()
        return Side(file, reading, recorder)


def explanation(name: str, sides: Sequence[Side], found: Mapping[FieldName, FieldReading]) -> str:
    """Return the whole file."""
    parts = [_side(number, side) for number, side in enumerate(sides, start=1)]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(name)}: how it was read</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{escape(name)}: how it was read</h1>{_legend()}{_fields(found, sides)}{''.join(parts)}"
        "</main></body></html>\n"
    )


def _legend() -> str:
    bands = "".join(f'<span style="background:{colour}55">{words}</span>' for _, colour, words in BANDS)
    return f'<p class="scale">Probability of a word to be right: {bands}</p>'


def _fields(found: Mapping[FieldName, FieldReading], sides: Sequence[Side]) -> str:
    rows = "".join(_field(name, reading, sides) for name, reading in found.items())
    return (
        "<section><h2>Fields</h2><table><tr><th>field<th>value<th>confidence<th>read on<th>other readings</tr>"
        f"{rows}</table></section>"
    )


def _field(name: FieldName, reading: FieldReading, sides: Sequence[Side]) -> str:
    value = "; ".join(reading.value) if isinstance(reading.value, list) else reading.value
    where = ""
    if reading.page_index is not None and reading.page_index < len(sides):
        where = f'<a href="#side-{reading.page_index + 1}">{escape(sides[reading.page_index].file)}</a>'
        if reading.box is not None:
            where += f" at {reading.box.x}, {reading.box.y} px"
    shown = '<span class="fine">not there</span>' if not value else _coloured(value, reading.confidence)
    others = escape(" · ".join(reading.alternatives))
    return f'<tr><td>{escape(name.value)}<td>{shown}<td class="n">{reading.confidence:.3f}<td>{where}<td>{others}'


def _side(number: int, side: Side) -> str:
    head = f'<section id="side-{number}"><h2>Side {number}: {escape(side.file)}</h2>{_verdict(side.reading)}'
    recorder = side.recorder
    if recorder is None:
        return f"{head}</section>"
    return (
        f"{head}<h3>Steps</h3><div class=steps>{_steps(recorder)}</div>{_quality(recorder.quality)}"
        f"{_heard(recorder.heard)}</section>"
    )


def _verdict(reading: PageReading) -> str:
    facts = [
        f"status {reading.status.value}" + (f" ({reading.reason})" if reading.reason else ""),
        "blank" if reading.blank else f"content {reading.content.value}",
        f"turned by {reading.rotation}°, tilted by {reading.skew_degrees:.2f}°",
        f"confidence {reading.confidence:.3f}",
        f"expected share of wrong letters {reading.error_rate:.2%}",
        f"{reading.seconds:.2f} s",
    ]
    flag = ""
    if reading.rescan is not None:
        flag = f'<p class="flag">A new scan is asked for: <b>{escape(reading.rescan.value)}</b></p>'
    return f"<p>{escape(' · '.join(facts))}</p>{flag}"


def _steps(recorder: Recorder) -> str:
    *steps, last = recorder.shown
    figures = [_figure(shown, "".join(_rect(box, "#0B4568", "") for box in shown.boxes)) for shown in steps]
    words = "".join(_word(word) for line in recorder.lines for word in line.words)
    unread = "".join(_rect(box, "#16222C", "nothing was read here", dashed=True) for box in recorder.unread)
    return "".join([*figures, _figure(last, words + unread, large=True)])


def _figure(shown: Shown, over: str, *, large: bool = False) -> str:
    data = base64.b64encode(shown.jpeg).decode()
    return (
        f'<figure{" class=large" if large else ""}><svg viewBox="0 0 {shown.width} {shown.height}" role="img">'
        f'<image href="data:image/jpeg;base64,{data}" width="{shown.width}" height="{shown.height}"/>{over}</svg>'
        f"<figcaption><b>{escape(shown.step)}</b> {escape(shown.said)}</figcaption></figure>"
    )


def _word(word: Word) -> str:
    return _rect(word.box, _colour(word.confidence), f"{word.text} {word.confidence:.3f}", filled=True)


def _rect(box: Box, colour: str, title: str, *, filled: bool = False, dashed: bool = False) -> str:
    fill = f"{colour}44" if filled else "none"
    dash = ' stroke-dasharray="14 9"' if dashed else ""
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" fill="{fill}" stroke="{colour}"'
        f' stroke-width="3"{dash}><title>{escape(title)}</title></rect>'
    )


def _quality(quality: Quality | None) -> str:
    if quality is None:
        return '<p class="fine">No lines were found, so nothing about their print could be measured.</p>'
    rows = "".join(
        f'<tr><td>{item.name}<td class="n">{getattr(quality, item.name):.3f}<td>{MEASURES.get(item.name, "")}'
        for item in fields(quality)
    )
    return f"<h3>Measured quality</h3><table>{rows}</table>"


def _heard(heard: Sequence[Heard]) -> str:
    rows = "".join(_heard_row(item) for item in sorted(heard, key=lambda item: (item.box.y, item.box.x)))
    return (
        "<h3>Boxes as they were read</h3><table><tr><th>kind<th>made of it<th>sure<th>first reader"
        f"<th>second reader<th>why the second was asked</tr>{rows}</table>"
    )


def _heard_row(item: Heard) -> str:
    first, second = (*item.witnesses, "", "")[:2]
    return (
        f'<tr><td>{escape(item.kind)}<td>{_coloured(item.text, item.confidence)}<td class="n">{item.confidence:.3f}'
        f"<td>{escape(first)}<td>{escape(second)}<td>{escape(item.why)}"
    )


def _coloured(text: str, confidence: float) -> str:
    return f'<mark style="background:{_colour(confidence)}44">{escape(text)}</mark>'


def _colour(confidence: float) -> str:
    return next(colour for least, colour, _ in BANDS if confidence >= least or least == 0.0)
