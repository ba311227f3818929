"""Devices come and go by themselves; the visit notes it, and what was waiting for a dead one goes on."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session import receipts, scanning, signing
from kiosk.session.codes import SCANNER_COVER_OPEN, SCANNER_EMPTY, SCANNER_GONE
from kiosk.session.events import (
    CardInserted,
    CardRemoved,
    DeviceBack,
    DeviceGone,
    Event,
    OfficeSeen,
    ScannerSeen,
)
from kiosk.session.state import Devices, Phase, Remedy, Session, Step
from kiosk.session.values import Device, Paper

ALL_STEPS = 99
"""More steps than any trouble has: the device says that all is well again."""


def note(session: Session, event: Event) -> Session:
    """Write down what a device says, before anything else is done with it."""
    devices = session.devices
    match event:
        case DeviceGone(device) | DeviceBack(device):
            return replace(session, devices=_presence(devices, device, is_here=isinstance(event, DeviceBack)))
        case CardInserted():
            return replace(session, devices=replace(devices, has_reader=True, has_card=True))
        case CardRemoved():
            return replace(session, devices=replace(devices, has_card=False))
        case OfficeSeen(reachable):
            return replace(session, devices=replace(devices, is_office_reachable=reachable))
        case ScannerSeen(paper, code):
            return _scanner_seen(session, paper, code)
        case _:
            return session


def take(session: Session, event: Event) -> Step | None:
    """End what was waiting for a device that has gone."""
    match event:
        case DeviceGone(Device.SCANNER):
            return scanning.ended(session, SCANNER_GONE)
        case DeviceGone(Device.PRINTER):
            return receipts.printer_gone(session)
        case DeviceGone(Device.CARDS):
            return signing.reader_gone(session)
        case _:
            return None


def _presence(devices: Devices, device: Device, *, is_here: bool) -> Devices:
    match device:
        case Device.SCANNER:
            return replace(devices, has_scanner=is_here, scanner_code="", paper=Paper.UNKNOWN)
        case Device.CARDS:
            return replace(devices, has_reader=is_here, has_card=devices.has_card and is_here)
        case _:
            return devices


def _scanner_seen(session: Session, paper: Paper, code: str) -> Session:
    if code == SCANNER_EMPTY:
        code, paper = "", Paper.EMPTY
    before = session.devices.scanner_code
    session = replace(session, devices=replace(session.devices, paper=paper, scanner_code=code))
    trouble = session.trouble
    if session.phase is not Phase.TROUBLE or trouble is None or trouble.remedy is not Remedy.SCAN:
        return session
    if code == SCANNER_COVER_OPEN and trouble.code != SCANNER_COVER_OPEN:
        return replace(session, trouble=replace(trouble, steps_done=1))
    if before and not code:
        return replace(session, trouble=replace(trouble, steps_done=ALL_STEPS))
    return session
