"""Decides whether a sheet should be scanned again, and what the resident can do about it.

How much of a page is wrong follows from what the readers doubt and from what the picture measures. The reason is
whichever measured fault stands out most; a page that is unreadable in a good picture is no print at all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ocr.calibration import Calibration
from ocr.page import Line, LineKind, PageContent, PageReading, ScanFault, Word
from ocr.quality import Quality, measure
from ocr.sheet import Piece, Sheet
from ocr.text import text_of
from ocr.words import WordList

PAPER_SHARE = 0.6  # less is a photograph; a page full of print has three quarters
BLURRED_PX = 6.0  # a sharp edge of a letter at 300 dpi is half as wide
FEW_LINES = 4
LONG_LINE = 8  # letters
SILENT_SHARE = 0.3
MOST = 0.6
LEAST_RATE = 0.002  # below that the expected share of mistakes says nothing more
LEAST_MISSED = 0.01  # a speck or two look like a line
FEW_MISSED = 0.1
LIGHT_SHADE = 0.3  # that much is evened out
PALEST_PICTURE = 0.12  # contrast; paler is print that has nearly vanished
LINES_FOR_EDGES = 5
LONG_WORD = 3


def judge_scan(reading: PageReading, sheet: Sheet, words: WordList, calibration: Calibration) -> PageReading:
    """Return the reading with what is to be said about the scan. An empty back has nothing to be scanned again."""
    if reading.blank:
        return reading
    quality = measure(sheet)
    if quality is None:
        return replace(reading, content=PageContent.PICTURE)
    verdict = judge_print(sheet.lines, quality, words, calibration)
    verdict = told_apart(verdict, quality, sheet.pieces, len(sheet.found))
    return replace(reading, error_rate=verdict.error_rate, rescan=verdict.rescan, content=verdict.content)


@dataclass(frozen=True, slots=True)
class Verdict:
    error_rate: float
    rescan: ScanFault | None = None
    content: PageContent = PageContent.PRINT


def judge_print(
    lines: Sequence[Line], quality: Quality, words: WordList, calibration: Calibration
) -> Verdict:
    """Return what is to be said about a page on which lines were found, from the text read and the picture."""
    doubts = page_doubts(lines, quality)
    error_rate = calibration.pages.chance_of_mistake(doubts)
    if error_rate <= calibration.rescan_above:
        return Verdict(error_rate)
    return Verdict(error_rate, fault_of(quality, raggedness(lines, words)))


def told_apart(verdict: Verdict, quality: Quality, pieces: Sequence[Piece], found: int) -> Verdict:
    """Take the flag off a page that is no print: nobody can scan it better. `found`: boxes that looked like lines."""
    if verdict.rescan is None:
        return verdict
    has_lines = (
        found >= FEW_LINES or quality.missed_share > FEW_MISSED or any(piece.signs for piece in pieces)
    )
    is_drawn = not has_lines and quality.contrast > PALEST_PICTURE
    if is_drawn or quality.paper_share < PAPER_SHARE:
        return Verdict(verdict.error_rate, None, PageContent.PICTURE)
    content = _content(pieces, verdict.rescan)
    return verdict if content is PageContent.PRINT else Verdict(verdict.error_rate, None, content)


def _content(pieces: Sequence[Piece], fault: ScanFault) -> PageContent:
    """Return what a page is that could not be read well. What is no print can't be read in a good picture either.

    Before another script one reader sees Latin letters that look alike, and the other falls silent. A hand gives
    neither of them much to see.
    """
    if fault is not ScanFault.HARD_TO_READ:
        return PageContent.PRINT
    seen = [_letters_seen(piece) for piece in pieces]
    if sum(most >= LONG_LINE and least < SILENT_SHARE * most for least, most in seen) > MOST * len(seen):
        return PageContent.OTHER_SCRIPT
    if sum(most < LONG_WORD for _, most in seen) > MOST * len(seen):
        return PageContent.HANDWRITING
    return PageContent.PRINT


def _letters_seen(piece: Piece) -> tuple[int, int]:
    """Return how many letters the reader saw that saw fewest, and the one that saw most."""
    counts = [_letters(text_of(signs)) for signs in piece.witnesses] or [0]
    return min(counts), max(counts)


def page_doubts(lines: Sequence[Line], quality: Quality) -> Mapping[str, float]:
    """Return what speaks against the page's text; 0 is nothing. The words' confidences have to be probabilities."""
    print_ = [line for line in lines if line.kind is LineKind.PRINT and line.words]
    read = [word for line in print_ for word in line.words]
    return {
        "mistakes": math.log((_expected(read) + LEAST_RATE) / LEAST_RATE),
        "unread": quality.unread_share,
        "missed": math.log((quality.missed_share + LEAST_MISSED) / LEAST_MISSED),
        "blur": min(1.0, quality.edge_px / max(1.0, quality.letter_px)),
        "merged": quality.merged_share,
        "faint": max(0.0, 0.4 - quality.contrast),
        "dark": max(0.0, 120 - quality.paper_tone) / 120,
        "small": max(0.0, 16 - quality.letter_px) / 16,
        "bend": min(0.3, quality.bend),
        "tilt": min(10.0, quality.tilt_degrees) / 10,
        "shade": max(0.0, quality.shade - LIGHT_SHADE),
        "uneven": min(0.3, quality.unevenness),
        "cut": quality.cut_share,
    }


def fault_of(quality: Quality, ragged: float) -> ScanFault:
    """Return the fault that is furthest beyond what print bears; that it's hard to read when none is."""
    beyond = {
        ScanFault.TOO_DARK: _ratio(90, quality.paper_tone),
        ScanFault.TOO_FAINT: _ratio(0.22, quality.contrast),
        # What a blur leaves of letters is small too.
        ScanFault.TOO_SMALL: _ratio(12, quality.letter_px) if quality.edge_px < BLURRED_PX else 0.0,
        ScanFault.MOVED: quality.edge_px / max(BLURRED_PX, 0.3 * quality.letter_px),
        ScanFault.FOLDED: max(
            quality.cut_share / 0.15, quality.bend / 0.08, quality.unevenness / 0.08, ragged / 0.3
        ),
    }
    reason, most = max(beyond.items(), key=lambda item: item[1])
    return reason if most > 1 else ScanFault.HARD_TO_READ


def _ratio(limit: float, value: float) -> float:
    return limit / max(value, limit / 10)


def _expected(read: Sequence[Word]) -> float:
    """Return the expected share of letters in wrong words; all of them when there are none."""
    letters = sum(len(word.text) for word in read)
    return sum(len(word.text) * (1 - word.confidence) for word in read) / letters if letters else 1.0


def raggedness(lines: Sequence[Line], words: WordList) -> float:
    """Return how much more often lines begin, or end, with an unknown word than they have one inside.

    That is how a sheet looks of which a fold or the picture's edge has cut the words through.
    """
    running = [line for line in lines if line.kind is LineKind.PRINT and len(line.words) >= 3]
    if len(running) < LINES_FOR_EDGES:
        return 0.0
    inside = [_is_odd_end(word, words) for line in running for word in line.words[1:-1]]
    usual = sum(inside) / len(inside)
    # A word that is parted at the line's end is cut on purpose.
    parted = [line.words[-1].text.endswith("-") for line in running]
    firsts = [
        _is_odd_end(line.words[0], words)
        for line, was_parted in zip(running, [False, *parted], strict=False)
        if not was_parted
    ]
    lasts = [
        _is_odd_end(line.words[-1], words)
        for line, is_parted in zip(running, parted, strict=True)
        if not is_parted
    ]
    shares = [sum(ends) / len(ends) for ends in (firsts, lasts) if ends]
    return max(0.0, max(shares, default=0.0) - usual)


def _is_odd_end(word: Word, words: WordList) -> bool:
    return _letters(word.text) > 0 and not words.knows(word.text)


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)
