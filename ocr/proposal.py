"""What a rule found in the text, before it becomes a field: value, how sure, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.field_confidence import DOUBT_IN_TEXT, Evidence, confidence
from ocr.layout import TextLine
from ocr.page import Box, Word


@dataclass(frozen=True, slots=True)
class Proposal:
    value: str
    confidence: float
    page_index: int
    box: Box
    alternatives: tuple[str, ...] = ()

    def less_sure(self, factor: float) -> Proposal:
        return replace(self, confidence=self.confidence * factor)

    def with_alternatives(self, values: Iterable[str]) -> Proposal:
        """Return the proposal with these offered too, after those that it has."""
        known = dict.fromkeys((*self.alternatives, *(value for value in values if value != self.value)))
        return replace(self, alternatives=tuple(known))


def propose(
    value: str, lines: Sequence[TextLine], *, rule: float, doubt: float = DOUBT_IN_TEXT, rival: float = 0.0
) -> Proposal:
    """Make a proposal from the lines it was read in; `rule`, `doubt` and `rival` are those of `Evidence`."""
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    words = _used(value, lines)
    return Proposal(value, confidence(Evidence(rule, doubt, rival), words), lines[0].page_index, box)


def best(proposals: Iterable[Proposal]) -> Proposal | None:
    """Return the surest proposal with the other values as its alternatives; None without any."""
    ranked = sorted(proposals, key=lambda item: -item.confidence)
    if not ranked:
        return None
    return ranked[0].with_alternatives(item.value for item in ranked[1:])


def _used(value: str, lines: Sequence[TextLine]) -> list[Word]:
    """Return the words that the value was made of; a smudged label beside it is no reason to doubt it."""
    words = [word for line in lines for word in line.words]
    wanted = value.casefold()
    used = [
        word for word in words if word.text.strip(",.;:").casefold() in wanted and word.text.strip(",.;:")
    ]
    return used or words
