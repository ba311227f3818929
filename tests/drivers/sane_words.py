"""Has SANE's own `test` back end say each of its errors, and prints what the driver makes of them as JSON."""

import json

import sane

from drivers.scanner_sane import SaneRun
from drivers.scanner_values import ScannerFault

WORDS = (
    "SANE_STATUS_JAMMED",
    "SANE_STATUS_NO_DOCS",
    "SANE_STATUS_COVER_OPEN",
    "SANE_STATUS_IO_ERROR",
    "SANE_STATUS_NO_MEM",
    "SANE_STATUS_ACCESS_DENIED",
    "SANE_STATUS_EOF",
    "Default",
)


def main() -> None:
    """Print the fault for each word; null where a page came."""
    sane.init()
    told = {}
    for word in WORDS:
        handle = sane.open("test:0")
        handle.read_return_value = word
        run = SaneRun(handle)
        outcome = run.next_image()
        told[word] = outcome if isinstance(outcome, ScannerFault) else None
        run.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
