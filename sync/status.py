"""The case status travels through machines that must not read it: only the secret on the receipt opens it.

From the secret (its characters without hyphens, as ASCII) HKDF-SHA256 without salt derives a key and, apart
from it, the name under which the office publishes. A blob is `URZS1`, a 12-byte nonce, and AES-256-GCM of
UTF-8 JSON with the lookup as additional data, so a blob can't be passed off as another receipt's.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.clock import RandomBytes
from sync.numbers import StatusSecret
from sync.submission import StatusAccess

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]

_MAGIC = b"URZS1"
_NONCE_BYTES = 12


@dataclass(frozen=True)
class StatusKeys:
    """What the secret derives: the office holds both, the daemon only the lookup, the resident the secret."""

    lookup: str  # 32 hexadecimal characters
    key: bytes = field(repr=False)

    def access(self) -> StatusAccess:
        """Answer the keys as the container carries them."""
        return StatusAccess(self.lookup, base64.urlsafe_b64encode(self.key).decode())


def derive_keys(secret: StatusSecret) -> StatusKeys:
    """Derive the lookup and the key from the receipt's secret."""
    material = secret.replace("-", "").encode("ascii")
    return StatusKeys(
        lookup=_derive(material, b"urzedomat status lookup 1", 16).hex(),
        key=_derive(material, b"urzedomat status key 1", 32),
    )


def keys_of(access: StatusAccess) -> StatusKeys:
    """Read the keys out of a container."""
    return StatusKeys(access.lookup, base64.urlsafe_b64decode(access.key))


def seal_status(status: Mapping[str, JsonValue], keys: StatusKeys, random: RandomBytes) -> bytes:
    """Encrypt a status report; done by the office each time the status changes."""
    nonce = random(_NONCE_BYTES)
    plain = json.dumps(status, ensure_ascii=False, sort_keys=True).encode()
    return _MAGIC + nonce + AESGCM(keys.key).encrypt(nonce, plain, keys.lookup.encode())


def open_status(blob: bytes, secret: StatusSecret) -> Mapping[str, JsonValue] | None:
    """Decrypt a status report with the receipt's secret; None when it is not this receipt's, or damaged."""
    keys = derive_keys(secret)
    nonce, sealed = blob[len(_MAGIC) : len(_MAGIC) + _NONCE_BYTES], blob[len(_MAGIC) + _NONCE_BYTES :]
    if not blob.startswith(_MAGIC) or len(sealed) < 16:
        return None
    try:
        plain = AESGCM(keys.key).decrypt(nonce, sealed, keys.lookup.encode())
    except InvalidTag:
        return None
    report = json.loads(plain)
    return report if isinstance(report, dict) else None


def _derive(material: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(material)
