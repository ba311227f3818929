"""How the sandbox of e-Doręczenia misbehaves: moods wait in a queue until a call comes that they are about."""

from dataclasses import dataclass
from enum import StrEnum
from threading import Lock


class Mood(StrEnum):
    """One way to misbehave."""

    DROP_BEFORE = "drop_before"  # the connection breaks before anything was done
    DROP_DURING = "drop_during"  # it is done; the connection breaks in the middle of the answer
    DROP_AFTER = "drop_after"  # it is done; the connection breaks before the answer
    LATE = "late"  # the connection breaks at once, and it is done some seconds later
    SLOW = "slow"
    SERVER_ERROR = "server_error"  # 500, nothing was done
    SERVER_ERROR_AFTER = "server_error_after"  # 502, and it was done
    BUSY = "busy"  # 503 with Retry-After
    TOO_MANY = "too_many"  # 429 with Retry-After
    TOKEN_REFUSED = "token_refused"  # noqa: S105  401 for a good token
    MALFORMED = "malformed"  # the body is cut short
    WRONG_SIGNATURE = "wrong_signature"  # evidence that was changed after signing
    DUPLICATE = "duplicate"  # everything in a list twice; of a call that sends: two messages
    OTHER_DOCUMENT = "other_document"  # the answer is about another message
    REJECTED = "rejected"  # the message gets evidence A.2
    UNDELIVERABLE = "undeliverable"  # the message gets A.1, and then E.2
    TASK_FAILS = "task_fails"  # the task ends with an error, and the message goes back to the drafts
    MAILBOX_FULL = "mailbox_full"  # 400, nothing was done


@dataclass
class Planned:
    """A mood, for which calls, and how often."""

    mood: Mood
    operation: str = ""
    times: int = 1
    seconds: float = 1.0


class Moods:
    """The queue."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._lock = Lock()

    def plan(self, mood: Mood, operation: str = "", *, times: int = 1, seconds: float = 1.0) -> None:
        """Misbehave at the next calls of this operation, or at the next calls of all."""
        with self._lock:
            self._planned.append(Planned(mood, operation, times, seconds))

    def clear(self) -> None:
        """Behave."""
        with self._lock:
            self._planned.clear()

    def take(self, operation: str) -> Planned | None:
        """Answer the first mood that is about such a call."""
        with self._lock:
            for planned in self._planned:
                if planned.operation in ("", operation):
                    planned.times -= 1
                    if planned.times <= 0:
                        self._planned.remove(planned)
                    return planned
        return None

    def waiting(self) -> int:
        """Answer how many moods wait."""
        with self._lock:
            return len(self._planned)
