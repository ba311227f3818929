"""Tells the session when a device's host goes and when it is back."""

from __future__ import annotations

from collections.abc import Callable

from drivers.device import DeviceState
from kiosk.session.events import DeviceBack, DeviceGone, Event
from kiosk.session.values import Device


def reporter_of_cards(post: Callable[[Event], None]) -> Callable[[DeviceState], None]:
    """Make the card host's listener: that it is back says little, its readers report themselves one by one."""

    def report(state: DeviceState) -> None:
        if state is DeviceState.GONE:
            post(DeviceGone(Device.CARDS))

    return report


def reporter(device: Device, post: Callable[[Event], None]) -> Callable[[DeviceState], None]:
    """Make the listener of one device; a host that is starting is neither gone nor back."""

    def report(state: DeviceState) -> None:
        if state is DeviceState.READY:
            post(DeviceBack(device))
        elif state is DeviceState.GONE:
            post(DeviceGone(device))

    return report
