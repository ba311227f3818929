"""Run every bench and print its lines: python -m tests.bench [NAME]…"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import handing_over, reading, reliability, touching, uploading

BENCHES = {
    "hand-over": handing_over.run,
    "upload": uploading.run,
    "touch": touching.run,
    "reading": reading.run,
    "reliability": reliability.run,
}
ON_REQUEST = {"reading-all": reading.run_all}
"""Benches that take minutes and run only when they are named."""


def main() -> None:
    """Run those named on the command line, or all."""
    for name in sys.argv[1:] or BENCHES:
        (BENCHES | ON_REQUEST)[name]()


if __name__ == "__main__":
    main()
