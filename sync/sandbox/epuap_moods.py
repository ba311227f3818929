"""How the ePUAP sandbox misbehaves: moods wait in line, each for one call of the service it is about."""

import threading
from dataclasses import dataclass
from enum import StrEnum


class Mood(StrEnum):
    """What goes wrong with a call."""

    DROP_BEFORE = "drop_before"  # the connection breaks, nothing was done
    DROP_DURING = "drop_during"  # it is done, and the connection breaks within the reply
    DROP_AFTER = "drop_after"  # it is done, and the connection breaks before the reply
    SLOW = "slow"
    SERVER_ERROR = "server_error"  # 500 without a reply, nothing was done
    SERVER_ERROR_AFTER = "server_error_after"  # 502, and it was done
    BUSY = "busy"  # 503 with Retry-After, nothing was done
    TOO_MANY = "too_many"  # 429 with Retry-After, nothing was done
    MALFORMED = "malformed"  # done, and the reply is no XML
    WRONG_SIGNATURE = "wrong_signature"  # done, and the reply was changed after signing
    UNSIGNED = "unsigned"  # done, and the reply has no signature
    EXPIRED_SIGNER = "expired_signer"  # done, and the reply is signed with a certificate that has run out
    STRANGE_SIGNER = "strange_signer"  # done, and the reply is signed by nobody known
    REFUSED = "refused"  # a status code that nobody has heard of, nothing was done
    EXCEPTION = "exception"  # a SOAP fault with `Wyjatek`, nothing was done
    RECEIPT_LATE = "receipt_late"  # done; the UPP comes into the reply inbox and not with the reply
    RECEIPT_NEVER = "receipt_never"  # done; the inbox issues no UPP
    RECEIPT_FORGED = "receipt_forged"  # done; the UPP was changed after signing
    OTHER_DOCUMENT = "other_document"  # done; the UPP is about another document
    REPLAYED = "replayed"  # done, and the reply is the one to an earlier letter
    DUPLICATE = "duplicate"  # a pulled document comes once more after it was confirmed


@dataclass
class Planned:
    """A mood in line: for calls of which service (empty: any), and how often."""

    mood: Mood
    service: str = ""
    times: int = 1
    wait_s: float = 1.0  # of SLOW, and of Retry-After


class Moods:
    """The line; whoever is first and fits is taken."""

    def __init__(self) -> None:
        self._line: list[Planned] = []
        self._lock = threading.Lock()

    def add(self, mood: Mood, service: str = "", *, times: int = 1, wait_s: float = 1.0) -> None:
        """Plan a mood."""
        with self._lock:
            self._line.append(Planned(mood, service, times, wait_s))

    def clear(self) -> None:
        """Behave."""
        with self._lock:
            self._line.clear()

    @property
    def is_empty(self) -> bool:
        """Tell whether all that was planned has happened."""
        with self._lock:
            return not self._line

    def take(self, service: str) -> Planned | None:
        """Answer the mood for a call of this service."""
        with self._lock:
            for planned in self._line:
                if planned.service in ("", service):
                    planned.times -= 1
                    if planned.times < 1:
                        self._line.remove(planned)
                    return planned
        return None
