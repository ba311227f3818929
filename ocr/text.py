"""What a recogniser says about one line: signs with their places and confidences, so that two can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ocr.image import Pixels


@dataclass(frozen=True, slots=True)
class Sign:
    text: str
    left: float  # px from the left edge of the line's box
    right: float
    confidence: float  # 0..1
    top: float = (
        0.0  # px from the top edge of the line's box; top and bottom are the same when nobody measured
    )
    bottom: float = 0.0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def is_space(self) -> bool:
        return self.text == " "


Signs = tuple[Sign, ...]


class Recogniser(Protocol):
    def read(self, line: Pixels) -> Signs:
        """Return the signs of one line, words parted by single spaces; empty when there is no text."""


def text_of(signs: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in signs)


def confidence_of(signs: Sequence[Sign]) -> float:
    """Mean confidence of the signs that are not spaces."""
    values = [sign.confidence for sign in signs if not sign.is_space]
    return sum(values) / len(values) if values else 0.0


def words_of(signs: Sequence[Sign]) -> list[Signs]:
    words: list[list[Sign]] = [[]]
    for sign in signs:
        if sign.is_space:
            words.append([])
        else:
            words[-1].append(sign)
    return [tuple(word) for word in words if word]
