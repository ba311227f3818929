"""The scanner's host as the tests start it: the real service, in a process of its own."""

import json
import logging
import sys
from pathlib import Path

from drivers.process import run_host
from drivers.scanner import ScannerConfig, ScannerDeadlines, ScannerService


class _WithFacts(logging.Formatter):
    """Shows the facts beside the event: what a failed test wants to see."""

    def format(self, record: logging.LogRecord) -> str:
        usual = vars(logging.makeLogRecord({}))
        facts = {name: value for name, value in vars(record).items() if name not in usual}
        return f"{record.name}: {super().format(record)} {facts}"


def main() -> None:
    """Serve the scanner that the JSON in the first argument describes."""
    handler = logging.StreamHandler()
    handler.setFormatter(_WithFacts())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    told = json.loads(sys.argv[1])
    config = ScannerConfig(
        told["device"],
        sane_config_dir=Path(told["sane_config_dir"]),
        escl_url=told["escl_url"],
        deadlines=ScannerDeadlines(**told["deadlines"]),
    )
    run_host(ScannerService(config), sys.argv[2:])


if __name__ == "__main__":
    main()
