"""Lets a kiosk in by a short-lived token it signed itself, before a single byte of its request is kept."""

import re
from datetime import datetime, timedelta

import jwt
from jwt.types import Options
from pydantic import BaseModel, ConfigDict, ValidationError

from sync.office.faults import OfficeFault, Refusal
from sync.office.kiosks import Kiosk, KioskRegister

AUDIENCE = "urzedomat-office"
LIFETIME = timedelta(seconds=300)

# What no database takes as text: a stranger must not bring about a failure by asking for such a name.
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class _Claims(BaseModel):
    model_config = ConfigDict(strict=True)

    iss: str
    sub: str
    iat: int
    exp: int
    jti: str


class Doorkeeper:
    """Checks the Authorization header of one request."""

    def __init__(self, register: KioskRegister, *, leeway_s: int) -> None:
        self._register = register
        self._leeway = timedelta(seconds=leeway_s)

    def admit(self, header: str | None, now: datetime) -> Kiosk | Refusal:
        """Answer the kiosk that signed the token, or why nobody is let in."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return Refusal(OfficeFault.TOKEN_MISSING, 401, "a bearer token signed by the kiosk is needed")
        kiosk_id = _issuer(token)
        if kiosk_id is None:
            return _invalid("the token can't be read")
        kiosk = self._register.find(kiosk_id)
        if kiosk is None:
            return Refusal(OfficeFault.UNKNOWN_KIOSK, 403, "no such kiosk is registered")
        claims = _verified(token, kiosk)
        if isinstance(claims, Refusal):
            return claims
        if kiosk.is_revoked:
            return Refusal(OfficeFault.REVOKED_KIOSK, 403, "this kiosk has been shut out")
        return self._check_time(claims, now) or kiosk

    def _check_time(self, claims: _Claims, now: datetime) -> Refusal | None:
        """Only after the signature is known to be good: a stranger learns nothing from our clock."""
        if claims.exp - claims.iat > LIFETIME.total_seconds():
            return _invalid("the token lives longer than 300 s")
        is_early = claims.iat > (now + self._leeway).timestamp()
        is_late = claims.exp < (now - self._leeway).timestamp()
        if is_early or is_late:
            word = "ahead of" if is_early else "behind"
            return Refusal(OfficeFault.CLOCK, 401, f"the kiosk's clock is {word} the office's; see Date")
        return None


def _issuer(token: str) -> str | None:
    try:
        payload = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        return None
    issuer = payload.get("iss")
    return issuer if isinstance(issuer, str) and not _UNSTORABLE.search(issuer) else None


def _verified(token: str, kiosk: Kiosk) -> _Claims | Refusal:
    # The dates are checked by `_check_time`, which can tell a wrong clock from a bad token.
    options: Options = {
        "verify_exp": False,
        "verify_iat": False,
        "verify_nbf": False,
        "require": ["iss", "sub", "aud", "iat", "exp", "jti"],
    }
    try:
        payload = jwt.decode(
            token, kiosk.transport_key_pem, algorithms=["ES256"], audience=AUDIENCE, options=options
        )
        claims = _Claims.model_validate(payload)
    except (jwt.InvalidTokenError, ValidationError):
        return _invalid("the token is not signed by this kiosk for this office")
    if claims.sub != claims.iss:
        return _invalid("the token's subject is not its issuer")
    return claims


def _invalid(detail: str) -> Refusal:
    return Refusal(OfficeFault.TOKEN_INVALID, 401, detail)
