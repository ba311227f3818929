"""A letter is signed by a key that never leaves the resident's card: PKCS#11 through the vendor's own module.

Every call initialises the module afresh and finalises it afterwards. That costs 60 ms and settles four
troubles at once: a session stays dead after its card was pulled, a module keeps its connection to a PC/SC
daemon that died, python-pkcs11 leaks the session of a failed login, and a module may cache the PIN.
"""

import contextlib
import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

import pkcs11
import pkcs11.exceptions as p11
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11.util.ec import encode_ecdsa_signature

from drivers.card_values import (
    CardFault,
    CardsConfig,
    CertificateList,
    PinLevel,
    PinReading,
    PinState,
    SignEnd,
)
from drivers.certificates import choose_certificates
from drivers.pin import ShortLivedPin

log = logging.getLogger(__name__)

Token: TypeAlias = Any
Session: TypeAlias = Any

CountTries: TypeAlias = Callable[[str], int | None]
"""Asks the card in a reader, named as the slot is, for its tries left."""

_FINAL_TRY: Final = pkcs11.TokenFlag.USER_PIN_FINAL_TRY
_LOCKED: Final = pkcs11.TokenFlag.USER_PIN_LOCKED
_COUNT_LOW: Final = pkcs11.TokenFlag.USER_PIN_COUNT_LOW


@dataclass(frozen=True)
class SignOrder:
    """What to sign, with which certificate, and whether the resident agreed to risk the last try."""

    data: bytes
    certificate_id: str
    pin: ShortLivedPin
    consent_last_try: bool = False


class Tokens:
    """The tokens of one PKCS#11 module. Not for several threads at once."""

    def __init__(
        self,
        config: CardsConfig,
        *,
        clock: Callable[[], datetime],
        count_tries: CountTries,
    ) -> None:
        self._config = config
        self._clock = clock
        self._count_tries = count_tries
        self._spent_here: set[bytes] = set()
        """Serial numbers of tokens that got a wrong PIN here: some modules never say that a try is spent."""

    def is_present(self) -> bool:
        """Tell whether the module has a token now."""
        try:
            with self._tokens() as tokens:
                return bool(tokens)
        except p11.PKCS11Error:
            return False

    def certificates(self) -> CertificateList:
        """List what may sign on the card."""
        try:
            with self._tokens() as tokens:
                if not tokens:
                    return CertificateList(CardFault.NO_CARD)
                ders = [der for token in tokens for der in _read_certificates(token)]
        except p11.PKCS11Error as error:
            return CertificateList(_fault_of(error))
        return choose_certificates(ders, self._clock())

    def pin_state(self, certificate_id: str = "") -> PinReading:
        """Tell how many tries are left for the key of a certificate (or of the first signing certificate)."""
        try:
            with self._tokens() as tokens:
                if not tokens:
                    return PinReading(CardFault.NO_CARD)
                found = self._find(tokens, certificate_id)
                if isinstance(found, CardFault):
                    return PinReading(found)
                return PinReading(None, self._pin_state(found.token))
        except p11.PKCS11Error as error:
            return PinReading(_fault_of(error))

    def sign(self, order: SignOrder) -> SignEnd:
        """Sign with the card; the PIN is wiped whatever happens."""
        log.info("signature asked")
        with order.pin:
            try:
                with self._tokens() as tokens:
                    end = self._sign(tokens, order)
            except p11.PKCS11Error as error:
                log.warning("signature failed", extra={"error": type(error).__name__})
                end = SignEnd(_fault_of(error))
        log.info("signature ended", extra={"outcome": end.fault or "ok"})
        return end

    def _sign(self, tokens: list[Token], order: SignOrder) -> SignEnd:
        if not tokens:
            return SignEnd(CardFault.NO_CARD)
        found = self._find(tokens, order.certificate_id)
        if isinstance(found, CardFault):
            return SignEnd(found)
        if self._clock() > found.certificate.not_valid_after_utc:
            return SignEnd(CardFault.CERTIFICATE_EXPIRED)
        # From here to C_Login nothing may come between: what the card says now is what decides.
        state = self._pin_state(found.token)
        if state.level is PinLevel.BLOCKED:
            return SignEnd(CardFault.PIN_BLOCKED, pin=state)
        if state.needs_consent and order.consent_last_try is not True:
            return SignEnd(CardFault.LAST_TRY_NEEDS_CONSENT, pin=state)
        try:
            session = found.token.open(user_pin=order.pin)
        except (p11.PinIncorrect, p11.PinLenRange, p11.PinInvalid, p11.PinLocked) as error:
            return self._refused_pin(found.token, error)
        self._spent_here.discard(found.token.serial)
        try:
            return SignEnd(None, _signature(session, found, order))
        except (p11.NoSuchKey, p11.MultipleObjectsReturned):
            return SignEnd(CardFault.NO_CERTIFICATE)
        except InvalidSignature:
            return SignEnd(CardFault.REFUSED)
        finally:
            # Logs out, so that a module forgets the PIN; of a pulled card nothing is left to close.
            with contextlib.suppress(p11.PKCS11Error):
                session.close()

    def _refused_pin(self, token: Token, error: p11.PKCS11Error) -> SignEnd:
        if isinstance(error, p11.PinIncorrect):
            self._spent_here.add(token.serial)
        state = self._pin_state(token.slot.get_token())
        if isinstance(error, p11.PinLocked) or state.level is PinLevel.BLOCKED:
            return SignEnd(CardFault.PIN_BLOCKED, pin=self._state(PinLevel.BLOCKED, 0))
        return SignEnd(CardFault.PIN_WRONG, pin=state)

    def _pin_state(self, token: Token) -> PinState:
        flags = token.slot.get_token().flags  # a Token keeps the flags of the moment in which it was made
        tries = self._count_tries(token.slot.slot_description)
        if flags & _LOCKED or tries == 0:
            return self._state(PinLevel.BLOCKED, 0)
        if flags & _FINAL_TRY or tries == 1:
            return self._state(PinLevel.LAST_TRY, 1)
        if flags & _COUNT_LOW or token.serial in self._spent_here:
            return self._state(PinLevel.LOW, tries)
        return self._state(PinLevel.NOT_LOW, tries)

    def _state(self, level: PinLevel, tries: int | None) -> PinState:
        config = self._config
        # A token that only says "low" may mean its last try, unless it is known to say so.
        in_doubt = level is PinLevel.LOW and tries is None and not config.trusts_final_try_flag
        return PinState(
            level, tries, level is PinLevel.LAST_TRY or in_doubt, config.pin_digits_min, config.pin_digits_max
        )

    @contextlib.contextmanager
    def _tokens(self) -> Iterator[list[Token]]:
        library = pkcs11.lib(str(self._config.module))
        try:
            yield list(self._present(library))
        finally:
            # With its card or daemon gone a module may complain here; it is finalised all the same.
            with contextlib.suppress(p11.PKCS11Error):
                library.finalize()

    def _present(self, library: Any) -> Iterator[Token]:
        for slot in library.get_slots(token_present=True):
            if self._config.reader not in slot.slot_description:
                continue
            try:
                token = slot.get_token()
            except (p11.TokenNotPresent, p11.TokenNotRecognised):
                continue  # pulled this moment, or no card of this module's
            if not token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED:
                continue
            if self._config.token_label in ("", token.label):
                yield token

    def _find(self, tokens: list[Token], certificate_id: str) -> "_Found | CardFault":
        ders = {der: token for token in tokens for der in _read_certificates(token)}
        listed = choose_certificates(ders, self._clock())
        for entry in listed.certificates:
            if certificate_id in ("", entry.certificate_id):
                return _Found(ders[entry.der], x509.load_der_x509_certificate(entry.der))
        return CardFault.NO_CERTIFICATE


@dataclass(frozen=True)
class _Found:
    token: Token
    certificate: x509.Certificate


def _read_certificates(token: Token) -> list[bytes]:
    session = token.open()
    try:
        objects = session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE})
        return [bytes(item[pkcs11.Attribute.VALUE]) for item in objects]
    finally:
        with contextlib.suppress(p11.PKCS11Error):
            session.close()


def _signature(session: Session, found: _Found, order: SignOrder) -> bytes:
    key = _private_key(session, found.certificate)
    # Qualified cards want the PIN again at the very signature; asking a card that doesn't would be an error.
    again = {"pin": order.pin} if _attribute(key, pkcs11.Attribute.ALWAYS_AUTHENTICATE) else {}
    public = found.certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        signature = bytes(key.sign(order.data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS, **again))
        public.verify(signature, order.data, padding.PKCS1v15(), hashes.SHA256())
        return signature
    assert isinstance(public, ec.EllipticCurvePublicKey)  # noqa: S101 - choose_certificates lists nothing else
    # Not every module has CKM_ECDSA_SHA256 (SoftHSM hasn't); all of them sign a digest.
    raw = key.sign(hashlib.sha256(order.data).digest(), mechanism=pkcs11.Mechanism.ECDSA, **again)
    signature = bytes(encode_ecdsa_signature(raw))
    public.verify(signature, order.data, ec.ECDSA(hashes.SHA256()))
    return signature


def _private_key(session: Session, certificate: x509.Certificate) -> Any:
    """Find the key by the id that it shares with its certificate."""
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
    der = certificate.public_bytes(Encoding.DER)
    identity = next(
        (
            item[pkcs11.Attribute.ID]
            for item in list(session.get_objects(wanted))
            if bytes(item[pkcs11.Attribute.VALUE]) == der
        ),
        None,
    )
    if identity is None:
        raise p11.NoSuchKey
    return session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=identity)


def _attribute(key: Any, attribute: pkcs11.Attribute) -> bool:
    try:
        return bool(key[attribute])
    except p11.AttributeTypeInvalid:
        return False


def _fault_of(error: p11.PKCS11Error) -> CardFault:
    """Name what a module's error means by itself; where the card was, the service knows better."""
    if isinstance(error, p11.DeviceRemoved | p11.TokenNotPresent | p11.SessionHandleInvalid):
        return CardFault.REMOVED
    if isinstance(error, p11.TokenNotRecognised):
        return CardFault.UNREADABLE
    if type(error) is p11.PKCS11Error:
        return CardFault.MIDDLEWARE_GONE  # python-pkcs11: the module could not be loaded
    return CardFault.REFUSED
