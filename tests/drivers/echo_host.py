"""A host for the tests of the wall. `--with-worker` gives it a child of its own, `--mute` keeps it from greeting."""

import os
import socket
import subprocess
import sys
import time

from drivers.process import run_host
from tests.drivers.wall_kit import EchoService


def main() -> None:
    """Serve, or misbehave as the arguments say."""
    if "--with-worker" in sys.argv:
        worker = subprocess.Popen(["sleep", "600"])
        os.environ["WORKER_PID"] = str(worker.pid)
    if "--babble" in sys.argv:
        connection = socket.socket(fileno=int(sys.argv[-1]))
        connection.send(b"no message at all")
        time.sleep(600)
    if "--broken" in sys.argv:
        sys.exit(7)
    run_host(EchoService(), [argument for argument in sys.argv[1:] if argument != "--with-worker"])


if __name__ == "__main__":
    main()
