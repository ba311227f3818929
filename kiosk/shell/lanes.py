"""Slow work leaves the screen's thread: one lane a device, so that a waiting printer delays nobody else."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)


class Lanes:
    """Named lanes of one thread each; work in one lane runs in the order given."""

    def __init__(self, on_bug: Callable[[], None]) -> None:
        """`on_bug` is called, on the lane's thread, when some work raised: that is ours to mend."""
        self._on_bug = on_bug
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._closed = False

    def run(self, lane: str, work: Callable[[], None]) -> None:
        """Run the work when its lane is free; nothing is taken any more once closed."""
        if self._closed:
            return
        executor = self._lanes.get(lane)
        if executor is None:
            executor = self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"lane-{lane}")
        executor.submit(self._guarded, lane, work)

    def close(self) -> None:
        """Let running work end; drop what waits."""
        self._closed = True
        for executor in self._lanes.values():
            executor.shutdown(wait=True, cancel_futures=True)

    def _guarded(self, lane: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001  any bug in an effect ends here, as the reason below says
            # The one place where a bug in an effect surfaces. The exception's text might hold personal data,
            # so its kind and the lines of code are logged, and nothing of the values.
            frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
            kind = type(error).__name__
            log.error("effect failed: %s in lane %s\n%s", kind, lane, "".join(frames))
            self._on_bug()
