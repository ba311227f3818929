"""A kiosk proves who it is with short-lived signed tokens, also when its own clock is wrong."""

from datetime import datetime, timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sync.clock import Clock, RandomBytes

AUDIENCE = "urzedomat-office"
LIFE = timedelta(seconds=300)


class TokenMaker:
    """Makes ES256 tokens in the office's time, once that has been learnt."""

    def __init__(self, kiosk_id: str, key_pem: bytes, *, clock: Clock, random: RandomBytes) -> None:
        """Raises ValueError when the key can't sign tokens."""
        key = load_pem_private_key(key_pem, password=None)
        if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
            raise ValueError("the transport key is not an EC key on P-256")
        self._kiosk_id = kiosk_id
        self._key = key
        self._clock = clock
        self._random = random
        self._offset = timedelta(0)

    @property
    def offset(self) -> timedelta:
        """How far the office's clock is ahead of this one, as far as is known."""
        return self._offset

    def learn(self, office_time: datetime) -> None:
        """Take the office's word for the time; it is used for tokens and for nothing else."""
        self._offset = office_time - self._clock()

    def header(self) -> str:
        """Answer an `Authorization` header with a fresh token."""
        now = self._clock() + self._offset
        claims = {
            "iss": self._kiosk_id,
            "sub": self._kiosk_id,
            "aud": AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
            "jti": self._random(16).hex(),
        }
        return f"Bearer {jwt.encode(claims, self._key, algorithm='ES256')}"
