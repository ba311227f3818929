"""Writes intents and results down before anything moves, and makes the ids by which they are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from kiosk.journal import Journal
from kiosk.session.effects import NewSubmission, RecordIntent, RecordResult
from kiosk.session.events import Event, IntentNotRecorded, IntentRecorded, SubmissionBegun
from kiosk.session.values import SubmissionId
from kiosk.shell.lanes import Lanes
from sync.clock import Clock, RandomBytes
from sync.submission import new_submission_id

NOT_WRITTEN = "kiosk.disk_full"


class Journalling:
    """Serves RecordIntent, RecordResult and NewSubmission."""

    def __init__(
        self,
        journal: Journal,
        *,
        clock: Clock,
        random: RandomBytes,
        local_zone: tzinfo,
        lanes: Lanes,
        post: Callable[[Event], None],
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._random = random
        self._local_zone = local_zone
        self._lanes = lanes
        self._post = post

    def begin(self, effect: NewSubmission) -> None:
        """Make the id for life."""
        submission_id = SubmissionId(new_submission_id(self._clock, self._random))
        today = self._clock().astimezone(self._local_zone).date()
        self._post(SubmissionBegun(effect.request_id, submission_id, today))

    def record_intent(self, effect: RecordIntent) -> None:
        """Write it, off the screen's thread: fsync may take its time."""
        self._lanes.run("journal", lambda: self._record_intent(effect))

    def record_result(self, effect: RecordResult) -> None:
        """Write how it ended."""
        self._lanes.run("journal", lambda: self._record_result(effect))

    def _record_intent(self, effect: RecordIntent) -> None:
        try:
            self._journal.record_intent(effect.kind, effect.key, effect.submission_id, self._clock())
        except OSError:
            self._post(IntentNotRecorded(effect.kind, effect.key, NOT_WRITTEN))
            return
        self._post(IntentRecorded(effect.kind, effect.key))

    def _record_result(self, effect: RecordResult) -> None:
        try:
            self._journal.record_result(
                effect.kind, effect.key, effect.submission_id, effect.outcome, self._clock()
            )
        except OSError:
            # The intent stays open: at the next start the letter is told as interrupted. Better twice than never.
            return
