"""What is said about scanning, on both sides of the process wall: jobs, sides, ends and what can go wrong."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from drivers.wire import Buffer


class ScannerFault(StrEnum):
    """Why a scan ended, or can't begin. Each has its words in `kiosk/failures/scanner.toml`."""

    EMPTY = "scanner.empty"  # no paper in the feeder
    JAM = "scanner.jam"  # paper is stuck in the path
    MISFEED = "scanner.misfeed"  # the roller slipped, or the sheet is too short or too long for it
    DOUBLE_FEED = "scanner.double_feed"  # two sheets were drawn in at once
    COVER_OPEN = "scanner.cover_open"  # a lid or hatch is open
    BUSY = "scanner.busy"  # somebody else uses the device, or a scan is under way here
    UNPLUGGED = "scanner.unplugged"  # the device can't be reached
    NOT_FOUND = "scanner.not_found"  # SANE knows no such device, or the device no such setting
    DENIED = "scanner.denied"  # the host may not open the device
    CANCELLED = "scanner.cancelled"  # by us or at the device
    TRUNCATED = "scanner.truncated"  # a page came without its end
    TOO_MANY = "scanner.too_many"  # more sides than a job may have
    SILENT = "scanner.silent"  # no answer within the deadline
    CRASHED = "scanner.crashed"  # the host died; it comes back by itself
    IO_ERROR = "scanner.io_error"  # the device reported a failure and no cause


FINISHED: Final = "scanner.finished"
"""Outcome of the host's `next_side` when the feeder ran empty after at least one side."""


class Source(StrEnum):
    """Where the paper lies."""

    FEEDER = "feeder"  # one side of each sheet
    FEEDER_DUPLEX = "feeder_duplex"  # both sides of each sheet: front, back, front, back
    GLASS = "glass"


class Colour(StrEnum):
    """What the sensor delivers."""

    COLOUR = "colour"
    GREY = "grey"


class SheetSide(StrEnum):
    """Which side of its sheet a picture shows."""

    FRONT = "front"
    BACK = "back"


class PaperState(StrEnum):
    """What the feeder's sensor says."""

    LOADED = "loaded"
    EMPTY = "empty"
    UNKNOWN = "unknown"  # the device can't be asked


class Readiness(StrEnum):
    """Whether a scan could begin now."""

    READY = "ready"
    BUSY = "busy"
    STOPPED = "stopped"  # see the fault
    UNKNOWN = "unknown"  # the device can't be asked


@dataclass(frozen=True)
class ScannerDeadlines:
    """How long each step may take before the device counts as silent and its host is replaced."""

    begin_s: float = 15.0  # open the device and set it up
    first_side_s: float = 30.0  # warm up and deliver the first side
    side_s: float = 25.0  # deliver each further side
    cancel_s: float = 3.0
    busy_s: float = 2.0  # how long a device that finishes something else is waited for
    device_http_s: float = 2.0  # one eSCL request about the device's state


@dataclass(frozen=True)
class ScannerConfig:
    """Which scanner, and how to reach it."""

    device: str
    """SANE's name for the device."""
    sane_config_dir: Path | None = None
    """Private folder of SANE's configuration; None for the system's."""
    escl_url: str | None = None
    """Base address of an eSCL device, to ask what SANE doesn't tell. The kiosk must be its only user: jobs that
    a dead host left on it are cancelled."""
    sheet_width_mm: float = 210.0
    sheet_height_mm: float = 297.0
    deadlines: ScannerDeadlines = ScannerDeadlines()


@dataclass(frozen=True)
class ScanJob:
    """One run of the scanner. The id belongs to one visit alone."""

    job_id: str
    source: Source = Source.FEEDER_DUPLEX
    colour: Colour = Colour.COLOUR
    resolution_dpi: int = 300
    max_sides: int = 400


@dataclass(frozen=True)
class ScannedSide:
    """One side of one sheet, whole. The image is the receiver's to close."""

    job_id: str
    index: int  # from 0
    sheet: int  # from 1
    side: SheetSide
    width_px: int
    height_px: int
    dpi: int
    image: Buffer  # JPEG
    digest_sha256: str


@dataclass(frozen=True)
class ScanEnd:
    """How a job ended; no outcome means that the feeder ran empty after at least one side: all good."""

    outcome: ScannerFault | None
    sides: int
    sheets: int


@dataclass(frozen=True)
class ScannerStatus:
    """How the scanner stands, as far as it can be asked."""

    readiness: Readiness
    paper: PaperState = PaperState.UNKNOWN
    fault: ScannerFault | None = None
