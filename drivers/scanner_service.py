"""The scanner's side in its host process: one job at a time, one side at a call, nothing kept between jobs."""

import dataclasses
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from drivers.host import Answer, Emit, Method
from drivers.scanner_escl import EsclDevice
from drivers.scanner_sane import SaneRun, start_sane
from drivers.scanner_values import (
    FINISHED,
    Colour,
    PaperState,
    Readiness,
    ScanJob,
    ScannerConfig,
    ScannerFault,
    ScannerStatus,
    SheetSide,
    Source,
)
from drivers.wire import Buffer, JsonValue

if TYPE_CHECKING:
    from PIL import Image

log = logging.getLogger(__name__)

_VAGUE: Final = frozenset({ScannerFault.IO_ERROR, ScannerFault.UNPLUGGED, ScannerFault.TRUNCATED})


@dataclass
class _Running:
    """The job under way."""

    job: ScanJob
    run: SaneRun
    is_paper_seen: bool
    sides: int = 0


class ScannerService:
    """Serves one scanner: `begin`, then `next_side` until its outcome isn't ok; `cancel` and `status` any time."""

    name = "scanner"
    urgent = frozenset({"cancel", "status"})

    def __init__(self, config: ScannerConfig) -> None:
        self._config = config
        self._running: _Running | None = None
        self._device = (
            EsclDevice(config.escl_url, config.deadlines.device_http_s) if config.escl_url else None
        )

    def start(self, emit: Emit) -> None:
        """Load SANE, and what the first page would otherwise have to wait for."""
        del emit  # a scanner speaks only when asked
        import drivers.scanner_image  # noqa: F401

        start_sane(self._config)

    def methods(self) -> Mapping[str, Method]:
        """Return what can be called."""
        return {
            "begin": self._begin,
            "next_side": self._next_side,
            "cancel": self._cancel,
            "status": self._status,
        }

    def close(self) -> None:
        """Let the device go."""
        self._end()

    def _begin(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del buffers
        self._end()
        job = _parse_job(body)
        status = self._settled_status()
        fault = _why_not(job, status)
        if fault is not None:
            return Answer(fault)
        run = SaneRun.open(self._config, job)
        if isinstance(run, ScannerFault):
            return Answer(self._true_cause(run))
        self._running = _Running(job, run, status.paper is PaperState.LOADED)
        return Answer()

    def _settled_status(self) -> ScannerStatus:
        """Ask the device, and free it of what a dead host left on it."""
        if self._device is None:
            return ScannerStatus(Readiness.UNKNOWN)
        status = self._device.status()
        if status.readiness is Readiness.BUSY:
            self._device.cancel_jobs()
            status = self._device.wait_idle(self._config.deadlines.busy_s)
        return status

    def _next_side(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del buffers
        running = self._running
        if running is None or running.job.job_id != body["job_id"]:
            return Answer(ScannerFault.CANCELLED)
        if running.sides and running.job.source is Source.GLASS:
            # The back end would scan the same page from the glass for ever.
            return self._end_with(FINISHED)
        scanned = running.run.next_image()
        if isinstance(scanned, ScannerFault):
            return self._end_with(self._conclude(running, scanned))
        if running.sides >= running.job.max_sides:
            return self._end_with(ScannerFault.TOO_MANY)
        answer = _deliver(running, *scanned)
        if answer is None:
            return self._end_with(self._true_cause(ScannerFault.TRUNCATED))
        running.sides += 1
        return answer

    def _conclude(self, running: _Running, fault: ScannerFault) -> str:
        """Tell the good end, an empty feeder after at least one side, from the bad ones."""
        fault = self._true_cause(fault)
        if fault is not ScannerFault.EMPTY:
            return fault
        if not running.sides:
            # The sensor saw paper, and SANE saw none: airscan loses a job that ends while it isn't looking.
            return ScannerFault.IO_ERROR if running.is_paper_seen else fault
        if running.job.source is Source.FEEDER_DUPLEX and running.sides % 2:
            return ScannerFault.TRUNCATED  # the back of the last sheet never came
        return FINISHED

    def _true_cause(self, fault: ScannerFault) -> ScannerFault:
        """Ask the device for what SANE doesn't say: also an empty feeder may be one that has jammed."""
        if self._device is None or fault not in _VAGUE | {ScannerFault.EMPTY}:
            return fault
        told = self._device.status().fault
        return fault if told is None else told

    def _cancel(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del buffers
        running = self._running
        if running is not None and running.job.job_id == body["job_id"]:
            running.run.is_cancelled = True
            if self._device is not None:
                # The device first: on one that is stuck, SANE's own cancel takes longer than anybody waits.
                self._device.cancel_jobs()
            running.run.cancel()
        return Answer()

    def _status(self, body: Mapping[str, JsonValue], buffers: Sequence[Buffer]) -> Answer:
        del body, buffers
        status = ScannerStatus(Readiness.UNKNOWN) if self._device is None else self._device.status()
        return Answer(body=dataclasses.asdict(status))

    def _end_with(self, outcome: str) -> Answer:
        log.info("job ended", extra={"outcome": outcome})
        self._end()
        if outcome != FINISHED and self._device is not None:
            self._device.cancel_jobs()
        return Answer(outcome)

    def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.run.close()


def _why_not(job: ScanJob, status: ScannerStatus) -> ScannerFault | None:
    """Tell why the job can't begin: the device's answer is exact, and airscan sleeps for seconds after a failure."""
    is_feeder = job.source is not Source.GLASS
    if status.readiness is Readiness.BUSY:
        return ScannerFault.BUSY
    if status.fault is not None and (is_feeder or status.readiness is Readiness.UNKNOWN):
        return status.fault
    if is_feeder and status.paper is PaperState.EMPTY:
        return ScannerFault.EMPTY
    return None


def _deliver(running: _Running, image: "Image.Image", lines_promised: int) -> Answer | None:
    """Encode a side and describe it; None when a part of it is missing."""
    from drivers.scanner_image import encode_page

    job, index = running.job, running.sides
    page = encode_page(image, dpi=job.resolution_dpi, lines_promised=lines_promised)
    if page is None:
        return None
    is_duplex = job.source is Source.FEEDER_DUPLEX
    body: dict[str, JsonValue] = {
        "job_id": job.job_id,
        "index": index,
        "sheet": (index // 2 if is_duplex else index) + 1,
        "side": SheetSide.BACK if is_duplex and index % 2 else SheetSide.FRONT,
        "width_px": page.width_px,
        "height_px": page.height_px,
        "dpi": job.resolution_dpi,
        "digest_sha256": hashlib.sha256(page.jpeg).hexdigest(),
    }
    return Answer(body=body, buffers=[Buffer.of(page.jpeg)])


def _parse_job(body: Mapping[str, JsonValue]) -> ScanJob:
    return ScanJob(
        job_id=str(body["job_id"]),
        source=Source(str(body["source"])),
        colour=Colour(str(body["colour"])),
        resolution_dpi=int(str(body["resolution_dpi"])),
        max_sides=int(str(body["max_sides"])),
    )
