"""Finds what the letter is about, its case mark, its date and place, and what is enclosed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr.dates import find_dates
from ocr.layout import Layout, TextLine
from ocr.proposal import Proposal, propose

_CASE = re.compile(
    r"\b([A-ZĄĆĘŁŃÓŚŹŻ]{1,5}(?:[-.][IVX]{1,4})?(?:[.-]\d{1,5}){2,4}[.-](?:19|20)\d{2}(?:[.-][A-ZŁŚŻ]{1,4})?)(?![\w])"
)
_CASE_LABEL = re.compile(r"znak|sygn|spraw\w+ (?:nr|znak)|nr sprawy|dot\.?\s+pisma", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:dotyczy|dot\.|w sprawie|sprawa|przedmiot|temat)\s*[:;.]?\s+", re.IGNORECASE)
_ONLY_CASE = re.compile(
    r"^(?:spraw\w*|pism\w*|decyzj\w*|post\w*)?\s*(?:o\s+)?(?:znak\w*|nr|sygn\w*)", re.IGNORECASE
)
_KINDS = (
    "Wniosek|Odwołanie|Skarga|Petycja|Podanie|Zgłoszenie|Oświadczenie|Wezwanie|Zażalenie|Prośba|Zawiadomienie|Sprzeciw|"
    "Reklamacja|Informacja|Oferta|Ponaglenie|Zapytanie|Uwagi|Deklaracja|Pismo|Postulat|Zaproszenie|Sprawozdanie|Zażalenie|Opinia"
)
_TITLE = re.compile(rf"^(?:{_KINDS})\b", re.IGNORECASE)
_BARE_TITLE = re.compile(rf"^(?:{_KINDS})[.:]?$", re.IGNORECASE)
_ABOUT_WHAT = re.compile(r"^\S+\s+(?:o|na|w|we|od|do|dla|z|ze|za|przeciw\w*|dotycząc\w*)\s", re.IGNORECASE)
_PLACE = re.compile(r"^([A-ZĄĆĘŁŃÓŚŹŻ][^\d,]{1,40}?)\s*[,.]?\s*(?:(?:w )?dni[au]|dn\.?)?\s*$")
_ENCLOSURES = re.compile(
    r"^(?:lista załączników|załącznik(?:i|ami)?|zał\.|w załączeniu|załączam)\b\s*[:;.]?\s*(.*)$",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"^Załącznik (?:nr|do)\b", re.IGNORECASE)
_ITEM = re.compile(r"^(?:(\d{1,2})\s?[.)/,:]|[-–—•*])\s*(.+)$")
_PAGE_FOOT = re.compile(
    r"^(?:strona \d|[-–] ?\d+ ?[-–]$|\d+\s?/\s?\d+$|do wiadomości|otrzymują)", re.IGNORECASE
)


def find_case_number(layout: Layout) -> Iterator[Proposal]:
    for place, line in enumerate(layout.lines):
        for match in _CASE.finditer(re.sub(r"(?<=[.\d]) (?=[.\d])", "", line.text)):
            labelled = bool(_CASE_LABEL.search(line.text[: match.start() + 1]))
            in_header = place < len(layout.lines) // 2
            yield propose(match[1], [line], rule=0.97 if labelled else 0.8 if in_header else 0.5)


def find_date_and_place(layout: Layout) -> Iterator[tuple[Proposal, Proposal | None]]:
    """Yield dates of writing, the one after a town's name first of all, each with that town."""
    for place, line in enumerate(layout.lines):
        for found in find_dates(line.text)[:1]:
            before = _PLACE.match(line.text[: found.start].strip())
            at_top = place < 6
            if before is None and not (at_top and len(line.text) < found.end - found.start + 12):
                continue
            date = propose(found.value.isoformat(), [line], rule=found.certainty * (0.97 if before else 0.7))
            town = before and propose(before[1].strip(" ,."), [line], rule=0.96)
            if town and re.match(r"^(?:dnia|dn|data)\b", town.value, re.IGNORECASE):
                town = None
            yield (date, town) if at_top or before else (date.less_sure(0.7), town)


def find_subject(layout: Layout) -> Iterator[Proposal]:
    lines = layout.lines
    for place, line in enumerate(lines[: max(12, len(lines) * 2 // 3)]):
        about = _ABOUT.match(line.text)
        if about:
            rest = line.text[about.end() :]
            if not _ONLY_CASE.match(rest) and not _CASE.match(rest):
                yield _subject(rest, lines, place, rule=0.96)
        elif _BARE_TITLE.match(line.text):
            yield from _bare_title(lines, place)
        elif _TITLE.match(line.text) and _is_heading(line, layout):
            yield _subject(line.text, lines, place, rule=0.93 if _ABOUT_WHAT.match(line.text) else 0.6)


def _bare_title(lines: Sequence[TextLine], place: int) -> Iterator[Proposal]:
    """A title alone says the kind only; "o wydanie …" on the line below makes it whole."""
    title = lines[place].text.strip(" .:").capitalize()
    if place + 1 < len(lines) and lines[place + 1].text[:1].islower():
        yield _subject(title, lines, place, rule=0.9)
    elif title != "Pismo":
        yield propose(title, [lines[place]], rule=0.4)


def _subject(start: str, lines: Sequence[TextLine], place: int, *, rule: float) -> Proposal:
    """Go on with the lines below that the sentence runs on to: they begin with a small letter."""
    used = [lines[place]]
    text = start
    for line in lines[place + 1 : place + 4]:
        gap = line.box.y - used[-1].box.bottom
        if not line.text[:1].islower() or gap > used[-1].box.height:
            break
        text, used = f"{text} {line.text}", [*used, line]
    return propose(text.strip(" .;,"), used, rule=rule)


def _is_heading(line: TextLine, layout: Layout) -> bool:
    """A heading stands in the middle or short of the right edge; a sentence of the body doesn't."""
    centre = (line.box.x + line.box.right) / 2
    centred = abs(centre - layout.width_px / 2) < 0.08 * layout.width_px
    return centred or any(line in block and len(block) <= 2 for block in layout.header)


def find_attachments(pages: Sequence[Sequence[TextLine]]) -> tuple[list[str], list[TextLine]]:
    """Return the list under "Załączniki" and the lines it stands on."""
    for lines in pages:
        for place, line in enumerate(lines):
            heading = _ENCLOSURES.match(line.text)
            if heading and not _ANNEX.match(line.text):
                items, used = _items(heading[1], lines[place + 1 :], line)
                if items:
                    return items, [line, *used]
    return [], []


def _items(first: str, below: Sequence[TextLine], heading: TextLine) -> tuple[list[str], list[TextLine]]:
    items: list[str] = []
    used: list[TextLine] = []
    if first.strip(" .:0123456789"):
        items.append(_ITEM.sub(r"\2", first))
    above = heading
    for line in below:
        if _PAGE_FOOT.match(line.text) or line.box.y - above.box.bottom > 2.5 * heading.box.height:
            break
        item = _ITEM.match(line.text)
        if item:
            items.append(item[2])
        elif items and line.text[:1].islower():
            items[-1] += f" {line.text}"
        elif items or not line.text[:1].isalpha():
            break
        else:
            items.append(line.text)
        used.append(line)
        above = line
    return [_clean_item(item) for item in items if any(sign.isalpha() for sign in item)], used


def _clean_item(text: str) -> str:
    text = text.strip().rstrip(",;").strip()
    return text if re.search(r"\b(?:szt|egz|kart|str|zał|nr|r)\.$", text) else text.rstrip(".")
