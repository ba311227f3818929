"""The kiosk's side of the scanner: typed, blocking, and never longer than its deadlines allow."""

import dataclasses
import logging
import threading
from collections.abc import Callable
from typing import Final

from drivers.device import DeviceClient, DeviceFault, DeviceState, Event, Launcher, Reply
from drivers.scanner_values import (
    FINISHED,
    PaperState,
    Readiness,
    ScanEnd,
    ScanJob,
    ScannedSide,
    ScannerDeadlines,
    ScannerFault,
    ScannerStatus,
    SheetSide,
)

log = logging.getLogger(__name__)

_STATUS_ROUNDS: Final = (
    4  # connecting, asking and answering may each take their time before the host is at fault
)
_WALL_FAULTS: Final = {
    DeviceFault.TIMEOUT: ScannerFault.SILENT,
    DeviceFault.GONE: ScannerFault.CRASHED,
    DeviceFault.GARBLED: ScannerFault.CRASHED,
    DeviceFault.FAILED: ScannerFault.CRASHED,
    DeviceFault.UNKNOWN_METHOD: ScannerFault.CRASHED,
}


class ScannerClient:
    """Scans one job at a time; the host is replaced after every job that didn't end well."""

    def __init__(
        self,
        launch: Launcher,
        *,
        deadlines: ScannerDeadlines | None = None,
        on_state: Callable[[DeviceState], None] | None = None,
    ) -> None:
        self._deadlines = deadlines or ScannerDeadlines()
        self._changing = threading.Lock()
        self._scan: _Scan | None = None
        self._device = DeviceClient(launch, on_event=Event.close, on_state=on_state or (lambda _: None))

    @property
    def state(self) -> DeviceState:
        """Return how the host stands."""
        return self._device.state

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the host serves; tell whether it does."""
        return self._device.wait_ready(timeout_s)

    def close(self) -> None:
        """End the host; a scan under way ends as crashed."""
        self._device.close()

    def status(self) -> ScannerStatus:
        """Ask the device how it stands; also while it scans."""
        reply = self._device.call("status", deadline_s=_STATUS_ROUNDS * self._deadlines.device_http_s)
        if not reply.ok:
            return ScannerStatus(Readiness.UNKNOWN, fault=_fault(reply))
        fault = reply.body["fault"]
        return ScannerStatus(
            readiness=Readiness(str(reply.body["readiness"])),
            paper=PaperState(str(reply.body["paper"])),
            fault=None if fault is None else ScannerFault(str(fault)),
        )

    def cancel(self) -> None:
        """Stop the scan under way, from any thread, and wait until it has stopped; within twice `cancel_s`.

        Sheets that were drawn in already are through.
        """
        with self._changing:
            scan = self._scan
            if scan is None:
                return
            scan.is_cancelled = True
        if threading.current_thread() is scan.thread:
            return  # from `on_page`: no side is under way, and the scan ends right after
        self._stop(scan)
        if not scan.ended.wait(self._deadlines.cancel_s):
            self._device.replace()  # the device keeps SANE from returning

    def _stop(self, scan: "_Scan") -> None:
        """Have the host tell the device, so that no more paper moves."""
        self._device.call("cancel", {"job_id": scan.job.job_id}, deadline_s=self._deadlines.cancel_s)

    def scan(self, job: ScanJob, on_page: Callable[[ScannedSide], None]) -> ScanEnd:
        """Scan until the feeder is empty or something is wrong; hand over each side as it comes.

        `on_page` is called on this thread, between two sides.
        """
        scan = _Scan(job)
        with self._changing:
            if self._scan is not None:
                return ScanEnd(ScannerFault.BUSY, 0, 0)
            self._scan = scan
        is_clean = False
        try:
            end = self._run(scan, on_page)
            is_clean = end.outcome is None
            log.info("scan ended", extra={"outcome": end.outcome, "sides": end.sides})
            return end
        except BaseException:
            self._stop(scan)
            raise
        finally:
            if not is_clean:
                # Whatever this host and its C code still hold of the job dies with it: no page of one visit
                # may reach the next.
                self._device.replace()
            with self._changing:
                self._scan = None
            scan.ended.set()

    def _run(self, scan: "_Scan", on_page: Callable[[ScannedSide], None]) -> ScanEnd:
        sides = sheets = 0
        reply = self._device.call("begin", dataclasses.asdict(scan.job), deadline_s=self._deadlines.begin_s)
        while reply.ok and not scan.is_cancelled:
            deadline_s = self._deadlines.side_s if sides else self._deadlines.first_side_s
            reply = self._device.call("next_side", {"job_id": scan.job.job_id}, deadline_s=deadline_s)
            if not reply.ok:
                break
            side = _parse_side(reply)
            if side is None or side.job_id != scan.job.job_id or side.index != sides or scan.is_cancelled:
                reply.close()
                break
            sides, sheets = sides + 1, side.sheet
            on_page(side)
        if scan.is_cancelled:
            if reply.ok:
                self._stop(scan)
            return ScanEnd(ScannerFault.CANCELLED, sides, sheets)
        return ScanEnd(None if reply.outcome == FINISHED else _fault(reply), sides, sheets)


class _Scan:
    """The scan under way."""

    def __init__(self, job: ScanJob) -> None:
        self.job = job
        self.thread = threading.current_thread()
        self.is_cancelled = False
        self.ended = threading.Event()


def _fault(reply: Reply) -> ScannerFault:
    if reply.outcome in _WALL_FAULTS:
        return _WALL_FAULTS[DeviceFault(reply.outcome)]
    try:
        return ScannerFault(reply.outcome)
    except ValueError:
        log.error("scanner answer unknown", extra={"outcome": reply.outcome})
        return ScannerFault.CRASHED


def _parse_side(reply: Reply) -> ScannedSide | None:
    """Read a side; None when the host says something that makes none."""
    body = reply.body
    try:
        (image,) = reply.buffers
        return ScannedSide(
            job_id=str(body["job_id"]),
            index=int(str(body["index"])),
            sheet=int(str(body["sheet"])),
            side=SheetSide(str(body["side"])),
            width_px=int(str(body["width_px"])),
            height_px=int(str(body["height_px"])),
            dpi=int(str(body["dpi"])),
            image=image,
            digest_sha256=str(body["digest_sha256"]),
        )
    except (ValueError, KeyError):
        return None
