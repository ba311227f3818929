"""Prints how much memory a reading process and its parent hold after 100, 500 and 1,000 pages: it must stay flat.

python -m tests.ocr.measure_memory --pages 1000

The pages are slips of many sizes with a line or two, so that a thousand of them take minutes rather than an hour; every
tenth is no image, every seventh is coloured. Resident memory is what proc(5) calls VmRSS.
"""

from __future__ import annotations

import argparse
import os
import random
import threading
from pathlib import Path

from ocr.page import PageReading
from ocr.pool import Pool, PoolConfig
from tests.ocr.kit import PATIENCE_S, encoded, slip

WORDS = ("Potwierdzam", "odbiór", "mapy", "zasadniczej", "Łucja", "Żółkiewska", "dnia", "14", "marca", "2026")
TOLD_AT = (10, 50, 100, 200, 500, 1000)


def resident_mb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) // 1024


def some_page(number: int, rng: random.Random) -> bytes:
    if number % 10 == 9:
        return rng.randbytes(5000)
    line = " ".join(rng.sample(WORDS, 3))
    page = slip((line,), size=(rng.randrange(1000, 1400), rng.randrange(300, 700)))
    if number % 7 == 6:
        page = page.convert("RGB")
        page.paste((170, 30, 40), (700, 200, 900, 280))
    return encoded(page, quality=70)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    arguments = parser.parse_args()
    rng, back = random.Random(1), threading.Semaphore(0)

    def take(_page_id: str, _reading: PageReading) -> None:
        back.release()

    with Pool(PoolConfig(workers=1)) as pool:
        assert pool.wait_until_ready(PATIENCE_S)
        pid = pool.worker_pids()[0]
        for number in range(1, arguments.pages + 1):
            pool.submit(f"page {number}", some_page(number, rng), 300, take)
            assert back.acquire(timeout=PATIENCE_S)
            if number in TOLD_AT or number % 500 == 0:
                told = f"reading process {resident_mb(pid)} MB, parent {resident_mb(os.getpid())} MB"
                print(f"{number:5} pages: {told}", flush=True)
        assert pool.worker_pids() == [pid], "the process was replaced meanwhile"


if __name__ == "__main__":
    main()
