"""The card host as the tests start it: the real service in a process of its own."""

import json
import sys
from pathlib import Path

from drivers.cards import CardsConfig, CardsService, Presence
from drivers.process import run_host


def main() -> None:
    """Serve cards as the JSON in the first argument says."""
    told = json.loads(sys.argv[1])
    config = CardsConfig(
        Path(told["module"]),
        token_label=told["token_label"],
        presence=Presence(told["presence"]),
        environment=tuple((name, value) for name, value in told["environment"]),
        pin_query=bytes.fromhex(told["pin_query"]),
    )
    run_host(CardsService(config), sys.argv[2:])


if __name__ == "__main__":
    main()
