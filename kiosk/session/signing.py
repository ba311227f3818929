"""A card is optional: whatever goes wrong with it, the letter can be handed in without."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.codes import (
    CARD_GONE,
    CARD_NONE,
    CARD_REMOVED,
    PIN_BLOCKED,
    PIN_NEEDS_CONSENT,
    PIN_WRONG,
    VisitFault,
)
from kiosk.session.effects import (
    Effect,
    FindCertificates,
    PinClear,
    PinDigit,
    PinErase,
    Say,
    SignLetter,
)
from kiosk.session.events import (
    CardFailed,
    CardInserted,
    CardRemoved,
    CertificateFound,
    Event,
    Signed,
    SigningFailed,
)
from kiosk.session.intents import Intent, Wish
from kiosk.session.state import Card, Choice, Dialog, Phase, Session, Signing, Step, request, show
from kiosk.session.values import Spoken

_AT_THE_CARD = (Phase.CARD, Phase.PIN)


def take(session: Session, event: Event) -> Step | None:
    """Choose how to sign, follow the card, count the digits, and take the signature."""
    match event:
        case Intent():
            return _wish(session, event)
        case CardInserted() if session.phase is Phase.CARD:
            return find_certificates(session)
        case CardRemoved() if session.phase in _AT_THE_CARD and not session.signing.is_signing:
            return _card_gone(session, Phase.CARD, CARD_REMOVED if session.phase is Phase.PIN else "")
        case CertificateFound(request_id) if request_id == session.signing.request:
            return _found(session, event), ()
        case CardFailed(request_id, code) if request_id == session.signing.request:
            return _with(session, request=None, card=None, note=code), ()
        case Signed(request_id) if request_id == session.signing.request:
            return _signed(session, event), ()
        case SigningFailed(request_id) if request_id == session.signing.request:
            return _failed(session, event)
        case _:
            return None


def sign(session: Session, *, consent_last_try: bool) -> Step:
    """Ask the card for the signature. The last try is never spent without consent."""
    card = session.signing.card
    if card is None or session.phase is not Phase.PIN or session.signing.is_signing:
        return session, ()
    if card.is_on_last_try and not consent_last_try:
        return replace(session, dialog=Dialog.LAST_TRY), ()
    session, request_id = request(session)
    covered = session.letter.fingerprint()
    session = _with(session, request=request_id, is_signing=True, fingerprint=covered, note="")
    return session, (SignLetter(request_id, session.content(), card.certificate_id, consent_last_try),)


def reader_gone(session: Session) -> Step:
    """Go back to the choice: without a reader only the way without a card is left."""
    if session.phase not in _AT_THE_CARD:
        return session, ()
    return _card_gone(session, Phase.SIGN_CHOICE, CARD_GONE)


def find_certificates(session: Session) -> Step:
    """Ask the card what it can sign with."""
    session, request_id = request(session)
    return _with(session, request=request_id, card=None, note=""), (FindCertificates(request_id),)


def drop_stale_signature(session: Session) -> Step:
    """A signature covers the pages as they were; when they change, it is gone, and the resident is told."""
    signing = session.signing
    if signing.signed_in is None or session.receipt or signing.fingerprint == session.letter.fingerprint():
        return session, ()
    dropped = Signing(note=VisitFault.SIGNATURE_DROPPED)
    return replace(session, signing=dropped), (Say(Spoken.SIGNATURE_DROPPED),)


def _wish(session: Session, intent: Intent) -> Step | None:
    if session.signing.is_signing:
        return None
    match session.phase, intent.wish:
        case (Phase.SIGN_CHOICE, Wish.SIGN_WITH_CARD):
            return _with_card(session)
        case (Phase.SIGN_CHOICE | Phase.CARD | Phase.PIN, Wish.SIGN_WITHOUT_CARD):
            without = replace(session, signing=Signing(choice=Choice.WITHOUT))
            return show(without, Phase.SUMMARY), _clear(session)
        case (Phase.SIGN_CHOICE, Wish.BACK):
            return show(session, Phase.DETAILS), ()
        case (Phase.CARD | Phase.PIN, Wish.BACK):
            left = replace(session.signing, card=None, request=None, pin_length=0, note="")
            return show(replace(session, signing=left), Phase.SIGN_CHOICE), _clear(session)
        case (Phase.CARD, Wish.CARD_READY):
            card = session.signing.card
            usable = card is not None and card.is_usable
            return (show(_with(session, pin_length=0, note=""), Phase.PIN), (PinClear(),)) if usable else None
        case (Phase.PIN, wish):
            return _pin_wish(session, wish, intent.value)
        case _:
            return None


def _with_card(session: Session) -> Step | None:
    if session.signing.signed_in is not None:
        return show(session, Phase.SUMMARY), ()
    if not session.devices.has_reader:
        return _with(session, note=CARD_GONE), ()
    session = show(replace(session, signing=Signing()), Phase.CARD)
    return find_certificates(session) if session.devices.has_card else (session, ())


def _pin_wish(session: Session, wish: Wish, digit: str) -> Step | None:
    signing = session.signing
    card, length = signing.card, signing.pin_length
    if card is None:
        return None
    match wish:
        case Wish.PIN_DIGIT if digit in _DIGITS and length < card.digits_max:
            typed = _with(session, pin_length=length + 1, note="")
            return typed, (PinDigit(digit), Say(Spoken.DIGIT))
        case Wish.PIN_ERASE if length:
            return _with(session, pin_length=length - 1), (PinErase(),)
        case Wish.PIN_CLEAR:
            return _with(session, pin_length=0), (PinClear(),)
        case Wish.PIN_CONFIRM if length >= card.digits_min:
            return sign(session, consent_last_try=False)
        case _:
            return None


def _found(session: Session, event: CertificateFound) -> Session:
    card = Card(
        certificate_id=event.certificate_id,
        holder=event.holder,
        issuer=event.issuer,
        tries_left=event.tries_left,
        tries_total=event.tries_total,
        needs_consent=event.needs_consent,
        digits_min=event.digits_min,
        digits_max=event.digits_max,
    )
    return _with(session, request=None, card=card, note="" if card.is_usable else PIN_BLOCKED)


def _signed(session: Session, event: Signed) -> Session:
    fingerprint = session.signing.fingerprint
    done = Signing(choice=Choice.CARD, signed_in=event.request_id, fingerprint=fingerprint)
    # The holder stays: the summary says who has signed.
    done = replace(done, card=session.signing.card)
    return show(replace(session, signing=done), Phase.SUMMARY)


def _failed(session: Session, event: SigningFailed) -> Step:
    signing, card = session.signing, session.signing.card
    idle = _with(session, request=None, is_signing=False, pin_length=0, note=event.code)
    if signing.request is None or card is None:
        return idle, ()
    is_blocked = event.code == PIN_BLOCKED or event.tries_left == 0
    if event.code in (PIN_WRONG, PIN_NEEDS_CONSENT) and not is_blocked:
        known = event.tries_left if event.tries_left >= 0 else card.tries_left
        consent = event.needs_consent or event.code == PIN_NEEDS_CONSENT
        return _with(idle, card=replace(card, tries_left=known, needs_consent=consent)), ()
    if is_blocked:
        return show(_with(idle, card=replace(card, tries_left=0), note=PIN_BLOCKED), Phase.CARD), ()
    if event.code in (CARD_REMOVED, CARD_NONE):
        return _removed_while_signing(idle, event.code)
    return show(_with(idle, card=None), Phase.SIGN_CHOICE), ()


def _removed_while_signing(session: Session, code: str) -> Step:
    session = show(_with(session, card=None), Phase.CARD)
    if not session.devices.has_card:
        return session, ()
    # The card is already back: its insertion was seen while the signature was still under way.
    session, effects = find_certificates(session)
    return _with(session, note=code), effects


def _card_gone(session: Session, phase: Phase, note: str) -> Step:
    effects = _clear(session)
    gone = replace(session, signing=Signing(note=note))
    return show(gone, phase), effects


def _clear(session: Session) -> tuple[Effect, ...]:
    return (PinClear(),) if session.phase is Phase.PIN else ()


def _with(session: Session, **changes: object) -> Session:
    return replace(session, signing=replace(session.signing, **changes))  # type: ignore[arg-type]  # by name


_DIGITS = frozenset("0123456789")
