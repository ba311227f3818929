"""A host process must never outlive its client nor hang for ever: what every host does about itself."""

import argparse
import contextlib
import ctypes
import faulthandler
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Final, NoReturn

from drivers.host import Service, serve

_PR_SET_PDEATHSIG: Final = 1
_SYSTEMD_FIRST_FD: Final = 3
_STUCK_S: Final = 30.0
_HEARTBEAT_S: Final = 5.0


def run_host(service: Service, arguments: Sequence[str] = ()) -> NoReturn:
    """Serve on the connection named by `--connection-fd N` or passed by systemd, then end the process.

    It ends without waiting for threads that are stuck in a C library.
    """
    connection = _connection(arguments)
    # Ctrl-C in a terminal is for the kiosk, which then ends its hosts in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _watch_for_stuck_interpreter()
    status = 1
    try:
        serve(service, connection)
        status = 0
    finally:
        if status:
            logging.getLogger(__name__).exception("host failed", extra={"service": service.name})
        logging.shutdown()
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(status)


def _connection(arguments: Sequence[str]) -> socket.socket:
    parser = argparse.ArgumentParser()
    parser.add_argument("--connection-fd", type=int)
    fd: int | None = parser.parse_args(list(arguments)).connection_fd
    if fd is not None:
        _die_with_parent()
        return socket.socket(fileno=fd)
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        parser.error("no connection: neither --connection-fd nor a socket of systemd's")
    given = socket.socket(fileno=_SYSTEMD_FIRST_FD)
    if not given.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return given
    with given:
        return given.accept()[0]


def _die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that started it is gone.

    A parent that died before this line is noticed as well: then the connection is at its end.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")


def _watch_for_stuck_interpreter() -> None:
    """End the process when a C library hangs with the interpreter's lock held: then no Python code can."""

    def beat() -> None:
        while True:
            faulthandler.dump_traceback_later(_STUCK_S, exit=True)
            pause.wait(_HEARTBEAT_S)

    pause = threading.Event()
    threading.Thread(target=beat, name="heartbeat", daemon=True).start()
