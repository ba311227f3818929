"""A scanner for machines without one: speaks eSCL on loopback, so that SANE drives it like a real device.

`python -m drivers.virtual.escl --folder PAGES` runs one; `POST /ctl` on its control port plays the hands.
"""

import argparse
import json
import re
import signal
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from drivers.virtual.escl_control import Cut, Silence, control_server
from drivers.virtual.escl_documents import JobState, ScanSettings, capabilities, parse_settings, status
from drivers.virtual.feeder import AdfState, Feed, Feeder
from drivers.virtual.loopback import Exchange, LoopbackServer
from drivers.virtual.sheets import Picture, Side, UnreadableSideError, scan_side

__all__ = ["DEVICE_NAME", "Cut", "Silence", "VirtualScanner", "write_sane_config"]

DEVICE_NAME: Final = "Urzedomat ADF"
_JOB_IDLE_S: Final = 30.0  # a job that its client forgot ends by itself, as on real devices
_JOBS_LISTED: Final = 10
_JOB_MIN_S: Final = 0.25
"""Real rollers need a moment to notice that nothing follows. Without it airscan (0.99.27) may lose a job that is over
before the thread that began it has looked: it reports the job's end, and never the pages that came."""
_NEXT_DOCUMENT: Final = re.compile(r"/eSCL/ScanJobs/[\w-]+/NextDocument")


@dataclass
class _Job:
    path: str
    settings: ScanSettings
    begun_at: float
    used_at: float
    state: JobState = JobState.PROCESSING
    images: int = 0


class VirtualScanner:
    """A document scanner with a feeder and a glass; `feeder` is its paper, the methods are its moods."""

    def __init__(self, *, port: int = 0, control_port: int | None = None) -> None:
        """Start to listen. Port 0 takes a free one; without a control port there is no control by HTTP."""
        self.feeder = Feeder()
        self._changed = threading.Condition()
        self._jobs: list[_Job] = []
        self._serial = uuid.uuid4()
        self._is_busy = False
        self._silence: Silence | None = None
        self._cut: Cut | None = None
        self._glass = Side(None)
        self._server: LoopbackServer | None = LoopbackServer(self._handle, port)
        self.port = self._server.port
        self._control = None if control_port is None else control_server(self, control_port)

    @property
    def escl_url(self) -> str:
        """Return the address of the device, as the driver's settings want it."""
        return f"http://127.0.0.1:{self.port}/eSCL"

    @property
    def control_port(self) -> int:
        """Return the port of the control interface; 0 without one."""
        return self._control.port if self._control else 0

    def close(self) -> None:
        """Stop listening, break every connection and wait for all threads."""
        self.vanish()
        if self._control is not None:
            self._control.close()
            self._control = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Moods.

    def be_busy(self, *, is_busy: bool = True) -> None:
        """Refuse new jobs, as when somebody copies at the device."""
        self._is_busy = is_busy

    def fall_silent(self, silence: Silence = Silence.PAGES) -> None:
        """Accept requests and never answer them."""
        self._silence = silence

    def speak(self) -> None:
        """Answer again, also what was asked meanwhile."""
        with self._changed:
            self._silence = None
            self._changed.notify_all()

    def cut_pages(self, cut: Cut | None) -> None:
        """Send only half of every page from now on; None ends it."""
        self._cut = cut

    def lay_on_glass(self, path: Path | None) -> None:
        """Put a page on the glass; None leaves white paper there."""
        self._glass = Side(path)

    def vanish(self) -> None:
        """Be unplugged: nobody listens, every connection breaks, every job is forgotten."""
        server, self._server = self._server, None
        if server is None:
            return
        server.unplug()  # first: nobody shall hear how the jobs under way end
        with self._changed:
            for job in self._jobs:
                job.state = JobState.ABORTED
            self._jobs.clear()
            self._changed.notify_all()
        self.feeder.wake()
        server.close()

    def come_back(self) -> None:
        """Be plugged in again, under the same address."""
        if self._server is None:
            self._server = LoopbackServer(self._handle, self.port)

    @property
    def is_there(self) -> bool:
        """Tell whether the device is plugged in."""
        return self._server is not None

    @property
    def state(self) -> str:
        """Return the device's state in eSCL's words."""
        if self.feeder.state not in (AdfState.LOADED, AdfState.EMPTY):
            return "Stopped"
        return "Processing" if self._is_busy or self._active_job() else "Idle"

    @property
    def adf_state(self) -> AdfState:
        """Return the feeder's state in eSCL's words."""
        state, job = self.feeder.state, self._active_job()
        is_moving = state is AdfState.LOADED and job is not None and job.settings.source == "Feeder"
        return AdfState.PROCESSING if is_moving else state

    def _active_job(self) -> _Job | None:
        with self._changed:
            for job in self._jobs:
                if job.state is JobState.PROCESSING:
                    if time.monotonic() - job.used_at < _JOB_IDLE_S:
                        return job
                    job.state = JobState.ABORTED
        return None

    # The protocol.

    def _handle(self, exchange: Exchange) -> None:
        is_page = _NEXT_DOCUMENT.fullmatch(exchange.path) is not None
        self._keep_silent(is_page=is_page)
        if exchange.method == "POST" and exchange.path == "/eSCL/ScanJobs":
            self._create_job(exchange)
        elif exchange.method == "DELETE":
            self._cancel_job(exchange)
        elif is_page:
            self._send_page(exchange)
        elif exchange.path == "/eSCL/ScannerCapabilities":
            exchange.answer(HTTPStatus.OK, capabilities(self._serial.hex[:8].upper(), str(self._serial)))
        elif exchange.path == "/eSCL/ScannerStatus":
            exchange.answer(HTTPStatus.OK, self._status())
        else:
            exchange.answer(HTTPStatus.NOT_FOUND)

    def _keep_silent(self, *, is_page: bool) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._server is None
                    or self._silence is None
                    or (self._silence is Silence.PAGES and not is_page)
                )
            )

    def _status(self) -> bytes:
        with self._changed:
            jobs = [(job.path, job.state, job.images) for job in self._jobs[-_JOBS_LISTED:]]
        return status(self.state, self.adf_state, reversed(jobs))

    def _create_job(self, exchange: Exchange) -> None:
        settings = parse_settings(exchange.body)
        if settings is None:
            exchange.answer(HTTPStatus.BAD_REQUEST)
        elif self._is_busy or self._active_job():
            exchange.answer(HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "1"})
        elif settings.source == "Feeder" and self.feeder.state is not AdfState.LOADED:
            exchange.answer(HTTPStatus.CONFLICT)
        else:
            self.feeder.begin()
            now = time.monotonic()
            job = _Job(f"/eSCL/ScanJobs/{uuid.uuid4()}", settings, begun_at=now, used_at=now)
            with self._changed:
                self._jobs.append(job)
            location = f"http://127.0.0.1:{self.port}{job.path}"
            exchange.answer(HTTPStatus.CREATED, headers={"Location": location})

    def _find_job(self, path: str) -> _Job | None:
        with self._changed:
            return next((job for job in self._jobs if job.path == path), None)

    def _cancel_job(self, exchange: Exchange) -> None:
        job = self._find_job(exchange.path)
        if job is None:
            exchange.answer(HTTPStatus.NOT_FOUND)
            return
        with self._changed:
            if job.state is JobState.PROCESSING:
                job.state = JobState.CANCELED
            self._changed.notify_all()
        self.feeder.wake()
        exchange.answer(HTTPStatus.OK)

    def _send_page(self, exchange: Exchange) -> None:
        job = self._find_job(exchange.path.removesuffix("/NextDocument"))
        if job is None or job.state is not JobState.PROCESSING:
            exchange.answer(HTTPStatus.NOT_FOUND)
            return
        job.used_at = time.monotonic()
        try:
            ended, picture = self._next_picture(job, exchange)
        except UnreadableSideError:
            job.state = JobState.ABORTED
            exchange.break_off(HTTPStatus.OK, b"\xff\xd8", total=1000)
            return
        if picture is not None:
            job.images += 1
            job.used_at = time.monotonic()
            self._send_picture(exchange, picture)
            return
        self._notice_end(job)
        if job.state is JobState.PROCESSING:
            job.state = JobState.COMPLETED if ended is Feed.EMPTY else JobState.ABORTED
        exchange.answer(HTTPStatus.CONFLICT if ended is Feed.STOPPED else HTTPStatus.NOT_FOUND)

    def _notice_end(self, job: _Job) -> None:
        with self._changed:
            self._changed.wait_for(
                lambda: job.state is not JobState.PROCESSING, job.begun_at + _JOB_MIN_S - time.monotonic()
            )

    def _next_picture(self, job: _Job, exchange: Exchange) -> tuple[Feed, Picture | None]:
        settings = job.settings
        if settings.source != "Feeder":
            return (Feed.EMPTY, None) if job.images else (Feed.FED, scan_side(self._glass, settings.look))
        return self.feeder.feed(
            settings.look,
            is_duplex=settings.is_duplex,
            # No paper moves for a client that has died meanwhile.
            is_wanted=lambda: job.state is JobState.PROCESSING and exchange.is_awaited,
        )

    def _send_picture(self, exchange: Exchange, picture: Picture) -> None:
        half = picture.jpeg[: len(picture.jpeg) // 2]
        match self._cut:
            case Cut.CONNECTION:
                exchange.break_off(HTTPStatus.OK, half, total=len(picture.jpeg), content_type="image/jpeg")
            case Cut.BODY:
                exchange.answer(HTTPStatus.OK, half, content_type="image/jpeg")
            case None:
                exchange.answer(HTTPStatus.OK, picture.jpeg, content_type="image/jpeg")


def write_sane_config(folder: Path, port: int) -> str:
    """Write a private SANE configuration that knows only the virtual scanner; return SANE's name for it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dll.conf").write_text("airscan\n")
    # No [debug] section: a trace path alone makes the back end write to standard output.
    (folder / "airscan.conf").write_text(
        f'[devices]\n"{DEVICE_NAME}" = http://127.0.0.1:{port}/eSCL/, eSCL\n[options]\ndiscovery = disable\n'
    )
    return f"airscan:e0:{DEVICE_NAME}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a virtual scanner until it is interrupted."""
    parser = argparse.ArgumentParser(prog="python -m drivers.virtual.escl", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of the device; 0 takes a free one")
    parser.add_argument("--control-port", type=int, default=0, help="port for POST /ctl; 0 takes a free one")
    parser.add_argument("--folder", type=Path, help="page images to load: JPEG, PNG, TIFF, PDF")
    parser.add_argument("--sane-config", type=Path, help="folder to write a SANE configuration into")
    parser.add_argument("--seconds-per-sheet", type=float, default=0.0)
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with VirtualScanner(port=options.port, control_port=options.control_port) as scanner:
        scanner.feeder.seconds_per_sheet = options.seconds_per_sheet
        sides = scanner.feeder.load(options.folder) if options.folder else 0
        device = write_sane_config(options.sane_config, scanner.port) if options.sane_config else None
        facts = {"escl_url": scanner.escl_url, "control_port": scanner.control_port}
        print(json.dumps({**facts, "device": device, "sides": sides}), flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
