"""What a rule found in the text, before it becomes a field: value, how sure, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocr.layout import TextLine
from ocr.page import Box


@dataclass(frozen=True, slots=True)
class Proposal:
    value: str
    confidence: float
    page_index: int
    box: Box
    alternatives: tuple[str, ...] = ()

    def less_sure(self, factor: float) -> Proposal:
        return replace(self, confidence=self.confidence * factor)


def propose(value: str, lines: Sequence[TextLine], *, rule: float) -> Proposal:
    """Make a proposal from the lines it was read in. `rule` is how often the rule itself is right."""
    box = lines[0].box
    for line in lines[1:]:
        box = box.union(line.box)
    legible = min(line.confidence for line in lines)
    # Words below .5 are usually right all the same: their letters are worn, not unknown.
    return Proposal(value, rule * (0.5 + 0.5 * legible), lines[0].page_index, box)


def best(proposals: Iterable[Proposal]) -> Proposal | None:
    """Return the surest proposal with the other values as its alternatives; None without any."""
    ranked = sorted(proposals, key=lambda item: -item.confidence)
    if not ranked:
        return None
    others = dict.fromkeys(item.value for item in ranked[1:] if item.value != ranked[0].value)
    known = dict.fromkeys((*ranked[0].alternatives, *others))
    return replace(ranked[0], alternatives=tuple(known))
