"""The details of a letter: which there are, when a value needs the resident's eye, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum

from kiosk.dates import parse_date
from kiosk.session.values import NO_PAGE, FieldSource, FieldValue, PageId, Proposal

SURE = 0.9
"""From this confidence on a reading is not asked about."""
LONGEST = 500


class Kind(StrEnum):
    """What a value is held against; the values are `kiosk.view.state.FieldKind`'s."""

    TEXT = "text"
    NAME = "name"
    ADDRESS = "address"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    CASE_MARK = "case_mark"
    DEPARTMENT = "department"
    LIST = "list"


class Rule(StrEnum):
    """What a value may fail; each has a sentence with an example in `kiosk.view.words`."""

    REQUIRED = "required"
    NAME_SHORT = "name_short"
    POSTAL_CODE_SHORT = "postal_code_short"  # count: digits that are missing
    POSTAL_CODE_LONG = "postal_code_long"
    DATE_UNREADABLE = "date_unreadable"
    DATE_AHEAD = "date_ahead"
    EMAIL_AT = "email_at"
    EMAIL_DOMAIN = "email_domain"
    PHONE_SHORT = "phone_short"  # count: digits that are missing
    PHONE_LONG = "phone_long"
    PHONE_LETTERS = "phone_letters"
    CASE_MARK_FORM = "case_mark_form"


@dataclass(frozen=True)
class Mistake:
    """Why a value can't be taken as it is."""

    rule: Rule
    count: int = 0


@dataclass(frozen=True)
class FieldSpec:
    name: str
    kind: Kind
    is_required: bool = False


FIELDS = (
    FieldSpec("sender_name", Kind.NAME, is_required=True),
    FieldSpec("sender_address", Kind.ADDRESS, is_required=True),
    FieldSpec("recipient", Kind.DEPARTMENT),
    FieldSpec("subject", Kind.TEXT, is_required=True),
    FieldSpec("case_number", Kind.CASE_MARK),
    FieldSpec("date", Kind.DATE),
    FieldSpec("email", Kind.EMAIL),
    FieldSpec("phone", Kind.PHONE),
    FieldSpec("attachments", Kind.LIST),
)
"""In the order of the screen. PESEL and place are read too but not asked for: registering a letter needs neither."""
SPECS = {spec.name: spec for spec in FIELDS}


@dataclass(frozen=True)
class Field:
    """One detail as it stands."""

    spec: FieldSpec
    value: str = dataclass_field(default="", repr=False)
    confidence: float = 0.0
    source: FieldSource = FieldSource.NONE
    is_settled: bool = False
    alternatives: tuple[str, ...] = dataclass_field(default=(), repr=False)
    page_id: PageId = NO_PAGE
    box: tuple[int, int, int, int] | None = None
    mistake: Mistake | None = None

    @property
    def needs_asking(self) -> bool:
        """Whether the resident has still to look at it: read with doubt, or required and not there."""
        if self.is_settled:
            return False
        if not self.value:
            return self.spec.is_required
        return self.source is FieldSource.READ and self.confidence < SURE

    @property
    def is_open_to_reading(self) -> bool:
        """Whether a reading that comes late may still fill it."""
        return not self.is_settled and self.source is not FieldSource.RESIDENT

    def final(self) -> FieldValue:
        return FieldValue(self.spec.name, self.value, self.confidence, self.source)


def empty_fields() -> tuple[Field, ...]:
    return tuple(Field(spec) for spec in FIELDS)


def proposed(field: Field, proposal: Proposal | None, office: str, today: date | None) -> Field:
    """Return the field filled from the text, or from the office's default, unless the resident has spoken."""
    if not field.is_open_to_reading:
        return field
    if proposal is None or not proposal.value.strip():
        return office_default(Field(field.spec), office)
    value, mistake = checked(field.spec.kind, proposal.value, today)
    return Field(
        field.spec,
        value,
        # A reading that breaks the rules of its kind is at least doubtful.
        min(proposal.confidence, SURE / 2) if mistake else proposal.confidence,
        FieldSource.READ,
        alternatives=proposal.alternatives,
        page_id=proposal.page_id,
        box=proposal.box,
    )


def office_default(field: Field, office: str) -> Field:
    """A letter that names no addressee is for the office that runs the kiosk."""
    if field.spec.kind is not Kind.DEPARTMENT or field.value:
        return field
    return replace(field, value=office, confidence=1.0, source=FieldSource.OFFICE)


def typed(field: Field, value: str) -> Field:
    """Return the field while the resident types: nothing is held against a half-written word."""
    return replace(
        field,
        value=value[:LONGEST],
        confidence=1.0,
        source=FieldSource.RESIDENT,
        is_settled=False,
        mistake=None,
    )


def settled(field: Field, value: str, today: date | None) -> Field:
    """Return the field with this value accepted, or with the mistake in it. Empty means: I don't give it."""
    clean, mistake = checked(field.spec.kind, value[:LONGEST], today)
    if mistake:
        return replace(typed(field, value), mistake=mistake)
    if not clean:
        return replace(typed(field, ""), source=FieldSource.WITHHELD, is_settled=True)
    if clean == field.value and field.source in (FieldSource.READ, FieldSource.OFFICE):
        return replace(field, is_settled=True, mistake=None)
    return replace(typed(field, clean), is_settled=True)


def checked(kind: Kind, value: str, today: date | None) -> tuple[str, Mistake | None]:
    """Return the value tidied, and the mistake in it, if any. An empty value is never a mistake."""
    if kind is Kind.LIST:
        value = value.replace(";", "\n")
    lines = filter(None, (" ".join(line.split()).strip(",") for line in value.splitlines()))
    tidy = _JOINTS.get(kind, " ").join(lines)
    if not tidy or kind not in _CHECKS:
        return tidy, None
    return _CHECKS[kind](tidy, today)


_JOINTS = {Kind.LIST: "\n", Kind.ADDRESS: ", "}


def _name(value: str, _: date | None) -> tuple[str, Mistake | None]:
    letters = sum(character.isalpha() for character in value)
    return value, Mistake(Rule.NAME_SHORT) if letters < 2 else None


# A code stands at the start or after a comma and before the town: "ul. Długa 12-14" is a house, not a code.
_POSTAL_CODE = re.compile(r"(?:^|,)\s*\d{2}-(\d+)(?=\s+[^\W\d_])")


def _address(value: str, _: date | None) -> tuple[str, Mistake | None]:
    for digits in _POSTAL_CODE.findall(value):
        if len(digits) < 3:
            return value, Mistake(Rule.POSTAL_CODE_SHORT, 3 - len(digits))
        if len(digits) > 3:
            return value, Mistake(Rule.POSTAL_CODE_LONG)
    return value, None


def _date(value: str, today: date | None) -> tuple[str, Mistake | None]:
    day = parse_date(value)
    if day is None:
        return value, Mistake(Rule.DATE_UNREADABLE)
    if today is not None and day > today:
        return day.isoformat(), Mistake(Rule.DATE_AHEAD)
    return day.isoformat(), None


_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}\Z")


def _email(value: str, _: date | None) -> tuple[str, Mistake | None]:
    address = value.replace(" ", "")
    name, at, domain = address.partition("@")
    if not at or not name or "@" in domain:
        return address, Mistake(Rule.EMAIL_AT)
    return address, None if _DOMAIN.match(domain) else Mistake(Rule.EMAIL_DOMAIN)


_PHONE_MARKS = re.compile(r"(?:tel\.?|nr)|[\s()./-]", re.IGNORECASE)


def _phone(value: str, _: date | None) -> tuple[str, Mistake | None]:
    bare = _PHONE_MARKS.sub("", value)
    digits = bare.removeprefix("+")
    if not digits.isdecimal():
        return value, Mistake(Rule.PHONE_LETTERS)
    is_foreign = bare.startswith("+") and not digits.startswith("48")
    least, most = (7, 15) if is_foreign else (11, 11) if bare.startswith("+") else (9, 9)
    if len(digits) < least:
        return value, Mistake(Rule.PHONE_SHORT, least - len(digits))
    return value, Mistake(Rule.PHONE_LONG) if len(digits) > most else None


_CASE_MARK = re.compile(r"[\w./\- ]*\d[\w./\- ]*\Z")


def _case_mark(value: str, _: date | None) -> tuple[str, Mistake | None]:
    return value, None if _CASE_MARK.match(value) else Mistake(Rule.CASE_MARK_FORM)


_CHECKS: dict[Kind, Callable[[str, date | None], tuple[str, Mistake | None]]] = {
    Kind.NAME: _name,
    Kind.ADDRESS: _address,
    Kind.DATE: _date,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.CASE_MARK: _case_mark,
}
