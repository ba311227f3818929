"""Cards, tokens and the screen must mean the same by "two tries left": the card host's words, as types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from drivers.wire import Buffer, JsonValue


class CardFault(StrEnum):
    """Why the card did not do what it was asked."""

    NO_CARD = "card.no_card"
    UNREADABLE = "card.unreadable"  # a card is in, but upside down, dirty or of another kind
    PIN_WRONG = "card.pin_wrong"
    PIN_BLOCKED = "card.pin_blocked"
    LAST_TRY_NEEDS_CONSENT = "card.last_try_needs_consent"  # nothing was sent to the card
    REMOVED = "card.removed"  # pulled out while it was at work; nothing was signed
    NO_CERTIFICATE = "card.no_certificate"
    CERTIFICATE_EXPIRED = "card.certificate_expired"
    REFUSED = "card.refused"  # the card or its module gave up without a reason we know
    MIDDLEWARE_GONE = "card.middleware_gone"  # the vendor's module or the PC/SC daemon
    TIMEOUT = "card.timeout"  # no answer within the deadline; the host is being replaced


class Presence(StrEnum):
    """Where the insertion and removal of a card is seen."""

    PCSC = "pcsc"
    MODULE = "module"  # a token without a reader, such as a software token: there whenever the module has it


@dataclass(frozen=True)
class CardsConfig:
    """Which reader and which vendor module, and what is known of the cards."""

    module: Path
    token_label: str = ""
    """Use only the token with this label; empty = every token that is there."""
    reader: str = ""
    """Part of the PC/SC reader's name; empty = any."""
    presence: Presence = Presence.PCSC
    environment: tuple[tuple[str, str], ...] = ()
    """Environment variables that the module reads, such as SOFTHSM2_CONF."""
    pin_query: bytes = b""
    """APDU by which the card tells its tries left without spending one (VERIFY without data), if any."""
    trusts_final_try_flag: bool = False
    """The token is known to raise CKF_USER_PIN_FINAL_TRY before its last try."""
    pin_digits_min: int = 4
    pin_digits_max: int = 8
    sign_deadline_s: float = 30.0
    query_deadline_s: float = 15.0


class PinLevel(StrEnum):
    """How near the card is to locking itself."""

    NOT_LOW = "not_low"  # no try is known to be spent
    LOW = "low"  # at least one try is spent
    LAST_TRY = "last_try"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class PinState:
    """What is known of the PIN before its first digit."""

    level: PinLevel
    tries_left: int | None
    """The card's own count; None = this card doesn't tell."""
    needs_consent: bool
    """The next try may be the last: it is refused without the resident's express consent."""
    digits_min: int
    digits_max: int

    def to_json(self) -> dict[str, JsonValue]:
        """Return what goes through the process wall."""
        return {
            "level": self.level,
            "tries_left": self.tries_left,
            "needs_consent": self.needs_consent,
            "digits_min": self.digits_min,
            "digits_max": self.digits_max,
        }

    @classmethod
    def from_json(cls, body: object) -> Self | None:
        """Read what came through the process wall; None stays None."""
        if not isinstance(body, Mapping):
            return None
        tries = body["tries_left"]
        return cls(
            PinLevel(body["level"]),
            None if tries is None else int(tries),
            body["needs_consent"] is not False,
            int(body["digits_min"]),
            int(body["digits_max"]),
        )


@dataclass(frozen=True)
class SigningCertificate:
    """A certificate on the card that may sign a letter."""

    certificate_id: str
    """SHA-256 of the certificate, hex."""
    holder_name: str
    issuer_name: str
    not_after: datetime
    is_expired: bool
    is_for_signatures: bool
    """Made for signatures with legal effect (key usage nonRepudiation), not only for logging in."""
    der: bytes

    def to_json(self) -> dict[str, JsonValue]:
        """Return what goes through the process wall beside the certificate itself."""
        return {
            "certificate_id": self.certificate_id,
            "holder_name": self.holder_name,
            "issuer_name": self.issuer_name,
            "not_after": self.not_after.isoformat(),
            "is_expired": self.is_expired,
            "is_for_signatures": self.is_for_signatures,
        }

    @classmethod
    def from_json(cls, body: Mapping[str, JsonValue], der: bytes) -> Self:
        """Read what came through the process wall."""
        return cls(
            str(body["certificate_id"]),
            str(body["holder_name"]),
            str(body["issuer_name"]),
            datetime.fromisoformat(str(body["not_after"])),
            body["is_expired"] is True,
            body["is_for_signatures"] is True,
            der,
        )


@dataclass(frozen=True)
class CertificateList:
    """The signing certificates of the card, the one to use first, and the authorities' that it carries."""

    fault: CardFault | None
    certificates: tuple[SigningCertificate, ...] = ()
    authorities: tuple[bytes, ...] = ()

    def buffers(self) -> Sequence[Buffer]:
        """Return the certificates as they go through the wall: the signer's, then the authorities'."""
        return [
            Buffer.of(der, "certificate")
            for der in (*(certificate.der for certificate in self.certificates), *self.authorities)
        ]


@dataclass(frozen=True)
class PinReading:
    """The answer to "how many tries are left?"."""

    fault: CardFault | None
    state: PinState | None = None


@dataclass(frozen=True)
class SignEnd:
    """How a signature ended."""

    fault: CardFault | None
    signature: bytes | None = None
    """PKCS #1 v1.5 for RSA, DER for ECDSA; both over SHA-256."""
    pin: PinState | None = None
    """What is known of the PIN afterwards, where that has changed or was the reason."""
