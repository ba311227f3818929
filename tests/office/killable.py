"""Runs an office that may be killed, with the imports done once: `python -m tests.office.killable SETTINGS PORT`.

For each line on standard input it forks an office, prints its process id, and waits until it has ended.
"""

import os
import socket
import sys
from pathlib import Path

import uvicorn

from sync.office import zygote
from sync.office.app import create_app
from sync.office.confined import Nursery
from sync.office.context import World
from sync.office.settings import load_settings
from tests.office.kit import CHEAP_HASHER


class ForkedNursery(Nursery):
    """Forks its zygote instead of importing everything again: the office here lives for a fraction of a second."""

    def _connected(self) -> socket.socket:
        if self._connection is None:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            if os.fork() == 0:
                ours.close()
                zygote.serve(theirs)
                os._exit(0)
            theirs.close()
            self._connection = ours
        return self._connection


def serve(settings_file: Path, port: int) -> None:
    nursery = ForkedNursery()
    nursery.start()
    app = create_app(load_settings(settings_file), World(hasher=CHEAP_HASHER, nursery=nursery))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", date_header=False)


def main(settings_file: Path, port: int) -> None:
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(settings_file, port)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
