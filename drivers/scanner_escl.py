"""SANE says "Error during device I/O" for half of what goes wrong; an eSCL scanner, asked directly, knows the cause."""

import http.client
import time
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from drivers.scanner_values import PaperState, Readiness, ScannerFault, ScannerStatus

_SCAN: Final = "{http://schemas.hp.com/imaging/escl/2011/05/03}"
_PWG: Final = "{http://www.pwg.org/schemas/2010/12/sm}"
_DOCUMENT_BYTES_MAX: Final = 1 << 20

_BUSY_POLL_S: Final = 0.2

_FEEDER_FAULTS: Final = {
    "ScannerAdfJam": ScannerFault.JAM,
    "ScannerAdfMultipickDetected": ScannerFault.DOUBLE_FEED,
    "ScannerAdfMispick": ScannerFault.MISFEED,
    "ScannerAdfDuplexPageTooShort": ScannerFault.MISFEED,
    "ScannerAdfDuplexPageTooLong": ScannerFault.MISFEED,
    "ScannerAdfInputTrayOverloaded": ScannerFault.MISFEED,
    "ScannerAdfInputTrayFailed": ScannerFault.IO_ERROR,
    "ScannerAdfHatchOpen": ScannerFault.COVER_OPEN,
    "ScannerAdfCoverOpen": ScannerFault.COVER_OPEN,
    "ScannerAdfDoorOpen": ScannerFault.COVER_OPEN,
}
_PAPER: Final = {
    "ScannerAdfLoaded": PaperState.LOADED,
    "ScannerAdfProcessing": PaperState.LOADED,
    "ScannerAdfEmpty": PaperState.EMPTY,
}
_READINESS: Final = {
    "Idle": Readiness.READY,
    "Processing": Readiness.BUSY,
    "Testing": Readiness.BUSY,
    "Stopped": Readiness.STOPPED,
    "Down": Readiness.STOPPED,
}
_LIVE_JOBS: Final = frozenset({"Pending", "Processing"})


class EsclDevice:
    """Asks one eSCL device how it stands, beside whatever SANE does with it."""

    def __init__(self, url: str, timeout_s: float) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "https"
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port
        self._base = parts.path.rstrip("/")
        self._timeout_s = timeout_s

    def status(self) -> ScannerStatus:
        """Return what the device says about itself; not to be reached, or silent, is a fault like any other."""
        document = self._ask("GET", f"{self._base}/ScannerStatus")
        return document if isinstance(document, ScannerStatus) else _read_status(document)

    def wait_idle(self, timeout_s: float) -> ScannerStatus:
        """Give the device a moment to finish what it does; return how it stands then."""
        deadline = time.monotonic() + timeout_s
        while (status := self.status()).readiness is Readiness.BUSY and time.monotonic() < deadline:
            time.sleep(_BUSY_POLL_S)
        return status

    def cancel_jobs(self) -> None:
        """Cancel what is still under way on the device: leavings of a host that died."""
        document = self._ask("GET", f"{self._base}/ScannerStatus")
        if isinstance(document, ScannerStatus) or (root := _parse(document)) is None:
            return
        for job in root.iter(f"{_SCAN}JobInfo"):
            path = urlsplit(job.findtext(f"{_PWG}JobUri", "")).path
            if path and job.findtext(f"{_PWG}JobState") in _LIVE_JOBS:
                self._ask("DELETE", path)

    def _ask(self, method: str, path: str) -> bytes | ScannerStatus:
        kind = http.client.HTTPSConnection if self._is_tls else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=self._timeout_s)
        try:
            connection.request(method, path)
            with connection.getresponse() as response:
                body = response.read(_DOCUMENT_BYTES_MAX)
        except TimeoutError:
            return ScannerStatus(Readiness.UNKNOWN, fault=ScannerFault.SILENT)
        except OSError:
            return ScannerStatus(Readiness.UNKNOWN, fault=ScannerFault.UNPLUGGED)
        except http.client.HTTPException:
            return ScannerStatus(Readiness.UNKNOWN, fault=ScannerFault.IO_ERROR)
        finally:
            connection.close()
        if response.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
            return ScannerStatus(Readiness.BUSY)
        return body


def _parse(document: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _read_status(document: bytes) -> ScannerStatus:
    root = _parse(document)
    if root is None:
        return ScannerStatus(Readiness.UNKNOWN, fault=ScannerFault.IO_ERROR)
    feeder = root.findtext(f"{_SCAN}AdfState", "").strip()
    fault = _FEEDER_FAULTS.get(feeder)
    readiness = _READINESS.get(root.findtext(f"{_PWG}State", "").strip(), Readiness.UNKNOWN)
    return ScannerStatus(
        readiness=Readiness.STOPPED if fault else readiness,
        paper=_PAPER.get(feeder, PaperState.UNKNOWN),
        fault=fault,
    )
