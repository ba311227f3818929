"""Follows a letter through the sync daemon until the office's proof of receipt is stored."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from kiosk.demo.world import World
from kiosk.settings import load_settings
from kiosk.sync_command import daemon_config
from sync.assembly import open_store
from sync.queue import ItemState

_DEADLINE_S = 60.0


@dataclass(frozen=True)
class Delivery:
    """How far the letter got."""

    is_delivered: bool
    proof: bytes | None = field(repr=False)


def wait_for_delivery(world: World, submission_id: str) -> Delivery:
    """Wait until the daemon says that the letter is delivered; returns what is true at the deadline otherwise."""
    deadline = time.monotonic() + _DEADLINE_S
    delivery = Delivery(is_delivered=False, proof=None)
    while not delivery.is_delivered and time.monotonic() < deadline:
        time.sleep(0.2)
        delivery = _look(world, submission_id)
    return delivery


def _look(world: World, submission_id: str) -> Delivery:
    store, queue = open_store(daemon_config(load_settings(world.settings_file)))
    try:
        items = [item for item in queue.all() if item.name.submission_id == submission_id]
        if not items or items[0].state is not ItemState.DELIVERED:
            return Delivery(is_delivered=False, proof=None)
        return Delivery(is_delivered=True, proof=store.proof(items[0].name.submission_id))
    finally:
        queue.close()
