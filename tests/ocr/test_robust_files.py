"""Hostile and unusual image files, thrown at the pool by the hundred."""

import random

from tests.ocr.fuzz_images import fuzz


def test_every_damaged_file_comes_back_once() -> None:
    outcome = fuzz(random.Random(20261123), lambda handed_in: handed_in < 400)

    assert (outcome.back, outcome.doubled) == (400, 0), outcome
    assert not outcome.reasons["ocr.worker_lost"], outcome
    assert outcome.reasons["ocr.unreadable_image"] > 100, outcome
    assert outcome.reasons[""] > 50, outcome
