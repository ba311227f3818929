"""Two parties can read what waits on the kiosk's disk: the sync daemon, and the office when a kiosk dies.

The format is age (age-encryption.org/v1), so the office can recover a disk with the `age` command alone.
"""

from collections.abc import Sequence

import pyrage
from pyrage import x25519

from sync.faults import Refused, SyncFault


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to every recipient (`age1…`): the daemon's key and the office's recovery key."""
    if len(recipients) < 2:
        raise ValueError("a package needs a second recipient, or it is lost with the kiosk's key")
    return bytes(pyrage.encrypt(data, [x25519.Recipient.from_str(recipient) for recipient in recipients]))


def decrypt(data: bytes, identities: Sequence[str]) -> bytes | Refused[SyncFault]:
    """Decrypt with whichever identity (`AGE-SECRET-KEY-1…`) fits."""
    try:
        return bytes(pyrage.decrypt(data, [x25519.Identity.from_str(identity) for identity in identities]))
    except pyrage.DecryptError:
        return Refused(SyncFault.PACKAGE_UNREADABLE, "not encrypted to this key, or damaged")


def read_identities(key_file: str) -> tuple[str, ...]:
    """Read the identities out of a key file as `age-keygen` writes it; raises ValueError when it is none."""
    lines = (line.strip() for line in key_file.splitlines())
    identities = tuple(line for line in lines if line and not line.startswith("#"))
    try:
        for identity in identities:
            x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        identities = ()
    if not identities:
        raise ValueError("the age identity's file holds none")  # and not what it holds: it may be a secret
    return identities


def recipient_of(identity: str) -> str:
    """Answer the public half of an identity."""
    return str(x25519.Identity.from_str(identity).to_public())


def new_identity() -> str:
    """Make a fresh identity; for the demo and for tests."""
    return str(x25519.Identity.generate())
