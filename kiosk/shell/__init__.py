"""Runs the effects of the visit: devices, disk, clock and Qt. Every decision is in `kiosk.session`."""
