"""A clean process with the slow imports done, which forks a throw-away child for each job it is handed.

Started by `confined.Nursery` as `python -m sync.office.zygote FD`. It has one thread, opens nothing, and ends when
the socket to its parent closes, so that a killed server leaves nothing behind.
"""

import array
import json
import os
import resource
import signal
import socket
import struct
import sys

from sync.office.jobs import JOBS

LENGTH = struct.Struct(">Q")
MESSAGE_BYTES = 4096
_DESCRIPTORS = 2
_NICENESS = 5


def serve(connection: socket.socket) -> None:
    """Fork a child for each message: the job's name and limits, its input and the pipe for its answer."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps; nobody asks how a child ended
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the socket
    while True:
        message, input_fd, answer_fd = _receive(connection)
        if not message:
            return
        if os.fork() == 0:
            connection.close()
            _live_once(message, input_fd, answer_fd)
        os.close(input_fd)
        os.close(answer_fd)


def _receive(connection: socket.socket) -> tuple[bytes, int, int]:
    room = socket.CMSG_SPACE(_DESCRIPTORS * array.array("i").itemsize)
    message, ancillary, _flags, _address = connection.recvmsg(MESSAGE_BYTES, room)
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data)
    if len(descriptors) != _DESCRIPTORS:
        return b"", -1, -1
    return message, descriptors[0], descriptors[1]


def _live_once(message: bytes, input_fd: int, answer_fd: int) -> None:
    """Do one job and exit, whatever happens: an exception's text could hold somebody's name, so none is printed."""
    try:
        order = json.loads(message)
        _confine(order["deadline_s"], order["memory_bytes"])
        answer = JOBS[order["job"]](input_fd, order["options"])
        with os.fdopen(answer_fd, "wb") as pipe:
            pipe.write(LENGTH.pack(len(answer)))
            pipe.write(answer)
    finally:
        os._exit(0)


def _confine(deadline_s: float, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    seconds = int(deadline_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the letter
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, deadline_s)
    os.nice(_NICENESS)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
