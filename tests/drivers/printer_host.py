"""The printer host as the tests start it: the real service in a process of its own."""

import json
import sys

from drivers.printer import NetworkConnection, PrinterConfig, PrinterService, TextMode
from drivers.process import run_host


def main() -> None:
    """Serve the printer that the JSON in the first argument describes."""
    told = json.loads(sys.argv[1])
    config = PrinterConfig(
        NetworkConnection("127.0.0.1", told["port"]),
        profile=told["profile"],
        text_mode=TextMode(told["text_mode"]),
        has_native_qr=told["has_native_qr"],
        answer_timeout_s=told["answer_timeout_s"],
        print_timeout_s=told["print_timeout_s"],
    )
    run_host(PrinterService(config), sys.argv[2:])


if __name__ == "__main__":
    main()
