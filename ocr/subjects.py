"""Finds what the letter is about: what follows "dotyczy", or the heading in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ocr.case_numbers import find_case_number
from ocr.layout import Layout, TextLine, is_centred
from ocr.proposal import Proposal, propose
from ocr.text_shape import sentence_case, unspaced

_ABOUT = re.compile(
    r"^(?:dotyczy|dotyczv|dot\.|w sprawie|sprawa|przedmiot(?: sprawy)?|temat|re|subject|betreff|betr\.)"
    r"\s*(?P<colon>[:;.])?\s+",
    re.IGNORECASE,
)
_ONLY_CASE = re.compile(
    r"^(?:spraw\w*|pism\w*|decyzj\w*|post\w*)?\s*(?:o\s+)?(?:znak\w*|nr\b|sygn\w*)", re.IGNORECASE
)
# "sprawy nr OŚ.7.2026 – skarga na …": the mark first, then what it is about
_AFTER_MARK = re.compile(
    r"^(?:spraw\w*|pism\w*|post\w*)?\s*(?:o\s+)?(?:znak\w*|nr|sygn\w*)?[.:]?\s*\S*\d\S*(?: \d+/\d+)?\s+[–—-]\s+(\D.*)$",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:[A-ZŁŚŻ]{1,6}[-.]?[IVX]*[./-]\d|[IVX]{1,4} [A-Z])")
_KINDS = (
    "Wniosek|Odwołanie|Skarga|Petycja|Podanie|Zgłoszenie|Oświadczenie|Wezwanie|Zażalenie|Prośba|Zawiadomienie|Sprzeciw|"
    "Reklamacja|Informacja|Oferta|Ponaglenie|Zapytanie|Uwagi|Deklaracja|Pismo|Postulat|Zaproszenie|Sprawozdanie|Opinia|"
    "Pełnomocnictwo|Upoważnienie|Postanowienie|Decyzja|Pozew|Rezygnacja|Odpowiedź|Interpelacja|Formularz|Zamówienie|"
    "Request|Application|Complaint|Appeal|Antrag|Beschwerde|Widerspruch|Anfrage"
)
_TITLE = re.compile(rf"^(?:{_KINDS})\b", re.IGNORECASE)
_BARE_TITLE = re.compile(rf"^(?:{_KINDS})[.:]?$", re.IGNORECASE)
_ABOUT_WHAT = re.compile(
    r"^\S+\s+(?:o|na|w|we|od|do|dla|z|ze|za|przeciw\w*|wobec|dotycząc\w*|zamiaru|for|auf|gegen|against)\s",
    re.IGNORECASE,
)
_SURE = 0.93


def find_subject(layout: Layout) -> Iterator[Proposal]:
    head = layout.head_lines
    for place, line in enumerate(head):
        text = unspaced(line.text.lstrip("'`´.,-·*_| "))
        about = _ABOUT.match(text)
        if about:
            rest = text[about.end() :]
            parted = _AFTER_MARK.match(rest)
            if parted:
                yield _subject(parted[1], head, place, layout, rule=0.95)
            elif (about["colon"] or place > 3) and not _is_only_a_mark(rest):
                yield _subject(rest, head, place, layout, rule=0.985 if about["colon"] else 0.95)
        elif _BARE_TITLE.match(text):
            yield from _bare_title(text, head, place, layout)
        elif _TITLE.match(text) and _is_heading(line, layout):
            yield _subject(text, head, place, layout, rule=0.97 if _ABOUT_WHAT.match(text) else 0.7)
    yield from _below_a_label(head, layout)
    if not any(_TITLE.match(unspaced(line.text)) or _ABOUT.match(line.text) for line in head):
        yield from _nameless_heading(layout)


def _is_only_a_mark(text: str) -> bool:
    """Say whether this names a case and not a matter: "sprawy znak …", "postępowania OŚ.7222.14.2026.KW"."""
    words = text.split()
    marked = len(words) <= 3 and bool(re.search(r"\d[./-]\d", words[-1]))
    return marked or bool(_ONLY_CASE.match(text) or _MARK.match(text))


def _below_a_label(head: Sequence[TextLine], layout: Layout) -> Iterator[Proposal]:
    for place, line in enumerate(head[:-1]):
        if re.match(r"^(?:dotyczy|temat|przedmiot|w sprawie)\s*[:.]?$", line.text.strip(), re.IGNORECASE):
            yield _subject(head[place + 1].text, head, place + 1, layout, rule=0.9)


def _nameless_heading(layout: Layout) -> Iterator[Proposal]:
    """The last line in the middle above the body is a heading, whatever it is called; not sure enough to go unseen."""
    blocks = [block for block in layout.header if all(is_centred(line, layout.width_px) for line in block)]
    if blocks and layout.header and blocks[-1] is layout.header[-1] and len(layout.header) > 2:
        text = " ".join(line.text for line in blocks[-1])
        if not next(find_case_number(layout), None) or len(text.split()) > 2:
            yield propose(sentence_case(text), blocks[-1], rule=0.7)


def _bare_title(text: str, lines: Sequence[TextLine], place: int, layout: Layout) -> Iterator[Proposal]:
    """A title alone says the kind only; "o wydanie …" on the line below makes it whole."""
    title = text.strip(" .:").capitalize()
    below = next((line for line in lines[place + 1 : place + 2]), None)
    about = below and _ABOUT.match(below.text)
    if title == "Pismo" or (about and about["colon"]):
        return
    if below is not None and (below.text[:1].islower() or _goes_on_in_capitals(lines[place], below, layout)):
        yield _subject(title, lines, place, layout, rule=0.97)
    else:
        yield propose(title, [lines[place]], rule=0.45)


def _goes_on_in_capitals(title: TextLine, below: TextLine, layout: Layout) -> bool:
    return (
        title.text.isupper()
        and below.text.isupper()
        and is_centred(below, layout.width_px)
        and below.box.y - title.box.bottom < 1.2 * title.box.height
    )


def _subject(start: str, lines: Sequence[TextLine], place: int, layout: Layout, *, rule: float) -> Proposal:
    """Go on with the lines below that the sentence runs on to."""
    used = [lines[place]]
    text = start
    for line in lines[place + 1 : place + 5]:
        if not _runs_on(used[-1], line, layout):
            break
        text, used = f"{text} {line.text}", [*used, line]
    return propose(sentence_case(text.strip(" .;,")), used, rule=rule)


def _runs_on(above: TextLine, line: TextLine, layout: Layout) -> bool:
    height = above.box.height
    gap = line.box.y - above.box.bottom
    if gap > max(0.9 * height, layout.line_gap_px + 0.4 * height) or line.box.y < above.box.y + height // 2:
        return False
    about = _ABOUT.match(line.text)
    if (about and about["colon"]) or re.match(r"^(?:szanown|znak|nr spr)", line.text, re.IGNORECASE):
        return False
    if line.text[:1].islower():
        return True
    if above.text.isupper() and line.text.isupper() and is_centred(line, layout.width_px):
        return True
    flush = abs(line.box.x - above.box.x) < 1.5 * height and gap < layout.line_gap_px + 0.3 * height
    if flush and above.box.width > 0.6 * layout.width_px:
        return True
    # A number or a proper name may open the next line of a heading that was cut for width.
    if re.match(r"^\d{1,2}[.)]\s", line.text):
        return False  # the first row of a form
    wide = above.box.width > 0.38 * layout.width_px
    return wide and (
        line.text[:1].isdigit() or (is_centred(above, layout.width_px) and is_centred(line, layout.width_px))
    )


def _is_heading(line: TextLine, layout: Layout) -> bool:
    """A heading stands in the middle or short of the right edge; a sentence of the body doesn't."""
    return is_centred(line, layout.width_px) or any(
        line in block and len(block) <= 3 for block in layout.header
    )
