"""The resident is asked only about what reading doubted or could not find, and may correct everything."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.events import Event, FieldsRead
from kiosk.session.fields import (
    SPECS,
    Field,
    Mistake,
    Rule,
    office_default,
    proposed,
    settled,
    typed,
)
from kiosk.session.intents import Intent, Wish
from kiosk.session.state import Choice, Details, Phase, Session, Step, show
from kiosk.session.values import FieldSource, Proposal


def take(session: Session, event: Event) -> Step | None:
    """Fill the fields from the text, and let the resident settle them."""
    match event:
        case FieldsRead(request_id, proposals) if request_id == session.details.request:
            return _filled(session, proposals)
        case Intent(Wish.OPEN_FIELD, about) if session.phase is Phase.SUMMARY and about in SPECS:
            return show(_at(session, about), Phase.DETAILS), ()
        case Intent() if session.phase is Phase.DETAILS:
            return _wish(session, event)
        case _:
            return None


def open_details(session: Session) -> Step:
    """On the details screen a letter without an addressee is for this office."""
    if session.phase is not Phase.DETAILS:
        return session, ()
    office = session.config.office_name
    fields = tuple(
        office_default(field, office) if field.source is FieldSource.NONE else field
        for field in session.details.fields
    )
    return _with(session, replace(session.details, fields=fields)), ()


def at_first_doubt(session: Session) -> Session:
    """Open the first field that needs the resident, unless one is open or the text is still being searched."""
    details = session.details
    if details.current or details.request or not details.open:
        return session
    return _at(session, details.open[0].spec.name)


def _filled(session: Session, proposals: tuple[Proposal, ...]) -> Step:
    by_name = {proposal.name: proposal for proposal in proposals}
    office, today = session.config.office_name, session.letter.today
    fields = tuple(
        proposed(field, by_name.get(field.spec.name), office, today) for field in session.details.fields
    )
    current = session.details.current
    if current and _field(session, current).needs_asking and _field(session, current).is_open_to_reading:
        current = ""  # nobody has typed in it: what is to be asked is found out anew
    filled = replace(session, details=replace(session.details, fields=fields, request=None, current=current))
    return (at_first_doubt(filled) if session.phase is Phase.DETAILS else filled), ()


def _wish(session: Session, intent: Intent) -> Step | None:
    match intent.wish:
        case Wish.EDIT_FIELD if intent.about in SPECS:
            return _at(_put(session, typed(_field(session, intent.about), intent.value)), intent.about), ()
        case Wish.SETTLE_FIELD if intent.about in SPECS:
            return _settle(session, intent.about, intent.value), ()
        case Wish.OPEN_FIELD if intent.about in SPECS:
            return _at(session, intent.about), ()
        case Wish.DETAILS_DONE:
            return _done(session), ()
        case Wish.BACK:
            return show(session, Phase.REVIEW), ()
        case _:
            return None


def _settle(session: Session, name: str, value: str) -> Session:
    field = settled(_field(session, name), value, session.letter.today)
    session = _put(session, field)
    if field.mistake:
        return _at(session, name)
    return at_first_doubt(_at(session, ""))


def _done(session: Session) -> Session:
    """Go on, or open the first field that is wrong or still to be looked at.

    While the text is still being searched nothing can be said to be missing: then the wish is let pass.
    """
    today = session.letter.today
    for field in session.details.fields:
        if field.source is FieldSource.RESIDENT and not field.is_settled and field.value:
            session = _put(session, settled(field, field.value, today))
    wrong = [field.spec.name for field in session.details.fields if field.mistake]
    if wrong:
        return _at(session, wrong[0])
    if session.details.open:
        if session.details.request:
            return session
        first = session.details.open[0]
        if not first.value:
            first = replace(first, mistake=Mistake(Rule.REQUIRED))
        return _at(_put(session, first), first.spec.name)
    is_chosen = session.signing.choice is not Choice.NONE
    return show(_at(session, ""), Phase.SUMMARY if is_chosen else Phase.SIGN_CHOICE)


def _field(session: Session, name: str) -> Field:
    return next(field for field in session.details.fields if field.spec.name == name)


def _put(session: Session, field: Field) -> Session:
    fields = tuple(field if other.spec.name == field.spec.name else other for other in session.details.fields)
    return _with(session, replace(session.details, fields=fields))


def _at(session: Session, name: str) -> Session:
    return _with(session, replace(session.details, current=name))


def _with(session: Session, details: Details) -> Session:
    return replace(session, details=details)
