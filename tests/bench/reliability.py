"""How honest reading is about its own mistakes: a reliability diagram, and how many bad pages ask for a new scan.

The pages are drawn afresh from a seed that nothing was fitted on, ordinary ones and spoilt ones.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from ocr.calibration import calibration
from ocr.engine import Engine
from ocr.words import WordList
from ocr.worker import limit_threads
from tests.letters.evidence import gather
from tests.letters.harsh import write_page
from tests.letters.reliability import outcomes, report

_SEED = 8_100_000
_PAGES = 40


def run() -> None:
    """Draw, read, compare; two to three minutes of processor time."""
    limit_threads()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for number in range(_PAGES):
            write_page(Path(folder) / f"r{number:03}", random.Random(_SEED + number))
        pages = gather(Engine.load(), [Path(folder)])
    print(report(outcomes(pages, WordList.load(), calibration())), flush=True)
