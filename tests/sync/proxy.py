"""A lobby's network: a TCP proxy that can be cut, and that can end a connection after so many bytes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Forwards to one port on loopback until it is cut."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        self.is_cut = False
        self.cut_after_bytes: int | None = None
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        self.is_cut = True
        self._drop_all()

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._drop_all()
        self._thread.join()

    def _accept(self) -> None:
        workers = []
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                break
            if self.is_cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._target_port))
            with self._guard:
                self._open |= {near, far}
            for source, target, counts in ((near, far, True), (far, near, False)):
                worker = threading.Thread(target=self._pump, args=(source, target, counts))
                worker.start()
                workers.append(worker)
        for worker in workers:
            worker.join()

    def _pump(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        try:
            while data := source.recv(16_384):
                if counts and self.cut_after_bytes is not None:
                    data, self.cut_after_bytes = (
                        data[: self.cut_after_bytes],
                        self.cut_after_bytes - len(data),
                    )
                    if self.cut_after_bytes <= 0:
                        self.cut_after_bytes = None
                        target.sendall(data)
                        break
                target.sendall(data)
        except OSError:
            pass
        finally:
            self._drop(source, target)

    def _drop(self, *sockets: socket.socket) -> None:
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
            with self._guard:
                self._open.discard(one)

    def _drop_all(self) -> None:
        with self._guard:
            sockets = list(self._open)
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy_to(url: str) -> Iterator[Proxy]:
    """Stand between a client and the server at this address."""
    proxy = Proxy(int(url.rsplit(":", 1)[1]))
    try:
        yield proxy
    finally:
        proxy.close()
