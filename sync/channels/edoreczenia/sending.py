"""Sends one message exactly once over an interface that knows no key of ours: look first, then repeat or stop.

For letters of the kiosk and for serial correspondence alike. What is about to be done is in the memory before it
is done; a call of unknown outcome is repeated only when the mailbox, given time to settle, surely lacks the message.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.channels.channel import Deferred, Memory, Refusal
from sync.channels.edoreczenia.config import EDoreczeniaConfig
from sync.channels.edoreczenia.drafts import DRAFT, DRAFT_TRIED, complete_draft, draft_is_gone, refused
from sync.channels.edoreczenia.http import Answer, Failed
from sync.channels.edoreczenia.look import find_by_title, is_ours, look_for
from sync.channels.edoreczenia.mailbox import Mailbox, TaskResult, broken
from sync.channels.edoreczenia.message import OutgoingMessage, object_to, whole
from sync.clock import Clock
from sync.faults import SyncFault

BEGAN = "send_began"  # a sending call whose outcome is not known yet
TASK = "task"
MESSAGE = "message"
LOOKED = "looked"  # before the first try, for the memory may have been lost with a restored backup
REJECTED = (
    "rejected"  # messages that the operator rejected; they are not taken for the one that is to be sent
)


@dataclass(frozen=True)
class Sent:
    """The mailbox holds the message as sent; whether it was accepted and delivered, evidence tells."""

    message_id: str


class MessageSender:
    """Sends messages out of one mailbox."""

    def __init__(self, mailbox: Mailbox, config: EDoreczeniaConfig, *, clock: Clock) -> None:
        self._mailbox = mailbox
        self._config = config
        self._clock = clock

    def send(self, message: OutgoingMessage, memory: Memory) -> Sent | Refusal | Deferred:
        """Go on where an earlier try broke off, or begin; the same message with the same memory may be repeated.

        A refusal with `is_absent` leaves nothing behind at the far end, and the memory ready for another try.
        """
        objection = object_to(message, self._config)
        if objection is not None:
            return objection
        found = self.find(message, memory)
        return self._begin(message, memory) if found is None else found

    def find(self, message: OutgoingMessage, memory: Memory) -> Sent | Refusal | Deferred | None:
        """Learn what came of earlier tries without trying again; None when surely nothing was sent."""
        known = memory.get(MESSAGE)
        if known is not None:
            return Sent(known)
        if memory.get(TASK) is not None:
            return self._follow(message, memory)
        if memory.get(BEGAN) is not None:
            return self._settle(message, memory)
        return None

    def reject(self, memory: Memory) -> None:
        """Note that the operator has rejected the message, so that a later try sends it anew."""
        rejected = " ".join(filter(None, (memory.get(REJECTED), memory.get(MESSAGE))))
        memory.save({REJECTED: rejected})
        memory.forget(MESSAGE, TASK, BEGAN, DRAFT, DRAFT_TRIED)

    def _begin(self, message: OutgoingMessage, memory: Memory) -> Sent | Refusal | Deferred:
        if memory.get(LOOKED) is None:
            held = find_by_title(self._mailbox, message, _rejected(memory))
            if held is not None:
                return self._found(held, memory) if isinstance(held, str) else held
        began = {BEGAN: self._clock().isoformat(), LOOKED: "yes"}
        if message.size_bytes <= self._config.inline_bytes:
            memory.save(began)
            return self._accepted(self._mailbox.send(whole(message, self._mailbox.address)), message, memory)
        draft_id = complete_draft(self._mailbox, message, memory)
        if not isinstance(draft_id, str):
            return draft_id
        memory.save({**began, DRAFT: draft_id, DRAFT_TRIED: draft_id})
        return self._accepted(self._mailbox.send_draft(draft_id), message, memory)

    def _accepted(
        self, answer: Answer | Failed, message: OutgoingMessage, memory: Memory
    ) -> Sent | Refusal | Deferred:
        if isinstance(answer, Failed):
            if answer.is_untouched:
                memory.forget(BEGAN)
            return answer.why
        if not answer.is_success:
            return self._declined(answer, message, memory)
        told = answer.json()
        task = told.get("messageTaskId") if isinstance(told, dict) else None
        if not isinstance(task, str) or not task:
            return broken("accepted without a task").why
        memory.save({TASK: task})
        return self._follow(message, memory)

    def _declined(
        self, answer: Answer, message: OutgoingMessage, memory: Memory
    ) -> Sent | Refusal | Deferred:
        """An earlier call of unknown outcome may have been accepted after all, and be why this one was not."""
        found = self._look(message, memory)
        if found is not None:
            return found
        if memory.get(DRAFT) is not None:
            entry = self._mailbox.read_draft(memory.get(DRAFT) or "")
            if isinstance(entry, Failed):
                return entry.why
            if isinstance(entry, Answer):
                return draft_is_gone(memory)
        memory.forget(BEGAN, DRAFT_TRIED)
        return refused(answer)

    def _follow(self, message: OutgoingMessage, memory: Memory) -> Sent | Refusal | Deferred:
        """Ask what became of the task; what it names is believed only if it is this message."""
        task = memory.get(TASK) or ""
        is_finished = self._mailbox.task_is_finished(task)
        if is_finished is False:
            return Deferred(SyncFault.OFFICE_VERIFYING, "the task is pending")
        results = self._mailbox.task_results(task) if is_finished is True else is_finished
        if isinstance(results, Failed):
            return results.why
        if isinstance(results, Answer):
            return self._look_instead(message, memory, f"the task is not known: {results.complaint()}")
        return self._conclude(results, message, memory)

    def _conclude(
        self, results: tuple[TaskResult, ...], message: OutgoingMessage, memory: Memory
    ) -> Sent | Refusal | Deferred:
        if len(results) == 1 and not results[0].message_id and results[0].complaint:
            if results[0].recipient in ("", message.recipient):
                memory.forget(TASK, BEGAN, DRAFT, DRAFT_TRIED)
                return Refusal(SyncFault.FAR_END_REFUSED, results[0].complaint, is_absent=True)
        elif len(results) == 1 and results[0].message_id:
            entry = self._mailbox.read(results[0].message_id)
            if isinstance(entry, Failed):
                return entry.why
            if not isinstance(entry, Answer) and is_ours(entry, self._mailbox.address, message):
                return self._found(entry.message_id, memory)
        return self._look_instead(message, memory, "the task tells of something else than this message")

    def _look_instead(self, message: OutgoingMessage, memory: Memory, told: str) -> Sent | Refusal | Deferred:
        """The task does not say what became of the message; it was accepted, so it must turn up.

        A person who has made sure that it is not there lets it be sent anew, so the task is forgotten.
        """
        found = self._look(message, memory)
        if found is not None:
            return found
        if self._is_open(memory):
            return Deferred(SyncFault.UNSETTLED, told)
        memory.forget(TASK, DRAFT, DRAFT_TRIED)
        return Refusal(SyncFault.AMBIGUOUS, told)

    def _settle(self, message: OutgoingMessage, memory: Memory) -> Sent | Refusal | Deferred | None:
        found = self._look(message, memory)
        if found is not None:
            return found
        if self._is_open(memory):
            return Deferred(SyncFault.UNSETTLED)
        memory.forget(BEGAN)
        return None

    def _is_open(self, memory: Memory) -> bool:
        """Tell whether what was handed over may not be in the list yet."""
        text = memory.get(BEGAN)
        if text is None:
            return False
        now, began = self._clock(), datetime.fromisoformat(text)
        if began > now:  # the clock was set back; the waiting begins anew
            memory.save({BEGAN: now.isoformat()})
            return True
        return now - began < timedelta(seconds=self._config.settled_after_s)

    def _look(self, message: OutgoingMessage, memory: Memory) -> Sent | Refusal | Deferred | None:
        began = memory.get(BEGAN)
        found = look_for(
            self._mailbox,
            message,
            since=datetime.fromisoformat(began) if began else self._clock(),
            apart_from=_rejected(memory),
        )
        return self._found(found, memory) if isinstance(found, str) else found

    def _found(self, message_id: str, memory: Memory) -> Sent:
        memory.save({MESSAGE: message_id})
        return Sent(message_id)


def _rejected(memory: Memory) -> frozenset[str]:
    return frozenset((memory.get(REJECTED) or "").split())
