"""Finds where and when the letter was written: a line of its own, above the addressee or by the signature."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Hamming

from ocr.dates import FoundDate, find_dates
from ocr.field_confidence import DOUBT_IN_MARKS
from ocr.gazetteer import is_town, likeliest_town
from ocr.layout import Layout, TextLine
from ocr.proposal import Proposal, propose

_TOWN = re.compile(
    r"^((?:[A-ZĄĆĘŁŃÓŚŹŻÄÖÜ][\w'’.-]*|(?:nad|pod|k\.|koło|w|we|na|przy|i)(?=\s))(?:\s+(?:[A-ZĄĆĘŁŃÓŚŹŻÄÖÜ][\w'’.-]*|(?:nad|pod|k\.|koło|na|przy)(?=\s)|Now[ey]))*)"
    r"\s*[,.;]?\s*(?:(?:w )?dni[aeu]|dn\.?|den|dnla|drua)?\s*[.,:]?\s*$"
)
_LABEL = re.compile(
    r"^(?:data(?: (?:i miejsce|sporządzenia|pisma|wypełnienia))?|miejscowość i data|miejsce i data|"
    r"(?:w )?dni[aeu]|dn\.?|date|datum|den)\s*[:.,]?\s*$",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"\bur\.|urodz|ważn|termin|decyzj|postanow|ustaw|uchwał|pism|wyrok|legitym|dowod|doręcz|wpłyn|otrzyma|załącznik|"
    r"okres|\bz dnia|\bod dnia|\bdo dnia|wydan|faktur|umow",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^\s*(?:r\.?|roku|rok|r)?\s*[.,;]?\s*$", re.IGNORECASE)
_NO_TOWN = re.compile(
    r"^(?:data|dnia|dn|den|date|datum|strona|znak|nr|wydano|w|z|na|do|od|pan|pani|art)$", re.IGNORECASE
)


def find_date_and_place(layout: Layout, address: str | None) -> Iterator[tuple[Proposal, Proposal | None]]:
    """Yield dates of writing, each with its town. `address` is the sender's: it tells how the town is spelt."""
    head, foot = [line for line in layout.head_lines if not _is_entry(line, layout)], layout.foot_lines
    body_tail = [line for line in layout.body[-3:] if line not in head]
    for lines, at_top in ((head, True), (body_tail, False), (foot, False)):
        for line in lines:
            for found in find_dates(line.text)[:1]:
                yield from _from_line(line, found, address, at_top=at_top, is_lone=_is_lone(line, layout))
    yield from _beside_a_town(head)


def _is_lone(line: TextLine, layout: Layout) -> bool:
    """Say whether nothing stands on its height: in a table something does."""
    return not list(_on_its_height(line, layout))


def _on_its_height(line: TextLine, layout: Layout) -> Iterator[TextLine]:
    for other in layout.lines:
        same_side = other.page_index == line.page_index and other is not line
        if same_side and abs(other.box.y - line.box.y) < line.box.height * 0.7:
            yield other


def _is_entry(line: TextLine, layout: Layout) -> bool:
    """Say whether the line fills in a form: a birth date beside its label."""
    beside = [other.text for other in _on_its_height(line, layout) if other.box.right <= line.box.x]
    return any(_OTHER_DAY.search(text) or re.match(r"^\d{1,2}[.)]\s", text) for text in beside)


def _from_line(
    line: TextLine, found: FoundDate, address: str | None, *, at_top: bool, is_lone: bool
) -> Iterator[tuple[Proposal, Proposal | None]]:
    before, after = line.text[: found.start].strip(), line.text[found.end :]
    if not _TAIL.match(after) or _OTHER_DAY.search(before):
        return
    town = _town(before)
    if town is None and not _LABEL.match(before) and (before or (not at_top and not is_lone)):
        return
    alone = not before or town is None
    rule = found.certainty * (0.985 if not alone else 0.93 if at_top else 0.75)
    date = propose(
        found.value.isoformat(), [line], rule=rule if at_top else rule * 0.97, doubt=DOUBT_IN_MARKS
    )
    yield date, None if town is None else _place(town, line, address)


def _place(town: str, line: TextLine, address: str | None) -> Proposal:
    mended = _spelt_as_in(town, address)
    sure = is_town(mended) or (address is not None and mended in address)
    return propose(mended, [line], rule=0.985 if sure else 0.87)


def _town(before: str) -> str | None:
    match = _TOWN.match(before[:1].upper() + before[1:])  # small and capital w look the same
    if match is None:
        return None
    town = re.sub(r"\s+(?:dni[aeu]|dn\.?)$", "", match[1]).strip(" ,.;")
    return None if _NO_TOWN.match(town) or len(town) < 3 or len(town) > 40 else town


def _spelt_as_in(town: str, address: str | None) -> str:
    """A town that was read with a slip is the one of the sender's address, or one that his postal code serves."""
    if not address:
        return town
    code = re.search(r"\b(\d{2}-\d{3}) (.+)$", address)
    if code is None:
        return town
    if len(town) > 3 and code[2].casefold().endswith(town.casefold()):
        return code[2]  # cut off at the edge of the sheet
    if len(town) == len(code[2]) and Hamming.distance(town, code[2]) <= 2:
        return code[2]
    return town if is_town(town) else likeliest_town(code[1], town) or town


def _beside_a_town(head: Sequence[TextLine]) -> Iterator[tuple[Proposal, Proposal | None]]:
    """A wide gap may have parted "Toruń," from "dnia 3 maja 2026 r."."""
    for left, right in itertools.pairwise(head):
        found = find_dates(right.text)
        if not found or find_dates(left.text) or abs(left.box.y - right.box.y) > left.box.height // 2:
            continue
        before = right.text[: found[0].start].strip()
        town = (
            _town(left.text) if left.text.rstrip().endswith(",") or is_town(left.text.strip(" ,")) else None
        )
        if town and (not before or _LABEL.match(before)):
            date = propose(
                found[0].value.isoformat(), [right], rule=0.96 * found[0].certainty, doubt=DOUBT_IN_MARKS
            )
            yield date, propose(town, [left], rule=0.96 if is_town(town) else 0.85)
