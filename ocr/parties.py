"""Tells the sender from the recipient by where their blocks stand and what is in them."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr.addresses import find_address, find_addresses
from ocr.dates import find_dates
from ocr.layout import Block, Layout, TextLine
from ocr.party_names import (
    ATTORNEY,
    AUTHORITY,
    CONTACT,
    NO_NAME,
    OWN_NUMBERS,
    PERSON_OPENING,
    RECIPIENT_LABEL,
    SENDER_LABEL,
    UNIT,
    VIA,
    given_name_first,
    is_named_person,
    is_organisation,
    is_person,
    is_salutation,
    leading_name,
    name_lines,
    without_labels,
)
from ocr.proposal import Proposal, propose
from ocr.text_shape import tidy_case

_ENDS_BLOCK = re.compile(r"^(?:załącznik|zał\.|w załączeniu|otrzymuj|do wiadomości)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parties:
    """The block of each, empty for one that isn't there, and how close another choice came (0 to 1)."""

    sender: Block
    recipient: Block
    sender_rival: float = 0.0
    recipient_rival: float = 0.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    block: Block
    as_sender: float
    as_recipient: float


def find_parties(layout: Layout, *, is_form: bool = False) -> Parties:
    """Weigh every way of calling one block the sender and another the recipient. A form's sender is in its entries."""
    candidates = list(_candidates(layout))
    nobody = _Candidate((), 0.0, 0.0)
    ways = [
        (one.as_sender + other.as_recipient + _in_order(one, other), one, other)
        for one, other in itertools.product([*candidates, nobody], repeat=2)
        if (one is not other or one is nobody) and (one is nobody or not is_form)
    ]
    total, sender, recipient = max(ways, key=lambda way: way[0])
    return Parties(
        sender.block,
        recipient.block,
        _rivalry(total - max((way[0] for way in ways if way[1] is not sender), default=0.0)),
        _rivalry(total - max((way[0] for way in ways if way[2] is not recipient), default=0.0)),
    )


def _in_order(sender: _Candidate, recipient: _Candidate) -> float:
    """Who writes names himself first."""
    if not sender.block or not recipient.block:
        return 0.0
    return 1.2 if sender.block[0].box.y < recipient.block[0].box.y else 0.0


def _rivalry(margin: float) -> float:
    """A lead of three points leaves hardly a doubt."""
    return min(1.0, math.exp(-1.6 * margin))


def _candidates(layout: Layout) -> Iterator[_Candidate]:
    blocks = [part for block in layout.header for part in _parts(block)]
    heads = [block for block in _put_together(blocks) if _names_somebody(block)]
    for place, block in enumerate(heads):
        yield _Candidate(block, _sender_weight(block, place, layout), _recipient_weight(block, place, layout))
    for part in (part for block in layout.foot for part in _parts(block)):
        block = tuple(itertools.takewhile(lambda line: not _ENDS_BLOCK.match(line.text), part))
        if block and find_address(block) and _names_somebody(block):
            yield _Candidate(block, _sender_weight(block, 1, layout) - 0.8, -9.0)


def _put_together(blocks: Sequence[Block]) -> Iterator[Block]:
    """Join a letterhead that stands in two columns: the name on the left, address and telephone beside it."""
    taken: set[int] = set()
    for place, block in enumerate(blocks):
        if place in taken:
            continue
        joined = block
        if name_lines(block) and find_address(block) is None and not RECIPIENT_LABEL.match(block[0].text):
            for other, right in enumerate(blocks):
                if other not in taken and other != place and _stands_beside(block, joined, right):
                    taken.add(other)
                    joined = (*joined, *right)
        yield joined


def _stands_beside(left: Block, joined: Block, right: Block) -> bool:
    """Say whether `right` begins on the height of the name on the left, or goes on with what does."""
    height = left[0].box.height
    below = right[0].box.y - max(line.box.bottom for line in joined)
    return (
        right[0].box.x > max(line.box.right for line in left)
        and right[0].box.y > left[0].box.y - height
        and below < (1.2 * height if len(joined) > len(left) else 0)
        and not name_lines(right)
        and not any(find_dates(line.text) for line in right)
    )


def _parts(block: Block) -> Iterator[Block]:
    """Cut a block where a label opens another party, and drop what stands close above a name: date, case mark."""
    start = 0
    for place, line in enumerate(block[1:], start=1):
        if SENDER_LABEL.match(line.text) or RECIPIENT_LABEL.match(line.text) or _opens_anew(block, place):
            yield from _from_name_on(block[start:place])
            start = place
    yield from _from_name_on(block[start:])


def _opens_anew(block: Block, place: int) -> bool:
    """Below an address or contact details stands a form of address: the next party, however close."""
    text = block[place].text
    above = block[place - 1]
    ended = find_address([above]) is not None or bool(
        CONTACT.search(above.text) or OWN_NUMBERS.search(above.text)
    )
    return ended and (
        bool(PERSON_OPENING.match(text)) or (bool(AUTHORITY.match(text)) and not UNIT.match(text))
    )


def _from_name_on(block: Block) -> Iterator[Block]:
    start = next((place for place, line in enumerate(block) if not _is_preamble(line)), len(block))
    end = next(
        (
            place
            for place in range(start + 1, len(block))
            if ATTORNEY.search(block[place].text) and place > start + 1
        ),
        len(block),
    )
    if block[start:end]:
        yield block[start:end]


def _is_preamble(line: TextLine) -> bool:
    return bool(
        find_dates(line.text)
        or (NO_NAME.match(line.text) and not SENDER_LABEL.match(line.text) and not CONTACT.search(line.text))
    )


def _names_somebody(block: Block) -> bool:
    first = without_labels(block[0].text)
    return (
        find_address(block) is not None
        or bool(AUTHORITY.match(first) or PERSON_OPENING.match(first))
        or any(
            _is_own(line) or SENDER_LABEL.match(line.text) or RECIPIENT_LABEL.match(line.text)
            for line in block
        )
    )


def _is_own(line: TextLine) -> bool:
    return bool(OWN_NUMBERS.search(line.text) or CONTACT.search(line.text))


def _sender_weight(block: Block, place: int, layout: Layout) -> float:
    texts = [line.text for line in block]
    names = name_lines(block)
    first = without_labels(names[0].text) if names else ""
    weight = 0.0
    weight += 5.0 * any(SENDER_LABEL.match(text) for text in texts)
    weight += 3.0 * any(OWN_NUMBERS.search(text) for text in texts)
    weight += (2.0 if place == 0 else 1.0) * any(CONTACT.search(text) for text in texts)
    weight += 1.0 * (find_address(block) is not None)
    weight += 1.5 * (place == 0) + 0.4 * (block[0].box.x < 0.45 * layout.width_px)
    weight += 1.5 * is_named_person(first) + 0.7 * (is_person(first) or is_organisation(first))
    weight -= 1.5 * (bool(AUTHORITY.match(first)) and not is_person(first))
    weight -= 5.0 * bool(PERSON_OPENING.match(texts[0])) + 6.0 * bool(RECIPIENT_LABEL.match(texts[0]))
    weight -= 4.0 * any(VIA.search(text) for text in texts) + 1.0 * any(
        UNIT.match(text) for text in texts[1:]
    )
    return weight - 6.0 * (not names)


def _recipient_weight(block: Block, place: int, layout: Layout) -> float:
    texts = [line.text for line in block]
    first = without_labels(texts[0])
    weight = 0.5
    weight += 2.0 * bool(AUTHORITY.match(first)) + 3.0 * bool(PERSON_OPENING.match(texts[0]))
    weight += 5.0 * bool(RECIPIENT_LABEL.match(texts[0])) + 4.0 * any(VIA.search(text) for text in texts)
    weight += 1.2 * any(UNIT.match(text) for text in texts[1:])
    weight += 1.0 * (block[0].box.x > 0.4 * layout.width_px) + 0.5 * (find_address(block) is not None)
    weight += 0.5 * (place > 0)
    weight -= 4.0 * any(OWN_NUMBERS.search(text) for text in texts) + 0.7 * any(
        CONTACT.search(text) for text in texts
    )
    weight -= 6.0 * any(SENDER_LABEL.match(text) for text in texts)
    weight -= 1.5 * is_person(first)
    return weight - 3.0 * (not name_lines(block))


def sender_name(parties: Parties) -> Proposal | None:
    block = parties.sender
    lines = name_lines(block)
    if not lines:
        return None
    texts = [without_labels(line.text) for line in lines]
    persons = len(texts) > 1 and all(is_person(text) for text in texts)
    value = (", " if persons else " ").join(texts)
    value = leading_name(lines[0].text) or value
    value = given_name_first(value) if not persons and not is_organisation(value) else value
    known = is_person(texts[0]) or is_organisation(value) or bool(AUTHORITY.match(value))
    rule = 0.985 if known and find_address(block) else 0.93 if find_address(block) else 0.8
    return propose(tidy_case(value[:1].upper() + value[1:]), lines, rule=rule, rival=parties.sender_rival)


def sender_address(parties: Parties) -> Proposal | None:
    block = parties.sender
    address = find_address(block)
    if address is None:
        return None
    others = [item.value for item in find_addresses(block) if item.value != address.value]
    rule = 0.985 if address.has_street and address.is_listed else 0.95 if address.has_street else 0.6
    lines = block[address.first : address.last + 1]
    made = propose(
        address.value, lines, rule=rule if not address.is_correspondence else 0.6, rival=parties.sender_rival
    )
    return made.with_alternatives(others)


def recipient_name(parties: Parties) -> Proposal | None:
    """Return the first-named authority, without its department and without the office it goes through."""
    block = parties.recipient
    lines = name_lines(block)
    if not lines:
        return None
    person = _addressed_person(lines)
    held = next((place for place, line in enumerate(lines) if place and AUTHORITY.match(line.text)), None)
    alternatives: list[str] = []
    if person and held is not None:
        # "Szanowny Pan / Jan Nowak / Marszałek Województwa": the letter goes to the office that he holds.
        alternatives = [" ".join(line.text for line in lines[:held])]
        lines = lines[held:]
    elif lines and is_salutation(lines[0].text) and len(lines) > 1 and not person:
        lines = lines[1:]
    value = without_labels(" ".join(line.text for line in lines))
    known = bool(AUTHORITY.match(value)) or person
    made = propose(value, lines, rule=0.98 if known else 0.75, rival=parties.recipient_rival)
    return made.with_alternatives(alternatives)


def _addressed_person(lines: Sequence[TextLine]) -> bool:
    if PERSON_OPENING.match(lines[0].text) and not is_salutation(lines[0].text):
        return True
    return is_salutation(lines[0].text) and len(lines) > 1 and is_person(lines[1].text)
