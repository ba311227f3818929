"""Access tokens for the registered system, by an assertion that it signs itself (RFC 7523), kept until they expire."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sync.channels.channel import Deferred
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.http import Answer, Failed, Http
from sync.clock import Clock, RandomBytes
from sync.faults import SyncFault

AssertionSigner = Callable[[bytes], bytes]
"""Signs bytes with RSASSA-PKCS1-v1_5 and SHA-256, in a file's key or in a PKCS#11 token's."""

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFE = timedelta(seconds=300)
_MARGIN_S = 30.0
_TOLERATED = timedelta(seconds=30)


def pem_signer(key_pem: bytes) -> AssertionSigner:
    """Sign with a key from a file. Raises ValueError when it is no RSA key of at least 2048 bits."""
    key = load_pem_private_key(key_pem, password=None)
    if not isinstance(key, RSAPrivateKey) or key.key_size < 2048:
        raise ValueError("the system's key must be an RSA key of at least 2048 bits")
    return lambda data: key.sign(data, PKCS1v15(), SHA256())


class TokenSource:
    """Fetches tokens, and notices when this machine's clock is why there are none."""

    def __init__(
        self,
        http: Http,
        config: EDoreczeniaConfig,
        sign: AssertionSigner,
        *,
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._http = http
        self._config = config
        self._sign = sign
        self._clock = clock
        self._random = random
        self._offset = timedelta(0)
        self._token = ""
        self._good_until: datetime | None = None

    def token(self) -> str | Failed:
        """Answer a token that is good for now, from memory or fresh."""
        if self._token and self._good_until is not None and self._clock() < self._good_until:
            return self._token
        answer = self._ask()
        skew = self._skew(answer)
        if skew is None:
            return self._keep(answer)
        self._offset = skew  # the far end's time is used for assertions and for nothing else
        again = self._ask()
        if _is_refusal(again):
            told = f"this clock is {abs(skew.total_seconds()):.0f} s {'behind' if skew > timedelta(0) else 'ahead'}"
            return Failed(Deferred(SyncFault.CLOCK_REFUSED, told), is_untouched=True)
        return self._keep(again)

    def forget(self) -> None:
        """Ask anew next time: the far end no longer takes this token."""
        self._token = ""

    def _ask(self) -> Answer | Failed:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._assertion(),
            "login_hint": f"ADE.{self._config.sender}",
            "scope": " ".join(self._config.scopes),
        }
        answer = self._http.call("POST", self._config.token_url, data=form)
        return Failed(answer.why, is_untouched=True) if isinstance(answer, Failed) else answer

    def _assertion(self) -> str:
        now = self._clock() + self._offset
        header = {"alg": "RS256", "typ": "JWT"}
        if self._config.key_id:
            header["kid"] = self._config.key_id
        claims = {
            "iss": self._config.system,
            "sub": self._config.system,
            "aud": self._config.realm,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFE).timestamp()),
            "jti": self._random(16).hex(),
        }
        signed = ".".join(_base64url(json.dumps(part).encode()) for part in (header, claims))
        return f"{signed}.{_base64url(self._sign(signed.encode('ascii')))}"

    def _skew(self, answer: Answer | Failed) -> timedelta | None:
        """Answer how far the clock is off when an assertion was refused and the time may be why."""
        if not _is_refusal(answer) or not isinstance(answer, Answer):
            return None
        date = answer.date()
        if date is None:
            return None
        skew = date.replace(tzinfo=date.tzinfo or UTC) - self._clock()
        return skew if abs(skew - self._offset) > _TOLERATED else None

    def _keep(self, answer: Answer | Failed) -> str | Failed:
        if isinstance(answer, Failed):
            return answer
        if not answer.is_success:
            return Failed(Deferred(SyncFault.NOT_AUTHORISED, answer.complaint()), is_untouched=True)
        read = answer.json()
        token = read.get("access_token") if isinstance(read, dict) else None
        life = read.get("expires_in") if isinstance(read, dict) else None
        if not isinstance(token, str) or not token or not isinstance(life, int | float):
            return Failed(Deferred(SyncFault.OFFICE_BROKEN, "no token in the answer"), is_untouched=True)
        self._token = token
        self._good_until = self._clock() + timedelta(seconds=max(0.0, life - min(_MARGIN_S, life / 2)))
        return token


def _is_refusal(answer: Answer | Failed) -> bool:
    return isinstance(answer, Answer) and not answer.is_success


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
