"""The document scanner: what the kiosk uses of it, in one place."""

from drivers.scanner_client import ScannerClient
from drivers.scanner_service import ScannerService
from drivers.scanner_values import (
    Colour,
    PaperState,
    Readiness,
    ScanEnd,
    ScanJob,
    ScannedSide,
    ScannerConfig,
    ScannerDeadlines,
    ScannerFault,
    ScannerStatus,
    SheetSide,
    Source,
)

__all__ = [
    "Colour",
    "PaperState",
    "Readiness",
    "ScanEnd",
    "ScanJob",
    "ScannedSide",
    "ScannerClient",
    "ScannerConfig",
    "ScannerDeadlines",
    "ScannerFault",
    "ScannerService",
    "ScannerStatus",
    "SheetSide",
    "Source",
]
