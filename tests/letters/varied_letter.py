"""What a varied letter is before it is set: its lines, where they go, and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Spot(StrEnum):
    """Where on the sheet something stands."""

    LEFT = "left"
    RIGHT = "right"
    HEAD = "head"  # centred letterhead
    FOOT = "foot"  # below the signature
    PARTED = "parted"  # letterhead: the name on the left, the rest on the right


class TitleManner(StrEnum):
    BOLD = "bold"  # centred, bold
    CAPITALS = "capitals"
    LABEL = "label"  # Dotyczy: …
    KIND_AND_LABEL = "kind and label"  # PISMO, then Dotyczy: …
    KIND_AND_REST = "kind and rest"  # WNIOSEK, then "o wydanie …" on the next line


@dataclass(frozen=True)
class FormRow:
    label: str
    value: str
    is_boxed: bool = False


@dataclass(frozen=True)
class Varied:
    """One letter as it is to be printed, with its truth."""

    kind: str
    fields: dict[str, object]
    sender_lines: tuple[str, ...]
    sender_spot: Spot
    date_line: str
    date_spot: Spot
    marks: tuple[str, ...]  # lines with case marks
    recipient_lines: tuple[str, ...]
    recipient_bold: int  # how many of them are the name
    title_manner: TitleManner
    title_lines: tuple[str, ...]  # as printed, label and all
    greeting: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    closing: str
    signatory: tuple[str, ...]
    attachments: tuple[str, ...]  # lines as printed
    rows: tuple[FormRow, ...] = ()
    footer: tuple[str, ...] = ()
    stamp: tuple[str, ...] = ()
    receipt: tuple[str, ...] = ()  # the office's own stamp
    page_mark: str = ""
    after: tuple[str, ...] = ()  # below everything: copies to others, a privacy notice
    spacing: float = 1.38  # leading by type size
    labels_above: bool = False  # a form whose values stand below their labels
