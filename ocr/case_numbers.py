"""Finds the case mark (znak sprawy): by its label, or by its form alone.

The form is that of the office instruction of 18.01.2011 (unit.class.number.year, initials), with those of courts and
appeal boards beside it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ocr.field_confidence import DOUBT_IN_MARKS
from ocr.layout import Layout, TextLine
from ocr.proposal import Proposal, propose

_UNIT = r"[A-ZĄĆĘŁŃÓŚŹŻ]{1,6}(?:[a-z]{1,3})?(?:[-.](?:[IVX]{1,5}|[A-ZŁŚŻ]{1,4}))*"
_YEAR = r"(?:19|20)\d{2}"
_INITIALS = r"(?:[.-][A-ZŁŚŻ]{1,4}\d?)?"
_OFFICE = re.compile(rf"(?<![\w/])({_UNIT}(?:[.-]\d{{1,5}}){{2,4}}[.-]{_YEAR}{_INITIALS})(?![\w])")
_SLASHED = re.compile(
    rf"(?<![\w/])({_UNIT}(?:[./-]\d{{1,5}}){{1,4}}[./-](?:{_YEAR}|\d{{2}})(?:/[A-Z]{{1,3}})?)(?![\w])"
)
_COURT = re.compile(
    r"(?<!\w)((?:[IVX]{1,4} )(?:SA|SAB|SO|SPP|C|Ca|Cz|K|Ka|Ns|Nc|GC|P|U|RC|W)"
    r"(?:/[A-Z][a-z]{1,2})? \d{1,5}/\d{2,4})(?!\w)"
)
_SPLIT = re.compile(r"(?<=[.\d]) (?=[.\d])|(?<=\d) (?=[./]\d)|(?<=\.) (?=[A-Z]{1,3}\b)")
_ZERO_IN_UNIT = re.compile(
    r"(?<=\b[A-ZŁŚŻ])0(?=[-.A-Z])|(?<=\b[A-ZŁŚŻ]{2})0(?=[-.A-Z])|\b0(?=[A-ZŁŚŻ]{1,3}[-./])"
)
_LABEL = re.compile(
    r"znak|sygn|spraw\w+ (?:nr|znak)|nr spraw|dot\.?\s+pisma|dotyczy|decyzj\w* (?:nr|znak)|spraw\w*\s*:",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"wasz znak|dotyczy|nr sprawy|znak sprawy|sygn", re.IGNORECASE)
_OWN_MARK = re.compile(r"^(?:l\.?\s?dz|nasz znak|nr pisma)", re.IGNORECASE)
_NO_MARK = re.compile(
    r"\b(?:uchwał\w*|faktur\w*|umow\w*|KRS|księg\w*|KW|działk\w*|Dz\. ?U|art|§|rachun\w*|konto)\b[^,;]*$",
    re.IGNORECASE,
)


def find_case_number(layout: Layout) -> Iterator[Proposal]:
    """Yield case marks, the surest being labelled and above the body."""
    body = {id(line) for line in layout.body}
    for line in layout.lines:
        yield from _from_line(line, in_body=id(line) in body)
    yield from _below_a_label(layout.lines)


def _from_line(line: TextLine, *, in_body: bool) -> Iterator[Proposal]:
    text = _ZERO_IN_UNIT.sub("O", _SPLIT.sub("", line.text))
    for pattern, needs_label in ((_OFFICE, False), (_COURT, False), (_SLASHED, True)):
        for match in pattern.finditer(text):
            before = text[: match.start()]
            if _NO_MARK.search(before[-40:]):
                continue
            labelled = bool(_LABEL.search(before))
            if needs_label and not labelled:
                continue
            rule = _rule(before, labelled=labelled, in_body=in_body)
            yield _made(match[1], line, rule)


def _made(mark: str, line: TextLine, rule: float) -> Proposal:
    """Units are numbered in Roman figures more often than not, and a lone I is easily read as 1."""
    other = re.sub(r"^([A-ZĄĆĘŁŃÓŚŹŻ]+-)1(?=\.)", r"\1I", mark)
    made = propose(mark, [line], rule=rule if other == mark else rule * 0.85, doubt=DOUBT_IN_MARKS)
    return made.with_alternatives([other])


def _rule(before: str, *, labelled: bool, in_body: bool) -> float:
    if _OWN_MARK.match(before):
        # Theirs is the office's own mark; it counts when there is no other.
        return 0.93 if re.match(r"nasz znak", before, re.IGNORECASE) else 0.7
    if labelled:
        return 0.985 if not in_body and _THEIRS.search(before) else 0.97 if not in_body else 0.75
    return 0.9 if not in_body else 0.5


def _below_a_label(lines: Sequence[TextLine]) -> Iterator[Proposal]:
    """The label may stand beside or above the mark, as in a letterhead's table."""
    for label, line in itertools.pairwise(lines):
        if re.match(r"^(?:nasz|wasz|znak|nr sprawy|sygn)\w*[^\d]{0,15}$", label.text, re.IGNORECASE):
            for match in _SLASHED.finditer(_SPLIT.sub("", line.text)):
                yield propose(match[1], [line], rule=0.93, doubt=DOUBT_IN_MARKS)
