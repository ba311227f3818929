"""Says how sure a proposed value is: the one place where a rule's record, the recogniser's and the rivals' meet.

Measured with `python -m tests.letters.score_fields`; of values given with .9 or more at least 98 % have to be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocr.page import Word

# How much of the doubt about the words passes on. A check digit clears nearly all of it; a name of which one letter in
# twenty is wrong still finds its owner; one wrong sign makes an e-mail address useless.
DOUBT_WITH_CHECK_DIGIT = 0.1
DOUBT_IN_TEXT = 0.5
DOUBT_IN_MARKS = 0.9
_READABLE = 0.9  # from here on what a recogniser says of a word is noise


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a value. `rule` is the share in which the rule was right on letters read without a fault."""

    rule: float
    doubt: float = DOUBT_IN_TEXT
    rival: float = 0.0  # strength of the second-best candidate compared with this one, 0 none to 1 equal


def confidence(evidence: Evidence, words: Iterable[Word]) -> float:
    legible = min((word.confidence for word in words), default=1.0)
    unread = max(0.0, _READABLE - legible) / _READABLE
    return evidence.rule * (1 - evidence.doubt * unread) * (1 - 0.5 * evidence.rival)
