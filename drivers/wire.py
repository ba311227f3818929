"""The process wall needs a wire format that a broken peer can't abuse: small JSON messages and sealed memory.

A message is one packet of a `SOCK_SEQPACKET` socket: JSON of at most 64 KiB, with page images beside it as
descriptors of sealed memfds. Images never travel in the message. A message with more descriptors than the
kernel takes in one packet is preceded by packets that carry only descriptors.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import fcntl
import json
import mmap
import os
import select
import socket
import struct
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Final, Self, TypeAlias

JsonValue: TypeAlias = "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"

MESSAGE_BYTES_MAX: Final = 64 * 1024
BUFFERS_PER_PACKET: Final = 200  # Linux takes 253 descriptors in one packet (SCM_MAX_FD)
BUFFERS_MAX: Final = 2000
_SEALS: Final = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL
_CREDENTIALS: Final = struct.Struct("3i")  # struct ucred: pid, uid, gid
_ANCILLARY_BYTES: Final = socket.CMSG_SPACE(4 * BUFFERS_PER_PACKET) + socket.CMSG_SPACE(_CREDENTIALS.size)


class WireError(Exception):
    """The peer sent something that is no message: it can't be trusted any further."""


class MessageTooLargeError(ValueError):
    """The caller put more into one message than the wire carries: a bug; large data goes into a Buffer."""


class Buffer:
    """Bytes in sealed anonymous memory, handed to other processes by descriptor and never written again."""

    def __init__(self, fd: int) -> None:
        """Adopt a sealed memfd; raise WireError (and close it) when the sender could still change it."""
        self._fd = fd
        self._view: memoryview | None = None
        try:
            sealed = fcntl.fcntl(fd, fcntl.F_GET_SEALS) & _SEALS == _SEALS
        except OSError:
            sealed = False
        if not sealed:
            # Without the seals the sender could shrink the file under our mapping: SIGBUS.
            self.close()
            raise WireError("descriptor is not sealed memory")
        self.size: Final = os.fstat(fd).st_size

    @classmethod
    def of(cls, data: builtins.bytes | memoryview, name: str = "page") -> Self:
        """Copy the data into new sealed memory."""
        fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            remaining = memoryview(data).cast("B") if len(data) else memoryview(b"")
            while remaining:
                remaining = remaining[os.write(fd, remaining) :]
            fcntl.fcntl(fd, fcntl.F_ADD_SEALS, _SEALS)
        except BaseException:
            os.close(fd)
            raise
        return cls(fd)

    def view(self) -> memoryview:
        """Return the content without copying it; the view is valid until close()."""
        if self._fd < 0:
            raise ValueError("buffer is closed")
        if self._view is None:
            self._view = memoryview(b"")
            if self.size:
                self._view = memoryview(mmap.mmap(self._fd, self.size, prot=mmap.PROT_READ))
        return self._view

    def fileno(self) -> int:
        """Return the descriptor, for sending; it stays the buffer's."""
        if self._fd < 0:
            raise ValueError("buffer is closed")
        return self._fd

    def duplicate(self) -> Buffer:
        """Return a second handle on the same memory, to be closed on its own."""
        return Buffer(fcntl.fcntl(self.fileno(), fcntl.F_DUPFD_CLOEXEC, 0))

    def close(self) -> None:
        """Give the memory back; closing twice does nothing."""
        view, self._view = self._view, None
        if view is not None:
            # A slice or an image still looking at the mapping keeps it alive until it is dropped itself.
            with contextlib.suppress(BufferError):
                view.release()
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def bytes(self) -> builtins.bytes:
        """Return a copy of the content."""
        return builtins.bytes(self.view())


class DeviceFault(StrEnum):
    """What the wall itself answers, whatever the device."""

    TIMEOUT = "device.timeout"  # no answer within the deadline: the host was killed and is being replaced
    GONE = "device.gone"  # the host died before it answered, or can't be started
    GARBLED = "device.garbled"  # the host sent what is no message; it is being replaced
    FAILED = "device.failed"  # the host's own code failed: a bug
    UNKNOWN_METHOD = "device.unknown_method"  # client and host are of different versions


class Kind(StrEnum):
    """What a message is."""

    HELLO = "hello"  # the host is ready to serve; `name` is the service
    CALL = "call"  # `name` is the method
    REPLY = "reply"  # `name` is the outcome, `number` that of the call
    EVENT = "event"  # `name` is what happened
    MORE = "more"  # only descriptors, for the message that follows


@dataclass(frozen=True)
class Message:
    """One message, with the buffers that came or go with it."""

    kind: Kind
    name: str
    number: int = 0
    body: Mapping[str, JsonValue] = field(default_factory=dict)
    buffers: tuple[Buffer, ...] = ()

    def close(self) -> None:
        """Give all buffers back."""
        for buffer in self.buffers:
            buffer.close()


def encode(message: Message) -> bytes:
    """Return the JSON of a message; raise MessageTooLargeError beyond 64 KiB."""
    content = {"kind": message.kind, "name": message.name, "number": message.number, "body": message.body}
    data = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    if len(data) > MESSAGE_BYTES_MAX:
        raise MessageTooLargeError(f"{message.kind} {message.name}: {len(data)} bytes")
    return data


def decode(data: bytes, buffers: tuple[Buffer, ...] = ()) -> Message:
    """Parse the JSON of a message; raise WireError for anything else, whatever it is."""
    try:
        content = json.loads(data)
        kind = Kind(content["kind"])
        name, number, body = content["name"], content["number"], content["body"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from None
    if not isinstance(name, str) or type(number) is not int or not isinstance(body, dict):
        raise WireError("message has fields of a wrong type")
    return Message(kind, name, number, body, buffers)


class Connection:
    """One end of the wall. Sending is safe from any thread; only one thread receives."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._sending = threading.Lock()
        self.peer_pid = 0
        """Process that sent the last packet, as the kernel attests it; 0 while unknown."""
        # Not SO_PEERCRED: behind a socket of systemd's that names the one who called listen(), process 1.
        end.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)

    def send(self, message: Message, *, timeout_s: float | None = None) -> None:
        """Send a message whole; raise TimeoutError when the peer doesn't read, OSError when it is gone.

        The buffers stay the caller's.
        """
        data = encode(message)
        if len(message.buffers) > BUFFERS_MAX:
            raise MessageTooLargeError(f"{message.kind} {message.name}: {len(message.buffers)} buffers")
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        if not self._sending.acquire(timeout=-1 if timeout_s is None else max(timeout_s, 0)):
            raise TimeoutError("peer doesn't read")
        try:
            left = [buffer.fileno() for buffer in message.buffers]
            while len(left) > BUFFERS_PER_PACKET:
                self._send_packet(encode(Message(Kind.MORE, "")), left[:BUFFERS_PER_PACKET], deadline)
                del left[:BUFFERS_PER_PACKET]
            self._send_packet(data, left, deadline)
        finally:
            self._sending.release()

    def _send_packet(self, data: bytes, fds: list[int], deadline: float | None) -> None:
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack(f"{len(fds)}i", *fds))] if fds else []
        flags = socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL
        while True:
            try:
                self._socket.sendmsg([data], rights, flags)
            except BlockingIOError:
                self._wait_writable(deadline)
            else:
                return

    def _wait_writable(self, deadline: float | None) -> None:
        poll = select.poll()
        poll.register(self._socket, select.POLLOUT)
        left_ms = None if deadline is None else max(deadline - time.monotonic(), 0) * 1000
        if not poll.poll(left_ms):
            raise TimeoutError("peer doesn't read")

    def wait_readable(self, timeout_s: float) -> bool:
        """Tell whether something (or the end) is there to be received within the time."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(timeout_s * 1000))

    def receive(self) -> Message | None:
        """Return the next message, None when the peer has closed; raise WireError for what is no message."""
        buffers: list[Buffer] = []
        try:
            while (data := self._receive_packet(buffers)) is not None:
                message = decode(data, tuple(buffers))
                if message.kind is not Kind.MORE:
                    return message
                if len(buffers) > BUFFERS_MAX:
                    raise WireError("too many buffers")
        except BaseException:
            for buffer in buffers:
                buffer.close()
            raise
        for buffer in buffers:
            buffer.close()
        return None

    def _receive_packet(self, buffers: list[Buffer]) -> bytes | None:
        try:
            data, ancillary, flags, _ = self._socket.recvmsg(
                MESSAGE_BYTES_MAX, _ANCILLARY_BYTES, socket.MSG_CMSG_CLOEXEC
            )
        except OSError as error:
            if error.errno in (errno.ECONNRESET, errno.ENOTCONN, errno.EBADF):
                return None  # a killed peer resets what it hadn't read; a closed one is simply gone
            raise
        self._adopt(ancillary, buffers)
        if flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC):
            raise WireError("message too large or too many descriptors")
        return data or None

    def _adopt(self, ancillary: list[tuple[int, int, bytes]], buffers: list[Buffer]) -> None:
        """Take over every descriptor before judging any, so that a bad one doesn't leak the others."""
        fds: list[int] = []
        for level, kind, content in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                whole = len(content) - len(content) % 4
                fds.extend(struct.unpack(f"{whole // 4}i", content[:whole]))
            elif (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS):
                self.peer_pid = _CREDENTIALS.unpack(content[: _CREDENTIALS.size])[0]
        while fds:
            try:
                buffers.append(Buffer(fds.pop(0)))
            except WireError:
                for fd in fds:
                    os.close(fd)
                raise

    def shut_down(self) -> None:
        """End the conversation: the peer sees the end, and a receive() under way here returns None."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the socket; call it only when no other thread receives any more."""
        self._socket.close()
