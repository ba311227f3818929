"""Finds what is enclosed: the list under "Załączniki", however it is numbered, or the sentence that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr.layout import CLOSING, TextLine

_HEADING = re.compile(
    r"^(?:lista załączników|wykaz załączników|spis załączników|załączniki?\b|zalączniki?\b|zał\b[.,]?|zal\.|"
    r"(?:w )?załączeni[ue](?: przesyłam\w*| przekazuj\w*| składam)?|(?:do \w+ )?(?:załączam\w*|dołączam\w*)|"
    r"enclosures?|encl?\.|attachments?|anlagen?)"
    r"(?P<count>\s*\(?\d{0,2}\)?(?:\s*szt\.?)?)\s*(?P<colon>[:;.]|[-–—](?=\s))?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"^(?:Załącznik|Zał\.) (?:nr|do)\b", re.IGNORECASE)
_NUMBERED_ANNEX = re.compile(r"^(?:Załącznik|Zał\.) nr \d+\s*[-–—:.]\s*(.+)$", re.IGNORECASE)
_ITEM = re.compile(r"^(?:(\d{1,2}|[Il])\s?(?:[.)/]+(?!\d)|[,:]+(?=\s))|[a-h]\s?\)|[-–—•*·+»■~])\s*(\S.*)$")
_INLINE = re.compile(r"(?:^|[,;]\s+)(?:\d{1,2}|[a-h])\s?[.)]\s+")
_NONE = re.compile(r"^(?:brak|nie dotyczy|bez załączników|none|keine|[-–—0])\W*$", re.IGNORECASE)
_STOP = re.compile(
    r"^(?:strona \d|str\. \d|[-–—] ?\d+ ?[-–—]$|\d+\s?/\s?\d+$|do wiadomości|otrzymuj|klauzula|"
    r"administratorem|\(?podpis|page \d)",
    re.IGNORECASE,
)


def find_attachments(pages: Sequence[Sequence[TextLine]]) -> tuple[list[str], list[TextLine], float]:
    """Return the items, the lines they stand on, and how sure the rule is; empty when nothing is enclosed."""
    found: list[tuple[float, int, list[str], list[TextLine]]] = []
    for lines in pages:
        for place, line in enumerate(lines):
            heading = _HEADING.match(line.text.strip())
            if heading and not _ANNEX.match(line.text):
                items, used = _items(heading, lines[place + 1 :], line)
                if items:
                    found.append((_sureness(heading, lines, place), -len(found), items, [line, *used]))
    numbered = [item for lines in pages for item in _numbered(lines)]
    if not found and len(numbered) > 1:
        return [text for text, _ in numbered], [line for _, line in numbered], 0.85
    if not found:
        return [], [], 0.0
    sureness, _, items, used = max(found, key=lambda entry: entry[:2])
    return items, used, sureness


def _sureness(heading: re.Match[str], lines: Sequence[TextLine], place: int) -> float:
    """A heading with a colon or a line of its own below the signature leaves little doubt."""
    signed = any(CLOSING.match(line.text) for line in lines[:place])
    alone = not heading["rest"].strip()
    if heading["colon"] or alone:
        return 0.97 if signed or place < 6 else 0.93
    return 0.7


def _numbered(lines: Sequence[TextLine]) -> Iterator[tuple[str, TextLine]]:
    for line in lines[2:]:
        match = _NUMBERED_ANNEX.match(line.text)
        if match:
            yield _clean_item(match[1]), line


def _items(
    heading: re.Match[str], below: Sequence[TextLine], line: TextLine
) -> tuple[list[str], list[TextLine]]:
    first = heading["rest"].strip()
    if _NONE.match(first):
        return [], []
    items = [] if not any(sign.isalpha() for sign in first) else [_ITEM.sub(r"\2", first)]
    if items and not heading["colon"] and not re.match(r"^\s*$", heading["count"] or " "):
        items = []
    if items and not heading["colon"] and len(first.split()) > 8:
        return [], []  # a sentence of the body that happens to begin with the word
    used: list[TextLine] = []
    above, margin = line, None
    for place, other in enumerate(below):
        if _STOP.match(other.text) or other.box.y - above.box.bottom > 2.2 * line.box.height:
            break
        if CLOSING.match(other.text):
            break
        item = _ITEM.match(other.text)
        if item:
            items.append(item[2])
            margin = other.box.x
        elif items and _continues_item(items[-1], other, margin):
            items[-1] = f"{items[-1]} {other.text}"
        elif not items and _is_second(below[place + 1 : place + 2]):
            items.append(re.sub(r"^\W*\w{1,2}\W*\s+", "", other.text))  # its number was misread
        elif items or not other.text[:1].isalpha():
            break
        else:
            items.append(other.text)
        used.append(other)
        above = other
    inline = bool(first and _ITEM.match(first))
    parted = [part for item in items for part in _parted(item, is_inline=inline or len(items) == 1)]
    return [_clean_item(item) for item in parted if any(sign.isalpha() for sign in item)], used


def _is_second(lines: Sequence[TextLine]) -> bool:
    match = _ITEM.match(lines[0].text) if lines else None
    return match is not None and match[1] == "2"


def _continues_item(item: str, line: TextLine, margin: int | None) -> bool:
    if line.text[:1].islower() or line.text[:1].isdigit() or line.text[:1] in "(–-":
        return not item.rstrip().endswith((".", ";")) or line.text[:1].islower()
    return margin is not None and line.box.x > margin + line.box.height


def _parted(item: str, *, is_inline: bool) -> list[str]:
    """Cut "1) mapa, 2) wypis" into its items."""
    if not is_inline:
        return [item]
    parts = [part for part in _INLINE.split(item) if part.strip()]
    return parts if len(parts) > 1 else [item]


def _clean_item(text: str) -> str:
    text = text.strip().rstrip(",;").strip()
    return text if re.search(r"\b(?:szt|egz|kart|str|zał|nr|r)\.$", text) else text.rstrip(".")
