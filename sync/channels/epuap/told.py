"""The far end's outcomes in the channel contract's terms."""

from sync.channels.channel import Deferred, Refusal
from sync.channels.epuap.exchange import Lost, Rejected
from sync.faults import SyncFault


def told(outcome: Lost | Rejected, *, is_absent: bool) -> Refusal | Deferred:
    """Wait out what was lost; a no stops, with `is_absent` as the caller knows it."""
    if isinstance(outcome, Lost):
        return Deferred(outcome.code, outcome.detail, outcome.retry_after_s)
    return refused(Rejected(outcome.code, outcome.text, is_absent=is_absent))


def refused(why: Rejected) -> Refusal:
    """Stop with the far end's own code and text."""
    code = "" if why.code is None else f"kod {why.code}: "
    return Refusal(SyncFault.FAR_END_REFUSED, f"{code}{why.text}", is_absent=why.is_absent)
