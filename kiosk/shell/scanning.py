"""Moves paper: scans for the session, and keeps an eye on the feeder."""

from __future__ import annotations

import threading
from collections.abc import Callable

from drivers import scanner
from drivers.scanner import PaperState, ScanJob, ScannedSide, ScannerClient, SheetSide
from kiosk.session.effects import CancelScan, StartScan, WatchFeeder
from kiosk.session.events import Event, ScanEnded, ScannerSeen, SideScanned
from kiosk.session.values import JobId, PageId, Paper, Side, Source
from kiosk.settings import ScannerSection, Sides
from kiosk.shell.lanes import Lanes
from kiosk.shell.pages import KeptPage, PageStore

_PAPER = {
    PaperState.LOADED: Paper.LOADED,
    PaperState.EMPTY: Paper.EMPTY,
    PaperState.UNKNOWN: Paper.UNKNOWN,
}
WATCH_S = 0.5
"""How often the feeder is looked at while the resident is putting paper in."""
IDLE_WATCH_S = 4.0
"""How often otherwise: a scanner that was unplugged must not be offered to the next resident."""


class Scanning:
    """Serves StartScan, CancelScan and WatchFeeder."""

    def __init__(
        self,
        client: ScannerClient,
        store: PageStore,
        settings: ScannerSection,
        *,
        lanes: Lanes,
        post: Callable[[Event], None],
    ) -> None:
        self._client = client
        self._store = store
        self._settings = settings
        self._lanes = lanes
        self._post = post
        self._is_scanning = threading.Event()
        self._wanted: JobId | None = None
        self._wake = threading.Event()
        self._is_watching = False
        self._is_closed = False
        self._seen: ScannerSeen | None = None
        self._watcher = threading.Thread(target=self._watch_forever, name="feeder-watch", daemon=True)
        self._watcher.start()

    def start(self, effect: StartScan) -> None:
        """Scan on the scanner's lane."""
        self._wanted = effect.job_id
        self._is_scanning.set()
        self._lanes.run("scan", lambda: self._scan(effect))

    def cancel(self, effect: CancelScan) -> None:
        """Stop the motor; the job still ends with ScanEnded."""
        del effect
        self._lanes.run("scan-cancel", self._client.cancel)

    def abandon(self) -> None:
        """Stop a scan that nobody waits for any more; what it still brings is dropped, not kept for anybody."""
        self._wanted = None
        if self._is_scanning.is_set():
            self._lanes.run("scan-cancel", self._client.cancel)

    def watch(self, effect: WatchFeeder) -> None:
        """Look often, or not."""
        self._is_watching = effect.on
        self._seen = None  # say it anew, also if nothing has changed
        self._wake.set()

    def close(self) -> None:
        """End the watching."""
        self._is_closed = True
        self._wake.set()
        self._watcher.join()

    def _scan(self, effect: StartScan) -> None:
        job = ScanJob(
            job_id=effect.job_id,
            source=self._source(effect.source),
            colour=scanner.Colour(self._settings.colour.value),
            resolution_dpi=self._settings.resolution_dpi,
            max_sides=effect.max_sides,
        )
        try:
            end = self._client.scan(job, lambda side: self._keep(effect.job_id, side))
        finally:
            self._is_scanning.clear()
        code = "" if end.outcome is None else end.outcome.value
        self._post(ScanEnded(effect.job_id, code, end.sides, end.sheets))

    def _source(self, source: Source) -> scanner.Source:
        if source is Source.GLASS:
            return scanner.Source.GLASS
        return scanner.Source.FEEDER_DUPLEX if self._settings.sides is Sides.DUPLEX else scanner.Source.FEEDER

    def _keep(self, job_id: JobId, side: ScannedSide) -> None:
        if job_id != self._wanted:
            side.image.close()
            return
        page_id = PageId(f"{job_id}-{side.index:03d}")
        self._store.put(page_id, KeptPage(side.image, side.digest_sha256, side.dpi))
        face = Side.FRONT if side.side is SheetSide.FRONT else Side.BACK
        self._post(SideScanned(job_id, page_id, side.sheet, face, side.width_px, side.height_px))

    def _watch_forever(self) -> None:
        while not self._is_closed:
            if not self._is_scanning.is_set():
                status = self._client.status()
                code = "" if status.fault is None else status.fault.value
                seen = ScannerSeen(_PAPER[status.paper], code)
                if seen != self._seen and not self._is_scanning.is_set():
                    self._seen = seen
                    self._post(seen)
            self._wake.wait(WATCH_S if self._is_watching else IDLE_WATCH_S)
            self._wake.clear()
