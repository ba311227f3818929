"""Which way a letter goes: rules from the settings, tried in order, each with its fallbacks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sync.record import SubmissionRecord


@dataclass(frozen=True)
class Route:
    """Letters to these departments go over these channels: the first, or where that one can't, the next.

    No department means every department.
    """

    channels: tuple[str, ...]
    departments: frozenset[str] = frozenset()

    def takes(self, record: SubmissionRecord) -> bool:
        """Tell whether this rule is about such a letter."""
        return not self.departments or record.recipient.name in self.departments


@dataclass(frozen=True)
class Routing:
    """The rules in order; the first that takes a letter decides."""

    routes: Sequence[Route] = field(default=(Route(("office",)),))

    def channels_for(self, record: SubmissionRecord) -> tuple[str, ...]:
        """Answer the channels' names in the order in which they are to be tried; none when no rule takes it."""
        return next((route.channels for route in self.routes if route.takes(record)), ())

    def named(self) -> frozenset[str]:
        """Answer every channel that some rule names."""
        return frozenset(name for route in self.routes for name in route.channels)
