"""Brings one letter as far as it goes now: over which channel, what next, and when a person must decide.

The same for a kiosk's daemon and for an office that passes letters on; what is written down where is the ledger's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sync.channels.channel import Channel, Deferred, Memory, Package, Refusal, Standing
from sync.container import Contents, read_contents
from sync.faults import Refused, SyncFault
from sync.routing import Routing


class Ledger(Protocol):
    """What is durably known of one letter's way; every method returns when its note is durable."""

    @property
    def channel(self) -> str:
        """The channel that was decided on; empty before."""

    @property
    def is_sent(self) -> bool:
        """The far end has said that it has the letter."""

    @property
    def known(self) -> Mapping[str, str]:
        """The channel's memory."""

    def decided(self, channel: str) -> None:
        """Note the channel, with an empty memory."""

    def sending(self) -> None:
        """Note that the far end may hear of it from now on."""

    def sent(self) -> None:
        """Note that the far end has it."""

    def lost(self) -> None:
        """Note that the far end surely has nothing of it: it begins anew, with an empty memory."""

    def remember(self, known: Mapping[str, str]) -> None:
        """Replace the channel's memory."""


@dataclass(frozen=True)
class Proven:
    """It has arrived, and this is the proof, already checked."""

    proof: bytes
    contents: Contents


@dataclass(frozen=True)
class Again:
    """Something was decided and noted; the next step can be taken at once. `why` for the log."""

    why: Refusal | None = None


@dataclass(frozen=True)
class LeftAlone:
    """Its channel is not to be asked now."""


Step = Proven | Again | LeftAlone | Deferred | Refusal


CUT_OFF = frozenset({SyncFault.NETWORK_GONE, SyncFault.OFFICE_UNTRUSTED})
"""Nobody answers: other letters need not ask the same channel too."""


@dataclass(frozen=True)
class Courier:
    """The channels that are set up, and the rules."""

    channels: Mapping[str, Channel]
    routing: Routing

    def close(self) -> None:
        """Close the channels."""
        for channel in self.channels.values():
            channel.close()

    def take_steps(self, package: Package, ledger: Ledger, silent: frozenset[str] = frozenset()) -> Step:
        """Decide on the channel where that is open, deliver or look, and fetch the proof."""
        contents = read_contents(package.data)
        if isinstance(contents, Refused):
            return Refusal(contents.code, contents.detail)
        channel = self._channel(package, contents, ledger)
        if isinstance(channel, Refusal):
            return channel
        if channel.name in silent:
            return LeftAlone()
        memory = Memory(ledger.known, ledger.remember)
        standing = self._stand(channel, package, memory, ledger)
        if isinstance(standing, Refusal):
            return self._fall_back(standing, package, contents, ledger)
        if isinstance(standing, Deferred):
            return standing
        if standing is Standing.UNKNOWN:  # the office lost it, a restored backup perhaps: we still have it
            ledger.lost()
            return Again()
        ledger.sent()
        if standing is Standing.VERIFYING:
            return Deferred(SyncFault.OFFICE_VERIFYING)
        return _collect_proof(channel, package, contents, memory)

    def is_proven(self, proof: bytes, package: Package, ledger: Ledger) -> bool | None:
        """Judge a stored proof again; None where the channel is no longer set up."""
        channel = self.channels.get(ledger.channel)
        if channel is None:
            return None
        return channel.check_proof(proof, package, Memory(ledger.known, ledger.remember)) is None

    def _channel(self, package: Package, contents: Contents, ledger: Ledger) -> Channel | Refusal:
        """Answer the channel that was decided on, or decide: the first of the route that can carry the package.

        What was decided is kept through crashes and changed settings, for the far end may have it already.
        """
        if ledger.channel:
            decided = self.channels.get(ledger.channel)
            return decided or Refusal(SyncFault.NO_CHANNEL, f"{ledger.channel} is not set up")
        return self._decide(package, self.routing.channels_for(contents.record), ledger)

    def _decide(self, package: Package, names: Sequence[str], ledger: Ledger) -> Channel | Refusal:
        last = Refusal(SyncFault.NO_CHANNEL, "no route takes this letter")
        for name in names:
            channel = self.channels.get(name)
            if channel is None:
                last = Refusal(SyncFault.NO_CHANNEL, f"{name} is not set up")
                continue
            objection = channel.prepare(package)
            if objection is None:
                ledger.decided(name)
                return channel
            last = objection
        return last

    def _stand(
        self, channel: Channel, package: Package, memory: Memory, ledger: Ledger
    ) -> Standing | Refusal | Deferred:
        if ledger.is_sent:
            return channel.look_up(package, memory)
        ledger.sending()
        return channel.deliver(package, memory)

    def _fall_back(self, why: Refusal, package: Package, contents: Contents, ledger: Ledger) -> Step:
        """Go on to the next channel of the route where nothing can arrive twice; else a person decides."""
        names = self.routing.channels_for(contents.record)
        further = names[names.index(ledger.channel) + 1 :] if ledger.channel in names else ()
        if not why.is_absent or isinstance(self._decide(package, further, ledger), Refusal):
            return why
        return Again(why)


def _collect_proof(
    channel: Channel, package: Package, contents: Contents, memory: Memory
) -> Proven | Deferred | Refusal:
    proof = channel.fetch_proof(package, memory)
    if isinstance(proof, Deferred | Refusal):
        return proof
    objection = channel.check_proof(proof, package, memory)
    if objection is not None:
        return Refusal(objection.code, objection.detail)
    return Proven(proof, contents)
