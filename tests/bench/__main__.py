"""Run every bench and print its lines: python -m tests.bench [NAME]…"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench import handing_over, touching, uploading

BENCHES = {"hand-over": handing_over.run, "upload": uploading.run, "touch": touching.run}


def main() -> None:
    """Run those named on the command line, or all."""
    for name in sys.argv[1:] or BENCHES:
        BENCHES[name]()


if __name__ == "__main__":
    main()
