"""A virtual network device must be able to vanish: an HTTP server that can break all its connections."""

import contextlib
import logging
import select
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

log = logging.getLogger(__name__)

_BODY_BYTES_MAX: Final = 1 << 20
_POLL_S: Final = 0.05
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)  # struct linger: on, 0 s


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "_Server"

    body: bytes
    method: str

    def _run(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _BODY_BYTES_MAX:
            self.answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            self.close_connection = True
            return
        self.body = self.rfile.read(length)
        self.method = self.command
        self.server.handle_exchange(self)

    do_GET = do_POST = do_DELETE = _run  # noqa: N815 - the names that http.server looks up

    @property
    def is_awaited(self) -> bool:
        """Tell whether the client is still there to take the answer."""
        poll = select.poll()
        poll.register(self.connection, select.POLLRDHUP)
        return not poll.poll(0)

    def answer(
        self,
        status: HTTPStatus,
        body: bytes = b"",
        *,
        content_type: str = "text/xml",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Send a whole answer."""
        self._head(status, content_type, len(body), headers or {})
        self.wfile.write(body)

    def break_off(
        self, status: HTTPStatus, body: bytes, *, total: int, content_type: str = "image/jpeg"
    ) -> None:
        """Promise an answer of a length, send less of it and break the connection."""
        self._head(status, content_type, total, {})
        self.wfile.write(body)
        self.close_connection = True

    def _head(self, status: HTTPStatus, content_type: str, length: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Log as everything else does."""
        log.debug("request served: %s", format % args)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close() waits for every handler
    request_queue_size = 32

    def __init__(self, handle: Callable[[Exchange], None], port: int) -> None:
        self.handle_exchange = handle
        self._open: set[socket.socket] = set()
        self._opening = threading.Lock()
        super().__init__(("127.0.0.1", port), Exchange)

    def server_bind(self) -> None:
        # HTTPServer's own asks the name service for the host's name: slow where there is no network.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._opening:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._opening:
            self._open.discard(request)
            super().shutdown_request(request)

    def break_connections(self) -> None:
        with self._opening:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        del request, client_address
        error = sys.exception()
        if not isinstance(error, OSError):  # a client that hangs up is nothing to tell
            log.error("request failed", exc_info=error)


class LoopbackServer:
    """Serves on 127.0.0.1 from a thread of its own until it is closed."""

    def __init__(self, handle: Callable[[Exchange], None], port: int = 0) -> None:
        self._server = _Server(handle, port)
        self.port: int = self._server.server_port
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_S,), name=f"loopback-{self.port}"
        )
        self._thread.start()

    def unplug(self) -> None:
        """Stop listening and break every connection."""
        self._server.shutdown()
        self._thread.join()
        self._server.socket.close()
        self._server.break_connections()

    def close(self) -> None:
        """Unplug if that wasn't done, and wait for all threads."""
        self.unplug()
        self._server.server_close()
